"""Acts on records, shared by their list and their open page: confirm where there are many, do it in a thread, say
what became of it, repeat it.

A screen says on which records (`chosen`) and what to show afterwards (`acted`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from svc_tui.errors import N_, Refused
from svc_tui.language import _
from svc_tui.screens.core.commands import AnyCommands, Commands
from svc_tui.screens.core.desk import Answer, DeskScreen
from svc_tui.screens.core.desk_app import Ref
from svc_tui.screens.core.jobs import run_job
from svc_tui.screens.core.noun import Noun
from svc_tui.widgets.columns import cell
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.services.core.coded import Choice
    from svc_tui.services.core.outcomes import Outcomes

Work = Callable[[Sequence[str]], "Outcomes"]


@dataclass(frozen=True)
class Chosen:
    """The records that an act is about."""

    ids: tuple[int, ...]
    numbers: tuple[str, ...] | None
    """Known where it is one record; else read when the act is done."""

    @property
    def one(self) -> str:
        """The record where it is one, nothing where there are many."""
        return self.numbers[0] if self.numbers else ""


class RecordsScreen(DeskScreen):
    """A screen of records, a list or one that is open: acts on those that are meant."""

    NOUN: ClassVar[type[Noun]] = Noun
    """What it says and knows of its records."""
    ACTS: ClassVar[tuple[AnyCommands, ...]] = ()
    """What keys do to its records, beside what they do to all."""

    def __init__(self) -> None:
        super().__init__()
        self.noun = self.NOUN(lambda: self.services)
        self.attached = tuple(commands(self) for commands in self.commands())
        self._last: tuple[str, Work] | None = None

    @classmethod
    def commands(cls) -> tuple[AnyCommands, ...]:
        return (*cls.ACTS, RecordCommands)

    def doer(self, action: str) -> Callable[..., Any] | None:
        for one in (*self.attached, self):  # Textual's screens have acts of the same names, such as page_down
            act: Callable[..., Any] | None = getattr(one, action, None)
            if act is not None:
                return act
        return None

    # --- what a screen says

    def chosen(self) -> Chosen:
        """The records to act on."""
        raise LookupError("a screen of records says which")

    def acted(self, chosen: Chosen, outcomes: Outcomes, *, moved_on: bool = True) -> None:
        """Something was done: show it."""

    def chosen_number(self) -> str:
        """The record that is meant; empty when there is none, or where there are many."""
        return self.chosen().one

    def chosen_one(self) -> str:
        """The same; where it is empty the reason is said."""
        chosen = self.chosen()
        if not chosen.one:
            self.say(self.noun.one_record() if chosen.ids else self.noun.no_record())
        return chosen.one

    def asked_about(self) -> dict[str, str]:
        return {"kind": self.noun.KIND, "number": self.chosen().one}

    def jump(self, kind: str, neighbour: Callable[[str], str]) -> None:
        """Open a neighbour of the one record that is meant."""
        if number := self.chosen_one():
            run_job(self, "jump", partial(neighbour, number), lambda name: self.desk.open(Ref(kind, name)))

    # --- what happens, for the attached commands

    def on_services(self) -> None:
        for commands in self.attached:
            commands.on_services()

    def reloaded(self) -> None:
        """What is shown is read again."""
        for commands in self.attached:
            commands.reloaded()

    def on_screen_resume(self) -> None:
        """Back from another screen."""
        if self.desk.is_open:
            for commands in self.attached:
                commands.resumed()

    def begun(self, keys: tuple[str, ...]) -> None:
        for commands in self.attached:
            commands.begun(keys)

    # --- one act

    def act(self, words: str, work: Work, *, moved_on: bool = True, repeats: bool = True) -> None:
        """Do something to the chosen records; many at once are confirmed first."""
        chosen = self.chosen()
        if not chosen.ids:
            self.asking.give_back()
            self.say(self.noun.no_record())
            return
        do = partial(self._do, chosen, work, moved_on)
        if repeats:
            self._last = (words, work)
        if len(chosen.ids) > 1:
            self.confirm(self.noun.many_records(words, len(chosen.ids)), do)
        else:
            do()

    def _do(self, chosen: Chosen, work: Work, moved_on: bool) -> None:
        read = self.reading_after(chosen, moved_on)

        def job() -> tuple[Outcomes, Any]:
            numbers = chosen.numbers
            outcomes = work(self.noun.numbers_of(chosen.ids) if numbers is None else numbers)
            return outcomes, read()

        def show(answer: tuple[Outcomes, Any]) -> None:
            outcomes, after = answer
            self.take_after(after)
            self.told(chosen, moved_on, outcomes)

        self.run(job, show)

    def reading_after(self, chosen: Chosen, moved_on: bool) -> Callable[[], Any]:
        """What reads, in the thread of an act, all that is shown when it is done: one job, and one frame."""
        return lambda: None

    def take_after(self, after: Any) -> None:
        """That was read; `acted` shows it."""

    def told(self, chosen: Chosen, moved_on: bool, outcomes: Outcomes) -> None:
        """Say what became of it, and show it."""
        undo = self.undo_hint
        outcomes = self.noun.named(outcomes)
        words = self.noun.in_words(outcomes)
        if outcomes.warnings:
            words += "; " + _(outcomes.warnings[0].text).format(**outcomes.warnings[0].values)
        if outcomes.refused and not outcomes.done:
            self.asking.give_back()
        self.say(words, undo if outcomes.change_id is not None else "")
        self.acted(chosen, outcomes, moved_on=moved_on)
        for commands in self.attached:
            commands.told(outcomes)

    def stand_on(self, name: str) -> None:
        """An act found this record by itself: the cursor goes to it, where it is shown."""
        for commands in self.attached:
            commands.stand_on(name)

    def action_repeat(self) -> None:
        """Do the last change again."""
        if self._last is None:
            self.say(_("Nothing to repeat yet."))
        else:
            self.act(*self._last)

    def choose(
        self,
        label: str,
        search: Callable[[str], Sequence[Choice]],
        then: Callable[[str, Candidate | None], None],
        rows: int = 5,
    ) -> None:
        """Ask for one of the choices that fit what is typed, where there is a record to act on."""
        if self.chosen().ids:
            self.ask(label, then, chooses=True, rows=rows, answer=lambda text: choices(search(text)))
        else:
            self.say(self.noun.no_record())


class RecordCommands(Commands[RecordsScreen]):
    """What keys do to records of any kind."""

    def action_jump_customer(self) -> None:
        """Open the customer of the record."""
        self.screen.jump("customer", self.noun.customer_of)

    def action_jump_equipment(self) -> None:
        """Open the card of the record's unit."""
        self.screen.jump("equipment", self.noun.card_of)

    def action_jump_contract(self) -> None:
        """Open the contract of the record."""
        self.screen.jump("contract", self.noun.contract_of)

    # --- taking text out: a record of this kind never has it

    def action_copy_serial(self) -> None:
        self._has_none()

    def action_copy_address(self) -> None:
        self._has_none()

    def action_copy_phone(self) -> None:
        self._has_none()

    def _has_none(self) -> None:
        self.screen.say(_("The record says nothing of that."))

    # --- its files

    def action_call_attach(self) -> None:
        """Keep a file with the record."""
        if number := self.screen.chosen_one():
            from svc_tui.screens.core import file_prompts

            file_prompts.attach(self.screen, self.noun.file_name(number), self.noun.KIND)

    def action_call_save_file(self) -> None:
        """Write a file of the record into a directory."""
        if number := self.screen.chosen_one():
            from svc_tui.screens.core import file_prompts

            file_prompts.save_file(self.screen, self.noun.file_name(number), self.noun.KIND)


def picked_code(text: str, picked: Candidate | None) -> str | None:
    """What was chosen, or typed; `-` is nobody and nowhere. Raises Refused: nothing."""
    if text.strip() == "-":
        return None
    if picked is None and not text.strip():
        raise Refused(N_("Nothing was chosen."))
    return picked.value if picked else text.strip()


def choices(found: Sequence[Choice]) -> Answer:
    """Choices as a prompt offers them: code, name, what tells it from its like."""
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
                near=choice.near,
            )
            for choice in found
        ]
    )
