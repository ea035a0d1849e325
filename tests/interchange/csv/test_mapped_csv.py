"""Rows become records and histories: the last row tells how a record is, the rows before how it became so."""

import csv
import itertools
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from svc_tui.interchange import reading
from svc_tui.interchange.core.files import Source
from svc_tui.interchange.core.records import Record
from svc_tui.interchange.csv import mapping
from tests.interchange.csv.test_mapping import EXAMPLE
from tests.interchange.reading import read

HISTORY = """kind = "call"
key = "no"
none = ["", "?"]
dates = ["%d/%m/%Y %H:%M"]
[fields]
number = "no"
subject = { template = "{cat} {sym}", default = "Nothing said" }
status = { column = "state", values = { "-100" = "Unknown" } }
customer = "who"
queue = "group"
closed_at = "closed"
reopened = "re"
[history]
at = "at"
who = "by"
"""
HEAD = "no,at,by,state,who,group,cat,sym,closed,re\n"
DATA = Path(__file__).parents[3] / "data"


def test_each_row_is_the_record_as_it_was_then(tmp_path: Path) -> None:
    rows = (
        "7,5/3/2016 08:00,Ann,New,C1,North,Door,?,9/3/2016 10:00,1\n"
        "7,5/3/2016 09:00,Bob,Active,C1,South,Door,?,9/3/2016 10:00,1\n"
        "7,9/3/2016 10:00,Ann,Closed,C1,South,Door,stuck,9/3/2016 10:00,1\n"
    )
    (record,), problems = read(tmp_path / "a.csv", HEAD + rows, toml=HISTORY)
    assert problems == []
    assert record.values["status"] == "Closed"
    assert record.values["subject"] == "Door stuck"
    assert record.values["closed_at"] == datetime(2016, 3, 9, 9, 0, tzinfo=UTC)
    told = [(event.who, event.field, event.old, event.new) for event in record.history]
    assert told == [
        ("Ann", "", None, None),
        ("Bob", "status", "New", "Active"),
        ("Bob", "queue", "North", "South"),
        ("Ann", "subject", "Door", "Door stuck"),
        ("Ann", "status", "Active", "Closed"),
    ]
    assert record.history[0].at == datetime(2016, 3, 5, 7, 0, tzinfo=UTC)


def test_final_values_on_every_row_make_no_early_history(tmp_path: Path) -> None:
    rows = "7,5/3/2016 08:00,A,New,C,,x,,9/3/2016 10:00,2\n7,9/3/2016 10:00,A,Closed,C,,x,,9/3/2016 11:00,3\n"
    (record,), _ = read(tmp_path / "a.csv", HEAD + rows, toml=HISTORY)
    assert {event.field for event in record.history} == {"", "status"}
    assert record.values["closed_at"] == datetime(2016, 3, 9, 10, 0, tzinfo=UTC)
    assert record.values["reopened"] == 3


def test_events_of_the_same_minute_keep_the_order_of_the_file(tmp_path: Path) -> None:
    rows = "".join(f"7,5/3/2016 08:00,A,S{number},C,,x,,,0\n" for number in (3, 1, 2))
    (record,), _ = read(tmp_path / "a.csv", HEAD + rows, toml=HISTORY)
    assert [event.new for event in record.history if event.field == "status"] == ["S1", "S2"]
    assert record.values["status"] == "S2"


def test_a_file_with_the_newest_row_first_tells_the_same_story(tmp_path: Path) -> None:
    rows = [
        "7,5/3/2016 08:00,A,New,C,,x,,,0\n",
        "7,5/3/2016 09:00,A,Active,C,,x,,,0\n",
        "7,6/3/2016 09:00,A,Closed,C,,x,,,0\n",
    ]
    (there,), _ = read(tmp_path / "a.csv", HEAD + "".join(rows), toml=HISTORY)
    (back,), _ = read(tmp_path / "b.csv", HEAD + "".join(reversed(rows)), toml=HISTORY)
    assert [(e.at, e.field, e.old, e.new) for e in back.history] == [
        (e.at, e.field, e.old, e.new) for e in there.history
    ]


def test_a_call_that_leaves_closed_again_keeps_each_passage(tmp_path: Path) -> None:
    states = ["Closed", "Active", "Closed"]
    rows = "".join(f"7,{day}/3/2016 08:00,A,{state},C,,x,,,0\n" for day, state in enumerate(states, 5))
    (record,), _ = read(tmp_path / "a.csv", HEAD + rows, toml=HISTORY)
    assert [(e.old, e.new) for e in record.history if e.field] == [("Closed", "Active"), ("Active", "Closed")]


