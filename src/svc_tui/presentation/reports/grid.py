"""A report as a table to walk through: cells in their words, and for each what stands behind it.

Rows and columns are those of the sheet, so that what is shown is what leaves; words are made row by row, as they are
asked for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.cells import cell_len

from svc_tui.domain.core.text import show_line
from svc_tui.domain.reports.result import Cell as Figured
from svc_tui.domain.reports.result import Line, Result
from svc_tui.language import _
from svc_tui.presentation.core.spans import Span
from svc_tui.presentation.reports.sheet import Cell, RecordRows, Sheet, across, down, heading, shown

WIDEST, LABEL, NARROWEST = 40, 26, 4
"""Cells of a column: of words at most, of a group at most, of any at least."""
MEASURED, READ = 2000, 200
"""So many rows say how wide the columns are, of records that have to be read fewer."""
BAR = 16
MOST_HEADS = 3


@dataclass(frozen=True, slots=True)
class Behind:
    """What a cell opens: the records of a filter, or one of them."""

    filter: str
    count: int
    """How many the filter finds."""
    record: str = ""
    """What people call the one record, where it is one."""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column."""

    title: str
    width: int
    right: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: a cell a column, and what each opens."""

    cells: tuple[Span, ...]
    behind: tuple[Behind | None, ...]
    flows: bool = False
    """Its cells stand one behind the other, in no columns: all records of a table that has no such row."""


class Grid:
    """The cells of a result."""

    def __init__(self, result: Result, sheet: Sheet, when: Callable[[datetime], str]) -> None:
        """`when` says how an instant reads."""
        self.result, self.sheet, self._when = result, sheet, when
        definition = result.checked.definition
        self.labels = 0 if result.records is not None else 1 if definition.cross else len(result.checked.by)
        """So many columns in front name the group; they stay where the others move aside."""
        self._tops = across(result) if definition.cross and result.records is None else []
        self._downs = down(result) if self._tops else []
        self._lines = {line.key: line for line in result.lines}
        self._shares = _shares(result)
        self._ends = sheet.total is not None or result.records is not None or bool(self._tops)
        self.count = len(sheet.rows) + self._ends
        widths = self._widths()
        self.columns: tuple[GridColumn, ...] = tuple(
            GridColumn(show_line(column.title), width, column.right)
            for column, width in zip(sheet.columns, widths, strict=True)
        ) + ((GridColumn("", BAR),) if self._shares else ())
        """The columns of the sheet; behind them one of bars, where the report has them."""
        self.figures = len(sheet.columns)
        """So many of the columns can be stood on."""

    def rows(self, first: int, last: int) -> list[GridRow]:
        """The rows from the first place to before the last; those of records are read now, so not in the app's thread.

        Behind those of the sheet stands all records, where the report knows them.
        """
        found = self._records(first, last) if self.result.records is not None else [
            self._row(self.sheet.rows[at], self._behind(at), at) for at in range(first, min(last, len(self.sheet.rows)))
        ]  # fmt: skip
        if last >= self.count and self._ends:
            found.append(self._all())
        return found

    def _records(self, first: int, last: int) -> list[GridRow]:
        """Records, each opening itself; one that is gone meanwhile is an empty row."""
        records, sheet_rows = self.result.records, self.sheet.rows
        assert records is not None
        assert isinstance(sheet_rows, RecordRows)
        last = min(last, len(records))
        read = list(records[first:last])
        if len(read) < last - first:
            read = [each for at in range(first, last) for each in (*records[at : at + 1], {})[:1]]
        key = self.result.checked.subject.keys.key("number")
        prefix = "" if key is None else key.prefix.upper()
        found: list[GridRow] = []
        for record in read:
            number = record.get("number")
            opens = None if number is None else Behind("", 1, f"{prefix}{number}")
            found.append(self._row(sheet_rows.of(record), (opens,) * len(self.sheet.columns)))
        return found

    def _row(self, row: Sequence[Cell], behind: tuple[Behind | None, ...], at: int = 0) -> GridRow:
        cells: tuple[Span, ...] = tuple((text, "text") for text in self._texts(row))
        if self._shares:
            cells += (("#" * self._shares[at], "accent"),)
        return GridRow(cells, behind)

    def _behind(self, at: int) -> tuple[Behind | None, ...]:
        result = self.result
        if self._tops:
            figure, first = result.checked.figures[0], self._downs[at]
            whole = result.subtotals[first]
            found = [self._lines.get((first, top)) for top in self._tops]
            return (
                Behind(whole.filter, whole.count),
                *(None if line is None else _of(line.cells[figure.name]) for line in found),
                _of(whole.cells[figure.name]),
            )
        return self._of_line(result.lines[at] if result.checked.by else result.total)

    def _of_line(self, line: Line) -> tuple[Behind | None, ...]:
        label = Behind(line.filter, line.count)
        figures = (_of(line.cells[figure.name]) for figure in self.result.checked.figures)
        return (*(label for _each in range(self.labels)), *figures)

    def _all(self) -> GridRow:
        """All records: a row of the table, or where it has none in one line, in no columns."""
        result = self.result
        if self.sheet.total is not None:
            texts = self._texts(self.sheet.total)
            bar = [""] if self._shares else []
            return GridRow(
                tuple((text, "text strong") for text in [*texts, *bar]), self._of_line(result.total)
            )
        total, figures = result.total, result.checked.figures
        words = [
            f"{show_line(heading(result.checked, each))} {shown(total.cells[each.name].value, each.unit) or '-'}"
            for each in figures
        ]
        cells: tuple[Span, ...] = ((_("all"), "text strong"), *((word, "text") for word in words))
        behind = (Behind(total.filter, total.count), *(_of(total.cells[each.name]) for each in figures))
        return GridRow(cells, behind, flows=True)

    def _texts(self, row: Sequence[Cell]) -> list[str]:
        return [
            show_line(shown(cell, column.unit, self._when))
            for cell, column in zip(row, self.sheet.columns, strict=True)
        ]

    def _widths(self) -> list[int]:
        """As wide as the widest word above and value below, so that heads break between words."""
        rows = [
            self._texts(row) for row in self.sheet.rows[: MEASURED if self.result.records is None else READ]
        ]
        if self.sheet.total is not None:
            rows.append(self._texts(self.sheet.total))
        found: list[int] = []
        for at, column in enumerate(self.sheet.columns):
            most = LABEL if at < self.labels else WIDEST
            least = _head_width(show_line(column.title))
            wide = max((cell_len(row[at]) for row in rows), default=0)
            found.append(max(least, min(wide, most), NARROWEST if column.right else 1))
        return found


def _of(cell: Figured) -> Behind:
    return Behind(cell.filter, cell.rows)


def _head_width(title: str) -> int:
    """The least width at which a heading takes no more than three lines."""
    words = title.split() or [""]
    width = max(map(cell_len, words))
    while len(head_lines_of(title, width)) > MOST_HEADS:
        width += 1
    return width


def head_lines_of(title: str, width: int) -> list[str]:
    """A heading in lines of a width, broken between words."""
    lines: list[str] = []
    for word in title.split():
        if lines and cell_len(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def _shares(result: Result) -> list[int]:
    """The length of each row's bar, of the figure that sorts the report, else of its first one."""
    definition = result.checked.definition
    if (
        definition.chart in ("none", "heat")
        or definition.cross
        or result.records is not None
        or not result.checked.by
    ):
        return []
    name = "open" if definition.flow else definition.sort.removeprefix("-")
    chosen = next((each for each in result.checked.figures if each.name == name), result.checked.figures[0])
    values = [float(line.cells[chosen.name].value or 0) for line in result.lines]
    most = max(values, default=0)
    return [max(1, round(BAR * value / most)) if value > 0 and most else 0 for value in values]
