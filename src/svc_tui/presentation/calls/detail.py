"""The four lines about the call under the cursor: what, covered or not, due when, what happened last."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, day_time, duration_words, moment, ngettext
from svc_tui.presentation.calls.columns import SOON_S
from svc_tui.presentation.core.spans import Line, Span, spans
from svc_tui.presentation.core.words import COSTS, REASONS, TYPES, cut, day_words

UNIT_AT, BILLED_AT, RESOLVE_AT, PROVEN_CELLS = 31, 53, 38, 33
"""Cells where parts of a line begin: what is the same for the next call stands still and is not sent again."""


NARROW = 80
"""Below so many cells each target has a line of its own."""
PLACE = 20
"""Cells for where the unit stands; the call shows all of it."""


class Target(Protocol):
    """A target as it stands."""

    @property
    def name(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def due(self) -> datetime | None: ...
    @property
    def done_at(self) -> datetime | None: ...
    @property
    def left_s(self) -> int | None: ...


class Contract(Protocol):
    """The contract that was looked up."""

    @property
    def number(self) -> int: ...
    @property
    def type(self) -> str: ...
    @property
    def effective_end(self) -> date | None: ...
    @property
    def includes(self) -> tuple[str, ...]: ...


class Call(Protocol):
    """The call itself."""

    @property
    def number(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def resolution(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def priority(self) -> str: ...
    @property
    def customer(self) -> str: ...
    @property
    def customer_name(self) -> str: ...
    @property
    def contact(self) -> str | None: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def item(self) -> str | None: ...
    @property
    def serial(self) -> str | None: ...
    @property
    def manufacturer_serial(self) -> str | None: ...
    @property
    def location(self) -> str | None: ...
    @property
    def covered(self) -> bool: ...
    @property
    def coverage_reason(self) -> str | None: ...


class Activity(Protocol):
    """What was noted."""

    @property
    def kind(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def notes(self) -> str: ...
    @property
    def who(self) -> str | None: ...
    @property
    def closed(self) -> bool: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def created_at(self) -> datetime | None: ...
    @property
    def starts_at(self) -> datetime | None: ...
    @property
    def ends_at(self) -> datetime | None: ...
    @property
    def recurrence(self) -> Mapping[str, Any] | None: ...


class Proven(Protocol):
    """A solution that closed calls of the item."""

    @property
    def number(self) -> int: ...
    @property
    def solution(self) -> str: ...
    @property
    def used(self) -> int: ...


class Judged(Protocol):
    """Whether a call is covered."""

    @property
    def covered(self) -> bool: ...
    @property
    def coverage_reason(self) -> str | None: ...


class Covered(Protocol):
    """A call, perhaps not written yet, and its contract."""

    @property
    def values(self) -> Judged: ...
    @property
    def terms(self) -> Contract | None: ...


class Detail(Protocol):
    """What is known of the call."""

    @property
    def values(self) -> Call: ...
    @property
    def terms(self) -> Contract | None: ...
    @property
    def response(self) -> Target: ...
    @property
    def resolution(self) -> Target: ...
    @property
    def activity(self) -> Activity | None: ...
    @property
    def solution(self) -> Proven | None: ...


_KINDS = {"note": N_("note"), "phone": N_("phone"), "meeting": N_("meeting"), "task": N_("task")}


def detail_lines(call: Detail, *, now: datetime, zone: ZoneInfo, width: int = 79) -> list[Line]:
    """The lines of the pane; the last one keeps room for its hint within `width`."""
    both = targets(call, now, zone)
    due = [both] if width >= NARROW else [line for line in each_target(call, now, zone) if line] or [both]
    return [
        _margin(line)
        for line in (unit(call), coverage(call, now, zone), *due, last(call, now, zone, width - 1))
    ]


def _margin(line: Line) -> Line:
    return ((" ", "text"), *line)


def unit(call: Detail) -> Line:
    """Number, subject, item, serial and place."""
    values = call.values
    line: list[Span] = [(show_line(values.number), "title strong"), (" ", "text")]
    line.append((show_line(values.subject), "text strong"))
    parts: list[Span] = [
        (show_line(text), role)
        for text, role in (
            (values.item, "aside"),
            (values.serial or values.manufacturer_serial, "text"),
            (_place(values.location or ""), "aside"),
        )
        if text
    ]
    after = join(tuple(parts[:1]), tuple(parts[1:2]), 0)
    return join(join(tuple(line), after, UNIT_AT), tuple(parts[2:]), 0)


def join(left: Line, right: Line, at: int) -> Line:
    """Two parts of a line, the second from a cell on, two cells apart at least."""
    if not left or not right:
        return left or right
    used = sum(cell_len(text) for text, _role in left)
    return (*left, (" " * max(2, at - used), "text"), *right)


def _place(location: str) -> str:
    """Where the unit stands; of a whole address its first part."""
    return location if cell_len(location) <= PLACE else cut(location.split(",")[0], PLACE)


def coverage(call: Covered, now: datetime, zone: ZoneInfo) -> Line:
    """By which contract the call is covered and what it includes, or why it is not."""
    contract = call.terms
    reason = call.values.coverage_reason
    if not call.values.covered or contract is None:
        words = _(REASONS[reason]) if reason in REASONS else (show_line(reason or "") or _("no contract"))
        if contract is None:
            return spans(_("{state}: {why}."), "aside", state=(_("Not covered"), "warning"), why=words)
        return spans(
            _("{state}: {why} ({contract})."),
            "aside",
            state=(_("Not covered"), "warning"),
            why=words,
            contract=(f"K-{contract.number}", "accent"),
        )
    includes = ", ".join(_(COSTS[name]) for name in contract.includes) or _("no costs")
    by = spans(
        _("{covered} {by} {contract} {rest}"),
        "text",
        covered=(_("Covered"), "kept"),
        by=(_("by"), "aside"),
        contract=(f"K-{contract.number}", "accent"),
        rest=_("({kind}) to {end}: {includes}.").format(
            kind=show_line(_(TYPES.get(contract.type, contract.type))),
            end=day_words(contract.effective_end, now, zone),
            includes=includes,
        ),
    )
    billed = [_(COSTS[name]) for name in COSTS if name not in contract.includes]
    if not billed:
        return by
    many = 2 if "parts" not in contract.includes else len(billed)
    words = ngettext("{costs} is billed.", "{costs} are billed.", many).format(costs=", ".join(billed))
    return join(by, ((words[:1].upper() + words[1:], "warning"),), BILLED_AT)


def targets(call: Detail, now: datetime, zone: ZoneInfo) -> Line:
    """Both targets: when, and how they stand."""
    first, second = each_target(call, now, zone)
    return join(first, second, RESOLVE_AT) or ((_("No due date."), "aside"),)


def each_target(call: Detail, now: datetime, zone: ZoneInfo) -> tuple[Line, Line]:
    """The first response and the resolution; empty where there is no such target."""
    response, resolution = call.response, call.resolution
    first: Line = ()
    second: Line = ()
    if response.state != "none":
        first = _target(_("Respond by {due}, {state}."), _("Response {state}."), response, now, zone)
    if resolution.state != "none":
        second = _target(_("Resolve by {due}, {state}."), _("Resolution {state}."), resolution, now, zone)
    return first, second


def _target(with_due: str, without: str, target: Target, now: datetime, zone: ZoneInfo) -> Line:
    state = _state(target, now, zone)
    if target.due is None:
        return spans(without, "aside", state=state)
    due = target.due
    return spans(with_due, "aside", due=day_time(due, zone, now), state=state)


def _state(target: Target, now: datetime, zone: ZoneInfo) -> Span:
    if target.state in ("met", "missed") and target.done_at is not None:
        at = moment(target.done_at, zone, target.due or now)  # the day is named where it is not the due one
        if target.state == "met":
            return _("met {at}").format(at=at), "kept"
        return _("late, {at}").format(at=at), "urgent"
    left = target.left_s
    if target.state == "paused":
        return (
            _("paused with {left} left").format(left=duration_words(left)) if left else _("paused")
        ), "aside"
    if left is None:
        return _("open"), "aside"
    if left < 0 or target.state == "overdue":
        return _("{time} late").format(time=duration_words(abs(left))), "urgent strong"
    return _("{time} left").format(time=duration_words(left)), "warning" if left < SOON_S else "text"


def last(call: Detail, now: datetime, zone: ZoneInfo, width: int = 78) -> Line:
    """What was noted last, and the solution that has closed most calls of this item."""
    hint = proven(call)
    activity = call.activity
    if activity is None:
        words = _("Nothing noted yet.")
    else:
        words = _("Last: {at} {who}, {kind}: {text}").format(
            at=moment(activity.created_at, zone, now) if activity.created_at else "",
            who=show_line(activity.who or "-"),
            kind=show_line(_(_KINDS.get(activity.kind, activity.kind))),
            text=show_line(activity.subject or activity.notes or ""),
        )
    if not hint:
        return ((words, "aside"),)
    at = max(20, width - max(PROVEN_CELLS, sum(cell_len(text) for text, _role in hint)))
    return join(((cut(words, at - 2), "aside"),), hint, at)


def proven(call: Detail) -> Line:
    """The solution that has closed most calls of this item, if there is one."""
    solution = call.solution
    if solution is None or not solution.used:
        return ()
    hint = ngettext("{solution} solved this once.", "{solution} solved this {count} times.", solution.used)
    name = _("Solution {number}").format(number=f"{solution.number:>2}")
    return spans(hint, "text", solution=(name, "accent"), count=str(solution.used))
