"""Week, month and a technician's day of the plan on a page: read, copied, saved, and the one before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, day_long, month_long
from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.core.wrapping import paragraph
from svc_tui.presentation.planning.day import day_lines
from svc_tui.presentation.planning.overview import month_head, month_lines, week_lines
from svc_tui.screens.core.jobs import Latest
from svc_tui.screens.core.text_page import TextScreen
from svc_tui.widgets.lines import Lines
from svc_tui.widgets.prompt_line import Candidate

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Shown:
    """A page that was read."""

    day: date
    head: str
    aside: str
    lines: Callable[[int], Sequence[Line]]
    """For a width."""
    fixed: Line = ()
    """What stays above them."""
    present: int = 0
    """The line to be seen at first."""

    def text(self, width: int) -> str:
        """As it is copied and saved."""
        title = "  ".join(filter(None, (self.head, self.aside)))
        lines = ("".join(words for words, _role in line) for line in (self.fixed, *self.lines(width)))
        return "\n".join([title, *(line.rstrip() for line in lines), ""])


class OverviewScreen(TextScreen):
    """A page of the plan; which days stand on it is said by its kinds."""

    PLACE = "overview"
    NAME = ""
    """What its file is called, before the day."""

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = self.first(day)
        self.shown: Shown | None = None
        self._reads: Latest[Any] = Latest(self, "overview")

    def first(self, day: date) -> date:
        """The first day of the page that a day is on."""
        return day

    def beside(self, way: int) -> date:
        """The first day of the page before (-1) or after (1)."""
        raise LookupError("a page of the plan knows its neighbours")

    def read(self, day: date) -> Shown:
        """What stands on a page. Runs in a thread."""
        raise LookupError("a page of the plan reads what it shows")

    def begin(self) -> None:
        super().begin()
        self.reload()

    def reload(self) -> None:
        """As of now."""
        day = self.day
        self._reads.ask(lambda: self.read(day), self._take)

    def _take(self, shown: Shown) -> None:
        if shown.day != self.day:
            return
        other = self.shown is None or self.shown.day != shown.day
        self.shown = shown
        head: Line = ((f" {shown.head}", "title strong"), (f"  {shown.aside}", "muted"))
        self.query_one("#head", Lines).show_lines([head, shown.fixed])
        self.page.show(shown.lines)
        if other:
            self.page.to_begin()
            self.page.read_on(max(0, shown.present + 1 - self.page.size.height))

    # --- acts

    def action_reload(self) -> None:
        self.reload()

    def action_overview_before(self) -> None:
        self._go(self.beside(-1))

    def action_overview_after(self) -> None:
        self._go(self.beside(1))

    def action_overview_today(self) -> None:
        """Back to where today is."""
        self._go(self.first(self.services.today))

    def _go(self, day: date) -> None:
        self.day = day
        self.reload()

    def action_overview_copy(self) -> None:
        """Send all of it to the clipboard."""
        if self.shown is not None:
            self.app.copy_to_clipboard(self.shown.text(self.size.width))
            self.say(_("The page was sent to the terminal's clipboard."))

    def action_overview_save(self) -> None:
        """Write all of it to a file."""
        shown, width = self.shown, self.size.width
        if shown is None:
            return

        def then(typed: str, _picked: Candidate | None) -> None:
            path = Path(typed.strip()).expanduser()

            def job() -> None:
                from svc_tui.services.core.view_export import check_path
                from svc_tui.services.core.whole_file import whole_bytes

                check_path(path, (".txt",))
                whole_bytes(path, shown.text(width).encode())

            self.run(job, lambda _nothing: self.say(_("Written: {path}").format(path=path.absolute())))

        self.ask(_("Save to (.txt)"), then, value=f"{self.NAME}-{shown.day.isoformat()}.txt")


class WeekScreen(OverviewScreen):
    """Technicians by days."""

    NAME = "week"

    def first(self, day: date) -> date:
        return day - timedelta(days=day.weekday())

    def beside(self, way: int) -> date:
        return self.day + way * WEEK

    def read(self, day: date) -> Shown:
        services = self.services
        days, today = services.plan.days(day, 7), services.today
        head = _("Week of {day}").format(day=day_long(day))
        return Shown(day, head, "", lambda width: week_lines(days, today, width))


class MonthScreen(OverviewScreen):
    """How much there is on each day."""

    NAME = "month"

    def first(self, day: date) -> date:
        return day.replace(day=1)

    def beside(self, way: int) -> date:
        return self.first(self.day + timedelta(days=32 if way > 0 else -1))

    def read(self, day: date) -> Shown:
        services = self.services
        count = (self.first(day + timedelta(days=32)) - day).days
        days, today = services.plan.counts(day, count), services.today
        titles, *lines = month_lines(days, today)
        present = today.day - 1 if today.replace(day=1) == day else 0
        return Shown(day, month_long(day), month_head(days), lambda _width: lines, titles, present)


class DayScreen(OverviewScreen):
    """The stops of one technician, to be taken along."""

    NAME = "day"

    def __init__(self, day: date, person: str) -> None:
        super().__init__(day)
        self.person = person
        self.NAME = "day-" + "".join(each if each.isalnum() else "-" for each in person)

    def beside(self, way: int) -> date:
        return self.day + timedelta(days=way)

    def read(self, day: date) -> Shown:
        services = self.services
        (board,) = services.plan.days(day, 1, [self.person])
        head, *lines = (
            day_lines(day, board.lanes[0], services.zone) if board.lanes else [show_line(self.person)]
        )
        return Shown(day, head, "", lambda width: [part for line in lines for part in paragraph(line, width)])
