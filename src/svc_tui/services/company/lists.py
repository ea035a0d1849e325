"""The six set-up lists with their status classes (LS-01, SC-14), and the company's closed dates.

A value's name is kept on the calls that have it, so a rename is written to them too.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from svc_tui.domain.core.moments import duration
from svc_tui.domain.core.text import clean_line, code_key
from svc_tui.domain.sla.closures import Closure, hours_texts
from svc_tui.errors import N_, BadUsage, NotFound, Refused, either
from svc_tui.services.core.coded import Saved
from svc_tui.services.core.context import Context
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import Field, Given, Values, read_fields
from svc_tui.storage.company import lists
from svc_tui.storage.company import settings as setup
from svc_tui.storage.company.lists import LISTS, ClosedRow, EntryRow
from svc_tui.storage.engine.unit_of_work import UnitOfWork

CLASSES = ("open", "waiting", "resolved", "closed")
FIELDS = {
    "name": Field(longest=100, empty=False),
    "description": Field(),
    "number": Field("int"),
    "active": Field("flag", empty=False),
    "position": Field("int", empty=False),
}
STATUS_FIELDS = {
    **FIELDS,
    "status_class": Field("choice", choices=CLASSES, empty=False),
    "pauses_clock": Field("flag", empty=False),
}
TYPE_FIELDS = {**FIELDS, "visit_s": Field()}
"""Of call types: how long a visit lasts, typed as 90m or 2h."""
LOCKED = ("name", "number", "active", "status_class")
"""Fields of a built-in value that stay as they are."""
RECORDED = 2_000
"""A rename that touches more records than this is written in one statement and cannot be undone by `u`."""


class Lists:
    """Statuses, origins, call types, problems, subtypes, solution statuses; closed dates."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def list(self, list_name: str, *, everything: bool = True) -> tuple[EntryRow, ...]:
        """The values of a list; without `everything` those that may be chosen (SC-14)."""
        name = list_of(list_name)
        with self._context.store.read() as session:
            return tuple(lists.entries(session=session, list_name=name, everything=everything))

    def find(self, list_name: str, name: str) -> EntryRow:
        """One value. Raises NotFound."""
        wanted = list_of(list_name)
        with self._context.store.read() as session:
            found = lists.entry(session=session, list_name=wanted, name=name)
        if found is None:
            raise NotFound(N_("The list {list} has no {name}."), list=wanted, name=name)
        return found

    def new(self, list_name: str, values: Mapping[str, object]) -> Saved[EntryRow]:
        """Add a value. Raises Refused: no name, one that is taken, or a status without a class."""
        wanted = list_of(list_name)
        typed = {k: v for k, v in _read(wanted, values).items() if v is not None}
        if not typed.get("name"):
            raise Refused(N_("A value of a list needs a name."))
        if wanted == "status":
            if "status_class" not in typed:
                text = N_("A status needs a class: open, waiting, resolved or closed.")
                raise Refused(text)
            typed.setdefault("pauses_clock", typed["status_class"] == "waiting")
        with self._context.write() as unit:
            _check_free(unit, wanted, typed["name"])
            typed.setdefault("position", lists.next_position(session=unit.session, list_name=wanted))
            unit.insert("list_entry", {"list": wanted, **typed})
            unit.call_it(N_("{name} added to the list {list}"), name=typed["name"], list=wanted)
        return Saved(self.find(wanted, typed["name"]), tuple(typed))

    def set(
        self,
        list_name: str,
        name: str,
        values: Mapping[str, object],
        if_version: int | None = None,
        base: Given | None = None,
    ) -> Saved[EntryRow]:
        """Change a value; a new name or class goes to every call that has it.

        Raises:
            Refused: a built-in value's name or class, or a class that calls in use cannot follow.
            Conflict: someone else changed it in between.
        """
        wanted, present = list_of(list_name), self.find(list_name, name)
        typed = _read(wanted, values)
        with self._context.store.read() as session:
            count = lists.uses(session=session, list_name=wanted, name=present.name)
        recorded = count <= RECORDED
        with self._context.write(undoable=recorded) as unit:
            row = unit.row("list_entry", present.id)
            shown = f"{wanted} {row['name']}"
            changes = settle(unit, "list_entry", row, typed, name=shown, if_version=if_version, base=base)
            changes = {key: value for key, value in changes.items() if row[key] != value}
            _check_change(unit, row, changes, count)
            unit.update("list_entry", row["id"], changes)
            if spread := _for_records(wanted, changes):
                lists.spread(unit, wanted, row["name"], spread, recorded=recorded)
            unit.call_it(N_("{name} of the list {list} changed"), name=row["name"], list=wanted)
        return Saved(self.find(wanted, changes.get("name", present.name)), tuple(changes))

    def remove(self, list_name: str, name: str) -> None:
        """Remove a value that nothing uses (LS-01). Raises Refused: built in or in use."""
        wanted, present = list_of(list_name), self.find(list_name, name)
        with self._context.write() as unit:
            if present.locked:
                raise Refused(N_("{name} is built in and cannot be removed."), name=present.name)
            count = lists.uses(session=unit.session, list_name=wanted, name=present.name)
            if count:
                text = either(
                    count,
                    N_("{name} is used by {count} record and cannot be removed. Make it inactive instead."),
                    N_("{name} is used by {count} records and cannot be removed. Make it inactive instead."),
                )
                raise Refused(text, name=present.name, count=count)
            unit.delete("list_entry", present.id)
            unit.call_it(N_("{name} removed from the list {list}"), name=present.name, list=wanted)

    def closed(self) -> tuple[ClosedRow, ...]:
        """The closed dates in order."""
        with self._context.store.read() as session:
            return tuple(lists.closed(session=session))

    def close_days(self, closures: Sequence[Closure], name: str | None = None) -> int:
        """Close days, whole or in part. A day closed before is closed as it is said now, and keeps its name where
        none is given.

        Returns:
            How many open calls got another due date.
        """
        words, moves = None if name is None else clean_line(name), False
        hours_of = hours_texts(closures)
        with self._context.write() as unit:
            for day, hours in hours_of.items():
                known = lists.closed_id(session=unit.session, day=day)
                if known is not None:
                    moves = _close_anew(unit, known, hours, words) or moves
                    continue
                row_id = unit.insert("closed_date", {"day": day, "hours": hours, "name": words or ""})
                said = " ".join(filter(None, (day.isoformat(), hours, words)))
                unit.log("closed_date", row_id, "created", new=said)
                moves = True
            unit.call_it(N_("Closed on {days}"), days=_span(list(hours_of)))
            return recompute(unit) if moves else 0

    def open_days(self, days: Sequence[date]) -> int:
        """Remove closed dates. Returns how many open calls got another due date. Raises NotFound."""
        with self._context.write() as unit:
            for day in days:
                known = lists.closed_id(session=unit.session, day=day)
                if known is None:
                    raise NotFound(N_("{day} is not a closed date."), day=day.isoformat())
                unit.delete("closed_date", known)
                unit.log("closed_date", known, "deleted", old=day.isoformat())
            unit.call_it(N_("Open again on {days}"), days=_span(days))
            return recompute(unit)


