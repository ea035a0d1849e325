"""Acts on activities: those of a call, a card, a contract or a customer, chosen by name, and the open one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from svc_tui.domain.core.text import fold, show_line
from svc_tui.language import _
from svc_tui.presentation.activities.lines import kind_words, state_words, when_words
from svc_tui.screens.activities.saying import follow_up, say
from svc_tui.screens.core.acts import RecordsScreen
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.desk_app import Ref
from svc_tui.widgets.columns import cell
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.services.core.outcomes import Outcomes
    from svc_tui.storage.activities.rows import ActivityRow

ROWS = 4
MOST = 200
"""So many of a record's activities are offered."""


class ActivityActs(Commands[RecordsScreen]):
    """What keys do to the activities of the record at hand; several are offered for choice."""

    def action_activity_note(self) -> None:
        """Write down what was said or is to be done, on the row or on the marks."""
        say(self.screen)

    def action_activity_new(self) -> None:
        """The form of a new one, about this record."""
        if record := self.screen.chosen_one():
            self.desk.new("activity", **{self.noun.KIND: record})

    def action_activity_done(self) -> None:
        """Close an open one."""
        self._which(_("Done"), partial(self._do, self.services.activities.done), closed=False)

    def action_activity_reopen(self) -> None:
        """Open a closed one, so that it can be changed."""
        self._which(_("Reopen"), partial(self._do, self.services.activities.reopen), closed=True)

    def action_activity_correct(self) -> None:
        """Other words for an open one."""
        correct = self.services.activities.correct

        def edit(row: ActivityRow) -> None:
            def then(text: str, _picked: Candidate | None) -> None:
                self.screen.run(lambda: correct(row.number, text).say(_), self.screen.say_done)

            self.screen.ask(_("Correct"), then, value=row.notes or row.subject, lines=True)

        self._which(_("Correct"), edit, closed=False)

    def action_activity_follow(self) -> None:
        """Write down what follows from one."""
        self._which(_("Follow-up of"), lambda row: follow_up(self.screen, row.number))

    def action_activity_open(self) -> None:
        """Read one in full."""
        self._which(_("Activity"), lambda row: self.desk.open(Ref("activity", str(row.number))))

    def _do(self, work: Callable[[int], Outcomes], row: ActivityRow) -> None:
        self.screen.run(lambda: work(row.number).say(_), self.screen.say_done)

    def _which(self, label: str, then: Callable[[ActivityRow], None], *, closed: bool | None = None) -> None:
        """Choose among the activities of the record; a single one needs no choice."""
        record = self.screen.chosen_one()
        if not record:
            return
        kind = self.noun.KIND
        quoted = record.replace('"', "")
        scope = {True: "is:closed", False: "is:open", None: "is:any"}[closed]

        def read() -> list[ActivityRow]:
            return list(self.services.activities.all_rows(f'{kind}:"{quoted}" {scope}', MOST))

        def go_on(found: list[ActivityRow]) -> None:
            if not found:
                words = {
                    True: _("{number} has no closed activity."), False: _("{number} has no open activity."),
                    None: _("{number} has no activity yet."),
                }[closed]  # fmt: skip
                self.screen.say(words.format(number=record))
            elif len(found) == 1:
                then(found[0])
            else:
                self._choose(label, found, then)

        self.screen.run(read, go_on)

    def _choose(self, label: str, found: Sequence[ActivityRow], then: Callable[[ActivityRow], None]) -> None:
        now, zone = self.services.now(), self.services.zone
        lines = [_line(each, when_words(each, zone, now), state_words(each, now)) for each in found]
        by_number = {str(each.number): each for each in found}

        def take(_text: str, picked: Candidate | None) -> None:
            if picked is not None:
                then(by_number[picked.value])

        def answer(text: str) -> Answer:
            wanted = fold(text)
            return Answer(
                [each for each in lines if wanted in fold("".join(part for part, _role in each.line))]
            )

        self.screen.ask(label, take, chooses=True, rows=ROWS, answer=answer, in_thread=False)


def _line(row: ActivityRow, when: str, state: str) -> Candidate:
    words = show_line(row.subject or row.notes)
    parts = (
        (cell(kind_words(row.kind), 11, False), "muted"), (cell(when, 14, False), "text"),
        (cell(show_line(row.who or "-"), 9, False), "text"), (cell(state, 9, False), "muted"), (words, "text"),
    )  # fmt: skip
    return Candidate(str(row.number), parts)
