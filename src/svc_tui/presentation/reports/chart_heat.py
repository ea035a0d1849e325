"""A heat map: a cross table in which each cell is the darker the more it has, five steps told in a legend."""

from rich.cells import cell_len

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, ngettext, number
from svc_tui.presentation.core.spans import Span
from svc_tui.presentation.core.sparkline import level
from svc_tui.presentation.reports.chart_parts import (
    ChartLine,
    Place,
    fitted,
    label_width,
    names_of,
    right,
    value_of,
)
from svc_tui.presentation.reports.sheet import Sheet, shown

SHADES = ("·░▒▓█", ".-=*#")
"""Nothing, and four steps; the same in ASCII."""
WIDEST = 6


def heat(
    sheet: Sheet, width: int, height: int | None, *, hours: bool = False, ascii: bool
) -> list[ChartLine]:
    """The map of a cross table, its sums at the right; with `hours` across, also those in which there was nothing."""
    across = _slots(sheet, hours=hours)
    names = names_of(sheet, 1)
    named = label_width([*names, show_line(sheet.columns[0].title)], width)
    unit = sheet.columns[-1].unit
    sums = [shown(row[-1], unit) for row in sheet.rows]
    told = max([*map(cell_len, sums), cell_len(sheet.columns[-1].title)])
    room = width - named - told - 3
    cell = max(1, min(WIDEST, room // max(1, len(across))))
    fit = min(len(across), room // cell)
    most = max((value_of(row[at]) for row in sheet.rows for at in across if at), default=0)
    heads = [show_line(sheet.columns[at].title) if at else f"{place:02d}" for place, at in enumerate(across)]
    titles = _titles(heads[:fit], cell)
    blank = " " * named
    lines = [ChartLine(((f"{blank} {titles}  {right(sheet.columns[-1].title, told)}", "muted"),))]
    low = len(sheet.rows) if height is None or len(sheet.rows) <= height - 2 else max(1, height - 3)
    for at, row in enumerate(sheet.rows[:low]):
        drawn = "".join(
            SHADES[ascii][level(value_of(row[column]), most, 4)] * max(1, cell - 1)
            + (" " if cell > 1 else "")
            for column in across[:fit]
        )
        places = tuple(
            Place(named + 1 + place * cell, named + 1 + (place + 1) * cell, at, column)
            for place, column in enumerate(across[:fit])
            if column
        )
        end = named + 1 + fit * cell + 2
        total = Place(end, end + told, at, len(sheet.columns) - 1)
        spans: list[Span] = [
            (f"{fitted(names[at], named, ascii=ascii)} {drawn}  {right(sums[at], told)}", "text")
        ]
        lines.append(ChartLine(tuple(spans), (*places, total)))
    lines.append(ChartLine(((_legend(most, unit, ascii=ascii), "muted"),)))
    hidden = len(sheet.rows) - low
    if hidden:
        text = ngettext("{count} more row", "{count} more rows", hidden).format(count=number(hidden))
        lines.append(ChartLine(((text, "muted"),)))
    if fit < len(across):
        count = len(across) - fit
        text = ngettext(
            "{count} more column: more width shows it", "{count} more columns: more width shows them", count
        )
        lines.append(ChartLine(((text.format(count=number(count)), "muted"),)))
    return lines


def _slots(sheet: Sheet, *, hours: bool) -> list[int]:
    """The columns across; of the hours of a day all, 0 for one that the sheet has not."""
    known = {column.name: at for at, column in enumerate(sheet.columns[:-1]) if at}
    dimension = sheet.columns[1].name.partition(":")[0]
    day = [f"{dimension}:{hour}" for hour in range(24)]
    return (
        [known.get(name, 0) for name in day] if hours and known.keys() <= set(day) else list(known.values())
    )


def _titles(titles: list[str], cell: int) -> str:
    """The words above the cells: each where it has room, else every second, third ..."""
    every = 1
    while every < len(titles) and any(cell_len(title) >= every * cell for title in titles) and every < 12:
        every += 1
    parts = (fitted(title, every * cell, ascii=True) for title in titles[::every])
    return fitted("".join(parts), len(titles) * cell, ascii=True)


def _legend(most: float, unit: str, *, ascii: bool) -> str:
    """From which value on each shade stands."""
    signs = SHADES[ascii]
    found = [f"{signs[0]} 0"]
    for step in range(1, len(signs)):
        least = next((each for each in _steps(most) if level(each, most, 4) == step), None)
        if least is not None:
            found.append(f"{signs[step]} {shown(least, unit)}")
    return _("{steps} and more").format(steps="  ".join(found)) if most else found[0]


def _steps(most: float) -> list[int]:
    """Values to look at, from 1 up: all of them where they are few."""
    whole = int(most) or 1
    return sorted({*range(1, min(whole, 1000) + 1), *(whole * part // 1000 for part in range(1, 1001))} - {0})
