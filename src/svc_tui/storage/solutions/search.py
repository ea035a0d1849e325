"""Searching solutions: words of the index like those that were typed, the best by the index's own order, then ranked.

What people typed reaches FTS5 as terms that `domain.solutions.words` made: letters and digits in quotes, never syntax.
"""

import re
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
from svc_tui.domain.solutions.words import asked, has_digit, keys_of, marked_stems
from svc_tui.storage.solutions.index import FTS, WORDS
from svc_tui.storage.sqlite.engine import texts
from svc_tui.storage.tables import table

READ_RUNS = 1_400
"""Entries of the index of runs that one typed word may cost: its rarest runs come first."""
READ_TERMS = 20_000
"""Entries of the index of terms that one search may cost: its rarest words come first."""
MOST_VARIANTS = 6
"""Like words of one typed word that solutions are fetched by, and all its endings; the ranking knows the others too."""
CODE_LETTERS = 4
"""So many letters before a number may be a code with it."""

_LETTERS_NUMBER = re.compile(rf"([^\W\d_]{{2,{CODE_LETTERS}}})(\d+)")
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


@dataclass(frozen=True, slots=True)
class Known:
    """What the index knows of a typed word."""

    likes: Mapping[str, float]
    """The words that stand for it, with their weights."""
    forms: tuple[str, ...]
    """Itself and its other endings among them."""
    holders: Mapping[str, int]
    """How many solutions hold each of them."""


class Lexicon:
    """What the index knows of words, kept for as long as nobody writes."""

    def __init__(self, session: Session, tuning: Tuning = TUNING) -> None:
        self.tuning = tuning
        self.solutions = int(
            session.execute(select(func.count()).select_from(table("solution"))).scalar_one()
        )
        self.words = _rows(session, "solution_fts_words_docsize")
        self._kept: dict[tuple[str, ...], Known] = {}

    def look_up(
        self, session: Session, words: Iterable[str], languages: Sequence[str]
    ) -> Mapping[str, Known]:
        """What stands for these words; their other endings are those of the languages."""
        if len(self._kept) > 2_000:
            self._kept.clear()
        words = dict.fromkeys(words)
        of = tuple(sorted(languages))
        if fresh := [word for word in words if (word, *of) not in self._kept]:
            self._learn(session, fresh, of)
        return {word: self._kept[word, *of] for word in words}

    def _learn(self, session: Session, fresh: Sequence[str], of: tuple[str, ...]) -> None:
        plain = [word for word in fresh if not has_digit(word)]
        pieces = _holders(session, _RUNS, {run for word in plain for run in runs(word)})
        alike = {word: self._alike(session, word, pieces) for word in plain}
        forms = _forms(session, plain, of)
        every = {*fresh, *(near for each in (*alike.values(), *forms.values()) for near in each)}
        held = _holders(session, _TERMS, every)
        for word in fresh:
            near = {each: value for each, value in alike.get(word, {}).items() if each in held}
            same = [each for each in (word, *forms.get(word, ())) if each in held]
            likes = weighted(near, word, word in held, self.tuning)
            for each in same:
                likes[each] = max(likes.get(each, 0.0), self.tuning.ending)
            holders = {each: held[each] for each in likes}
            self._kept[word, *of] = Known(likes, tuple(same), holders)

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
        languages: Whose endings are taken off; the first also names the stop words.
        within: Keys of the solutions that may be found; all where none.
        synonyms: Words of the company by `keys_of` each other.
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
    same = {
        each: [other for key in sorted(keys_of(each, languages)) for other in synonyms.get(key, ())]
        for forms in words
        for each in forms
    }
    known = lexicon.look_up(session, [*same, *(other for each in same.values() for other in each)], languages)
    holders: dict[str, int] = {}
    found: list[Asked] = []
    for forms in words:
        likes = dict(known[forms[0]].likes)
        likes |= {form: 1.0 for form in forms[1:] if form in known[form].forms}
        for other in (other for form in forms for other in same[form]):
            for form in known[other].forms:
                likes[form] = max(lexicon.tuning.synonym, likes.get(form, 0.0))
        for each in (*forms, *(other for form in forms for other in same[form])):
            holders.update(known[each].holders)
        worth = worth_of(likes, holders, lexicon.solutions) if likes else 0.0
        found.append(Asked(forms[0], likes, worth * (lexicon.tuning.exact if has_digit(forms[0]) else 1.0)))
    return found, holders


