"""A proposal in lines: a visit each with its reason, what has none, and what comes of all of them; the day of
somebody who is away, given to others, in the same form.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, day_short, day_time, duration_words, ngettext, weekday_short
from svc_tui.presentation.core.columns import ListColumn
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.core.wrapping import paragraph
from svc_tui.presentation.planning.lines import lasts, reason_words

COLUMNS = (
    ListColumn("number", N_("No."), 6),
    ListColumn("person", N_("Who"), 8),
    ListColumn("starts_at", N_("Begins"), 10),
    ListColumn("length", N_("Length"), 6, right=True),
    ListColumn("customer_name", N_("Customer"), 13, grow=2),
    ListColumn("why", N_("Why"), 28, grow=3),
)
GIVEN = (
    ListColumn("number", N_("No."), 6),
    ListColumn("was_at", N_("Was"), 10),
    ListColumn("person", N_("Who"), 8),
    ListColumn("starts_at", N_("Begins"), 10),
    ListColumn("customer_name", N_("Customer"), 13, grow=2),
    ListColumn("why", N_("Why"), 25, grow=3),
)
"""The same of visits that are given to others."""
NOBODY = "-"


class Proposed(Protocol):
    """A visit of the proposal."""

    @property
    def call(self) -> Any: ...
    @property
    def technicians(self) -> Sequence[str]: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def in_time(self) -> bool: ...
    @property
    def overlaps(self) -> bool: ...


class LeftOut(Protocol):
    """A call that gets none."""

    @property
    def call(self) -> Any: ...
    @property
    def length(self) -> timedelta: ...


class Absence(Protocol):
    """Whose days are given to others, and why."""

    @property
    def person(self) -> str: ...
    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...
    @property
    def hours(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def stand_in(self) -> str | None: ...


def proposal_cells(
    each: Proposed, why: str, zone: ZoneInfo, now: datetime, *, against: bool = False
) -> dict[str, Span]:
    """A visit in its line, by the keys of the columns; `why` are its reasons, or what speaks against it."""
    fine = each.in_time and not against
    return {
        "number": (show_line(each.call.number), "accent"),
        "person": (show_line(" ".join(each.technicians)), "text"),
        "starts_at": (day_time(each.starts_at, zone, now), "text" if each.in_time else "urgent"),
        "length": (lasts(each.starts_at, each.ends_at), "muted"),
        "customer_name": (show_line(each.call.customer_name), "text"),
        "why": (why, "urgent" if each.overlaps else "muted" if fine else "warning"),
    }


def left_cells(each: LeftOut, why: str) -> dict[str, Span]:
    """A call that gets no visit, and why."""
    return {
        "number": (show_line(each.call.number), "accent"),
        "person": (NOBODY, "muted"),
        "starts_at": (NOBODY, "muted"),
        "length": (duration_words(round(each.length.total_seconds())), "muted"),
        "customer_name": (show_line(each.call.customer_name), "muted"),
        "why": (why, "warning"),
    }


def line_detail(call: Any, told: str, why: Sequence[str], role: str, width: int) -> list[Line]:
    """The line under the cursor in full: the call, who goes when, all that is said of it."""
    about = ", ".join(show_line(each) for each in (call.customer_name, call.location) if each)
    return [
        (
            (f" {show_line(call.number)}", "title strong"),
            (f" {show_line(call.subject)}", "text strong"),
            (f", {about}" if about else "", "text"),
        ),
        ((f" {told}", "text"),),
        *paragraph(" ".join(why), width, role),
    ]


def when_words(each: Proposed, zone: ZoneInfo, now: datetime) -> str:
    """Who goes and when."""
    begin, end = (day_time(at, zone, now) for at in (each.starts_at, each.ends_at))
    who = ", ".join(show_line(person) for person in each.technicians)
    return f"{who}, {begin} - {end} ({lasts(each.starts_at, each.ends_at)})"


def proposal_head(visits: Sequence[Proposed], left: int, way_s: int) -> Line:
    """How many of how many are in time, the way of all, and how many calls have no visit."""
    count = len(visits)
    words = ngettext("{count} visit", "{count} visits", count).format(count=count)
    told = _("{visits}, {in_time} in time, {travel} of way").format(
        visits=words, in_time=sum(each.in_time for each in visits), travel=duration_words(way_s)
    )
    spans: list[Span] = [(f" {told}", "title strong")]
    if left:
        words = ngettext("{count} call without a visit", "{count} calls without a visit", left)
        spans.append((f"  {words.format(count=left)}", "warning"))
    overlapping = sum(each.overlaps for each in visits)
    if overlapping:
        words = ngettext("{count} overlaps", "{count} overlap", overlapping)
        spans.append((f"  {words.format(count=overlapping)}", "urgent"))
    return tuple(spans)


def away_head(absence: Absence, today: date) -> Line:
    """Who is away, from when to when and why, and who stands in."""
    return (
        (" " + _("{person} is away").format(person=show_line(absence.person)), "title strong"),
        (f"  {absence_words(absence, today)}", "text"),
    )


def absence_words(absence: Absence, today: date) -> str:
    """`Mon 30 Nov - Fri 4 Dec, vacation, greta stands in`."""
    days = dict.fromkeys(
        f"{weekday_short(day.weekday())} {day_short(day, today)}" for day in (absence.first, absence.last)
    )
    parts = [" - ".join(days), absence.hours, reason_words(absence.reason)]
    if absence.stand_in:
        parts.append(_("{person} stands in").format(person=show_line(absence.stand_in)))
    return ", ".join(filter(None, parts))
