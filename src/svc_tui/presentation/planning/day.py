"""A technician's day as text: the stops in order with address, phone and what to bring; a week as loads."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, day_long, duration_words, ngettext, time_of_day, weekday_short
from svc_tui.presentation.planning.lines import reason_words, status_words


class Visit(Protocol):
    """What is told of a stop."""

    @property
    def number(self) -> int: ...
    @property
    def call(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def customer_name(self) -> str: ...
    @property
    def contact(self) -> str | None: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def territory(self) -> str | None: ...
    @property
    def item_name(self) -> str | None: ...
    @property
    def serial(self) -> str | None: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def status(self) -> str: ...
    @property
    def place(self) -> str | None: ...
    @property
    def note(self) -> str: ...


class Absence(Protocol):
    """What is told of an absence."""

    @property
    def reason(self) -> str: ...
    @property
    def hours(self) -> str: ...
    @property
    def note(self) -> str: ...


class Lane(Protocol):
    """A technician's day."""

    @property
    def person(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def holiday(self) -> bool: ...
    @property
    def absences(self) -> Sequence[Absence]: ...
    @property
    def visits(self) -> Sequence[Visit]: ...
    @property
    def work_s(self) -> int: ...
    @property
    def planned_s(self) -> int: ...
    @property
    def travel_s(self) -> int: ...
    @property
    def load(self) -> float: ...


def day_lines(day: date, lane: Lane, zone: ZoneInfo) -> Iterator[str]:
    """The day of one technician, to be read on the way."""
    who = show_line(lane.name or lane.person)
    yield f"{who} · {day_long(day)}"
    yield _summary(lane)
    for visit in lane.visits:
        yield ""
        yield from stop_lines(visit, zone)


def _summary(lane: Lane) -> str:
    count = len(lane.visits)
    parts = [ngettext("{count} visit", "{count} visits", count).format(count=count)]
    if count:
        parts.append(_("{time} planned").format(time=duration_words(lane.planned_s)))
        parts.append(_("{time} on the way").format(time=duration_words(lane.travel_s)))
    if lane.holiday:
        parts.append(_("holiday"))
    parts += [away_words(each) for each in lane.absences]
    return " · ".join(parts)


def away_words(absence: Absence) -> str:
    """Why somebody is away, and when."""
    return " ".join(
        filter(None, (_("away:"), reason_words(absence.reason), absence.hours, show_line(absence.note)))
    )


def stop_lines(visit: Visit, zone: ZoneInfo) -> Iterator[str]:
    """One stop: when, whose, what; where and whom to ask for; what to bring."""
    start, end = (time_of_day(at, zone) for at in (visit.starts_at, visit.ends_at))
    state = "" if visit.status == "planned" else f" ({status_words(visit.status)})"
    yield f"{start}-{end}  {show_line(visit.customer_name)}{state}"
    yield f"    {visit.call}  {show_line(visit.subject)}"
    unit = " ".join(filter(None, (visit.item_name, visit.serial)))
    for parts in (
        (unit,),
        (visit.place, visit.territory),
        (visit.contact, visit.phone),
    ):
        words = ", ".join(show_line(part) for part in parts if part)
        if words:
            yield f"    {words}"
    for line in visit.note.splitlines():
        if line.strip():
            yield f"    > {show_line(line)}"


def load_words(lane: Lane) -> str:
    """How full a day is, in few cells: `3 4h30 60%`; where nothing is, why."""
    return idle_words(lane) or (
        f"{len(lane.visits)}  {duration_words(lane.planned_s)}  {round(100 * lane.load)}%"
    )


def idle_words(lane: Lane) -> str:
    """Why a day has no load: the absence, the holiday, `-` where nobody works, `0` where all of it is free."""
    if lane.absences and not lane.work_s:
        return reason_words(lane.absences[0].reason)
    if lane.holiday and not lane.work_s:
        return _("holiday")
    if not lane.visits:
        return "-" if not lane.work_s else "0"
    return ""


def day_head(day: date) -> str:
    """A day over its column: `Mon 2`."""
    return f"{weekday_short(day.weekday())} {day.day}"
