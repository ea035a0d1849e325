"""What speaks against a time, in words, and the next time that nothing speaks against."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.planning import rules
from svc_tui.domain.planning.diary import Ways, earliest_for_all
from svc_tui.domain.planning.rules import Against
from svc_tui.domain.sla.coverage import instant_of, seconds_of
from svc_tui.errors import N_
from svc_tui.language import day_time, duration_words
from svc_tui.services.core.context import Context
from svc_tui.services.planning.diaries import Known, diaries, known, ways_of

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

LOOK_AHEAD = timedelta(days=28)
"""So far a free time is looked for."""


@dataclass(frozen=True)
class Asked:
    """A visit as it is wanted."""

    technicians: Sequence[str]
    starts_at: datetime
    ends_at: datetime
    territory: str | None = None
    due: datetime | None = None
    """When its call is due."""
    number: int = 0
    """Of the visit, where it is there already."""


@dataclass(frozen=True)
class Weighed:
    """What speaks against it, and the next time that is free."""

    against: tuple[Against, ...]
    warnings: tuple[Note, ...]
    """The same in words, in the same order."""
    slot: datetime | None
    """The next beginning that nothing speaks against; where none is in time, the next after the due date. None where
    nothing speaks against what is wanted, or where nothing is free."""
    in_time: bool
    """The slot ends before the call is due."""

    @property
    def overlaps(self) -> bool:
        """It overlaps another visit: refused unless it is forced."""
        return any(each.kind == "overlap" for each in self.against)


@dataclass(frozen=True)
class Slot:
    """A time at which nothing speaks against a visit."""

    starts_at: datetime
    ends_at: datetime
    in_time: bool


def weigh(context: Context, session: Session, asked: Asked) -> Weighed:
    """What speaks against a visit as it is wanted, and the next free slot in time."""
    since = context.now()
    begin = min(asked.starts_at, since)
    found = known(
        context,
        session,
        begin,
        max(asked.ends_at, since) + LOOK_AHEAD,
        asked.technicians,
        but=(asked.number,),
    )
    ways = ways_of(session)
    start, end = seconds_of(asked.starts_at), seconds_of(asked.ends_at)
    against: list[Against] = []
    for code in asked.technicians:
        if code in found:
            each = found[code]
            against += rules.against(each.diary, start, end, asked.territory, ways, each.day())
    against += rules.after_due(end, None if asked.due is None else seconds_of(asked.due))
    if not against:
        return Weighed((), (), None, True)
    length = end - start
    slot = _slot(found, asked.technicians, length, asked.territory, ways, seconds_of(since), asked.due)
    words = tuple(_words(context, each, found, asked) for each in against)
    told = slot.starts_at if slot is not None else None
    return Weighed(tuple(against), words, told, slot is not None and slot.in_time)


def slot(
    context: Context,
    session: Session,
    technicians: Sequence[str],
    length_s: int,
    territory: str | None,
    due: datetime | None,
    *,
    since: datetime | None = None,
    but: Collection[int] = (),
) -> Slot | None:
    """The next time at which nothing speaks against a visit of these technicians: in time, else the next there is."""
    since = max(since or context.now(), context.now())
    found = known(context, session, since, since + LOOK_AHEAD, technicians, but=but)
    return _slot(found, technicians, length_s, territory, ways_of(session), seconds_of(since), due)


def _slot(
    found: dict[str, Known],
    technicians: Sequence[str],
    length: int,
    territory: str | None,
    ways: Ways,
    since: int,
    due: datetime | None,
) -> Slot | None:
    until = since + round(LOOK_AHEAD.total_seconds())
    at = earliest_for_all(diaries(found, technicians), length, territory, ways, since, until)
    if at is None:
        return None
    in_time = due is None or at + length <= seconds_of(due)
    return Slot(instant_of(at), instant_of(at + length), in_time)


def slot_words(context: Context, weighed: Weighed) -> Note | None:
    """Where it would go instead."""
    if not weighed.against:
        return None
    if weighed.slot is None:
        return note(N_("Nothing is free in the next {days} days."), days=LOOK_AHEAD.days)
    at = day_time(weighed.slot, context.zone, context.now())
    if weighed.in_time:
        return note(N_("Next free and in time: {at}."), at=at)
    return note(N_("Next free: {at}, after the due date."), at=at)


def _words(context: Context, each: Against, found: dict[str, Known], asked: Asked) -> Note:
    person, zone = each.person, context.zone
    if each.kind == "due":
        message = N_("It ends {time} after {due}, when the call is due.")
        due = day_time(asked.due or asked.ends_at, zone, context.now())
        return note(message, time=duration_words(each.seconds), due=due)
    who = found[person]
    if each.kind == "absence":
        start, end = seconds_of(asked.starts_at), seconds_of(asked.ends_at)
        absence = who.absence_at(start, end)
        if absence is None:
            return note(N_("{person} is away."), person=person)
        return note(
            N_("{person} is away from {first} to {last}."), person=person, first=absence.first.isoformat(),
            last=absence.last.isoformat(),
        )  # fmt: skip
    if each.kind == "holiday":
        return note(N_("It is a holiday of {person}."), person=person)
    if each.kind == "hours":
        return note(N_("{person} does not work then."), person=person)
    other = next(visit for visit in who.visits if visit.number == each.number)
    begin, end_ = (day_time(at, zone, context.now()) for at in (other.starts_at, other.ends_at))
    if each.kind == "overlap":
        message = N_("{person} is at visit {number} ({customer}) from {start} to {end}.")
        return note(
            message, person=person, number=other.number, customer=other.customer_name, start=begin, end=end_
        )
    if each.kind == "travel":
        message = N_("{person} needs {time} for the way from visit {number}, which ends {end}.")
        return note(message, person=person, time=duration_words(each.seconds), number=other.number, end=end_)
    message = N_("{person} needs {time} for the way to visit {number}, which begins {start}.")
    return note(message, person=person, time=duration_words(each.seconds), number=other.number, start=begin)
