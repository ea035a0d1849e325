"""Acts on calls, shared by the inbox and the open call: ask what is needed, do it in a thread, say what became of it.

A screen says on which calls (`chosen`) and what to show afterwards (`acted`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from svc_tui.domain.text import show_line
from svc_tui.errors import N_, Refused, SvcError
from svc_tui.language import _, ngettext, number
from svc_tui.presentation.call_columns import priority_words
from svc_tui.screens.call_copies import CallCopies
from svc_tui.screens.call_finish import finish, respond
from svc_tui.screens.call_previews import PRIORITIES, pause_answer, read_until, show_priorities
from svc_tui.screens.desk import Answer
from svc_tui.widgets.columns import cell
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.screens.canned import Values
    from svc_tui.services.outcomes import Outcomes
    from svc_tui.services.records import Choice
    from svc_tui.storage.snippets import MacroRow

Work = Callable[[Sequence[str]], "Outcomes"]
NOTE_KINDS = ("note", "phone", "meeting", "task")


@dataclass(frozen=True)
class Chosen:
    """The calls that an act is about."""

    ids: tuple[int, ...]
    numbers: tuple[str, ...] | None
    """Known where it is one call; else read when the act is done."""

    @property
    def one(self) -> str:
        """The call where it is one, the first where there are many."""
        return self.numbers[0] if self.numbers else ""


class CallActs(CallCopies):
    """What keys do to calls."""

    def __init__(self) -> None:
        super().__init__()
        self._last: tuple[str, Work] | None = None

    # --- what a screen says

    def chosen(self) -> Chosen:
        """The calls to act on."""
        raise LookupError("a screen of calls says which")

    def acted(self, chosen: Chosen, outcomes: Outcomes, *, moved_on: bool = True) -> None:
        """Something was done: show it."""

    def chosen_number(self) -> str:
        return self.chosen().one

    # --- one act

    def act(self, words: str, work: Work, *, moved_on: bool = True, repeats: bool = True) -> None:
        """Do something to the chosen calls; many at once are confirmed first."""
        chosen = self.chosen()
        if not chosen.ids:
            self.say(_("No call to act on."))
            return
        do = partial(self._do, chosen, work, moved_on)
        if repeats:
            self._last = (words, work)
        if len(chosen.ids) > 1:
            question = ngettext("{act}: {count} call?", "{act}: {count} calls?", len(chosen.ids))
            self.confirm(question.format(act=words, count=number(len(chosen.ids))), do)
        else:
            do()

    def _do(self, chosen: Chosen, work: Work, moved_on: bool) -> None:
        calls = self.services.calls

        def job() -> Outcomes:
            numbers = chosen.numbers
            if numbers is None:
                numbers = tuple(row.number for row in calls.rows(chosen.ids))
            return work(numbers)

        self.run(job, partial(self._told, chosen, moved_on))

    def _told(self, chosen: Chosen, moved_on: bool, outcomes: Outcomes) -> None:
        undo = _("{key} undo").format(key=self.keymap.first_key("undo"))
        words = outcomes.say(_)
        if outcomes.warnings:
            words += "; " + _(outcomes.warnings[0].text).format(**outcomes.warnings[0].values)
        self.say(words, undo if outcomes.change_id is not None else "")
        self.acted(chosen, outcomes, moved_on=moved_on)

    def action_repeat(self) -> None:
        """Do the last change again."""
        if self._last is None:
            self.say(_("Nothing to repeat yet."))
        else:
            self.act(*self._last)

    # --- people, queues, priority

    def action_call_take(self) -> None:
        self.act(_("Take"), self.services.calls.take)

    def action_call_take_next(self) -> None:
        def done(outcomes: Outcomes) -> None:
            self._told(Chosen((), tuple(outcome.number for outcome in outcomes.outcomes)), False, outcomes)

        self.run(lambda: self.services.calls.take_next(), done)

    def action_call_assign(self) -> None:
        def then(text: str, picked: Candidate | None) -> None:
            who = _picked(text, picked)
            words = _("Assign to {who}").format(who=who or "-")
            self.act(words, lambda numbers: self.services.calls.assign(numbers, who))

        self._choose(_("Assign to"), self.services.people.search, then)

    def action_call_technician(self) -> None:
        def then(text: str, picked: Candidate | None) -> None:
            who = _picked(text, picked)
            words = _("Technician {who}").format(who=who or "-")
            self.act(words, lambda numbers: self.services.calls.technician(numbers, who))

        self._choose(_("Technician"), self.services.people.search, then)

    def action_call_move(self) -> None:
        def then(text: str, picked: Candidate | None) -> None:
            queue = _picked(text, picked)
            words = _("Move to {queue}").format(queue=queue or "-")
            self.act(words, lambda numbers: self.services.calls.move(numbers, queue))

        self._choose(_("Move to"), self.services.queues.search, then)

    def _choose(
        self,
        label: str,
        search: Callable[[str], Sequence[Choice]],
        then: Callable[[str, Candidate | None], None],
        rows: int = 5,
    ) -> None:
        if self.chosen().ids:
            self.ask(label, then, chooses=True, rows=rows, answer=lambda text: _choices(search(text)))
        else:
            self.say(_("No call to act on."))

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

        from svc_tui.services.records import Choice

        def search(text: str) -> list[Choice]:
            statuses = self.services.context.company.statuses.values()
            wanted = text.casefold()
            return [
                Choice(status.name, status.status_class)
                for status in statuses
                if status.active and wanted in status.name.casefold()
            ]

        self._choose(_("Status"), search, then)

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

        self.ask(_("Note"), then, rows=1, answer=answer, in_thread=False, texts=self.call_values())

    def call_values(self) -> Values:
        """What fills the places of a canned text; of many calls none is the one."""
        number, calls = self.chosen().one, self.services.calls
        return lambda: dict(calls.preview(number).values) if number else {}

    def _write_note(self, kind: str, text: str, numbers: Sequence[str]) -> Outcomes:
        return self.services.calls.note(numbers, text, kind, closed=kind != "task")

    # --- solutions

    def action_call_solutions(self) -> None:
        """Look a solution up; enter attaches it."""
        solutions = self.services.solutions
        number = self.chosen().one

        def then(text: str, picked: Candidate | None) -> None:
            wanted = picked.value if picked else text.strip()
            if not wanted.isdecimal():
                self.say(_("No solution holds these words."))
                return
            self.act(
                _("Solution {number}").format(number=wanted),
                lambda numbers: self.services.calls.attach_solution(numbers, int(wanted)),
                moved_on=False,
            )

        self._choose(_("Solution"), lambda text: solutions.fitting(number, text), then, rows=6)

    # --- several changes under one name

    def action_call_macro(self) -> None:
        """Choose a macro; it is done on all chosen calls as one act."""
        macros = self.services.macros

        def answer(text: str) -> Answer:
            wanted, found = text.casefold(), macros.list()
            if not found:
                words = _("There is no macro yet. Type : and macros to write one.")
                return Answer(preview=((words, "muted"),))
            return Answer([_macro_line(each) for each in found if wanted in each.name.casefold()])

        def then(text: str, picked: Candidate | None) -> None:
            name = picked.value if picked else text.strip()
            if name:
                self.act(name, lambda numbers: macros.run(numbers, name))

        if self.chosen().ids:
            self.ask(_("Macro"), then, chooses=True, rows=4, answer=answer)
        else:
            self.say(_("No call to act on."))

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

        from svc_tui.services.records import Choice

        def search(text: str) -> list[Choice]:
            _kind, wanted = _link_kind(text)
            listing = self.services.calls.ids(f"is:any {wanted}", typing=True)
            return [
                Choice(row.number, row.subject, row.customer_name)
                for row in self.services.calls.rows(listing.ids[:3])
            ]

        self._choose(_("Link to (or depends:, caused_by:)"), search, then)


def _macro_line(macro: MacroRow) -> Candidate:
    """A macro with its steps."""
    steps = ", ".join(f"{field}={value}" for field, value in macro.steps)
    return Candidate(
        macro.name, ((cell(show_line(macro.name), 22, False), "text"), (f" {show_line(steps)}", "muted"))
    )


def _picked(text: str, picked: Candidate | None) -> str | None:
    """What was chosen, or typed; `-` is nobody and nowhere."""
    if text.strip() == "-":
        return None
    if picked is None and not text.strip():
        raise Refused(N_("Nothing was chosen."))
    return picked.value if picked else text.strip()


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


def _choices(found: Sequence[Choice]) -> Answer:
    return Answer(
        [
            Candidate(
                choice.code,
                (
                    (cell(choice.code, 12, False), "text"),
                    (" ", ""),
                    (choice.label, "text"),
                    ("  ", ""),
                    (choice.hint, "muted"),
                ),
            )
            for choice in found
        ]
    )
