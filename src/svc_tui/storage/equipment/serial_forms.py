"""The index of serials: every spelling of every card's serials, written with the card, searched by prefix.

A lookup asks for a few hundred prefixes at once, each a jump into one index: the cards that could be meant are
found without looking at the others, and `domain.equipment.serials` judges them.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, and_, delete, func, insert, not_, or_, select
from sqlalchemy.orm import Session

from svc_tui.domain.equipment.rules import LIVE
from svc_tui.domain.equipment.serials import SHORTEST, forms, index_key
from svc_tui.storage.sqlite.engine import texts
from svc_tui.storage.sqlite.grams import forget_grams, index_grams, with_part
from svc_tui.storage.tables import table

MOST = 5000
"""So many forms are judged; what fits more is no use to anybody."""
FORMS, GRAMS = "serial_form", "serial_fts"
CHUNK = 500
_LAST = chr(0x10FFFF)

Candidates = dict[int, tuple[str, ...]]
"""Internal keys of cards with the forms that were found."""


def write(session: Session, ids: Sequence[int] | None) -> None:
    """Write the forms of these cards anew in the caller's transaction; None means all, a card that is gone has none."""
    t, cards = table("serial_form"), table("equipment")
    wanted = select(cards.c.id, cards.c.serial, cards.c.manufacturer_serial)
    if ids is None:
        session.execute(delete(t))
        _insert(session, wanted)
        index_grams(session, GRAMS, FORMS)
        return
    for start in range(0, len(ids), CHUNK):
        part = list(ids[start : start + CHUNK])
        of_part = f"equipment_id IN ({','.join('?' * len(part))})"
        forget_grams(session, GRAMS, FORMS, of_part, part)
        session.execute(delete(t).where(t.c.equipment_id.in_(part)))
        _insert(session, wanted.where(cards.c.id.in_(part)))
        index_grams(session, GRAMS, FORMS, of_part, part)


def _insert(session: Session, wanted: Select[tuple[int, str | None, str | None]]) -> None:
    rows: list[dict[str, object]] = []
    for card in session.execute(wanted):
        serials = (card.serial, card.manufacturer_serial)
        spelled = dict.fromkeys(form for serial in serials if serial for form in forms(serial))
        rows += [{"equipment_id": card.id, "form": form, "key": index_key(form)} for form in spelled]
    if rows:
        session.execute(insert(table("serial_form")), rows)


def candidates(*, session: Session, prefixes: Iterable[str]) -> Candidates:
    """The cards whose serials could be meant."""
    t = table("serial_form")
    wanted = list(prefixes)
    found: Candidates = {}
    if plain := [prefix for prefix in wanted if len(prefix) >= SHORTEST]:
        prefix = texts(plain)
        within = and_(t.c.key >= prefix, t.c.key < prefix + _LAST)
        _collect(session, select(t.c.equipment_id, t.c.form).where(within), found)
    for short in wanted:
        if 0 < len(short) < SHORTEST:  # 0064 typed for 64: only where a run of digits begins so
            before = func.substr(t.c.form, -len(short) - 1, 1)
            begins = or_(t.c.form == short[::-1], not_(before.between("0", "9")))
            within = and_(t.c.key >= short, t.c.key < short + _LAST, begins)
            _collect(session, select(t.c.equipment_id, t.c.form).where(within), found)
    return found


def holding(*, session: Session, parts: Sequence[str], most: int) -> Candidates:
    """Cards with one of these in a serial, anywhere; where there are more, those that begin so."""
    found: Candidates = {}
    for part in parts:
        rows = with_part(session, GRAMS, FORMS, "equipment_id", part, most)
        if len(rows) == most:
            rows += with_part(session, GRAMS, FORMS, "equipment_id", part, most, beginning=True)
        for card, form in rows:
            found[card] = (*found.get(card, ()), form)
    return found


def with_key(*, session: Session, keys: Sequence[str]) -> Candidates:
    """The cards that have a form of exactly one of these keys."""
    t = table("serial_form")
    found: Candidates = {}
    _collect(session, select(t.c.equipment_id, t.c.form).where(t.c.key.in_(keys)), found)
    return found


def _collect(session: Session, query: Select[tuple[int, str]], found: Candidates) -> None:
    for row in session.execute(query.distinct().limit(MOST)):
        found[row.equipment_id] = (*found.get(row.equipment_id, ()), row.form)


def bearers(*, session: Session, written: Sequence[str]) -> dict[str, list[tuple[bool, int]]]:
    """Cards that bear a serial written just so: for each form whether the unit is out of use, and its number."""
    t, card = table("serial_form").c, table("equipment").c
    found: dict[str, list[tuple[bool, int]]] = {}
    for start in range(0, len(written), CHUNK):
        part = list(written[start : start + CHUNK])
        within = and_(t.key.in_([index_key(form) for form in part]), t.form.in_(part))
        rows = select(t.form, card.status, card.number).where(within, card.id == t.equipment_id)
        for form, status, number in session.execute(rows):
            found.setdefault(form, []).append((status not in LIVE, number))
    return found
