"""`svc-tui plan rule` and `plan make`: what a script and a person get."""

from pathlib import Path

from tests.cli.running import Shell
from tests.interchange.documents.test_ical import calendar
from tests.services.desk import Desk


def test_a_plan_is_written_down_makes_its_calls_and_is_shown(svc: Shell, desk: Desk) -> None:
    new = svc(
        "plan",
        "rule",
        "new",
        "W6",
        "name=Check",
        "equipment=sn-000931",
        "every=ogni 6 mesi",
        "technician=bruno",
    )
    assert (new.code, new.out) == (0, "W6\n"), new.err
    dry = svc("plan", "make", "--dry-run", "--json").json
    assert dry["dry_run"]
    assert [each["done"] for each in dry["outcomes"]] == [True]
    made = svc("plan", "make")
    assert made.code == 0
    assert "W6 (SN-000931): 10001 made for" in made.err
    again = svc("plan", "make")
    assert again.code == 0
    assert "Nothing is due" in again.err
    shown = svc("plan", "rule", "show", "w6", "--json").json
    assert shown["equipment"] == 311
    assert shown["every"].startswith("every 6 months")
    assert [row["state"] for row in shown["rows"]] == ["made", "due", "due"]
    assert "made  card 311  call 10001" in svc("plan", "rule", "show", "W6").out
    assert svc("plan", "list", "--count").out == "1\n"


def test_plans_are_listed_by_filter_changed_and_stopped(svc: Shell, desk: Desk) -> None:
    for code, where in (("A", "equipment=311"), ("B", "item=WSH-40"), ("C", "contract=58")):
        assert svc("plan", "rule", "new", code, "name=Check", where, "every=monthly").code == 0
    listed = svc("plan", "rule", "list", "contract:58", "--json").json
    assert [each["code"] for each in listed] == ["C"]
    assert len(svc("plan", "rule", "list", "item:wsh-40", "--json").json) == 1
    assert svc("plan", "rule", "set", "A", "B", "lead=3").code == 0
    assert svc("plan", "rule", "show", "B", "--json").json["lead"] == 3
    assert "A: active changed" in svc("plan", "rule", "stop", "A").err
    assert [each["code"] for each in svc("plan", "rule", "list", "--json").json] == ["B", "C"]
    assert svc("undo").code == 0
    assert len(svc("plan", "rule", "list", "--json").json) == 3


def test_what_cannot_be_is_said_with_its_cure(svc: Shell, desk: Desk) -> None:
    refused = svc("plan", "rule", "new", "X", "name=Check", "equipment=311", "every=now and then")
    assert refused.code == 1
    assert "every 3 months" in refused.err
    assert svc("plan", "rule", "show", "X").code == 3
    assert svc("plan", "rule", "stop").code == 2
    assert svc("plan", "make", "--until", "someday").code == 1


def test_a_calendar_goes_out_and_one_comes_in(svc: Shell, desk: Desk, tmp_path: Path) -> None:
    call = desk.open_call()
    assert svc("plan", "new", call, "technicians=bruno", "starts_at=2026-12-07 10:00").code == 0
    out = tmp_path / "bruno.ics"
    assert svc("plan", "ics", "--who", "bruno", "--to", str(out)).code == 0
    assert out.read_bytes().count(b"BEGIN:VEVENT") == 1
    assert "BEGIN:VTIMEZONE" in svc("plan", "ics", "--who", "bruno").out
    away = tmp_path / "away.ics"
    away.write_bytes(calendar("UID:b|DTSTART;VALUE=DATE:20261221|DTEND;VALUE=DATE:20261224|SUMMARY:Ferie"))
    assert "1 new" in svc("plan", "ics", "--read", str(away), "--who", "bruno").err
    assert "0 new" in svc("plan", "ics", "--read", str(away), "--who", "bruno", "--dry-run").err
    away.write_bytes(away.read_bytes()[:-60])
    refused = svc("plan", "ics", "--read", str(away), "--who", "bruno")
    assert refused.code == 1
    assert "cut off" in refused.err
    assert svc("plan", "ics", "--read", str(away)).code == 2
    assert svc("plan", "ics", "--read", str(tmp_path / "none.ics"), "--who", "bruno").code == 3
