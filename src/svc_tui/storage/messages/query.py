"""What the translation of filters knows of messages alone: their call, and whether they wait."""

from sqlalchemy import exists, false, func, or_, select, true

from svc_tui.domain.core.text import clean
from svc_tui.domain.query.keys import Key
from svc_tui.domain.query.tree import Phrase, Test, Word
from svc_tui.storage.query.translator import Condition, Translator, compare
from svc_tui.storage.tables import table


class MessageTranslator(Translator):
    """Conditions on messages."""

    def words(self, node: Word | Phrase) -> Condition:
        """Bare words: in the call's number, subject and customer, in who caused it and what was said."""
        c, call = self.table.c, table("call").c
        wanted = clean(node.text) + ("*" if isinstance(node, Word) and node.prefix else "")
        own = (c.sender, c.text_values["said"].as_string(), c.text_values["customer"].as_string(), c.customer)
        held = (call.number, call.subject, call.customer_name)
        of_call = select(call.id).where(
            call.id == c.call_id,
            or_(*(func.svc_words(func.coalesce(each, ""), wanted) == 1 for each in held)),
        )
        return or_(exists(of_call), *(func.svc_words(func.coalesce(each, ""), wanted) == 1 for each in own))

    def number(self, number: str) -> Condition:
        """The message's own number, or that of its call."""
        digits = number.strip()
        plain = digits.isascii() and digits.isdecimal() and len(digits) < 19
        return or_(self.table.c.id == int(digits) if plain else false(), self._of_call(digits))

    def flag(self, name: str) -> Condition:
        """A word after `is:`."""
        c, now = self.table.c, self.viewer.now
        shown = or_(c.shown_from.is_(None), c.shown_from <= now)
        flags: dict[str, Condition] = {
            "waiting": c.done_at.is_(None) & shown, "unread": c.read_at.is_(None), "read": c.read_at.is_not(None),
            "done": c.done_at.is_not(None), "snoozed": c.done_at.is_(None) & ~shown, "any": true(),
        }  # fmt: skip
        return flags[name]

    def present(self, key: Key) -> Condition:
        """Has the key a value."""
        return self.table.c.call_id.is_not(None) if key.name == "call" else super().present(key)

    def test(self, key: Key, test: Test) -> Condition:
        """One value of a key; the call's number is no column of the message."""
        if key.name == "call" and test.op not in ("none", "me"):
            return self._of_call(test.text)
        return super().test(key, test)

    def integer(self, key: Key, test: Test) -> Condition:
        """The number of a message is its key."""
        return compare(self.table.c.id, test, int(test.text), int(test.upper) if test.upper else None)

    def _of_call(self, number: str) -> Condition:
        call = table("call").c
        return exists(select(call.id).where(call.id == self.table.c.call_id, call.number == clean(number)))
