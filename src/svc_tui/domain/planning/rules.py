"""Rules of a visit: what it may be, what it becomes, and what speaks against a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from svc_tui.domain.planning.diary import Diary, Stop, Ways
from svc_tui.errors import N_, Refused

OPEN = ("planned", "on_the_way", "working")
"""Statuses of visits that are still to be made or finished."""
DEFAULT_S = 3600
"""How long a visit lasts where neither it nor its call type says so."""
LONGEST = timedelta(days=31)


def check_times(starts_at: datetime, ends_at: datetime) -> None:
    """SC-25: it does not end before it begins, and lasts some time but no months."""
    if ends_at <= starts_at:
        raise Refused(
            N_("ends_at: the visit would end before it begins (SC-25). Type a later end, or length=1h.")
        )
    if ends_at - starts_at > LONGEST:
        raise Refused(N_("ends_at: a visit lasts {days} days at most. Plan several."), days=LONGEST.days)


def check_open(number: int, status: str) -> None:
    """What is done or cancelled stays as it was."""
    if status == "done":
        raise Refused(N_("Visit {number} is done and stays as it was. Plan another one."), number=number)
    if status == "cancelled":
        raise Refused(
            N_("Visit {number} is cancelled. Plan another one, or undo the cancelling."), number=number
        )


def check_in(number: int, status: str, at: datetime, now: datetime) -> None:
    """Who arrives has not arrived before, nor in the future."""
    check_open(number, status)
    if status == "working":
        raise Refused(N_("Visit {number} has begun already. Check out when you leave."), number=number)
    if at > now:
        raise Refused(
            N_("Visit {number}: the arrival lies in the future. Type an earlier time."), number=number
        )


def check_out(number: int, status: str, arrived: datetime | None, at: datetime, now: datetime) -> None:
    """Who leaves has arrived before, and leaves neither earlier than that nor in the future."""
    check_open(number, status)
    if arrived is None:
        raise Refused(
            N_("Nobody has checked in at visit {number}. Check in first, with --at if it was earlier."),
            number=number,
        )
    if at > now:
        raise Refused(N_("Visit {number}: leaving lies in the future. Type an earlier time."), number=number)
    if at < arrived:
        raise Refused(
            N_("Visit {number} would be left before it was reached. Type a later time."), number=number
        )


@dataclass(frozen=True, slots=True)
class Against:
    """What speaks against a time, of one technician."""

    kind: str
    """overlap, absence, holiday, hours, travel, travel_on or due."""
    person: str = ""
    number: int = 0
    """The visit that is in the way."""
    seconds: int = 0
    """Of a way: how long it takes. After the due date: by how much."""


@dataclass(frozen=True)
class Day:
    """What of a technician's calendar is no work, for the sentence that says why."""

    is_absent: Callable[[int, int], bool]
    """Is there an absence in [start, end)."""
    is_holiday: Callable[[int, int], bool]
    """Does [start, end) touch a holiday."""


def against(diary: Diary, start: int, end: int, territory: str | None, ways: Ways, day: Day) -> list[Against]:
    """All that speaks against a visit of one technician in [start, end); nothing where it is free and worked."""
    found = [Against("overlap", diary.person, stop.number) for stop in diary.near(start, end)]
    if day.is_absent(start, end):
        found.append(Against("absence", diary.person))
    elif day.is_holiday(start, end):
        found.append(Against("holiday", diary.person))
    elif not diary.works(start, end):
        found.append(Against("hours", diary.person))
    before, after = diary.before(start), diary.after(end)
    if before is not None and start < before.end + (way := ways.seconds(before.territory, territory)):
        found.append(Against("travel", diary.person, before.number, way))
    if after is not None and end + (way := ways.seconds(territory, after.territory)) > after.start:
        found.append(Against("travel_on", diary.person, after.number, way))
    return found


def after_due(end: int, due: int | None) -> list[Against]:
    """That a visit ends after its call is due."""
    return [Against("due", seconds=end - due)] if due is not None and end > due else []


def length_of(starts_at: datetime, ends_at: datetime) -> int:
    """Seconds of a visit."""
    return round((ends_at - starts_at).total_seconds())


def travel_s(stops: Sequence[Stop], home: str | None, ways: Ways) -> int:
    """Seconds on the way of one day: from home to the first stop and from each to the next."""
    return sum(legs_s(stops, home, ways))


def legs_s(stops: Sequence[Stop], home: str | None, ways: Ways) -> list[int]:
    """The same, to each stop."""
    places = [home, *(stop.territory for stop in stops)]
    return [ways.seconds(origin, stop.territory) for origin, stop in zip(places, stops, strict=False)]
