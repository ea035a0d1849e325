"""The chart of a report as SVG: what the terminal draws in signs, to be printed. Every length has its number beside."""

from collections.abc import Sequence
from html import escape

from rich.cells import cell_len

from svc_tui.domain.core.text import show_line
from svc_tui.domain.reports.result import Result
from svc_tui.language import _, number
from svc_tui.presentation.reports.chart_bars import share_words
from svc_tui.presentation.reports.chart_parts import names_of, value_of
from svc_tui.presentation.reports.charts import column_of, kind_of, parts_of
from svc_tui.presentation.reports.sheet import Sheet, shown

WIDE, BAR, GAP, LABEL = 760, 18, 6, 180
MOST_BARS = 60
HIGH = 240
INK, LETTER = 24, 7
"""Below so many pixels a part has no number in it; how wide a letter of the legend is taken to be."""
FILLS = {"met": "#1f6f3a", "missed": "#b3261e", "late": "#b3261e", "running": "#3465a4", "paused": "#8a5a00",
         "untargeted": "#bbbbbb"}  # fmt: skip
"""What is told by colour too, by the last word of a figure's name."""
SHADES = ("#d5e6f8", "#a9cdee", "#76aee0", "#3f82c0", "#2d5f8f", "#1d3a57")


def chart_svg(result: Result, sheet: Sheet) -> str:
    """The chart of the definition, of as many rows as can be read; empty where there is none."""
    definition = result.checked.definition
    kind = kind_of(result)
    if kind == "none" or not result.checked.by or not sheet.rows:
        return ""
    if kind == "heat":
        return _heat(sheet)
    labels = len(result.checked.by)
    rows, names = sheet.rows[:MOST_BARS], names_of(sheet, labels)
    if kind == "stacked":
        return _stacked(sheet, names[:MOST_BARS], parts_of(result), _(definition.title))
    if kind == "histogram":
        return _histogram(sheet, parts_of(result), _(definition.title))
    at = column_of(result, sheet)
    title, values = sheet.columns[at].title, [value_of(row[at]) for row in sheet.rows]
    if kind == "line":
        return _line([str(row[0]) for row in sheet.rows], values, title)
    words = [shown(row[at], sheet.columns[at].unit) for row in rows]
    return _bars(names[:MOST_BARS], values[:MOST_BARS], words, title)


def _text(text: str) -> str:
    return escape(show_line(text))


def _histogram(sheet: Sheet, columns: Sequence[int], title: str) -> str:
    """The figures that part all records, each with its share."""
    whole = sheet.total or sheet.rows[0]
    values = [value_of(whole[at]) for at in columns]
    words = [f"{number(int(value))}  {share_words(value, sum(values))}" for value in values]
    return _bars([sheet.columns[at].title for at in columns], values, words, title)


def _stacked(sheet: Sheet, names: Sequence[str], columns: Sequence[int], title: str) -> str:
    """A bar a row, parted; the legend above, the numbers in the parts."""
    fills = [_fill(sheet.columns[at].name, place) for place, at in enumerate(columns)]
    parts: list[str] = []
    left, top = 0.0, 0.0
    for at, fill in zip(columns, fills, strict=True):
        words = sheet.columns[at].title
        needed = 24 + LETTER * cell_len(words)
        if left and left + needed > WIDE:
            left, top = 0.0, top + 20
        parts.append(f'<rect x="{left:.0f}" y="{top:.0f}" width="12" height="12" fill="{fill}"/>')
        parts.append(f'<text x="{left + 17:.0f}" y="{top + 11:.0f}">{_text(words)}</text>')
        left += needed
    top += 26
    sums = [sum(value_of(row[at]) for at in columns) for row in sheet.rows[: len(names)]]
    most, room = max(sums, default=0) or 1, WIDE - LABEL - 60
    for name, row, whole in zip(names, sheet.rows, sums, strict=False):
        parts.append(_name(name, top + 14))
        left = float(LABEL)
        for at, fill in zip(columns, fills, strict=True):
            value = value_of(row[at])
            wide = room * value / most
            if value:
                parts.append(f'<rect x="{left:.1f}" y="{top:.0f}" width="{wide:.1f}" height="{BAR}" fill="{fill}" '
                             f'stroke="#fff"/>')  # fmt: skip
            if wide >= INK:
                parts.append(f'<text x="{left + wide / 2:.1f}" y="{top + 14:.0f}" text-anchor="middle" '
                             f'style="fill:{_ink(fill)}">{value:g}</text>')  # fmt: skip
            left += wide
        parts.append(f'<text x="{left + 6:.1f}" y="{top + 14:.0f}">{whole:g}</text>')
        top += BAR + GAP
    return _svg(top + 4, title, parts)


def _fill(name: str, place: int) -> str:
    return FILLS.get(name.rpartition("_")[2], SHADES[place % len(SHADES)])


def _ink(fill: str) -> str:
    """White on what is dark, black on what is light."""
    red, green, blue = (int(fill[at : at + 2], 16) for at in (1, 3, 5))
    return "#fff" if 0.3 * red + 0.59 * green + 0.11 * blue < 140 else "#111"


def _name(label: str, line: float) -> str:
    most = LABEL // LETTER - 1
    cut = label if len(label) <= most else label[: most - 1] + "…"
    return f'<text x="{LABEL - 8}" y="{line:.0f}" text-anchor="end">{_text(cut)}</text>'


def _svg(height: float, title: str, parts: Sequence[str]) -> str:
    return (f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{WIDE}" height="{height:.0f}" '
            f'viewBox="0 0 {WIDE} {height:.0f}"><title>{_text(title)}</title>{"".join(parts)}</svg>')  # fmt: skip


def _bars(labels: Sequence[str], values: Sequence[float], words: Sequence[str], title: str) -> str:
    most, room = max(values, default=0) or 1, WIDE - LABEL - 90
    parts: list[str] = []
    for at, (label, value, word) in enumerate(zip(labels, values, words, strict=True)):
        top = at * (BAR + GAP)
        wide = max(0.0, room * value / most)
        parts.append(_name(label, top + 14))
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
    most = max((value_of(cell) for row in rows for cell in row[1 : len(across) + 1]), default=0) or 1
    wide = (WIDE - 100) / max(1, len(across))
    parts = [f'<text x="{100 + (at + 0.5) * wide:.1f}" y="14" text-anchor="middle">{_text(column.title[:8])}</text>'
             for at, column in enumerate(across)]  # fmt: skip
    for line, row in enumerate(rows):
        top = 20 + line * 22
        parts.append(f'<text x="92" y="{top + 15}" text-anchor="end">{_text(str(row[0])[:14])}</text>')
        for at in range(len(across)):
            value = value_of(row[at + 1])
            share = value / most
            parts.append(f'<rect x="{100 + at * wide:.1f}" y="{top}" width="{wide - 1:.1f}" height="21" fill="#3465a4" '
                         f'fill-opacity="{0.06 + 0.94 * share:.2f}"/>')  # fmt: skip
            if value:
                ink = "#fff" if share > 0.5 else "#111"
                parts.append(f'<text x="{100 + (at + 0.5) * wide:.1f}" y="{top + 15}" text-anchor="middle" '
                             f'style="fill:{ink}">{value:g}</text>')  # fmt: skip
    return _svg(30 + len(rows) * 22, sheet.columns[-1].title, parts)