def test_rows_of_a_key_need_not_stand_together(tmp_path: Path) -> None:
    rows = (
        "7,5/3/2016 08:00,A,New,C,,x,,,0\n8,5/3/2016 08:30,A,New,C,,x,,,0\n"
        "7,5/3/2016 09:00,A,Closed,C,,x,,,0\n8,5/3/2016 09:30,A,Closed,C,,x,,,0\n"
    )
    records, _ = read(tmp_path / "a.csv", HEAD + rows, toml=HISTORY)
    assert [(one.key, one.values["status"], len(one.history)) for one in records] == [
        ("7", "Closed", 2),
        ("8", "Closed", 2),
    ]


def test_a_row_that_cannot_be_read_is_left_out_and_the_others_tell_the_rest(tmp_path: Path) -> None:
    rows = "7,5/3/2016 08:00,A,New,C,,x,,,0\n7,31/2/2016 08:00,A,Odd,C,,x,,,0\n7,6/3/2016 08:00,A,Closed,C,,x,,,0\n"
    (record,), (problem,) = read(tmp_path / "a.csv", HEAD + rows, toml=HISTORY)
    assert (problem.row, problem.column, problem.value, problem.severity) == (
        3,
        "at",
        "31/2/2016 08:00",
        "reject",
    )
    assert "%d/%m/%Y %H:%M" in problem.text()
    assert [(e.old, e.new) for e in record.history if e.field] == [("New", "Closed")]


def test_a_value_the_store_refuses_takes_its_row_alone(tmp_path: Path) -> None:
    def check(name: str, value: object) -> tuple[str, dict[str, object]] | None:
        return ("There is no status {status}.", {"status": value}) if value == "Odd" else None

    rows = "7,5/3/2016 08:00,A,New,C,,x,,,0\n7,6/3/2016 08:00,A,Odd,C,,x,,,0\n"
    (record,), (problem,) = read(tmp_path / "a.csv", HEAD + rows, toml=HISTORY, check=check)
    assert problem.text() == "There is no status Odd."
    assert (problem.row, problem.column) == (3, "state")
    assert record.values["status"] == "New"


def test_a_mapped_value_a_default_and_an_empty_cell(tmp_path: Path) -> None:
    head = "number,ticket,opened_at,category,symptom,state,updated_at,updated_by\n"
    rows = "".join(f"{n},{n},5/3/2016 08:00,Door,stuck,{state},5/3/2016 08:00,A\n" for n, state in
                   enumerate(["New", "Awaiting vendor", "Whatever", "?"], 1))  # fmt: skip
    records, problems = read(tmp_path / "a.csv", head + rows, toml=EXAMPLE)
    assert problems == []
    assert [one.values["status"] for one in records] == ["Open", "Pending", "Open", "Open"]
    assert {one.values["origin"] for one in records} == {"Web"}
    assert records[0].values["reported_at"] == datetime(2016, 3, 5, 7, 0, tzinfo=UTC)


def test_a_list_of_values_names_the_only_cells_that_may_stand_there(tmp_path: Path) -> None:
    toml = 'kind = "call"\nkey = "row"\n[fields]\nsubject = "text"\n'
    toml += 'type = {{ column = "sort", values = ["A", "B"]{} }}\n'
    rows = "text,sort\none,A\ntwo,b\nthree,\n"
    records, (problem,) = read(tmp_path / "a.csv", rows, toml=toml.format(""))
    assert [one.values["type"] for one in records] == ["A", None]
    assert (problem.row, problem.column, problem.value) == (3, "sort", "b")
    assert problem.text() == "This is none of A, B."
    records, problems = read(tmp_path / "a.csv", rows, toml=toml.format(', default = "B"'))
    assert ([one.values["type"] for one in records], problems) == (["A", "B", "B"], [])


def test_a_column_without_a_name_of_ours_is_kept_beside(tmp_path: Path) -> None:
    toml = 'kind = "call"\nkey = "row"\n[fields]\nsubject = "text"\nU_Cost = "cost"\n'
    records, _ = read(tmp_path / "a.csv", "text,cost\none,1.50\ntwo,\n", toml=toml)
    assert [one.extra for one in records] == [{"U_Cost": "1.50"}, {}]
    assert [one.values for one in records] == [{"subject": "one"}, {"subject": "two"}]


