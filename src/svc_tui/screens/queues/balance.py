"""Balance of a queue: what each member has, who would get which call and why; changed line by line, then given out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from svc_tui.domain.core.text import fold, show_line
from svc_tui.language import _, ngettext, number
from svc_tui.presentation.queues.balance import COLUMNS, balance_cells, head_lines, stand_line
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.desk_app import Ref
from svc_tui.screens.core.jobs import run_job
from svc_tui.screens.core.rows_screen import RowsScreen
from svc_tui.widgets.columns import Column, ColumnHeads
from svc_tui.widgets.lines import Lines
from svc_tui.widgets.prompt_line import Candidate
from svc_tui.widgets.row_list import Row

if TYPE_CHECKING:
    from svc_tui.services.core.outcomes import Outcomes
    from svc_tui.services.queues.balance import Balance, Line

MOST_STANDS = 8
"""So many people stand above the list; the others are found when a line is changed."""


class BalanceScreen(RowsScreen):
    """The proposal for one queue."""

    PLACE = "balance"
    DEFAULT_CSS = "#reading { height: 1fr; } #head { height: auto; }"

    def __init__(self, queue: str) -> None:
        super().__init__()
        self.queue = queue
        self._found: Balance | None = None

    def begin(self) -> None:
        super().begin()
        columns = [
            Column(each.key, _(each.title), each.width, each.grow, right=each.right) for each in COLUMNS
        ]
        self.rows.set_columns(columns)
        self.query_one("#heads", ColumnHeads).set_columns(columns)
        self.reload()

    def reload(self) -> None:
        """Propose anew, from what stands now."""
        run_job(self, "balance", partial(self.services.queues.propose, self.queue), self._take)

    def action_reload(self) -> None:
        self.reload()
        self.say(_("Proposed anew."))

    def _take(self, found: Balance) -> None:
        at = self.rows.selected_id or 0
        self._found = found
        self.rows.set_ids(range(len(found.lines)))
        self.rows.put_page(
            [Row(place, balance_cells(line), line.call.number) for place, line in enumerate(found.lines)]
        )
        self.rows.move_to(min(at, max(0, len(found.lines) - 1)))
        head = self.query_one("#head", Lines)
        lines = head_lines(found, MOST_STANDS)
        head.styles.height = len(lines)
        head.show_lines(lines)

    def _line(self) -> Line | None:
        at = self.rows.selected_id
        if self._found is None or at is None or at >= len(self._found.lines):
            self.say(_("Nothing waits in {queues}.").format(queues=show_line(self.queue)))
            return None
        return self._found.lines[at]

    # --- acts

    def action_balance_change(self) -> None:
        """Another person for this call."""
        line, found = self._line(), self._found
        if line is None or found is None:
            return

        def answer(text: str) -> Answer:
            wanted = fold(text)
            return Answer(
                [
                    Candidate(each.person, stand_line(each, found))
                    for each in found.stands
                    if wanted in fold(each.person)
                ]
            )

        def then(text: str, picked: Candidate | None) -> None:
            person = picked.value if picked else text.strip()
            self._goes_to(line.call.number, person)

        label = _("{number} goes to").format(number=show_line(line.call.number))
        self.ask(label, then, chooses=True, rows=min(6, len(found.stands)), answer=answer, in_thread=False)

    def action_balance_leave(self) -> None:
        """This call stays in the queue."""
        if (line := self._line()) is not None:
            self._goes_to(line.call.number, "")

    def _goes_to(self, name: str, person: str) -> None:
        found = self._found
        if found is None:
            return

        def show(changed: Balance) -> None:
            self._take(changed)
            self.rows.move(1)

        self.run(lambda: self.services.queues.changed(found, name, person), show, "balance")

    def action_balance_give(self) -> None:
        """Give out what is proposed, as one act; one is back where one was when nothing is left."""
        found = self._found
        if found is None:
            return
        count = len(found.pairs)
        if not count:
            self.say(_("No call of the proposal has somebody to go to."))
            return
        words = ngettext("Give out {count} call of {queue}?", "Give out {count} calls of {queue}?", count)
        self.confirm(
            words.format(count=number(count), queue=show_line(self.queue)),
            lambda: self.run(partial(self.services.queues.give, found), self._given),
        )

    def _given(self, outcomes: Outcomes) -> None:
        done = len(outcomes.done)
        words = ngettext("{count} call given out", "{count} calls given out", done).format(count=number(done))
        if outcomes.refused:
            words += "; " + outcomes.refused[0].say(_)
        hint = self.undo_hint if outcomes.change_id is not None else ""
        if self._found is not None and done == len(self._found.lines):  # nothing is left to be given out
            desk = self.desk
            desk.pop_screen()
            desk.desk_screen.say(words, hint)
            return
        self.say(words, hint)
        self.reload()

    def action_balance_open(self) -> None:
        """Open the call."""
        if (line := self._line()) is not None:
            self.desk.open(Ref("call", line.call.number))
