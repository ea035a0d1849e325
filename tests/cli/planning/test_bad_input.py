"""What cannot be is refused on the command line with its place and its cure, and nothing of it is kept."""

from pathlib import Path

import pytest

from tests.cli.running import Shell
from tests.interchange.documents.test_ical import calendar
from tests.services.desk import Desk

DAY = "2099-03-06"
VISIT = ("technicians=bruno", f"starts_at={DAY} 10:00")


@pytest.mark.parametrize(
    ("given", "code", "says"),
    [
        (("technicians=bruno", f"starts_at={DAY} 10:00", f"ends_at={DAY} 9:00"), 1, "before it begins"),
        (("technicians=bruno", f"starts_at={DAY} 10:00", f"ends_at={DAY} 11:00", "length=1h"), 2, "not both"),
        (("technicians=anna", f"starts_at={DAY} 10:00"), 1, "technician"),
        (("technicians=gone", f"starts_at={DAY} 10:00"), 1, "no longer active"),
        (("technicians=nobody", f"starts_at={DAY} 10:00"), 3, "There is no person nobody"),
        (("technicians=bruno", "starts_at=whenever"), 1, "Type it as 930"),
        (("technicians=bruno", f"starts_at={DAY} 10:00", "length=long"), 1, "is not a duration"),
        (("colour=red",), 2, "colour"),
    ],
)  # fmt: skip
def test_a_visit(svc: Shell, desk: Desk, given: tuple[str, ...], code: int, says: str) -> None:
    call = desk.open_call()
    refused = svc("plan", "new", call, *given)
    assert (refused.code, refused.out) == (code, "")
    assert says in refused.err
    assert "Traceback" not in refused.err
    assert svc("plan", "list", "is:any", "--count").out == "0\n"


def test_a_visit_on_a_closed_call_and_a_change_that_ends_before_it_begins(svc: Shell, desk: Desk) -> None:
    call = desk.open_call()
    assert svc("plan", "new", call, *VISIT).code == 0
    bad = svc("plan", "set", "1", f"ends_at={DAY} 9:00", "note=changed")
    assert (bad.code, "before it begins" in bad.err) == (1, True)
    assert svc("plan", "show", "1", "--json").json["note"] is None
    desk.calls.resolve([call], "by phone")
    desk.calls.close([call])
    for act in (("new", call, *VISIT), ("move", "1", "--by", "1h"), ("checkin", "1")):
        refused = svc("plan", *act)
        assert refused.code == 1
        assert f"{call} is closed" in refused.err
        assert "Reopen" in refused.err
    assert svc("plan", "list", "is:any", "--count").out == "1\n"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("name=Check", "equipment=311"), "every=TEXT"),
        (("name=Check", "equipment=311", "every="), "every"),
        (("name=Check", "equipment=311", "every=every 0 days"), "every 3 months"),
        (("name=Check", "every=monthly"), "equipment=CARD"),
        (("name=Check", "equipment=311", "every=monthly", "technician=anna"), "technician"),
        (("name=Check", "contract=58", "every=every 500 hours"), "no counter"),
        (("name=Check", "equipment=9999", "every=monthly"), "9999"),
    ],
)  # fmt: skip
def test_a_plan(svc: Shell, desk: Desk, given: tuple[str, ...], says: str) -> None:
    refused = svc("plan", "rule", "new", "X", *given)
    assert refused.code in (1, 2, 3), refused.err
    assert says in refused.err
    assert "Traceback" not in refused.err
    assert svc("plan", "rule", "list", "is:any", "--count").out == "0\n"


def test_a_counter_that_runs_backwards_makes_nothing_and_says_so(svc: Shell, desk: Desk) -> None:
    desk.add("meter_reading", equipment=311, meter="hours", at=desk.time, value="900", who="anna")
    desk.later(days=30)
    desk.add("meter_reading", equipment=311, meter="hours", at=desk.time, value="400", who="anna")
    assert svc("plan", "rule", "new", "OIL", "name=Oil", "equipment=311", "every=every 500 hours").code == 0
    made = svc("plan", "make")
    assert "backwards" in made.err
    assert svc("call", "list", "is:any", "--count").out == "0\n"
    assert "backwards" in svc("plan", "rule", "show", "OIL").out


@pytest.mark.parametrize(
    ("events", "cut", "says"),
    [
        (("UID:a|DTSTART;VALUE=DATE:20261221|SUMMARY:Ferie",), 60, "cut off"),
        (
            (
                "UID:a|DTSTART;VALUE=DATE:20261221|SUMMARY:Ferie",
                "UID:b|DTSTART;TZID=Europe/Rome:20260310T090000|DTEND;TZID=Europe/Rome:20260310T091000|"
                "RRULE:FREQ=SECONDLY;UNTIL=30260310T090000Z|SUMMARY:For ever",
            ),
            0,
            "For ever",
        ),
    ],
)
def test_a_calendar(
    svc: Shell, desk: Desk, tmp_path: Path, events: tuple[str, ...], cut: int, says: str
) -> None:
    path = tmp_path / "a.ics"
    content = calendar(*events)
    path.write_bytes(content[: len(content) - cut])
    refused = svc("plan", "ics", "--read", str(path), "--who", "bruno")
    assert refused.code == 1
    assert says in refused.err
    assert svc("plan", "absence", "--all", "--json").json == []


def test_a_calendar_that_cannot_be_written_is_said(svc: Shell, desk: Desk, tmp_path: Path) -> None:
    refused = svc("plan", "ics", "--who", "bruno", "--to", str(tmp_path / "none" / "a.ics"))
    assert refused.code == 1
    assert "Traceback" not in refused.err
    assert str(tmp_path / "none") in refused.err
