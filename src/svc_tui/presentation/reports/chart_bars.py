"""Charts of one line a row: bars, stacked bars, and a distribution over the figures that part the records.

Each part of a stacked bar has a sign of its own and stands in the legend with it, so that nothing is said by colour.
"""

from collections.abc import Sequence

from rich.cells import cell_len

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, ngettext, number, tenths
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.reports.chart_parts import (
    GAP,
    ChartLine,
    Place,
    fitted,
    label_width,
    names_of,
    right,
    value_of,
)
from svc_tui.presentation.reports.sheet import Cell, Sheet, shown

FULL, EIGHTHS = "█", " ▏▎▍▌▋▊▉"
ASCII_FULL = "#"
BELOW = "-"
"""A bar of a number below zero."""
PARTS = (("█", "#"), ("▓", "x"), ("▒", "="), ("░", "-"), ("·", "."), ("+", "+"), ("o", "o"), ("~", "~"))
"""The signs of the parts of a bar, in order, and the same in ASCII."""
ROLES = {"met": "kept", "missed": "urgent", "late": "urgent", "running": "text", "paused": "warning",
         "untargeted": "muted"}  # fmt: skip
"""What is told by colour too, by the last word of a figure's name."""


def bar(value: float, most: float, width: int, *, ascii: bool) -> str:
    """A bar as long as a value is to the greatest; whatever is not zero is seen."""
    if not value or most <= 0 or width < 1:
        return ""
    if value < 0:
        return BELOW * max(1, round(width * -value / most))
    if ascii:
        return ASCII_FULL * max(1, round(width * value / most))
    eighths = max(1, round(8 * width * value / most))
    return FULL * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def bars(
    sheet: Sheet, labels: int, column: int, width: int, height: int | None, *, ascii: bool
) -> list[ChartLine]:
    """A bar for each row: name, value, bar."""
    values = [value_of(row[column]) for row in sheet.rows]
    unit = sheet.columns[column].unit
    rows = [
        (name, shown(row[column], unit), value, Place(0, 0, at, column))
        for at, (name, row, value) in enumerate(zip(names_of(sheet, labels), sheet.rows, values, strict=True))
    ]
    return [_title(sheet.columns[column].title), *_rows(rows, width, height, ascii=ascii)]


def histogram(
    sheet: Sheet, columns: Sequence[int], width: int, height: int | None, *, ascii: bool
) -> list[ChartLine]:
    """A bar for each of the figures that part all records, with its share."""
    whole: Sequence[Cell] = sheet.total or (sheet.rows[0] if sheet.rows else [0] * len(sheet.columns))
    values = [value_of(whole[column]) for column in columns]
    total = sum(values)
    rows = [
        (
            show_line(sheet.columns[column].title),
            f"{shown(whole[column], sheet.columns[column].unit)}  {share_words(value, total):>6}",
            value,
            Place(0, 0, None if sheet.total is not None else 0, column),
        )
        for column, value in zip(columns, values, strict=True)
    ]
    return _rows(rows, width, height, ascii=ascii)


def share_words(value: float, total: float) -> str:
    """A part of a whole in per cent."""
    return f"{tenths(round(100 * value / total, 1))} %" if total else ""


Row = tuple[str, str, float, Place]
"""Name, value in words, value, and for what it stands."""


def _rows(rows: Sequence[Row], width: int, height: int | None, *, ascii: bool) -> list[ChartLine]:
    fit = len(rows) if height is None or len(rows) <= height - 1 else max(1, height - 2)
    named = label_width([name for name, *_rest in rows], width)
    told = max((cell_len(words) for _name, words, *_rest in rows), default=0)
    room = width - named - told - 2 * GAP
    most = max((abs(value) for _name, _words, value, _place in rows), default=0)
    lines: list[ChartLine] = []
    for name, words, value, place in rows[:fit]:
        drawn = bar(value, most, room, ascii=ascii)
        spans: list[Span] = [(f"{fitted(name, named, ascii=ascii)}{' ' * GAP}{right(words, told)}", "text")]
        if drawn:
            spans.append((" " * GAP + drawn, "urgent" if value < 0 else "muted"))
        end = named + told + GAP + (GAP + len(drawn) if drawn else 0)
        lines.append(ChartLine(tuple(spans), (Place(0, end, place.row, place.column),)))
    return lines + _more(len(rows) - fit)


