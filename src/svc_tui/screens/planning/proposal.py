"""Plan these: who goes to which call and when, with the reason; changed line by line, then planned as one act.

`LinesScreen` holds what a proposal has in common with a day that is given to others (`giving`): lines that are
weighed against each other whenever one is changed, and at the end calls without a visit, which a key brings back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult

from svc_tui.domain.core.moments import moment
from svc_tui.domain.core.notes import note
from svc_tui.domain.planning.absences import days_of
from svc_tui.errors import N_
from svc_tui.language import _, ngettext, number
from svc_tui.presentation.core.columns import ListColumn
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.planning.proposal import (
    COLUMNS,
    left_cells,
    line_detail,
    proposal_cells,
    proposal_head,
    when_words,
)
from svc_tui.screens.core.acts import choices
from svc_tui.screens.core.desk_app import Ref
from svc_tui.screens.core.jobs import run_job
from svc_tui.screens.core.rows_screen import RowsScreen
from svc_tui.screens.planning.acts import ask_why
from svc_tui.services.core.outcomes import worded
from svc_tui.services.planning.proposing import LeftOut, Proposed
from svc_tui.widgets.bars import Rule
from svc_tui.widgets.columns import Column, ColumnHeads
from svc_tui.widgets.detail_pane import DetailPane
from svc_tui.widgets.lines import Lines
from svc_tui.widgets.prompt_line import Candidate
from svc_tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from svc_tui.services.core.outcomes import Outcomes
    from svc_tui.services.planning.by_hand import Checked
    from svc_tui.services.planning.proposing import Proposal
    from svc_tui.services.planning.service import Plan

STEP = timedelta(minutes=15)
BY_HAND = N_("left out by hand")
DETAIL_ROWS = 4


class LinesScreen(RowsScreen):
    """Visits that are proposed."""

    COLUMNS: ClassVar[Sequence[ListColumn]] = COLUMNS
    DEFAULT_CSS = f"""
    #reading {{ height: 1fr; }}
    #head {{ height: 1; }}
    #rows {{ height: 1fr; }}
    #detail {{ height: {DETAIL_ROWS}; }}
    """

    def __init__(self) -> None:
        super().__init__()
        self.visits: list[Proposed] = []
        self.without: list[LeftOut] = []
        """The calls, or visits, that get none."""
        self.way_s = 0
        self.people: list[str] | None = None
        """Who may go; None: all technicians."""

    # --- what a screen of lines says

    def propose(self) -> Callable[[], Any]:
        """What reads the proposal, in a thread."""
        raise LookupError("a screen of lines proposes them")

    def heads(self) -> list[Line]:
        """What stands above the lines."""
        return [proposal_head(self.visits, len(self.without), self.way_s)]

    def cells(self, line: Any, present: dict[str, Span]) -> dict[str, Span]:
        """The cells of a line; a screen may have more of them."""
        return present

    def since(self) -> datetime | None:
        """From when on another time is looked for; now unless it is said."""
        return None

    # --- what is shown

    def compose_rows(self) -> ComposeResult:
        yield RowList(id="rows")
        yield Rule()
        yield DetailPane(id="detail")

    def begin(self) -> None:
        super().begin()
        columns = [
            Column(each.key, _(each.title), each.width, each.grow, right=each.right, gap=each.gap)
            for each in self.COLUMNS
        ]
        self.rows.set_columns(columns)
        self.query_one("#heads", ColumnHeads).set_columns(columns)
        self.read_first()

    def read_first(self) -> None:
        """Read the first lines."""
        self.reload()

    def reload(self) -> None:
        """Propose anew, from what stands now."""
        run_job(self, "proposal", self.propose(), self.take)

    def take(self, found: Any) -> None:
        """Show what is proposed."""
        self.visits, self.without = list(found.visits), list(found.left)
        self.way_s = sum(each.way_s for each in found.visits)
        self.show_lines()

    def _lines(self) -> list[Proposed | LeftOut]:
        return [*self.visits, *self.without]

    def show_lines(self) -> None:
        """Show all lines; the cursor stays."""
        at, lines = self.rows.selected_id or 0, self._lines()
        self.rows.set_ids(range(len(lines)))
        self.rows.put_page(Row(place, self._row(line), line.call.number) for place, line in enumerate(lines))
        self.rows.move_to(min(at, max(0, len(lines) - 1)))
        head, told = self.query_one("#head", Lines), self.heads()
        head.styles.height = len(told)
        head.show_lines(told)
        self.show_detail()

    def _row(self, line: Proposed | LeftOut) -> tuple[Span, ...]:
        if isinstance(line, Proposed):
            why = "; ".join(worded(each, _) for each in line.against or line.why)
            zone, now = self.services.zone, self.services.now()
            cells = proposal_cells(line, why, zone, now, against=bool(line.against))
        else:
            cells = left_cells(line, worded(line.why, _))
        cells = self.cells(line, cells)
        return tuple(cells[each.key] for each in self.COLUMNS)

    @on(RowList.CursorMoved)
    def show_detail(self) -> None:
        """All of the line under the cursor."""
        detail, at, lines = self.query_one("#detail", DetailPane), self.rows.selected_id, self._lines()
        if at is None or at >= len(lines):
            detail.show_lines([])
            return
        line, width = lines[at], self.size.width
        if isinstance(line, LeftOut):
            detail.show_lines(line_detail(line.call, _("No visit."), [worded(line.why, _)], "warning", width))
            return
        told = when_words(line, self.services.zone, self.services.now())
        why = [worded(each, _) for each in line.against] or ["; ".join(worded(each, _) for each in line.why)]
        detail.show_lines(line_detail(line.call, told, why, "warning" if line.against else "muted", width))

    # --- the line under the cursor

    def _visit(self) -> int | None:
        """The place of the visit under the cursor."""
        at = self.rows.selected_id
        if at is None or at >= len(self.visits):
            self.say(_("No visit is proposed here."))
            return None
        return at

    def _weigh_anew(self, work: Callable[[Plan], Checked[Any]]) -> None:
        """Change lines in a thread; all of them are weighed anew."""

        def show(checked: Checked[Any]) -> None:
            self.visits, self.way_s = list(checked.visits), checked.way_s
            self.show_lines()

        plan = self.services.plan
        self.run(lambda: work(plan), show, "proposal")

    def action_proposal_change(self) -> None:
        """Another technician, at the same time where he is free then; a call without a visit gets one."""
        at, lines = self.rows.selected_id, self._lines()
        if at is None or at >= len(lines):
            self.say(_("Nothing is proposed."))
            return
        line, since = lines[at], self.since()
        if isinstance(line, LeftOut) and line.refused is not None:
            self.say(worded(line.refused, _), role="warning")
            return
        visits, without = list(self.visits), list(self.without)

        def then(text: str, picked: Candidate | None) -> None:
            person = picked.value if picked else text.strip()

            def work(plan: Plan) -> Checked[Any]:
                if isinstance(line, Proposed):
                    return plan.with_person(visits, at, person, since)
                new = line.given(person, since or self.services.now())
                return plan.with_person([*visits, new], len(visits), person, since)

            if isinstance(line, LeftOut):
                self.without = [each for each in without if each is not line]
            self._weigh_anew(work)

        search = self.services.people.technicians
        self.ask(_("Who goes"), then, chooses=True, rows=5, answer=lambda text: choices(search(text)))

    def action_proposal_time(self) -> None:
        """Another time."""
        if (at := self._visit()) is None:
            return
        visits, since = list(self.visits), self.since()

        def then(text: str, _picked: Candidate | None) -> None:
            begin = moment(text, now=self.services.now(), zone=self.services.zone, prefer="future")
            self._weigh_anew(lambda plan: plan.at_time(visits, at, begin, None, since))

        self.ask(_("Begins"), then)

    def action_proposal_longer(self) -> None:
        self._stretch(STEP)

    def action_proposal_shorter(self) -> None:
        self._stretch(-STEP)

    def _stretch(self, by: timedelta) -> None:
        if (at := self._visit()) is None:
            return
        visits, since = list(self.visits), self.since()
        line = visits[at]
        self._weigh_anew(lambda plan: plan.at_time(visits, at, line.starts_at, line.length + by, since))

    def action_proposal_leave(self) -> None:
        """No visit for this call; it stands below those that have one."""
        if (at := self._visit()) is None:
            return
        visits = list(self.visits)
        self.without.insert(0, visits.pop(at).left(note(BY_HAND)))
        since = self.since()
        self._weigh_anew(lambda plan: plan.check(visits, since))

    def action_proposal_who(self) -> None:
        """Who may go: proposed anew among them."""

        def then(text: str, _picked: Candidate | None) -> None:
            codes = text.replace(",", " ").split()
            people = self.services.people

            def work() -> list[str] | None:
                return [people.find(code).code for code in codes] or None

            def show(found: list[str] | None) -> None:
                self.people = found
                self.reload()

            self.run(work, show, "proposal")

        self.ask(_("Who may go (codes; empty: all)"), then, value=" ".join(self.people or ()))

    def action_proposal_open(self) -> None:
        """Open the call."""
        at, lines = self.rows.selected_id, self._lines()
        if at is not None and at < len(lines):
            self.desk.open(Ref("call", lines[at].call.number))

    # --- the end

    def make(self, question: str, work: Callable[[str], Outcomes], done: Callable[[int], str]) -> None:
        """Ask, write it all as one act; what overlaps only with a reason, which `work` gets, else it is refused."""
        overlapping = [each for each in self.visits if each.overlaps]
        if not overlapping:
            self._confirm_all(question, partial(work, ""), done)
            return

        def then(text: str, _picked: Candidate | None) -> None:
            if text.strip():
                self._write(partial(work, text.strip()), done)
                return
            words = ngettext(
                "{count} overlaps and will be refused.",
                "{count} overlap and will be refused.",
                len(overlapping),
            )
            told = f"{words.format(count=number(len(overlapping)))} {question}"
            self._confirm_all(told, partial(work, ""), done)

        ask_why(
            self, len(overlapping), [worded(why, _) for each in overlapping for why in each.against], then
        )

    def _confirm_all(self, question: str, work: Callable[[], Outcomes], done: Callable[[int], str]) -> None:
        self.confirm(question, lambda: self._write(work, done))

    def _write(self, work: Callable[[], Outcomes], done: Callable[[int], str]) -> None:
        """One is back where one was, or stays where something was refused."""

        def show(outcomes: Outcomes) -> None:
            words = done(len(outcomes.done))
            hint = self.undo_hint if outcomes.change_id is not None else ""
            if outcomes.refused:
                self.say(f"{words}; {outcomes.refused[0].say(_)}", hint, role="warning")
                self.reload()
                return
            desk = self.desk
            desk.pop_screen()
            desk.desk_screen.say(words, hint)
            desk.desk_screen.reload()

        self.run(work, show)


class ProposalScreen(LinesScreen):
    """The visits that are proposed for some calls."""

    PLACE = "proposal"

    def __init__(self, calls: Sequence[str], first: date | None = None) -> None:
        super().__init__()
        self.calls = tuple(calls)
        self.first = first
        self.last: date | None = None
        """The last day that may be taken; None: two weeks from the first."""

    def propose(self) -> Callable[[], Proposal]:
        days = {} if self.first is None or self.last is None else {"days": (self.last - self.first).days + 1}
        return partial(self.services.plan.propose, self.calls, people=self.people, first=self.first, **days)

    def since(self) -> datetime | None:
        return None if self.first is None else datetime.combine(self.first, time(), self.services.zone)

    def take(self, found: Any) -> None:
        super().take(found)
        if not self._lines():
            self.say(_("Each of these calls has a visit, or is closed."))

    def action_proposal_days(self) -> None:
        """Which days may be taken: proposed anew."""

        def then(text: str, _picked: Candidate | None) -> None:
            if text.strip():
                self.first, self.last = days_of(text.strip(), self.services.today)
            else:
                self.first = self.last = None
            self.reload()

        self.ask(_("On which days (tomorrow, mon..fri; empty: the next two weeks)"), then)

    def action_proposal_make(self) -> None:
        """Plan what is proposed, as one act."""
        if not self.visits:
            self.say(_("Nothing is proposed."))
            return
        visits = tuple(self.visits)
        words = ngettext("Plan {count} visit?", "Plan {count} visits?", len(visits))
        self.make(
            words.format(count=number(len(visits))),
            lambda why: self.services.plan.apply(visits, why),
            lambda count: ngettext("{count} visit planned", "{count} visits planned", count).format(
                count=number(count)
            ),
        )
