"""A report as text: a table with a bar beside it, Markdown, CSV, or lines with tabs."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from rich.cells import cell_len, set_cell_size

from svc_tui.domain.core.text import csv_cell, show_line
from svc_tui.domain.reports.result import Result
from svc_tui.presentation.core.values import as_line
from svc_tui.presentation.reports.sheet import Cell, Column, Sheet, foot_lines, head_lines, shown

BAR = 16
NUMBERS = (int, float)


def text_lines(
    result: Result, sheet: Sheet, when: Callable[[datetime], str], room: int | None
) -> Iterator[str]:
    """Heading, table and what must be known of it.

    Args:
        result: The result.
        sheet: Its rows and columns.
        when: How an instant reads.
        room: The width of the terminal, None where lines may be as long as they like.
    """
    yield from head_lines(result)
    yield ""
    rows = [[show_line(column.title) for column in sheet.columns]]
    body = [*sheet.rows, *([sheet.total] if sheet.total is not None else [])]
    rows += [[show_line(shown(cell, column.unit, when)) for cell, column in zip(row, sheet.columns, strict=True)]
             for row in body]  # fmt: skip
    widths = [max(cell_len(row[at]) for row in rows) for at in range(len(sheet.columns))]
    if room is not None:
        widths = _fitted(widths, room, sheet.columns)
    bars = ["", *_bars(result, sheet)]
    for at, row in enumerate(rows):
        line = "  ".join(
            _cell(text, width, column.right)
            for text, width, column in zip(row, widths, sheet.columns, strict=True)
        )
        bar = bars[at] if at < len(bars) else ""
        fits = room is None or cell_len(line) + BAR + 2 <= room
        yield f"{line}  {bar}".rstrip() if fits else line.rstrip()
    yield ""
    yield from foot_lines(result, when)


def _bars(result: Result, sheet: Sheet) -> list[str]:
    """A bar for each row, as long as its figure is to the longest."""
    definition = result.checked.definition
    if (
        definition.chart in ("none", "heat")
        or definition.cross
        or result.records is not None
        or not result.checked.by
    ):
        return []
    name = definition.sort.removeprefix("-")
    chosen = next((each for each in result.checked.figures if each.name == name), result.checked.figures[0])
    if definition.flow:
        chosen = next((each for each in result.checked.figures if each.name == "open"), chosen)
    values = [float(line.cells[chosen.name].value or 0) for line in result.lines]
    most = max(values, default=0)
    return ["#" * max(1, round(BAR * value / most)) if value > 0 and most else "" for value in values]


def _cell(text: str, width: int, right: bool) -> str:
    gap = " " * max(0, width - cell_len(text))
    return gap + text if right and gap else set_cell_size(text, width)


def _fitted(widths: Sequence[int], room: int, columns: Sequence[Column]) -> list[int]:
    """Widths that fit into a line: the widest column gives first."""
    fitted = list(widths)
    while sum(fitted) + 2 * (len(fitted) - 1) > room and max(fitted) > 6:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def markdown_lines(result: Result, sheet: Sheet, when: Callable[[datetime], str]) -> Iterator[str]:
    """The same as Markdown."""
    title, selection = head_lines(result)
    yield from (f"# {_safe(title)}", "", f"`{selection.removeprefix('/ ')}`", "")
    yield "| " + " | ".join(_safe(column.title) for column in sheet.columns) + " |"
    yield "|" + "|".join(" ---: " if column.right else " --- " for column in sheet.columns) + "|"
    for row in [*sheet.rows, *([sheet.total] if sheet.total is not None else [])]:
        cells = (
            _safe(shown(cell, column.unit, when)) for cell, column in zip(row, sheet.columns, strict=True)
        )
        yield "| " + " | ".join(cells) + " |"
    yield ""
    yield from (_safe(line) + "  " for line in foot_lines(result, when))


def _safe(text: str) -> str:
    return show_line(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def csv_text(sheet: Sheet, *, semicolons: bool = False) -> str:
    """The same as CSV with stable names, numbers as they are; with `semicolons` also decimal commas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if semicolons else ",", lineterminator="\n")
    writer.writerow([column.name for column in sheet.columns])
    for row in [*sheet.rows, *([sheet.total] if sheet.total is not None else [])]:
        writer.writerow([_csv(cell, semicolons) for cell in row])
    return out.getvalue()


def _csv(cell: Cell, semicolons: bool) -> str | int | float:
    if isinstance(cell, float) and semicolons:
        return str(cell).replace(".", ",")
    return cell if type(cell) in NUMBERS else csv_cell(as_line(cell))  # type: ignore[return-value]
