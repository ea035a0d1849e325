"""A report as one page of HTML to print or to send: the table, its chart as SVG, nothing from any network."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from html import escape

from svc_tui.domain.core.text import show_line
from svc_tui.domain.reports.result import Result
from svc_tui.language import _
from svc_tui.presentation.reports.sheet import Cell, Sheet, definitions, foot_lines, head_lines, shown
from svc_tui.presentation.reports.svg import chart_svg

_STYLE = """
body{font:14px/1.4 system-ui,sans-serif;margin:2em;color:#111;background:#fff}
h1{font-size:1.3em;margin:0 0 .2em}h2{font-size:1.05em}code{display:block;color:#555}
table{border-collapse:collapse;margin:1em 0}th,td{padding:.25em .6em;border-bottom:1px solid #ddd;text-align:left}
th{border-bottom:2px solid #555;vertical-align:bottom}.n{text-align:right;font-variant-numeric:tabular-nums}
tfoot td{font-weight:bold;border-top:2px solid #555}ul{color:#444;padding-left:1.2em}
svg{display:block;margin:1em 0}svg text{font:12px system-ui,sans-serif;fill:#111}
@media print{body{margin:0}thead{display:table-header-group}tr{break-inside:avoid}}
td:first-child{min-width:9em}@page{size:A4;margin:15mm}
@media print{tfoot{display:table-row-group}svg{max-width:100%;height:auto}}
"""


def html_parts(result: Result, sheet: Sheet, when: Callable[[datetime], str], language: str) -> Iterator[str]:
    """The page, piece by piece: its rows may be many."""
    title, selection = head_lines(result)
    head = "".join(f"<th{_class(column.right)}>{_text(column.title)}</th>" for column in sheet.columns)
    foot = f"<tfoot><tr>{_row(sheet.total, sheet, when)}</tr></tfoot>" if sheet.total is not None else ""
    notes = "".join(f"<li>{_text(line)}</li>" for line in foot_lines(result, when))
    figures = "".join(f"<li>{_text(line)}</li>" for line in definitions(result.checked))
    yield f"""<!DOCTYPE html>
<html lang="{escape(language)}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>{_text(title)}</title><style>{_STYLE}</style></head><body>
<h1>{_text(title)}</h1><code>{_text(selection)}</code>
{chart_svg(result, sheet)}
<table><thead><tr>{head}</tr></thead><tbody>
"""
    for row in sheet.rows:
        yield f"<tr>{_row(row, sheet, when)}</tr>\n"
    yield f"""</tbody>{foot}</table>
<ul>{notes}</ul>
<h2>{_text(_("What the figures mean"))}</h2><ul>{figures}</ul>
</body></html>
"""


def _text(text: str) -> str:
    return escape(show_line(text))


def _class(right: bool) -> str:
    return ' class="n"' if right else ""


def _row(row: Sequence[Cell], sheet: Sheet, when: Callable[[datetime], str]) -> str:
    return "".join(
        f"<td{_class(column.right)}>{_text(shown(cell, column.unit, when))}</td>"
        for cell, column in zip(row, sheet.columns, strict=True)
    )
