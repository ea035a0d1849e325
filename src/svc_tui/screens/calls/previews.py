"""What an act would make of the due date, shown before it is done: other priorities, a pause until a time."""

from datetime import datetime
from typing import TYPE_CHECKING

from svc_tui.bootstrap import Services
from svc_tui.domain.core.moments import moment as read_moment
from svc_tui.errors import SvcError
from svc_tui.language import _, day_time, duration_words
from svc_tui.presentation.core.words import priority_words
from svc_tui.screens.core.acts import RecordsScreen
from svc_tui.screens.core.desk import Answer, DeskScreen

if TYPE_CHECKING:
    from svc_tui.screens.core.canned import Values
    from svc_tui.services.calls.reading import WhatIf

PRIORITIES = ("call.priority.low", "call.priority.medium", "call.priority.high")
LEVELS = ("low", "medium", "high")


def call_values(screen: RecordsScreen) -> "Values":
    """What fills the places of a canned text; of many calls none is the one."""
    number, calls = screen.chosen().one, screen.services.calls
    return lambda: calls.preview(number).values._asdict() if number else {}


def due_words(services: Services, due: datetime | None) -> str:
    """A due date as the status line says it."""
    if due is None:
        return _("no due date")
    return day_time(due, services.zone, services.now())


def show_priorities(screen: DeskScreen, number: str) -> None:
    """Say what each priority would make of the due date, while its key is waited for."""
    services = screen.services

    def show(found: "list[WhatIf]") -> None:
        if screen.reader.pending:
            screen.say(_priorities(services, found), role="muted")

    screen.run(lambda: [services.calls.what_if(number, priority=level) for level in LEVELS], show, "what-if")


def _priorities(services: Services, found: "list[WhatIf]") -> str:
    if any(new.rests_s is not None for new in found):
        text = _("Paused; would be left: {dues}")
        said = [_("no due date") if new.rests_s is None else duration_words(new.rests_s) for new in found]
    elif all(new.new_resolution is None for new in found):
        return _("No due date under any priority.")
    else:
        text = _("Would be due: {dues}")
        said = [due_words(services, new.new_resolution) for new in found]
    dues = ", ".join(f"{priority_words(level)} {due}" for level, due in zip(LEVELS, said, strict=True))
    return text.format(dues=dues)


def read_until(services: Services, text: str) -> datetime | None:
    """When a pause ends; None: when somebody resumes it. Raises SvcError: no such time."""
    return read_moment(text, now=services.now(), zone=services.zone) if text.strip() else None


def pause_answer(services: Services, number: str, text: str) -> Answer:
    """What the typed end of a pause means, and when the call would then be due."""
    try:
        end = read_until(services, text)
    except SvcError as error:
        return Answer(preview=((error.text(_), "muted"),))
    if end is None:
        words = _("Until somebody resumes it. Or type a time: 2h, fri 14, +3d.")
        return Answer(preview=((words, "muted"),))
    said = _("Until {until}").format(until=due_words(services, end))
    due = services.calls.what_if(number, pause_until=end).new_resolution if number else None
    if due is not None:
        said += _("; then due {due}").format(due=due_words(services, due))
    return Answer(preview=((said, "text"),))
