"""What the translation of filters knows of visits alone: their calls, their technicians, what is today or late."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, and_, false, func, or_, select, true

from svc_tui.domain.core.moments import to_utc
from svc_tui.domain.core.text import clean
from svc_tui.domain.query.keys import Key
from svc_tui.domain.query.reader import Query
from svc_tui.domain.query.tree import Phrase, Test, Word
from svc_tui.storage.engine.read_models import same
from svc_tui.storage.query.translator import Condition, Translator, Viewer, between, scoped
from svc_tui.storage.tables import table

OPEN = ("planned", "on_the_way", "working")
"""Statuses of visits that are still to be made or finished."""


def condition(query: Query, viewer: Viewer) -> Condition:
    """The condition of a filter, its default scope included."""
    return scoped(query, VisitTranslator(query.keys, viewer))


class VisitTranslator(Translator):
    """Conditions on visits."""

    def words(self, node: Word | Phrase) -> Condition:
        """Bare words: in the note and the place, the call's subject, the customer's name, and the number."""
        c, wanted = self.table.c, clean(node.text) + ("*" if isinstance(node, Word) and node.prefix else "")
        call = table("call").c
        own = [func.svc_words(func.coalesce(c[name], ""), wanted) == 1 for name in ("note", "place")]
        named = or_(
            func.svc_words(call.subject, wanted) == 1, func.svc_words(call.customer_name, wanted) == 1
        )
        return or_(*own, self._of_call(named), self.number(node.text))

    def number(self, number: str) -> Condition:
        """The visit's number."""
        digits = number.strip()
        plain = digits.isascii() and digits.isdecimal() and len(digits) < 19
        return self.table.c.number == int(digits) if plain else false()

    def flag(self, name: str) -> Condition:
        """A word after `is:`."""
        c, viewer = self.table.c, self.viewer
        midnight = viewer.now.astimezone(viewer.zone).replace(
            hour=0, minute=0, second=0, microsecond=0, tzinfo=None
        )
        day = to_utc(midnight, viewer.zone), to_utc(midnight + timedelta(days=1), viewer.zone)
        flags: dict[str, Callable[[], Condition]] = {
            "open": lambda: c.status.in_(OPEN),
            "done": lambda: c.status == "done",
            "cancelled": lambda: c.status == "cancelled",
            "today": lambda: and_(between(c.starts_at, *day), c.status != "cancelled"),
            "late": lambda: and_(c.status.in_(OPEN), c.ends_at < viewer.now),
            "mine": lambda: self._goes([viewer.me]) if viewer.me else false(),
        }
        return flags[name]() if name in flags else true()

    def present(self, key: Key) -> Condition:
        """Has the key a value."""
        if key.name in ("call", "customer", "customer_name", "technicians"):
            return true()
        if key.name == "territory":
            return self._of_call(table("call").c.territory.is_not(None))
        return super().present(key)

    def test(self, key: Key, test: Test) -> Condition:
        """One value of a key; what is a column of the call first."""
        call = table("call")
        if test.op not in ("none", "me"):
            if key.name == "call":
                return self._of_call(same(call, "number", test.text))
            if key.name in ("customer_name", "territory"):
                words = func.svc_words(func.coalesce(call.c[key.name], ""), clean(test.text)) == 1
                return self._of_call(words)
        return super().test(key, test)

    def refers(self, key: Key, codes: Select[Any] | Any) -> Condition:
        """Does the key name one of these codes."""
        if key.name == "technicians":
            return self._goes(codes)
        if key.name == "customer":
            return self._of_call(table("call").c.customer.in_(codes))
        return super().refers(key, codes)

    def _of_call(self, condition: Condition) -> Condition:
        call = table("call").c
        return self.table.c.call_id.in_(select(call.id).where(condition))

    def _goes(self, codes: Any) -> Condition:
        goes = table("visit_technician").c
        return self.table.c.number.in_(select(goes.visit).where(goes.person.in_(codes)))
