"""Finding solutions: by words and filters, and without asking by what a call already says."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from svc_tui.domain.core.text import clean_line
from svc_tui.domain.query.reader import Query, parse
from svc_tui.domain.solutions.keys import SOLUTIONS, parted
from svc_tui.domain.solutions.passage import Passage, best_passage
from svc_tui.domain.solutions.ranking import FIELDS, TUNING, Tuning, boosted
from svc_tui.domain.solutions.suggesting import MOST, Candidate, suggested
from svc_tui.domain.solutions.words import asked, languages_of
from svc_tui.errors import N_, NotFound
from svc_tui.services.core.context import Context
from svc_tui.services.core.record_list import RecordList, moved_among
from svc_tui.services.solutions.meaning import Meaning, meaning
from svc_tui.services.solutions.synonyms import table_of
from svc_tui.storage.calls import reads
from svc_tui.storage.query.translator import Viewer
from svc_tui.storage.solutions import query as query_solutions
from svc_tui.storage.solutions import rows
from svc_tui.storage.solutions import search as solution_search
from svc_tui.storage.solutions.rows import SolutionRow, Tie

if TYPE_CHECKING:
    from svc_tui.storage.query.translator import Condition
    from svc_tui.storage.session import Keys, Session

TOP = 20


@dataclass(frozen=True)
class Found:
    """A solution that a search found."""

    row: SolutionRow
    score: float
    """Higher is better; scores of one search can be compared, no others."""
    likes: Mapping[str, float] = field(default_factory=dict, repr=False, compare=False)
    """Words of the index that stand for the typed ones."""

    @cached_property
    def passage(self) -> Passage:
        """Where, with the found words marked; looked for when it is asked for."""
        return best_passage(texts_of(self.row), self.likes, self.row.language)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A solution that may help a call, and why."""

    row: SolutionRow
    tie: str
    """item, group, problem or words."""
    closed: int
    """Calls closed with it: of that tie, or, by words alone, all."""


@dataclass(frozen=True)
class _Index:
    """What is kept between two searches, until somebody writes."""

    news: int
    lexicon: solution_search.Lexicon
    synonyms: Mapping[str, Sequence[str]]