def stacked(
    sheet: Sheet, labels: int, columns: Sequence[int], width: int, height: int | None, *, ascii: bool
) -> list[ChartLine]:
    """A bar for each row, parted by figures that sum to it; a legend above."""
    legend = _legend(sheet, columns, width, ascii=ascii)
    room_high = None if height is None else height - len(legend)
    fit = len(sheet.rows) if room_high is None or len(sheet.rows) <= room_high else max(1, room_high - 1)
    names = names_of(sheet, labels)
    sums = [sum(value_of(row[column]) for column in columns) for row in sheet.rows]
    words = [number(int(each)) for each in sums]
    named, told = label_width(names, width), max(map(len, words), default=0)
    room = width - named - told - 2 * GAP
    most = max(sums, default=0)
    lines = [*legend]
    for at, row in enumerate(sheet.rows[:fit]):
        head = f"{fitted(names[at], named, ascii=ascii)}{' ' * GAP}{right(words[at], told)}{' ' * GAP}"
        spans: list[Span] = [(head, "text")]
        places: list[Place] = []
        start = named + told + 2 * GAP
        values = [value_of(row[column]) for column in columns]
        for place, cells in enumerate(shares(values, round(room * sums[at] / most) if most else 0)):
            if cells:
                spans.append((PARTS[place % len(PARTS)][ascii] * cells, _role(sheet, columns[place])))
                places.append(Place(start, start + cells, at, columns[place]))
                start += cells
        lines.append(ChartLine(tuple(spans), tuple(places)))
    return lines + _more(len(sheet.rows) - fit)


def shares(values: Sequence[float], cells: int) -> list[int]:
    """So many cells parted as the values are; whatever is not zero gets one, as long as there are enough."""
    total = sum(values)
    present = [at for at, value in enumerate(values) if value > 0]
    if not present:
        return [0] * len(values)
    cells = max(cells, len(present))
    exact = [cells * value / total for value in values]
    found = [max(1, int(each)) if value > 0 else 0 for each, value in zip(exact, values, strict=True)]
    while sum(found) < cells:
        found[max(present, key=lambda at: exact[at] - found[at])] += 1
    while sum(found) > cells:
        found[max(present, key=lambda at: (found[at] > 1, found[at] - exact[at]))] -= 1
    return found


def _legend(sheet: Sheet, columns: Sequence[int], width: int, *, ascii: bool) -> list[ChartLine]:
    """The sign of each part with its words, on as many lines as it needs."""
    lines: list[list[Span]] = [[]]
    used = 0
    for place, column in enumerate(columns):
        sign, words = PARTS[place % len(PARTS)][ascii], show_line(sheet.columns[column].title)
        wide = len(sign) + 1 + cell_len(words) + GAP
        if used and used + wide - GAP > width:
            lines.append([])
            used = 0
        before = " " * GAP if lines[-1] else ""
        lines[-1] += [(before + sign, _role(sheet, column)), (f" {words}", "muted")]
        used += wide
    return [ChartLine(tuple(line)) for line in lines]


def _role(sheet: Sheet, column: int) -> str:
    return ROLES.get(sheet.columns[column].name.rpartition("_")[2], "text")


def _title(text: str) -> ChartLine:
    return ChartLine(((show_line(text), "muted"),))


def _more(count: int) -> list[ChartLine]:
    if count <= 0:
        return []
    text = ngettext("{count} more row", "{count} more rows", count).format(count=number(count))
    line: Line = ((text, "muted"),)
    return [ChartLine(line)]


def empty() -> list[ChartLine]:
    """What stands where there is nothing to draw."""
    return [ChartLine(((_("Nothing to draw: no row."), "muted"),))]
