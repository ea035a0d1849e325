"""What the translation of filters knows of visits alone: their calls, their technicians, what is today or late."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, not_, or_, select, true

from svc_tui.domain.core.moments import to_utc
from svc_tui.domain.core.text import clean
from svc_tui.domain.query.keys import Key
from svc_tui.domain.query.reader import Query
from svc_tui.domain.query.tree import Phrase, Test, Word
from svc_tui.storage.engine.read_models import same
from svc_tui.storage.query.translator import Condition, Translator, Viewer, between, known, scoped
from svc_tui.storage.sqlite.engine import seconds_of
from svc_tui.storage.tables import again, table

QUARTER_S = 900
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
            "first": lambda: not_(self._other(before=True)),
            "solved": self._solved,
            "punctual": lambda: known(
                c.checked_in_at, seconds_of(c.checked_in_at) - seconds_of(c.starts_at) <= QUARTER_S
            ),
            "mine": lambda: self._goes([viewer.me]) if viewer.me else false(),
        }
        return flags[name]() if name in flags else true()

    def present(self, key: Key) -> Condition:
        """Has the key a value."""
        if key.name in ("call", "customer", "customer_name", "planned_s"):
            return true()
        if key.name in ("technicians", "lead"):
            goes = table("visit_technician").c
            return exists(select(goes.id).where(goes.visit == self.table.c.number))
        if key.name == "actual_s":
            return self.measured(key).is_not(None)
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
        if key.name == "lead":
            return lead().in_(codes)
        if key.name == "customer":
            return self._of_call(table("call").c.customer.in_(codes))
        return super().refers(key, codes)

    def exactly(self, key: Key, text: str) -> Condition:
        """The very text of what a report groups by."""
        if key.name == "territory":
            return self._of_call(table("call").c.territory == text)
        return super().exactly(key, text)

    def measured(self, key: Key) -> ColumnElement[Any]:
        """A length of time, which a visit has and does not keep."""
        return measured()[key.name]

    def _other(self, *, before: bool) -> Condition:
        """Is there another visit of the call: one done before it, or one after it that is not cancelled."""
        c, other = self.table.c, again("visit", "other")
        when = or_(
            other.c.starts_at < c.starts_at, and_(other.c.starts_at == c.starts_at, other.c.number < c.number)
        )
        parts = (when, other.c.status == "done") if before else (not_(when), other.c.status != "cancelled")
        return exists(
            select(other.c.id)
            .where(other.c.call_id == c.call_id, other.c.number != c.number, *parts)
            .correlate(self.table)
        )

    def _solved(self) -> Condition:
        resolved = self._of_call(table("call").c.resolved_at.is_not(None))
        return and_(self.table.c.status == "done", resolved, not_(self._other(before=False)))

    def _of_call(self, condition: Condition) -> Condition:
        call = table("call").c
        return self.table.c.call_id.in_(select(call.id).where(condition))

    def _goes(self, codes: Any) -> Condition:
        goes = table("visit_technician").c
        return self.table.c.number.in_(select(goes.visit).where(goes.person.in_(codes)))


def lead() -> ColumnElement[Any]:
    """Who leads a visit: the first of its technicians."""
    t, goes = table("visit").c, table("visit_technician").c
    first = select(goes.person).where(goes.visit == t.number).order_by(goes.id).limit(1)
    return first.correlate(table("visit")).scalar_subquery()


def measured(*, not_cancelled: bool = False) -> Mapping[str, ColumnElement[Any]]:
    """What is worked out of a visit, for filters and reports: who leads, how long it is, what its call says.

    With `not_cancelled` one that was cancelled has no length.
    """
    t, call = table("visit").c, table("call").c

    def of_call(name: str) -> ColumnElement[Any]:
        return select(call[name]).where(call.id == t.call_id).correlate(table("visit")).scalar_subquery()

    planned = seconds_of(t.ends_at) - seconds_of(t.starts_at)
    actual = seconds_of(t.checked_out_at) - seconds_of(t.checked_in_at)
    if not_cancelled:
        planned, actual = (case((t.status != "cancelled", each)) for each in (planned, actual))
    return {
        "lead": lead(), "customer": of_call("customer"), "territory": of_call("territory"), "planned_s": planned,
        "actual_s": actual,
    }  # fmt: skip
