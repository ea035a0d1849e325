"""What the translation of filters knows of solutions alone: words of their texts, item groups, age, reopened calls."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select, true

from svc_tui.domain.core.text import clean
from svc_tui.domain.query.keys import Key
from svc_tui.domain.query.reader import Query
from svc_tui.domain.query.tree import Phrase, Test, Word
from svc_tui.storage.query.translator import (
    Condition,
    Translator,
    Viewer,
    compare,
    exact_or_by_word,
    known,
    scoped,
)
from svc_tui.storage.tables import table

STALE_AFTER = timedelta(days=365)
TIES = ("attached", "ended")
"""Keys that count the calls it is attached to."""
OWN_WORDS = ("solution", "symptom", "cause", "description", "item")
STATES = {"internal": "Internal", "review": "Review", "publish": "Publish"}


def condition(query: Query, viewer: Viewer) -> Condition:
    """The condition of a filter, its default scope included."""
    return scoped(query, SolutionTranslator(query.keys, viewer))


def within(query: Query, viewer: Viewer) -> Select[tuple[int]]:
    """The keys of the solutions of a filter."""
    return select(table("solution").c.id).where(condition(query, viewer))


def misses() -> ColumnElement[int]:
    """How often the solution did not help."""
    miss = table("solution_miss").c
    return select(func.count()).where(miss.solution == table("solution").c.number).scalar_subquery()


def attached(name: str) -> ColumnElement[int]:
    """How many calls the solution is attached to, or how many of those have `ended`."""
    tie, call, of = table("call_solution").c, table("call").c, table("solution")
    counted = select(func.count(tie.id)).where(tie.solution == of.c.number)
    if name == "ended":
        counted = counted.where(tie.call_id.in_(select(call.id).where(call.is_open.is_(False))))
    return counted.correlate(of).scalar_subquery()


def measured() -> Mapping[str, ColumnElement[Any]]:
    """What reports work out of a solution: its calls, those that ended, those it did not help; its item's group."""
    c, item = table("solution").c, table("item").c
    group = select(item.group).where(item.code == c.item).correlate(table("solution")).scalar_subquery()
    counts = {**{name: attached(name) for name in TIES}, "misses": misses()}
    return {name: func.nullif(each, 0) for name, each in counts.items()} | {"item_group": group}


class SolutionTranslator(Translator):
    """Conditions on solutions."""

    def words(self, node: Word | Phrase) -> Condition:
        """Bare words: in the texts, the item and the number."""
        c, wanted = self.table.c, clean(node.text) + ("*" if isinstance(node, Word) and node.prefix else "")
        found = [func.svc_words(func.coalesce(c[name], ""), wanted) == 1 for name in OWN_WORDS]
        return or_(*found, self.number(node.text))

    def number(self, number: str) -> Condition:
        """The solution's number."""
        digits = number.strip()
        plain = digits.isascii() and digits.isdecimal() and len(digits) < 19
        return self.table.c.number == int(digits) if plain else false()

    def flag(self, name: str) -> Condition:
        """A word after `is:`."""
        c = self.table.c
        year_ago = self.viewer.now - STALE_AFTER
        unused = func.coalesce(c.last_used_at, c.created_at, c.updated_at) < year_ago
        unreviewed = func.coalesce(c.reviewed_at, c.created_at, c.updated_at) < year_ago
        if name in STATES:
            return c.status == STATES[name]
        if name == "mine":
            return or_(
                known(c.owner, c.owner == self.viewer.me), known(c.reviewer, c.reviewer == self.viewer.me)
            )
        flags: dict[str, Condition] = {
            "unused": known(unused, unused), "unreviewed": known(unreviewed, unreviewed),
            "merged": c.merged_into.is_not(None), "current": c.merged_into.is_(None), "any": true(),
        }  # fmt: skip
        if name == "reopened":
            return self._reopened()
        return or_(flags["unused"], flags["unreviewed"], self._reopened()) if name == "stale" else flags[name]

    def _reopened(self) -> Condition:
        """A call came back after the solution was attached, and nobody has reviewed it since."""
        c, tie, history = self.table.c, table("call_solution").c, table("history").c
        came_back = (
            select(tie.id)
            .join_from(table("call_solution"), table("history"), history.object_id == tie.call_id)
            .where(
                tie.solution == c.number,
                history.kind == "call",
                history.event == "reopened",
                history.at >= tie.at,
            )
        )
        return exists(came_back.where(or_(c.reviewed_at.is_(None), history.at > c.reviewed_at)))

    def present(self, key: Key) -> Condition:
        """Has the key a value."""
        c = self.table.c
        if key.name == "attachments":
            file = table("attachment").c
            return exists(select(file.id).where(file.kind == "solution", file.object_id == c.id))
        if key.name in TIES:
            return attached(key.name) > 0
        if key.name == "misses":
            return exists(
                select(table("solution_miss").c.id).where(table("solution_miss").c.solution == c.number)
            )
        if key.name == "item_group":
            items = table("item").c
            return known(c.item, c.item.in_(select(items.code).where(items.group.is_not(None))))
        return super().present(key)

    def test(self, key: Key, test: Test) -> Condition:
        """One value of a key; what is not a column of the solution first."""
        if key.name == "item_group" and test.op not in ("none", "me"):
            items = table("item").c
            chosen = exact_or_by_word(table("item_group"), "name", "name", test.text)
            of_group = select(items.code).where(known(items.group, items.group.in_(chosen)))
            return known(self.table.c.item, self.table.c.item.in_(of_group))
        return super().test(key, test)

    def integer(self, key: Key, test: Test) -> Condition:
        """Numbers; calls and misses are counted."""
        if key.name in TIES:
            return compare(attached(key.name), test, int(test.text), int(test.upper) if test.upper else None)
        if key.name == "misses":
            return compare(misses(), test, int(test.text), int(test.upper) if test.upper else None)
        return super().integer(key, test)
