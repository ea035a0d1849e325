"""Week and month on a page: technicians by days with the load as a bar and hours, days with their counts."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from rich.cells import cell_len, set_cell_size

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, duration_words, hours_words, ngettext
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.planning.day import Lane, day_head, idle_words

NAME, NARROW, WIDE = 10, 10, 14
"""Cells of a technician, and of a day at least and at most."""
PERCENT = 4
LONGEST = 20
"""Cells of a day's bar in the month."""


class Day(Protocol):
    """A day of all technicians."""

    @property
    def day(self) -> date: ...
    @property
    def lanes(self) -> Sequence[Lane]: ...


class Count(Protocol):
    """How much there is on a day."""

    @property
    def day(self) -> date: ...
    @property
    def visits(self) -> int: ...
    @property
    def done(self) -> int: ...
    @property
    def planned_s(self) -> int: ...
    @property
    def away(self) -> int: ...


def week_lines(days: Sequence[Day], today: date, width: int) -> list[Line]:
    """Each technician on two lines: how full his days are, and beneath it his visits and their hours."""
    cell = max(NARROW, min(WIDE, (width - NAME) // max(1, len(days))))
    name = max(NAME, min(2 * NAME, width - cell * len(days)))
    heads: list[Span] = [(" " * name, "muted")]
    heads += [
        (_fit(day_head(each.day), cell), "title strong" if each.day == today else "muted") for each in days
    ]
    lines: list[Line] = [tuple(heads)]
    for people in zip(*(each.lanes for each in days), strict=True):
        lines.append(
            (
                (_fit(" " + show_line(people[0].person), name), "accent"),
                *((_fit(load_bar(lane, cell - 1), cell), _role(lane)) for lane in people),
            )
        )
        lines.append(((" " * name, "text"), *((_fit(_amount(lane), cell), "muted") for lane in people)))
    return lines


def load_bar(lane: Lane, width: int) -> str:
    """How full a day is, as a bar that ends in `!` where it is too full, and in percent; else why it is empty."""
    if words := idle_words(lane):
        return words
    cells, load = width - PERCENT - 1, round(100 * lane.load)
    full = min(cells, max(1, round(cells * lane.load))) if load else 0
    bar = "=" * (cells - 1) + "!" if load > 100 else ("=" * full).ljust(cells, ".")
    return f"{bar} {load}%"


def _amount(lane: Lane) -> str:
    return f"{len(lane.visits)}  {duration_words(lane.planned_s)}" if lane.visits else ""


def _role(lane: Lane) -> str:
    if idle_words(lane):
        return "muted"
    return "warning" if round(100 * lane.load) > 100 else "text"


def month_lines(days: Sequence[Count], today: date) -> list[Line]:
    """A day on each line, with a bar as long as its hours are to those of the fullest day."""
    titles = (_("Day"), _("Visits"), _("Done"), _("Hours"), _("Away"))
    cells = [
        (day_head(each.day), str(each.visits), str(each.done), hours_words(each.planned_s), str(each.away))
        for each in days
    ]
    widths = [max(map(cell_len, column)) for column in zip(titles, *cells, strict=True)]
    most = max((each.planned_s for each in days), default=0)
    lines: list[Line] = [((" " + _row(titles, widths), "muted"),)]
    for each, row in zip(days, cells, strict=True):
        bar = "=" * max(1, round(LONGEST * each.planned_s / most)) if each.planned_s else ""
        lit = "title strong" if each.day == today else "text" if each.visits or each.away else "muted"
        near = "  " + _("today") if each.day == today else ""
        lines.append(((" " + _row(row, widths), lit), (f"  {bar}", "accent"), (near, "title")))
    return lines


def month_head(days: Sequence[Count]) -> str:
    """What there is in the whole month."""
    visits = sum(each.visits for each in days)
    words = ngettext("{count} visit", "{count} visits", visits).format(count=visits)
    return f"{words} · {hours_words(sum(each.planned_s for each in days))}"


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = (" " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True))
    return "  ".join((cells[0] + first, *(blank + cell for blank, cell in zip(rest, cells[1:], strict=True))))


def _fit(text: str, width: int) -> str:
    """Cut or filled, with a blank at its end."""
    return set_cell_size(text, width - 1) + " " if cell_len(text) >= width else set_cell_size(text, width)
