"""A line over time: what stood stretch by stretch, with what came and went as sparklines beneath.

A line of single signs costs a tenth of the bytes of a filled area and says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil, floor, log10

from rich.cells import cell_len

from svc_tui.language import _, ngettext
from svc_tui.presentation.core.spans import Span
from svc_tui.presentation.core.sparkline import sparkline
from svc_tui.presentation.reports.chart_parts import ChartLine, Place, fitted, names_of, right, value_of
from svc_tui.presentation.reports.sheet import Sheet, shown

MARGIN, HIGH = 12, 12
"""How wide the words at the left may be; how high a chart is where nobody says."""
LOW = 8
"""With fewer lines nothing stands beneath."""
WIDEST = 6
"""Cells of a stretch at most: a line over three months is no wall."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of a line."""

    flat: str
    tall: str
    rises: tuple[str, str]
    """Its foot and its head."""
    falls: tuple[str, str]
    axis: str


UNICODE = Signs("─", "│", ("╯", "╭"), ("╰", "╮"), "┤")
ASCII = Signs("-", "|", ("'", "."), ("`", "."), "|")


def line(
    sheet: Sheet,
    labels: int,
    column: int,
    below: Sequence[int],
    width: int,
    height: int | None,
    *,
    ascii: bool,
) -> list[ChartLine]:
    """The line of one figure.

    Args:
        sheet: Its rows follow one another in time.
        labels: How many columns name a row.
        column: The figure.
        below: Figures that stand beneath as sparklines, to one scale.
        width: Cells.
        height: Lines, None where it may be as high as it likes.
        ascii: Draw with ASCII alone.
    """
    if height is not None and height < LOW:
        below = ()
    high = max(3, (height if height is not None else HIGH + 3 + len(below)) - 3 - len(below))
    values = [value_of(row[column]) for row in sheet.rows]
    low, top = _scale(values)
    unit = sheet.columns[column].unit
    levels = (0, (high - 1) // 2, high - 1) if high >= 5 else (0, high - 1)
    told = {at: shown(_rounded(low + (top - low) * at / (high - 1), unit), unit) for at in levels}
    titles = [sheet.columns[each].title for each in below]
    margin = min(MARGIN, max(map(cell_len, [*told.values(), *titles])))
    words = [_most(sheet, each) for each in below]
    room = width - margin - 2 - max((2 + cell_len(each) for each in words), default=0)
    groups = _groups(len(values), room)
    kept = [max(group, key=values.__getitem__) for group in groups]
    step = max(1, min(WIDEST, room // max(1, len(kept))))
    heights = [round((values[at] - low) / ((top - low) or 1) * (high - 1)) for at in kept]
    grid, marks = _drawn(heights, high, step, ASCII if ascii else UNICODE)
    axis = ASCII.axis if ascii else UNICODE.axis
    lines = [ChartLine(((sheet.columns[column].title, "muted"),))]
    for level in range(high - 1, -1, -1):
        places = tuple(
            Place(margin + 2 + at * step, margin + 2 + (at + 1) * step, kept[at], column)
            for at in marks[level]
        )
        head = f"{right(told.get(level, ''), margin)} {axis}"
        drawn = "".join(grid[level]).rstrip()
        lines.append(ChartLine(((head, "muted"), *([(drawn, "text")] if drawn else [])), places))
    lines += _feet(sheet, labels, kept, step, margin, room)
    lines += _beneath(sheet, below, groups, step, margin, ascii=ascii)
    if (each := len(groups[0])) > 1:
        text = ngettext("A sign is {count} row, its highest.", "A sign is {count} rows, their highest.", each)
        lines.append(ChartLine(((text.format(count=each), "muted"),)))
    return lines


def _rounded(value: float, unit: str) -> int | float:
    return round(value) if unit in ("count", "seconds", "hours") else round(value, 1)


def _scale(values: Sequence[float]) -> tuple[float, float]:
    """From where to where: from zero, but for a line that would be flat far above it."""
    top, least = max(values, default=0), min(values, default=0)
    if least >= 0 and (least <= top / 2 or top <= 0):
        return 0.0, top or 1.0
    unit = 10.0 ** floor(log10(max(1e-9, top - least) or 1)) if top > least else max(1.0, abs(top) / 10)
    return floor(least / unit) * unit - (unit if top == least else 0), top


def _groups(count: int, room: int) -> list[range]:
    """The rows of each point: one, or so many neighbours that all of them have room."""
    each = max(1, ceil(count / max(1, room)))
    return [range(start, min(start + each, count)) for start in range(0, count, each)]


def _drawn(
    heights: Sequence[int], high: int, step: int, signs: Signs
) -> tuple[list[list[str]], list[list[int]]]:
    """The signs by line and cell, lowest line first; and which points lie on each line."""
    grid = [[" "] * (len(heights) * step) for _line in range(high)]
    marks: list[list[int]] = [[] for _line in range(high)]
    for at, level in enumerate(heights):
        start = at * step
        marks[level].append(at)
        for cell in range(start, start + step):
            grid[level][cell] = signs.flat
        before = heights[at - 1] if at else level
        if before != level:
            foot, head = signs.rises if before < level else signs.falls
            low, top = min(before, level), max(before, level)
            grid[before][start], grid[level][start] = (foot, head) if before < level else (head, foot)
            for between in range(low + 1, top):
                grid[between][start] = signs.tall
    return grid, marks


def _feet(
    sheet: Sheet, labels: int, kept: Sequence[int], step: int, margin: int, room: int
) -> list[ChartLine]:
    """The first name at the left, the last one under the end of the line."""
    names = names_of(sheet, labels)
    first, last = names[kept[0]], names[kept[-1]]
    end = max(cell_len(first) + 2 + cell_len(last), min(room, len(kept) * step))
    text = first if len(kept) == 1 else f"{first}{right(last, end - cell_len(first))}"
    return [ChartLine(((f"{' ' * (margin + 2)}{text}", "muted"),))]


def _of(sheet: Sheet, column: int, row: int) -> float:
    return value_of(sheet.rows[row][column])


def _most(sheet: Sheet, column: int) -> str:
    most = max((value_of(row[column]) for row in sheet.rows), default=0)
    return _("at most {count}").format(count=shown(int(most), "count"))


def _beneath(
    sheet: Sheet, below: Sequence[int], groups: Sequence[range], step: int, margin: int, *, ascii: bool
) -> list[ChartLine]:
    """The other figures, all to one scale, each with what its highest sign stands for."""
    most = max((value_of(row[column]) for row in sheet.rows for column in below), default=0)
    lines: list[ChartLine] = []
    for column in below:
        kept = [max(group, key=partial(_of, sheet, column)) for group in groups]
        drawn = sparkline([value_of(sheet.rows[at][column]) for at in kept], most, ascii=ascii)
        places = tuple(
            Place(margin + 2 + at * step, margin + 2 + (at + 1) * step, row, column)
            for at, row in enumerate(kept)
        )
        spans: list[Span] = [
            (f"{fitted(sheet.columns[column].title, margin, ascii=ascii)}  ", "muted"),
            ("".join(sign * step for sign in drawn), "text"),
            (f"  {_most(sheet, column)}", "muted"),
        ]
        lines.append(ChartLine(tuple(spans), places))
    return lines
