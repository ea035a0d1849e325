"""What the screens of records say and know of the kind of record that they show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from svc_tui.errors import N_, Refused
from svc_tui.language import _, ngettext, number

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.services.core.outcomes import Outcomes


class Noun:
    """A kind of record in words, and its neighbours. What reads the store runs in threads."""

    KIND = ""
    """As the services name it: whose files and drafts they are."""

    def __init__(self, services: Callable[[], Services]) -> None:
        self._services = services

    @property
    def services(self) -> Services:
        """Everything that may be read."""
        return self._services()

    def numbers_of(self, ids: Sequence[int]) -> Sequence[str]:
        """What people call records, by their internal keys."""
        raise LookupError("a noun reads its records")

    def file_name(self, number: str) -> str:
        """How the record is named where files are kept."""
        return number

    # --- words

    def no_record(self) -> str:
        """That there is nothing to act on."""
        return _("No record to act on.")

    def one_record(self) -> str:
        """That the act takes one record alone."""
        return _("This act takes one record.")

    def many_records(self, act: str, count: int) -> str:
        """The question before many are changed."""
        question = ngettext("{act}: {count} record?", "{act}: {count} records?", count)
        return question.format(act=act, count=number(count))

    def many_done(self, count: int) -> str:
        """That it was done to all of many."""
        return ngettext("{count} record done", "{count} records done", count).format(count=number(count))

    def in_words(self, outcomes: Outcomes) -> str:
        """What became of an act, in one line."""
        count = len(outcomes.outcomes)
        return self.many_done(count) if count > 1 and not outcomes.refused else outcomes.say(_)

    def named(self, outcomes: Outcomes) -> Outcomes:
        """The same with the records as people call them."""
        return outcomes

    # --- neighbours; a record that has none says so by Refused

    def customer_of(self, number: str) -> str:
        """The code of the record's customer."""
        raise Refused(N_("This record names no customer."))

    def card_of(self, number: str) -> str:
        """The card of the record's unit."""
        raise Refused(N_("This record names no unit."))

    def contract_of(self, number: str) -> str:
        """The contract of the record, as people name it."""
        raise Refused(N_("This record names no contract."))
