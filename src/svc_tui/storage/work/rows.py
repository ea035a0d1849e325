"""Rows of work on calls: lines of a call, travel to a customer, serials in use, stopwatches, what was not accounted."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from svc_tui.storage.tables import table


def _rows(session: Session, statement: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in session.execute(statement).mappings()]


def of_call(*, session: Session, call_id: int) -> list[dict[str, Any]]:
    """The lines of a call in their order, each with the item's name, and the lines they belong to by number."""
    t, items, contracts = table("work"), table("item"), table("contract")
    split, corrected = t.alias(), t.alias()
    named = select(
        t,
        items.c.name.label("item_name"),
        contracts.c.unit_kind,
        split.c.line.label("split_of_line"),
        corrected.c.line.label("corrects_line"),
    )
    joined = (
        named.join(items, items.c.code == t.c.item, isouter=True)
        .join(contracts, contracts.c.number == t.c.contract, isouter=True)
        .join(split, split.c.id == t.c.split_of, isouter=True)
        .join(corrected, corrected.c.id == t.c.corrects, isouter=True)
    )
    return _rows(session, joined.where(t.c.call_id == call_id).order_by(t.c.line, t.c.id))


def line_of(*, session: Session, call_id: int, line: int) -> dict[str, Any] | None:
    """One line of a call."""
    t = table("work")
    found = _rows(session, select(t).where(t.c.call_id == call_id, t.c.line == line).limit(1))
    return found[0] if found else None


def next_line(*, session: Session, call_id: int) -> int:
    """The number of the next line of a call."""
    t = table("work")
    last = session.execute(select(func.max(t.c.line)).where(t.c.call_id == call_id)).scalar()
    return int(last or 0) + 1


def corrections(*, session: Session, of: Sequence[int]) -> list[dict[str, Any]]:
    """The corrections of these lines, by their keys."""
    t = table("work")
    return _rows(session, select(t).where(t.c.corrects.in_(list(of))).order_by(t.c.id))


def rests(*, session: Session, of: int) -> list[dict[str, Any]]:
    """The billable rests that were split off a line."""
    t = table("work")
    return _rows(session, select(t).where(t.c.split_of == of).order_by(t.c.id))


def visit_lines(*, session: Session, call_id: int, contract: int) -> list[dict[str, Any]]:
    """Labour of a call under a contract, which one visit pays; corrections are taken off what counts and is drawn."""
    t = table("work")
    where = (t.c.call_id == call_id, t.c.contract == contract, t.c.kind == "labour", t.c.corrects.is_(None))
    found = _rows(session, select(t).where(*where).order_by(t.c.line))
    for each in corrections(session=session, of=[row["id"] for row in found]):
        line = next(row for row in found if row["id"] == each["corrects"])
        line["counted"] += each["counted"]
        line["accounted"] += each["accounted"]
    return found


def last_travel(*, session: Session, customer: str) -> dict[str, Any] | None:
    """The last travel to a customer."""
    t, calls = table("work"), table("call")
    statement = (
        select(t)
        .join(calls, calls.c.id == t.c.call_id)
        .where(
            calls.c.customer == customer, t.c.kind == "travel", t.c.corrects.is_(None), t.c.split_of.is_(None)
        )
        .order_by(t.c.id.desc())
        .limit(1)
    )
    found = _rows(session, statement)
    return found[0] if found else None


def serial_moves(*, session: Session, key: str, but: int | None = None) -> list[dict[str, Any]]:
    """Lines that put a serial in or took it out, the newest first, with the call's number and what is left of them.

    Args:
        key: The serial as searched.
        but: Key of a line that does not count.
    """
    t, calls = table("work"), table("call")
    where = [or_(t.c.serial_in_key == key, t.c.serial_out_key == key), t.c.corrects.is_(None)]
    if but is not None:
        where.append(t.c.id != but)
    named = select(t, calls.c.number).join(calls, calls.c.id == t.c.call_id).where(*where)
    return _rows(session, named.order_by(t.c.id.desc()))


def unaccounted(*, session: Session, contract: int) -> list[dict[str, Any]]:
    """Labour that would have drawn from a contract's units and was billed for want of them, the oldest first."""
    t, calls = table("work"), table("call")
    where = (
        t.c.contract == contract, t.c.kind == "labour", t.c.billable, t.c.proposed, t.c.counted > 0,
        t.c.accounted == 0, t.c.corrects.is_(None),
    )  # fmt: skip
    named = select(t, calls.c.number, calls.c.subject).join(calls, calls.c.id == t.c.call_id)
    return _rows(session, named.where(*where).order_by(t.c.id))


def stopwatch(*, session: Session, person: str) -> dict[str, Any] | None:
    """The stopwatch that runs for a person, with the call's number."""
    t, calls = table("stopwatch"), table("call")
    named = select(t, calls.c.number, calls.c.subject).join(calls, calls.c.id == t.c.call_id)
    found = _rows(session, named.where(t.c.person == person).limit(1))
    return found[0] if found else None


def call_numbers(*, session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Numbers of calls by their keys."""
    calls = table("call")
    wanted = select(calls.c.id, calls.c.number).where(calls.c.id.in_(list(ids)))
    return {int(row[0]): str(row[1]) for row in session.execute(wanted)}


def places(*, session: Session, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Key of the call and line number of work by its keys; what was removed has none."""
    t = table("work")
    found = session.execute(select(t.c.id, t.c.call_id, t.c.line).where(t.c.id.in_(list(ids))))
    return {int(row[0]): (int(row[1]), int(row[2])) for row in found}
