"""Out to B1 and into an empty store: equal in all that B1 holds, and a sentence for each thing it does not."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svc_tui.bootstrap import Services
from svc_tui.domain.sla.closures import closures_of_day
from svc_tui.domain.sla.targets import parse_target
from svc_tui.interchange.b1 import terms as b1_terms
from svc_tui.services.exchange.incoming.run import Importing
from svc_tui.services.exchange.outgoing.sets import Form, export_sets
from svc_tui.storage.exchange import incoming as rows
from tests.amounts import many
from tests.services.b1_stores import fill
from tests.services.importing_hands import desk

KINDS = {
    "list_entry": ("list", "name"), "person": ("code",), "customer": ("code",), "item_group": ("name",),
    "item": ("code",), "serial_master": ("number",), "equipment": ("number",), "contract_template": ("name",),
    "contract": ("number",), "queue": ("code",), "solution": ("number",), "call": ("number",), "activity": ("number",),
}  # fmt: skip
BELOW = {
    "contact": ("customer", "name"), "address": ("customer", "name"), "equipment_customer": ("equipment", "customer"),
    "contract_line": ("contract", "line"), "queue_member": ("queue", "person"), "call_solution": ("call_id", "line"),
}  # fmt: skip
DERIVED = {
    "id", "version", "change_seq", "uid", "number_order", "position", "stub", "contact_number", "next_due",
    "response_met", "resolution_met", "paused_since", "used", "last_used_at", "at", "who_at", "covered",
    "reminded_at",
}  # fmt: skip
"""Columns that a store works out or counts for itself."""
NEVER = {
    "call": {"tags", "paused_s", "reopened", "reassigned", "merged_into", "satisfaction", "created_by", "updated_at"},
    "equipment": {"remarks", "warranty_start", "warranty_end", "manufactured_at", "parent", "due_back", "updated_at"},
    "contract": {"zone", "holidays", "closed_dates", "value", "renews", "unit_kind", "updated_at"},
    "contract_template": {"zone", "holidays", "value", "unit_kind", "updated_at"},
    "solution": {"problem", "language", "merged_into", "updated_at"},
    "queue_member": {"absent_from", "stand_in"},
    "queue": {"hours", "updated_at"},
    "list_entry": {"status_class", "pauses_clock", "updated_at"},
    "person": {"roles", "skills", "updated_at"},
}  # fmt: skip
"""What B1 has no place for: one table, with the rule of the warning each in `lost`."""


def contents(services: Services) -> dict[str, dict[Any, dict[str, Any]]]:
    """Every record by its key, without what a store derives."""
    found: dict[str, dict[Any, dict[str, Any]]] = {}
    with services.store.read() as session:
        names = {
            row[0]: row[1] for row in rows.rows_of(session=session, table_name="call", names=("id", "number"))
        }
        for table, key in {**KINDS, **BELOW}.items():
            columns = sorted(rows.columns(table) - {"id"})
            found[table] = {}
            for row in rows.rows_of(session=session, table_name=table, names=columns):
                told = dict(zip(columns, row, strict=True))
                if told.get("call_id") is not None:
                    told["call_id"] = names[told["call_id"]]
                found[table][tuple(told[name] for name in key)] = {
                    name: value
                    for name, value in told.items()
                    if name not in DERIVED | NEVER.get(table, {"updated_at"}) and not name.endswith("_key")
                }
    del found["person"][("anna",)]
    return found


def lower(store: dict[str, dict[Any, dict[str, Any]]], form: Form) -> dict[str, dict[Any, dict[str, Any]]]:
    """What B1 makes of a store: everything that it rounds, renumbers or leaves empty."""
    numbers = {key: row["number"] for key, row in store["list_entry"].items()}
    users = {key[0] for key, row in store["person"].items() if row["user_id"] is not None}
    groups = {key[0] for key, row in store["item_group"].items() if row["number"] is not None}
    contacts = {key for key, row in store["contact"].items() if row["number"] is not None}
    for table, references in {
        "call": {name: name for name in ("type", "problem", "subtype", "origin", "territory")},
        "activity": {"type": "activity_type", "topic": "activity_topic"},
        "customer": {"territory": "territory"}, "equipment": {"territory": "territory"},
    }.items():  # fmt: skip
        for row in store[table].values():
            for column, sort in references.items():
                if row[column] is not None and numbers[sort, row[column]] is None:
                    row[column] = None
    for row in (*store["item"].values(), *store["call"].values(), *store["contract_line"].values()):
        column = "group" if "group" in row else "item_group"
        if row[column] not in groups:
            row[column] = None
    for row in store["call"].values():
        row["assignee"] = row["assignee"] if row["assignee"] in users else None
        if row["status"] == "Resolved":
            row["status"], row["status_class"] = "Open", "open"
        if row["item_group"] is None and row["item"]:
            row["item_group"] = store["item"][row["item"],]["group"]
    for row in store["equipment"].values():
        if (row["customer"], row["contact"]) not in contacts:
            row["contact"] = None
        for name in ("delivery", "invoice"):
            row[name] = row[name] if row[name] is None or row[name].isdecimal() else None
        row["resolution"] = _rounded(row["resolution"])
    for row in (*store["contract"].values(), *store["contract_template"].values()):
        row["coverage"] = b1_terms.as_b1_holds(row["coverage"])
        row["resolution"] = _rounded(row["resolution"])
    for key in [key for key in store["queue_member"] if key[1] not in users]:
        del store["queue_member"][key]
    for table, name in (("solution", "created_at"), ("activity", "closed_at")):
        for row in store[table].values():
            row[name] = _midnight(row[name])
    if form == "dtw":
        for number, row in store["call"].items():
            if number[0].isdecimal() and "ServiceCallID" not in (row["extra"] or {}):
                row["extra"] = {**(row["extra"] or {}), "ServiceCallID": int(number[0])}
    return store


def _rounded(text: str | None) -> str | None:
    if text is None or (target := parse_target(text)).days is not None:
        return text
    return f"{-(-target.seconds // 3600)}h"


def _midnight(at: datetime | None) -> datetime | None:
    rome = ZoneInfo("Europe/Rome")
    return at and datetime.combine(at.astimezone(rome).date(), time(0), rome).astimezone(UTC)


def lost(store: dict[str, list[dict[str, Any]]]) -> set[str]:
    """The rules of everything in a store that B1 cannot hold, looked up without the exporter."""

    def any_of(table: str, *names: str) -> bool:
        return any(row[name] for row in store[table] for name in names)

    people = {row["code"]: row for row in store["person"]}
    terms = [*store["contract"], *store["contract_template"]]
    found = {
        "tags": any_of("call", "tags"), "pauses": any_of("call", "paused_s"), "counters": any_of("call", "reopened"),
        "merged": any_of("call", "merged_into") or any_of("solution", "merged_into"),
        "satisfaction": any_of("call", "satisfaction"), "people-of-call": any_of("call", "created_by"),
        "call-number": any(not row["number"].isdecimal() for row in store["call"]),
        "card-warranty": any_of("equipment", "warranty_end"), "card-parent": any_of("equipment", "parent"),
        "card-notes": any_of("equipment", "remarks", "due_back"),
        "zone": any(row["zone"] for row in terms),
        "holidays": any(row["holidays"] or row.get("closed_dates") for row in terms),
        "targets": bool(store["contract_target"]), "prepaid": any(row["unit_kind"] for row in terms),
        "value": any(row["value"] for row in terms), "renews": any_of("contract", "renews"),
        "windows": any("13:00,14:00" in row["coverage"] for row in terms),
        "seasons": any("Jul 01" in row["coverage"] for row in terms),
        "holiday-hours": any(",PH" in row["coverage"] for row in terms),
        "midnight": any("22:00-06:00" in row["coverage"] for row in terms),
        "rounded": any(_rounded(row["resolution"]) != row["resolution"] for row in (*terms, *store["equipment"])),
        "solution-extras": any_of("solution", "problem", "language"), "absence": any_of("queue_member", "absent_from"),
        "queue-hours": any_of("queue", "hours"), "skills": any_of("person", "skills"),
        "code-of-employee": any(row["user_id"] is None and row["employee_id"] for row in people.values()),
        "roles": any(row["roles"] == ["viewer"] for row in people.values()),
        "status-class": any(row["name"] == "On the way" and row["status_class"] == "waiting"
                            for row in store["list_entry"]),
        "status": any(row["status"] == "Resolved" for row in store["call"]),
        "document": any(row["delivery"] == "DN-1" for row in store["equipment"]),
        "time-of-day": any(row[name] and row[name] != _midnight(row[name])
                           for table, name in (("solution", "created_at"), ("activity", "closed_at"))
                           for row in store[table]),
    }  # fmt: skip
    return {rule for rule, occurs in found.items() if occurs}


def plain(services: Services) -> dict[str, list[dict[str, Any]]]:
    """Whole rows of every table that `lost` looks at."""
    found = {}
    with services.store.read() as session:
        for table in (*KINDS, *BELOW, "contract_target"):
            columns = sorted(rows.columns(table))
            read = rows.rows_of(session=session, table_name=table, names=columns)
            found[table] = [dict(zip(columns, row, strict=True)) for row in read]
    return found


@contextmanager
def filled(folder: Path, seed: int, rare: float, form: Form) -> Iterator[Services]:
    folder.mkdir()
    with desk(folder) as services:
        fill(services, Random(seed), rare=rare, numbers=form == "b1")
        yield services


def round_trip(seed: int, rare: float, form: Form) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with filled(folder / "first", seed, rare, form) as first:
            wanted, occurs = lower(contents(first), form), lost(plain(first))
            written = export_sets(first.context, folder / "out", form)
        warned = {problem.rule for problem in written.warnings}
        assert occurs <= warned, (occurs - warned, seed)
        assert all(problem.text() and problem.details["count"] for problem in written.warnings)
        (folder / "second").mkdir()
        with desk(folder / "second") as second:
            report = Importing(second.context).run([folder / "out"])
            assert [problem.text() for _, problem in report.problems if problem.severity == "reject"] == []
            found = contents(second)
            for table, records in wanted.items():
                assert found[table] == records, (table, seed)
            assert second.store.problems() == []
            assert not Importing(second.context).run([folder / "out"]).entered


def test_whole_tables_that_b1_has_no_place_for_are_told(tmp_path: Path) -> None:
    with desk(tmp_path) as services:
        services.lists.close_days(closures_of_day(date(2026, 12, 24), ""))
        for kind, told in (("all", {"table-closed_date"}), ("customer", set())):
            written = export_sets(services.context, tmp_path / kind, "b1", kind)
            assert {each.rule for each in written.warnings if each.rule == "table-closed_date"} == told


@pytest.mark.parametrize("form", ["b1", "dtw"])
@settings(max_examples=many(2), deadline=None)
@given(seed=st.integers(0, 2**32), rare=st.sampled_from([0.0, 0.3]))
def test_out_and_in_again_is_an_equal_store(form: Literal["b1", "dtw"], seed: int, rare: float) -> None:
    round_trip(seed, rare, form)