class SolutionFind:
    """Reads of solutions in the name of the context's person."""

    def __init__(self, context: Context, *, tuning: Tuning = TUNING, semantic: bool = True) -> None:
        self._context = context
        self._tuning = tuning
        self._semantic = semantic
        self._index: _Index | None = None
        own = RecordList(context, SOLUTIONS, self._find_keys, moved_among(self._find_keys, _moved))
        self.query, self.ids = own.query, own.ids
        self.changed_since, self.complete = own.changed_since, own.complete

    # By words

    def search(
        self, words: str, *, item: str | None = None, filters: str = "", top: int = TOP
    ) -> tuple[Found, ...]:
        """The solutions that answer words, best first; without words the most useful ones.

        Args:
            words: Whatever was typed; none of it is syntax.
            item: Solutions of this item count more, those of its group a little.
            filters: Filter text, such as `status:publish item:WSH-40`; bare words in it are searched too.
            top: So many at most.
        """
        query = parse(filters, SOLUTIONS)
        more, rest = parted(query)
        with self._context.store.read() as session:
            within = query_solutions.within(rest, self._viewer()) if filters.strip() else None
            return self._search(session, f"{words} {more}".strip(), item, within, top)

    def find(self, line: str, *, item: str | None = None, top: int = TOP) -> tuple[Found, ...]:
        """The same for one line of words and filters, as a screen has it: `leaks item:WSH-40`."""
        return self.search("", item=item, filters=line, top=top)

    def searches(
        self, texts: Iterable[str], *, item: str | None = None, top: int = TOP
    ) -> Iterator[tuple[Found, ...]]:
        """The same for many texts, as they come."""
        for text in texts:
            with self._context.store.read() as session:
                yield self._search(session, text, item, None, top)

    def _search(
        self, session: "Session", text: str, item: str | None, within: "Keys | None", top: int
    ) -> tuple[Found, ...]:
        languages = languages_of(text)
        group = rows.groups_of(session=session, items=[item]).get(item) if item else None
        if not asked(text, languages[0]):
            inside = within
            if inside is None:
                inside = query_solutions.within(parse("", SOLUTIONS), self._viewer())
            keys = rows.most_useful(session=session, within=inside, item=item, group=group, limit=top)
            return tuple(Found(row, 0.0) for row in rows.rows(session=session, ids=keys))
        index = self._ready(session)
        answer = solution_search.search(
            session, index.lexicon, text, languages, within=within, synonyms=index.synonyms
        )
        scored = {hit.id: hit.score for hit in answer.hits}
        if self._semantic and languages[0] == "en" and (vectors := meaning()) is not None:
            known = rows.rows(session=session, ids=list(scored))
            scored = _with_meaning(scored, known, text, vectors, self._tuning.meaning)
        best = self._boosted(session, scored, item, group)[:top]
        found = {row.id: row for row in rows.rows(session=session, ids=[key for _score, key in best])}
        return tuple(Found(found[key], score, answer.likes) for score, key in best)

    def _boosted(
        self, session: "Session", scored: Mapping[int, float], item: str | None, group: str | None
    ) -> list[tuple[float, int]]:
        """Scores with what else speaks for a solution, best first."""
        standing = rows.standing(session=session, ids=list(scored))
        groups = rows.groups_of(session=session, items={each.item for each in standing}) if group else {}
        found = []
        for each in standing:
            same_item = bool(item) and each.item == item
            same_group = bool(group) and groups.get(each.item or "") == group
            score = boosted(
                scored[each.id],
                same_item=same_item,
                same_group=same_group,
                used=each.used,
                tuning=self._tuning,
            )
            found.append((-score, each.number, each.id))
        return [(-score, key) for score, _number, key in sorted(found)]

    def _ready(self, session: "Session") -> _Index:
        news = self._context.store.news()
        if self._index is None or self._index.news != news:
            lexicon = solution_search.Lexicon(session, self._tuning)
            self._index = _Index(news, lexicon, table_of(rows.synonyms(session=session)))
        return self._index

    def worth_of(self, text: str) -> float:
        """The score of a symptom that holds every word of a text."""
        with self._context.store.read() as session:
            return self._whole(session, text)

    def _whole(self, session: "Session", text: str) -> float:
        return solution_search.whole(session, self._ready(session).lexicon, text, languages_of(text))

    # Without asking

    def suggest(self, call: str, most: int = MOST) -> tuple[Suggestion, ...]:
        """What may help a call (B1.8), best first; what is attached or did not help is left out. Raises NotFound."""
        with self._context.store.read() as session:
            row = reads.call_by_number(session=session, number=call)
            if row is None:
                raise NotFound(N_("There is no call {number}."), number=call)
            left_out = {each.number for each in reads.solutions_of(session=session, call_id=row.id)}
            left_out |= {each["solution"] for each in rows.misses_of(session=session, call_id=row.id)}
            return self._suggest(
                session, row.item, row.item_group, row.problem, f"{row.subject} {row.description}",
                row.id, left_out, most,
            )  # fmt: skip

    def suggest_for(
        self, *, subject: str = "", description: str = "", item: str | None = None, problem: str | None = None,
        most: int = MOST,
    ) -> tuple[Suggestion, ...]:  # fmt: skip
        """The same for a call that is still being typed."""
        with self._context.store.read() as session:
            group = rows.groups_of(session=session, items=[item]).get(item) if item else None
            return self._suggest(session, item, group, problem, f"{subject} {description}", None, set(), most)

    def _suggest(
        self, session: "Session", item: str | None, group: str | None, problem: str | None, text: str,
        call_id: int | None, left_out: set[int], most: int,
    ) -> tuple[Suggestion, ...]:  # fmt: skip
        ties: dict[int, tuple[str, Tie]] = {}
        for kind, column, value in (
            ("item", "item", item),
            ("group", "item_group", group),
            ("problem", "problem", problem),
        ):
            for tie in rows.on_calls_like(session=session, column=column, value=value, but=call_id):
                ties.setdefault(tie.solution, (kind, tie))
        for number in rows.of_item(session=session, item=item, group=group, limit=TOP):
            ties.setdefault(number, ("", Tie(number, 0, None)))
        found = self._search(session, text, None, None, TOP) if text.strip() else ()
        words = {each.row.number: each for each in found if each.score > 0}
        known = {each.number: each for each in (hit.row for hit in words.values())}
        known |= rows.by_number(session=session, numbers=ties.keys() - known.keys())
        best = self._whole(session, text)
        candidates = []
        for number, row in known.items():
            if number in left_out or row.merged_into is not None:
                continue
            kind, tie = ties.get(number, ("words", Tie(number, 0, None)))
            kind = kind or ("item" if row.item == item else "group")
            part = words[number].score / best if number in words and best else 0.0
            candidates.append(
                Candidate(
                    number,
                    kind,
                    tie.closed or row.used,
                    tie.last or row.last_used_at,
                    part,
                    row.status == "Review",
                )
            )
        return tuple(
            Suggestion(known[each.number], each.tie, each.closed)
            for each in suggested(candidates, self._context.now(), most)
        )

    def fitting_rows(self, number: str, text: str, limit: int) -> tuple[SolutionRow, ...]:
        """For the prompt of a call: by the words typed, else what is suggested and what its item has."""
        with self._context.store.read() as session:
            row = reads.call_by_number(session=session, number=number) if number else None
            item = row.item if row else None
            if text.strip():
                found = [hit.row for hit in self._search(session, text, item, None, limit)]
                named = rows.row(session=session, number=int(text)) if _is_number(text) else None
                return tuple(dict.fromkeys([*([named] if named else []), *found]))
        first = [each.row for each in self.suggest(number)] if row else []
        rest = [hit.row for hit in self.search("", item=item, top=limit)]
        return tuple(dict.fromkeys([*first, *rest]))[:limit]

    # Lists

    def _viewer(self) -> Viewer:
        return Viewer(now=self._context.now(), zone=self._context.zone, me=self._context.me)

    def condition(self, session: "Session", query: Query) -> "Condition":
        """What a filter means, for reports."""
        return query_solutions.condition(query, self._viewer())

    def _find_keys(
        self, session: "Session", query: Query, *, first: int | None, typing: bool
    ) -> "array[int]":
        return rows.ids(session=session, query=query, viewer=self._viewer(), first=first)

    def lines(self, ids: Sequence[int]) -> list[SolutionRow]:
        """Solutions by key, in this order."""
        with self._context.store.read() as session:
            return rows.rows(session=session, ids=ids)

    def numbers(self, ids: Sequence[int]) -> tuple[str, ...]:
        """Their numbers, in this order."""
        with self._context.store.read() as session:
            return tuple(str(number) for number in rows.numbers(session=session, ids=ids))


def _moved(session: "Session", since: int) -> Sequence[int]:
    return rows.moved(session=session, since=since)


def texts_of(row: SolutionRow) -> dict[str, str]:
    """The searched fields of a solution."""
    return {name: getattr(row, name) for name in FIELDS}


def _is_number(text: str) -> bool:
    digits = clean_line(text).removeprefix("#")
    return digits.isascii() and digits.isdecimal() and len(digits) < 16


def _with_meaning(
    scored: Mapping[int, float], known: Sequence[SolutionRow], text: str, vectors: Meaning, weight: float
) -> dict[int, float]:
    """Scores with the likeness in meaning beside them, as a part of the best score."""
    best = max(scored.values(), default=0.0)
    alike = vectors.alike(
        text, [(row.symptom or row.solution, " ".join(texts_of(row).values())) for row in known]
    )
    return {row.id: scored[row.id] + best * weight * value for row, value in zip(known, alike, strict=True)}
