"""Searching solutions: words of the index like those that were typed, the best by the index's own order, then ranked.

What people typed reaches FTS5 as terms that `domain.search_words` made: letters and digits in quotes, never syntax.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, column, func, literal, literal_column, select
from sqlalchemy import table as sql_table
from sqlalchemy.orm import Session

from svc_tui.domain.search_likeness import likeness, runs
from svc_tui.domain.search_rank import (
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
from svc_tui.domain.search_words import asked, has_digit
from svc_tui.storage.record import table
from svc_tui.storage.solution_index import FTS, WORDS
from svc_tui.storage.sqlite import texts

READ_RUNS = 2_000
"""Entries of the index of runs that one typed word may cost: its rarest runs come first."""
READ_TERMS = 20_000
"""Entries of the index of terms that one search may cost: its rarest words come first."""
MOST_VARIANTS = 6
"""Like words of one typed word that solutions are fetched by; the ranking knows the others too."""

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

    def likes(self, session: Session, word: str) -> tuple[dict[str, float], dict[str, int]]:
        """The words that stand for a typed one with their weights, and how many solutions hold each."""
        kept = self._kept.get(word)
        if kept is None:
            if len(self._kept) > 2_000:
                self._kept.clear()
            kept = self._kept[word] = self._look_up(session, word)
        return kept

    def _look_up(self, session: Session, word: str) -> tuple[dict[str, float], dict[str, int]]:
        if has_digit(word):
            held = _holders(session, _TERMS, [word])
            return ({word: 1.0} if held else {}), held
        pieces = _holders(session, _RUNS, runs(word))
        alike = likeness(word, _near(session, pieces, self.tuning.like_words), pieces, self.words)
        near = [each for each, value in alike.items() if value >= self.tuning.least_like]
        held = _holders(session, _TERMS, {word, *near})
        return weighted(
            {each: alike[each] for each in near if each in held}, word, word in held, self.tuning
        ), held


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
    holders: dict[str, int] = {}
    found: list[Asked] = []
    for forms in _forms(session, lexicon, text, languages):
        likes: dict[str, float] = {}
        for form in forms:
            for word, weight in lexicon.likes(session, form)[0].items():
                likes[word] = max(weight, likes.get(word, 0.0))
            holders |= lexicon.likes(session, form)[1]
        for other in (each for form in forms for each in synonyms.get(form, ())):
            held = lexicon.likes(session, other)[1]
            if other in held:
                likes[other] = max(lexicon.tuning.synonym, likes.get(other, 0.0))
                holders |= held
        worth = worth_of(likes, holders, lexicon.solutions) if likes else 0.0
        exact = has_digit(forms[0])
        found.append(Asked(forms[0], likes, worth * (lexicon.tuning.exact if exact else 1.0)))
    return found, holders


def _forms(session: Session, lexicon: Lexicon, text: str, languages: Sequence[str]) -> list[tuple[str, ...]]:
    """Each word of a search with its form in each language; a code that nobody wrote is searched by its parts."""
    by_language = [asked(text, language) for language in languages]
    found: list[tuple[str, ...]] = []
    for place, (word, parts) in enumerate(by_language[0]):
        if parts and parts != (word,) and not lexicon.likes(session, word)[0]:
            found += [(part,) for part in parts]
            continue
        others = [each[place][0] for each in by_language[1:] if len(each) == len(by_language[0])]
        found.append(tuple(dict.fromkeys((word, *others))))
    return found


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
