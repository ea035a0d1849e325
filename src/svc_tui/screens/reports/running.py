"""A report that runs: in a thread, told how far it is, stopped at once; the keys never wait for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

from svc_tui.language import _
from svc_tui.screens.core.jobs import Latest
from svc_tui.services.reports.watch import Watch

if TYPE_CHECKING:
    from textual.timer import Timer

    from svc_tui.screens.reports.panes import ReportsScreen, Shown
    from svc_tui.widgets.pens import Line

FIRST_S, NEXT_S = 0.3, 1.0
"""From when on it is told that a report runs, and how often how far it is."""


class Running:
    """The run of a screen; a newer one takes the place of the one before."""

    def __init__(self, screen: ReportsScreen) -> None:
        self._screen = screen
        self._jobs: Latest[Any] = Latest(screen, "report")
        self._watch: Watch | None = None
        self._title, self._name, self._began = "", "", 0.0
        self._told = ""
        """What was said of a run last; an answer takes it away."""
        self._stood: Line = ()
        """What stood in its place before, which then comes back."""
        self._known: dict[str, int] = {}
        """How much the last run of a report took, by its name."""
        self._timer: Timer | None = None

    def begin(
        self, name: str, title: str, work: Callable[[Watch], Shown], then: Callable[[Shown], None]
    ) -> None:
        """Run this instead of what runs."""
        if self._watch is not None:
            self._watch.stop()
            self._jobs.forget()
        watch = self._watch = Watch()
        self._title, self._name, self._began = title, name, monotonic()
        self._tell_after(FIRST_S)
        self._jobs.ask(partial(work, watch), partial(self._done, watch, then))

    def stop(self) -> bool:
        """Stop what runs; whether anything did."""
        if self._watch is None or not self._jobs.busy:
            return False
        self._watch.stop()
        self._jobs.forget()
        self._over()
        self._told, self._stood = _("Stopped: {title}.").format(title=self._title), ()
        self._screen.say(self._told)
        return True

    def failed(self) -> None:
        """It ended without an answer."""
        self._over()

    def _done(self, watch: Watch, then: Callable[[Shown], None], shown: Shown) -> None:
        self._known[self._name] = watch.steps
        self._over()
        then(shown)
        if self._tells:
            self._screen.status.say(*self._stood)

    @property
    def _tells(self) -> bool:
        """Whether what was said of a run still stands there."""
        return bool(self._told) and self._screen.said.startswith(self._told)

    def _over(self) -> None:
        self._watch = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    # --- how far it is

    def _tell_after(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._screen.set_timer(seconds, self._tell)

    def _tell(self) -> None:
        if self._watch is None:
            return
        if not self._tells:
            self._stood = self._screen.status.spans
        spent = int(monotonic() - self._began)
        far = how_far(self._watch.steps, self._known.get(self._name, 0), spent)
        self._told = _("Runs: {title}").format(title=self._title) + far
        self._screen.say(self._told, _("esc stops it"))
        self._tell_after(NEXT_S)


def how_far(steps: int, known: int, spent_s: int) -> str:
    """How far a run is: its share and the time left where a run before it says how much there is, else the time."""
    if known and 0 < steps < known:
        left = round(spent_s * (known - steps) / steps)
        told = _(", {share} %, {left} s left")
        return told.format(share=100 * steps // known, left=left)
    return _(", {spent} s").format(spent=spent_s) if spent_s else ""
