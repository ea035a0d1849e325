"""What the translation of filters knows of activities alone: their calls, what is overdue, what is today."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import and_, exists, false, func, not_, or_, select, true

from svc_tui.domain.core.moments import to_utc
from svc_tui.domain.core.text import clean
from svc_tui.domain.query.keys import Key
from svc_tui.domain.query.reader import Query
from svc_tui.domain.query.tree import Phrase, Test, Word
from svc_tui.storage.engine.read_models import same
from svc_tui.storage.query.translator import Condition, Translator, Viewer, between, known, scoped
from svc_tui.storage.tables import table

OWN_WORDS = ("subject", "notes", "contact", "topic", "type")


def condition(query: Query, viewer: Viewer) -> Condition:
    """The condition of a filter, its default scope included."""
    return scoped(query, ActivityTranslator(query.keys, viewer))


class ActivityTranslator(Translator):
    """Conditions on activities."""

    def words(self, node: Word | Phrase) -> Condition:
        """Bare words: in the texts, the customer's name and the number."""
        c, wanted = self.table.c, clean(node.text) + ("*" if isinstance(node, Word) and node.prefix else "")
        found = [func.svc_words(func.coalesce(c[name], ""), wanted) == 1 for name in OWN_WORDS]
        return or_(*found, self._of_customer(wanted), self.number(node.text))

    def _of_customer(self, wanted: str) -> Condition:
        customer = table("customer").c
        named = select(customer.code).where(func.svc_words(customer.name, wanted) == 1)
        return known(self.table.c.customer, self.table.c.customer.in_(named))

    def number(self, number: str) -> Condition:
        """The activity's number."""
        digits = number.strip()
        plain = digits.isascii() and digits.isdecimal() and len(digits) < 19
        return self.table.c.number == int(digits) if plain else false()

    def flag(self, name: str) -> Condition:
        """A word after `is:`."""
        c, viewer = self.table.c, self.viewer
        over = func.coalesce(c.ends_at, c.starts_at)
        midnight = viewer.now.astimezone(viewer.zone).replace(
            hour=0, minute=0, second=0, microsecond=0, tzinfo=None
        )
        day = to_utc(midnight, viewer.zone), to_utc(midnight + timedelta(days=1), viewer.zone)
        flags: dict[str, Callable[[], Condition]] = {
            "open": lambda: not_(c.closed),
            "closed": lambda: c.closed,
            "overdue": lambda: and_(not_(c.closed), known(over, over < viewer.now)),
            "today": lambda: or_(between(c.starts_at, *day), between(c.remind_at, *day)),
            "mine": lambda: known(c.who, c.who == viewer.me) if viewer.me else false(),
            "recurring": lambda: c.recurrence.is_not(None),
        }
        return flags[name]() if name in flags else true()

    def present(self, key: Key) -> Condition:
        """Has the key a value."""
        c = self.table.c
        if key.name == "call":
            return c.call_id.is_not(None)
        if key.name == "customer_name":
            return c.customer.is_not(None)
        if key.name == "attachments":
            file = table("attachment").c
            return exists(select(file.id).where(file.kind == "activity", file.object_id == c.id))
        if key.name in ("equipment", "contract", "opportunity", "recurrence"):
            return c[key.name].is_not(None)
        return super().present(key)

    def test(self, key: Key, test: Test) -> Condition:
        """One value of a key; what is not a column of the activity first."""
        c = self.table.c
        if test.op not in ("none", "me"):
            if key.name == "call":
                call = table("call")
                return known(
                    c.call_id, c.call_id.in_(select(call.c.id).where(same(call, "number", test.text)))
                )
            if key.name == "customer_name":
                return self._of_customer(clean(test.text))
        return super().test(key, test)
