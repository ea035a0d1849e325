"""The one translation of a filter to SQL: conditions with bound values that are never NULL.

So `NOT` is the true complement everywhere: `-queue:north` finds calls without a queue too. Dates become instants
here, with the `now` and the zone of who asks. What only one noun has is in the translator of its own folder.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Table,
    Text,
    and_,
    cast,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    true,
)
from sqlmodel import AutoString

from svc_tui.domain.core.text import clean, code_key
from svc_tui.domain.core.words import digits_of
from svc_tui.domain.query.dates import bounds, day_bounds
from svc_tui.domain.query.keys import Key, KeyTable
from svc_tui.domain.query.reader import Query, parse
from svc_tui.domain.query.tree import And, Node, Not, Number, Or, Phrase, Term, Test, Word
from svc_tui.domain.query.values import decimal, digits, seconds
from svc_tui.storage.engine.read_models import same
from svc_tui.storage.query.serials import found_by
from svc_tui.storage.tables import table
from svc_tui.storage.tables.columns import keys_of

Condition = ColumnElement[bool]
Size = TypeVar("Size", int, Decimal)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks, and when: dates and `@me` depend on it."""

    now: datetime
    zone: ZoneInfo
    me: str | None = None
    lefts: "Lefts | None" = None
    """Works out the covered time left of calls; without it the time until they are due counts."""
    left_ids: "Mapping[Test, Sequence[int]]" = field(default_factory=dict)
    """For each test of `left` in the filter: the calls that fulfil it."""


Target = tuple[int, int | None, int, int | None, int | None, int]
"""A call with a target to come: key, contract, next_due, next_since and next_left_s as the store keeps them, and
whether its resolution is paused with time left."""
Lefts = Callable[[Sequence[Target]], list[int]]
"""Covered seconds left of each, negative when late."""


def scoped(query: Query, translator: "Translator") -> Condition:
    """The condition of a filter in the words of a list's own translator, the filter's default scope included."""
    parts = [translator.node(query.tree)]
    if query.scope:
        parts.insert(0, translator.node(parse(query.scope, query.keys).tree))
    return and_(*parts)


def known(column: ColumnElement[Any], condition: Condition) -> Condition:
    """The condition, false where the column has no value."""
    return and_(column.is_not(None), condition)


