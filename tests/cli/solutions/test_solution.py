"""`svc-tui solution` as a script uses it."""

from pathlib import Path

import pytest

from svc_tui.services.shapes.solutions import NAMES
from tests.cli.running import Shell
from tests.services.desk import Desk

PROMISED = {
    "number",
    "symptom",
    "cause",
    "solution",
    "description",
    "item",
    "status",
    "owner",
    "used",
    "last_used_at",
}


@pytest.fixture
def filled(svc: Shell, desk: Desk) -> Shell:
    """Two solutions beside number 15 of the desk."""
    with desk.context.write() as unit:
        unit.raise_number("solution", 15)
        unit.update(
            "solution",
            1,
            {"symptom": "Stops after warm-up with error E-12", "cause": "Sensor drifts when hot"},
        )
    svc("solution", "new", "solution=Change the gasket", "symptom=Water drips from the valve", "item=WSH-40")
    svc("solution", "new", "solution=Cambiare la guarnizione", "symptom=Perdita d'acqua dalla valvola")
    return svc


def numbers(svc: Shell, *words: str) -> list[int]:
    return [hit["number"] for hit in svc("solution", "search", *words, "--json").json]


def test_list_has_every_promised_name(filled: Shell) -> None:
    rows = filled("solution", "list", "--json").json
    assert list(rows[0]) == list(NAMES)
    assert set(NAMES) >= PROMISED
    assert [row["number"] for row in rows] == [15, 16, 17]
    assert [
        row["number"] for row in filled("solution", "list", "item:WSH-40", "owner:@me", "--json").json
    ] == [16]


def test_search_finds_numbers_with_units_and_codes_with_letters_together_or_apart(filled: Shell) -> None:
    filled("solution", "new", "solution=Set the tap", "symptom=Lamp dark at 230V, fuse 16 A, shows F-21/b")
    for asked in (("230", "V"), ("230V",), ("230",), ("16A",), ("16", "A"), ("F21b",), ("F-21/b",), ("F21",)):
        assert numbers(filled, *asked) == [18], asked
    assert "at [230V], fuse [16 A], shows [F-21/b]" in filled("solution", "search", "230 V 16A F21b").out


def test_search_takes_words_as_they_come(filled: Shell) -> None:
    assert numbers(filled, "dripping", "valves")[0] == 16
    assert numbers(filled, "perdite", "di", "acqua")[0] == 17
    for code in ("E12", "e-12", "Err 12", "E 12", "error 12"):
        assert numbers(filled, code) == [15], code
    assert numbers(filled, "gaskte")[0] == 16
    assert filled("solution", "search", '"', "*", "NEAR(", "a:b", "--", "-x").code == 0


def test_the_hit_is_marked_in_words(filled: Shell) -> None:
    hit = filled("solution", "search", "dripping", "--json").json[0]
    assert (hit["field"], hit["passage"]) == ("symptom", "Water [drips] from the valve")
    assert "Water [drips] from" in filled("solution", "search", "dripping").out


def test_batch_prints_id_number_rank_and_score(filled: Shell) -> None:
    said = filled(
        "solution",
        "search",
        "--batch",
        "-",
        "--top",
        1,
        stdin='q1\tdripping valve\nq2\t"*(\nq3\tguarnizioni\n',
    )
    assert said.code == 0
    rows = [line.split("\t") for line in said.out.splitlines()]
    assert [row[:3] for row in rows if row[0] != "q2"] == [["q1", "16", "1"], ["q3", "17", "1"]]
    assert all(float(row[3]) > 0 for row in rows if row[0] != "q2")
    assert filled("solution", "search", "--batch", "-", "words").code == 2


def test_long_fields_are_refused_with_the_count(filled: Shell) -> None:
    said = filled("solution", "new", "solution=" + "\N{LATIN SMALL LETTER E WITH ACUTE}" * 255)
    assert said.code == 1
    assert "255" in said.err
    assert "254" in said.err
    assert filled("solution", "new", "solution=" + "\N{LATIN SMALL LETTER E WITH ACUTE}" * 254).code == 0
    assert filled("solution", "new", "symptom=alone").code == 1


