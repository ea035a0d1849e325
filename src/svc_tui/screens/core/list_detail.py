"""The pane below a list: the record under the cursor, what became of an act on many, what a begun sequence offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from svc_tui.language import _
from svc_tui.screens.core.jobs import Latest
from svc_tui.widgets.pens import Line

if TYPE_CHECKING:
    from svc_tui.screens.core.list_screen import ListScreen
    from svc_tui.services.core.outcomes import Outcomes

REST_S = 0.4
"""On a slow line the detail waits until the keys rest so long."""


class ListDetail:
    """What the pane of one list shows, and when it is read."""

    def __init__(self, screen: ListScreen) -> None:
        self._screen = screen
        self._reads: Latest[list[Line]] = Latest(screen, "detail")
        self._tells = False
        """Whether it tells what became of an act, until the cursor moves."""
        self._before_hint: Sequence[Line] | None = None
        self._waits = False
        """Whether the detail comes after the row that it belongs to."""
        self._here: int | None = None
        """The row whose detail was shown with an act, before the cursor stood there."""

    def forget(self) -> None:
        """What is read now is not wanted any more: something else is shown."""
        self._reads.forget()

    # --- the record under the cursor

    def show(self) -> None:
        """Show the record under the cursor."""
        screen = self._screen
        selected = screen.rows.selected_id
        if selected is None:
            self.forget()
            screen.detail.show_lines(screen.no_rows())
        elif not self._tells and not screen.desk.store_watch.away:
            self._reads.ask(partial(screen.detail_of, selected), self._take)

    def show_read(self, detail: tuple[int, list[Line]] | None) -> None:
        """Show what was read with an act for the row that the cursor stands on now; else read it."""
        if detail is None or detail[0] != self._screen.rows.selected_id or self._tells:
            self._screen.show_detail()
        else:
            self.forget()
            self._here = detail[0]
            self._take(detail[1])

    def follow(self, row_id: int | None) -> None:
        """The cursor moved to a row."""
        screen = self._screen
        self._tells = False
        here, self._here = self._here, None
        if here is not None and row_id == here:
            return  # it was shown with the act that moved the cursor
        if screen.desk.profile.slow:
            screen.later("detail", REST_S, screen.show_detail)
        elif screen.rows.selected_id is not None and screen.rows.selected_row is None:
            self._waits = True  # its row comes first
        else:
            screen.show_detail()

    def rows_came(self) -> None:
        """A page of rows is here: the detail that waited for it is read."""
        if self._waits:
            self._waits = False
            self._screen.call_after_refresh(self._screen.show_detail)

    def _take(self, lines: list[Line]) -> None:
        if self._before_hint is not None:
            self._before_hint = lines
        elif not self._tells:
            self._screen.detail.show_lines(lines)

    # --- what stands there instead

    def tell(self, outcomes: Outcomes) -> None:
        """One line a record, the refused first, until the cursor moves."""
        lines: list[Line] = [
            ((" ", "text"), (outcome.number, "accent strong"), ("  ", "text"), (outcome.say(_), role))
            for each, role in ((outcomes.refused, "warning"), (outcomes.done, "muted"))
            for outcome in each
        ]
        self._tells = True
        self._screen.detail.show_lines(lines)

    def show_hint(self, make: Callable[[int, int], list[Line]]) -> None:
        """Show what a begun sequence offers, made for a width and a height."""
        pane = self._screen.detail
        if self._before_hint is None:
            self._before_hint = pane.lines
        pane.show_lines(make(self._screen.size.width, pane.size.height))

    def end_hint(self) -> None:
        """The sequence ended: what stood there before stands there again."""
        if self._before_hint is not None:
            before, self._before_hint = self._before_hint, None
            self._screen.detail.show_lines(before)
