"""Plan these: who goes to which call and when, with the reason; changed line by line, then planned as one act."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from svc_tui.domain.core.moments import moment
from svc_tui.language import _, ngettext, number
from svc_tui.presentation.planning.proposal import COLUMNS, proposal_cells, proposal_head
from svc_tui.screens.core.acts import choices
from svc_tui.screens.core.desk_app import Ref
from svc_tui.screens.core.jobs import run_job
from svc_tui.screens.core.rows_screen import RowsScreen
from svc_tui.services.core.outcomes import worded
from svc_tui.widgets.columns import Column, ColumnHeads
from svc_tui.widgets.lines import Lines
from svc_tui.widgets.prompt_line import Candidate
from svc_tui.widgets.row_list import Row

if TYPE_CHECKING:
    from svc_tui.services.core.outcomes import Outcomes
    from svc_tui.services.planning.proposing import Proposal, Proposed


class ProposalScreen(RowsScreen):
    """The visits that are proposed for some calls."""

    PLACE = "proposal"
    DEFAULT_CSS = "#reading { height: 1fr; } #head { height: auto; }"

    def __init__(self, calls: Sequence[str]) -> None:
        super().__init__()
        self.calls = tuple(calls)
        self.visits: list[Proposed] = []
        self._left_out: tuple[str, ...] = ()

    def on_mount(self) -> None:
        super().on_mount()
        columns = [
            Column(each.key, _(each.title), each.width, each.grow, right=each.right, gap=each.gap)
            for each in COLUMNS
        ]
        self.rows.set_columns(columns)
        self.query_one("#heads", ColumnHeads).set_columns(columns)
        self.reload()

    def reload(self) -> None:
        """Propose anew, from what stands now."""
        run_job(self, "proposal", partial(self.services.plan.propose, self.calls), self._take)

    def _take(self, found: Proposal) -> None:
        self.visits = list(found.visits)
        self._left_out = tuple(call.number for call in found.left_out)
        self._show()
        if not self.visits and not self._left_out:
            self.say(_("Each of these calls has a visit, or is closed."))

    def _show(self) -> None:
        at, zone, now = self.rows.selected_id or 0, self.services.zone, self.services.now()
        self.rows.set_ids(range(len(self.visits)))
        self.rows.put_page(
            Row(
                place,
                proposal_cells(each, "; ".join(worded(why, _) for why in each.why), zone, now),
                each.call.number,
            )
            for place, each in enumerate(self.visits)
        )
        self.rows.move_to(min(at, max(0, len(self.visits) - 1)))
        head = self.query_one("#head", Lines)
        lines = proposal_head(self.visits, self._left_out)
        head.styles.height = len(lines)
        head.show_lines(lines)

    def _visit(self) -> Proposed | None:
        at = self.rows.selected_id
        if at is None or at >= len(self.visits):
            self.say(_("Nothing is proposed."))
            return None
        return self.visits[at]

    def _put(self, before: Proposed, after: Proposed | None) -> None:
        """Another visit in the place of one, or none."""
        at = self.visits.index(before)
        self.visits[at : at + 1] = [] if after is None else [after]
        self._show()

    # --- acts

    def action_proposal_change(self) -> None:
        """Another technician, at the next time that is free for him."""
        visit = self._visit()
        if visit is None:
            return
        plan, length = self.services.plan, round((visit.ends_at - visit.starts_at).total_seconds())

        def find(person: str) -> Proposed:
            slot = plan.slot(visit.call.number, [person], length)
            return visit.at(slot.starts_at if slot is not None else visit.starts_at, person)

        def then(text: str, picked: Candidate | None) -> None:
            person = picked.value if picked else text.strip()
            self.run(partial(find, person), partial(self._put, visit), "proposal")

        search = self.services.people.technicians
        self.ask(_("Who goes"), then, chooses=True, rows=5, answer=lambda text: choices(search(text)))

    def action_proposal_time(self) -> None:
        """Another time."""
        visit = self._visit()
        if visit is None:
            return

        def then(text: str, _picked: Candidate | None) -> None:
            at = moment(text, now=self.services.now(), zone=self.services.zone, prefer="future")
            self._put(visit, visit.at(at))

        self.ask(_("Begins"), then)

    def action_proposal_leave(self) -> None:
        """No visit for this call."""
        if (visit := self._visit()) is not None:
            self._put(visit, None)

    def action_proposal_make(self) -> None:
        """Plan what is proposed, as one act; then one is back where one was."""
        if self._visit() is None:
            return
        visits = tuple(self.visits)
        words = ngettext("Plan {count} visit?", "Plan {count} visits?", len(visits))
        self.confirm(
            words.format(count=number(len(visits))),
            lambda: self.run(partial(self.services.plan.apply, visits), self._made),
        )

    def _made(self, outcomes: Outcomes) -> None:
        done = len(outcomes.done)
        words = ngettext("{count} visit planned", "{count} visits planned", done).format(count=number(done))
        if outcomes.refused:
            words += "; " + outcomes.refused[0].say(_)
        desk, hint = self.desk, self.undo_hint if outcomes.change_id is not None else ""
        desk.pop_screen()
        desk.desk_screen.say(words, hint)
        desk.desk_screen.reload()

    def action_proposal_open(self) -> None:
        """Open the call."""
        if (visit := self._visit()) is not None:
            self.desk.open(Ref("call", visit.call.number))
