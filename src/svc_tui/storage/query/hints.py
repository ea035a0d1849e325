"""Values of a filter that name nothing in the store: `queue:la` parses, but there is no such queue."""

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from svc_tui.domain.core.text import fold
from svc_tui.domain.query.keys import Key
from svc_tui.domain.query.reader import Query, Warning
from svc_tui.domain.query.tree import Term, leaves
from svc_tui.errors import N_
from svc_tui.storage.query.completing import CODES, codes
from svc_tui.storage.query.translator import exact_or_by_word
from svc_tui.storage.tables import table

MOST = 5000
"""So many codes and names are compared to find the one that was meant."""


def hinted(session: Session, query: Query, *, empty: bool) -> Query:
    """The query, with a warning for each value that names no record.

    Args:
        session: Where records are looked up.
        query: The filter as it was read.
        empty: It found nothing. Only then are words of set-up lists looked at: records keep words that have
            left their list.
    """
    warnings: list[Warning] = []
    for leaf in leaves(query.tree):
        key = query.keys.key(leaf.key) if isinstance(leaf, Term) else None
        if (
            not isinstance(leaf, Term)
            or key is None
            or not (key.kind == "ref" or (key.kind == "name" and empty))
        ):
            continue
        for test in leaf.tests:
            if test.op == "=" and not _names_something(session, key, test.text):
                close = _meant(session, key, test.text)
                message = (
                    N_("{value} is no value of {name}:. Did you mean {close}?")
                    if close
                    else N_("{value} is no value of {name}:.")
                )
                values = {"value": test.text, "name": key.name, "close": close or ""}
                warnings.append(Warning(message, values, leaf.span))
    return replace(query, warnings=(*query.warnings, *warnings)) if warnings else query


def _names_something(session: Session, key: Key, text: str) -> bool:
    if key.word(text) is not None:
        return True
    return session.execute(select(_found(key, text).subquery()).limit(1)).first() is not None


def _found(key: Key, text: str) -> Any:
    if key.ref in CODES:
        name, code, label = CODES[key.ref]
        t = table(name)
        return exact_or_by_word(t, code, label, text)
    entry = table("list_entry")
    return exact_or_by_word(entry, "name", "name", text, entry.c.list == key.ref)


def _meant(session: Session, key: Key, text: str) -> str | None:
    """The code that was probably meant: one that begins so, else one that looks alike."""
    beginning = codes(session=session, name=key.ref, beginning=text)
    if beginning:
        return beginning[0]
    known = {fold(word): code for code, word in _words(session, key)}
    alike = get_close_matches(fold(text)[:40], list(known), n=1, cutoff=0.7)
    return known[alike[0]] if alike else None


def _words(session: Session, key: Key) -> Iterable[tuple[str, str]]:
    """Codes with what they may be called: themselves, and each word of their names."""
    if key.ref in CODES:
        name, code, label = CODES[key.ref]
        t = table(name)
        rows = session.execute(select(t.c[code], t.c[label]).limit(MOST))
    else:
        entry = table("list_entry")
        rows = session.execute(select(entry.c.name, entry.c.name).where(entry.c.list == key.ref).limit(MOST))
    for found, called in rows:
        for word in str(called or "").split():
            yield found, word
        yield found, found
