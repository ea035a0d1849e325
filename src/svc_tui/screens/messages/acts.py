"""Acts on messages: open what one speaks of, read, put away, put off."""

from __future__ import annotations

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


class MessageActs(Commands[RecordsScreen]):
    """What keys do to messages."""

    def action_record_open(self) -> None:
        """Open the record that the message speaks of; with that it is read."""
        if number := self.screen.chosen_one():
            run_job(self.screen, "jump", lambda: self._opened(number), self._go)

    def _opened(self, number: str) -> tuple[Ref | None, str]:
        """The record, and the words of the message, read from now on; runs in a thread."""
        from svc_tui.services.messages.service import words

        row = self.services.messages.find(number)
        if row.read_at is None:
            self.services.messages.read([number])
        if row.call:
            return Ref("call", row.call), ""
        if row.contract:
            return Ref("contract", f"K-{row.contract}"), ""
        if row.customer:
            return Ref("customer", row.customer), ""
        return None, words(row, _)

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
        services = self.services

        def answer(text: str) -> Answer:
            words = _("2h, 14:30, tomorrow 9 or mon 9: it is new again then.")
            if text.strip():
                try:
                    until = moment(text, now=services.now(), zone=services.zone, prefer="future")
                except SvcError as error:
                    return Answer([], ((error.text(_), "warning"),))
                words = _("Comes back {until}.").format(
                    until=said_moment(until, services.zone, services.now())
                )
            return Answer([], ((words, "muted"),))

        def then(text: str, _picked: Candidate | None) -> None:
            try:
                until = moment(text, now=services.now(), zone=services.zone, prefer="future")
            except SvcError as error:
                self.screen.say_error(error)
                return
            self.screen.act(_("Put off"), lambda numbers: services.messages.snooze(numbers, until))

        if self.screen.chosen().ids:
            self.screen.ask(_("Put off until"), then, rows=1, answer=answer)
        else:
            self.screen.say(self.noun.no_record())
