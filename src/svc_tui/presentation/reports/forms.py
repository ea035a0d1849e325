"""The forms in which a report leaves the program, piece by piece: a report may list a million records.

A workbook is no text and stands in `workbook`.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime

from svc_tui.domain.core.text import show
from svc_tui.domain.reports.result import Result
from svc_tui.language import _, language
from svc_tui.presentation.core.values import json_text
from svc_tui.presentation.reports import table
from svc_tui.presentation.reports.document import document
from svc_tui.presentation.reports.page import html_parts
from svc_tui.presentation.reports.sheet import Sheet

FORMS = ("table", "json", "csv", "markdown", "html", "xlsx")
ENDINGS = {
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".txt": "table",
    ".html": "html",
    ".xlsx": "xlsx",
}
"""Which form a file has, by the end of its name."""


def text_pieces(
    how: str,
    result: Result,
    sheet: Sheet,
    when: Callable[[datetime], str],
    *,
    room: int | None = None,
    semicolons: bool = False,
) -> Iterator[str]:
    """The text of a form.

    Args:
        how: One of FORMS but for the workbook.
        result: The report.
        sheet: The same as rows and columns.
        when: How an instant reads.
        room: The width of a table; None where lines may be as long as they like.
        semicolons: CSV with ; and decimal commas.
    """
    match how:
        case "json":
            return json_pieces(result)
        case "csv":
            return table.csv_lines(sheet, semicolons=semicolons)
        case "html":
            return html_parts(result, sheet, when, language())
        case "markdown":
            return (line + "\n" for line in table.markdown_lines(result, sheet, when))
    return (show(line) + "\n" for line in table.text_lines(result, sheet, when, room))


def json_pieces(result: Result) -> Iterator[str]:
    """The result as a JSON object, its rows and figures one a line."""
    before = "{\n"
    for name, value in document(result, _).items():
        yield f"{before}{json.dumps(name)}: "
        before = ",\n"
        if name in ("rows", "subtotals", "figures") and value:  # one a line
            mark = "[\n"
            for each in value:
                yield mark + _printable(json_text(each))
                mark = ",\n"
            yield "\n]"
        else:
            yield _printable(json_text(list(value) if name == "rows" else value))
    yield "\n}\n"


def _printable(text: str) -> str:
    return (
        text if text.isprintable() else "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)
    )
