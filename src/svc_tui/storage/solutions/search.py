"""Searching solutions: words of the index like those that were typed, the best by the index's own order, then ranked.

What people typed reaches FTS5 as terms that `domain.search_words` made: letters and digits in quotes, never syntax.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import ColumnElement, Select, column, func, literal, literal_column, select
from sqlalchemy import table as sql_table
from sqlalchemy.orm import Session

from svc_tui.domain.solutions.likeness import likeness, runs
from svc_tui.domain.solutions.ranking import (
    FIELDS,
    TUNING,
    Asked,
    Entry,
    Tuning,
    full_score,
    scores,
    weighted,
    worth_of,
)
from svc_tui.domain.solutions.words import asked, has_digit
from svc_tui.storage.solutions.index import FTS, WORDS
from svc_tui.storage.sqlite.engine import texts
from svc_tui.storage.tables import table

READ_RUNS = 2_000
"""Entries of the index of runs that one typed word may cost: its rarest runs come first."""
READ_TERMS = 20_000
"""Entries of the index of terms that one search may cost: its rarest words come first."""
MOST_VARIANTS = 6
"""Like words of one typed word that solutions are fetched by; the ranking knows the others too."""
CODE_LETTERS = 4
"""So many letters before a number may be a code with it."""

_TERMS = sql_table("solution_fts_terms", column("term"), column("doc"))
_RUNS = sql_table("solution_fts_runs", column("term"), column("doc"))


@dataclass(frozen=True, slots=True)
class Hit:
    """A solution that was found."""

    id: int
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found."""

    hits: tuple[Hit, ...]
    """Best first."""
    likes: Mapping[str, float]
    """Words of the index that stand for a typed one, and how well: what is marked."""


class Lexicon:
    """What the index knows of words, kept for as long as nobody writes."""

    def __init__(self, session: Session, tuning: Tuning = TUNING) -> None:
        self.tuning = tuning
        self.solutions = int(
            session.execute(select(func.count()).select_from(table("solution"))).scalar_one()
        )
        self.words = _rows(session, "solution_fts_words_docsize")
        self._kept: dict[str, tuple[dict[str, float], dict[str, int]]] = {}

    def likes(self, word: str) -> dict[str, float]:
        """The words that stand for a typed one, with their weights; it was looked up before."""
        return self._kept.get(word, ({}, {}))[0]

    def holders(self, word: str) -> dict[str, int]:
        """How many solutions hold each of the words that stand for a typed one."""
        return self._kept.get(word, ({}, {}))[1]

    def look_up(self, session: Session, words: Iterable[str]) -> None:
        """Find out what stands for these words, as far as that is not known yet."""
        if len(self._kept) > 2_000:
            self._kept.clear()
        fresh = [word for word in dict.fromkeys(words) if word not in self._kept]
        plain = [word for word in fresh if not has_digit(word)]
        pieces = _holders(session, _RUNS, {run for word in plain for run in runs(word)})
        alike = {word: self._alike(session, word, pieces) for word in plain}
        held = _holders(session, _TERMS, {*fresh, *(near for found in alike.values() for near in found)})
        for word in fresh:
            near = {each: value for each, value in alike.get(word, {}).items() if each in held}
            known = {each: held[each] for each in (word, *near) if each in held}
            likes = weighted(near, word, word in held, self.tuning)
            self._kept[word] = (likes, known)

    def _alike(self, session: Session, word: str, pieces: Mapping[str, int]) -> dict[str, float]:
        own = {run: pieces[run] for run in runs(word) if run in pieces}
        found = likeness(word, _near(session, own, self.tuning.like_words), own, self.words)
        return {near: value for near, value in found.items() if value >= self.tuning.least_like}


def search(
    session: Session,
    lexicon: Lexicon,
    text: str,
    languages: Sequence[str],
    *,
    within: Select[tuple[int]] | None = None,
    synonyms: Mapping[str, Sequence[str]] | None = None,
) -> Answer:
    """The solutions that answer a text, best first.

    Args:
        session: A read scope.
        lexicon: What the index knows of words.
        text: Whatever was typed.
        languages: Whose endings are taken off what was typed; the first also names the stop words.
        within: Keys of the solutions that may be found; all where none.
        synonyms: Words of the company by each other, as terms.
    """
    asked_for, holders = _asked(session, lexicon, text, languages, synonyms or {})
    entries = _fetched(session, lexicon, asked_for, holders, within)
    ranked = scores(entries, asked_for, lexicon.tuning)
    found = [Hit(entry.id, score) for entry, score in zip(entries, ranked, strict=True) if score > 0]
    likes: dict[str, float] = {}
    for each in asked_for:
        for word, weight in each.likes.items():
            likes[word] = max(weight, likes.get(word, 0.0))
    return Answer(tuple(sorted(found, key=lambda hit: (-hit.score, hit.id))), likes)


def whole(session: Session, lexicon: Lexicon, text: str, languages: Sequence[str]) -> float:
    """The score of a symptom that holds every word of a text: what a part of it is compared with."""
    asked_for, _holders = _asked(session, lexicon, text, languages, {})
    return full_score(asked_for, lexicon.tuning)


