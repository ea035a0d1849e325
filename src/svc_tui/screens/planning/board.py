"""The day board: technicians by rows, hours across, beneath it the calls to plan; what keys do stands in `moves`.

The cursor is a technician and a time; below the last technician it goes on into the calls. A move is drawn before it
is made: the pane says what it does to the due date and what speaks against it.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Resize
from textual.widget import Widget

from svc_tui.language import _
from svc_tui.presentation.planning.board import (
    COLUMNS,
    call_lines,
    gap_lines,
    ghost_lines,
    title_ends,
    visit_lines,
    waiting_cells,
    waiting_ends,
)
from svc_tui.presentation.planning.grid import LABEL, Ghost, Window, head_line, lane_line, window_of
from svc_tui.screens.core.acts import Chosen, RecordsScreen
from svc_tui.screens.core.desk_app import AWAY
from svc_tui.screens.core.jobs import Latest
from svc_tui.screens.planning.acts import VisitActs, against_words
from svc_tui.screens.planning.moves import BoardMoves, VisitMoves
from svc_tui.screens.planning.noun import VisitNoun
from svc_tui.screens.planning.place import PLACE as PLAN
from svc_tui.services.core.outcomes import worded
from svc_tui.services.planning.weighing import slot_words
from svc_tui.widgets.bars import EndsLine, Rule
from svc_tui.widgets.columns import Column
from svc_tui.widgets.detail_pane import DetailPane
from svc_tui.widgets.lane_grid import LaneGrid
from svc_tui.widgets.prompt_line import PromptLine
from svc_tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from svc_tui.services.core.outcomes import Outcomes
    from svc_tui.services.planning.board import Board, Lane
    from svc_tui.services.planning.waiting import Offer, ToPlan
    from svc_tui.services.planning.weighing import Weighed
    from svc_tui.storage.planning.rows import VisitRow

POLL_S, MINUTE_S = 1.0, 60.0
FIRST_HOUR, LAST_HOUR = 6, 10
"""Where the hours begin, at first and at most: fourteen of them are seen."""
AROUND, FEWEST = 10, 4
"""Rows that are no lane and no call, and rows that the calls have at least."""


@dataclass(frozen=True)
class Seen:
    """What was read for the board."""

    board: Board
    waiting: array[int]
    news: int


@dataclass(frozen=True)
class Verdict:
    """What is known of a move, in words."""

    against: Sequence[str]
    """What speaks against it."""
    slot: str
    """The next time that nothing speaks against."""
    overlaps: bool
    """Whether somebody would be at two places at once."""


class PlanScreen(RecordsScreen):
    """A day of all technicians."""

    NOUN = VisitNoun
    ACTS = (BoardMoves, VisitMoves, VisitActs)
    READS_FIRST = True
    PLACE = PLAN.mode
    BARS = PLAN.bars

    def __init__(self) -> None:
        super().__init__()
        self.day = date.min
        self.at: datetime | None = None
        """Where the cursor is in time; None until the board was read."""
        self.hour = FIRST_HOUR
        self.person = ""
        self.in_calls = False
        """Whether the keys go to the calls."""
        self.text = ""
        """The filter of the calls."""
        self.seen: Seen | None = None
        self.ghost: Ghost | None = None
        """A move that is not made yet."""
        self.verdict: Verdict | None = None
        self.due: datetime | None = None
        """When the call of the move is due."""
        self._came = False
        """Whether another day was asked for and is not shown yet."""
        self._to_plan: dict[int, ToPlan] = {}
        self._offers: dict[int, tuple[Offer, ...]] = {}
        self._reads: Latest[Any] = Latest(self, "plan")
        self._pages: Latest[Any] = Latest(self, "waiting")
        self._weighs: Latest[Any] = Latest(self, "weigh")

    # --- parts

    def compose_body(self) -> ComposeResult:
        yield EndsLine(id="title")
        yield LaneGrid(id="lanes")
        yield EndsLine(id="waiting")
        yield RowList(
            [Column(each.key, "", each.width, each.grow, right=each.right, gap=each.gap) for each in COLUMNS],
            id="rows",
        )
        yield Rule()
        with Vertical(id="below"):
            yield DetailPane(id="detail")
            yield PromptLine(id="prompt")

    @property
    def lanes(self) -> LaneGrid:
        """The board."""
        return self.query_one("#lanes", LaneGrid)

    @property
    def rows(self) -> RowList:
        """The calls to plan."""
        return self.query_one("#rows", RowList)

    def home_focus(self) -> Widget | None:
        return self.rows if self.in_calls else self.lanes

    def begin(self) -> None:
        super().begin()
        self.set_interval(POLL_S, self._look_for_news)
        self.set_interval(MINUTE_S, self._pass_a_minute)
        if self.desk.is_open:
            self.on_services()

    def on_resize(self, event: Resize) -> None:
        self.call_after_refresh(self.paint_board)

    # --- what it reads

    def on_services(self) -> None:
        if self.day == date.min:
            self.day = self.services.today
        self.reload()
        super().on_services()

    def on_screen_resume(self) -> None:
        if self.seen is not None:
            self._look_for_news()

    def reload(self) -> None:
        """The day and the calls as of now."""
        self._reads.ask(self.reading(), self.take)

    def reading(self) -> Callable[[], Seen]:
        """What reads, in a thread, all that is shown of the day."""
        services, day, text, watch = self.services, self.day, self.text, self.desk.store_watch

        def read() -> Seen:
            news = watch.news()
            return Seen(services.plan.days(day)[0], services.plan.to_plan(text), news)

        return read

    def take(self, seen: Seen) -> None:
        """Show what was read; an answer to an older question is thrown away."""
        if seen.board.day != self.day:
            return
        self.seen = seen
        self._to_plan, self._offers = {}, {}
        if self.at is None and self.day == self.services.today:
            self.at = self.window.on_step(self.services.now())
        elif self.at is None or (self._came and not self._is_worked(self.at)):
            self.go_to(self._begin_of_work())
        self._came = False
        with self.app.batch_update():
            self.paint_board()
            self.rows.set_ids(seen.waiting)
            self.rows.forget()
            if self.in_calls and not seen.waiting:
                self.go_into(calls=False)
            self.show_detail()

    def _look_for_news(self) -> None:
        if self.seen is None or not self.is_current or self.prompt.is_open or self.ghost is not None:
            return
        if self.desk.store_watch.news() not in (self.seen.news, AWAY):
            self.reload()

    def _pass_a_minute(self) -> None:
        if self.is_current and self.seen is not None and self.ghost is None:
            self.paint_board()

    # --- the board

    @property
    def zone(self) -> ZoneInfo:
        """The company's."""
        return self.services.zone

    @property
    def window(self) -> Window:
        """The hours that are seen."""
        return window_of(self.day, self.hour, self.size.width, self.zone)

    def moment(self, hour: int) -> datetime:
        """A full hour of the day that is shown."""
        return window_of(self.day, hour, 0, self.zone).first

    def _is_worked(self, at: datetime) -> bool:
        """Whether anybody works then, or is expected somewhere."""
        return any(
            start <= at < end
            for lane in self.lanes_of_day()
            for start, end in (*lane.work, *((visit.starts_at, visit.ends_at) for visit in lane.visits))
        )

    def _begin_of_work(self) -> datetime:
        """When the first of all begins; nine where nobody works."""
        return min((lane.work[0][0] for lane in self.lanes_of_day() if lane.work), default=self.moment(9))

    def lanes_of_day(self) -> Sequence[Lane]:
        """The technicians, as they are shown."""
        return self.seen.board.lanes if self.seen is not None else ()

    def lane(self) -> Lane | None:
        """The technician under the cursor."""
        lanes = self.lanes_of_day()
        return next((each for each in lanes if each.person == self.person), lanes[0] if lanes else None)

    def visit(self) -> VisitRow | None:
        """The visit under the cursor of the board."""
        lane, at = self.lane(), self.at
        if lane is None or at is None:
            return None
        until = at + self.window.step
        found = [each for each in lane.visits if each.starts_at < until and each.ends_at > at]
        exact = [each for each in found if each.starts_at <= at]
        return next(iter((exact or found)[:1]), None)

    def paint_board(self) -> None:
        """Title, hours and lanes; only lines that differ are sent."""
        seen = self.seen
        if seen is None or self.at is None:
            return
        services, window, width = self.services, self.window, self.size.width
        lanes, now = seen.board.lanes, services.now()
        ends = title_ends(self.day, services.today, len(lanes), len(seen.board.visits), len(seen.waiting))
        self.query_one("#title", EndsLine).show_ends(*ends)
        self.query_one("#waiting", EndsLine).show_ends(*waiting_ends(self.text))
        grid = self.lanes
        room = max(2, min(1 + len(lanes), self.size.height - AROUND - FEWEST))
        if grid.styles.height is None or grid.styles.height.value != room:
            grid.styles.height = room
        grid.show(
            head_line(window, self.zone), [lane_line(each, window, now, width, self.ghost) for each in lanes]
        )
        self.stand()

    def stand(self) -> None:
        """Put the cursor of the board where it is: on a whole visit, else on a step."""
        if self.at is None:
            return
        window = self.window
        start, end = self.at, self.at + window.step
        if self.ghost is not None:
            start, end = self.ghost.starts_at, self.ghost.ends_at
        elif (visit := self.visit()) is not None:
            start, end = visit.starts_at, visit.ends_at
        first = max(0, min(window.cell(start), window.count - 1))
        last = max(first + 1, min(window.end_cell(end), window.count))
        people = [each.person for each in self.lanes_of_day()]
        at = people.index(self.person) if self.person in people else 0
        self.lanes.stand(at, LABEL + first, LABEL + last)

    def go_to(self, at: datetime) -> None:
        """The cursor goes to a time of the day; the hours that are seen follow it."""
        day_begin, day_end = self.moment(0), window_of(self.day + timedelta(days=1), 0, 0, self.zone).first
        self.at = max(day_begin, min(at, day_end - self.window.step))
        hour = self.hour
        while self.hour > 0 and self.at < self.window.first:
            self.hour -= 1
        while self.hour < LAST_HOUR and self.window.cell(self.at) >= self.window.count:
            self.hour += 1
        if hour != self.hour:
            self.paint_board()

    def show_day(self, day: date) -> None:
        """Another day, at the same time; where nobody works then, when the first begins."""
        before = self.at.astimezone(self.zone) if self.at is not None else None
        self.day, self.ghost, self._came = day, None, True
        if before is not None:
            self.at = self.moment(0) + timedelta(hours=before.hour, minutes=before.minute)
        self.reload()

    def go_into(self, *, calls: bool) -> None:
        """Give the keys to the calls, or to the board."""
        if calls and not self.rows.row_count:
            return
        self.in_calls = calls
        self.set_focus(self.home_focus(), scroll_visible=False)
        self.show_detail()

    # --- the calls to plan

    @on(RowList.PageWanted)
    def _read_page(self, message: RowList.PageWanted) -> None:
        plan, day, ids = self.services.plan, self.day, message.ids

        def work() -> tuple[list[ToPlan], dict[int, tuple[Offer, ...]], date]:
            found = plan.waiting(ids)
            return found, plan.offers(found, day), day

        self._pages.ask(work, self._take_page)

    def _take_page(self, answer: tuple[list[ToPlan], dict[int, tuple[Offer, ...]], date]) -> None:
        found, offers, day = answer
        if day != self.day:
            return
        self._offers |= offers
        for each in found:
            self._to_plan[each.call.id] = each
        self.rows.put_page(
            Row(
                each.call.id,
                waiting_cells(each, offers.get(each.call.id, ()), day, self.zone),
                each.call.number,
            )
            for each in found
        )
        if self.in_calls:
            self.show_detail()

    @property
    def call(self) -> ToPlan | None:
        """The call to plan under the cursor of the list."""
        return self._to_plan.get(self.rows.selected_id or 0)

    def offers_of(self, call: ToPlan) -> tuple[Offer, ...]:
        """The times that are free for it."""
        return self._offers.get(call.call.id, ())

    @on(RowList.CursorMoved)
    def _follow(self) -> None:
        if self.in_calls:
            self.show_detail()

    # --- a move before it is made

    def show_ghost(self, ghost: Ghost, due: datetime | None) -> None:
        """Draw a move, and ask what it would do."""
        self.ghost, self.due, self.verdict = ghost, due, None
        if self.person not in ghost.technicians:
            self.person = ghost.technicians[0]
        self.go_to(ghost.starts_at)
        self.paint_board()
        self._show_ghost_lines()
        plan, context = self.services.plan, self.services.context

        def work() -> tuple[Ghost, Verdict]:
            if ghost.number:
                weighed = plan.preview(
                    ghost.number,
                    starts_at=ghost.starts_at,
                    ends_at=ghost.ends_at,
                    technicians=ghost.technicians,
                )
            else:
                weighed = plan.preview_new(ghost.call, ghost.technicians, ghost.starts_at, ghost.ends_at)
            where = slot_words(context, weighed)
            return ghost, Verdict(against_words(weighed), worded(where, _) if where else "", weighed.overlaps)

        self._weighs.ask(work, self._take_told)

    def _take_told(self, answer: tuple[Ghost, Verdict]) -> None:
        ghost, told = answer
        if ghost == self.ghost:
            self.verdict = told
            self._show_ghost_lines()

    def _show_ghost_lines(self) -> None:
        ghost, told = self.ghost, self.verdict
        if ghost is None:
            return
        before = self.row(ghost.number)
        lines = ghost_lines(
            ghost, before, self.due, told.against if told else (), told.slot if told else "", self.zone,
            self.services.now(),
        )  # fmt: skip
        self.query_one("#detail", DetailPane).show_lines(lines if told else lines[:2])
        words = _("{open} makes it, {esc} drops it.")
        self.say(words.format(open=self.keymap.first_key("plan.open"), esc="esc"), role="warning")

    def row(self, number: int) -> VisitRow | None:
        """A visit of the day by its number."""
        if self.seen is None:
            return None
        return next((each for each in self.seen.board.visits if each.number == number), None)

    def drop_ghost(self) -> None:
        """Leave everything as it is."""
        self.ghost = self.verdict = None
        self.paint_board()
        self.show_detail()
        self.say(_("Left as it was."))

    # --- the pane

    def show_detail(self) -> None:
        """Of a visit, a gap, or a call to plan."""
        if self.seen is None or self.at is None or self.ghost is not None:
            return
        detail, now, zone = self.query_one("#detail", DetailPane), self.services.now(), self.zone
        if self.in_calls:
            call = self.call
            detail.show_lines(
                call_lines(call, self.offers_of(call), zone, now, self.day) if call is not None else []
            )
        elif (visit := self.visit()) is not None:
            detail.show_lines(visit_lines(visit, (), zone, now))
            self._weigh(visit)
        elif (lane := self.lane()) is not None:
            detail.show_lines(gap_lines(lane, self.at, zone))
        else:
            detail.show_lines([])

    def _weigh(self, visit: VisitRow) -> None:
        """What speaks against a visit where it stands comes a moment later."""
        plan = self.services.plan

        def show(weighed: Weighed) -> None:
            against = against_words(weighed)
            here = None if self.in_calls or self.ghost is not None else self.visit()
            if against and here is not None and here.number == visit.number:
                lines = visit_lines(here, against, self.zone, self.services.now())
                self.query_one("#detail", DetailPane).show_lines(lines)

        if visit.status == "planned":
            self._weighs.ask(partial(plan.preview, visit.number), show)

    # --- acts

    def chosen(self) -> Chosen:
        visit = None if self.in_calls else self.visit()
        return Chosen((), None) if visit is None else Chosen((visit.id,), (str(visit.number),))

    def reading_after(self, chosen: Chosen, moved_on: bool) -> Callable[[], Any]:
        return self.reading()

    def take_after(self, after: Seen) -> None:
        self.take(after)

    def acted(self, chosen: Chosen, outcomes: Outcomes, *, moved_on: bool = True) -> None:
        """It was read already."""

    def asked_about(self) -> dict[str, str]:
        return {}
