"""Everything that is no call, from any CSV or our own lines: found again by its code, changed, never doubled."""

from pathlib import Path
from typing import Any

import pytest

from svc_tui.bootstrap import Services
from svc_tui.storage.exchange import incoming as rows
from tests.services.importing_hands import desk, load, whole

BEFORE = '{"kind": "customer", "code": "C1", "name": "Laundry"}\n{"kind": "customer", "code": "C2", "name": "Hotel"}\n'
KINDS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "customer": ("code,name,phone", "C9,Clinica,+39 02 123", {"code": "C9", "name": "Clinica", "phone_key": "3902123"}),
    "item": ("code,name,group,serial_managed", "WSH,Washer,Washers,no", {"code": "WSH", "serial_managed": False}),
    "person": ("code,name,roles", "bruno,Bruno Riva,technician;dispatcher", {"roles": ["technician", "dispatcher"]}),
    "queue": ("code,name,manager,members", "NORTH,Northern team,anna,anna", {"code": "NORTH", "manager": "anna"}),
    "equipment": (
        "number,serial,item,customer,status,warranty_end",
        "311,SN-000931,WSH-40,C1,active,2027-01-31",
        {"number": 311, "serial_key": "sn931", "item": "WSH-40", "customer": "C1"},
    ),
    "contract": (
        "number,customer,type,status,start,end,response,includes",
        "K-58,C1,serial,approved,2026-01-01,2026-12-31,4h,parts;labour",
        {"number": 58, "include_parts": True, "include_labour": True, "include_travel": False, "response": "4h"},
    ),
    "activity": (
        "number,kind,subject,customer,type,starts_at,ends_at,recurrence,follows",
        "7,phone,Ring,C1,Visit,2026-03-06T10:00,2026-03-06T10:20,weekly fri until 2026-12-31,3",
        {"number": 7, "kind": "phone", "type": "Visit", "series": 7, "follows": 3, "customer": "C1"},
    ),
    "solution": ("number,symptom,solution", "15,Stops,Replace door sensor", {"number": 15, "symptom": "Stops"}),
}  # fmt: skip


def row(services: Services, kind: str) -> dict[str, Any]:
    """The newest row of a kind."""
    with services.store.read() as session:
        names = sorted(rows.columns(kind))
        found = list(rows.rows_of(session=session, table_name=kind, names=names))
        return dict(zip(names, found[-1], strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_enters_by_a_mapping_and_only_once(tmp_path: Path, kind: str) -> None:
    head, line, wanted = KINDS[kind]
    names = head.split(",")
    toml = f'kind = "{kind}"\nkey = "{names[0]}"\ncreate = ["all"]\n[fields]\n'
    toml += "".join(f'{name} = "{name}"\n' for name in names)
    with desk(tmp_path) as services:
        load(services, tmp_path / "before.jsonl", BEFORE)
        report = load(services, tmp_path / "a.csv", f"{head}\n{line}\n", toml=toml)
        assert report.problems == []
        assert report.kinds[kind].new == 1
        found = row(services, kind)
        assert {name: found[name] for name in wanted} == wanted
        before = whole(services)
        assert not load(services, tmp_path / "a.csv", f"{head}\n{line}\n", toml=toml).entered
        assert whole(services) == before
        assert services.store.problems() == []


def test_a_changed_line_changes_its_record_and_says_so_in_its_history(tmp_path: Path) -> None:
    with desk(tmp_path) as services:
        load(services, tmp_path / "a.jsonl", BEFORE)
        report = load(services, tmp_path / "a.jsonl", BEFORE.replace("Hotel", "Grand Hotel"))
        assert (report.kinds["customer"].changed, report.kinds["customer"].same) == (1, 1)
        assert row(services, "customer")["name"] == "Grand Hotel"


def test_a_value_that_is_no_choice_is_rejected_with_its_column(tmp_path: Path) -> None:
    with desk(tmp_path) as services:
        report = load(
            services, tmp_path / "a.jsonl", '{"code": "C1", "name": "x", "kind": "friend"}\n', kind="customer"
        )
        ((_, problem),) = report.problems
        assert (problem.row, problem.column, problem.value) == (1, "kind", "friend")
        assert "customer, vendor, lead" in problem.text()


def test_what_a_record_needs_is_named(tmp_path: Path) -> None:
    with desk(tmp_path) as services:
        report = load(services, tmp_path / "a.jsonl", '{"kind": "contract", "number": 5, "customer": null}\n')
        ((_, problem),) = report.problems
        assert "customer is missing" in problem.text()


def test_contacts_are_replaced_as_a_whole_and_only_when_they_differ(tmp_path: Path) -> None:
    line = '{"kind": "customer", "code": "C1", "contacts": [{"name": "Rossi", "phone": "02 1"}, {"name": "Neri"}]}\n'
    with desk(tmp_path) as services:
        load(services, tmp_path / "a.jsonl", line)
        assert not load(services, tmp_path / "a.jsonl", line).entered
        assert (
            load(services, tmp_path / "a.jsonl", line.replace("Neri", "Bianchi")).kinds["customer"].changed
            == 1
        )
        with services.store.read() as session:
            found = rows.rows_of(
                session=session, table_name="contact", names=("customer", "name", "phone_key")
            )
            assert [tuple(one) for one in found] == [("C1", "Rossi", "021"), ("C1", "Bianchi", None)]


def test_units_are_the_same_by_the_exact_serial_alone(tmp_path: Path) -> None:
    """`069` and `69` are two; `sn-1` is `SN-1`; a second look at the file changes nothing."""
    toml = 'kind = "equipment"\nkey = "row"\n[fields]\n' + "".join(
        f'{name} = "{name}"\n' for name in ("serial", "item", "customer", "location")
    )
    lines = (
        "serial,item,customer,location\n069,WM,C1,A\n69,WM,C1,B\nSN-1,WM,C1,C\nsn-1,WM,C1,D\nSN 1,WM,C1,E\n"
    )
    with desk(tmp_path) as services:
        report = load(services, tmp_path / "a.csv", lines, toml=toml, create=("all",))
        assert report.rejected == 0
        said = [(problem.rule, problem.details["serial"]) for _, problem in report.problems]
        assert said == [("EQ-03 alike", "69")]
        with services.store.read() as session:
            found = list(rows.rows_of(session=session, table_name="equipment", names=("serial", "location")))
        assert [tuple(row) for row in found] == [("069", "A"), ("69", "B"), ("sn-1", "D"), ("SN 1", "E")]
        again = load(services, tmp_path / "a.csv", lines, map_path=tmp_path / "a.toml", create=("all",))
        assert (again.kinds["equipment"].new, again.rejected) == (0, 0)


def test_a_list_of_members_leaves_the_absences_of_who_stays(tmp_path: Path) -> None:
    with desk(tmp_path) as services:
        services.people.new({"code": "bruno", "name": "Bruno"})
        services.queues.new({"code": "NORTH", "name": "North", "manager": "anna", "members": "anna bruno",
                             "absences": "bruno 2026-12-24..2027-01-06 anna"})  # fmt: skip
        lines = "code,name,manager,members\nNORTH,North,anna,anna;bruno\n"
        toml = 'kind = "queue"\nkey = "code"\n[fields]\n' + "".join(
            f'{n} = "{n}"\n' for n in lines.splitlines()[0].split(",")
        )
        assert not load(services, tmp_path / "a.csv", lines, toml=toml).entered
        assert len(services.queues.find("NORTH").absences) == 1
