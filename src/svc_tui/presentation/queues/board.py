"""The board of queues: the head of a column in three lines, a call in two, what the pane says of a figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, moment, ngettext, number, pgettext
from svc_tui.presentation.calls.columns import CallLine, chosen, editing
from svc_tui.presentation.calls.columns import cells as call_cells
from svc_tui.presentation.core.spans import Line, Span

CARD = ("number", "left", "priority", "assignee", "subject")
"""What a call shows: the last on a line of its own."""
WIDTHS = {"number": 5, "left": 8, "priority": 1, "assignee": 8, "subject": 24}
_COLUMNS = chosen(CARD)


class Queue(Protocol):
    """A queue as its column is named."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def manager(self) -> str | None: ...
    @property
    def members(self) -> tuple[str, ...]: ...


class Figures(Protocol):
    """What is counted of it."""

    @property
    def open(self) -> int: ...
    @property
    def unassigned(self) -> int: ...
    @property
    def overdue(self) -> int: ...
    @property
    def oldest_at(self) -> datetime | None: ...
    @property
    def came(self) -> int: ...
    @property
    def went(self) -> int: ...


class Column(Protocol):
    """A column of the board."""

    @property
    def queue(self) -> Queue: ...
    @property
    def figures(self) -> Figures: ...


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line of a head; with a key it is a figure on which the cursor may stand."""

    text: str
    role: str
    key: str = ""
    grows: bool = False


def queue_words(code: str) -> str:
    """What a column is called."""
    return show_line(code) if code else _("no queue")


def head_parts(column: Column, now: datetime) -> tuple[tuple[Part, ...], ...]:
    """Name and open calls; free, late, oldest; in and out today."""
    figures = column.figures
    age = _("old {age}").format(age=_age(figures.oldest_at, now)) if figures.oldest_at else "-"
    return (
        (
            Part(" " + queue_words(column.queue.code), "title strong", grows=True),
            _figure("open", figures.open, _("{count} open"), "strong"),
        ),
        (
            _figure("unassigned", figures.unassigned, pgettext("calls of a queue", "{count} free")),
            Part(" ", "muted"),
            _figure("overdue", figures.overdue, pgettext("calls of a queue", "{count} late"), "urgent"),
            Part(" ", "muted"),
            Part(age, "muted", "oldest"),
        ),
        (
            Part(" " + _("today"), "muted"),
            Part(" ", "muted"),
            _figure("came", figures.came, pgettext("came today", "{count} in")),
            Part(" ", "muted"),
            _figure("went", figures.went, pgettext("went today", "{count} out")),
        ),
    )


def _figure(key: str, count: int, words: str, role: str = "text") -> Part:
    return Part(words.format(count=number(count)), role if count else "muted", key)


def _age(since: datetime, now: datetime) -> str:
    """A length of time in days, or in hours below one: `9d`, `3h`."""
    hours = max(0, int((now - since).total_seconds())) // 3600
    return _("{days}d").format(days=hours // 24) if hours >= 24 else _("{hours}h").format(hours=hours)


def card_cells(
    row: CallLine, left_s: int | None, *, now: datetime, zone: ZoneInfo, editor: str = "", viewer: str = ""
) -> tuple[Span, ...]:
    """A call on the board; `editor` has its form open, which takes the place of who handles it; `viewer` its page."""
    found = list(call_cells(row, _COLUMNS, left_s, now=now, zone=zone, viewer="" if editor else viewer))
    who = CARD.index("assignee")
    if editor:
        found[who] = (editing(editor), "warning")
    elif not found[who][0].strip():
        found[who] = ("-", found[who][1])
    return tuple(found)


def figure_lines(
    column: Column,
    figure: str,
    *,
    folded: Sequence[Column],
    hidden: int,
    key: str,
    choose: str,
    now: datetime,
    zone: ZoneInfo,
) -> list[Line]:
    """What the pane says while the cursor stands on a figure: the queue, the figure in words, what is not shown.

    Args:
        column: Whose figure it is.
        figure: Its key.
        folded: Queues in which nothing waits.
        hidden: How many queues with calls are not shown.
        key: What lists the calls of the figure.
        choose: What chooses columns.
        now: The present moment.
        zone: The company's zone.
    """  # fmt: skip
    queue = column.queue
    about: list[Span] = [(" ", "text"), (queue_words(queue.code), "title strong")]
    if queue.name:
        about += [("  ", "text"), (show_line(queue.name), "text strong")]
    if queue.manager:
        about += [("  ", "text"), (_("manager {person}").format(person=show_line(queue.manager)), "aside")]
    if queue.members:
        people = ", ".join(show_line(each) for each in queue.members)
        about += [("  ", "text"), (_("members {people}").format(people=people), "aside")]
    shows = _("{key} lists them").format(key=key)
    lines: list[Line] = [
        tuple(about),
        ((" ", "text"), (_in_words(column.figures, figure, now, zone), "text"), (f"  ({shows})", "muted")),
    ]
    if folded:
        names = ", ".join(queue_words(each.queue.code) for each in folded)
        lines.append(((" ", "text"), (_("Empty: {names}").format(names=names), "muted")))
    if hidden:
        words = ngettext(
            "{count} queue with calls is not shown; {key} chooses.",
            "{count} queues with calls are not shown; {key} chooses.",
            hidden,
        )
        lines.append(((" ", "text"), (words.format(count=number(hidden), key=choose), "muted")))
    return lines


def _in_words(figures: Figures, figure: str, now: datetime, zone: ZoneInfo) -> str:
    if figure == "oldest":
        at = moment(figures.oldest_at, zone, now) if figures.oldest_at else "-"
        return _("The oldest of its calls was reported {at}.").format(at=at)
    count = int(getattr(figures, figure))
    words = {
        "open": lambda: ngettext("{count} call is open.", "{count} calls are open.", count),
        "unassigned": lambda: ngettext("Nobody has {count} call.", "Nobody has {count} calls.", count),
        "overdue": lambda: ngettext(
            "{count} call is past a target.", "{count} calls are past a target.", count
        ),
        "came": lambda: ngettext("{count} call came in today.", "{count} calls came in today.", count),
        "went": lambda: ngettext("{count} call went out today.", "{count} calls went out today.", count),
    }[figure]()
    return words.format(count=number(count))
