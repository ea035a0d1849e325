"""Acts on calls, shared by the inbox and the open call; what every act has in common stands in `acts.py`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from svc_tui.domain.core.text import fold, show_line
from svc_tui.errors import N_, Refused, SvcError
from svc_tui.language import _, ngettext, number
from svc_tui.presentation.core.words import priority_words
from svc_tui.screens.calls.copies import CallCopies
from svc_tui.screens.calls.finish import finish, respond
from svc_tui.screens.calls.opens import CallOpens
from svc_tui.screens.calls.previews import PRIORITIES, pause_answer, read_until, show_priorities
from svc_tui.screens.calls.solutions import CallSolutions
from svc_tui.screens.calls.work import CallWork
from svc_tui.screens.core.acts import Chosen, picked_code
from svc_tui.screens.core.desk import Answer
from svc_tui.widgets.columns import cell
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.screens.core.canned import Values
    from svc_tui.services.core.coded import Choice
    from svc_tui.services.core.outcomes import Outcomes
    from svc_tui.storage.calls.snippets import MacroRow

NOTE_KINDS = ("note", "phone", "meeting", "task")


class CallActs(CallOpens, CallWork, CallSolutions, CallCopies):
    """What keys do to calls."""

    def numbers_of(self, ids: Sequence[int]) -> Sequence[str]:
        return tuple(row.number for row in self.services.calls.rows(ids))

    def no_record(self) -> str:
        return _("No call to act on.")

    def one_record(self) -> str:
        return _("This act takes one call.")

    def many_records(self, act: str, count: int) -> str:
        question = ngettext("{act}: {count} call?", "{act}: {count} calls?", count)
        return question.format(act=act, count=number(count))

    def in_words(self, outcomes: Outcomes) -> str:
        return outcomes.say(_)

    def customer_of(self, number: str) -> str:
        return str(self.services.calls.preview(number).values["customer"])

    def card_of(self, number: str) -> str:
        return str(self.services.equipment.of_call(number))

    def contract_of(self, number: str) -> str:
        contract = self.services.calls.preview(number).values["contract"]
        if contract is None:
            raise Refused(N_("{number} runs under no contract."), number=number)
        return f"K-{contract}"

    # --- people, queues, priority

    def action_call_take(self) -> None:
        self.act(_("Take"), self.services.calls.take)

    def action_call_take_next(self) -> None:
        def done(outcomes: Outcomes) -> None:
            self.told(Chosen((), tuple(outcome.number for outcome in outcomes.outcomes)), False, outcomes)

        self.run(lambda: self.services.calls.take_next(), done)

    def action_call_assign(self) -> None:
        def then(text: str, picked: Candidate | None) -> None:
            who = picked_code(text, picked)
            words = _("Assign to {who}").format(who=who or "-")
            self.act(words, lambda numbers: self.services.calls.assign(numbers, who))

        self.choose(_("Assign to"), self.services.people.search, then)

    def action_call_technician(self) -> None:
        def then(text: str, picked: Candidate | None) -> None:
            who = picked_code(text, picked)
            words = _("Technician {who}").format(who=who or "-")
            self.act(words, lambda numbers: self.services.calls.technician(numbers, who))

        self.choose(_("Technician"), self.services.people.technicians, then)

    def action_call_move(self) -> None:
        def then(text: str, picked: Candidate | None) -> None:
            queue = picked_code(text, picked)
            words = _("Move to {queue}").format(queue=queue or "-")
            self.act(words, lambda numbers: self.services.calls.move(numbers, queue))

        self.choose(_("Move to"), self.services.queues.search, then)

    def action_call_priority_low(self) -> None:
        self._set_priority("low")

    def action_call_priority_medium(self) -> None:
        self._set_priority("medium")

    def action_call_priority_high(self) -> None:
        self._set_priority("high")

    def _set_priority(self, level: str) -> None:
        words = _("Priority {level}").format(level=priority_words(level))
        self.act(words, lambda numbers: self.services.calls.priority(numbers, level))

    def begun(self, keys: tuple[str, ...]) -> None:
        """A sequence was begun: the one for the priority shows what each would make of the due date."""
        super().begun(keys)
        if self.begins(keys, *PRIORITIES) and self.chosen().one:
            show_priorities(self, self.chosen().one)

    # --- status

    def action_call_status_open(self) -> None:
        self.act(_("Open"), lambda numbers: self.services.calls.status(numbers, "Open"))

    def action_call_status_pending(self) -> None:
        self.act(_("Pending"), lambda numbers: self.services.calls.status(numbers, "Pending"))

    def action_call_status(self) -> None:
        def then(text: str, picked: Candidate | None) -> None:
            name = picked.value if picked else text
            self.act(name, lambda numbers: self.services.calls.status(numbers, name))

        from svc_tui.services.core.coded import Choice

        def search(text: str) -> list[Choice]:
            statuses = self.services.context.company.statuses.values()
            wanted = fold(text)
            return [
                Choice(status.name, status.status_class)
                for status in statuses
                if status.active and wanted in fold(status.name)
            ]

        self.choose(_("Status"), search, then)

    def action_call_status_resolved(self) -> None:
        finish(self, _("Resolve"), self.services.calls.resolve)

    def action_call_status_closed(self) -> None:
        finish(self, _("Close"), self.services.calls.close)

    # --- the clock

    def action_call_respond(self) -> None:
        respond(self)

    def action_call_pause(self) -> None:
        services = self.services

        def then(text: str, _picked: Candidate | None) -> None:
            try:
                end = read_until(services, text)
            except SvcError as error:
                self.say_error(error)
                return
            self.act(_("Pause"), lambda numbers: services.calls.pause(numbers, end))

        self.ask(_("Pause until"), then, rows=1, answer=partial(pause_answer, services, self.chosen().one))

    def action_call_resume(self) -> None:
        self.act(_("Resume"), self.services.calls.resume)

    # --- words

    def action_call_note(self) -> None:
        def answer(text: str) -> Answer:
            kind, _rest = _kind_of(text)
            others = ", ".join(f"{other}:" for other in NOTE_KINDS if other != kind)
            words = _("This is a {kind}. Begin with {others} for another kind.").format(
                kind=_(kind), others=others
            )
            return Answer(preview=((words, "muted"),))

        def then(text: str, _picked: Candidate | None) -> None:
            kind, rest = _kind_of(text)
            if rest:
                work = partial(self._write_note, kind, rest)
                self.act(_("Note"), work, moved_on=False)
            else:
                self.say(_("Nothing was written."))

        values = self.call_values()
        self.ask(_("Note"), then, rows=1, answer=answer, in_thread=False, texts=values, lines=True)

    def call_values(self) -> Values:
        """What fills the places of a canned text; of many calls none is the one."""
        number, calls = self.chosen().one, self.services.calls
        return lambda: dict(calls.preview(number).values) if number else {}

    def _write_note(self, kind: str, text: str, numbers: Sequence[str]) -> Outcomes:
        return self.services.calls.note(numbers, text, kind, closed=kind != "task")

    # --- several changes under one name

    def action_call_macro(self) -> None:
        """Choose a macro; it is done on all chosen calls as one act."""
        macros = self.services.macros

        def answer(text: str) -> Answer:
            wanted, found = fold(text), macros.list()
            if not found:
                words = _("There is no macro yet. Type : and macros to write one.")
                return Answer(preview=((words, "muted"),))
            return Answer([_macro_line(each) for each in found if wanted in fold(each.name)])

        def then(text: str, picked: Candidate | None) -> None:
            name = picked.value if picked else text.strip()
            if name:
                self.act(name, lambda numbers: macros.run(numbers, name))

        if self.chosen().ids:
            self.ask(_("Macro"), then, chooses=True, rows=4, answer=answer)
        else:
            self.say(self.no_record())

    # --- calls among each other

    def action_call_follow(self) -> None:
        self.act(_("Follow"), self.services.calls.follow, moved_on=False)

    def action_call_duplicate(self) -> None:
        self.act(_("Duplicate"), lambda numbers: self.services.calls.duplicate(numbers[0]), moved_on=False)

    def action_call_link(self) -> None:
        def then(text: str, picked: Candidate | None) -> None:
            kind, wanted = _link_kind(text)
            other = picked.value if picked else wanted
            self.act(
                _("Link to {other}").format(other=other),
                lambda numbers: self.services.calls.link(numbers[0], other, kind),
                moved_on=False,
            )

        from svc_tui.services.core.coded import Choice

        def search(text: str) -> list[Choice]:
            _kind, wanted = _link_kind(text)
            listing = self.services.calls.ids(f"is:any {wanted}", typing=True)
            return [
                Choice(row.number, row.subject, row.customer_name)
                for row in self.services.calls.rows(listing.ids[:3])
            ]

        self.choose(_("Link to (or depends:, caused_by:)"), search, then)


def _macro_line(macro: MacroRow) -> Candidate:
    """A macro with its steps."""
    steps = ", ".join(f"{field}={value}" for field, value in macro.steps)
    return Candidate(
        macro.name, ((cell(show_line(macro.name), 22, False), "text"), (f" {show_line(steps)}", "muted"))
    )


def _kind_of(text: str) -> tuple[str, str]:
    """The kind of a note, by the word it begins with, and the rest."""
    head, colon, rest = text.partition(":")
    return (
        (head.strip().lower(), rest.strip())
        if colon and head.strip().lower() in NOTE_KINDS
        else ("note", text.strip())
    )


def _link_kind(text: str) -> tuple[str, str]:
    head, colon, rest = text.partition(":")
    return (
        (head.strip(), rest.strip())
        if colon and head.strip() in ("depends", "caused_by")
        else ("relates", text.strip())
    )
