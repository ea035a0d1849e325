"""`svc-tui import` and `export`: what a person sees, exit codes, and every count of the sample asked of lists."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from svc_tui.__main__ import main
from tests.perf.servicenow_counts import compare

DATA = Path(__file__).parents[3] / "data"
MAP = 'kind = "call"\ncreate = ["customer"]\n[fields]\nnumber = "no"\nsubject = "text"\ncustomer = "who"\n'


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a new store will be."""
    return tmp_path / "store.db"


def run(store: Path, *words: str) -> int:
    return main(["--store", str(store), "--as", "me", *words])


def shown(store: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run(store, *words) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def write(folder: Path, rows: str) -> tuple[str, ...]:
    """A CSV and its mapping, as arguments."""
    (folder / "a.csv").write_text("no,text,who\n" + rows)
    (folder / "a.toml").write_text(MAP)
    return "import", str(folder / "a.csv"), "--map", str(folder / "a.toml")


def test_every_count_of_the_sample_comes_out_of_a_list(store: Path) -> None:
    of_the_file, of_the_store, _ = compare(DATA / "servicenow-sample.csv", store)
    assert of_the_store == of_the_file
    assert of_the_file["without resolution"] > 0
    assert of_the_file["reopened"] > 0


def test_a_rejected_row_is_named_with_row_column_and_reason(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(store, *write(tmp_path, "1,Door,C1\n2,,C1\n3,Belt,C\0 1\n")) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "a.csv, row 3, text: text is missing" in told.err
    assert "a.csv, row 4, who" in told.err
    assert "NUL" in told.err
    assert [call["number"] for call in shown(store, capsys, "call", "list", "--json")] == ["1"]


def test_strict_and_dry_run_say_so_and_keep_nothing(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = write(tmp_path, "1,Door,C1\n2,,C1\n")
    assert run(store, *words, "--strict") == 1
    assert "Nothing was imported" in capsys.readouterr().err
    assert run(store, *write(tmp_path, "1,Door,C1\n"), "--dry-run") == 0
    assert "Dry run" in capsys.readouterr().err
    assert shown(store, capsys, "call", "list", "--json") == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"value": [{"ServiceCallID": 1, "Sub', "line 1, column"),
        (b"no;txt;who\n1;Door;C1\n", "no column text"),
        (b"", "empty"),
        (b"\0\0\0\0\0\0\0\0", "NUL"),
    ],
)
def test_an_unreadable_file_is_one_sentence_and_exit_1(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, words: str
) -> None:
    command = write(tmp_path, "")
    (tmp_path / "a.csv").write_bytes(content)
    command = command if content[:1] != b"{" else command[:2]
    assert run(store, *command) == 1
    told = capsys.readouterr().err.strip()
    assert words in told
    assert len(told.splitlines()) == 1


def test_what_is_not_there_and_what_is_misspelt(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(store, "import", str(tmp_path / "none.csv")) == 3
    assert run(store, *write(tmp_path, "1,Door,C1\n"), "--create", "queues") == 2
    assert run(store, "export", "call", "--to", str(tmp_path / "calls.xyz")) == 2


@pytest.mark.parametrize("name", ["calls.jsonl", "calls.jsonl.gz"])
def test_own_lines_make_an_equal_store(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    run(store, "import", str(DATA / "servicenow-sample.csv"), "--map", str(DATA / "servicenow.toml"))
    other, file = tmp_path / "other.db", tmp_path / name
    assert run(store, "export", "call", "--to", str(file)) == 0
    lists = tmp_path / "status.jsonl"
    lines = [("New", "open"), ("Active", "open"), ("Unknown", "open")]
    lines += [(f"Awaiting {what}", "waiting") for what in ("User Info", "Vendor", "Problem")]
    lists.write_text("".join(json.dumps({"kind": "status", "name": n, "class": c}) + "\n" for n, c in lines))
    assert run(other, "import", str(lists), str(file), "--create", "all") == 0
    words = ("call", "list", "is:any", "sort:number", "--json")
    mine, theirs = shown(store, capsys, *words), shown(other, capsys, *words)
    for call in (*mine, *theirs):
        del call["version"]
    assert mine == theirs
    assert run(other, "import", str(file)) == 0
    assert "nothing new" in capsys.readouterr().err


def test_csv_of_some_calls_is_plain_and_safe(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(store, *write(tmp_path, "1,=cmd|calc,C1\n2,Belt,C2\n"))
    file = tmp_path / "out.csv"
    assert run(store, "export", "call", "customer:C1", "--to", str(file)) == 0
    with file.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["number"], row["subject"]) for row in rows] == [("1", "'=cmd|calc")]
    assert run(store, "import", str(file), "--kind", "call") == 0
    assert "nothing new" in capsys.readouterr().err


CARDS = "number,serial,item,customer,status,warranty_end\n7,SN-1,WSH,C1,active,2027-01-31\n8,=SN-2,WSH,C2,in_lab,\n"
CONTRACTS = (
    "number,customer,type,status,start,end,coverage,includes,response,lines.equipment,lines.end,targets.high.response\n"
    '58,C1,serial,approved,2026-01-01,2026-12-31,"Mo-Fr 09:00-18:00; PH off","parts,labour",4h,7,2026-06-30,1h\n'
    '58,C1,serial,approved,2026-01-01,2026-12-31,"Mo-Fr 09:00-18:00; PH off","parts,labour",4h,8,,1h\n'
    "60,C2,customer,draft,2026-01-01,2026-12-31,24/7,,4h,,,\n"
)


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".jsonl.gz"])
def test_cards_and_contracts_go_out_by_filter_and_come_back(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    for name, text in (("cards.csv", CARDS), ("contracts.csv", CONTRACTS)):
        (tmp_path / name).write_text(text)
        assert run(store, "import", str(tmp_path / name), "--create", "all") == 0
    cards, contracts = tmp_path / f"c{suffix}", tmp_path / f"k{suffix}"
    assert run(store, "export", "equipment", "--to", str(cards)) == 0
    assert run(store, "export", "contract", "status:approved", "--to", str(contracts)) == 0
    assert "1 record written" in capsys.readouterr().err
    assert run(store, "import", str(cards), str(contracts)) == 0
    assert "nothing new" in capsys.readouterr().err
    other = tmp_path / "other.db"
    assert run(other, "import", str(contracts), str(cards), "--create", "all") == 0
    for words in (("equipment", "list", "--json"), ("contract", "list", "status:approved", "--json")):
        mine, theirs = shown(store, capsys, *words), shown(other, capsys, *words)
        for one in (*mine, *theirs):  # the draft of C2 stayed behind, and with it why the unit is not covered
            one |= {"updated_at": None, "version": None, "coverage_reason": None}
        assert mine == theirs
    assert [contract["number"] for contract in theirs] == [58]
    assert theirs[0]["includes"] == ["parts", "labour"]


def test_what_has_no_csv_and_what_is_no_kind_is_said(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(store, *write(tmp_path, "1,Door,C1\n"))
    capsys.readouterr()
    assert run(store, "export", "setting", "--to", str(tmp_path / "x.csv")) == 2
    assert run(store, "export", "cards", "--to", str(tmp_path / "x.jsonl")) == 2
    assert run(store, "export", "customer", "name:A", "--to", str(tmp_path / "x.jsonl")) == 2
    assert not (tmp_path / "x.csv").exists()
    assert not (tmp_path / "x.jsonl").exists()


def test_everything_goes_into_a_new_folder_and_comes_back(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(store, *write(tmp_path, "1,Door,C1\n2,Belt,C2\n"))
    (tmp_path / "photo.jpg").write_bytes(b"picture")
    assert run(store, "call", "attach", "1", str(tmp_path / "photo.jpg")) == 0
    folder, other = tmp_path / "all", tmp_path / "other.db"
    assert run(store, "export", "all", "--to", str(folder), "--gz") == 0
    assert "1 attached file" in capsys.readouterr().err
    assert run(store, "export", "all", "--to", str(folder)) == 1
    assert "not empty" in capsys.readouterr().err
    assert run(other, "import", str(folder), "--dry-run") == 0
    assert shown(other, capsys, "call", "list", "is:any", "--json") == []
    assert run(other, "import", str(folder)) == 0
    words = ("call", "list", "is:any", "--json")
    assert shown(store, capsys, *words) == shown(other, capsys, *words)
    assert next((tmp_path / "other.db.files").iterdir()).read_bytes() == b"picture"
    capsys.readouterr()
    assert run(other, "import", str(folder)) == 0
    assert "nothing new" in capsys.readouterr().err
    assert run(other, "call", "new", "customer=C1", "subject=Next") == 0
    assert capsys.readouterr().out.strip() == "10001"


def test_b1_json_goes_out_as_it_came_in(store: Path, tmp_path: Path) -> None:
    call = {
        "ServiceCallID": 1042, "DocNum": 77, "Subject": "Stops", "CustomerCode": "C1", "Status": -3,
        "Priority": "scp_High", "AssigneeCode": 7, "U_Floor": "2", "Series": 27, "CreationDate": "2024-03-15T00:00:00Z",
        "CreationTime": "16:00:00", "ServiceCallActivities": [{"LineNum": 3, "ActivityCode": 9}],
    }  # fmt: skip
    (tmp_path / "in.json").write_text(json.dumps({"value": [call]}))
    assert run(store, "import", str(tmp_path / "in.json")) == 0
    assert run(store, "export", "call", "--to", str(tmp_path / "out.json")) == 0
    (written,) = json.loads((tmp_path / "out.json").read_text())["value"]
    assert {name: written[name] for name in call} == call


def test_help_needs_no_store_and_no_screen() -> None:
    code = (
        "import sys; from svc_tui.__main__ import main; main(['import', '--help']); main(['export', '--help']); "
        "sys.exit(bool({'textual', 'sqlmodel', 'sqlalchemy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("form", ["b1", "dtw"])
def test_everything_goes_to_b1_and_back_with_what_does_not_fit(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    for name, text in (("cards.csv", CARDS), ("contracts.csv", CONTRACTS)):
        (tmp_path / name).write_text(text)
        assert run(store, "import", str(tmp_path / name), "--create", "all") == 0
    capsys.readouterr()
    out = tmp_path / "out"
    assert run(store, "export", "all", "--format", form, "--to", str(out)) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "warranty and building dates of cards: left out (1)" in told.err
    assert "no targets of priorities: left out (1)" in told.err
    assert ("ServiceContract_Lines.csv 2" in told.err) is (form == "dtw")
    assert run(store, "export", "all", "--format", form, "--to", str(out)) == 1
    assert "not empty" in capsys.readouterr().err
    other = tmp_path / "other.db"
    assert run(other, "import", str(out)) == 0
    found = shown(other, capsys, "equipment", "list", "--json")
    assert [(card["number"], card["serial"], card["status"]) for card in found] == [
        (7, "SN-1", "active"), (8, "=SN-2", "in_lab"),
    ]  # fmt: skip
    contract = json.loads(_text(other, capsys, "contract", "show", "58", "--json"))
    assert (contract["coverage"], contract["response"]) == ("Mo-Fr 09:00-18:00", "4h")
    # The second unit is another customer's: its serial stays, the card is not guessed, and both ways say so.
    assert [(line["equipment"], line["serial"]) for line in contract["lines"]] == [
        (7, "SN-1"),
        (None, "=SN-2"),
    ]
    assert "a card that these do not tell is left out (1)" in told.err
    assert run(other, "import", str(out)) == 0
    assert "nothing new" in capsys.readouterr().err


def test_one_kind_goes_to_b1_by_its_filter(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cards.csv").write_text(CARDS)
    assert run(store, "import", str(tmp_path / "cards.csv"), "--create", "all") == 0
    written = json.loads(
        _text(store, capsys, "export", "equipment", "status:in_lab", "--format", "b1", "--to", "-")
    )
    assert [card["EquipmentCardNum"] for card in written["value"]] == [8]
    assert run(store, "export", "snippet", "--format", "b1", "--to", "-") == 2
    assert "B1 has no set for snippet" in capsys.readouterr().err
    assert run(store, "export", "contract", "--format", "dtw", "--to", "-") == 2
    assert "several files" in capsys.readouterr().err


def _text(store: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert run(store, *words) == 0
    return capsys.readouterr().out


def test_many_rejected_rows_end_in_a_count(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(store, *write(tmp_path, "".join(f"{number},,C1\n" for number in range(1200)))) == 1
    lines = capsys.readouterr().err.splitlines()
    assert "rejected rows: 1,200" in lines
    assert "Only the first 1,000 of them are told above; mend those first." in lines
    assert sum("text is missing" in line for line in lines) == 1000
