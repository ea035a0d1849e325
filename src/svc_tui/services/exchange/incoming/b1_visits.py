"""Visits and absences that B1 tells within a call and an employee: written beside them, found again by their lines."""

from collections.abc import Iterable
from datetime import date

from svc_tui.interchange.b1.schedulings import ABSENCES, SCHEDULINGS, Scheduling, read, read_away
from svc_tui.interchange.core.records import BadValue, ById, Record
from svc_tui.services.core.fields import Values
from svc_tui.services.exchange.incoming.refs import Directory, Resolver
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.exchange import incoming as rows

REASONS = ("vacation", "sick", "training", "appointment", "other")
Wanted = tuple[Scheduling, str | None]
"""A line, and the code of who goes."""


def of(record: Record, resolver: Resolver, directory: Directory) -> list[Wanted]:
    """The visits of a call of B1; their technicians are made where they are unknown, as everything B1 names."""
    if record.source != "b1" or SCHEDULINGS not in record.extra:
        return []
    found: list[Wanted] = []
    for line in read(record.extra[SCHEDULINGS], directory.zone):
        person = None
        if line.technician is not None:
            try:
                person = resolver.resolve("technician", ById(line.technician))
            except BadValue:
                pass  # it stays in the kept line
        found.append((line, person))
    return found


def write(unit: UnitOfWork, call: int, wanted: Iterable[Wanted]) -> bool:
    """Make the visits of a call what its lines say. Returns whether anything changed."""
    known = rows.visits_of_b1(session=unit.session, call=call)
    changed = False
    for line, person in wanted:
        status = (
            "done" if line.done or line.checked_out_at else "working" if line.checked_in_at else "planned"
        )
        values: Values = {
            "starts_at": line.starts_at, "ends_at": line.ends_at, "note": line.remark, "status": status,
            "checked_in_at": line.checked_in_at, "checked_out_at": line.checked_out_at,
        }  # fmt: skip
        if line.line in known:
            row_id, number = known[line.line]
            changed |= bool(unit.update("visit", row_id, values, log=False))
        else:
            number = unit.next_number("visit")
            extra = {"LineNum": line.line}
            unit.insert(
                "visit",
                {"number": number, "call_id": call, "created_at": line.starts_at, "extra": extra, **values},
                log=None,
            )
            changed = True
        changed |= rows.send(unit, number, person)
    return changed


def absences(unit: UnitOfWork, record: Record, person: str) -> bool:
    """Write down the absences that an employee of B1 has and the store lacks. Returns whether there were some."""
    if record.source != "b1" or ABSENCES not in record.extra:
        return False
    known = rows.absences_of(session=unit.session, person=person)
    changed = False
    for each in read_away(record.extra[ABSENCES]):
        reason = each.reason.casefold() if each.reason.casefold() in REASONS else "other"
        note = "" if reason != "other" or not each.reason else each.reason
        key: tuple[date, date, str, str] = (each.first, each.last, reason, note)
        if key in known:
            continue
        unit.insert(
            "absence",
            {
                "number": unit.next_number("absence"), "person": person, "first": each.first, "last": each.last,
                "reason": reason, "note": note,
            },
            log=None,
        )  # fmt: skip
        known.add(key)
        changed = True
    return changed
