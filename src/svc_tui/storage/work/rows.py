"""Rows of work on calls: lines of a call, travel to a customer, serials in use, stopwatches, what was not accounted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypedDict

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from svc_tui.storage.engine.records import many, one
from svc_tui.storage.tables import again, table

CHUNK = 500


class WorkRecord(NamedTuple):
    """A line of work, whole: the columns of the table, where each is explained."""

    id: int
    version: int
    change_seq: int
    updated_at: datetime | None
    extra: dict[str, Any] | None
    call_id: int
    line: int
    kind: str
    who: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    seconds: int
    km: str | None
    item: str | None
    quantity: str | None
    serial_in: str | None
    serial_in_key: str | None
    serial_out: str | None
    serial_out_key: str | None
    note: str
    billable: bool
    proposed: bool | None
    why: str | None
    contract: int | None
    accounted: int
    counted: int
    split_of: int | None
    corrects: int | None


class WorkChange(TypedDict, total=False):
    """What an act changes of a line: any of its columns but those that the recorded path keeps."""

    extra: dict[str, Any] | None
    call_id: int
    line: int
    kind: str
    who: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    seconds: int
    km: str | None
    item: str | None
    quantity: str | None
    serial_in: str | None
    serial_in_key: str | None
    serial_out: str | None
    serial_out_key: str | None
    note: str
    billable: bool
    proposed: bool | None
    why: str | None
    contract: int | None
    accounted: int
    counted: int
    split_of: int | None
    corrects: int | None


class LineShown(NamedTuple):
    """A line of work as the page of its call and the report show it."""

    id: int
    line: int
    kind: str
    who: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    seconds: int
    km: str | None
    item: str | None
    quantity: str | None
    serial_in: str | None
    serial_out: str | None
    note: str
    billable: bool
    proposed: bool | None
    why: str | None
    contract: int | None
    accounted: int
    counted: int
    item_name: str | None
    unit_kind: str | None
    """Of the contract's prepaid units: hours or visits."""
    split_of_line: int | None
    """The line whose billable rest this is, by its number."""
    corrects_line: int | None
    """The line that this one corrects, by its number."""


class SerialMove(NamedTuple):
    """A line that put a serial in or took it out."""

    id: int
    line: int
    quantity: str | None
    serial_out_key: str | None
    number: str
    """Of the call."""


class BilledLine(NamedTuple):
    """Labour that was billed for want of prepaid units."""

    id: int
    line: int
    who: str | None
    note: str
    seconds: int
    counted: int
    number: str
    """Of the call."""


class RunningRow(NamedTuple):
    """A stopwatch that runs."""

    id: int
    person: str
    kind: str
    since: datetime
    number: str
    """Of the call."""
    subject: str


def of_call(*, session: Session, call_id: int) -> list[LineShown]:
    """The lines of a call in their order, each with the item's name, and the lines they belong to by number."""
    t, items, contracts = table("work"), table("item"), table("contract")
    split, corrected = again("work", "split"), again("work", "corrected")
    own = [t.c[name] for name in LineShown._fields if name in t.c]
    named = select(
        *own,
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
    return many(session, LineShown._make, joined.where(t.c.call_id == call_id).order_by(t.c.line, t.c.id))


def of_calls(*, session: Session, call_ids: Sequence[int]) -> list[WorkRecord]:
    """The work of calls, by their keys."""
    t = table("work")
    found: list[WorkRecord] = []
    for start in range(0, len(call_ids), CHUNK):
        part = t.c.call_id.in_(list(call_ids[start : start + CHUNK]))
        found += many(session, WorkRecord._make, select(t).where(part))
    return found


def line_of(*, session: Session, call_id: int, line: int) -> WorkRecord | None:
    """One line of a call."""
    t = table("work")
    return one(session, WorkRecord._make, select(t).where(t.c.call_id == call_id, t.c.line == line).limit(1))


def next_line(*, session: Session, call_id: int) -> int:
    """The number of the next line of a call."""
    t = table("work")
    last = session.execute(select(func.max(t.c.line)).where(t.c.call_id == call_id)).scalar()
    return int(last or 0) + 1


def numbers(*, session: Session, call_id: int) -> list[tuple[int, int]]:
    """Keys of the lines of a call with their numbers, in their order."""
    t = table("work").c
    wanted = select(t.id, t.line).where(t.call_id == call_id).order_by(t.id)
    return [(row_id, line) for row_id, line in session.execute(wanted)]


def corrections(*, session: Session, of: Sequence[int]) -> list[WorkRecord]:
    """The corrections of these lines, by their keys."""
    t = table("work")
    return many(session, WorkRecord._make, select(t).where(t.c.corrects.in_(list(of))).order_by(t.c.id))


def rests(*, session: Session, of: int) -> list[WorkRecord]:
    """The billable rests that were split off a line."""
    t = table("work")
    return many(session, WorkRecord._make, select(t).where(t.c.split_of == of).order_by(t.c.id))


def visit_lines(*, session: Session, call_id: int, contract: int) -> list[WorkRecord]:
    """Labour of a call under a contract, which one visit pays; corrections are taken off what counts and is drawn."""
    t = table("work")
    where = (t.c.call_id == call_id, t.c.contract == contract, t.c.kind == "labour", t.c.corrects.is_(None))
    found = {
        row.id: row for row in many(session, WorkRecord._make, select(t).where(*where).order_by(t.c.line))
    }
    for each in corrections(session=session, of=list(found)):
        row = found[each.corrects or 0]
        counted, accounted = row.counted + each.counted, row.accounted + each.accounted
        found[row.id] = row._replace(counted=counted, accounted=accounted)
    return list(found.values())


def last_travel(*, session: Session, customer: str) -> WorkRecord | None:
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
    return one(session, WorkRecord._make, statement)


def serial_moves(*, session: Session, key: str, but: int | None = None) -> list[SerialMove]:
    """Lines that put a serial in or took it out, the newest first, with the call's number and what is left of them.

    Args:
        key: The serial as searched.
        but: Key of a line that does not count.
    """
    t, calls = table("work"), table("call")
    where = [or_(t.c.serial_in_key == key, t.c.serial_out_key == key), t.c.corrects.is_(None)]
    if but is not None:
        where.append(t.c.id != but)
    named = select(t.c.id, t.c.line, t.c.quantity, t.c.serial_out_key, calls.c.number)
    moved = named.join(calls, calls.c.id == t.c.call_id).where(*where)
    return many(session, SerialMove._make, moved.order_by(t.c.id.desc()))


def unaccounted(*, session: Session, contract: int) -> list[BilledLine]:
    """Labour that would have drawn from a contract's units and was billed for want of them, the oldest first."""
    t, calls = table("work"), table("call")
    where = (
        t.c.contract == contract, t.c.kind == "labour", t.c.billable, t.c.proposed, t.c.counted > 0,
        t.c.accounted == 0, t.c.corrects.is_(None),
    )  # fmt: skip
    named = select(t.c.id, t.c.line, t.c.who, t.c.note, t.c.seconds, t.c.counted, calls.c.number)
    billed = named.join(calls, calls.c.id == t.c.call_id).where(*where)
    return many(session, BilledLine._make, billed.order_by(t.c.id))


def stopwatch(*, session: Session, person: str) -> RunningRow | None:
    """The stopwatch that runs for a person, with the call's number."""
    t, calls = table("stopwatch"), table("call")
    named = select(t.c.id, t.c.person, t.c.kind, t.c.since, calls.c.number, calls.c.subject)
    running = named.join(calls, calls.c.id == t.c.call_id)
    return one(session, RunningRow._make, running.where(t.c.person == person).limit(1))


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
