"""Acts on calls, shared by the inbox and the open call; what every act has in common stands in `core/acts.py`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from svc_tui.domain.core.text import fold, show_line
from svc_tui.errors import SvcError
from svc_tui.language import _
from svc_tui.presentation.core.words import priority_words
from svc_tui.screens.activities.saying import say
from svc_tui.screens.calls.previews import PRIORITIES, call_values, pause_answer, read_until, show_priorities
from svc_tui.screens.core.acts import Chosen, RecordsScreen, choices, picked_code
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk import Answer
from svc_tui.widgets.columns import cell
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.services.core.coded import Choice
    from svc_tui.services.core.outcomes import Outcomes
    from svc_tui.storage.calls.snippets import MacroRow


class CallActs(Commands[RecordsScreen]):
    """What keys do to calls."""

    # --- people, queues, priority

    def action_call_take(self) -> None:
        self.screen.act(_("Take"), self.services.calls.take)

    def action_call_take_next(self) -> None:
        def done(outcomes: Outcomes) -> None:
            numbers = tuple(outcome.number for outcome in outcomes.outcomes)
            self.screen.told(Chosen((), numbers), False, outcomes)
            self.screen.stand_on(numbers[0])

        self.screen.run(lambda: self.services.queues.take_next(), done)

    def action_queue_balance(self) -> None:
        """The balance of the call's queue; where it has none, or there is no call, of a queue that is chosen."""

        def then(text: str, picked: Candidate | None) -> None:
            if queue := picked_code(text, picked):
                self.desk.balance(queue)

        def show(queue: str | None) -> None:
            if queue:
                self.desk.balance(queue)
            else:
                search = self.services.queues.search
                self.screen.ask(
                    _("Balance of"), then, chooses=True, rows=5, answer=lambda text: choices(search(text))
                )

        number = self.screen.chosen().one
        self.screen.run(lambda: self.services.calls.queue_of(number) if number else None, show, "balance")

    def action_call_visit(self) -> None:
        """Propose a visit for each of the calls that are meant."""
        chosen = self.screen.chosen()
        if not chosen.ids:
            self.screen.say(self.noun.no_record())
            return
        numbers = chosen.numbers
        self.screen.run(
            lambda: self.noun.numbers_of(chosen.ids) if numbers is None else numbers,
            self.desk.propose,
            "visit",
        )

    def action_call_assign(self) -> None:
        def then(text: str, picked: Candidate | None) -> None:
            who = picked_code(text, picked)
            words = _("Assign to {who}").format(who=who or "-")
            self.screen.act(words, lambda numbers: self.services.calls.assign(numbers, who))

        self.screen.choose(_("Assign to"), self.services.people.search, then)

    def action_call_technician(self) -> None:
        def then(text: str, picked: Candidate | None) -> None:
            who = picked_code(text, picked)
            words = _("Technician {who}").format(who=who or "-")
            self.screen.act(words, lambda numbers: self.services.calls.technician(numbers, who))

        self.screen.choose(_("Technician"), self.services.people.technicians, then)

    def action_call_move(self) -> None:
        def then(text: str, picked: Candidate | None) -> None:
            queue = picked_code(text, picked)
            words = _("Move to {queue}").format(queue=queue or "-")
            self.screen.act(words, lambda numbers: self.services.calls.move(numbers, queue))

        self.screen.choose(_("Move to"), self.services.queues.search, then)

    def action_call_priority_low(self) -> None:
        self._set_priority("low")

    def action_call_priority_medium(self) -> None:
        self._set_priority("medium")

    def action_call_priority_high(self) -> None:
        self._set_priority("high")

    def _set_priority(self, level: str) -> None:
        words = _("Priority {level}").format(level=priority_words(level))
        self.screen.act(words, lambda numbers: self.services.calls.priority(numbers, level))

    def begun(self, keys: tuple[str, ...]) -> None:
        """A sequence was begun: the one for the priority shows what each would make of the due date."""
        if self.screen.begins(keys, *PRIORITIES) and self.screen.chosen().one:
            show_priorities(self.screen, self.screen.chosen().one)

    # --- status

    def action_call_status_open(self) -> None:
        self.screen.act(_("Open"), lambda numbers: self.services.calls.status(numbers, "Open"))

    def action_call_status_pending(self) -> None:
        self.screen.act(_("Pending"), lambda numbers: self.services.calls.status(numbers, "Pending"))

    def action_call_status(self) -> None:
        def then(text: str, picked: Candidate | None) -> None:
            name = picked.value if picked else text
            self.screen.act(name, lambda numbers: self.services.calls.status(numbers, name))

        from svc_tui.services.core.coded import Choice

        def search(text: str) -> list[Choice]:
            statuses = self.services.context.company.statuses.values()
            wanted = fold(text)
            return [
                Choice(status.name, status.status_class)
                for status in statuses
                if status.active and wanted in fold(status.name)
            ]

        self.screen.choose(_("Status"), search, then)

    # --- the clock

    def action_call_pause(self) -> None:
        services = self.services

        def then(text: str, _picked: Candidate | None) -> None:
            try:
                end = read_until(services, text)
            except SvcError as error:
                self.screen.say_error(error)
                return
            self.screen.act(_("Pause"), lambda numbers: services.calls.pause(numbers, end))

        self.screen.ask(
            _("Pause until"), then, rows=1, answer=partial(pause_answer, services, self.screen.chosen().one)
        )

    def action_call_resume(self) -> None:
        self.screen.act(_("Resume"), self.services.calls.resume)

    # --- words

    def action_call_note(self) -> None:
        say(self.screen, texts=call_values(self.screen))

    # --- several changes under one name

    def action_call_route(self) -> None:
        self.screen.act(_("Route"), self.services.routing.route)

    def action_call_route_again(self) -> None:
        self.screen.act(_("Route again"), partial(self.services.routing.route, again=True))

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
                self.screen.act(name, lambda numbers: macros.run(numbers, name))

        if self.screen.chosen().ids:
            self.screen.ask(_("Macro"), then, chooses=True, rows=4, answer=answer)
        else:
            self.screen.say(self.noun.no_record())

    # --- calls among each other

    def action_call_follow(self) -> None:
        self.screen.act(_("Follow"), self.services.calls.follow, moved_on=False)

    def action_call_duplicate(self) -> None:
        self.screen.act(
            _("Duplicate"), lambda numbers: self.services.calls.duplicate(numbers[0]), moved_on=False
        )

    def action_call_link(self) -> None:
        def then(text: str, picked: Candidate | None) -> None:
            kind, wanted = _link_kind(text)
            other = picked.value if picked else wanted
            self.screen.act(
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

        self.screen.choose(_("Link to (or depends:, caused_by:)"), search, then)


def _macro_line(macro: MacroRow) -> Candidate:
    """A macro with its steps."""
    steps = ", ".join(f"{field}={value}" for field, value in macro.steps)
    return Candidate(
        macro.name, ((cell(show_line(macro.name), 22, False), "text"), (f" {show_line(steps)}", "muted"))
    )


def _link_kind(text: str) -> tuple[str, str]:
    head, colon, rest = text.partition(":")
    return (
        (head.strip(), rest.strip())
        if colon and head.strip() in ("depends", "caused_by")
        else ("relates", text.strip())
    )
