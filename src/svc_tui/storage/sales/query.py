"""What the translation of filters knows of opportunities alone: what they weigh, their origins and competitors."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    String,
    Text,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    or_,
    select,
    true,
    type_coerce,
)

from svc_tui.domain.core.text import clean
from svc_tui.domain.query.keys import Key
from svc_tui.domain.query.reader import Query
from svc_tui.domain.query.tree import Phrase, Test, Word
from svc_tui.domain.query.values import decimal
from svc_tui.domain.sales.hints import RAISED
from svc_tui.storage.company.settings import Company
from svc_tui.storage.engine.read_models import same
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
from svc_tui.storage.tables.columns import Money, Percent

OWN_WORDS = ("name", "remarks", "contact")
ORIGIN_KEYS = ("call", "equipment", "contract")
WEIGHT = 10 ** (Money.places + Percent.places + 2)
"""Parts of one unit of money in the product of a stored amount and a stored percentage."""


def condition(query: Query, viewer: Viewer) -> Condition:
    """The condition of a filter, its default scope included."""
    return scoped(query, OpportunityTranslator(query.keys, viewer))


def weight() -> ColumnElement[int]:
    """What an opportunity weighs, in parts of which `WEIGHT` make one: whole numbers, exact."""
    c = table("opportunity").c
    return type_coerce(c.amount, BigInteger) * type_coerce(c.percent, BigInteger)


def measured() -> dict[str, ColumnElement[Any]]:
    """What reports sum: hundredths of amounts in the company's currency alone, each rounded as a list shows it."""
    c, setting = table("opportunity").c, table("setting").c
    stated = select(cast(setting.value, Text)).where(setting.name == "currency").scalar_subquery()
    own = c.currency == func.coalesce(func.trim(stated, '"'), Company.currency)
    cent, share = 10 ** (Money.places - 2), WEIGHT // 100
    amount = _rounded(type_coerce(c.amount, BigInteger), cent)
    return {
        "worth": case((own, amount)), "weight": case((own, _rounded(weight(), share))),
        "revenue": case((and_(own, c.status == "won"), amount)),
    }  # fmt: skip


def hinted_by() -> ColumnElement[str]:
    """The rule of the hint that an opportunity was raised from."""
    fate = table("hint_fate").c
    named = select(func.min(fate.rule)).where(
        fate.opportunity == table("opportunity").c.number, fate.fate == RAISED
    )
    return named.correlate(table("opportunity")).scalar_subquery()


