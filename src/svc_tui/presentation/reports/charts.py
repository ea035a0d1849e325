"""Charts of reports as lines of text: they read without colour, in ASCII, and say which figure stands where.

Drawn by ourselves. plotext was measured (5.3.2: 29 ms to import, 2.9 MB, 2,000 to 2,500 bytes for a chart of 78x15
before any colour): it frames every chart, knows no ASCII, keeps its figure in the module, and cannot say which row
stands at a cell. These need 200 to 1,100 bytes at 80x16, import nothing, and `enter` on a bar opens its records.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from svc_tui.domain.reports.result import Result
from svc_tui.presentation.reports import chart_bars
from svc_tui.presentation.reports.chart_heat import heat
from svc_tui.presentation.reports.chart_line import line
from svc_tui.presentation.reports.chart_parts import ChartLine, Place, value_of
from svc_tui.presentation.reports.sheet import Sheet, foot_lines, head_lines

__all__ = [
    "LEAST",
    "MOST",
    "ChartLine",
    "Place",
    "chart_lines",
    "column_of",
    "kind_of",
    "page_lines",
    "parts_of",
]

LEAST, MOST = 40, 200
"""Narrower or wider than this no chart is drawn."""
_WITHIN = ("late",)
"""Last words of figures that are part of another part: what is late is running too."""


def kind_of(result: Result, kind: str = "") -> str:
    """Which chart a result has: bars, stacked, line, heat, histogram; none where there is nothing to draw from.

    Args:
        result: The result.
        kind: The chart that is wished instead of the definition's.
    """
    definition = result.checked.definition
    wanted = kind or definition.chart
    if result.records is not None or wanted == "none":
        return "none"
    if definition.cross:
        return "heat"
    if wanted in ("stacked", "histogram") and parts_of(result):
        return wanted
    if not result.checked.by:
        return "none"
    return "line" if wanted == "line" else "bars"


def chart_lines(
    result: Result,
    sheet: Sheet,
    width: int,
    height: int | None = None,
    *,
    ascii: bool = False,
    kind: str = "",
    figure: str = "",
) -> list[ChartLine]:
    """The chart of a result.

    Args:
        result: The result.
        sheet: The same as rows and columns; places of lines speak of them.
        width: Cells of a line, from 40 to 200.
        height: So many lines; None where it may be as long as it likes.
        ascii: Draw with ASCII alone.
        kind: The chart, where it is not the one of the definition.
        figure: The figure, where it is not the one that the report is sorted by (over time: what was open).

    Returns:
        The lines; none where the report has no chart.
    """
    which = kind_of(result, kind)
    if which == "none":
        return []
    if not sheet.rows:
        return chart_bars.empty()
    width, labels = max(LEAST, min(width, MOST)), len(result.checked.by)
    if which == "heat":
        return heat(sheet, width, height, hours=result.checked.by[1].unit == "hour", ascii=ascii)
    if which == "stacked":
        return chart_bars.stacked(sheet, labels, parts_of(result), width, height, ascii=ascii)
    if which == "histogram":
        return chart_bars.histogram(sheet, parts_of(result), width, height, ascii=ascii)
    column = column_of(result, sheet, figure)
    if which == "line":
        below = _below(result, sheet, column)
        return line(sheet, labels, column, below, width, height, ascii=ascii)
    return chart_bars.bars(sheet, labels, column, width, height, ascii=ascii)


def page_lines(
    result: Result, sheet: Sheet, when: Callable[[datetime], str], width: int, *, ascii: bool = False
) -> list[str]:
    """The chart as plain lines, with what stands above and under the table; none where the report has no chart."""
    wished = "bars" if result.checked.definition.chart == "none" else ""
    drawn = chart_lines(result, sheet, width, ascii=ascii, kind=wished)
    if not drawn:
        return []
    return [*head_lines(result), "", *(line.text.rstrip() for line in drawn), "", *foot_lines(result, when)]


def column_of(result: Result, sheet: Sheet, figure: str = "") -> int:
    """The figure that is drawn: the one asked for, the one of the sort, what was open, the first."""
    labels, definition = len(result.checked.by), result.checked.definition
    names = [column.name for column in sheet.columns]
    flow = "open" if definition.flow else ""
    for name in (figure, definition.sort.removeprefix("-"), flow):
        if name in names[labels:]:
            return names.index(name, labels)
    return labels


def _below(result: Result, sheet: Sheet, column: int) -> list[int]:
    """Over time: what came and went, beneath what stood."""
    if not result.checked.definition.flow or sheet.columns[column].name not in ("open", "open_before"):
        return []
    return [at for at, each in enumerate(sheet.columns) if each.name in ("opened", "closed")]


def parts_of(result: Result) -> Sequence[int]:
    """The figures that part the records: the first counts that begin alike, as long as they are no more than all."""
    labels = len(result.checked.by)
    stems: dict[str, list[int]] = {}
    for at, figure in enumerate(result.checked.figures):
        stem, _sep, rest = figure.name.partition("_")
        if figure.kind == "count" and rest and rest not in _WITHIN:
            stems.setdefault(stem, []).append(at)
    for places in stems.values():
        names = [result.checked.figures[at].name for at in places]
        total = sum(value_of(result.total.cells[name].value) for name in names)
        if len(places) > 1 and total <= result.total.count:
            return [at + labels for at in places]
    return ()
