"""Activities in and out: B1's JSON and workbench, our own lines, CSV; a series stays one, and B1's own fields."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from svc_tui.bootstrap import Services
from svc_tui.services.exchange.incoming.run import Importing, Report
from svc_tui.services.exchange.outgoing.kinds import write_kind
from svc_tui.services.exchange.outgoing.sets import Form, export_sets
from tests.services.importing_hands import desk, load

CALL = {"ServiceCallID": 1042, "DocNum": 1042, "Subject": "Stops", "CustomerCode": "C1", "Status": -3,
        "CreationDate": "2026-03-02T00:00:00Z", "CreationTime": "09:00:00"}  # fmt: skip
PARTNER = {"CardCode": "C1", "CardName": "Laundry", "CardType": "cCustomer",
           "ContactEmployees": [{"InternalCode": 31, "Name": "Maria"}]}  # fmt: skip
ACTIVITY: dict[str, Any] = {
    "ActivityCode": 881, "Activity": "cn_Conversation", "ActivityType": 4, "Subject": 9, "CardCode": "C1",
    "ContactPersonCode": 31, "Phone": "02 555", "Details": "Ring Maria", "Notes": "Ask for the seal",
    "Priority": "pr_High", "Closed": "tNO", "ActivityDate": "2026-03-01T00:00:00Z", "ActivityTime": "08:00:00",
    "StartDate": "2026-03-06T00:00:00Z", "StartTime": "10:00:00", "EndDueDate": "2026-03-06T00:00:00Z",
    "EndTime": "10:20:00", "Reminder": "tYES", "ReminderPeriod": 15, "ReminderType": "du_Minuts",
    "PreviousActivity": 880, "ParentObjectType": "191", "ParentObjectId": 1042, "RecurrencePattern": "rpWeekly",
    "Interval": 2, "Monday": "tNO", "Tuesday": "tNO", "Wednesday": "tNO", "Thursday": "tNO", "Friday": "tYES",
    "Saturday": "tNO", "Sunday": "tNO", "EndType": "etByDate", "SeriesEndDate": "2026-12-31T00:00:00Z", "HandledBy": 5,
    "U_Mood": "calm", "Location": -2,
}  # fmt: skip


def b1(services: Services, folder: Path, *activities: dict[str, Any]) -> None:
    """The call and its customer first, then the activities."""
    for name, rows in (
        ("BusinessPartners", [PARTNER]),
        ("ServiceCalls", [CALL]),
        ("Activities", [*activities]),
    ):
        load(services, folder / f"{name}.json", {"odata.metadata": f"$metadata#{name}", "value": rows})


def out(services: Services, folder: Path, form: Form) -> dict[int, dict[str, Any]]:
    """The activities as they are written for B1, by number."""
    export_sets(services.context, folder, form, "activity")
    found = json.loads((folder / "Activities.json").read_text(encoding="utf-8"))["value"]
    return {one["ActivityCode"]: one for one in found}


def test_an_activity_of_b1_says_in_our_words_what_it_says_there(tmp_path: Path) -> None:
    with desk(tmp_path) as services:
        b1(services, tmp_path, ACTIVITY)
        row = services.activities.find(881)
        assert (row.kind, row.priority, row.call, row.customer, row.follows) == (
            "phone",
            "high",
            "1042",
            "C1",
            880,
        )
        assert (row.contact, row.phone, row.type, row.topic) == ("Maria", "02 555", "4", "9")
        assert row.starts_at == datetime(2026, 3, 6, 9, tzinfo=UTC)
        assert row.remind_at == datetime(2026, 3, 6, 8, 45, tzinfo=UTC)
        assert services.activities.sheet(881).recurrence == "every 2 weeks fri until 2026-12-31"
        services.activities.done(881)
        after = next(services.activities.all_rows("series:881 is:open"))
        assert f"{after.starts_at:%d %b %H:%M}" == "15 May 08:00"  # the first after today, on 4 May
        assert services.store.problems() == []


def test_it_goes_back_as_it_came(tmp_path: Path) -> None:
    with desk(tmp_path) as services:
        b1(services, tmp_path, ACTIVITY)
        again = out(services, tmp_path / "out", "b1")[881]
        assert {name: again.get(name) for name in ACTIVITY} == {**ACTIVITY, "ParentObjectType": 191}
        assert not load(services, tmp_path / "Activities.json").entered


def test_what_changed_here_is_what_b1_gets(tmp_path: Path) -> None:
    with desk(tmp_path) as services:
        b1(services, tmp_path, ACTIVITY)
        services.activities.set([881], {"recurrence": "monthly last fri 5 times", "remind_at": "2026-08-07 08:00",
                                        "starts_at": "2026-08-07 10:00"})  # fmt: skip
        again = out(services, tmp_path / "out", "b1")[881]
        wanted = {
            "RecurrencePattern": "rpMonthly", "Interval": 1, "RepeatOption": "roByWeekDay",
            "RecurrenceSequenceSpecifier": "rsLast", "RecurrenceDayOfWeek": "rdowFri", "EndType": "etByCounter",
            "MaxOccurrence": 5, "ReminderPeriod": 2, "ReminderType": "du_Hours", "U_Mood": "calm",
        }  # fmt: skip
        assert {name: again.get(name) for name in wanted} == wanted
        assert "Friday" not in again
        assert "SeriesEndDate" not in again


@pytest.mark.parametrize(
    ("said", "way"),
    [
        ({"RecurrencePattern": "rpDaily", "Interval": 3, "EndType": "etNoEndDate"}, "every 3 days"),
        ({"RecurrencePattern": "rpMonthly", "RepeatOption": "roByDate", "RecurrenceDayInMonth": 31}, "monthly 31"),
        ({"RecurrencePattern": "rpMonthly", "RepeatOption": "roByWeekDay", "RecurrenceSequenceSpecifier": "rsSecond",
          "RecurrenceDayOfWeek": "rdowTue"}, "monthly 2nd tue"),
        ({"RecurrencePattern": "W", "Interval": "1", "Monday": "Y", "Thursday": "Y"}, "weekly mon,thu"),
        ({"RecurrencePattern": "rpNone", "Interval": 1}, ""),
        ({"RecurrencePattern": "rpAnnually", "RecurrenceMonth": 3}, ""),
        ({"RecurrencePattern": "rpMonthly", "RepeatOption": "roByWeekDay", "RecurrenceSequenceSpecifier": "rsLast",
          "RecurrenceDayOfWeek": "rdowWeekDay"}, ""),
        ({"RecurrencePattern": "rpWeekly", "EndType": "etByCounter", "MaxOccurrence": 4}, "weekly 4 times"),
    ],
)  # fmt: skip
def test_ways_to_come_back_are_read_or_kept_as_they_came(
    tmp_path: Path, said: dict[str, Any], way: str
) -> None:
    plain = {
        "ActivityCode": 5,
        "Activity": "cn_Task",
        "Details": "x",
        "StartDate": "2026-06-05",
        "StartTime": "10:00:00",
    }
    with desk(tmp_path) as services:
        b1(services, tmp_path, {**plain, **said})
        assert services.activities.sheet(5).recurrence == way
        again = out(services, tmp_path / "out", "b1")[5]
        assert {name: again.get(name) for name in said} == said


@pytest.mark.parametrize("form", ["b1", "dtw"])
def test_into_an_empty_store_by_way_of_b1_it_is_the_same(tmp_path: Path, form: Form) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    with desk(tmp_path / "one") as services:
        b1(
            services,
            tmp_path / "one",
            ACTIVITY,
            {**ACTIVITY, "ActivityCode": 882, "Closed": "tYES", "Activity": "cn_Note"},
        )
        export_sets(services.context, tmp_path / "files", form)
        before = [_plain(row) for row in services.activities.all_rows("is:any sort:number")]
    with desk(tmp_path / "two") as services:
        Importing(services.context).run([tmp_path / "files"])
        assert [_plain(row) for row in services.activities.all_rows("is:any sort:number")] == before


def rejected(report: Report) -> list[str]:
    """The columns of what was rejected."""
    return [problem.column for _file, problem in report.problems if problem.severity == "reject"]


def _plain(row: Any) -> dict[str, Any]:
    return {
        name: getattr(row, name)
        for name in row.__slots__
        if name not in ("id", "version", "updated_at", "closed_at", "customer_name", "created_at")
    }


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_our_own_lines_and_csv_carry_every_field(tmp_path: Path, name: str) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    with desk(tmp_path / "one") as services:
        b1(services, tmp_path / "one", ACTIVITY)
        services.activities.new({"customer": "C1", "kind": "task", "subject": "Order", "starts_at": "fri 10",
                                 "recurrence": "monthly", "contact": "Ada", "priority": "low"})  # fmt: skip
        before = [_plain(row) for row in services.activities.all_rows("is:any sort:number")]
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            write_kind(services.context, "activity", file, as_csv=name.endswith("csv"))
    with desk(tmp_path / "two") as services:
        b1(services, tmp_path / "two")
        report = load(services, path, kind="activity", create=("person",))
        assert rejected(report) == []
        assert [_plain(row) for row in services.activities.all_rows("is:any sort:number")] == before
        assert not load(services, path, kind="activity").entered


def test_lines_that_a_script_listed_are_read_again(tmp_path: Path) -> None:
    with desk(tmp_path) as services:
        b1(services, tmp_path)
        line = {
            "number": 3, "kind": "phone", "customer": "C1", "subject": "Ring", "call": "1042", "recurrence": "daily",
            "starts_at": "2026-06-05T08:00:00Z", "type": "Visit", "remind_at": "2026-01-05T08:00:00Z",
        }  # fmt: skip
        report = load(services, tmp_path / "a.jsonl", json.dumps(line) + "\n", kind="activity")
        assert report.kinds["activity"].new == 1
        assert services.activities.sheet(3).recurrence == "daily"
        assert services.lists.find("activity_type", "Visit").name == "Visit"
        wrong = {
            "recurrence": "at times",
            "call": "77",
            "who": "x",
            "customer": "C9",
            "equipment": "9",
            "kind": "fax",
        }
        for column, value in wrong.items():
            lines = json.dumps({**line, "number": 4, column: value}) + "\n"
            report = load(services, tmp_path / "b.jsonl", lines, kind="activity")
            assert rejected(report) == [column]
            assert not report.entered
