"""What the balance of a queue shows: its people with what they have at hand, and a line a call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, duration_words, ngettext, number
from svc_tui.presentation.calls.columns import left_cell, priority_cell
from svc_tui.presentation.core.spans import Span


@dataclass(frozen=True)
class BalanceColumn:
    """A column of the proposal."""

    key: str
    title: str
    """Message id."""
    width: int
    grow: int = 0
    right: bool = False


COLUMNS = (
    BalanceColumn("number", N_("No."), 6),
    BalanceColumn("left", N_("Left"), 8, right=True),
    BalanceColumn("priority", N_("P"), 1),
    BalanceColumn("subject", N_("Subject"), 16, 3),
    BalanceColumn("person", N_("Who"), 8),
    BalanceColumn("why", N_("Why"), 30, 1),
)


def balance_cells(line: Any) -> tuple[Span, ...]:
    """What a line of the proposal shows in each column."""
    call = line.call
    return (
        (show_line(call.number), "text"),
        left_cell(line.left_s, paused=False),
        priority_cell(call.priority),
        (show_line(f"{call.subject} ({call.customer_name})"), "text"),
        (show_line(line.person) or "-", "accent" if line.person else "muted"),
        (show_line(why_words(line)), "muted"),
    )


def why_words(line: Any) -> str:
    """The reason of a line in words."""
    return str(_(line.why.text).format(**line.why.values))


def stand_line(stand: Any, found: Any) -> tuple[Span, ...]:
    """A person with what he has, and what the proposal adds."""
    load, gets = stand.load, found.gets(stand.person)
    parts: list[Span] = [
        (f" {show_line(stand.person):<12}", "text"),
        (" " + _("{count} open").format(count=number(load.open)).rjust(9), "text"),
        (
            "  " + _("{count} overdue").format(count=number(load.overdue)),
            "urgent" if load.overdue else "muted",
        ),
    ]
    if load.promised_s:
        parts.append(
            ("  " + _("{time} promised today").format(time=duration_words(load.promised_s)), "muted")
        )
    if gets:
        parts.append((f"  +{number(gets)}", "accent strong"))
    if stand.stands_in_for:
        parts.append(("  " + _("for {person}").format(person=show_line(stand.stands_in_for)), "muted"))
    return tuple(parts)


def head_lines(found: Any, most: int) -> Sequence[tuple[Span, ...]]:
    """The queue, its people, who is away."""
    words = ngettext("{count} call waits", "{count} calls wait", found.waiting).format(
        count=number(found.waiting)
    )
    title: list[Span] = [
        (" ", "text"), (_("Balance of"), "muted"), (f" {show_line(found.queue)}", "accent strong"),
        (f"  {words}", "text"),
    ]  # fmt: skip
    if found.waiting > len(found.lines):
        words = ngettext("the most urgent is shown", "the {count} most urgent are shown", len(found.lines))
        title.append(("  " + words.format(count=number(len(found.lines))), "muted"))
    lines: list[tuple[Span, ...]] = [tuple(title), *(stand_line(each, found) for each in found.stands[:most])]
    if len(found.stands) > most:
        others = len(found.stands) - most
        words = ngettext("and {count} more", "and {count} more", others).format(count=number(others))
        lines.append(((f" {words}", "muted"),))
    if not found.stands:
        lines.append(((" " + _("Nobody of this queue is there today."), "warning"),))
    if found.absent:
        away = ", ".join(show_line(each.person) for each in found.absent)
        lines.append(((" " + _("away: {people}").format(people=away), "muted"),))
    return [*lines, ()]