def _words(session: Session, lexicon: Lexicon, text: str, languages: Sequence[str]) -> list[tuple[str, ...]]:
    """Each word of a search, then what else it may be; a code that nobody wrote is searched by its parts."""
    words = asked(text, languages[0])
    together = _together(words)
    every = [*(each for word, parts in words for each in (word, *parts, *_apart(word))), *together.values()]
    known = lexicon.look_up(session, every, languages)
    found: list[tuple[str, ...]] = []
    for place, (word, parts) in enumerate(words):
        if parts and parts != (word,) and not known[word].likes:
            found += [(part,) for part in parts]
            continue
        apart = _apart(word) if not known[word].likes else ()
        if apart and all(known[part].likes for part in apart):
            found += [(part,) for part in apart]
            continue
        whole = [together[place]] if place in together and known[together[place]].likes else []
        found.append(tuple(dict.fromkeys((word, *whole))))
    return found


def _together(words: Sequence[tuple[str, tuple[str, ...]]]) -> dict[int, str]:
    """By the place of a number, the code that it may be with the letters before it: `WSH 40` is written `WSH40`."""
    return {
        place: before + word
        for place, ((before, _), (word, parts)) in enumerate(pairwise(words), 1)
        if not parts and word.isdecimal() and before.isalpha() and len(before) <= CODE_LETTERS
    }


def _apart(word: str) -> tuple[str, ...]:
    """What a code may be written as, letters and number apart: `WSH40` is written `WSH 40`."""
    match = _LETTERS_NUMBER.fullmatch(word)
    return match.groups() if match is not None else ()


def _fetched(
    session: Session,
    lexicon: Lexicon,
    asked_for: Sequence[Asked],
    holders: Mapping[str, int],
    within: Select[tuple[int]] | None,
) -> list[Entry]:
    """The solutions that are worth ranking, by the index's own order; rare words first, within a budget."""
    tuning = lexicon.tuning
    match = _match(asked_for, holders, tuning.ending)
    if not match:
        return []
    weights = ", ".join(str(tuning.weights.get(name, 1.0)) for name in FIELDS)
    order: ColumnElement[float] = literal_column(f"bm25(solution_fts, {weights})")
    wanted = select(FTS).where(literal_column("solution_fts").bool_op("MATCH")(literal(match)))
    if within is not None:
        wanted = wanted.where(literal_column("+solution_fts.rowid").in_(within))
    rows = session.execute(wanted.order_by(order).limit(tuning.candidates))
    return [Entry(row[0], tuple(tuple(text.split()) for text in row[1:])) for row in rows]


def _match(asked_for: Sequence[Asked], holders: Mapping[str, int], ending: float) -> str:
    chosen: dict[str, int] = {}
    spent = 0
    for each in sorted(asked_for, key=lambda each: -each.worth):
        best = sorted(each.likes, key=lambda word: -each.likes[word])
        best = [
            word for place, word in enumerate(best) if place < MOST_VARIANTS or each.likes[word] >= ending
        ]
        cost = sum(holders.get(word, 0) for word in best if word not in chosen)
        if chosen and spent + cost > READ_TERMS:
            continue
        chosen.update((word, holders.get(word, 0)) for word in best)
        spent += cost
    return " OR ".join(f'"{word}"' for word in chosen)


def _forms(session: Session, words: Sequence[str], languages: Sequence[str]) -> dict[str, list[str]]:
    """The other words of the index that have a stem in common with each of these."""
    by_stem: dict[str, list[str]] = {}
    for word in words:
        for each in marked_stems(word, languages):
            by_stem.setdefault(each, []).append(word)
    found: dict[str, list[str]] = {word: [] for word in words}
    for other in _held_words(session, by_stem, READ_RUNS):
        for each in marked_stems(other, languages) & by_stem.keys():
            for word in by_stem[each]:
                if other != word:
                    found[word].append(other)
    return found


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
    return _held_words(session, taken, most)


def _held_words(session: Session, pieces: Iterable[str], most: int) -> list[str]:
    """So many words at most that have one of these runs or stems; those that have more and rarer ones first."""
    match = " OR ".join(f'"{piece}"' for piece in pieces)
    if not match:
        return []
    wanted = select(WORDS.c.word).where(literal_column("solution_fts_words").bool_op("MATCH")(literal(match)))
    return list(session.execute(wanted.order_by(literal_column("rank")).limit(most)).scalars())


def _holders(session: Session, of: object, terms: Iterable[str]) -> dict[str, int]:
    """How many entries hold each of these; those that none holds are left out."""
    counted = _TERMS if of is _TERMS else _RUNS
    wanted = select(counted.c.term, counted.c.doc).where(counted.c.term.in_(select(texts(list(terms)))))
    return {term: count for term, count in session.execute(wanted) if count > 0}


def _rows(session: Session, name: str) -> int:
    return int(session.execute(select(func.count()).select_from(sql_table(name))).scalar_one())