class Translator:
    """Conditions on one table; rows are found by words in its code and name."""

    def __init__(self, keys: KeyTable, viewer: Viewer) -> None:
        self.keys = keys
        self.viewer = viewer
        self.table: Table = table(keys.kind)
        self.open_alone = False
        """Whether the condition is asked of open records alone."""

    def node(self, node: Node) -> Condition:
        """Any part of the tree."""
        match node:
            case And():
                return and_(true(), *(self.node(part) for part in node.parts))
            case Or():
                return or_(false(), *(self.node(part) for part in node.parts))
            case Not():
                return not_(self.node(node.part))
            case Number():
                return self.number(node.number)
            case Word() | Phrase():
                return self.words(node)
            case Term():
                return self._term(node)

    def words(self, node: Word | Phrase) -> Condition:
        """Bare words: in the code and the name, phone and e-mail where there are some."""
        star = "*" if isinstance(node, Word) and node.prefix else ""
        wanted = clean(node.text) + star
        columns = [self.table.c[name] for name in ("code", "name", "phone", "email") if name in self.table.c]
        return or_(*(func.svc_words(func.coalesce(column, ""), wanted) == 1 for column in columns))

    def number(self, number: str) -> Condition:
        """`#...`: what people call a record by."""
        return same(self.table, "code", number)

    def flag(self, name: str) -> Condition:
        """A word after `is:`."""
        c = self.table.c
        on = not_(c.inactive) if "inactive" in c else c.active
        flags: dict[str, Condition] = {"active": on, "inactive": not_(on), "stub": c.stub, "any": true()}
        return flags[name]

    def present(self, key: Key) -> Condition:
        """Has the key a value."""
        if key.name == "members":
            member = table("queue_member")
            return exists(select(member.c.id).where(member.c.queue == self.table.c.code))
        return has_value(self.table.c[key.source])

    def _term(self, term: Term) -> Condition:
        if term.key == "is":
            return or_(*(self.flag(test.text) for test in term.tests))
        if term.key in ("has", "no"):
            found = [self.keys.key(test.text) for test in term.tests]
            parts = [self.present(key) for key in found if key is not None]
            return or_(*parts) if term.key == "has" else or_(*(not_(part) for part in parts))
        key = self.keys.key(term.key)
        if key is None:
            return false()
        return or_(*(self.test(key, test) for test in term.tests))

    def test(self, key: Key, test: Test) -> Condition:
        """One value of a key."""
        if test.op == "none":
            return not_(self.present(key))
        if test.op == "me":
            return self._mine(key)
        if test.op == "==":
            return self.exactly(key, test.text)
        readers: dict[str, Callable[[Key, Test], Condition]] = {
            "code": self._code, "ref": self._ref, "name": self._name, "text": self.text, "enum": self.enum,
            "instant": self._instant, "due": self._instant, "left": self.left, "date": self._date,
            "integer": self.integer,
            "seconds": self.seconds, "amount": self.amount,
            "flag": self._flag, "serial": self._serial, "tags": self._tags,
            "number": self._number,
        }  # fmt: skip
        return readers[key.kind](key, test)

    def exactly(self, key: Key, text: str) -> Condition:
        """`key:=value`: the very text of the column, as a report groups by it."""
        if key.source not in self.table.c:
            return self.test(key, Test("=", text))
        return known(self.table.c[key.source], cast(self.table.c[key.source], Text) == text)

    def _mine(self, key: Key) -> Condition:
        if self.viewer.me is None:
            return false()
        column = self.table.c.get(key.source, None)
        if key.ref == "queue" and column is not None:
            member = table("queue_member")
            return known(column, column.in_(select(member.c.queue).where(member.c.person == self.viewer.me)))
        return self.refers(
            key, select(table("person").c.code).where(table("person").c.code == self.viewer.me)
        )

    def refers(self, key: Key, codes: Select[Any] | Any) -> Condition:
        """Does the key name one of these codes."""
        if key.name == "members":
            member = table("queue_member")
            return self.table.c.code.in_(select(member.c.queue).where(member.c.person.in_(codes)))
        column = self.table.c[key.source]
        return known(column, column.in_(codes))

    def _code(self, key: Key, test: Test) -> Condition:
        if f"{key.source}_key" in keys_of(self.table):
            return same(self.table, key.source, test.text)
        column = self.table.c[key.source]
        return known(column, func.svc_key(column) == code_key(clean(test.text)))

    def _ref(self, key: Key, test: Test) -> Condition:
        return self.refers(key, exact_or_by_word(table(key.ref), "code", "name", test.text))

    def _name(self, key: Key, test: Test) -> Condition:
        column = self.table.c[key.source]
        if key.ref == "group":
            chosen = exact_or_by_word(table("item_group"), "name", "name", test.text)
        else:
            entry = table("list_entry")
            alias = key.word(test.text)
            chosen = exact_or_by_word(
                entry, "name", "name", test.text, entry.c.list == key.ref, alias_of=alias
            )
        return known(column, or_(column.in_(spellings(clean(test.text))), column.in_(chosen)))

    def text(self, key: Key, test: Test) -> Condition:
        """Words in a text column; a phone number by its digits."""
        column = func.coalesce(self.table.c[key.source], "")
        typed = digits_of(test.text)
        if key.name == "phone" and len(typed) >= 3 and not any(char.isalpha() for char in test.text):
            return func.instr(func.svc_digits(column), typed) > 0
        return func.svc_words(column, clean(test.text)) == 1

    def enum(self, key: Key, test: Test) -> Condition:
        """One of a few words, in their order where they have one."""
        column = self.table.c[key.source]
        words = list(key.words)
        rank, upper = words.index(test.text), words.index(test.upper) if test.upper else 0
        chosen = {
            "<": words[:rank], "<=": words[: rank + 1], ">": words[rank + 1 :], ">=": words[rank:],
            "..": words[min(rank, upper) : max(rank, upper) + 1],
        }.get(test.op, [test.text])  # fmt: skip
        return known(column, column.in_(chosen))

    def _instant(self, key: Key, test: Test) -> Condition:
        column, viewer = self.table.c[key.source], self.viewer
        found = bounds(
            test.op, test.text, test.upper, now=viewer.now, zone=viewer.zone, direction=key.direction
        )
        return between(column, *found) if found else false()

    def left(self, key: Key, test: Test) -> Condition:
        """The time left; a date is the instant it falls due."""
        return self._instant(key, test)

    def _date(self, key: Key, test: Test) -> Condition:
        column, viewer = self.table.c[key.source], self.viewer
        found = day_bounds(
            test.op, test.text, test.upper, now=viewer.now, zone=viewer.zone, direction=key.direction
        )
        return between(column, *found) if found else false()

    def integer(self, key: Key, test: Test) -> Condition:
        """A number column."""
        return compare(
            self.table.c[key.source], test, int(test.text), int(test.upper) if test.upper else None
        )

    def seconds(self, key: Key, test: Test) -> Condition:
        """A length of time."""
        low, high = seconds(test.text), seconds(test.upper) if test.upper else None
        return compare(self.measured(key), test, low or 0, high)

    def amount(self, key: Key, test: Test) -> Condition:
        """A decimal number."""
        low, high = decimal(test.text), decimal(test.upper) if test.upper else None
        return false() if low is None else compare(self.table.c[key.source], test, low, high)

    def measured(self, key: Key) -> ColumnElement[Any]:
        """The column of a length of time, or what it is worked out from."""
        return self.table.c[key.source]

    def _number(self, key: Key, test: Test) -> Condition:
        if test.op == "=":
            return self.number(test.text)
        return compare(self.table.c[f"{key.source}_order"], test, digits(test.text) or 0, digits(test.upper))

    def _flag(self, key: Key, test: Test) -> Condition:
        column = self.table.c[key.source]
        return column if test.text == "yes" else not_(column)

    def _serial(self, key: Key, test: Test) -> Condition:
        """Equal without dashes and leading zeros, or the tail of it from three characters."""
        return found_by(self.table, key.source, test.text)

    def _tags(self, key: Key, test: Test) -> Condition:
        return func.svc_words(cast(self.table.c[key.source], Text), clean(test.text)) == 1


