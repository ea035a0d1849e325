"""The board of queues: a column a queue with its open calls in the order of triage, acts on them as in the inbox.

It is a list of calls (`core/list_screen.py`) whose rows stand in columns; what keys do to calls is attached as it is
there, what they do on the board alone stands in `acts.py`.
"""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Resize

from svc_tui.language import _, ngettext, number
from svc_tui.presentation.calls.columns import TABLE
from svc_tui.presentation.calls.detail import detail_lines
from svc_tui.presentation.queues.board import CARD, WIDTHS, card_cells, figure_lines, head_parts
from svc_tui.screens.calls.commands import CALL_ACTS
from svc_tui.screens.calls.merging import CallMerge
from svc_tui.screens.calls.noun import CallNoun
from svc_tui.screens.core.list_read import Last, in_place
from svc_tui.screens.core.list_screen import ListScreen
from svc_tui.screens.queues.acts import BoardMoves
from svc_tui.screens.queues.place import PLACE as QUEUES
from svc_tui.widgets.bars import FilterLine, HintBar, Rule
from svc_tui.widgets.board_grid import BoardGrid, BoardHead, HeadPart
from svc_tui.widgets.columns import Column
from svc_tui.widgets.detail_pane import DetailPane
from svc_tui.widgets.pens import Line
from svc_tui.widgets.prompt_line import PromptLine
from svc_tui.widgets.row_list import Row

if TYPE_CHECKING:
    from svc_tui.screens.core.list_saved import Listed
    from svc_tui.services.core.listing import Listing
    from svc_tui.services.queues.board import BoardColumn, BoardListing

BELOW, ROOMY = 4, 30
"""Rows of the pane, and from how many rows of the screen on the second key bar has one too."""


class BoardScreen(ListScreen):
    """All queues at once."""

    NOUN = CallNoun
    ACTS = (BoardMoves, *CALL_ACTS, CallMerge)
    PLACE = QUEUES.mode
    BARS = QUEUES.bars
    TABLE = TABLE
    EXPORT = "calls.csv"
    COUNTS = True

    def __init__(self) -> None:
        super().__init__()
        self._board: BoardListing | None = None

    # --- parts

    def compose_body(self) -> ComposeResult:
        yield FilterLine(id="filter")
        yield BoardGrid(id="rows")
        yield Rule()
        with Vertical(id="below"):
            yield DetailPane(id="detail")
            yield HintBar(id="more")
            yield PromptLine(id="prompt")

    @property
    def rows(self) -> BoardGrid:
        return self.query_one("#rows", BoardGrid)

    def rows_below(self) -> int:
        return BELOW + self.has_class("-roomy")

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.height >= ROOMY, "-roomy")
        self.call_after_refresh(self._show_count)

    def show_columns(self) -> None:
        widths = {**WIDTHS, "number": self._digits}
        self.rows.set_columns([Column(key, "", widths[key], right=key == "left") for key in CARD])

    # --- what it reads

    @property
    def listed(self) -> Listed:
        return self.services.board

    def read_rows(self, ids: Sequence[int]) -> list[Row]:
        services = self.services
        found = services.calls.rows(ids)
        left, editors, viewers = (
            services.calls.left(found),
            services.calls.editors(),
            services.calls.viewers(),
        )
        now, zone = services.now(), services.zone
        return [
            Row(
                row.id,
                card_cells(
                    row,
                    left.get(row.id),
                    now=now,
                    zone=zone,
                    editor=editors.get(row.id, ""),
                    viewer=viewers.get(row.id, ""),
                ),
                row.number,
            )
            for row in found
        ]

    def read_detail(self, name: str) -> list[Line]:
        services = self.services
        preview = services.calls.preview(name)
        return list(detail_lines(preview, now=services.now(), zone=services.zone, width=self.size.width))

    def id_of(self, name: str) -> int:
        return int(self.services.calls.preview(name).values.id)

    def others_editing(self) -> dict[int, str]:
        return self.services.calls.marks()

    def record_names(self, columns: Sequence[str]) -> Sequence[str]:
        from svc_tui.services.calls.as_file import call_names

        return call_names(columns)

    def records(self, ids: Sequence[int], columns: Sequence[str]) -> Iterator[dict[str, Any]]:
        from svc_tui.services.calls.as_file import call_records

        return call_records(self.services.calls, ids, columns)

    # --- its columns

    def show_rows(self, listing: Listing, cursor_id: int | None = None) -> None:
        self._board = board = cast("BoardListing", listing)
        now = self.services.now()
        heads = [
            BoardHead(
                column.queue.code,
                tuple(
                    tuple(HeadPart(part.text, part.role, part.key, part.grows) for part in line)
                    for line in head_parts(column, now)
                ),
                len(column.ids),
            )
            for column in board.columns
        ]
        self.rows.set_board(heads, board.ids, cursor_id=cursor_id)

    def arranged(self, last: Last, before: Sequence[int], listing: Listing, moved: Container[int]) -> Listing:
        """Each column in its old order; what came into it stands where it belongs."""
        board, known = cast("BoardListing", listing), cast("BoardListing | None", last.listing)
        stood = {} if known is None else {key: each.queue.code for each in known.columns for key in each.ids}
        changed = {
            key
            for each in board.columns
            for key in each.ids
            if key in moved or stood.get(key) != each.queue.code
        }
        if not changed and list(before) == list(board.ids):
            return board
        rank = {key: at for at, key in enumerate(in_place(before, board.ids, changed))}
        columns = tuple(
            replace(each, ids=array("q", sorted(each.ids, key=rank.__getitem__))) for each in board.columns
        )
        ids = array("q")
        for each in columns:
            ids.extend(each.ids)
        return replace(board, columns=columns, ids=ids)

    # --- its words

    def counted(self, count: int) -> str:
        return ngettext("{count} open call", "{count} open calls", count)

    def counted_in(self, listing: Listing) -> str:
        """So many queues and calls, and which of the queues are on the screen."""
        calls = super().counted_in(listing)
        count = len(cast("BoardListing", listing).columns)
        queues = ngettext("{count} queue", "{count} queues", count).format(count=number(count))
        if listing is self._board and 0 < len(shown := self.rows.shown) < count:
            part = f"{shown.start + 1}-{shown.stop}" if len(shown) > 1 else str(shown.stop)
            queues = _("{part} of {queues}").format(part=part, queues=queues)
        return f"{queues}, {calls}"

    def written(self, count: int) -> str:
        return ngettext("{count} call written to {path}.", "{count} calls written to {path}.", count)

    def nothing_fits(self) -> str:
        return _("No open call fits this filter. {key} edits it, {view} shows all open ones.")

    @on(BoardGrid.Scrolled)
    def _show_count(self) -> None:
        if self._board is not None:
            self.show_filter_line(self._board)

    # --- what the pane shows

    def show_detail(self) -> None:
        column = self._column_here()
        if column is None or not self.rows.figure:
            super().show_detail()
            return
        board, services, keymap = self._board, self.services, self.keymap
        assert board is not None
        self.pane.forget()
        self.detail.show_lines(
            figure_lines(
                column, self.rows.figure, folded=board.folded, hidden=board.hidden,
                key=keymap.first_key("record.open"), choose=keymap.first_key("view.columns"),
                now=services.now(), zone=services.zone,
            )
        )  # fmt: skip

    def _column_here(self) -> BoardColumn | None:
        if self._board is None or not self._board.columns:
            return None
        return self._board.columns[self.rows.column]

    def pass_a_minute(self) -> None:
        """Times left and figures move on."""
        super().pass_a_minute()
        self.reread(())
