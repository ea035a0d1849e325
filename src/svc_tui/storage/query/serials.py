"""Serials in SQL: found whole, by their tail, beginning or middle, whatever dashes, blanks and zeros were typed."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, false, func, or_, select

from svc_tui.domain.core.text import clean, serial_keys, squeezed
from svc_tui.domain.equipment.serials import SHORTEST, SHORTEST_PART, index_key, typed_forms
from svc_tui.storage.tables import table

_LAST = chr(0x10FFFF)


def is_serial(t: FromClause, name: str, text: str) -> ColumnElement[bool]:
    """Rows whose serial `name` is this one: they share a key (`domain.core.text.serial_keys`)."""
    keys = [clean(key) for key in serial_keys(text) if key]
    if not keys:
        return false()
    return or_(*(_known(column, column.in_(keys)) for column in _columns(t, name)))


def ends_in(t: FromClause, name: str, text: str) -> ColumnElement[bool]:
    """Rows whose serial `name` ends as typed, from three characters."""
    text = clean(text)
    typed = squeezed(text)
    if len(typed) < SHORTEST:
        return false()
    parts: list[ColumnElement[bool]] = []
    for column in _columns(t, name):
        tails = [_ends(column, key) for key in serial_keys(text) if len(key) >= SHORTEST]
        if typed.startswith("0"):  # zeros inside a stored run: 064 ends TA-4064
            tails.append(_ends(column, typed))
        tails += [_ends_run(column, key) for key in serial_keys(text) if 0 < len(key) < SHORTEST]
        parts.append(_known(column, or_(false(), *tails)))
    return or_(*parts)


def has_part(t: FromClause, name: str, text: str) -> ColumnElement[bool]:
    """Rows whose serial `name` begins as typed or has it in its middle, from four characters."""
    text = clean(text)
    typed = squeezed(text)
    if len(typed) < SHORTEST_PART:
        return false()
    column = t.c[name]
    found = [_known(column, func.instr(_plain(column), typed) > 0)]  # zeros as they stand there
    if not typed.startswith("0"):
        keys = [key for key in serial_keys(text) if len(key) >= SHORTEST_PART]
        found += [_known(each, func.instr(each, key) > 0) for each in _columns(t, name) for key in keys]
    return or_(*found)


def found_by(t: FromClause, name: str, text: str) -> ColumnElement[bool]:
    """Whole, by its tail, or by any part of it."""
    return or_(is_serial(t, name, text), ends_in(t, name, text), has_part(t, name, text))


def _plain(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The serial without what does not count, its zeros kept."""
    found: ColumnElement[Any] = func.lower(column)
    for sign in " -/.":
        found = func.replace(found, sign, "")
    return found


def cards_ending(text: str) -> Select[tuple[int]]:
    """Numbers of the cards whose own or maker's serial ends as typed; read from the index of their spellings."""
    form, card = table("serial_form").c, table("equipment").c
    fits = [
        and_(form.key >= index_key(typed), form.key < index_key(typed) + _LAST, _ends(form.form, typed))
        for typed in typed_forms(clean(text))
        if len(typed) >= SHORTEST
    ]
    return select(card.number).where(card.id.in_(select(form.equipment_id).where(or_(false(), *fits))))


def _columns(t: FromClause, name: str) -> tuple[ColumnElement[Any], ...]:
    return t.c[f"{name}_key"], t.c[f"{name}_runs_key"]


def _known(column: ColumnElement[Any], condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(column.is_not(None), condition)


def _ends(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    return func.substr(column, -len(text)) == text


def _ends_run(column: ColumnElement[Any], key: str) -> ColumnElement[bool]:
    """`0064` is `64` as a key, too short for a tail, unless the run of digits begins there: TA-0064."""
    before = func.substr(column, -len(key) - 1, 1)  # empty where the key is all there is
    return and_(_ends(column, key), or_(before < "0", before > "9"))
