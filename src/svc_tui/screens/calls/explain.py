"""Why a call is due when it is due: spans, pauses, holidays, the sum, the contract, and what would change it."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, weekday_time
from svc_tui.presentation.sla import explained as due_explained
from svc_tui.presentation.sla.explained import Change
from svc_tui.screens.core.text_page import TextScreen

if TYPE_CHECKING:
    from svc_tui.services.calls.reading import Due


class ExplainScreen(TextScreen):
    """The due dates of one call, taken apart."""

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number

    def begin(self) -> None:
        super().begin()
        self.reload()

    def reload(self) -> None:
        """Ask the clock again."""
        self.run(self._ask_clock, self._show, "explain")

    def action_reload(self) -> None:
        self.reload()

    def _ask_clock(self) -> "tuple[Due, list[Change], str]":
        calls, services = self.services.calls, self.services
        due = calls.explain(self.number)
        preview = calls.preview(self.number)
        changes: list[Change] = []
        if preview.values.is_open and (due.response or due.resolution):
            for level in ("low", "medium", "high"):
                if level != preview.values.priority:
                    new = calls.what_if(self.number, priority=level)
                    changes.append(
                        (
                            due_explained.priority_change(level),
                            new.new_response,
                            new.new_resolution,
                            new.rests_s,
                        )
                    )
            morning = _next_morning(services.now().astimezone(services.zone))
            if preview.values.resolved_at is None:
                new = calls.what_if(self.number, pause_until=morning)
                words = _("Paused until {when}").format(when=weekday_time(morning, services.zone))
                changes.append((words, new.new_response, new.new_resolution, None))
        return due, changes, show_line(preview.values.subject)

    def _show(self, answer: "tuple[Due, list[Change], str]") -> None:
        due, changes, subject = answer
        considered = due.cover.entitlement.considered if due.cover else ()
        now = self.services.now()
        head = (
            (" ", "text"),
            (due.number, "accent strong"),
            (f" {subject}", "text strong"),
            ("  " + _("why it is due then"), "muted"),
        )
        self.show_text(head, lambda width: due_explained.page(due, considered, changes, width, now=now))


def _next_morning(here: datetime) -> datetime:
    """Nine o'clock of the next day that is no weekend, on the wall clock."""
    day = here.date() + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return datetime.combine(day, time(9), here.tzinfo)
