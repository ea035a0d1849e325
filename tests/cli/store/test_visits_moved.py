"""Visits and absences of SAP Business One, in and out; our own CSV by a mapping."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from svc_tui.bootstrap import Services, open_services
from tests.cli.running import Shell
from tests.services.desk import Desk

CALL: dict[str, Any] = {
    "ServiceCallID": 1042, "DocNum": 1042, "Subject": "Unit stops", "CustomerCode": "C10020",
    "CustomerName": "Example Laundry Ltd", "Status": -3, "Priority": "scp_High",
    "CreationDate": "2026-03-02T00:00:00Z", "CreationTime": "09:00:00",
    "ServiceCallSchedulings": [
        {"LineNum": 0, "Technician": 12, "StartDate": "2026-03-03T00:00:00Z", "StartTime": "09:00:00",
         "EndDate": "2026-03-03T00:00:00Z", "EndTime": "10:30:00", "Remark": "bring a seal", "IsClosed": "tYES",
         "CheckInDate": "2026-03-03T00:00:00Z", "CheckInTime": "09:05:00", "CheckOutDate": "2026-03-03T00:00:00Z",
         "CheckOutTime": "10:20:00", "U_Van": "7"},
        {"LineNum": 3, "Technician": 12, "StartDate": "2026-03-04T00:00:00Z", "StartTime": "14:00:00", "Duration": 2,
         "DurationType": "du_Hours"},
        {"LineNum": 4, "IsUnscheduled": "tYES"},
    ],
}  # fmt: skip
EMPLOYEE: dict[str, Any] = {
    "EmployeeID": 12, "FirstName": "Bruno", "LastName": "Riva", "Active": "tYES",
    "EmployeeAbsenceInfoLines": [
        {"EmployeeID": 12, "FromDate": "2026-03-09T00:00:00Z", "ToDate": "2026-03-11T00:00:00Z", "Reason": "Vacation",
         "ApprovedBy": "Marta"},
        {"FromDate": "2026-04-01T00:00:00Z", "Reason": "Dentist"},
    ],
}  # fmt: skip


def brought(svc: Shell, folder: Path, name: str, objects: list[dict[str, Any]]) -> str:
    """Import objects of a set; what the command said."""
    file = folder / f"{name}.json"
    file.write_text(json.dumps({"odata.metadata": f"x/$metadata#{name}", "value": objects}))
    said = svc("import", str(file))
    assert said.code == 0, said.err
    return said.err


def taken(svc: Shell, folder: Path, name: str) -> list[dict[str, Any]]:
    """The objects of a set as they are written."""
    out = folder / "b1"
    said = svc("export", "all", "--format", "b1", "--to", str(out))
    assert said.code == 0, said.err
    found: list[dict[str, Any]] = json.loads((out / f"{name}.json").read_text())["value"]
    return found


def opened(svc: Shell) -> Services:
    return open_services(store=svc.store, who="anna", env={})


def test_schedulings_become_visits_and_go_back_as_they_came(svc: Shell, desk: Desk, tmp_path: Path) -> None:
    desk.store.close()
    brought(svc, tmp_path, "ServiceCalls", [CALL])
    services = opened(svc)
    one, two = services.plan.rows(services.plan.ids("is:any").ids)
    assert (one.status, one.note, one.starts_at) == (
        "done",
        "bring a seal",
        datetime(2026, 3, 3, 8, tzinfo=UTC),
    )
    assert (one.actual_s, one.technicians) == (75 * 60, ("employee-12",))
    assert (two.status, two.ends_at) == ("planned", datetime(2026, 3, 4, 15, tzinfo=UTC))
    services.close()
    brought(svc, tmp_path, "ServiceCalls", [CALL])
    services = opened(svc)
    assert len(services.plan.ids("is:any").ids) == 2  # twice changes nothing
    services.close()
    (back,) = [each for each in taken(svc, tmp_path, "ServiceCalls") if each["DocNum"] == 1042]
    assert back["ServiceCallSchedulings"] == CALL["ServiceCallSchedulings"]


def test_a_visit_of_ours_and_one_that_moved_are_lines_of_the_call(
    svc: Shell, desk: Desk, tmp_path: Path
) -> None:
    desk.store.close()
    brought(svc, tmp_path, "ServiceCalls", [CALL])
    services = opened(svc)
    moved = services.plan.rows(services.plan.ids("status:planned").ids)[0]
    services.plan.set([moved.number], {"starts_at": "2026-03-05 10:00", "force": "x"})
    services.plan.new("1042", {"technicians": "bruno", "starts_at": "2099-03-06 10:00", "note": "again"})
    services.close()
    (back,) = [each for each in taken(svc, tmp_path, "ServiceCalls") if each["DocNum"] == 1042]
    lines = {line["LineNum"]: line for line in back["ServiceCallSchedulings"]}
    assert (lines[3]["StartDate"], lines[3]["StartTime"]) == ("2026-03-05T00:00:00Z", "10:00:00")
    assert (lines[3]["EndTime"], lines[3]["Duration"], lines[3]["DurationType"]) == (
        "12:00:00",
        120,
        "du_Minuts",
    )
    assert lines[0]["U_Van"] == "7"
    assert (lines[4].get("Remark"), lines[4].get("IsUnscheduled")) == (None, "tYES")
    assert [line["Remark"] for line in lines.values() if line.get("Remark") == "again"] == ["again"]


def test_absences_of_employees_come_and_go(svc: Shell, desk: Desk, tmp_path: Path) -> None:
    desk.store.close()
    for _twice in range(2):
        brought(svc, tmp_path, "EmployeesInfo", [EMPLOYEE])
    services = opened(svc)
    found = [(each.first, each.last, each.reason, each.note) for each in services.absences.list()]
    assert found == [
        (date(2026, 3, 9), date(2026, 3, 11), "vacation", ""), (date(2026, 4, 1), date(2026, 4, 1), "other", "Dentist"),
    ]  # fmt: skip
    services.close()
    (back,) = [each for each in taken(svc, tmp_path, "EmployeesInfo") if each["EmployeeID"] == 12]
    lines = back["EmployeeAbsenceInfoLines"]
    assert [(line["FromDate"][:10], line["Reason"].casefold()) for line in lines] == [
        ("2026-03-09", "vacation"), ("2026-04-01", "dentist"),
    ]  # fmt: skip


def test_a_csv_of_visits_by_a_mapping(svc: Shell, desk: Desk, tmp_path: Path) -> None:
    call = desk.open_call()
    desk.store.close()
    (tmp_path / "visits.csv").write_text(f"no,ticket,who,from,until\n7,{call},bruno,03/03/2026 09:00,03/03/2026 10:00\n"
                                         f"8,99999,bruno,03/03/2026 09:00,\n")  # fmt: skip
    (tmp_path / "map.toml").write_text(
        'kind = "visit"\nkey = "no"\ndates = ["%d/%m/%Y %H:%M"]\nzone = "Europe/Rome"\n[fields]\nnumber = "no"\n'
        'call = "ticket"\ntechnicians = "who"\nstarts_at = "from"\nends_at = "until"\n'
    )
    said = svc("import", str(tmp_path / "visits.csv"), "--map", str(tmp_path / "map.toml"))
    assert said.code == 1
    assert "99999" in said.err + said.out
    services = opened(svc)
    (row,) = services.plan.rows(services.plan.ids("is:any").ids)
    assert (row.number, row.call, row.technicians) == (7, call, ("bruno",))
    assert row.starts_at == datetime(2026, 3, 3, 8, tzinfo=UTC)
    services.close()
