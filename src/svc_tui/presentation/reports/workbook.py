"""A report as a workbook: real dates, durations and shares, a frozen head with filters, a chart, and what it is about.

Text is written as text, so that nothing from a customer is ever a formula.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from svc_tui.domain.reports.result import Result
from svc_tui.errors import N_, Refused
from svc_tui.language import _
from svc_tui.presentation.core.values import as_line
from svc_tui.presentation.reports.sheet import Cell, Sheet, definitions, foot_lines, head_lines

MOST_ROWS = 1_048_000
LONGEST = 32_000
"""So much fits into a sheet, and into a cell."""
DAY_S = 86_400
FIRST_YEAR = 1900
"""A sheet counts days from its beginning on; what lies before is text."""
FORMATS = {
    "count": "#,##0", "number": "#,##0.0", "money": "#,##0.00", "quantity": "#,##0.00",
    "percent": "0.0 %", "seconds": "[h]:mm:ss", "hours": "[h]:mm",
    "day": "yyyy-mm-dd", "instant": "yyyy-mm-dd hh:mm", "name": "0", "": "@",
}  # fmt: skip


def workbook(result: Result, sheet: Sheet, when: Callable[[datetime], str], zone: ZoneInfo) -> bytes:
    """The bytes of the workbook; instants stand as they are in `zone`. Raises Refused: it has too many rows."""
    import xlsxwriter

    if len(sheet.rows) > MOST_ROWS:
        raise Refused(N_("A workbook holds {most} rows, not {rows}. Write CSV, or choose fewer."),
                      most=MOST_ROWS, rows=len(sheet.rows))  # fmt: skip
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                   "strings_to_numbers": False}) as book:  # fmt: skip
        plain = {name: book.add_format({"num_format": text}) for name, text in FORMATS.items()}
        strong = {
            name: book.add_format({"num_format": text, "bold": True, "top": 1})
            for name, text in FORMATS.items()
        }
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        page = book.add_worksheet(_("Report"))
        for at, column in enumerate(sheet.columns):
            page.write_string(0, at, column.title, head)
        for row, cells in enumerate(sheet.rows, 1):
            _write_row(page, row, cells, sheet, plain, zone)
        end = len(sheet.rows)
        if sheet.total is not None:
            _write_row(page, end + 1, sheet.total, sheet, strong, zone)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(end, 1), max(len(sheet.columns) - 1, 0))
        for at, _column in enumerate(sheet.columns):
            page.set_column(at, at, _width(sheet, at))
        _add_chart(book, result, sheet, end)
        about = book.add_worksheet(_("About"))
        about.set_column(0, 0, 100)
        for row, line in enumerate(
            [*head_lines(result), *foot_lines(result, when), "", *definitions(result.checked)]
        ):
            about.write_string(row, 0, line[:LONGEST])
    return out.getvalue()


def _write_row(
    page: Any, row: int, cells: Sequence[Cell], sheet: Sheet, formats: Any, zone: ZoneInfo
) -> None:
    for at, (cell, column) in enumerate(zip(cells, sheet.columns, strict=True)):
        if cell is None:
            page.write_blank(row, at, None, formats[column.unit])
        elif isinstance(cell, bool):
            page.write_string(row, at, _("yes") if cell else _("no"), formats[""])
        elif isinstance(cell, int | float | Decimal):
            value = {"percent": cell / 100, "seconds": cell / DAY_S, "hours": cell / DAY_S}.get(
                column.unit, cell
            )
            page.write_number(row, at, value, formats[column.unit or "name"])
        elif isinstance(cell, date) and cell.year < FIRST_YEAR:
            page.write_string(row, at, as_line(cell), formats[""])
        elif isinstance(cell, datetime):
            page.write_datetime(row, at, cell.astimezone(zone).replace(tzinfo=None), formats["instant"])
        elif isinstance(cell, date):
            page.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), formats["day"])  # noqa: DTZ001
        else:
            page.write_string(row, at, as_line(cell)[:LONGEST], formats[""])


def _width(sheet: Sheet, at: int) -> int:
    cells = (len(as_line(row[at])) for row in sheet.rows[:200])
    return max(8, min(40, max([len(sheet.columns[at].title) // 2 + 2, *cells]) + 2))


def _add_chart(book: Any, result: Result, sheet: Sheet, end: int) -> None:
    definition = result.checked.definition
    if definition.chart == "none" or not result.checked.by or result.records is not None or not end:
        return
    kind = {"line": "line", "stacked": "bar", "bars": "bar", "heat": "column"}.get(definition.chart, "column")
    options = (
        {"type": kind, "subtype": "stacked"}
        if definition.chart == "stacked" or definition.cross
        else {"type": kind}
    )
    chart = book.add_chart(options)
    labels = len(result.checked.by) if not definition.cross else 1
    figures = [
        at
        for at, column in enumerate(sheet.columns)
        if at >= labels and column.unit == sheet.columns[labels].unit
    ]
    chosen = figures if definition.chart in ("line", "stacked") or definition.cross else figures[:1]
    name = _("Report")
    for at in chosen:
        chart.add_series({"name": [name, 0, at], "categories": [name, 1, 0, end, labels - 1],
                          "values": [name, 1, at, end, at]})  # fmt: skip
    chart.set_title({"name": _(definition.title)})
    if kind == "bar":
        chart.set_y_axis({"reverse": True})
    page = book.add_chartsheet(_("Chart"))
    page.set_chart(chart)
