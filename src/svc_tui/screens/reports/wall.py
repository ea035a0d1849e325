"""The service monitor on a wall: large, renewed by itself, without a key; what moved is all that is sent.

No bars stand on it, since nobody types: one line below says what ends it, and what was wrong when something was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import Resize

from svc_tui.domain.calls.watch import begins
from svc_tui.language import _
from svc_tui.presentation.reports.wall import wall_lines
from svc_tui.screens.core.desk import DeskScreen
from svc_tui.screens.core.jobs import Latest
from svc_tui.widgets.lines import Lines

if TYPE_CHECKING:
    from svc_tui.domain.calls.watch import Waiting
    from svc_tui.services.calls.monitor import Seen

MINUTE_S = 60.0


class WallScreen(DeskScreen):
    """Figures to be read from afar."""

    PLACE = "wall"
    DEFAULT_CSS = """
    WallScreen #top, WallScreen #keys { display: none; }
    WallScreen #wall { height: 1fr; }
    """

    def __init__(self, text: str | None = None, *, alone: bool = False) -> None:
        """`text`: whose calls, those that the person watches where None. `alone`: the program ends with it."""
        super().__init__()
        self._text, self._alone = text, alone
        self._seen: tuple[Seen, list[Waiting]] | None = None
        self._looks: Latest[tuple[Seen, list[Waiting]]] = Latest(self, "wall")

    def compose_body(self) -> ComposeResult:
        yield Lines(id="wall")
        yield from super().compose_body()

    def begin(self) -> None:
        super().begin()
        self.set_interval(MINUTE_S, self.pass_a_minute)
        self.say(_("{key} ends this.").format(key=self.keymap.first_key("wall.end")), role="muted")
        self.reload()

    def on_services(self) -> None:
        """Another store: look again."""
        self.reload()

    def on_resize(self, event: Resize) -> None:
        """As much as there is room for now."""
        self.call_after_refresh(self._show)

    def pass_a_minute(self) -> None:
        """A minute went by."""
        self.reload()

    def reload(self) -> None:
        if self.desk.is_open:
            self._looks.ask(self._look, self._take)

    def _look(self) -> tuple[Seen, list[Waiting]]:
        """Runs in a thread."""
        monitor = self.services.monitor
        seen = monitor.look(self._text)
        return seen, monitor.queues(seen.filter)

    def _take(self, found: tuple[Seen, list[Waiting]]) -> None:
        before, self._seen = self._seen, found
        seen = found[0]
        self._show()
        if seen.wishes.bell and begins(before[0].alarms if before is not None else (), seen.alarms):
            self.app.bell()

    def _show(self) -> None:
        """Paint what was seen last."""
        if self._seen is None:
            return
        seen, queues = self._seen
        wall = self.query_one("#wall", Lines)
        wall.show_lines(
            wall_lines(
                seen,
                queues,
                self.services.zone,
                wall.size.width,
                wall.size.height,
                ascii=self.desk.profile.ascii,
            )
        )

    def action_wall_end(self) -> None:
        """Back to where one was; where there is nothing else, the end."""
        if self._alone:
            self.app.exit()
        else:
            self.desk.pop_screen()
