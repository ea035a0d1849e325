"""The pipeline on the screen: a column for each stage with its figures and opportunities; acts as in the list."""

from __future__ import annotations

from array import array
from collections.abc import Container, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from textual.app import ComposeResult
from textual.containers import Vertical

from svc_tui.language import _, ngettext, number
from svc_tui.presentation.sales.pipeline import (
    CARD,
    WIDTHS,
    card_cells,
    figure_lines,
    head_parts,
    with_totals,
)
from svc_tui.screens.activities.acts import ActivityActs
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk_app import Ref
from svc_tui.screens.core.list_read import Last, in_place
from svc_tui.screens.sales.acts import OpportunityActs
from svc_tui.screens.sales.list import FILTER, OpportunitiesScreen
from svc_tui.screens.sales.place import PLACE as SALES
from svc_tui.widgets.bars import FilterLine, HintBar, Rule
from svc_tui.widgets.board_grid import BoardGrid, BoardHead, HeadPart
from svc_tui.widgets.columns import Column
from svc_tui.widgets.detail_pane import DetailPane
from svc_tui.widgets.prompt_line import PromptLine
from svc_tui.widgets.row_list import Row

if TYPE_CHECKING:
    from svc_tui.screens.core.list_saved import Listed
    from svc_tui.services.core.listing import Listing
    from svc_tui.services.sales.pipeline import PipelineColumn, PipelineListing

BELOW = 4
"""Rows of the pane."""


class PipelineMoves(Commands[Any]):
    """The cursor between stages, and what opens from it."""

    screen: PipelineScreen

    def action_pipeline_left(self) -> None:
        self.screen.rows.side(-1)

    def action_pipeline_right(self) -> None:
        self.screen.rows.side(1)

    def action_cursor_top(self) -> None:
        self.screen.rows.to_end(last=False)

    def action_cursor_bottom(self) -> None:
        self.screen.rows.to_end(last=True)

    def action_record_open(self) -> None:
        """Open the opportunity under the cursor; on a figure those of its stage, in the list."""
        rows = self.screen.rows
        if rows.figure and rows.head is not None:
            quoted = rows.head.key.replace('"', "")
            self.screen.to_list(f'{self.screen.text} stage:"{quoted}"'.strip())
        elif name := self.screen.chosen_one():
            self.desk.open(Ref("opportunity", name))

    def action_sales_list(self) -> None:
        self.screen.to_list(self.screen.text)


class PipelineScreen(OpportunitiesScreen):
    """All stages at once."""

    ACTS = (PipelineMoves, OpportunityActs, ActivityActs)
    PLACE = "pipeline"
    VIEWS = SALES.mode
    BARS = SALES.bars
    COUNTS = True

    def __init__(self, text: str = "") -> None:
        """`text` is the filter to begin with."""
        super().__init__()
        self._begin = text
        self._board: PipelineListing | None = None

    def to_list(self, text: str) -> None:
        """Back to the list, with a filter."""
        self.desk.later(self.desk.show_in(SALES.mode, text))

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
        return BELOW

    def open_view(self) -> None:
        self.load(self._begin)

    def show_columns(self) -> None:
        widths = {**WIDTHS, "number": self._digits}
        self.rows.set_columns([Column(key, "", widths[key], right=key == "amount") for key in CARD])

    # --- what it reads

    @property
    def listed(self) -> Listed:
        return self.services.pipeline

    def read_rows(self, ids: Sequence[int]) -> list[Row]:
        today = self.services.today
        return [
            Row(row.id, card_cells(row, today), str(row.number))
            for row in self.services.opportunities.rows(ids)
        ]

    # --- its columns

    def show_rows(self, listing: Listing, cursor_id: int | None = None) -> None:
        self._board = board = cast("PipelineListing", listing)
        heads = [
            BoardHead(
                column.stage,
                tuple(
                    tuple(HeadPart(part.text, part.role, part.key, part.grows) for part in line)
                    for line in head_parts(column.stage, column.sums)
                ),
                len(column.ids),
            )
            for column in board.columns
        ]
        self.rows.set_board(heads, board.ids, cursor_id=cursor_id)

    def arranged(self, last: Last, before: Sequence[int], listing: Listing, moved: Container[int]) -> Listing:
        """Each stage in its old order; what came into it stands where it belongs."""
        board, known = cast("PipelineListing", listing), cast("PipelineListing | None", last.listing)
        stood = {} if known is None else {key: each.stage for each in known.columns for key in each.ids}
        changed = {
            key for each in board.columns for key in each.ids if key in moved or stood.get(key) != each.stage
        }
        rank = {key: at for at, key in enumerate(in_place(before, board.ids, changed))}
        columns = tuple(
            replace(each, ids=array("q", sorted(each.ids, key=rank.__getitem__))) for each in board.columns
        )
        ids = array("q")
        for each in columns:
            ids.extend(each.ids)
        return replace(board, columns=columns, ids=ids)

    # --- its words

    def counted_in(self, listing: Listing) -> str:
        """So many stages and opportunities, and what they come to."""
        found = cast("PipelineListing", listing)
        count, stages = len(found.ids), len(found.columns)
        told = ngettext("{count} opportunity", "{count} opportunities", count).format(count=number(count))
        if listing is self._board and 0 < len(shown := self.rows.shown) < stages:
            part = f"{shown.start + 1}-{shown.stop}" if len(shown) > 1 else str(shown.stop)
            told = _("stages {part} of {count}, {told}").format(part=part, count=stages, told=told)
        sums = [each for one in found.columns for each in one.sums]
        return with_totals(told, sums, self.size.width - len(self.text) - FILTER)

    # --- what the pane shows

    def show_detail(self) -> None:
        column = self._column_here()
        if column is None or not self.rows.figure:
            super().show_detail()
            return
        self.pane.forget()
        key = self.keymap.first_key("record.open")
        self.detail.show_lines(figure_lines(column.stage, column.sums, key=key))

    def _column_here(self) -> PipelineColumn | None:
        if self._board is None or not self._board.columns:
            return None
        return self._board.columns[self.rows.column]
