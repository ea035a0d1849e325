"""Lists and single records on stdout: a plain table, JSON, CSV or tab-separated lines.

Records are mappings with the stable names; a table shows chosen columns under words of the user's language.
"""

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Annotated, Any

import typer

from svc_tui.errors import N_, BadUsage
from svc_tui.language import _
from svc_tui.presentation.company.titles import title
from svc_tui.presentation.core.values import as_line, json_text

Record = Mapping[str, Any]

Json = Annotated[bool, typer.Option("--json", help=_("Print JSON with stable names."))]
Csv = Annotated[bool, typer.Option("--csv", help=_("Print CSV with stable names."))]
Plain = Annotated[bool, typer.Option("--plain", help=_("Print lines with tabs between the values."))]
Count = Annotated[bool, typer.Option("--count", help=_("Print how many there are, alone."))]
Limit = Annotated[int | None, typer.Option(min=0, metavar="N", help=_("Print at most N."))]
Columns = Annotated[str | None, typer.Option(metavar="NAMES", help=_("The columns, such as number,subject."))]


NUMBERS = (int, float)
"""Kinds that stay as they are in CSV, so that a spreadsheet may count with them."""


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    name: str
    """Stable name."""
    title: str = ""
    """Words above it; the name where empty."""
    show: Callable[[Record], str] | None = None
    """How a value reads; as one line where none."""
    right: bool = False
    """Numbers stand at the right."""


def form(*, as_json: bool = False, as_csv: bool = False, plain: bool = False, count: bool = False) -> str:
    """The form that was asked for. Raises BadUsage: more than one."""
    forms = {"json": as_json, "csv": as_csv, "plain": plain, "count": count}
    chosen = [name for name, wanted in forms.items() if wanted]
    if len(chosen) > 1:
        raise BadUsage(N_("Choose one of --json, --csv, --plain and --count."))
    return chosen[0] if chosen else "table"


def print_list(
    records: Iterable[Record],
    names: Sequence[str],
    table: Sequence[Column],
    how: str,
    *,
    limit: int | None = None,
    columns: str | None = None,
    when: Callable[[datetime], str] | None = None,
    others: Sequence[Column] = (),
) -> None:
    """Print a list.

    Args:
        records: The records; for JSON, CSV and plain they are printed as they come.
        names: All stable names, in their order.
        table: The columns of the table.
        how: json, csv, plain, count or table.
        limit: Print at most so many.
        columns: Names that were asked for instead.
        when: How an instant reads in a table; as in JSON where none.
        others: Columns that are shown where `columns` names them.
    """
    kept = islice(records, limit) if limit is not None else records
    if columns is not None:
        names = _chosen(columns, names)
        known = {column.name: column for column in (*others, *table)}
        table = [known.get(name) or Column(name, title(name)) for name in names]
    if how == "count":
        print_count(sum(1 for _each in kept))
    elif how == "json":
        _print_json(kept, names if columns is not None else None)
    elif how == "table":
        _print_table(list(kept), table, when)
    else:
        _print_lines(kept, names, how)


def print_count(count: int) -> None:
    """Print how many there are, alone: for scripts, without separators."""
    sys.stdout.write(f"{count}\n")


def _chosen(columns: str, names: Sequence[str]) -> list[str]:
    wanted = [name.strip() for name in columns.replace(" ", ",").split(",") if name.strip()]
    for name in wanted:
        if name not in names:
            message = N_("There is no column {name}. There are {known}.")
            raise BadUsage(message, name=name, known=", ".join(names))
    return wanted or list(names)


def print_object(record: Record, how: str, lines: Callable[[], Iterable[str]]) -> None:
    """Print one record: JSON or CSV with stable names, else its page."""
    if how == "json":
        sys.stdout.write(_json(record) + "\n")
    elif how in ("csv", "plain"):
        _print_lines([record], list(record), how)
    else:
        from svc_tui.domain.core.text import show

        sys.stdout.write("".join(show(line) + "\n" for line in lines()))


def page(record: Record, titles: Mapping[str, str] | None = None) -> list[str]:
    """A record as lines of name and value; what is empty is left out."""
    shown = [((titles or {}).get(name) or title(name), _words(value)) for name, value in record.items()]
    kept = [(title, value) for title, value in shown if value]
    wide = max((len(title) for title, _value in kept), default=0)
    return [f"{title:<{wide}}  {value}" for title, value in kept]


def _print_json(records: Iterable[Record], names: Sequence[str] | None) -> None:
    out, first = sys.stdout, True
    out.write("[")
    for record in records:
        kept = record if names is None else {name: record.get(name) for name in names}
        out.write(("" if first else ",") + "\n" + _json(kept))
        first = False
    out.write("]\n" if first else "\n]\n")


def _json(record: Record) -> str:
    """JSON in which nothing acts on a terminal: what is invisible stands as `\\uXXXX`, and reads back the same."""
    text = json_text(record)
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)


def _print_lines(records: Iterable[Record], names: Sequence[str], how: str) -> None:
    from svc_tui.domain.core.text import csv_cell, show_line

    if how == "plain":
        sys.stdout.write("\t".join(names) + "\n")
        for record in records:
            cells = (show_line(as_line(record.get(name))) for name in names)
            sys.stdout.write("\t".join(cells) + "\n")
        return
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    for record in records:
        values = [record.get(name) for name in names]
        writer.writerow([each if type(each) in NUMBERS else csv_cell(as_line(each)) for each in values])
        sys.stdout.write(buffer.getvalue())
        buffer.seek(0)
        buffer.truncate()
    sys.stdout.write(buffer.getvalue())


def _print_table(
    records: Sequence[Record], columns: Sequence[Column], when: Callable[[datetime], str] | None
) -> None:
    from rich.cells import cell_len, set_cell_size

    from svc_tui.domain.core.text import show_line

    rows = [[show_line(column.title or column.name) for column in columns]]
    for record in records:
        rows.append([show_line(_table_cell(record, column, when)) for column in columns])
    widths = [max(cell_len(row[index]) for row in rows) for index in range(len(columns))]
    if sys.stdout.isatty():
        widths = _fitted(widths, shutil.get_terminal_size().columns)
    for row in rows:
        cells: list[str] = []
        for cell, width, column in zip(row, widths, columns, strict=True):
            gap = " " * max(0, width - cell_len(cell))
            cells.append(gap + cell if column.right and gap else set_cell_size(cell, width))
        sys.stdout.write("  ".join(cells).rstrip() + "\n")


def _table_cell(record: Record, column: Column, when: Callable[[datetime], str] | None) -> str:
    if column.show:
        return column.show(record)
    value = record.get(column.name)
    return when(value) if when and isinstance(value, datetime) else _words(value)


def _words(value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return as_line(value)


def _fitted(widths: list[int], room: int) -> list[int]:
    """Widths that fit into a line: the widest column gives first."""
    fitted = list(widths)
    while sum(fitted) + 2 * (len(fitted) - 1) > room and max(fitted) > 8:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted
