"""The list of opportunities: those of a view under the bar of their stages, the one under the cursor in a passive pane,
what the program found to sell below it.

What every list does stands in `core/list_screen.py`, the acts in `acts.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Resize

from svc_tui.commands.catalogue import BY_ID
from svc_tui.language import _, ngettext
from svc_tui.presentation.sales.columns import TABLE, cells
from svc_tui.presentation.sales.hints import strip as hint_strip
from svc_tui.presentation.sales.pipeline import bar_lines, with_totals
from svc_tui.screens.activities.acts import ActivityActs
from svc_tui.screens.core.acts import Chosen
from svc_tui.screens.core.jobs import Latest
from svc_tui.screens.core.list_screen import ListScreen
from svc_tui.screens.sales.acts import OpportunityActs
from svc_tui.screens.sales.hints import HintsScreen, dismiss, put_off, raise_hint
from svc_tui.screens.sales.noun import OpportunityNoun
from svc_tui.screens.sales.place import PLACE as SALES
from svc_tui.widgets.bars import FilterLine, HintBar, Rule
from svc_tui.widgets.columns import ColumnHeads
from svc_tui.widgets.detail_pane import DetailPane
from svc_tui.widgets.lines import Lines
from svc_tui.widgets.pens import Line
from svc_tui.widgets.prompt_line import PromptLine
from svc_tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from svc_tui.domain.sales.hints import Hint
    from svc_tui.screens.core.list_saved import Listed
    from svc_tui.services.core.listing import Listing
    from svc_tui.services.core.outcomes import Outcomes
    from svc_tui.storage.sales.rows import Sum

BELOW = 5
"""Rows of the pane with its second key bar: the stages take theirs."""
FILTER = 24
"""Cells of the filter line beside its text and the totals: its sign, the scope, blanks."""


class OpportunitiesScreen(ListScreen):
    """What the list and the pipeline have in common."""

    NOUN = OpportunityNoun
    TABLE = TABLE
    EXPORT = "opportunities.csv"

    # --- what it reads

    def read_detail(self, name: str) -> list[Line]:
        from svc_tui.presentation.sales.page import detail_lines
        from svc_tui.services.shapes.sales import opportunity_record

        record = opportunity_record(self.services.opportunities.find(name))
        return detail_lines(record, today=self.services.today, width=self.size.width)

    def id_of(self, name: str) -> int:
        return self.services.opportunities.find(name).id

    def records(self, ids: Sequence[int], columns: Sequence[str]) -> Iterator[dict[str, Any]]:
        from svc_tui.services.shapes.sales import records

        for record in records(self.services.opportunities, ids):
            yield {name: record[name] for name in columns}

    # --- its words

    def counted(self, count: int) -> str:
        return ngettext("{count} opportunity", "{count} opportunities", count)

    def written(self, count: int) -> str:
        return ngettext(
            "{count} opportunity written to {path}.", "{count} opportunities written to {path}.", count
        )

    def nothing_fits(self) -> str:
        return _("No opportunity fits this filter. {key} edits it, {view} shows the open ones.")


class SalesScreen(OpportunitiesScreen):
    """The list of opportunities."""

    ACTS = (OpportunityActs, ActivityActs)
    PLACE = SALES.mode
    BARS = SALES.bars

    def __init__(self) -> None:
        super().__init__()
        self._sums: Latest[Any] = Latest(self, "sums")
        self._hints: Latest[Any] = Latest(self, "hints")
        self._hint: tuple[int, Hint | None] = (0, None)
        """How many hints stand, and the first of them."""
        self._summed: tuple[Sequence[str], Sequence[Sum]] = ((), ())
        """Stages in their order, and what each comes to under the filter."""

    # --- parts

    def compose_body(self) -> ComposeResult:
        yield FilterLine(id="filter")
        yield Lines(id="stages")
        yield ColumnHeads(id="heads")
        yield RowList(id="rows")
        yield Lines(id="hints")
        yield Rule()
        with Vertical(id="below"):
            yield DetailPane(id="detail")
            yield HintBar(id="more")
            yield PromptLine(id="prompt")

    def rows_below(self) -> int:
        return BELOW

    def on_resize(self, event: Resize) -> None:
        self._show_stages()
        self._show_hints()

    # --- what it reads

    @property
    def listed(self) -> Listed:
        return self.services.opportunities

    def read_rows(self, ids: Sequence[int]) -> list[Row]:
        services, columns = self.services, self.columns
        now, zone = services.now(), services.zone
        return [
            Row(row.id, cells(row, columns, now=now, zone=zone), str(row.number))
            for row in services.opportunities.rows(ids)
        ]

    # --- the bar of stages

    def load(self, text: str) -> None:
        super().load(text)
        self._read_sums(text)

    def heard(self) -> None:
        self._read_sums(self.text)
        self._read_hints()

    def acted(self, chosen: Chosen, outcomes: Outcomes, *, moved_on: bool = True) -> None:
        super().acted(chosen, outcomes, moved_on=moved_on)
        self._read_sums(self.text)

    def _read_sums(self, text: str) -> None:
        """What the opportunities of the filter come to, by stage; asked after the rows, so that they come first."""
        services = self.services

        def read() -> tuple[Sequence[str], Sequence[Sum]]:
            stages = [each.name for each in services.sales_stages.list()]
            return stages, services.opportunities.sums(text)

        def show(answer: tuple[Sequence[str], Sequence[Sum]]) -> None:
            if answer != self._summed:
                self._summed = answer
                self._show_stages()
                if self.listing.listing is not None:
                    self.show_filter_line(self.listing.listing)

        self._sums.ask(read, show)

    def _show_stages(self) -> None:
        stages, sums = self._summed
        lines = bar_lines(stages, sums, self.size.width)
        bar = self.query_one("#stages", Lines)
        bar.styles.height = max(1, len(lines))
        bar.show_lines(lines or [((" " + _("Nothing in any stage."), "muted"),)])

    # --- the strip of hints

    def reloaded(self) -> None:
        super().reloaded()
        self._read_hints()

    def _read_hints(self) -> None:
        """What the program found to sell: how much, and the first of it."""
        hints = self.services.hints

        def read() -> tuple[int, Hint | None]:
            return hints.count(), next(iter(hints.found(limit=1)), None)

        def show(answer: tuple[int, Hint | None]) -> None:
            self._hint = answer
            self._show_hints()

        self._hints.ask(read, show)

    def _show_hints(self) -> None:
        count, first = self._hint
        strip = self.query_one("#hints", Lines)
        strip.display = first is not None
        if first is None:
            return
        keys = "  ".join(
            f"{self.keymap.first_key(name)} {_(BY_ID[name].short)}"
            for name in ("strip.raise", "strip.dismiss")
        )
        said = hint_strip(count, first, self.services.today, self.size.width - cell_len(keys) - 4)
        strip.show_lines([((" ", "text"), (said, "accent"), (f"  {keys}", "muted"))])

    def _of_hint(self, act: Callable[[Hint, Callable[[str], None]], None]) -> None:
        """Do something to the hint of the strip."""
        first = self._hint[1]
        if first is None:
            self.say(_("No hint stands now."))
            return

        def done(told: str) -> None:
            self.say_done(told)
            self._read_hints()

        act(first, done)

    def action_strip_raise(self) -> None:
        self._of_hint(lambda hint, done: raise_hint(self, hint, done))

    def action_strip_dismiss(self) -> None:
        self._of_hint(lambda hint, done: dismiss(self, [hint.id], done))

    def action_strip_put_off(self) -> None:
        self._of_hint(lambda hint, done: put_off(self, [hint.id], done))

    def action_sales_hints(self) -> None:
        """All hints, each with its reason."""
        self.desk.push_screen(HintsScreen())

    # --- its words

    def counted_in(self, listing: Listing) -> str:
        """How many there are and what they come to, each currency apart, as far as there is room."""
        words = super().counted_in(listing)
        if listing is not self.listing.listing:
            return words
        return with_totals(words, self._summed[1], self.size.width - len(self.text) - FILTER)

    # --- the same in columns

    def action_sales_pipeline(self) -> None:
        """The pipeline: a column for each stage."""
        from svc_tui.screens.sales.pipeline import PipelineScreen

        self.desk.push_screen(PipelineScreen(self.text))