def _close_anew(unit: UnitOfWork, row_id: int, hours: str, name: str | None) -> bool:
    """Let a closed date be closed as it is said now. Returns whether its hours are others."""
    before = unit.row("closed_date", row_id)
    told = {"hours": hours} if name is None else {"hours": hours, "name": name}
    for field, value in unit.update("closed_date", row_id, told).items():
        unit.log("closed_date", row_id, "changed", field=field, old=before[field] or None, new=value or None)
    return bool(before["hours"] != hours)


def _span(days: Sequence[date]) -> str:
    """Days in few words."""
    if len(days) < 4:
        return ", ".join(day.isoformat() for day in days)
    return f"{days[0].isoformat()} … {days[-1].isoformat()} ({len(days)})"


def recompute(unit: UnitOfWork) -> int:
    """Due dates of open calls under the set-up as the unit has just made it."""
    from svc_tui.services.sla.clocks import recompute_open

    return recompute_open(unit, setup.company(session=unit.session))


def list_of(name: str) -> str:
    """The list that was named. Raises BadUsage: there is none."""
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted not in LISTS:
        near = get_close_matches(wanted, LISTS, 1)
        message = N_("There is no list {name}. There are {known}.")
        if near:
            message = N_("There is no list {name}. Did you mean {near}?")
        raise BadUsage(message, name=name, near=near[0] if near else "", known=", ".join(LISTS))
    return wanted


def fields_of(list_name: str) -> dict[str, Field]:
    """The fields of a value of a list."""
    return {"status": STATUS_FIELDS, "type": TYPE_FIELDS}.get(list_name, FIELDS)


def _read(list_name: str, values: Mapping[str, object]) -> Values:
    """What was typed in the types of the list's fields."""
    typed = read_fields(fields_of(list_name), values)
    if isinstance(length := typed.get("visit_s"), str):
        typed["visit_s"] = duration(length)
    return typed


def _check_free(unit: UnitOfWork, list_name: str, name: str) -> None:
    known = lists.entry(session=unit.session, list_name=list_name, name=name)
    if known is not None:
        raise Refused(N_("The list {list} has {name} already."), list=list_name, name=known.name)


def _check_change(unit: UnitOfWork, row: Mapping[str, Any], changes: Given, count: int) -> None:
    """What may not change: a built-in value (LS-01); a class that stamps on calls would contradict."""
    for field in LOCKED:
        if row["locked"] and field in changes:
            message = N_("{name} is built in; its {field} stays. Add a value of your own instead.")
            raise Refused(message, name=row["name"], field=field)
    if "name" in changes and code_key(changes["name"]) != code_key(row["name"]):
        _check_free(unit, row["list"], changes["name"])
    classes = {row["status_class"], changes.get("status_class", row["status_class"])}
    if count and len(classes) > 1 and classes != {"open", "waiting"}:
        message = either(
            count,
            N_(
                "{name} is the status of {count} call; it cannot change between {old} and {new}. "
                "Add another status and move the call."
            ),
            N_(
                "{name} is the status of {count} calls; it cannot change between {old} and {new}. "
                "Add another status and move the calls."
            ),
        )
        values = {"old": row["status_class"], "new": changes["status_class"]}
        raise Refused(message, name=row["name"], count=count, **values)


def _for_records(list_name: str, changes: Given) -> dict[str, Any]:
    """What a change of a value means for the records that have it."""
    spread: Values = {}
    if "name" in changes:
        spread[lists.USED_IN[list_name][1]] = changes["name"]
    if list_name == "status" and "status_class" in changes:
        spread["status_class"] = changes["status_class"]
    return spread
