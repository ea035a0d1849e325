"""The open call as lines: its head, the due banner and what each tab shows; text and role names only."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

from rich.cells import cell_len, set_cell_size

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, date_long, moment, ngettext, time_of_day
from svc_tui.presentation.activities.lines import back_words, state_words
from svc_tui.presentation.calls.columns import editing, looking
from svc_tui.presentation.calls.detail import Activity, Detail, coverage, targets
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.core.told import told as tell
from svc_tui.presentation.core.words import (
    event_words,
    origin_words,
    priority_words,
    size_words,
    status_words,
)
from svc_tui.presentation.core.wrapping import paragraph, wrapped
from svc_tui.presentation.planning.lines import Visit, visit_lines
from svc_tui.presentation.sales.lines import raised

if TYPE_CHECKING:
    from svc_tui.presentation.work.lines import Totals, WorkLine

TABS = (N_("General"), N_("Description"), N_("Activities"), N_("Solutions"), N_("History"), N_("Files"),
        N_("Work"))  # fmt: skip
LABELS: dict[str, str] = {
    "status": N_("Status"),
    "priority": N_("Priority"),
    "origin": N_("Origin"),
    "type": N_("Call type"),
    "problem": N_("Problem"),
    "subtype": N_("Problem subtype"),
    "assignee": N_("Handled by"),
    "queue": N_("Queue"),
    "technician": N_("Technician"),
    "assigned_at": N_("Assigned"),
    "reported_at": N_("Reported"),
    "respond_by": N_("Respond by"),
    "responded_at": N_("Responded"),
    "resolve_by": N_("Resolve by"),
    "resolved_at": N_("Resolved"),
    "closed_at": N_("Closed"),
    "customer": N_("Customer"),
    "contact": N_("Contact"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "reference": N_("Customer ref."),
    "serial": N_("Serial"),
    "manufacturer_serial": N_("Maker's serial"),
    "item": N_("Item"),
    "item_name": N_("Item name"),
    "item_group": N_("Item group"),
    "equipment": N_("Card"),
    "contract": N_("Contract"),
    "location": N_("Location"),
    "territory": N_("Territory"),
    "tags": N_("Tags"),
    "subject": N_("Subject"),
    "description": N_("Description"),
    "resolution": N_("Resolution"),
    "paused_until": N_("Paused until"),
    "merged_into": N_("Merged into"),
    "satisfaction": N_("Satisfaction"),
    "satisfaction_text": N_("What was said"),
    "signed_by": N_("Signed by"),
    "signed_at": N_("Signed"),
}
"""What people call the fields of a call (message ids)."""

# What head and banner say already (status, priority, phone, item, serial, targets) is not said again.
_LEFT = ("assignee", "queue", "technician", "assigned_at", "origin", "tags", "reference")  # fmt: skip
_RIGHT = ("reported_at", "responded_at", "resolved_at", "closed_at", "paused_until",
          "type", "territory", "merged_into", "satisfaction", "signed_by")  # fmt: skip
_WIDE = ("email", "problem", "item_name", "equipment", "location")
_BESIDE = {"problem": "subtype", "item_name": "item_group", "equipment": "manufacturer_serial",
           "satisfaction": "satisfaction_text", "signed_by": "signed_at"}  # fmt: skip
"""What shares a line: a field and the one that stands behind it."""
_ALWAYS = ("assignee", "technician", "reported_at")
_MOMENTS = ("assigned_at", "reported_at", "respond_by", "responded_at", "resolve_by", "resolved_at", "closed_at",
            "paused_until", "signed_at")  # fmt: skip
KINDS = {
    "note": N_("Note"), "phone": N_("Phone call"), "meeting": N_("Meeting"), "task": N_("Task"),
    "campaign": N_("Campaign"), "other": N_("Other"),
}  # fmt: skip
LINKS = {
    ("relates", False): N_("relates to"),
    ("relates", True): N_("relates to"),
    ("depends", False): N_("needs first"),
    ("depends", True): N_("is needed by"),
    ("caused_by", False): N_("was caused by"),
    ("caused_by", True): N_("caused"),
    ("duplicate_of", False): N_("was copied from"),
    ("duplicate_of", True): N_("was copied to"),
    ("merged", False): N_("was merged into"),
    ("merged", True): N_("took in"),
}
"""What a link says, by its kind and whether this is the call that it names (message ids)."""


class Attached(Protocol):
    """A solution on the call."""

    @property
    def number(self) -> int: ...
    @property
    def solution(self) -> str: ...
    @property
    def symptom(self) -> str: ...
    @property
    def cause(self) -> str: ...
    @property
    def description(self) -> str: ...


class Event(Protocol):
    """A line of the history."""

    @property
    def at(self) -> datetime: ...
    @property
    def who(self) -> str | None: ...
    @property
    def event(self) -> str: ...
    @property
    def field(self) -> str | None: ...
    @property
    def old(self) -> str | None: ...
    @property
    def new(self) -> str | None: ...


class Link(Protocol):
    """Another call, and what it is to this one."""

    @property
    def kind(self) -> str: ...
    @property
    def named(self) -> bool: ...
    @property
    def number(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def subject(self) -> str: ...


class File(Protocol):
    """A file of the call."""

    @property
    def name(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def at(self) -> datetime | None: ...
    @property
    def who(self) -> str | None: ...


class Sheet(Detail, Protocol):
    """The call with everything that hangs on it."""

    @property
    def activities(self) -> Sequence[Activity]: ...
    @property
    def visits(self) -> Sequence[Visit]: ...
    @property
    def solutions(self) -> Sequence[Attached]: ...
    @property
    def history(self) -> Sequence[Event]: ...
    @property
    def links(self) -> Sequence[Link]: ...
    @property
    def attachments(self) -> Sequence[File]: ...
    @property
    def work(self) -> "Sequence[WorkLine]": ...
    @property
    def totals(self) -> "Totals": ...
    @property
    def opportunities(self) -> Sequence[object]: ...
    @property
    def followers(self) -> Sequence[str]: ...


def head(call: Sheet, width: int, others: Sequence[tuple[str, bool]] = ()) -> list[Line]:
    """Three lines: number, subject and state; who called; covered or not.

    `others` have the call open, too, or its form.
    """
    values = call.values
    state: list[Span] = [
        *(
            (f"{editing(who) if edits else looking(who)}  ", "warning" if edits else "muted")
            for who, edits in others
        ),
        (status_words(values.status), "text strong"),
        ("  ", "text"),
        (
            priority_words(values.priority),
            {"high": "urgent", "medium": "warning"}.get(values.priority, "muted"),
        ),
        (" ", "text"),
    ]
    right = sum(cell_len(text) for text, _role in state)
    number = show_line(values.number)
    room = max(1, width - right - cell_len(number) - 4)
    first: Line = ((" ", "text"), (number, "accent strong"), (" ", "text"),
                   (set_cell_size(_cut(show_line(values.subject), room), room), "text strong"), (" ", "text"),
                   *state)  # fmt: skip
    who = [
        (values.customer_name or values.customer, "text"),
        (values.contact, "muted"),
        (values.phone, "muted"),
        (values.item, "muted"),
        (values.serial or values.manufacturer_serial, "text"),
    ]
    second: list[Span] = [(" ", "text")]
    for text, role in who:
        if text:
            second += [(show_line(str(text)), role), ("  ", "text")]
    return [first, tuple(second)]


def banner(call: Sheet, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """Two lines: covered or not and by what; both targets."""
    return [((" ", "text"), *coverage(call, now, zone)), ((" ", "text"), *targets(call, now, zone))]


def shown(name: str, value: Any, *, now: datetime, zone: ZoneInfo) -> str:
    """A field's value as people read it."""
    if value is None or value == "":
        return ""
    if name in _MOMENTS:
        return moment(value, zone, now) if isinstance(value, datetime) else show_line(str(value))
    if name == "status":
        return status_words(value)
    if name == "priority":
        return priority_words(value)
    if name == "origin":
        return origin_words(value)
    if name == "contract":
        return f"K-{value}"
    return show_line(str(value).strip())


