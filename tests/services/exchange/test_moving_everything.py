"""`export all` and back: an empty store becomes equal in every table; elsewhere lines change only what differs."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from svc_tui.bootstrap import Services, open_services
from svc_tui.services.demo.making import Made, make
from svc_tui.services.exchange.incoming.run import Importing, Report
from svc_tui.services.exchange.outgoing.kinds import write_kind
from svc_tui.services.exchange.outgoing.whole import export_all
from tests.amounts import many
from tests.services.equal_stores import contents, differences
from tests.services.importing_hands import NOW
from tests.services.random_stores import fill


@contextmanager
def opened(path: Path) -> Iterator[Services]:
    services = open_services(store=path, who="anna", now=lambda: NOW, env={})
    try:
        yield services
    finally:
        services.close()


def moved(services: Services, folder: Path, *, dry_run: bool = False) -> Report:
    return Importing(services.context).run([folder], dry_run=dry_run)


@pytest.fixture(scope="module")
def empty() -> Iterator[Path]:
    """A store as every new one is, to be copied."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        with opened(path):
            pass
        yield path


@settings(max_examples=many(4), deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(seed=st.integers(0, 2**32), packed=st.booleans())
def test_any_store_comes_back_equal(empty: Path, seed: int, packed: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in ("one.db", "two.db"):
            shutil.copy(empty, folder / each)
        with opened(folder / "one.db") as one, opened(folder / "two.db") as two:
            fill(one, Random(seed))
            export_all(one.context, folder / "all", packed=packed)
            report = moved(two, folder / "all")
            assert [problem.text() for _, problem in report.problems] == []
            assert differences(one, two) == []
            assert two.store.problems() == []
            export_all(two.context, folder / "again", packed=packed)
            assert [
                path.name
                for path in (folder / "all").rglob("*")
                if path.is_file()
                and path.read_bytes() != (folder / "again" / path.relative_to(folder / "all")).read_bytes()
            ] == []
            before = contents(two)
            assert not moved(two, folder / "all").entered
            assert contents(two) == before


def test_the_demo_company_comes_back_equal(tmp_path: Path) -> None:
    make(tmp_path / "demo.db", Made(120, 7, "en", NOW), lambda stage, done, total: None)
    with opened(tmp_path / "demo.db") as one, opened(tmp_path / "two.db") as two:
        export_all(one.context, tmp_path / "all")
        report = moved(two, tmp_path / "all")
        assert report.rejected == 0
        assert differences(one, two) == []
        for kind in (
            "person",
            "customer",
            "item",
            "queue",
            "equipment",
            "contract",
            "contract_template",
            "solution",
        ):
            for suffix in (".csv", ".jsonl"):
                path = tmp_path / f"{kind}{suffix}"
                with path.open("w", encoding="utf-8", newline="") as out:
                    assert write_kind(one.context, kind, out, as_csv=suffix == ".csv") > 0
                again = Importing(two.context).run([path])
                assert (again.entered, problems(again)) == (False, []), path.name
        numbers = [
            services.calls.new({"customer": "C20008", "subject": "Next"}).outcomes[0].number
            for services in (one, two)
        ]
        assert numbers[0] == numbers[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a small store wrote: two calls, one with a file and a link, one line of work that corrects another."""
    lines: dict[str, list[dict[str, object]]] = {
        "person": [{"code": "anna", "name": "Anna"}, {"code": "bruno", "name": "Bruno"}],
        "customer": [{"code": "C1", "name": "Bianchi", "contacts": [{"name": "Rossi", "phone": "+39 02 123"}]}],
        "call": [
            {"number": 1, "subject": "Stops", "customer": "C1", "reported_at": "2026-01-05T08:00:00Z",
             "assignee": "bruno", "version": 4, "links": [{"other": 2, "kind": "relates"}], "tags": ["vip"],
             "history": [{"at": "2026-01-05T08:00:00Z", "who": "anna", "event": "created", "new": "1"}]},
            {"number": 2, "subject": "Leaks", "customer": "C1", "reported_at": "2026-01-06T08:00:00Z",
             "work": [{"line": 1, "seconds": 600}, {"line": 2, "seconds": -60, "corrects": "2/1"}]},
        ],
        "activity": [{"number": 5, "call": 1, "subject": "Called back", "who": "anna"}],
    }  # fmt: skip
    found = tmp_path / "lines"
    found.mkdir()
    for kind, records in lines.items():
        text = "".join(json.dumps({"whole": kind, **record}) + "\n" for record in records)
        (found / f"{kind}.jsonl").write_text(text)
    return found


def changed(folder: Path, file: str, place: int, **values: object) -> None:
    """Another value in a line."""
    path = folder / f"{file}.jsonl"
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    lines[place] |= values
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))


def problems(report: Report) -> list[tuple[int, str, str, str]]:
    return [(each.row, each.column, each.value, each.text()) for _, each in report.problems]


def test_lines_written_by_hand_need_not_say_everything(tmp_path: Path, folder: Path) -> None:
    with opened(tmp_path / "one.db") as one:
        assert problems(moved(one, folder)) == []
        sheet = one.calls.sheet("1")
        assert (sheet.values.version, sheet.values.assignee, sheet.values.tags) == (
            4,
            "bruno",
            " vip ",
        )
        assert [each.number for each in sheet.links] == ["2"]
        assert [each.subject for each in sheet.activities] == ["Called back"]
        assert [call.number for call in one.calls.rows(one.calls.ids("called is:any").ids)] == ["1"]
        assert one.store.problems() == []


def test_elsewhere_a_line_changes_what_differs_and_its_history_says_who(tmp_path: Path, folder: Path) -> None:
    with opened(tmp_path / "one.db") as one:
        moved(one, folder)
        one.calls.set(["1"], {"priority": "high"})
        changed(folder, "call", 0, subject="Stops again")
        report = moved(one, folder)
        assert (report.kinds["call"].changed, report.kinds["call"].same) == (1, 1)
        values = one.calls.sheet("1").values
        assert (values.subject, values.priority, values.version) == ("Stops again", "high", 6)
        last = one.history.of("call", "1")[-1]
        assert (last.who, last.field, last.old, last.new) == ("anna", "subject", "Stops", "Stops again")


def test_a_line_of_work_that_changed_stays_the_line_that_others_name(tmp_path: Path, folder: Path) -> None:
    with opened(tmp_path / "one.db") as one:
        moved(one, folder)
        work = [{"line": 1, "seconds": 900}, {"line": 2, "seconds": -60, "corrects": "2/1"}, {"line": 3}]
        changed(folder, "call", 1, work=work)
        assert moved(one, folder).kinds["call"].changed == 1
        assert not moved(one, folder).entered
        export_all(one.context, tmp_path / "again")
        call = json.loads((tmp_path / "again" / "call.jsonl").read_text().splitlines()[1])
        assert [(line["line"], line["seconds"], line["corrects"], line["version"]) for line in call["work"]] == [
            (1, 900, None, 2), (2, -60, "2/1", 1), (3, 0, None, 1),
        ]  # fmt: skip
        assert call["version"] == 2


@pytest.mark.parametrize(
    ("kind", "values", "column", "words"),
    [
        ("call", {"customer": "C9"}, "customer", "no customer C9"),
        ("call", {"customer": None}, "customer", "customer is missing"),
        ("call", {"number": None}, "number", "number is missing"),
        ("call", {"priority": "urgent"}, "priority", "low, medium or high"),
        ("call", {"reported_at": "yesterday"}, "reported_at", "no date"),
        ("call", {"status": "Odd"}, "status", "no status Odd"),
        ("call", {"equipment": 7}, "equipment", "no equipment card"),
        ("call", {"subject": ["Stops"]}, "subject", "one value belongs"),
        ("call", {"subject": "a\0b"}, "subject", "NUL"),
        ("call", {"extra": {"U_a": "a\0b"}}, "extra", "NUL"),
        ("call", {"version": "many"}, "version", "no whole number"),
        ("call", {"work": [{"line": 1, "item": "X"}]}, "work 1, item", "no item X"),
        ("call", {"work": {"line": 1}}, "work", "list"),
        ("call", {"followers": ["nobody"]}, "followers 1, person", "no person nobody"),
        ("call", {"history": [{"who": "anna"}]}, "history", "instant"),
        ("customer", {"kind": "friend"}, "kind", "none of customer"),
        ("customer", {"active": "perhaps"}, "active", "neither yes nor no"),
        ("activity", {"whole": "activty"}, "whole", "no kind of record activty"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(
    tmp_path: Path, folder: Path, kind: str, values: dict[str, object], column: str, words: str
) -> None:
    with opened(tmp_path / "one.db") as one:
        changed(folder, kind, 0, **values)
        ((row, where, _, text), *_) = problems(moved(one, folder))
        assert (row, where) == (1, column)
        assert words in text
        with one.store.read():
            assert one.store.problems() == []


def test_what_a_line_names_can_be_made_where_that_is_wished(tmp_path: Path, folder: Path) -> None:
    (folder / "customer.jsonl").unlink()
    with opened(tmp_path / "one.db") as one:
        report = Importing(one.context).run([folder], create=["customer"])
        assert (report.rejected, report.made) == (0, {"customer": 1})


def test_what_named_a_call_too_early_is_mended_by_another_run(tmp_path: Path, folder: Path) -> None:
    ledger = [{"at": "2026-01-06T09:00:00Z", "kind": "used", "quantity": -600, "call": 2, "work": "2/1"}]
    contract = {"whole": "contract", "number": 58, "customer": "C1", "used": 600, "ledger": ledger}
    (folder / "contract.jsonl").write_text(json.dumps(contract) + "\n")
    with opened(tmp_path / "one.db") as one, opened(tmp_path / "two.db") as two:
        for kind in ("person", "customer", "contract", "call", "activity"):
            moved(one, folder / f"{kind}.jsonl")
        report = moved(one, folder / "contract.jsonl")
        assert (report.entered, report.kinds["contract"].changed) == (True, 1)
        assert not moved(one, folder).entered
        moved(two, folder)
        assert contents(one)["unit_entry"] == contents(two)["unit_entry"]
        assert contents(two)["unit_entry"].total() == 1


def test_a_name_that_means_nothing_is_kept_and_told(tmp_path: Path, folder: Path) -> None:
    changed(folder, "call", 0, U_Floor="2", colour="red")
    with opened(tmp_path / "one.db") as one:
        told = problems(moved(one, folder))
        assert [(column, text.split(" is not known")[0]) for _, column, _, text in told] == [
            ("U_Floor", "U_Floor"), ("colour", "colour"),
        ]  # fmt: skip
        assert one.calls.sheet("1").values.extra == {"U_Floor": "2", "colour": "red"}


def test_a_file_that_lies_not_there_is_left_out_and_told(tmp_path: Path, folder: Path) -> None:
    names = [
        {"name": "a.jpg", "sha256": "0" * 64, "size": 3},
        {"name": "b.jpg", "sha256": "../../secret", "size": 3},
    ]
    changed(folder, "call", 0, attachments=names)
    with opened(tmp_path / "one.db") as one:
        told = problems(moved(one, folder))
        assert [(row, column, value) for row, column, value, _ in told] == [
            (1, "attachments", "a.jpg"), (1, "attachments", "b.jpg"),
        ]  # fmt: skip
        assert one.files.list("1") == ()


def test_an_import_that_keeps_nothing_keeps_no_files(tmp_path: Path, folder: Path) -> None:
    sha256 = hashlib.sha256(b"picture").hexdigest()
    (folder / "files").mkdir()
    (folder / "files" / sha256).write_bytes(b"picture")
    changed(folder, "call", 0, attachments=[{"name": "a.jpg", "sha256": sha256, "size": 7}])
    changed(folder, "call", 1, customer="C9")
    with opened(tmp_path / "one.db") as one:
        kept = tmp_path / "one.db.files" / sha256
        assert Importing(one.context).run([folder], strict=True).refused
        assert not kept.exists()

        def stop(file: str, problem: object) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            Importing(one.context).run([folder], on_problem=stop)
        assert not kept.exists()
        moved(one, folder)
        assert kept.read_bytes() == b"picture"
        assert [each.name for each in one.files.list("1")] == ["a.jpg"]


def test_links_to_what_is_not_there_are_left_out_and_counted(tmp_path: Path, folder: Path) -> None:
    changed(
        folder, "call", 0, links=[{"other": 99, "kind": "relates"}], work=[{"line": 1, "corrects": "99/1"}]
    )
    with opened(tmp_path / "one.db") as one:
        told = problems(moved(one, folder))
        assert [text for *_, text in told if "that the store lacks" in text]
        assert one.calls.sheet("1").links == ()


def test_a_key_twice_is_told_and_the_first_stays(tmp_path: Path, folder: Path) -> None:
    changed(folder, "call", 1, number=1)
    with opened(tmp_path / "one.db") as one:
        assert [(row, value) for row, _, value, _ in problems(moved(one, folder)) if row == 2] == [(2, "1")]
        assert one.calls.sheet("1").values.subject == "Stops"


def test_what_a_new_store_comes_with_gives_way_to_the_file(tmp_path: Path, folder: Path) -> None:
    lines = [
        {
            "whole": "list_entry",
            "list": "origin",
            "name": "Web",
            "number": -1,
            "locked": True,
            "active": False,
        }
    ]
    (folder / "list_entry.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    with opened(tmp_path / "one.db") as one:
        moved(one, folder)
        origins = {entry.name: entry.active for entry in one.lists.list("origin")}
        assert origins == {"Telephone": True, "E-mail": True, "Web": False}  # built in: they cannot go
