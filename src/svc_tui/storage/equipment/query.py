"""What the translation of filters knows of equipment cards alone: words of item and owner, counts of calls, coverage.

Whether a card is covered is a question to its contracts and not a column: whoever asks by it hands the answers in.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, exists, false, func, or_, select, true

from svc_tui.domain.core.text import clean
from svc_tui.domain.core.words import contains_words
from svc_tui.domain.equipment.rules import LIVE
from svc_tui.domain.query.keys import Key, KeyTable
from svc_tui.domain.query.preventive import PLAN, PREVENTIVE
from svc_tui.domain.query.tree import Phrase, Test, Word
from svc_tui.domain.sla.entitlement import Entitlement
from svc_tui.storage.query.preventive import PlanConditions
from svc_tui.storage.query.serials import found_by
from svc_tui.storage.query.translator import (
    Condition,
    Translator,
    Viewer,
    compare,
    exact_or_by_word,
    has_value,
    known,
)  # fmt: skip
from svc_tui.storage.sqlite.engine import texts
from svc_tui.storage.tables import table

Covers = Callable[[], Mapping[int, Entitlement]]
"""The entitlement of every card, by its internal key; asked for only where the filter or its order needs it."""
OWN_WORDS = ("contact", "phone", "address", "location")
COVERING = ("contract", "covered", "coverage_reason")
STATES = ("active", "returned", "terminated", "loaned", "in_lab")


def calls_of(*, open_alone: bool) -> Select[tuple[int]]:
    """Cards with calls about them, once for each call."""
    call = table("call").c
    wanted = select(call.equipment).where(call.equipment.is_not(None))
    return wanted.where(call.is_open) if open_alone else wanted


def count_of_calls(*, open_alone: bool) -> ColumnElement[int]:
    """How many calls are about the card."""
    call = table("call").c
    counted = select(func.count()).where(call.equipment == table("equipment").c.number)
    return (counted.where(call.is_open) if open_alone else counted).scalar_subquery()


class EquipmentTranslator(Translator):
    """Conditions on cards."""

    def __init__(self, keys: KeyTable, viewer: Viewer, covers: Covers) -> None:
        super().__init__(keys, viewer)
        self._covers = covers

    def words(self, node: Word | Phrase) -> Condition:
        """Bare words: in number, serials, item, owner, contact and place."""
        c, wanted = self.table.c, clean(node.text) + ("*" if isinstance(node, Word) and node.prefix else "")
        item, customer = table("item").c, table("customer").c
        found = [func.svc_words(func.coalesce(c[name], ""), wanted) == 1 for name in OWN_WORDS]
        for column, other in ((c.item, item), (c.customer, customer)):
            fits = or_(func.svc_words(other.code, wanted) == 1, func.svc_words(other.name, wanted) == 1)
            found.append(column.in_(select(other.code).where(fits)))
        found += [found_by(self.table, name, node.text) for name in ("serial", "manufacturer_serial")]
        return or_(*found, self.number(node.text))

    def number(self, number: str) -> Condition:
        """The card's number."""
        digits = number.strip()
        return self.table.c.number == int(digits) if digits.isdecimal() and len(digits) < 19 else false()

    def flag(self, name: str) -> Condition:
        """A word after `is:`."""
        c = self.table.c
        if name in STATES:
            return c.status == name
        if name == "live":
            return c.status.in_(("active", "loaned"))
        if name in ("covered", "uncovered"):
            return self._covered(lambda answer: answer.is_accepted is (name == "covered"))
        if name == "warranty":
            today = self._today()
            started = or_(c.warranty_start.is_(None), c.warranty_start <= today)
            return and_(c.warranty_end.is_not(None), c.warranty_end >= today, started)
        if name == "overdueloan":
            return and_(c.status == "loaned", c.due_back.is_not(None), c.due_back < self._today())
        return true()

    def _today(self) -> date:
        return self.viewer.now.astimezone(self.viewer.zone).date()

    def present(self, key: Key) -> Condition:
        """Has the key a value; counts are there from one."""
        c = self.table.c
        if key.name == "contract":
            return self._covered(lambda answer: answer.contract is not None)
        if key.name == "covered":
            return self._covered(lambda answer: answer.is_accepted)
        if key.name == "coverage_reason":
            return true()
        if key.name in (PLAN, PREVENTIVE):
            return self._plans().present(key)
        if key.name in ("calls", "open_calls"):
            return c.number.in_(calls_of(open_alone=key.name == "open_calls"))
        if key.name == "customers":
            return c.number.in_(select(table("equipment_customer").c.equipment))
        if key.name == "attachments":
            file = table("attachment").c
            return exists(select(file.id).where(file.kind == "equipment", file.object_id == c.id))
        if key.name in ("item_name", "item_group", "customer_name"):
            column, other, name = self._elsewhere(key.name)
            return column.in_(select(other.c.code).where(has_value(other.c[name])))
        return super().present(key)

    def refers(self, key: Key, codes: Select[Any] | Any) -> Condition:
        """Does the key name one of these codes; further customers are child rows."""
        if key.name == "customers":
            child = table("equipment_customer").c
            return self.table.c.number.in_(select(child.equipment).where(child.customer.in_(codes)))
        return super().refers(key, codes)

    def test(self, key: Key, test: Test) -> Condition:
        """One value of a key; what is not a column of the card first."""
        if test.op in ("none", "me"):
            return super().test(key, test)
        if key.name in (PLAN, PREVENTIVE):
            return self._plans().test(key, test)
        if key.name in ("item_name", "customer_name"):
            column, other, name = self._elsewhere(key.name)
            return column.in_(
                select(other.c.code).where(func.svc_words(other.c[name], clean(test.text)) == 1)
            )
        if key.name == "item_group":
            items = table("item").c
            chosen = exact_or_by_word(table("item_group"), "name", "name", test.text)
            return self.table.c.item.in_(
                select(items.code).where(known(items.group, items.group.in_(chosen)))
            )
        if key.name == "covered":
            return self._covered(lambda answer: answer.is_accepted is (test.text == "yes"))
        if key.name == "coverage_reason":
            return self._covered(lambda answer: contains_words(answer.reason.value, test.text))
        return super().test(key, test)

    def _plans(self) -> PlanConditions:
        """Plans of a live card, and of its item where they are not for a contract's cards alone."""
        c = self.table.c
        return PlanConditions(
            self.viewer,
            lambda row: row.equipment == c.number,
            lambda rule: and_(
                c.status.in_(LIVE),
                or_(rule.equipment == c.number, and_(rule.item == c.item, rule.contract.is_(None))),
            ),
        )

    def integer(self, key: Key, test: Test) -> Condition:
        """Numbers; contracts come from the entitlement, counts from the calls."""
        low, high = int(test.text), int(test.upper) if test.upper else None
        if key.name == "contract":
            answers = self._covers()
            numbers = {answer.contract for answer in answers.values() if answer.contract is not None}
            chosen = {number for number in numbers if _within(number, test, low, high)}
            return self._covered(lambda answer: answer.contract in chosen)
        if key.name in ("calls", "open_calls"):
            return compare(count_of_calls(open_alone=key.name == "open_calls"), test, low, high)
        return super().integer(key, test)

    def _elsewhere(self, name: str) -> tuple[ColumnElement[Any], Any, str]:
        """The card's column, the table it leads to, and the column that is meant there."""
        c = self.table.c
        if name == "customer_name":
            return c.customer, table("customer"), "name"
        return c.item, table("item"), "group" if name == "item_group" else "name"

    def _covered(self, fits: Callable[[Entitlement], bool]) -> Condition:
        ids = [str(card) for card, answer in self._covers().items() if fits(answer)]
        return self.table.c.id.in_(select(cast(texts(ids), Integer)))


def _within(number: int, test: Test, low: int, high: int | None) -> bool:
    if test.op == ".." and high is not None:
        return min(low, high) <= number <= max(low, high)
    return {"<": number < low, "<=": number <= low, ">": number > low, ">=": number >= low}.get(
        test.op, number == low
    )
