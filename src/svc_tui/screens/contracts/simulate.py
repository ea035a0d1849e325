"""If a call came in at a time with a priority, when would it be due: the answer stands there while one types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from svc_tui.domain.core.moments import moment as read_moment
from svc_tui.errors import SvcError
from svc_tui.language import _
from svc_tui.presentation.contracts import simulation
from svc_tui.presentation.core.words import priority_words
from svc_tui.screens.contracts.noun import named
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.look_ups import PRIORITIES, priority_of
from svc_tui.screens.core.text_page import TextScreen
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.services.contracts.watch import Simulation


@dataclass(frozen=True)
class Answered(Answer):
    """A readable question, and what comes of it."""

    found: Simulation | None = None


class SimulateScreen(TextScreen):
    """A contract and a call that never came."""

    PLACE = "simulate"

    def __init__(self, contract: int) -> None:
        super().__init__()
        self.contract = contract
        self.text = ""
        """The time as it was typed."""
        self.priority = "low"

    def begin(self) -> None:
        super().begin()
        self.reload()
        self.call_after_refresh(self.action_simulate_ask)

    def reload(self) -> None:
        """Ask the clock again."""
        asked = (self.text, self.priority)

        def show(answer: Answered) -> None:
            if asked == (self.text, self.priority):  # else it came late
                self._take(answer)

        self.run(lambda: self._ask_clock(asked[0]), show, "simulate")

    # --- asking

    def action_simulate_ask(self) -> None:
        """Type a time, and a priority behind it."""

        def then(text: str, _picked: Candidate | None) -> None:
            when, priority = read_question(text, self.priority)
            if when:
                # What nobody can read is refused, and the question before it stays.
                read_moment(when, now=self.services.now(), zone=self.services.zone)
            self.text, self.priority = when, priority
            self.reload()  # the answer on the page may be that to the first letters

        shown = f"{self.text} {priority_words(self.priority)}".strip()
        self.ask(
            _("If a call came in at"),
            then,
            value=f"{shown} " if self.text else "",
            rows=1,
            answer=self._ask_clock,
            shown=self._take,
        )

    def _ask_clock(self, text: str) -> Answered:
        services = self.services
        when, priority = read_question(text, self.priority)
        try:
            at = read_moment(when, now=services.now(), zone=services.zone) if when else services.now()
            found = services.contracts.simulate(self.contract, at, priority)
        except SvcError as error:
            return Answered(preview=((error.text(_), "muted"),))
        words = _("A time and a priority, such as: fri 16:30 high. Nothing means now.")
        return Answered(preview=((words, "muted"),), found=found)

    def _take(self, answer: Answer) -> None:
        if isinstance(answer, Answered) and answer.found is not None:
            found = answer.found
            head = (
                (" ", "text"),
                (named(self.contract), "accent strong"),
                ("  " + _("when a call would be due"), "muted"),
            )
            self.show_text(head, lambda width: simulation.page(found, width))

    # --- another priority

    def action_simulate_low(self) -> None:
        self._again("low")

    def action_simulate_medium(self) -> None:
        self._again("medium")

    def action_simulate_high(self) -> None:
        self._again("high")

    def _again(self, priority: str) -> None:
        self.priority = priority
        self.reload()


def read_question(text: str, priority: str) -> tuple[str, str]:
    """The time and the priority of a typed question; the priority may stand behind the time, or alone."""
    head, _space, last = text.strip().rpartition(" ")
    named_ = priority_of(last) if last else ""
    return (head.strip(), named_) if named_ in PRIORITIES else (text.strip(), priority)
