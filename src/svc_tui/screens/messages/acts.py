"""Acts on messages: open what one speaks of, read, put away, put off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from svc_tui.domain.core.moments import moment
from svc_tui.errors import SvcError
from svc_tui.language import _
from svc_tui.language import moment as said_moment
from svc_tui.screens.core.acts import RecordsScreen
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.desk_app import Ref
from svc_tui.screens.core.jobs import run_job
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services


class MessageActs(Commands[RecordsScreen]):
    """What keys do to messages."""

    def action_record_open(self) -> None:
        """Open the record that the message speaks of; with that it is read."""
        if number := self.screen.chosen_one():
            run_job(self.screen, "jump", lambda: opened(self.services, number), self._go)

    def _go(self, found: tuple[Ref | None, str]) -> None:
        ref, said = found
        if ref is None:
            self.screen.say(_("It speaks of no record: {text}").format(text=said))
        else:
            self.desk.open(ref)

    def action_message_done(self) -> None:
        """Put away."""
        self.screen.act(_("Done"), self.services.messages.done)

    def action_message_read(self) -> None:
        """Mark as read."""
        self.screen.act(_("Read"), self.services.messages.read, repeats=False)

    def action_message_snooze(self) -> None:
        """Put off until a moment."""
        messages = self.services.messages
        if self.screen.chosen().ids:
            ask_until(
                self.screen,
                lambda until: self.screen.act(_("Put off"), lambda numbers: messages.snooze(numbers, until)),
            )
        else:
            self.screen.say(self.noun.no_record())


def opened(services: Services, number: str) -> tuple[Ref | None, str]:
    """The record that a message speaks of, and what it says; read from now on. Runs in a thread."""
    from svc_tui.services.messages.service import words

    row = services.messages.find(number)
    if row.read_at is None:
        services.messages.read([number])
    ref = None
    if row.activity and (row.kind == "reminder" or not row.call):
        ref = Ref("activity", str(row.activity))
    elif row.call:
        ref = Ref("call", row.call)
    elif row.contract:
        ref = Ref("contract", f"K-{row.contract}")
    elif row.customer:
        ref = Ref("customer", row.customer)
    return ref, words(row, _)


def ask_until(screen: RecordsScreen, then: Callable[[datetime], None]) -> None:
    """Ask until when a message is put off, and say while it is typed when that is."""
    services = screen.services

    def answer(text: str) -> Answer:
        words = _("2h, 14:30, tomorrow 9 or mon 9: it is new again then.")
        if text.strip():
            try:
                until = moment(text, now=services.now(), zone=services.zone, prefer="future")
            except SvcError as error:
                return Answer([], ((error.text(_), "warning"),))
            words = _("Comes back {until}.").format(until=said_moment(until, services.zone, services.now()))
        return Answer([], ((words, "muted"),))

    def typed(text: str, _picked: Candidate | None) -> None:
        try:
            until = moment(text, now=services.now(), zone=services.zone, prefer="future")
        except SvcError as error:
            screen.say_error(error)
            return
        then(until)

    screen.ask(_("Put off until"), typed, rows=1, answer=answer)