def _asked(
    session: Session,
    lexicon: Lexicon,
    text: str,
    languages: Sequence[str],
    synonyms: Mapping[str, Sequence[str]],
) -> tuple[list[Asked], dict[str, int]]:
    """The words of a search with all that stands for them."""
    words = _words(session, lexicon, text, languages)
    others = [[other for form in forms for other in synonyms.get(form, ())] for forms in words]
    exact = {form for forms in words for form in forms[1:]} | {other for each in others for other in each}
    holders = _holders(session, _TERMS, exact)
    found: list[Asked] = []
    for forms, same in zip(words, others, strict=True):
        likes = dict(lexicon.likes(forms[0]))
        holders |= lexicon.holders(forms[0])
        likes |= {form: 1.0 for form in forms[1:] if form in holders}
        for other in same:
            if other in holders:
                likes[other] = max(lexicon.tuning.synonym, likes.get(other, 0.0))
        worth = worth_of(likes, holders, lexicon.solutions) if likes else 0.0
        found.append(Asked(forms[0], likes, worth * (lexicon.tuning.exact if has_digit(forms[0]) else 1.0)))
    return found, holders


def _words(session: Session, lexicon: Lexicon, text: str, languages: Sequence[str]) -> list[tuple[str, ...]]:
    """Each word of a search, then its forms in other languages; a code that nobody wrote is searched by its parts."""
    first, *rest = [asked(text, language) for language in languages]
    together = _together(first)
    lexicon.look_up(
        session, [*(each for word, parts in first for each in (word, *parts)), *together.values()]
    )
    found: list[tuple[str, ...]] = []
    for place, (word, parts) in enumerate(first):
        if parts and parts != (word,) and not lexicon.likes(word):
            found += [(part,) for part in parts]
            continue
        others = [each[place][0] for each in rest if len(each) == len(first)]
        whole = [together[place]] if place in together and lexicon.likes(together[place]) else []
        found.append(tuple(dict.fromkeys((word, *others, *whole))))
    return found


def _together(words: Sequence[tuple[str, tuple[str, ...]]]) -> dict[int, str]:
    """By the place of a number, the code that it may be with the letters before it: `WSH 40` is written `WSH40`."""
    return {
        place: before + word
        for place, ((before, _), (word, parts)) in enumerate(pairwise(words), 1)
        if not parts and word.isdecimal() and before.isalpha() and len(before) <= CODE_LETTERS
    }


def _fetched(
    session: Session,
    lexicon: Lexicon,
    asked_for: Sequence[Asked],
    holders: Mapping[str, int],
    within: Select[tuple[int]] | None,
) -> list[Entry]:
    """The solutions that are worth ranking, by the index's own order; rare words first, within a budget."""
    match = _match(asked_for, holders)
    if not match:
        return []
    tuning = lexicon.tuning
    weights = ", ".join(str(tuning.weights.get(name, 1.0)) for name in FIELDS)
    order: ColumnElement[float] = literal_column(f"bm25(solution_fts, {weights})")
    wanted = select(FTS).where(literal_column("solution_fts").bool_op("MATCH")(literal(match)))
    if within is not None:
        wanted = wanted.where(literal_column("+solution_fts.rowid").in_(within))
    rows = session.execute(wanted.order_by(order).limit(tuning.candidates))
    return [Entry(row[0], tuple(tuple(text.split()) for text in row[1:])) for row in rows]


def _match(asked_for: Sequence[Asked], holders: Mapping[str, int]) -> str:
    chosen: dict[str, int] = {}
    spent = 0
    for each in sorted(asked_for, key=lambda each: -each.worth):
        best = sorted(each.likes, key=lambda word: -each.likes[word])[:MOST_VARIANTS]
        cost = sum(holders.get(word, 0) for word in best if word not in chosen)
        if chosen and spent + cost > READ_TERMS:
            continue
        chosen.update((word, holders.get(word, 0)) for word in best)
        spent += cost
    return " OR ".join(f'"{word}"' for word in chosen)


def _near(session: Session, pieces: Mapping[str, int], most: int) -> list[str]:
    """The words that share most of the runs, as the index of runs orders them."""
    taken: list[str] = []
    spent = 0
    for run in sorted(pieces, key=lambda run: pieces[run]):
        if taken and spent + pieces[run] > READ_RUNS:
            break
        taken.append(run)
        spent += pieces[run]
    if not taken:
        return []
    match = " OR ".join(f'"{run}"' for run in taken)
    wanted = select(WORDS.c.word).where(literal_column("solution_fts_words").bool_op("MATCH")(literal(match)))
    return list(session.execute(wanted.order_by(literal_column("rank")).limit(most)).scalars())


def _holders(session: Session, of: object, terms: Iterable[str]) -> dict[str, int]:
    """How many entries hold each of these; those that none holds are left out."""
    counted = _TERMS if of is _TERMS else _RUNS
    wanted = select(counted.c.term, counted.c.doc).where(counted.c.term.in_(select(texts(list(terms)))))
    return {term: count for term, count in session.execute(wanted) if count > 0}


def _rows(session: Session, name: str) -> int:
    return int(session.execute(select(func.count()).select_from(sql_table(name))).scalar_one())
