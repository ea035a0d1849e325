"""The words around the day board: its title, the pane about a visit, a gap or a move, and the calls to plan."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, day_long, day_time, due_time, duration_words, ngettext, time_of_day
from svc_tui.presentation.core.columns import ListColumn
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.planning.grid import Ghost, Lane, Visit
from svc_tui.presentation.planning.lines import lasts, status_words

COLUMNS = (
    ListColumn("number", N_("No."), 6),
    ListColumn("left", N_("Left"), 8, right=True, gap=2),
    ListColumn("priority", N_("P"), 1, gap=2),
    ListColumn("customer_name", N_("Customer"), 13, grow=2),
    ListColumn("subject", N_("Subject"), 9, grow=3),
    ListColumn("length", N_("Length"), 5, right=True, gap=2),
    ListColumn("offers", N_("Free"), 29, grow=1),
)


class Sheet(Visit, Protocol):
    """What the pane says of a visit."""

    @property
    def subject(self) -> str: ...
    @property
    def customer_name(self) -> str: ...
    @property
    def place(self) -> str | None: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def note(self) -> str: ...
    @property
    def technicians(self) -> Sequence[str]: ...


class Call(Protocol):
    """What is said of a call to plan."""

    @property
    def number(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def priority(self) -> str: ...
    @property
    def customer_name(self) -> str: ...
    @property
    def location(self) -> str | None: ...


class ToPlan(Protocol):
    """A call to plan."""

    @property
    def call(self) -> Call: ...
    @property
    def left_s(self) -> int | None: ...
    @property
    def length_s(self) -> int: ...
    @property
    def due(self) -> datetime | None: ...


class Offer(Protocol):
    """A free time."""

    @property
    def person(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def in_time(self) -> bool: ...


class Load(Lane, Protocol):
    """How full a day is."""

    @property
    def name(self) -> str: ...
    @property
    def territory(self) -> str | None: ...
    @property
    def work_s(self) -> int: ...
    @property
    def planned_s(self) -> int: ...
    @property
    def travel_s(self) -> int: ...


def title_ends(day: date, today: date, lanes: int, visits: int, waiting: int) -> tuple[Line, Line]:
    """The line above the board."""
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get((day - today).days)
    left: Line = ((f" {day_long(day)}", "title strong"), (f", {near}" if near else "", "text"))
    words = ", ".join(
        (
            ngettext("{count} technician", "{count} technicians", lanes).format(count=lanes),
            ngettext("{count} visit", "{count} visits", visits).format(count=visits),
            _("{count} to plan").format(count=waiting),
        )
    )
    return left, ((f"{words} ", "muted"),)


def waiting_ends(text: str) -> tuple[Line, Line]:
    """The line above the calls to plan."""
    right: Line = (("/ ", "accent"), (f"{show_line(text)} ", "text")) if text else ()
    return ((" " + _("To plan, by time left"), "title"),), right


def waiting_cells(each: ToPlan, offers: Sequence[Offer], day: date, zone: ZoneInfo) -> tuple[Span, ...]:
    """A call to plan in its line."""
    left = each.left_s
    late = left is not None and left < 0
    words = ", ".join(offer_words(offer, day, zone) for offer in offers)
    in_time = any(offer.in_time for offer in offers)
    return (
        (show_line(each.call.number), "accent"),
        ("-" if left is None else duration_words(left), "urgent" if late else "text"),
        (each.call.priority[:1].upper(), "text"),
        (show_line(each.call.customer_name), "text"),
        (show_line(each.call.subject), "text"),
        (duration_words(each.length_s), "muted"),
        (words or "-", "text" if in_time else "muted"),
    )


def offer_words(offer: Offer, day: date, zone: ZoneInfo) -> str:
    """Who is free and when: the day only where it is another one; `!` where that is after the due date."""
    local = offer.starts_at.astimezone(zone)
    at = f"{local:%H:%M}" if local.date() == day else day_time(offer.starts_at, zone, _noon(day, zone))
    return f"{show_line(offer.person)} {at}" + ("" if offer.in_time else "!")


def _noon(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=zone)


def due_words(ends_at: datetime, due: datetime | None, zone: ZoneInfo, now: datetime) -> Span:
    """What a visit does to the due date of its call."""
    if due is None:
        return _("Nothing is promised."), "muted"
    at = due_time(due, zone, now)
    if ends_at <= due:
        spare = duration_words(round((due - ends_at).total_seconds()))
        return _("Due {at}: in time by {time}.").format(at=at, time=spare), "kept"
    over = duration_words(round((ends_at - due).total_seconds()))
    return _("Due {at}: late by {time}.").format(at=at, time=over), "urgent"


def visit_lines(visit: Sheet, against: Sequence[str], zone: ZoneInfo, now: datetime) -> list[Line]:
    """The visit under the cursor."""
    times = f"{time_of_day(visit.starts_at, zone)}-{time_of_day(visit.ends_at, zone)}"
    about = ", ".join(show_line(each) for each in (visit.customer_name, visit.place) if each)
    who = ", ".join(show_line(each) for each in visit.technicians)
    aside = "  ".join(show_line(each) for each in (visit.phone, visit.note) if each)
    why: list[Line] = [((f" {each}", "warning"),) for each in against[:1]]
    return [
        (
            (f" {show_line(visit.call)}", "title strong"),
            (f" {show_line(visit.subject)}", "text strong"),
            (f", {about}", "text"),
        ),
        (
            (f" {times} {status_words(visit.status)}, {who}.  ", "text"),
            due_words(visit.ends_at, visit.due, zone, now),
        ),
        *why,
        ((f" {aside}", "muted"),),
    ]


def ghost_lines(
    ghost: Ghost, before: Sheet | None, due: datetime | None, against: Sequence[str], slot: str, zone: ZoneInfo,
    now: datetime,
) -> list[Line]:  # fmt: skip
    """A move before it is made: from where, what it does to the due date, what speaks against it."""
    times = f"{time_of_day(ghost.starts_at, zone)}-{time_of_day(ghost.ends_at, zone)}"
    who = ", ".join(show_line(each) for each in ghost.technicians)
    head: list[Span] = [
        (f" {show_line(ghost.call)}", "title strong"),
        (f" {times} ({lasts(ghost.starts_at, ghost.ends_at)}), {who}", "text strong"),
    ]
    if before is not None:
        old = f"{day_time(before.starts_at, zone, now)}-{time_of_day(before.ends_at, zone)}"
        words = _("now {times}, {people}").format(times=old, people=", ".join(before.technicians))
        head.append((f"  {words}", "muted"))
    why: Span = (" ".join(against), "warning") if against else (_("Nothing speaks against it."), "muted")
    return [
        tuple(head),
        ((" ", "text"), due_words(ghost.ends_at, due, zone, now), (f"  {slot}" if slot else "", "text")),
        ((" ", "text"), why),
    ]


def gap_lines(lane: Load, at: datetime, zone: ZoneInfo) -> list[Line]:
    """Where no visit is: whose time, until when it is free, how full the day is."""
    name = show_line(lane.name or lane.person)
    free = next((end for start, end in lane.work if start <= at < end), None)
    if free is not None:
        begins = [visit.starts_at for visit in lane.visits if at <= visit.starts_at < free]
        until = min([free, *begins])
        words = _("{time}, free until {until}").format(
            time=time_of_day(at, zone), until=time_of_day(until, zone)
        )
        words += f" ({lasts(at, until)})"
    elif any(start <= at < end for start, end in lane.away):
        words = _("{time}, away").format(time=time_of_day(at, zone))
    else:
        words = _("{time}, no working hours").format(time=time_of_day(at, zone))
    day = ngettext("{count} visit", "{count} visits", len(lane.visits)).format(count=len(lane.visits))
    load = day
    if lane.work_s:
        load = _("{visits}: {planned} and {travel} of travel, of {work}; {percent} % full").format(
            visits=day,
            planned=duration_words(lane.planned_s),
            travel=duration_words(lane.travel_s),
            work=duration_words(lane.work_s),
            percent=round(100 * lane.load),
        )
    return [
        ((f" {name}", "title strong"), (f"  {show_line(lane.territory or '')}", "muted")),
        ((f" {words}", "text"),),
        ((f" {load}", "muted"),),
    ]


def call_lines(each: ToPlan, offers: Sequence[Offer], zone: ZoneInfo, now: datetime, day: date) -> list[Line]:
    """The call to plan under the cursor."""
    call = each.call
    about = ", ".join(show_line(part) for part in (call.customer_name, call.location) if part)
    due = each.due
    end = now + timedelta(seconds=each.length_s)
    when: Span = (
        (_("Due {at}.").format(at=due_time(due, zone, now)), "text" if end <= due else "urgent")
        if due is not None
        else (_("Nothing is promised."), "muted")
    )
    free = ", ".join(offer_words(offer, day, zone) for offer in offers) or "-"
    return [
        (
            (f" {show_line(call.number)}", "title strong"),
            (f" {show_line(call.subject)}", "text strong"),
            (f", {about}", "text"),
        ),
        ((" ", "text"), when, (f"  {_('A visit takes {time}.').format(time=duration_words(each.length_s))}", "text")),
        ((" " + _("Free: {times}").format(times=free), "text"),),
    ]  # fmt: skip