def general(call: Sheet, width: int, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """The first tab: pairs of label and value, in two columns where there is room."""
    values = call.values

    def pairs(names: Sequence[str]) -> list[tuple[str, str]]:
        found = []
        for name in names:
            parts = [name, _BESIDE[name]] if name in _BESIDE else [name]
            texts = [shown(part, getattr(values, part), now=now, zone=zone) for part in parts]
            text = ", ".join(text for text in texts if text)
            if text or name in _ALWAYS:
                found.append((_(LABELS[name]), text or "-"))
        return found

    left, right = pairs(_LEFT), pairs(_RIGHT)
    wide = pairs(_WIDE)
    lines: list[Line] = []
    if width < 70:
        lines += [_pair(label, text, width) for label, text in [*left, *right]]
    else:
        half = width // 2
        for index in range(max(len(left), len(right))):
            one = _pair(*left[index], half) if index < len(left) else ((" " * half, "text"),)
            two = _pair(*right[index], width - half) if index < len(right) else ()
            lines.append((*one, *two))
    lines += [_pair(label, text, width) for label, text in wide]
    if call.followers:
        lines.append(_pair(_("Followed by"), ", ".join(show_line(who) for who in call.followers), width))
    lines += [_link(link) for link in call.links]
    lines += [_opportunity(each) for each in call.opportunities]
    if values.resolution:
        lines += [(), ((" ", "text"), (_("Resolution"), "muted"))]
        lines += paragraph(values.resolution, width)
    return lines


def _opportunity(each: object) -> Line:
    names = ("number", "name", "stage", "amount", "currency", "status", "owner")
    told = raised({name: getattr(each, name) for name in names})
    return ((" ", "text"), (set_cell_size(_("Opportunity"), 16), "muted"), (" ", "text"), *told)


def _pair(label: str, text: str, width: int) -> Line:
    room = max(1, width - 19)
    value = set_cell_size(_cut(text, room), room)
    return ((" ", "text"), (set_cell_size(label, 16), "muted"), (" ", "text"), (value, "text"), (" ", "text"))


def _cut(text: str, room: int) -> str:
    return text if cell_len(text) <= room else set_cell_size(text, max(0, room - 1)) + "…"


def description(call: Sheet, width: int) -> list[Line]:
    """The long text, and how the call ended."""
    values = call.values
    lines = [((" ", "text"), (line, "text strong")) for line in wrapped(values.subject, width - 2)]
    text = paragraph(values.description, width) if values.description else [_muted(_("No description."))]
    found: list[Line] = [*lines, (), *text]
    if values.resolution:
        found += [(), _muted(_("Resolution")), *paragraph(values.resolution, width)]
    return found


def activities(call: Sheet, width: int, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """Visits by their beginning; notes, phone calls, meetings and tasks, the newest first."""
    if not call.activities and not call.visits:
        return [_muted(_("Nothing noted yet. c writes a note or records a phone call."))]
    lines: list[Line] = []
    for visit in call.visits:
        lines += [*visit_lines(visit, width, now=now, zone=zone), ()]
    for each in call.activities:
        kind = _(KINDS.get(each.kind, each.kind))
        line: list[Span] = [
            (" ", "text"),
            (moment(each.created_at, zone, now) if each.created_at else "", "accent"),
            (f"  {show_line(each.who or '-')}  ", "text"),
            (kind, "muted"),
        ]
        if not each.closed:
            line.append(("  " + state_words(each, now), "warning"))
        planned = each.starts_at if not each.closed and each.starts_at != each.created_at else None
        if planned is not None:
            line.append(("  " + moment(planned, zone, now), "text"))
        if each.recurrence:
            line.append(("  " + back_words(each.recurrence), "muted"))
        lines += [tuple(line), *paragraph(each.notes or each.subject or "", width, indent=3), ()]
    return lines[:-1]


def solutions(call: Sheet, width: int, offered: Sequence[Line] = ()) -> list[Line]:
    """The solutions attached, and what may help: what is offered, else what helped with this item before."""
    lines: list[Line] = []
    for each in call.solutions:
        lines.append(
            (
                (" ", "text"),
                (_("Solution {number}").format(number=each.number), "accent strong"),
                ("  " + show_line(str(each.solution or "")), "text strong"),
            )
        )
        texts = ((_("Symptom") + ": ", each.symptom), (_("Cause") + ": ", each.cause), ("", each.description))
        for label, text in texts:
            if text:
                lines += paragraph(label + text, width, "muted" if label else "text", 3)
        lines.append(())
    if not lines:
        lines = [_muted(_("No solution attached. K shows those that fit.")), ()]
    best = call.solution
    if offered:
        lines += [_muted(_("This may help:")), *offered]
    elif best is not None and best.number not in [each.number for each in call.solutions]:
        lines.append(_muted(_("It helped with this item before:")))
        lines.append(
            (
                (" ", "text"),
                (_("Solution {number}").format(number=best.number), "accent"),
                ("  " + show_line(str(best.solution)), "text"),
                (
                    "  "
                    + ngettext("used {count} time", "used {count} times", best.used).format(count=best.used),
                    "muted",
                ),
            )
        )
    return lines if lines[-1] else lines[:-1]


def history(call: Sheet, width: int, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """What happened to the call, the newest first, by day."""
    lines: list[Line] = []
    events = event_words()
    day = ""
    for each in reversed(call.history):
        here = date_long(each.at, zone)
        if here != day:
            lines += [*([()] if lines else []), ((" ", "text"), (here, "muted strong"))]
            day = here
        lines.append(_event(each, events, width, now, zone))
    return lines or [_muted(_("No history."))]


def _event(each: Event, events: Mapping[str, str], width: int, now: datetime, zone: ZoneInfo) -> Line:
    field, old, new = each.field, each.old, each.new
    label = _(LABELS[field]) if field in LABELS else show_line(field or "")
    old, new = (_told(field, text, now, zone) for text in (old, new))
    change = " → ".join(text for text in (old or ("-" if new else ""), new or ("-" if old else "")) if text)
    if not old and new:
        change = new
    head_: Line = (
        ("   ", "text"),
        (time_of_day(each.at, zone), "accent"),
        (f"  {set_cell_size(show_line(each.who or '-'), 8)} ", "text"),
        (set_cell_size(_cut(events.get(each.event) or show_line(each.event), 17), 17) + " ", "muted"),
    )
    room = max(1, width - sum(cell_len(text) for text, _role in head_) - 1)
    said = f"{label}: {change}" if label and each.event == "changed" else change
    return (*head_, (_cut(said, room), "text"))


def _told(field: str | None, text: str | None, now: datetime, zone: ZoneInfo) -> str:
    """A value of the history as people read it: instants are kept as ISO text."""
    from svc_tui.presentation.work.lines import history_words

    def own(name: str) -> Callable[[str], str]:
        return lambda value: shown(name, value, now=now, zone=zone)

    words = {name: own(name) for name in ("status", "priority", "origin")}
    return tell(field, text, {**words, "work": history_words}, now=now, zone=zone)


def files(call: Sheet, width: int, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """Attachments and links."""
    lines: list[Line] = []
    for each in call.attachments:
        name = _cut(show_line(each.name), max(8, width - 44))
        lines.append(
            (
                (" ", "text"),
                (set_cell_size(name, max(8, width - 44)), "text"),
                (f"  {size_words(each.size):>9}", "muted"),
                (f"  {moment(each.at, zone, now)}" if each.at else "", "muted"),
                (f"  {show_line(each.who or '')}", "muted"),
            )
        )
    if not lines:
        lines = [_muted(_("No file attached. : then “attach” keeps one with the call."))]
    if call.links:
        lines += [(), *(_link(link) for link in call.links)]
    return lines


def _link(link: Link) -> Line:
    said = _(LINKS.get((link.kind, link.named), link.kind))
    return (
        (" ", "text"),
        (set_cell_size(said, 16), "muted"),
        (" ", "text"),
        (show_line(link.number), "accent"),
        (f" {status_words(link.status)} ", "muted"),
        (show_line(link.subject), "text"),
    )


def _muted(text: str) -> Line:
    return ((" ", "text"), (text, "muted"))
