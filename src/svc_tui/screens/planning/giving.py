"""Somebody is away: who of the others takes each visit that falls into it, changed line by line; then all of it, the
absence too, is written as one act.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from svc_tui.domain.core.text import show_line
from svc_tui.domain.planning.absences import read
from svc_tui.errors import SvcError
from svc_tui.language import _, day_time, ngettext, number
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.planning.proposal import GIVEN, absence_words, away_head
from svc_tui.screens.core.desk import Answer, DeskScreen
from svc_tui.screens.planning.proposal import LinesScreen
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.services.planning.giving import Away
    from svc_tui.storage.planning.rows import VisitRow


class GivingScreen(LinesScreen):
    """The visits of somebody who is away."""

    PLACE = "giving"
    COLUMNS = GIVEN

    def __init__(self, away: Away, text: str) -> None:
        super().__init__()
        self.away = away
        self.text = text
        """The absence as it was typed."""

    def read_first(self) -> None:
        self.take(self.away)

    def propose(self) -> Callable[[], Away]:
        return partial(self.services.plan.gone, self.away.absence, to=self.people)

    def take(self, found: Any) -> None:
        self.away = found
        super().take(found)

    def heads(self) -> list[Line]:
        lines = super().heads()
        return [away_head(self.away.absence, self.services.today), *lines]

    def cells(self, line: Any, present: dict[str, Span]) -> dict[str, Span]:
        visit: VisitRow = line.visit
        was = day_time(visit.starts_at, self.services.zone, self.services.now())
        return {**present, "was_at": (was, "muted")}

    def action_proposal_days(self) -> None:
        """Type the absence anew: other days, hours, another reason or stand-in."""

        def show(found: Away, text: str) -> None:
            self.text = text
            self.take(found)

        ask_away(self, self.text, show)

    def action_proposal_make(self) -> None:
        """Write the absence down and give the visits to the others, as one act."""
        away = replace(self.away, visits=cast(Any, tuple(self.visits)), left=cast(Any, tuple(self.without)))
        count, person = len(away.visits), show_line(away.person)
        words = ngettext(
            "{person} is away: give {count} visit to others?", "{person} is away: give {count} visits to others?",
            count,
        )  # fmt: skip

        def done(given: int) -> str:
            told = ngettext(
                "{person} is away; {count} visit given to others",
                "{person} is away; {count} visits given to others",
                given,
            )
            return told.format(person=person, count=number(given))

        self.make(
            words.format(person=person, count=number(count)),
            lambda why: self.services.plan.give(away, away.absence.reason, why),
            done,
        )


def ask_away(screen: DeskScreen, text: str, then: Callable[[Away, str], None]) -> None:
    """Ask who is away, when and why in one line, and read what falls into it."""
    today = screen.services.today

    def answer(typed: str) -> Answer:
        try:
            absence = read(typed, today)
        except SvcError:
            return Answer()
        words = f"{show_line(absence.person)}: {absence_words(absence, today)}"
        return Answer((), ((" " + words, "muted"),))

    def go_on(typed: str, _picked: Candidate | None) -> None:
        absence = read(typed, today)
        gone = partial(screen.services.plan.gone, absence)
        screen.run(gone, lambda found: then(found, typed), "proposal")

    label = _("Away: who, when, why (@ who stands in)")
    screen.ask(label, go_on, value=text, rows=1, answer=answer, in_thread=False)
