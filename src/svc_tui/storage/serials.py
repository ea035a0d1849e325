"""Serials in SQL: found whole or by their tail, whatever dashes, blanks and leading zeros were typed."""

from typing import Any

from sqlalchemy import ColumnElement, Table, and_, false, func, or_

from svc_tui.domain.text import clean, serial_keys, squeezed

SHORTEST = 3
"""A tail of fewer characters finds too much to be of use."""


def is_serial(table: Table, name: str, text: str) -> ColumnElement[bool]:
    """Rows whose serial `name` is this one: they share a key (`domain.text.serial_keys`)."""
    keys = [clean(key) for key in serial_keys(text) if key]
    if not keys:
        return false()
    return or_(*(_known(column, column.in_(keys)) for column in _columns(table, name)))


def ends_in(table: Table, name: str, text: str) -> ColumnElement[bool]:
    """Rows whose serial `name` ends as typed, from three characters."""
    typed = clean(squeezed(text))
    if len(typed) < SHORTEST:
        return false()
    parts: list[ColumnElement[bool]] = []
    for column in _columns(table, name):
        tails = [_ends(column, key) for key in serial_keys(text) if len(key) >= SHORTEST]
        if typed.startswith("0"):  # zeros inside a stored run: 064 ends TA-4064
            tails.append(_ends(column, typed))
        tails += [_ends_run(column, key) for key in serial_keys(text) if 0 < len(key) < SHORTEST]
        parts.append(_known(column, or_(false(), *tails)))
    return or_(*parts)


def found_by(table: Table, name: str, text: str) -> ColumnElement[bool]:
    """Whole or by its tail."""
    return or_(is_serial(table, name, text), ends_in(table, name, text))


def _columns(table: Table, name: str) -> tuple[ColumnElement[Any], ...]:
    return table.c[f"{name}_key"], table.c[f"{name}_runs_key"]


def _known(column: ColumnElement[Any], condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(column.is_not(None), condition)


def _ends(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    return func.substr(column, -len(text)) == text


def _ends_run(column: ColumnElement[Any], key: str) -> ColumnElement[bool]:
    """`0064` is `64` as a key, too short for a tail, unless the run of digits begins there: TA-0064."""
    before = func.substr(column, -len(key) - 1, 1)  # empty where the key is all there is
    return and_(_ends(column, key), or_(before < "0", before > "9"))
