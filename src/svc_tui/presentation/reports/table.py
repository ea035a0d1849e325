"""A report as text: a table with a bar beside it, Markdown, CSV, or lines with tabs."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from textwrap import wrap

from rich.cells import cell_len, set_cell_size

from svc_tui.domain.core.text import csv_cell, show_line
from svc_tui.domain.reports.result import Result
from svc_tui.presentation.core.values import as_line
from svc_tui.presentation.reports.sheet import Cell, Column, Sheet, foot_lines, head_lines, shown

BAR = 16
LEAST = 6
"""No column is narrower for want of room."""
HELD = 1 << 16
"""So many signs of a table are held in memory; beyond them a file holds it."""
NUMBERS = (int, float, Decimal)


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
    with SpooledTemporaryFile(
        HELD, "w+", encoding="utf-8", errors="surrogatepass", newline="\n"
    ) as kept:  # widths are known after the last row, and the rows may be many
        own = [0] * len(sheet.columns)
        for row in sheet.all_rows():
            texts = [
                show_line(shown(cell, column.unit, when))
                for cell, column in zip(row, sheet.columns, strict=True)
            ]
            own = [max(wide, cell_len(text)) for wide, text in zip(own, texts, strict=True)]
            kept.write("\t".join(texts) + "\n")
        kept.seek(0)
        heads, widths = _heads(sheet.columns, own, room)
        for head in heads:
            yield _line(head, widths, sheet)
        bars = iter(_bars(result, sheet))
        fits = room is None or sum(widths) + 2 * len(widths) + BAR <= room
        for text in kept:
            line, bar = _line(text.removesuffix("\n").split("\t"), widths, sheet), next(bars, "")
            yield f"{line}  {bar}".rstrip() if fits else line.rstrip()
    yield ""
    yield from foot_lines(result, when)


def _line(texts: Sequence[str], widths: Sequence[int], sheet: Sheet) -> str:
    cells = zip(texts, widths, sheet.columns, strict=True)
    return "  ".join(_cell(text, width, column.right) for text, width, column in cells)


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


def _heads(
    columns: Sequence[Column], own: Sequence[int], room: int | None
) -> tuple[list[list[str]], list[int]]:
    """The lines of the heading and the width of each column, from that of its cells.

    Words stand below one another where room is short, and are cut where that is not enough; a number is never cut, for
    what is left of it would be another one.
    """
    titles = [show_line(column.title) for column in columns]
    widths = [max(wide, cell_len(title)) for wide, title in zip(own, titles, strict=True)]
    if room is None or sum(widths) + 2 * (len(widths) - 1) <= room:
        return [titles], widths
    longest = [max(map(cell_len, title.split()), default=0) for title in titles]
    widths = [max(pair) for pair in zip(own, longest, strict=True)]
    least = [max(wide, LEAST) if column.right else LEAST for wide, column in zip(own, columns, strict=True)]
    while sum(widths) + 2 * (len(widths) - 1) > room:
        spare = [wide if wide > low else 0 for wide, low in zip(widths, least, strict=True)]
        if not any(spare):
            break
        widths[spare.index(max(spare))] -= 1
    wrapped = [wrap(title, width) or [""] for title, width in zip(titles, widths, strict=True)]
    high = max(map(len, wrapped))
    lines = [[""] * (high - len(words)) + words for words in wrapped]
    return [list(line) for line in zip(*lines, strict=True)], widths


def markdown_lines(result: Result, sheet: Sheet, when: Callable[[datetime], str]) -> Iterator[str]:
    """The same as Markdown."""
    title, selection = head_lines(result)
    yield from (f"# {_safe(title)}", "", f"`{selection.removeprefix('/ ')}`", "")
    yield "| " + " | ".join(_safe(column.title) for column in sheet.columns) + " |"
    yield "|" + "|".join(" ---: " if column.right else " --- " for column in sheet.columns) + "|"
    for row in sheet.all_rows():
        cells = (
            _safe(shown(cell, column.unit, when)) for cell, column in zip(row, sheet.columns, strict=True)
        )
        yield "| " + " | ".join(cells) + " |"
    yield ""
    yield from (_safe(line) + "  " for line in foot_lines(result, when))


def _safe(text: str) -> str:
    return show_line(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def csv_lines(sheet: Sheet, *, semicolons: bool = False) -> Iterator[str]:
    """The same as CSV with stable names, numbers as they are; with `semicolons` also decimal commas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if semicolons else ",", lineterminator="\n")
    writer.writerow([column.name for column in sheet.columns])
    for row in sheet.all_rows():
        writer.writerow([_csv(cell, semicolons) for cell in row])
        if out.tell() > HELD:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _csv(cell: Cell, semicolons: bool) -> str | int | float:
    if isinstance(cell, float | Decimal) and semicolons:
        return str(cell).replace(".", ",")
    return cell if type(cell) in NUMBERS else csv_cell(as_line(cell))  # type: ignore[return-value]