def test_the_zone_of_the_mapping_comes_before_the_company(tmp_path: Path) -> None:
    rows = "7,5/3/2016 08:00,A,New,C,,x,,,0\n"
    utc = 'zone = "America/New_York"\n' + HISTORY
    (record,), _ = read(tmp_path / "a.csv", HEAD + rows, toml=utc, zone=ZoneInfo("Europe/Rome"))
    assert record.history[0].at == datetime(2016, 3, 5, 13, 0, tzinfo=UTC)


def test_a_key_twice_without_history_is_rejected_naming_the_first(tmp_path: Path) -> None:
    toml = 'kind = "customer"\n[fields]\ncode = "code"\nname = "name"\n'
    records, (problem,) = read(tmp_path / "a.csv", "code,name\nA,One\nB,Two\nA,Other\nB,Two\n", toml=toml)
    assert [one.key for one in records] == ["A", "B"]
    assert (problem.row, problem.column) == (4, "code")
    assert "row 2" in problem.text()


def test_each_row_can_be_a_record(tmp_path: Path) -> None:
    toml = 'kind = "call"\nkey = "row"\n[fields]\nsubject = "text"\n'
    records, _ = read(tmp_path / "a.csv", "text\nsame\nsame\n", toml=toml)
    assert [one.values["subject"] for one in records] == ["same", "same"]


def test_the_broken_row_of_a_quote_out_of_place_is_rejected(tmp_path: Path) -> None:
    toml = 'kind = "call"\nkey = "row"\n[fields]\nsubject = "text"\n'
    records, (problem,) = read(
        tmp_path / "a.csv", 'text,cost\nfine,1\n"won","t swing",2\nfine,3\n', toml=toml
    )
    assert [one.row for one in records] == [2, 4]
    assert problem.row == 3
    assert "3 cells where the header has 2" in problem.text()


def test_a_quote_that_never_closes_takes_its_row_and_says_so(tmp_path: Path) -> None:
    toml = 'kind = "call"\nkey = "row"\n[fields]\nsubject = "text"\n'
    records, (problem,) = read(tmp_path / "a.csv", 'text,cost\nfine,1\n"open,2\nfine,3\n', toml=toml)
    assert [one.row for one in records] == [2]
    assert problem.row == 3
    assert "never closes" in problem.text()


def test_the_sample_comes_out_as_the_log_has_it() -> None:
    with (DATA / "servicenow-sample.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = list(
        reading.read(
            Source(DATA / "servicenow-sample.csv"), zone=ZoneInfo("Europe/Rome"),
            mapping=mapping.load(DATA / "servicenow.toml"),
        )
    )  # fmt: skip
    records = [one for one in found if isinstance(one, Record)]
    assert len(records) == len(found) == len({row["number"] for row in rows})
    moves = sum(
        before["number"] == after["number"] and before["incident_state"] != after["incident_state"]
        for before, after in itertools.pairwise(rows)
    )
    assert sum(event.field == "status" for one in records for event in one.history) == moves
    unknown = [event for one in records for event in one.history if event.new == "Unknown"]
    assert len(unknown) == 1
    assert sum(row["incident_state"] == "-100" for row in rows) == 3
    last = {row["number"]: row for row in rows}
    assert sum(one.values["resolved_at"] is None for one in records) == sum(
        row["resolved_at"] == "?" for row in last.values()
    )


CELL = st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.tuples(st.sampled_from("abc"), CELL), max_size=30))
def test_the_last_state_follows_from_the_history(rows: list[tuple[str, str]]) -> None:
    """Law: first state plus every entry is the record."""

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        with path.open("w", newline="", encoding="utf-8") as stream:
            out = csv.writer(stream)
            out.writerow(["key", "at", "text"])
            out.writerows(
                [key, f"2016-03-05 08:{number:02}", cell] for number, (key, cell) in enumerate(rows)
            )
        toml = 'kind = "call"\nkey = "key"\n[fields]\nsubject = "text"\n[history]\nat = "at"\n'
        found = list(reading.read(Source(path), zone=ZoneInfo("UTC"), mapping=mapping.parse(toml)))
    for record in found:
        assert isinstance(record, Record)
        entries = [event for event in record.history if event.field == "subject"]
        for before, after in itertools.pairwise(entries):
            assert before.new == after.old
        if entries:
            assert entries[-1].new == record.values["subject"]
