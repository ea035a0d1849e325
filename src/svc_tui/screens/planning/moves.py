"""What keys do on the day board: the cursor, days, and moves of visits that are drawn before they are made."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from svc_tui.domain.planning.rules import OPEN
from svc_tui.language import _
from svc_tui.presentation.planning.grid import Ghost
from svc_tui.presentation.planning.lines import reason_words
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk_app import Ref
from svc_tui.screens.planning.overview import DayScreen, MonthScreen, OverviewScreen, WeekScreen
from svc_tui.services.core.outcomes import worded
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.screens.planning.board import PlanScreen, Seen
    from svc_tui.services.core.outcomes import Outcomes
    from svc_tui.services.planning.absences import Gone
    from svc_tui.services.planning.edit import Planned
    from svc_tui.services.planning.giving import Away

MOST = 200
"""So many calls are proposed at once."""


class BoardMoves(Commands[Any]):
    """The cursor, the days, what opens."""

    screen: PlanScreen

    def action_plan_left(self) -> None:
        self._side(-1)

    def action_plan_right(self) -> None:
        self._side(1)

    def _side(self, way: int) -> None:
        """A step in time; a visit is one step."""
        screen = self.screen
        if screen.at is None or self._kept():
            return
        step, visit = screen.window.step, screen.visit()
        if way > 0:
            at = max(screen.at + step, visit.ends_at) if visit is not None else screen.at + step
        else:
            at = min(screen.at, visit.starts_at) - step if visit is not None else screen.at - step
        screen.go_to(at)
        screen.stand()
        screen.show_detail()

    def action_scroll_down(self) -> None:
        self._line(1)

    def action_scroll_up(self) -> None:
        self._line(-1)

    def action_scroll_page_down(self) -> None:
        self._line(5)

    def action_scroll_page_up(self) -> None:
        self._line(-5)

    def action_scroll_top(self) -> None:
        self._line(-10_000)

    def action_scroll_bottom(self) -> None:
        self._line(10_000)

    def _line(self, by: int) -> None:
        """Up or down; below the last technician stand the calls."""
        screen = self.screen
        if self._kept():
            return
        if screen.in_calls:
            if by == -1 and screen.rows.cursor == 0:
                screen.go_into(calls=False)
            else:
                screen.rows.move(by)
            return
        people = [each.person for each in screen.lanes_of_day()]
        if not people:
            screen.go_into(calls=True)
            return
        at = people.index(screen.person) if screen.person in people else 0
        if by == 1 and at == len(people) - 1:
            screen.go_into(calls=True)
            return
        screen.person = people[max(0, min(at + by, len(people) - 1))]
        screen.stand()
        screen.show_detail()

    def action_plan_pane(self) -> None:
        """From the board to the calls, and back."""
        if not self._kept():
            self.screen.go_into(calls=not self.screen.in_calls)

    def action_plan_before(self) -> None:
        self._day(-1)

    def action_plan_after(self) -> None:
        self._day(1)

    def _day(self, by: int) -> None:
        if not self._kept():
            self.screen.show_day(self.screen.day + timedelta(days=by))

    def action_plan_today(self) -> None:
        """Today, at this hour."""
        screen = self.screen
        if not self._kept():
            screen.at = None
            screen.show_day(self.services.today)

    def action_plan_filter(self) -> None:
        """Which calls are to be planned."""
        screen = self.screen

        def then(text: str, _picked: Candidate | None) -> None:
            screen.text = text.strip()
            screen.reload()

        if not self._kept():
            screen.ask("/", then, value=screen.text)

    def action_plan_all(self) -> None:
        """A proposal for the calls of the list, the most urgent of them."""
        screen, calls = self.screen, self.services.calls
        if self._kept() or screen.seen is None:
            return
        ids = list(screen.seen.waiting[:MOST])
        if not ids:
            screen.say(_("No call to plan."))
            return
        first = screen.day if screen.day > self.services.today else None

        def show(numbers: list[str]) -> None:
            self.desk.propose(numbers, first)

        screen.run(lambda: [row.number for row in calls.rows(ids)], show, "visit")

    def action_plan_away(self) -> None:
        """Somebody is away, the technician under the cursor unless another is typed; what falls into it is given to
        others first."""
        from svc_tui.screens.planning.giving import GivingScreen, ask_away

        screen = self.screen
        if self._kept():
            return
        lane, today = screen.lane(), self.services.today
        day = {0: _("today"), 1: _("tomorrow")}.get((screen.day - today).days, screen.day.isoformat())
        text = f"{lane.person} {day} {reason_words('sick')}" if lane is not None else ""
        absences, read = self.services.absences, screen.reading()

        def show(found: Away, typed: str) -> None:
            if found.visits or found.left:
                self.desk.push_screen(GivingScreen(found, typed))
            else:
                screen.run(lambda: (absences.away(typed), read()), written)

        def written(answer: tuple[Gone, Seen]) -> None:
            gone, seen = answer
            screen.take(seen)
            screen.say(worded(gone.note, _), screen.undo_hint)

        ask_away(screen, text, show)

    def action_plan_open(self) -> None:
        """Open the call; a move that is drawn is made."""
        screen = self.screen
        if screen.ghost is not None:
            VisitMoves(screen).make()
            return
        visit, call = screen.visit(), screen.call
        if screen.in_calls and call is not None:
            self.desk.open(Ref("call", call.call.number))
        elif not screen.in_calls and visit is not None:
            self.desk.open(Ref("call", visit.call))
        else:
            screen.say(_("No visit here. {key} puts a call here.").format(key=self._key("plan.put")))

    def action_plan_week(self) -> None:
        """The week that the day is in."""
        self._page(WeekScreen(self.screen.day))

    def action_plan_month(self) -> None:
        """The month that the day is in."""
        self._page(MonthScreen(self.screen.day))

    def action_plan_visits(self) -> None:
        """The list of visits."""
        if not self._kept():
            self.desk.go_to_place("visits")

    def action_plan_print(self) -> None:
        """The day of the technician under the cursor, to be taken along."""
        lane = self.screen.lane()
        if lane is None:
            self.screen.say(_("No technician here."))
        else:
            self._page(DayScreen(self.screen.day, lane.person))

    def _page(self, page: OverviewScreen) -> None:
        if not self._kept():
            self.screen.app.push_screen(page)

    def action_record_back(self) -> None:
        """A move that is drawn is dropped; else back."""
        if self.screen.ghost is not None:
            self.screen.drop_ghost()
        else:
            self.desk.back()

    def _key(self, name: str) -> str:
        return self.screen.keymap.first_key(name)

    def _kept(self) -> bool:
        """Whether a move that is drawn keeps the cursor; it is said."""
        if self.screen.ghost is None:
            return False
        words = _("A move is drawn: {open} makes it, {esc} drops it.")
        self.screen.say(words.format(open=self._key("plan.open"), esc="esc"), role="warning")
        return True


class VisitMoves(Commands[Any]):
    """Moves: drawn by their keys, made by one."""

    screen: PlanScreen

    def action_plan_earlier(self) -> None:
        self._shift(-1)

    def action_plan_later(self) -> None:
        self._shift(1)

    def _shift(self, way: int) -> None:
        if (ghost := self._ghost()) is not None:
            by = way * self.screen.window.step
            self._draw(replace(ghost, starts_at=ghost.starts_at + by, ends_at=ghost.ends_at + by))

    def action_plan_longer(self) -> None:
        self._stretch(1)

    def action_plan_shorter(self) -> None:
        self._stretch(-1)

    def _stretch(self, way: int) -> None:
        if (ghost := self._ghost()) is None:
            return
        end = ghost.ends_at + way * self.screen.window.step
        if end > ghost.starts_at:
            self._draw(replace(ghost, ends_at=end))

    def action_plan_next(self) -> None:
        self._other(1)

    def action_plan_previous(self) -> None:
        self._other(-1)

    def _other(self, way: int) -> None:
        """To the technician below or above; of several the one whose row the cursor is on is replaced."""
        if (ghost := self._ghost()) is None:
            return
        screen = self.screen
        people = [each.person for each in screen.lanes_of_day()]
        here = screen.person if screen.person in ghost.technicians else ghost.technicians[0]
        at = people.index(here) + way if here in people else 0
        while 0 <= at < len(people) and people[at] in ghost.technicians:
            at += way
        if not 0 <= at < len(people):
            screen.say(_("There is nobody else that way."))
            return
        screen.person = people[at]
        technicians = tuple(people[at] if each == here else each for each in ghost.technicians)
        self._draw(replace(ghost, technicians=technicians))

    def action_plan_put(self) -> None:
        """Draw the call of the list at the time of the cursor; a second time makes it."""
        screen = self.screen
        if screen.ghost is not None:
            self.make()
            return
        call, lane, at = screen.call, screen.lane(), screen.at
        if call is None or lane is None or at is None:
            screen.say(_("No call to plan."))
            return
        end = at + timedelta(seconds=call.length_s)
        screen.show_ghost(Ghost(call.call.number, (lane.person,), at, end), call.due)

    def action_plan_slot(self) -> None:
        """Draw the call of the list at the first time that is free for it; again goes on to the next."""
        screen = self.screen
        call = screen.call
        if call is None:
            screen.say(_("No call to plan."))
            return
        offers = screen.offers_of(call)
        if not offers:
            screen.say(_("Nobody is free for {number} in the next days.").format(number=call.call.number))
            return
        ghost = screen.ghost
        if ghost is not None and ghost.number:
            return
        stands = [(offer.person, offer.starts_at) for offer in offers]
        here = (ghost.technicians[0], ghost.starts_at) if ghost is not None else None
        offer = offers[(stands.index(here) + 1) % len(offers) if here in stands else 0]
        day = offer.starts_at.astimezone(screen.zone).date()
        if day != screen.day:
            screen.day = day
            screen.reload()
        screen.person = offer.person
        end = offer.starts_at + timedelta(seconds=call.length_s)
        screen.show_ghost(Ghost(call.call.number, (offer.person,), offer.starts_at, end), call.due)

    # --- drawing and making

    def _ghost(self) -> Ghost | None:
        """The move that is drawn, else the visit under the cursor where it stands."""
        screen = self.screen
        if screen.ghost is not None:
            return screen.ghost
        visit = screen.visit()
        if visit is None:
            screen.say(_("No visit here."))
            return None
        if visit.status not in OPEN:
            screen.say(_("Visit {number} is done and stays as it was.").format(number=visit.number))
            return None
        return Ghost(visit.call, visit.technicians, visit.starts_at, visit.ends_at, visit.number)

    def _draw(self, ghost: Ghost) -> None:
        screen = self.screen
        if screen.in_calls and ghost.number:
            screen.go_into(calls=False)
        visit = screen.row(ghost.number)
        screen.show_ghost(ghost, visit.due if visit is not None else screen.due)

    def make(self) -> None:
        """Make the move that is drawn; over another visit only with a reason."""
        screen, told = self.screen, self.screen.verdict
        if told is not None and told.overlaps:
            screen.ask(_("It overlaps. Plan it all the same, because"), self._make_because)
        else:
            self._make("")

    def _make_because(self, text: str, _picked: Candidate | None) -> None:
        if text.strip():
            self._make(text.strip())
        else:
            self.screen.say(_("Without a reason it stays undone."))

    def _make(self, force: str) -> None:
        screen, ghost = self.screen, self.screen.ghost
        if ghost is None:
            return
        plan, read = self.services.plan, screen.reading()

        def work() -> tuple[Outcomes | Planned, Seen]:
            done: Outcomes | Planned
            if ghost.number:
                row = plan.find(ghost.number)
                longer = (ghost.ends_at - ghost.starts_at) - (row.ends_at - row.starts_at)
                people = None if row.technicians == ghost.technicians else ghost.technicians
                done = plan.move(
                    [ghost.number],
                    to=ghost.starts_at if row.starts_at != ghost.starts_at else None,
                    technicians=people,
                    longer=longer or None,
                    force=force,
                )
            else:
                values = {
                    "technicians": list(ghost.technicians), "starts_at": ghost.starts_at, "ends_at": ghost.ends_at,
                }  # fmt: skip
                done = plan.new(ghost.call, values | ({"force": force} if force else {}))
            return done, read()

        def show(answer: tuple[Outcomes | Planned, Seen]) -> None:
            done, seen = answer
            screen.ghost = screen.verdict = None
            screen.take(seen)
            words = done.say(_) if hasattr(done, "say") else worded(done.note, _)
            screen.say(words, screen.undo_hint)

        screen.run(work, show)
