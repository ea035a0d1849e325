"""What speaks against a time, in words, and the next time that nothing speaks against."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.planning import rules
from svc_tui.domain.planning.diary import Diary, Stop, Ways, earliest_for_all
from svc_tui.domain.planning.rules import Against
from svc_tui.domain.sla.coverage import instant_of, seconds_of
from svc_tui.errors import N_
from svc_tui.language import day_time, duration_words
from svc_tui.services.core.context import Context
from svc_tui.services.planning.diaries import Known, known, ways_of

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
    name: str = ""
    """What the others of a list call it: the number of its call, and whose it is."""


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
    return weigh_all(context, session, [asked])[0]


def weigh_all(
    context: Context, session: Session, wanted: Sequence[Asked], since: datetime | None = None
) -> list[Weighed]:
    """The same of several that are to be written together: each stands in the way of the others.

    Args:
        context: The company, and what time it is.
        session: Where to read.
        wanted: The visits. Those that are there already no longer count where they are.
        since: Free times are looked for from then on; now unless it is said.
    """
    now = context.now()
    since = max(since or now, now)
    begin = min([since, *(each.starts_at for each in wanted)])
    end = max([since, *(each.ends_at for each in wanted)])
    people = {code for each in wanted for code in each.technicians}
    numbers = [each.number for each in wanted]
    found = known(context, session, begin, end + LOOK_AHEAD, sorted(people), but=numbers)
    for key, each in enumerate(wanted, 1):
        stop = Stop(seconds_of(each.starts_at), seconds_of(each.ends_at), each.territory, -key)
        for code in found.keys() & set(each.technicians):
            found[code] = replace(found[code], diary=found[code].diary.with_stop(stop))
    ways = ways_of(session)
    return [_weighed(context, found, ways, wanted, key, since) for key in range(len(wanted))]


def _weighed(
    context: Context,
    found: Mapping[str, Known],
    ways: Ways,
    wanted: Sequence[Asked],
    key: int,
    since: datetime,
) -> Weighed:
    asked = wanted[key]
    start, end = seconds_of(asked.starts_at), seconds_of(asked.ends_at)
    own = [found[code] for code in asked.technicians if code in found]
    diaries = [each.diary.without(-key - 1) for each in own]
    against = [
        one
        for each, diary in zip(own, diaries, strict=True)
        for one in rules.against(diary, start, end, asked.territory, ways, each.day())
    ]
    against += rules.after_due(end, None if asked.due is None else seconds_of(asked.due))
    if not against:
        return Weighed((), (), None, True)
    slot = _slot(diaries, end - start, asked.territory, ways, seconds_of(since), asked.due)
    words = tuple(_words(context, each, found, wanted, asked) for each in against)
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
    own = [found[code].diary for code in technicians if code in found]
    return _slot(own, length_s, territory, ways_of(session), seconds_of(since), due)


def _slot(
    diaries: Sequence[Diary],
    length: int,
    territory: str | None,
    ways: Ways,
    since: int,
    due: datetime | None,
) -> Slot | None:
    until = since + round(LOOK_AHEAD.total_seconds())
    at = earliest_for_all(diaries, length, territory, ways, since, until)
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


def _words(
    context: Context, each: Against, found: Mapping[str, Known], wanted: Sequence[Asked], asked: Asked
) -> Note:
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
    if each.number < 0:
        return _beside(context, each, wanted[-each.number - 1])
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


def _beside(context: Context, each: Against, other: Asked) -> Note:
    """The same of another one of the list."""
    person, zone, now = each.person, context.zone, context.now()
    begin, end = (day_time(at, zone, now) for at in (other.starts_at, other.ends_at))
    if each.kind == "overlap":
        message = N_("{person} goes to {call} from {start} to {end}, as it stands in this list.")
        return note(message, person=person, call=other.name, start=begin, end=end)
    way = duration_words(each.seconds)
    if each.kind == "travel":
        message = N_("{person} needs {time} for the way from {call}, which ends {end} in this list.")
        return note(message, person=person, time=way, call=other.name, end=end)
    message = N_("{person} needs {time} for the way to {call}, which begins {start} in this list.")
    return note(message, person=person, time=way, call=other.name, start=begin)
