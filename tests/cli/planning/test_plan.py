"""`svc-tui plan` as a script uses it."""

from pathlib import Path

from svc_tui.services.shapes.planning import NAMES
from tests.cli.running import Shell
from tests.services.desk import Desk

PROMISED = {
    "number", "call", "technicians", "starts_at", "ends_at", "status", "place", "note", "checked_in_at",
    "checked_out_at", "actual_s",
}  # fmt: skip
FRIDAY = "2099-03-06"


def test_a_visit_from_first_word_to_last(svc: Shell, desk: Desk) -> None:
    call = desk.open_call()
    desk.store.close()
    said = svc(
        "plan", "new", call, "technicians=bruno", f"starts_at={FRIDAY} 10:00", "length=2h", "note=seal"
    )
    assert (said.code, said.out) == (0, "1\n")
    assert "after" in said.err  # the call is due in 2026
    assert "+00:00" not in said.err
    assert "+01:00" not in said.err
    (row,) = svc("plan", "list", f"call:{call}", "--json").json
    assert list(row) == list(NAMES)
    assert set(row) >= PROMISED
    assert (row["starts_at"], row["ends_at"]) == (f"{FRIDAY}T09:00:00Z", f"{FRIDAY}T11:00:00Z")
    assert svc("plan", "list", "--count").out == "1\n"
    refused = svc("plan", "new", call, "technicians=bruno", f"starts_at={FRIDAY} 11:00")
    assert refused.code == 1
    assert "force=REASON" in refused.err
    assert svc("plan", "move", "1", "--by", "1h", "--who", "carla").code == 0
    assert svc("plan", "move", "1", "--longer=-30m").code == 0
    assert svc("plan", "move", "1").code == 2
    assert svc("plan", "set", "1", "note=x", "--if-version", "1").code == 4
    assert svc("plan", "go", "1").code == 0
    shown = svc("plan", "show", "1", "--json").json
    assert (shown["technicians"], shown["status"]) == (["carla"], "on_the_way")
    assert shown["ends_at"] == f"{FRIDAY}T11:30:00Z"
    assert "on the way" in svc("plan", "show", "1").out
    assert svc("plan", "checkout", "1").code == 1
    assert svc("plan", "checkin", "1").code == 0
    assert svc("plan", "checkout", "1", "--note", "replaced").code == 0
    assert svc("plan", "show", "1", "--json").json["status"] == "done"
    assert svc("plan", "cancel", "1").code == 1
    assert svc("plan", "show", "9").code == 3


def test_days_weeks_and_months(svc: Shell, desk: Desk) -> None:
    call = desk.open_call()
    desk.store.close()
    svc("plan", "new", call, "technicians=bruno", f"starts_at={FRIDAY} 10:00")
    assert svc("plan", "absence", "carla", f"{FRIDAY}..2099-03-09", "vacation").out == "1\n"
    lanes = svc("plan", "day", FRIDAY, "--json").json
    assert [(lane["person"], len(lane["visits"]), len(lane["absences"])) for lane in lanes] == [
        ("bruno", 1, 0), ("carla", 0, 1),
    ]  # fmt: skip
    shown = svc("plan", "day", FRIDAY).out
    assert "10:00-11:00  Lavanderia Bianchi" in shown
    assert "away: vacation" in shown
    assert "vacation" in svc("plan", "week", FRIDAY).out
    assert len(svc("plan", "week", FRIDAY, "--who", "bruno", "--json").json) == 7
    month = svc("plan", "month", FRIDAY, "--json").json
    assert (len(month), month[5]["visits"], month[5]["away"]) == (31, 1, 1)
    assert svc("plan", "day", "noday").code == 2
    assert svc("plan", "absence", "--json", "--all").json[0]["reason"] == "vacation"
    assert svc("plan", "absence", "--remove", "1").code == 0
    assert svc("plan", "absence", "--json", "--all").json == []
    assert svc("plan", "absence", "nobody", "mon").code == 3


def test_a_proposal_is_shown_and_applied(svc: Shell, desk: Desk) -> None:
    calls = [desk.open_call(), desk.open_call()]
    desk.store.close()
    shown = svc("plan", "propose", "is:any", "--who", "carla", "--json")
    assert sorted(each["call"] for each in shown.json) == calls
    assert all(each["why"] for each in shown.json)
    assert svc("plan", "list", "is:any", "--count").out == "0\n"
    assert svc("plan", "propose", "is:any", "--apply").code == 0
    assert svc("plan", "list", "is:any", "--count").out == "2\n"
    assert svc("undo").code == 0
    assert svc("plan", "list", "is:any", "--count").out == "0\n"


