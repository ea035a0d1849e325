"""What the screen of messages says and knows of messages."""

from __future__ import annotations

from collections.abc import Sequence

from svc_tui.errors import N_, Refused
from svc_tui.language import _, ngettext
from svc_tui.language import number as counted
from svc_tui.screens.core.noun import Noun


class MessageNoun(Noun):
    """Messages."""

    KIND = "message"

    def numbers_of(self, ids: Sequence[int]) -> Sequence[str]:
        return [str(each) for each in ids]

    def no_record(self) -> str:
        return _("No message to act on.")

    def one_record(self) -> str:
        return _("This act takes one message.")

    def many_records(self, act: str, count: int) -> str:
        question = ngettext("{act}: {count} message?", "{act}: {count} messages?", count)
        return question.format(act=act, count=counted(count))

    def many_done(self, count: int) -> str:
        return ngettext("{count} message done", "{count} messages done", count).format(count=counted(count))

    def customer_of(self, number: str) -> str:
        row = self.services.messages.find(number)
        if row.customer:
            return row.customer
        if row.call:
            return str(self.services.calls.preview(row.call).values.customer)
        raise Refused(N_("This message speaks of no customer."))
