"""Calendars as iCalendar files (RFC 5545): events out with their zone, events in with series unfolded.

The one module that knows the `icalendar` and `recurring_ical_events` packages; both are imported when first needed.
What comes in is looked at line by line before either sees it: a file that is cut off, or a series without bounds, is
refused with its place and nothing of it is used.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from svc_tui.domain.core.text import clean, clean_line
from svc_tui.errors import N_, Refused

if TYPE_CHECKING:
    from icalendar import Calendar

PRODUCT = "-//svc-tui//service desk//EN"
DOMAIN = "@svc-tui"
"""The end of a UID of ours: what we sent out does not come in again."""
MOST_BYTES = 5_000_000
MOST_EVENTS = 5_000
"""So many at most of one file, with all that its series come to in the days asked for."""
LONGEST = timedelta(days=1096)
EARLIEST, LATEST = date(1970, 1, 1), date(2199, 12, 31)
_SERIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


@dataclass(frozen=True, slots=True)
class Event:
    """One event."""

    uid: str
    starts: datetime | date
    """An instant, or the first day."""
    ends: datetime | date
    """When it is over: an instant, or the day after the last one."""
    summary: str = ""
    description: str = ""
    location: str = ""
    sequence: int = 0
    """Moves with each change."""
    cancelled: bool = False
    stamped_at: datetime | None = None
    """When it was last changed."""
    people: tuple[str, ...] = ()
    """Names of those who go."""
    occurrence: str = ""
    """Which one of its series: when it would begin by the rule, UTC; empty for one that is no series."""
    free: bool = False
    """It takes no time (TRANSPARENT)."""

    @property
    def is_days(self) -> bool:
        """Whole days."""
        return not isinstance(self.starts, datetime)


def write(events: Iterable[Event], zone: ZoneInfo, name: str) -> bytes:
    """A calendar of these events on the clock of a zone, with the rules of the zone for the years they lie in."""
    from icalendar import Calendar
    from icalendar import Event as Component

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    years: list[int] = []
    for event in events:
        one = Component()
        one.add("uid", event.uid)
        one.add("sequence", event.sequence)
        for key, value in (("dtstart", event.starts), ("dtend", event.ends)):
            one.add(key, value.astimezone(zone) if isinstance(value, datetime) else value)
        stamped = (event.stamped_at or datetime(1970, 1, 1, tzinfo=UTC)).astimezone(UTC)
        one.add("dtstamp", stamped)
        one.add("last-modified", stamped)
        one.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
        for key, text in (
            ("summary", event.summary),
            ("description", event.description),
            ("location", event.location),
        ):
            if text:
                one.add(key, text)
        if event.people:
            one.add("categories", list(event.people))
        calendar.add_component(one)
        years += [event.starts.year, event.ends.year]
    if years:
        calendar.add_missing_timezones(
            first_date=date(min(years) - 1, 1, 1), last_date=date(min(max(years) + 1, LATEST.year), 12, 31)
        )
    return bytes(calendar.to_ical())


@dataclass(frozen=True)
class Read:
    """What a file holds for the days that were asked for."""

    events: tuple[Event, ...]
    """By beginning; each of a series is one of its own, and cancelled ones say so."""
    uids: frozenset[str]
    """All that the file names, those of other days too."""


def read(content: bytes, zone: ZoneInfo, first: date, last: date) -> Read:
    """The events of a file that lie wholly or in part in [first, last], series unfolded, moved ones where they are now.

    Args:
        content: The file.
        zone: That of times without one.
        first: The first day.
        last: The last day.

    Raises:
        Refused: it is no calendar, is cut off, or an event cannot be; the sentence says where and what to do.
    """
    calendar = _parsed(content)
    uids, dead = set(), list[Event]()
    for number, component in enumerate(calendar.walk("VEVENT"), 1):
        _check(component, number)
        uids.add(_text(component, "UID"))
        if _text(component, "STATUS").upper() == "CANCELLED" or _text(calendar, "METHOD").upper() == "CANCEL":
            dead.append(_event(component, zone, cancelled=True))
    return Read((*dead, *_unfolded(calendar, zone, first, last)), frozenset(uids))


def _unfolded(calendar: "Calendar", zone: ZoneInfo, first: date, last: date) -> Iterator[Event]:
    import recurring_ical_events

    series = {_text(each, "UID") for each in calendar.walk("VEVENT") if "RRULE" in each or "RDATE" in each}
    start = datetime.combine(first, time(), zone)
    end = datetime.combine(last + timedelta(days=1), time(), zone)
    try:
        found = recurring_ical_events.of(calendar, skip_bad_series=False).between(start, end)
    except Exception as error:  # the packages raise what their parts raise
        raise Refused(
            N_("A series in the calendar cannot be unfolded: {what}. Save it anew."), what=str(error)
        ) from error
    if len(found) > MOST_EVENTS:
        raise Refused(
            N_("The calendar holds {count} events for these days; {most} fit. Take fewer days."), count=len(found),
            most=MOST_EVENTS,
        )  # fmt: skip
    events = [_event(each, zone, in_series=_text(each, "UID") in series) for each in found]
    yield from sorted(
        (each for each in events if not each.cancelled), key=lambda each: (str(each.starts), each.uid)
    )


def _parsed(content: bytes) -> "Calendar":
    """The calendar of a file that is whole."""
    from icalendar import Calendar

    if len(content) > MOST_BYTES:
        raise Refused(
            N_("The calendar has {size} bytes; {most} fit. Export fewer years."),
            size=len(content),
            most=MOST_BYTES,
        )
    _check_whole(content.decode("utf-8", errors="replace").splitlines())
    try:
        return Calendar.from_ical(content)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise Refused(
            N_("The calendar cannot be read: {what}. Export it anew."), what=clean_line(str(error))[:120]
        ) from None


def _check_whole(lines: Sequence[str]) -> None:
    """What begins ends. Raises Refused with the line."""
    begun: list[tuple[str, int]] = []
    for number, line in enumerate(lines, 1):
        word, _colon, name = line.strip().partition(":")
        if word.upper() == "BEGIN":
            begun.append((name.upper(), number))
        elif word.upper() == "END" and (not begun or begun.pop()[0] != name.upper()):
            message = N_("Line {line}: {name} ends here and did not begin. Export the calendar anew.")
            raise Refused(message, line=number, name=name.upper())
    if begun:
        name, number = begun[-1]
        raise Refused(
            N_("The file is cut off: {name} begins on line {line} and never ends. Export the calendar anew."),
            name=name, line=number,
        )  # fmt: skip
    if not any(line.strip().upper() == "BEGIN:VCALENDAR" for line in lines):
        raise Refused(N_("This is no calendar: it holds no VCALENDAR. Export one as .ics."))


def _check(component: Any, number: int) -> None:
    """An event has a name and a beginning, and neither it nor its series lasts for ages. Raises Refused."""
    told = {"number": number, "summary": clean_line(_text(component, "SUMMARY"))[:60] or "-"}
    if not _text(component, "UID"):
        raise Refused(N_("Event {number} ({summary}) has no UID. Export the calendar anew."), **told)
    start = _value(component, "DTSTART")
    if start is None:
        raise Refused(N_("Event {number} ({summary}) has no beginning. Export the calendar anew."), **told)
    end = _value(component, "DTEND")
    duration = component.get("DURATION")
    length = (
        duration.dt if duration is not None else _day(end) - _day(start) if end is not None else timedelta()
    )
    if not EARLIEST <= _day(start) <= LATEST or not timedelta(0) <= length <= LONGEST:
        raise Refused(
            N_(
                "Event {number} ({summary}) lasts too long, ends before it begins, or lies in another age. Correct it."
            ),
            **told,
        )
    rule = component.get("RRULE")
    for each in rule if isinstance(rule, list) else [rule] if rule else []:
        until = each.get("UNTIL", [None])[0]
        count = each.get("COUNT", [0])[0]
        often = str(each.get("FREQ", [""])[0]).upper() not in _SERIES
        if often or int(count) > MOST_EVENTS or (until is not None and not EARLIEST <= _day(until) <= LATEST):
            raise Refused(
                N_("Event {number} ({summary}) is a series of ages, or of each hour. Give it an end before {year}."),
                **told, year=LATEST.year,
            )  # fmt: skip


def _event(component: Any, zone: ZoneInfo, *, in_series: bool = False, cancelled: bool = False) -> Event:
    starts = _value(component, "DTSTART")
    assert starts is not None
    ends = _value(component, "DTEND")
    if ends is None:
        duration = component.get("DURATION")
        usual = timedelta() if isinstance(starts, datetime) else timedelta(days=1)
        ends = starts + (duration.dt if duration is not None else usual)
    by_rule = _value(component, "RECURRENCE-ID")
    return Event(
        _text(component, "UID"), _aware(starts, zone), _aware(ends, zone), clean_line(_text(component, "SUMMARY")),
        clean(_text(component, "DESCRIPTION")), clean_line(_text(component, "LOCATION")),
        int(component.get("SEQUENCE") or 0),
        cancelled or _text(component, "STATUS").upper() == "CANCELLED",
        occurrence=_key(by_rule, zone) if by_rule is not None and (in_series or cancelled) else "",
        free=_text(component, "TRANSP").upper() == "TRANSPARENT",
    )  # fmt: skip


def _key(value: datetime | date, zone: ZoneInfo) -> str:
    aware = _aware(value, zone)
    return f"{aware.astimezone(UTC):%Y%m%dT%H%M%SZ}" if isinstance(aware, datetime) else f"{aware:%Y%m%d}"


def _aware(value: datetime | date, zone: ZoneInfo) -> datetime | date:
    if isinstance(value, datetime):
        return (value if value.tzinfo is not None else value.replace(tzinfo=zone)).astimezone(zone)
    return value


def _value(component: Any, name: str) -> datetime | date | None:
    found = component.get(name)
    value = getattr(found, "dt", None)
    return value if isinstance(value, date) else None


def _day(value: datetime | date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _text(component: Any, name: str) -> str:
    found = component.get(name)
    return "" if found is None else str(found)
