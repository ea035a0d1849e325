"""The service monitor: what is open, late and waits now, the last hour minute by minute, alarms by word and by bell.

It is read again each minute; what moved is all that is sent. The calls behind each figure are one key away.
"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.events import Resize

from svc_tui.domain.calls.watch import begins
from svc_tui.domain.core.text import show_line
from svc_tui.language import _, time_of_day
from svc_tui.presentation.core.query_line import query_spans
from svc_tui.presentation.reports.monitor import FIGURES, figures, hour_lines
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.jobs import Latest
from svc_tui.screens.core.rows_screen import RowsScreen
from svc_tui.widgets.bars import FilterLine
from svc_tui.widgets.columns import Column
from svc_tui.widgets.lines import Lines
from svc_tui.widgets.prompt_line import Candidate
from svc_tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from svc_tui.domain.calls.watch import Wishes
    from svc_tui.services.calls.monitor import Seen

MINUTE_S = 60.0
TALL = 20
"""From so many rows on the last hour has its lines."""
INBOX = "inbox"


class MonitorScreen(RowsScreen):
    """One look at the whole desk, renewed each minute."""

    PLACE = "monitor"
    DEFAULT_CSS = """
    MonitorScreen #reading { height: 1fr; }
    MonitorScreen #rows { height: 1fr; max-height: 9; }
    MonitorScreen #hour { height: 6; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._seen: Seen | None = None
        self._looks: Latest[Seen] = Latest(self, "monitor")

    def compose_head(self) -> ComposeResult:
        yield FilterLine(id="filter")

    def compose_rows(self) -> ComposeResult:
        yield RowList(_columns(), id="rows")
        yield Lines(id="hour")

    # --- looking

    def begin(self) -> None:
        super().begin()
        self.rows.set_ids(range(len(FIGURES)))
        self.set_interval(MINUTE_S, self.pass_a_minute)
        self.reload()

    def on_services(self) -> None:
        """Another store: look again."""
        self.reload()

    def on_screen_resume(self) -> None:
        """Back from the calls of a figure."""
        if self.making.has_parts and self._seen is not None:
            self.reload()

    def on_resize(self, event: Resize) -> None:
        """The last hour gives way where rows are few, and has more cells a minute where there are more."""
        self.query_one("#hour", Lines).display = event.size.height >= TALL
        self.call_after_refresh(self._show)

    def pass_a_minute(self) -> None:
        """A minute went by; what is not in front rests."""
        if self.desk.is_open and self.desk.front is self:
            self.reload()

    def reload(self) -> None:
        if self.desk.is_open:
            self._looks.ask(self.services.monitor.look, self._take)

    def action_reload(self) -> None:
        self.reload()
        self.say(_("Counted anew."))

    def _take(self, seen: Seen) -> None:
        before, self._seen = self._seen, seen
        self._show()
        if seen.wishes.bell and begins(before.alarms if before is not None else (), seen.alarms):
            self.app.bell()

    def _show(self) -> None:
        """Show what was seen last."""
        seen = self._seen
        if seen is None:
            return
        self.rows.put_page(
            [
                Row(place, _cells(told.title, told.count, told.words, alarm=told.alarm), told.name)
                for place, told in enumerate(figures(seen))
            ]
        )
        zone = self.services.zone
        lines = hour_lines(
            seen, zone, ascii=self.desk.profile.ascii, step=max(1, (self.size.width - 4) // 60)
        )
        self.query_one("#hour", Lines).show_lines([(), *lines])
        watched = query_spans(seen.filter) if seen.filter else ((_("all calls"), "muted"),)
        bell = _("bell on") if seen.wishes.bell else _("bell off")
        self.query_one("#filter", FilterLine).show_filter(watched, bell, time_of_day(seen.at, zone))

    # --- acts

    def action_monitor_open(self) -> Awaitable[None] | None:
        """The calls of the figure under the cursor, in the inbox."""
        at = self.rows.selected_id
        if self._seen is None or at is None:
            self.say(_("Nothing to open."))
            return None
        return self.desk.show_in(INBOX, self._seen.behind[list(FIGURES)[at]])

    def action_monitor_wall(self) -> None:
        """The same in large for a screen on the wall."""
        self.desk.wall()

    def action_monitor_filter(self) -> None:
        """Whose calls are watched; kept for the next time."""
        calls = self.services.calls

        def answer(text: str) -> Answer:
            found = [
                Candidate(
                    text[: each.start] + each.text + text[each.end :],
                    ((each.text, "text"), ("  ", ""), (_(each.help) if each.help else "", "muted")),
                )
                for each in calls.complete(text, len(text))[:20]
            ]
            return Answer(found, ((_("A person, a queue, a priority: any filter of calls."), "muted"),))

        def then(text: str, _picked: Candidate | None) -> None:
            self._keep({"filter": text})

        before = "" if self._seen is None else self._seen.filter
        self.ask("/", then, value=f"{before} " if before else "", rows=7, answer=answer)

    def action_monitor_limits(self) -> None:
        """The limits of open and overdue calls, on one line."""

        def then(text: str, _picked: Candidate | None) -> None:
            typed = dict(each.partition("=")[::2] for each in text.split())
            self._keep({"open": "", "overdue": ""} | typed)

        wishes = None if self._seen is None else self._seen.wishes
        told = _("More than so many is an alarm; an empty one is none.")
        self.ask(
            _("Limits"), then, value=_limits(wishes), rows=1,
            answer=lambda _text: Answer([], ((told, "muted"),)), in_thread=False,
        )  # fmt: skip

    def action_monitor_bell(self) -> None:
        """Let an alarm ring, or no longer."""
        on = self._seen is not None and not self._seen.wishes.bell
        self._keep({"bell": "yes" if on else "no"})

    def _keep(self, typed: Mapping[str, str]) -> None:
        def show(wishes: Wishes) -> None:
            rings = _("the bell rings") if wishes.bell else _("the bell is silent")
            limits = show_line(_limits(wishes))
            self.say_done(_("Watched: {limits}; {rings}.").format(limits=limits, rings=rings))

        self.run(partial(self.services.monitor.keep, typed), show)


def _columns() -> tuple[Column, ...]:
    """Title, count, words; titles are as wide as the language needs."""
    titles = max(cell_len(_(title)) for title, _about in FIGURES.values())
    return (
        Column("title", "", titles), Column("count", "", 7, right=True, gap=2), Column("words", "", 20, 1)
    )  # fmt: skip


def _limits(wishes: Wishes | None) -> str:
    """The limits as they are typed."""
    found = {} if wishes is None else {"open": wishes.open, "overdue": wishes.overdue}
    return " ".join(f"{name}={'' if value is None else value}" for name, value in found.items())


def _cells(title: str, count: str, words: str, *, alarm: bool) -> tuple[tuple[str, str], ...]:
    """A figure as cells of the list."""
    role = "urgent" if alarm else "text"
    return (title, role), (count, f"{role} strong"), (words, "urgent strong" if alarm else "muted")
