"""A report as one page of HTML to print or to send: the table, its chart as SVG, nothing from any network."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from html import escape

from svc_tui.domain.core.text import show_line
from svc_tui.domain.reports.result import Result
from svc_tui.language import _
from svc_tui.presentation.reports.sheet import Cell, Sheet, definitions, foot_lines, head_lines, shown

WIDE, BAR, GAP, LABEL = 760, 18, 6, 180
MOST_BARS = 60
HIGH = 240
_STYLE = """
body{font:14px/1.4 system-ui,sans-serif;margin:2em;color:#111;background:#fff}
h1{font-size:1.3em;margin:0 0 .2em}code{color:#555}
table{border-collapse:collapse;margin:1em 0}th,td{padding:.25em .6em;border-bottom:1px solid #ddd;text-align:left}
th{border-bottom:2px solid #555;vertical-align:bottom}.n{text-align:right;font-variant-numeric:tabular-nums}
tfoot td{font-weight:bold;border-top:2px solid #555}ul{color:#444;padding-left:1.2em}
svg text{font:12px system-ui,sans-serif;fill:#111}
@media print{body{margin:0}thead{display:table-header-group}tr{break-inside:avoid}}
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
{_chart(result, sheet)}
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


def _chart(result: Result, sheet: Sheet) -> str:
    """The chart of the definition, of as many rows as can be read."""
    definition = result.checked.definition
    if definition.chart == "none" or not result.checked.by or result.records is not None or not sheet.rows:
        return ""
    if definition.cross:
        return _heat(sheet)
    labels = len(result.checked.by)
    name = "open" if definition.flow else definition.sort.removeprefix("-")
    names = [column.name for column in sheet.columns]
    at = names.index(name) if name in names[labels:] else labels
    values = [_number(row[at]) for row in sheet.rows]
    if definition.chart == "line":
        return _line([str(row[0]) for row in sheet.rows], values, sheet.columns[at].title)
    shown_rows = [" / ".join(str(each) for each in row[:labels]) for row in sheet.rows[:MOST_BARS]]
    words = [shown(row[at], sheet.columns[at].unit) for row in sheet.rows[:MOST_BARS]]
    return _bars(shown_rows, values[:MOST_BARS], words, sheet.columns[at].title)


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _svg(height: float, title: str, parts: Sequence[str]) -> str:
    return (f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{WIDE}" height="{height:.0f}" '
            f'viewBox="0 0 {WIDE} {height:.0f}"><title>{_text(title)}</title>{"".join(parts)}</svg>')  # fmt: skip


def _bars(labels: Sequence[str], values: Sequence[float], words: Sequence[str], title: str) -> str:
    most, room = max(values, default=0) or 1, WIDE - LABEL - 90
    parts: list[str] = []
    for at, (label, value, word) in enumerate(zip(labels, values, words, strict=True)):
        top = at * (BAR + GAP)
        wide = max(0.0, room * value / most)
        cut = label if len(label) <= 28 else label[:27] + "…"
        parts.append(f'<text x="{LABEL - 8}" y="{top + 14}" text-anchor="end">{_text(cut)}</text>')
        parts.append(f'<rect x="{LABEL}" y="{top}" width="{wide:.1f}" height="{BAR}" fill="#3465a4"/>')
        parts.append(f'<text x="{LABEL + wide + 6:.1f}" y="{top + 14}">{_text(word)}</text>')
    return _svg(len(labels) * (BAR + GAP) + 4, title, parts)


def _line(labels: Sequence[str], values: Sequence[float], title: str) -> str:
    most, left, room = max(values, default=0) or 1, 50, WIDE - 70
    step = room / max(1, len(values) - 1)
    points = " ".join(
        f"{left + at * step:.1f},{HIGH - 30 - (HIGH - 50) * value / most:.1f}"
        for at, value in enumerate(values)
    )
    parts = [
        f'<line x1="{left}" y1="{HIGH - 30}" x2="{WIDE - 20}" y2="{HIGH - 30}" stroke="#999"/>',
        f'<polyline points="{points}" fill="none" stroke="#3465a4" stroke-width="2"/>',
        f'<text x="{left - 6}" y="24" text-anchor="end">{most:g}</text>',
        f'<text x="{left - 6}" y="{HIGH - 26}" text-anchor="end">0</text>',
        f'<text x="{left}" y="{HIGH - 10}">{_text(labels[0])}</text>',
        f'<text x="{WIDE - 20}" y="{HIGH - 10}" text-anchor="end">{_text(labels[-1])}</text>',
    ]
    return _svg(HIGH, title, parts)


def _heat(sheet: Sheet) -> str:
    """A cross table as squares, the number in each."""
    across = sheet.columns[1:-1][:40]
    rows = sheet.rows[:MOST_BARS]
    most = max((_number(cell) for row in rows for cell in row[1 : len(across) + 1]), default=0) or 1
    wide = (WIDE - 100) / max(1, len(across))
    parts = [f'<text x="{100 + (at + 0.5) * wide:.1f}" y="14" text-anchor="middle">{_text(column.title[:8])}</text>'
             for at, column in enumerate(across)]  # fmt: skip
    for line, row in enumerate(rows):
        top = 20 + line * 22
        parts.append(f'<text x="92" y="{top + 15}" text-anchor="end">{_text(str(row[0])[:14])}</text>')
        for at in range(len(across)):
            value = _number(row[at + 1])
            share = value / most
            parts.append(f'<rect x="{100 + at * wide:.1f}" y="{top}" width="{wide - 1:.1f}" height="21" fill="#3465a4" '
                         f'fill-opacity="{0.06 + 0.94 * share:.2f}"/>')  # fmt: skip
            if value:
                ink = "#fff" if share > 0.5 else "#111"
                parts.append(f'<text x="{100 + (at + 0.5) * wide:.1f}" y="{top + 15}" text-anchor="middle" '
                             f'style="fill:{ink}">{value:g}</text>')  # fmt: skip
    return _svg(30 + len(rows) * 22, sheet.columns[-1].title, parts)
