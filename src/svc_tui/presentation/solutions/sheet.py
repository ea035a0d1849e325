"""How a solution reads on its screens: head, symptom, cause, solution, steps; where a search found its words."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from rich.cells import cell_len, set_cell_size

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, moment, ngettext, number
from svc_tui.presentation.core.markdown_lines import markdown_lines
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.core.told import history_lines as tell_history
from svc_tui.presentation.core.words import event_words
from svc_tui.presentation.core.wrapping import paragraph, wrapped
from svc_tui.presentation.solutions.columns import status_words
from svc_tui.presentation.solutions.reasons import difference, reason

TABS = (N_("Solution"), N_("Calls"), N_("Similar"), N_("Attachments"), N_("Versions"), N_("History"))
LABELS: dict[str, str] = {
    "symptom": N_("Symptom"), "cause": N_("Cause"), "solution": N_("Solution"), "description": N_("Steps"),
    "item": N_("Item"), "problem": N_("Problem"), "status": N_("Status"), "language": N_("Language"),
    "owner": N_("Owner"), "reviewer": N_("Reviewer"), "reviewed_at": N_("Reviewed"), "created_at": N_("Written"),
    "used": N_("Used"), "last_used_at": N_("Last used"), "merged_into": N_("Merged into"),
}  # fmt: skip
"""What people call the fields of a solution (message ids)."""
SHORT = ("symptom", "cause", "solution")


class Version(Protocol):
    """One act that changed a solution."""

    @property
    def at(self) -> datetime: ...
    @property
    def who(self) -> str | None: ...
    @property
    def event(self) -> str: ...
    @property
    def changes(self) -> Sequence[tuple[str, str, str]]: ...


def marked(spans: Sequence[tuple[str, bool]]) -> Line:
    """A passage with what was found between asterisks, so that no colour is needed to see it."""
    line: list[Span] = []
    for text, found in spans:
        plain = show_line(text)
        line.append((f"*{plain}*", "accent") if found else (plain, "text"))
    return tuple(line)


def use_line(row: Any, now: datetime, zone: ZoneInfo) -> str:
    """How often it closed calls, and when it was last attached."""
    if not row.used:
        return _("not used yet")
    words = ngettext("closed {count} call", "closed {count} calls", row.used).format(count=number(row.used))
    if row.last_used_at is None:
        return words
    return words + _(", last {when}").format(when=moment(row.last_used_at, zone, now))


def head_line(row: Any, now: datetime, zone: ZoneInfo) -> Line:
    """Number, item, status, use."""
    state = "warning" if row.status == "Review" else "text"
    line: list[Span] = [
        (str(row.number), "accent strong"),
        (f"  {show_line(row.item or '-')}  ", "text"),
        (status_words(row.status), state),
        (f"  {use_line(row, now, zone)}", "text"),
    ]
    if row.merged_into is not None:
        line.append((_("  merged into {number}").format(number=row.merged_into), "warning"))
    return tuple(line)


def head(sheet: Any, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """The lines above the tabs: which solution, what it is about, how it stands."""
    row = sheet.row
    about = show_line(f"{row.item} {sheet.item_name}".strip()) if row.item else _("any item")
    lines: list[Line] = [
        (
            (_("Solution {number}").format(number=row.number), "accent strong"),
            (f"  {show_line(row.solution or row.symptom)}", "text strong"),
        ),
        ((f"{about}  ", "text"), *head_line(row, now, zone)[2:]),
    ]
    warned = []
    if sheet.misses:
        told = ngettext("It did not help {count} call.", "It did not help {count} calls.", sheet.misses)
        warned.append(told.format(count=number(sheet.misses)))
    if sheet.stale:
        warned.append(_("Due for a review: unused or unread for a year, or a call came back after it."))
    if warned:
        lines.append(((" ".join(warned), "warning"),))
    return lines


def detail_lines(
    row: Any, passage: Sequence[tuple[str, bool]], *, now: datetime, zone: ZoneInfo, width: int
) -> list[Line]:
    """The pane of a solution; `passage` is where the search found its words, if there was one."""
    lines: list[Line] = [((" ", "text"), *head_line(row, now, zone))]
    if any(found for _text, found in passage):
        lines.append(((" ", "text"), *marked(passage)))
    wide = max(cell_len(_(LABELS[name])) for name in SHORT)
    for name in SHORT:
        if text := getattr(row, name):
            first, *rest = wrapped(show_line(text), width - wide - 4)
            lines.append(((f" {set_cell_size(_(LABELS[name]), wide)}  ", "muted"), (first, "text")))
            lines += [((" " * (wide + 3) + more, "text"),) for more in rest[:1]]
    return lines


def hit_line(row: Any, passage: Sequence[tuple[str, bool]]) -> Line:
    """A solution that was found, on one line: number, item, and the passage with its marks."""
    left: list[Span] = [
        (f"{row.number:<4} ", "accent"),
        (set_cell_size(show_line(row.item or ""), 8) + " ", "muted"),
    ]
    if not passage:
        return (*left, (show_line(row.symptom or row.solution), "text"))
    return (*left, *marked(passage))


def suggestion_line(row: Any, tie: str, closed: int) -> Line:
    """A solution that is offered without being asked for: number, its reason, what it says."""
    return (
        (f"{row.number:<4} ", "accent"),
        (f"{reason(tie, closed)}:  ", "muted"),
        (show_line(row.solution or row.symptom), "text"),
    )


def offered_lines(offered: Sequence[Any], key: str) -> list[Line]:
    """Lines on a call about what may help it, with the key that attaches; without a key it is not written yet."""
    words = _("{key} may help").format(key=key) if key else _("may help")
    wide = max(12, cell_len(words))
    lines: list[Line] = []
    for place, each in enumerate(offered):
        lead = set_cell_size("" if place else words, wide)
        lines.append(((f" {lead} ", "muted"), *suggestion_line(each.row, each.tie, each.closed)))
    return lines


def text_lines(row: Any, width: int) -> list[Line]:
    """Symptom, cause, solution and the steps; then what it is about."""
    lines: list[Line] = []
    for name in SHORT:
        if text := getattr(row, name):
            lines += [((f" {_(LABELS[name])}", "muted"),), *paragraph(text, width, indent=3), ()]
    if row.description.strip():
        lines += [
            ((f" {_(LABELS['description'])}", "muted"),),
            *markdown_lines(row.description, width, 3),
            (),
        ]
    for name in ("problem", "language", "owner", "reviewer"):
        if value := getattr(row, name):
            label = set_cell_size(_(LABELS[name]), 12)
            lines.append(((f" {label}", "muted"), (show_line(str(value)), "text")))
    return lines


def calls_lines(calls: Sequence[Mapping[str, Any]], *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """Calls that it was attached to, newest first."""
    if not calls:
        return [((" " + _("No call has used it yet."), "muted"),)]
    return [
        (
            (f" {show_line(each['number']):>6}  ", "accent"),
            (f"{moment(each['at'], zone, now)}  " if each.get("at") else "", "muted"),
            (show_line(each["subject"]), "text"),
        )
        for each in calls
    ]


def similar_lines(found: Sequence[tuple[Any, Sequence[tuple[str, bool]]]]) -> list[Line]:
    """Solutions with much the same words."""
    if not found:
        return [((" " + _("Nothing says much the same."), "muted"),)]
    return [((" ", "text"), *hit_line(row, passage)) for row, passage in found]


def versions_lines(versions: Sequence[Version], width: int, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """What each act took out (`-`) and put in (`+`), newest first."""
    events = event_words()
    lines: list[Line] = []
    for each in reversed(versions):
        lines.append(
            (
                (f" {moment(each.at, zone, now)}  ", "accent"),
                (f"{show_line(each.who or '-')}  ", "text"),
                (events.get(each.event) or show_line(each.event), "muted"),
            )
        )
        for field, before, after in each.changes:
            lines.append(((f"   {_(LABELS[field]) if field in LABELS else show_line(field)}", "muted"),))
            for text in difference(before, after):
                role = {"-": "warning", "+": "kept"}.get(text[:1], "muted")
                pieces = wrapped(show_line(text[1:]), width - 6)
                lines += [((f"   {text[:1]} ", role), (part, role)) for part in pieces]
    return lines or [((" " + _("It was never changed."), "muted"),)]


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


def history_lines(history: Sequence[Event], *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """Who did what, newest first; long texts are told by their beginnings."""
    named = {field: _(title) for field, title in LABELS.items()}
    return tell_history(history, named, {"status": status_words}, now=now, zone=zone, shortened=_short)


def _short(text: str | None) -> str:
    plain = show_line(text or "-")
    return plain if len(plain) <= 40 else f"{plain[:37]}..."