def _rounded(parts: ColumnElement[int], whole: int) -> ColumnElement[int]:
    """How many whole ones, half up: of whole numbers, none below nought."""
    return (parts + whole // 2) // whole


class OpportunityTranslator(Translator):
    """Conditions on opportunities."""

    def words(self, node: Word | Phrase) -> Condition:
        """Bare words: in the texts, the customer's name and the number."""
        c, wanted = self.table.c, clean(node.text) + ("*" if isinstance(node, Word) and node.prefix else "")
        found = [func.svc_words(func.coalesce(c[name], ""), wanted) == 1 for name in OWN_WORDS]
        return or_(*found, self._of_customer(wanted), self.number(node.text))

    def _of_customer(self, wanted: str) -> Condition:
        customer = table("customer").c
        named = select(customer.code).where(func.svc_words(customer.name, wanted) == 1)
        return self.table.c.customer.in_(named)

    def number(self, number: str) -> Condition:
        """The opportunity's number."""
        digits = number.strip()
        plain = digits.isascii() and digits.isdecimal() and len(digits) < 19
        return self.table.c.number == int(digits) if plain else false()

    def flag(self, name: str) -> Condition:
        """A word after `is:`."""
        c, viewer = self.table.c, self.viewer
        today = viewer.now.astimezone(viewer.zone).date()
        flags: dict[str, Callable[[], Condition]] = {
            "open": lambda: c.status == "open",
            "won": lambda: c.status == "won",
            "lost": lambda: c.status == "lost",
            "overdue": lambda: and_(c.status == "open", known(c.closes_on, c.closes_on < today)),
            "mine": lambda: known(c.owner, c.owner == viewer.me) if viewer.me else false(),
        }
        return flags[name]() if name in flags else true()

    def present(self, key: Key) -> Condition:
        """Has the key a value."""
        c = self.table.c
        if key.name in ("origin", *ORIGIN_KEYS):
            return self._raised_from(*(() if key.name == "origin" else (key.name,)))
        if key.name == "competitor":
            return self._against()
        if key.name == "hint":
            return self._hinted()
        if key.name == "customer_name":
            return true()
        if key.name == "weighted":
            return weight() > 0
        if key.name in measured():
            return measured()[key.name].is_not(None)
        if key.name == "was_stage":
            return self._was_in(select(table("sales_stage").c.name))
        if key.name == "attachments":
            file = table("attachment").c
            return exists(select(file.id).where(file.kind == "opportunity", file.object_id == c.id))
        return super().present(key)

    def test(self, key: Key, test: Test) -> Condition:
        """One value of a key; what is not a column of the opportunity first."""
        c, stage = self.table.c, table("sales_stage")
        if test.op in ("none", "me"):
            return super().test(key, test)
        if key.name == "customer_name":
            return self._of_customer(clean(test.text))
        if key.name == "origin":
            return self._raised_from(test.text)
        if key.name in ORIGIN_KEYS:
            return self._of_one(key, test)
        if key.name == "competitor":
            return self._against(clean(test.text))
        if key.name == "hint":
            return self._hinted(test.text)
        if key.name == "weighted":
            return _weighing(test)
        if key.ref == "sales_stage":
            exactly = select(stage.c.name).where(stage.c.name == test.text)
            named = exactly if test.op == "==" else exact_or_by_word(stage, "name", "name", test.text)
            return c.stage.in_(named) if key.name == "stage" else self._was_in(named)
        return super().test(key, test)

    def _raised_from(self, *kinds: str) -> Condition:
        """It came from something, or from one of these kinds."""
        origin = table("opportunity_origin").c
        found = select(origin.opportunity)
        return self.table.c.number.in_(found.where(origin.kind.in_(kinds)) if kinds else found)

    def _hinted(self, rule: str = "") -> Condition:
        """It was raised from a hint, or from one of this rule."""
        fate = table("hint_fate").c
        found = select(fate.opportunity).where(fate.fate == RAISED, fate.opportunity.is_not(None))
        return self.table.c.number.in_(found.where(fate.rule == rule) if rule else found)

    def _of_one(self, key: Key, test: Test) -> Condition:
        """It came from this record, or from one whose number lies so."""
        origin = table("opportunity_origin").c
        which: ColumnElement[Any]
        if key.name == "call":
            call = table("call")
            which = origin.key.in_(select(call.c.number).where(same(call, "number", test.text)))
        elif test.op == "=":
            which = origin.key == test.text  # by the index
        else:
            number = cast(origin.key, Integer)
            which = compare(number, test, int(test.text), int(test.upper) if test.upper else None)
        return self.table.c.number.in_(select(origin.opportunity).where(origin.kind == key.name, which))

    def _was_in(self, names: Any) -> Condition:
        line = table("opportunity_stage").c
        return self.table.c.number.in_(select(line.opportunity).where(line.stage.in_(names)))

    def _against(self, wanted: str = "") -> Condition:
        rival = table("opportunity_competitor").c
        found = select(rival.opportunity)
        if wanted:
            found = found.where(func.svc_words(cast(rival.name, String), wanted) == 1)
        return self.table.c.number.in_(found)


def _weighing(test: Test) -> Condition:
    low, high = decimal(test.text), decimal(test.upper) if test.upper else None
    if low is None:
        return false()
    return compare(weight(), test, int(low * WEIGHT), None if high is None else int(high * WEIGHT))
