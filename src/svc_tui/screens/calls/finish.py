"""Resolving and closing: what is missing is said at once, and asked for; what would be left behind too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from svc_tui.domain.core.notes import Note
from svc_tui.language import _
from svc_tui.presentation.billing.proposal import to_bill_words
from svc_tui.screens.calls.previews import call_values
from svc_tui.screens.core.acts import RecordsScreen
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk import Answer
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.widgets.pens import Line
from svc_tui.widgets.prompt_line import Candidate

Finish = Callable[..., Outcomes]
"""`resolve` or `close`: numbers, resolution text, and whether to take the call first."""


@dataclass(frozen=True)
class _Needs:
    """What stands between a call and its end."""

    missing: Sequence[Note]
    """SC-20."""
    left: Sequence[Note]
    """SC-23."""
    waits_in: str
    """SC-11: the queue in which nobody has taken it; empty where somebody has."""
    to_bill: str
    """What its work will be billed as; empty where nothing is."""


class CallEnds(Commands[RecordsScreen]):
    """What keys do at the ends of a call: the first response, resolving, closing."""

    def __init__(self, screen: RecordsScreen) -> None:
        super().__init__(screen)
        self._asks_satisfaction = False
        """The call that was just closed has a customer to ask."""

    def action_call_status_resolved(self) -> None:
        self._finish(_("Resolve"), self.services.calls.resolve)

    def action_call_status_closed(self) -> None:
        self._finish(_("Close"), self.services.calls.close)

    def told(self, outcomes: Outcomes) -> None:
        """Offer to ask the customer of a call that was just closed."""
        asks, self._asks_satisfaction = self._asks_satisfaction, False
        if asks:
            keymap = self.screen.keymap
            hint = _("{undo} undo, {palette} satisfaction asks for the customer's mark")
            keys = {"undo": keymap.first_key("undo"), "palette": keymap.first_key("palette")}
            self.screen.say(self.noun.in_words(outcomes), hint.format(**keys))

    def _finish(self, words: str, work: Finish) -> None:
        """Resolve or close the chosen calls."""
        chosen = self.screen.chosen()
        if not chosen.ids:
            self.screen.say(self.noun.no_record())
        elif not chosen.one:
            self._ask(partial(self._do, words, work, False), _("One text for all of them."))
        else:
            number = chosen.one
            self.screen.run(lambda: self._needs(number), partial(self._go_on, words, work), "needs")

    def action_call_respond(self) -> None:
        """Stamp the first response; a call that waits in a queue is taken first (SC-11)."""
        work = self.services.calls.respond
        words = _("Respond")
        number = self.screen.chosen().one

        def go_on(waits_in: str) -> None:
            if not waits_in:
                self.screen.act(words, work)
                return
            question = _("{number} waits in {queue}: take it and respond?").format(
                number=number, queue=waits_in
            )
            self.screen.confirm(
                question, lambda: self.screen.act(words, lambda numbers: work(numbers, take=True))
            )

        if number:
            self.screen.run(lambda: self._waits_in(number), go_on, "needs")
        else:
            self.screen.act(words, work)

    def _waits_in(self, number: str) -> str:
        """The queue in which nobody has taken the call; empty where somebody has."""
        values = self.services.calls.preview(number).values
        return str(values.queue) if values.queue and not values.assignee else ""

    def _needs(self, number: str) -> _Needs:
        calls = self.services.calls
        missing, left = calls.needs_to_close(number)
        from svc_tui.services.shapes.proposals import sums_record

        sums = sums_record(self.services.proposals.of_call(number))
        return _Needs(missing, left, self._waits_in(number), f"{to_bill_words(sums)}." if sums else "")

    def _go_on(self, words: str, work: Finish, needs: _Needs) -> None:
        told = [_said(note) for note in needs.left]
        if needs.to_bill and work == self.services.calls.close:
            told.append(needs.to_bill)
        if needs.waits_in:
            told.append(_("It waits in {queue}: you take it first.").format(queue=needs.waits_in))
        do = partial(self._do, words, work, bool(needs.waits_in))
        if needs.missing:
            self._ask(do, " ".join(_said(note) for note in needs.missing))
            if told:
                self.screen.say(" ".join(told), role="warning")
        elif told:
            question = (_("{act}?") if told == [needs.to_bill] else _("{act} all the same?")).format(
                act=words
            )
            self.screen.confirm(f"{' '.join(told)} {question}", partial(do, ""))
        else:
            do("")

    def _ask(self, do: Callable[[str], None], why: str) -> None:
        def then(text: str, _picked: Candidate | None) -> None:
            do(text.strip())

        preview: Line = ((why, "warning"),)
        self.screen.ask(
            _("Resolution"),
            then,
            rows=1,
            answer=lambda _text: Answer(preview=preview),
            in_thread=False,
            texts=call_values(self.screen),
            lines=True,
        )

    def _do(self, words: str, work: Finish, take: bool, text: str) -> None:
        def job(numbers: Sequence[str]) -> Outcomes:
            outcomes = work(numbers, text or None, take=take)
            closed = work == self.services.calls.close and len(outcomes.done) == 1
            self._asks_satisfaction = closed and self.services.handover.asks(outcomes.done[0].number)
            return outcomes

        self.screen.act(words, job, repeats=False)


def _said(note: Note) -> str:
    return _(note.text).format(**note.values)
