"""The full-text index of solutions: their terms, and the words of all terms by their stems and runs of letters.

Written by the recorded path in the transaction of the text. Unlike that of calls it keeps what it was given: the
ranking reads the terms back, and a check compares them with the text.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

from sqlalchemy import bindparam, column, delete, insert, literal_column, select
from sqlalchemy import table as sql_table
from sqlalchemy.orm import Session

from svc_tui.domain.solutions.likeness import runs
from svc_tui.domain.solutions.ranking import FIELDS
from svc_tui.domain.solutions.words import language_of, marked_stems, terms
from svc_tui.storage.tables import table

CHUNK = 500
TEXT = frozenset((*FIELDS, "language", "merged_into"))
"""Columns of a solution whose change is a change of the index."""

FTS = sql_table("solution_fts", column("rowid"), *(column(name) for name in FIELDS))
WORDS = sql_table("solution_fts_words", column("rowid"), column("word"), column("runs"))
Row = dict[str, object]


def write(session: Session, ids: Sequence[int], *, loaded: bool = False) -> None:
    """Write the entries of these solutions anew in the caller's transaction; with `loaded` those that have none too.

    A solution that is gone, or that another has taken the place of, has no entry.
    """
    solution = table("solution").c
    for start in range(0, len(ids), CHUNK):
        part = list(ids[start : start + CHUNK])
        session.execute(delete(FTS).where(FTS.c.rowid.in_(part)))
        _insert(session, _entries(session, solution.id.in_(part)))
    if loaded:
        _insert(session, _entries(session, solution.id.not_in(select(FTS.c.rowid))))


def rebuild(session: Session) -> None:
    """Make the whole index anew."""
    session.execute(delete(FTS))
    session.execute(delete(WORDS))
    _insert(session, _entries(session, literal_column("1") == literal_column("1")))


def problems(session: Session) -> list[str]:
    """Where index and text do not agree; empty when they do."""
    held = {row[0]: tuple(row[1:]) for row in session.execute(select(FTS))}
    found: list[str] = []
    words: set[str] = set()
    for entry in _entries(session, literal_column("1") == literal_column("1")):
        row_id = entry["rowid"]
        assert isinstance(row_id, int)
        wanted = tuple(str(entry[name]) for name in FIELDS)
        if held.pop(row_id, None) != wanted:
            found.append(f"solution_fts: solution {row_id}")
        words.update(word for text in wanted for word in text.split())
    found += [f"solution_fts: solution {row_id}" for row_id in held]
    known = set(session.execute(select(WORDS.c.word)).scalars())
    found += [f"solution_fts_words: {word}" for word in sorted(words - known)]
    return found


def _entries(session: Session, where: object) -> Iterator[Row]:
    solution = table("solution").c
    texts = (solution[name] for name in FIELDS)
    wanted = select(solution.id, solution.language, *texts).where(where, solution.merged_into.is_(None))  # type: ignore[arg-type]
    for row in session.execute(wanted.order_by(solution.id)).yield_per(CHUNK):
        language = language_of(" ".join(row[2:]), row.language)
        yield {"rowid": row.id} | {
            name: " ".join(terms(text, language)) for name, text in zip(FIELDS, row[2:], strict=True)
        }


def _insert(session: Session, entries: Iterable[Row]) -> None:
    """Write entries in parts: while they are read, nothing is written into what they are read from."""
    ready = list(entries)
    for start in range(0, len(ready), CHUNK):
        part = ready[start : start + CHUNK]
        session.execute(insert(FTS), part)
        _learn(session, {word for entry in part for name in FIELDS for word in str(entry[name]).split()})


def _learn(session: Session, words: set[str]) -> None:
    """Words that the index did not know yet; none is ever forgotten, a search asks who holds it."""
    by_key = {_key(word): word for word in words}
    keys = list(by_key)
    known: set[int] = set()
    asked = select(WORDS.c.rowid).where(WORDS.c.rowid.in_(bindparam("keys", expanding=True)))
    for start in range(0, len(keys), CHUNK):
        known.update(session.execute(asked, {"keys": keys[start : start + CHUNK]}).scalars())
    fresh = [
        {"rowid": key, "word": word, "runs": " ".join((*runs(word), *marked_stems(word)))}
        for key, word in by_key.items()
        if key not in known
    ]
    if fresh:
        session.execute(insert(WORDS), fresh)


def _key(word: str) -> int:
    """The same number for the same word, in every store."""
    return int.from_bytes(blake2b(word.encode(), digest_size=7).digest(), "big")