def has_value(column: ColumnElement[Any]) -> Condition:
    """Neither empty nor, for counts, nought."""
    if isinstance(column.type, AutoString | String):
        return and_(column.is_not(None), func.trim(column) != "")
    if column.type.python_type is bool:
        return column
    if column.type.python_type is int and not column.nullable:
        return column > 0
    return column.is_not(None)


def between(column: ColumnElement[Any], low: Any, high: Any) -> Condition:
    """From low (included) to high (left out), either open."""
    parts = [column.is_not(None)]
    if low is not None:
        parts.append(column >= low)
    if high is not None:
        parts.append(column < high)
    return and_(*parts)


def compare(column: ColumnElement[Any], test: Test, low: Size, high: Size | None) -> Condition:
    """The comparison that a test asks for."""
    if test.op == ".." and high is not None:
        low, high = min(low, high), max(low, high)
        return known(column, and_(column >= low, column <= high))
    comparisons: dict[str, Condition] = {
        "<": column < low, "<=": column <= low, ">": column > low, ">=": column >= low,
    }  # fmt: skip
    return known(column, comparisons.get(test.op, column == low))


def exact_or_by_word(
    t: Table, code: str, name: str, text: str, *also: Condition, alias_of: str | None = None
) -> Any:
    """The codes that are the text in any case, or, where there is none, those whose name holds its words.

    `alias_of` is a code that the text is another word for.
    """
    exact = select(t.c[code]).where(same(t, code, text), *also)
    fits = func.svc_words(t.c[name], clean(text)) == 1 if alias_of is None else t.c[code] == alias_of
    named = select(t.c[code]).where(fits, not_(exact.exists()), *also)
    if code == "code" and "merged_into" in t.c:  # what turned out to be another leads there
        there = select(t.c.merged_into).where(same(t, code, text), t.c.merged_into.is_not(None), *also)
        return exact.union_all(there, named)
    return exact.union_all(named)


def spellings(text: str) -> list[str]:
    """A word as records may have kept it that is in no list any more: their columns have an index, but no key."""
    return list(dict.fromkeys((text, text.lower(), text.upper(), text.capitalize(), text.title())))
