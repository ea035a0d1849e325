"""Which columns of a file a mapping reads: each is there, and only what is joined stands several times."""

import difflib
from collections.abc import Callable, Sequence

from svc_tui.errors import N_, Refused
from svc_tui.interchange.core.delimited import Header, Table
from svc_tui.interchange.csv.mapping import ColumnMap


def check_table(mapping: ColumnMap, table: Table) -> None:
    """Refuse a file whose header is not what the mapping reads."""

    def above() -> int:
        return table.names_below(lambda names: not _missing(mapping, Header(names)))

    check_columns(mapping, table.header, table.source.name, table.first, above)


def check_columns(
    mapping: ColumnMap, header: Sequence[str], file: str, row: int = 1, above: Callable[[], int] = lambda: 0
) -> None:
    """Refuse a header that lacks a column the mapping reads, or has one of them several times.

    Args:
        mapping: What is read.
        header: The names in the file.
        file: What messages call it.
        row: Where its header stands.
        above: How many lines stand above the header that would do.
    """
    present = Header(header)
    missing = _missing(mapping, present)
    if not missing:
        _refuse_twins(mapping, present, file, row)
        return
    told = {"file": file, "column": ", ".join(missing), "name": mapping.name, "row": row}
    if skip := above():
        message = N_(
            "{file} has no column {column} in row {row}, which {name} reads, but row {header} names it. Write "
            "skip = {skip} in the mapping. Nothing was imported."
        )
        raise Refused(message, **told, header=skip + 1, skip=skip)
    near = difflib.get_close_matches(missing[0], present, 1, 0.6)
    if near:
        message = N_(
            "{file} has no column {column} (row {row}), which {name} reads. Did you mean {near}? Nothing was imported."
        )
        raise Refused(message, **told, near=near[0])
    message = N_(
        "{file} has no column {column} (row {row}), which {name} reads. It has: {names}. Nothing was imported."
    )
    raise Refused(message, **told, names=", ".join(present[:40]))


def _missing(mapping: ColumnMap, header: Header) -> list[str]:
    return [name for name in mapping.columns if not header.places(name)]


def _refuse_twins(mapping: ColumnMap, header: Header, file: str, row: int) -> None:
    if mapping.own:
        read = set(mapping.columns)
        Header(name for name in header if name in read).refuse_twins(file, row)
        return
    joined = {one.column for one in mapping.parts.lines if one.join is not None}
    alone = {name for one in mapping.fields if one.join is None for name in one.columns}
    alone |= {*mapping.key, mapping.at, mapping.who} | ({*mapping.parts.columns} - joined)
    for name in mapping.columns:
        count = len(header.places(name))
        if name in alone and count > 1:
            message = N_(
                "{file} has {count} columns called {column} (row {row}), and {name} does not say which is meant. Join "
                'them with {{ column = "{column}", join = "\\n" }}, or name one by its place: "{column}.1", '
                '"{column}.{count}". Nothing was imported.'
            )
            raise Refused(message, file=file, column=name, name=mapping.name, row=row, count=count)