def test_ways(svc: Shell, desk: Desk) -> None:
    desk.store.close()
    assert svc("plan", "way", "South", "North", "40").code == 0
    assert svc("plan", "way", "--json").json == [{"origin": "North", "destination": "South", "minutes": 40}]
    assert svc("plan", "way", "North").code == 2
    assert svc("plan", "way", "North", "South", "--remove").code == 0
    assert svc("plan", "way", "North", "South", "--remove").code == 3


def test_a_day_is_given_to_the_others(svc: Shell, desk: Desk) -> None:
    call = desk.open_call()
    desk.store.close()
    svc("plan", "new", call, "technicians=bruno", f"starts_at={FRIDAY} 10:00", "length=2h")
    (shown,) = svc("plan", "give", "bruno", "--day", FRIDAY, "--json").json
    assert (shown["number"], shown["technician"], shown["starts_at"]) == (1, "carla", f"{FRIDAY}T09:00:00Z")
    assert shown["why"].startswith("its hour stays; ")
    assert svc("plan", "list", "tech:bruno", "--count").out == "1\n"
    said = svc("plan", "give", "bruno", "--day", FRIDAY, "--absent", "sick", "--apply")
    assert (said.code, "nobody takes 0" in said.err) == (0, True)
    assert svc("plan", "list", "tech:carla", "--count").out == "1\n"
    assert svc("plan", "absence", "--json", "--all").json[0]["person"] == "bruno"
    (left,) = svc("plan", "give", "carla", "--day", FRIDAY, "--who", "carla", "--json").json
    assert (left["technician"], left["starts_at"], left["why"]) == (
        None,
        None,
        "nobody is free in the next 14 days",
    )
    assert svc("undo").code == 0
    assert svc("plan", "list", "tech:bruno", "--count").out == "1\n"
    assert svc("plan", "absence", "--json", "--all").json == []
    assert svc("plan", "give", "bruno", "--absent", "nonsense", "--apply").code == 2
    assert svc("plan", "give", "nobody").code == 3


def test_load_of_a_period(svc: Shell, desk: Desk) -> None:
    call = desk.open_call()
    desk.store.close()
    svc("plan", "new", call, "technicians=bruno", f"starts_at={FRIDAY} 10:00", "length=2h")
    rows = {row["person"]: row for row in svc("plan", "load", "2099-03", "--json").json}
    assert (rows["bruno"]["visits"], rows["bruno"]["planned_s"], rows["carla"]["planned_s"]) == (1, 7200, 0)
    assert rows["bruno"]["load"] > 0
    assert "2h00" in svc("plan", "load", f"{FRIDAY}..{FRIDAY}").out
    assert svc("plan", "load", "all").code == 2
    assert svc("plan", "load", "nonsense").code == 2


def test_visits_and_absences_go_out_and_in_as_files_of_the_workbench(
    svc: Shell, desk: Desk, tmp_path: Path
) -> None:
    call = desk.open_call()
    desk.store.close()
    svc("person", "set", "bruno", "employee_id=11")
    svc("plan", "new", call, "technicians=bruno", f"starts_at={FRIDAY} 10:00", "length=2h", "note=ladder")
    svc("plan", "absence", "bruno", f"{FRIDAY}..2099-03-09", "vacation")
    other = ("--store", str(tmp_path / "other.db"))
    for kind in ("person", "call"):
        assert svc("export", kind, "--format", "dtw", "--to", str(tmp_path / kind)).code == 0
    assert (
        f",{FRIDAY.replace('-', '')}," in (tmp_path / "person" / "EmployeeAbsenceInfoLines.csv").read_text()
    )
    assert (
        svc(*other, "import", str(tmp_path / "person"), str(tmp_path / "call"), "--create", "all").code == 0
    )
    (visit,) = svc(*other, "plan", "list", "is:any", "--json").json
    assert (visit["technicians"], visit["note"]) == (["bruno"], "ladder")
    assert (visit["starts_at"], visit["ends_at"]) == (f"{FRIDAY}T09:00:00Z", f"{FRIDAY}T11:00:00Z")
    (away,) = svc(*other, "plan", "absence", "--all", "--json").json
    assert (away["person"], away["first"], away["last"]) == ("bruno", FRIDAY, "2099-03-09")