def test_a_solution_from_a_call_is_attached_to_it(filled: Shell, desk: Desk) -> None:
    call = desk.open_call(subject="Drum is loud", description="Since Monday")
    desk.calls.close([call], "Tightened the bolts.\nCause: loose bolts")
    number = filled("solution", "new", "--call", call).out.strip()
    shown = filled("solution", "show", number, "--json").json
    assert shown["symptom"] == "Drum is loud. Since Monday"
    assert (shown["solution"], shown["cause"], shown["item"]) == (
        "Tightened the bolts.",
        "loose bolts",
        "WSH-40",
    )
    assert (shown["used"], shown["owner"]) == (1, "anna")
    assert [each["number"] for each in shown["calls"]] == [call]


def test_twins_are_told(filled: Shell) -> None:
    said = filled("solution", "new", "solution=Change the gasket", "symptom=Water drips from a valve")
    assert said.code == 0
    assert "16" in said.err


def test_attach_missed_suggest_merge_and_undo(filled: Shell, desk: Desk) -> None:
    call = desk.open_call(subject="Water drips")
    assert [row["number"] for row in filled("solution", "suggest", call, "--json").json][:1] == [16]
    assert filled("solution", "attach", 16, 15, "--call", call).code == 0
    assert filled("call", "show", call, "--json").json["solutions"] == [16, 15]
    assert filled("solution", "missed", 15, call).code == 0
    assert filled("solution", "merge", 16, 17).code == 0
    assert filled("call", "show", call, "--json").json["solutions"] == [17]
    assert filled("undo").code == 0
    assert filled("call", "show", call, "--json").json["solutions"] == [16]
    said = filled("solution", "delete", 16)
    assert said.code == 0
    assert call in said.err
    assert filled("solution", "show", 16).code == 3


def test_review_publish_stale_and_versions(filled: Shell, desk: Desk) -> None:
    assert filled("solution", "publish", 16).code == 0
    assert filled("solution", "review", 17, "--by", "bruno").code == 0
    assert [row["number"] for row in filled("solution", "list", "status:review", "--json").json] == [17]
    filled("solution", "set", 16, "cause=Worn")
    changes = filled("solution", "versions", 16, "--json").json[-1]["changes"]
    assert {"field": "cause", "old": None, "new": "Worn"} in changes
    assert "+Worn" in filled("solution", "versions", 16).out
    assert filled("solution", "set", 16, "cause=x", "--if-version", 1).code == 4


def test_synonyms(filled: Shell) -> None:
    assert numbers(filled, "seal") == []
    assert filled("solution", "synonym", "add", "seal", "gasket").code == 0
    assert numbers(filled, "seal")[0] == 16
    assert filled("solution", "synonym", "list", "--json").json == [{"name": "seal", "words": ["gasket"]}]
    assert filled("solution", "synonym", "remove", "seal").code == 0
    assert numbers(filled, "seal") == []
    assert filled("solution", "synonym", "remove", "seal").code == 3


def test_markdown_out_and_in_is_the_same(filled: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    assert filled("export", "solution", "--to", str(folder), "--format", "markdown").code == 0
    assert sorted(path.name[:4] for path in folder.iterdir()) == ["0015", "0016", "0017"]
    assert "3 the same" in filled("import", str(folder)).err
    filled("solution", "set", 16, "solution=Renew the gasket")
    filled("export", "solution", "--to", str(folder), "--format", "markdown")
    assert [path.name for path in folder.glob("0016*")] == ["0016-renew-the-gasket.md"]
    (folder / "new.md").write_text("---\nsolution: Oil the hinge\n---\n1. Oil\n", encoding="utf-8")
    assert "1 new" in filled("import", str(folder)).err
    assert "0 new" in filled("import", str(folder)).err
    assert numbers(filled, "oiling", "hinges") == [18]
    assert filled("export", "item", "--to", str(folder), "--format", "markdown").code == 2


def test_store_check_makes_the_index_anew(filled: Shell, desk: Desk) -> None:
    with desk.store.engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql("DELETE FROM solution_fts")
    said = filled("store", "check")
    assert said.code == 1
    assert "--rebuild" in said.err
    assert filled("store", "check", "--rebuild").code == 0
    assert numbers(filled, "gasket")[0] == 16
