"""The reports: their list, what came out of the one that was opened, and what stands behind the figure at hand.

From 100 columns the list stays beside the report; below, one of them has the screen. What keys do stands in `moves`
(the cursor, what opens), `shape` (period, groups, order, figures, filter) and `own` (reports of one's own).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.widget import Widget

from svc_tui.commands.catalogue import BY_ID, Command
from svc_tui.errors import SvcError
from svc_tui.language import _, moment
from svc_tui.presentation.company.titles import title as field_title
from svc_tui.presentation.reports.grid import Behind, Grid, GridRow, head_lines_of
from svc_tui.presentation.reports.head import behind_line, head_parts, notes
from svc_tui.presentation.reports.sheet import definitions, foot_lines, sheet_of
from svc_tui.presentation.reports.shelf import QUESTIONS, Entry, about_lines, entries, title
from svc_tui.screens.core.acts import Chosen, RecordsScreen
from svc_tui.screens.core.jobs import Latest
from svc_tui.screens.reports.charts import Charts
from svc_tui.screens.reports.leaving import ReportLeaving
from svc_tui.screens.reports.moves import ReportMoves
from svc_tui.screens.reports.own import OwnReports
from svc_tui.screens.reports.place import PLACE as REPORTS
from svc_tui.screens.reports.running import Running
from svc_tui.screens.reports.shape import ReportShape
from svc_tui.widgets.bars import EndsLine, HintBar, KeyBar, Rule
from svc_tui.widgets.chart_pane import ChartPane
from svc_tui.widgets.columns import Column
from svc_tui.widgets.detail_pane import DetailPane
from svc_tui.widgets.figure_list import FigureHeads, FigureList, FlowRow, Table
from svc_tui.widgets.prompt_line import PromptLine
from svc_tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from svc_tui.domain.reports.definition import Definition
    from svc_tui.domain.reports.result import Result
    from svc_tui.services.reports.watch import Watch

BESIDE = 100
"""Columns from which the list stands beside the report."""
NARROW = 34
"""How wide it is then."""
NAMES = (Column("key", "", 1), Column("title", "", 28), Column("help", "", 20, 1))


@dataclass(frozen=True)
class Shown:
    """What came out of a report."""

    definition: Definition
    """As it was asked for."""
    result: Result
    grid: Grid


class ReportsScreen(RecordsScreen):
    """All reports, and one of them."""

    ACTS = (ReportMoves, ReportShape, ReportLeaving, OwnReports)
    PLACE = REPORTS.mode
    BARS = REPORTS.bars

    def __init__(self) -> None:
        super().__init__()
        self.entries: Sequence[Entry] = ()
        self.definitions: dict[str, Definition] = {}
        self.shown: Shown | None = None
        """The report that is open."""
        self.in_list = True
        """Whether the keys go to the list."""
        self._beside: bool | None = None
        """Whether the list stands beside the report."""
        self._cells: dict[int, GridRow] = {}
        """The rows that are near the cursor."""
        self.running = Running(self)
        self.charts = Charts(self)
        self._pages: Latest[Any] = Latest(self, "pages")

    # --- parts

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="panes"):
            yield RowList(id="names")
            with Vertical(id="result"):
                yield EndsLine(id="title")
                yield EndsLine(id="parameters")
                with Horizontal(id="both"):
                    with Vertical(id="table"):
                        yield FigureHeads(id="heads")
                        yield FigureList(id="rows")
                    yield ChartPane(id="chart")
        yield Rule()
        with Vertical(id="below"):
            yield DetailPane(id="detail")
            yield HintBar(id="more")
            yield PromptLine(id="prompt")

    @property
    def names(self) -> RowList:
        """The list of reports."""
        return self.query_one("#names", RowList)

    @property
    def rows(self) -> FigureList:
        """The report's table."""
        return self.query_one("#rows", FigureList)

    def home_focus(self) -> Widget | None:
        return self.names if self.in_list else self.rows

    def begin(self) -> None:
        super().begin()
        self._show_panes()
        if self.desk.is_open:
            self.on_services()

    def on_resize(self, event: Resize) -> None:
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        self._show_panes()
        self.charts.show()
        self.show_detail()

    def _show_panes(self) -> None:
        beside = self.shown is not None and self.size.width >= BESIDE
        self.query_one("#result").display = self.shown is not None and (beside or not self.in_list)
        names = self.names
        names.display = beside or self.in_list
        self.charts.lay_out()
        if beside != self._beside:
            self._beside = beside
            names.styles.width = NARROW if beside else "1fr"
            names.set_columns(NAMES[:2] if beside else NAMES)

    # --- the list

    def on_services(self) -> None:
        self.list_reports()
        super().on_services()

    def reload(self) -> None:
        """The list anew, and the report that is open as of now."""
        self.list_reports()
        if self.shown is not None:
            self.ask_report(self.shown.definition)

    def list_reports(self) -> None:
        """Read which reports there are."""
        reports = self.services.reports

        def read() -> tuple[list[Definition], dict[str, str]]:
            own = reports.own.rows()
            return reports.all(), {name: "shared" if row.shared else "mine" for name, row in own.items()}

        def show(found: tuple[list[Definition], dict[str, str]]) -> None:
            every, owners = found
            self.definitions = {each.name: each for each in every}
            asked = {
                report: (_(BY_ID[command].words), self.keymap.first_key(command))
                for command, report in QUESTIONS.items()
            }
            self.entries = entries(every, owners, asked)
            self.names.set_ids(range(len(self.entries)))
            self.names.forget()
            self.show_detail()

        self.run(read, show, "reports")

    @on(RowList.PageWanted)
    def _show_page(self, message: RowList.PageWanted) -> None:
        if isinstance(message, FigureList.PageWanted):
            self._show_rows(message.ids)
        else:
            self.names.put_page(
                Row(at, self.entries[at].cells(alone=not self._beside), self.entries[at].report)
                for at in message.ids
                if at < len(self.entries)
            )

    @property
    def entry(self) -> Entry | None:
        """The report under the cursor of the list."""
        selected = self.names.selected_id
        return None if selected is None or selected >= len(self.entries) else self.entries[selected]

    # --- a report

    def open_report(self, name: str) -> None:
        """Run a report by its name and show what came out."""
        reports = self.services.reports
        self.say("")
        self.run(lambda: reports.find(name), partial(self.ask_report, into=True), "reports")

    def ask_report(self, definition: Definition, *, into: bool = False) -> None:
        """Run a report as it is defined; the one that is open stays until the answer is here.

        `into`: the keys go to it then, to its first row.
        """
        services = self.services

        def work(watch: Watch) -> Shown:
            result = services.reports.run(definition, watch=watch)
            when = partial(self.when, now=services.now())
            return Shown(definition, result, Grid(result, sheet_of(result, field_title), when))

        self.running.begin(definition.name, title(definition), work, partial(self._take, into=into))

    def _take(self, shown: Shown, into: bool) -> None:
        fresh = self.shown is None or self.shown.definition.name != shown.definition.name
        self.shown, self._cells = shown, {}
        grid = shown.grid
        with self.app.batch_update():
            if into:
                self.go_into(listed=False)
            self._show_panes()
            self._show_head()
            self.rows.show_table(
                Table(
                    tuple(
                        Column(str(at), each.title, each.width, grow=0, right=each.right)
                        for at, each in enumerate(grid.columns)
                    ),
                    tuple(tuple(head_lines_of(each.title, each.width)) for each in grid.columns),
                    grid.labels,
                    grid.figures,
                )
            )
            if into or fresh:
                self.rows.figure = 0
                self.rows.set_ids(())
            self.rows.set_ids(range(grid.count))
            self.show_heads()
            self.charts.show()
            self.show_detail()

    def close_report(self) -> None:
        """It is gone: the list has the screen."""
        self.go_into(listed=True)
        self.shown, self._cells = None, {}
        self._show_panes()

    def go_into(self, *, listed: bool) -> None:
        """Give the keys to the list, or to the report."""
        if not listed and self.shown is None:
            return
        self.in_list = listed
        self._show_panes()
        self.set_focus(self.home_focus(), scroll_visible=False)
        self.show_keys()
        self.show_detail()

    def show_keys(self, follow: Sequence[tuple[str, Command]] = (), begun: str = "") -> None:
        super().show_keys(follow, begun)
        self.show_bar(self.query_one("#more", HintBar), f"{self.PLACE} more")

    def show_bar(self, bar: KeyBar, name: str) -> None:
        """The bars of the list, or those of a report."""
        super().show_bar(bar, name if self.in_list else name.replace(self.PLACE, "report"))

    def _show_head(self) -> None:
        if self.shown is not None:
            for name, ends in zip(("#title", "#parameters"), head_parts(self.shown.result), strict=True):
                self.query_one(name, EndsLine).show_ends(*ends)

    def show_heads(self) -> None:
        """The headings of the columns that are seen."""
        heads = self.query_one("#heads", FigureHeads)
        if heads.styles.height is None or heads.styles.height.value != self.rows.head_height:
            heads.styles.height = self.rows.head_height
        heads.show_lines(self.rows.head_lines())

    def _show_rows(self, ids: Sequence[int]) -> None:
        """Groups are here; records are read in a thread, as they are looked at."""
        if self.shown is None or not ids:
            return
        grid, first, last = self.shown.grid, min(ids), max(ids) + 1
        if self.shown.result.records is None:
            self._take_rows(grid, first, grid.rows(first, last))
        else:
            self._pages.ask(partial(grid.rows, first, last), partial(self._take_rows, grid, first))

    def _take_rows(self, grid: Grid, first: int, found: Sequence[GridRow]) -> None:
        if self.shown is None or self.shown.grid is not grid:
            return
        near = set(self.rows.near_ids())
        self._cells = {at: row for at, row in self._cells.items() if at in near} | dict(
            enumerate(found, first)
        )
        self.rows.put_page(
            (FlowRow if row.flows else Row)(at, row.cells) for at, row in enumerate(found, first)
        )
        if self.rows.selected_id in range(first, first + len(found)):
            self.show_detail()

    @on(FigureList.FigureMoved)
    def _follow_figure(self) -> None:
        self.show_heads()
        self.charts.show()
        self.show_detail()

    @on(RowList.CursorMoved)
    def _follow_cursor(self) -> None:
        self.charts.show()
        self.show_detail()

    def explains(self) -> Sequence[tuple[str, Sequence[str]]]:
        """What each figure of the report means, and what it leaves out."""
        if self.shown is None or self.in_list:
            return ()
        result = self.shown.result
        told = foot_lines(result, partial(self.when, now=self.services.now()))
        return ((_("What the figures mean"), definitions(result.checked)), (_("This result"), told))

    # --- what the pane shows

    @property
    def behind(self) -> Behind | None:
        """What the cell under the cursor opens."""
        at = self.rows.selected_id
        if self.shown is None or at is None:
            return None
        row = self._cells.get(at)
        if row is None and self.shown.result.records is None:  # the chart stands in place of the table
            row = next(iter(self.shown.grid.rows(at, at + 1)), None)
        return None if row is None else row.behind[min(self.rows.column, len(row.behind) - 1)]

    def show_detail(self) -> None:
        """Of the list what the report is made of; of a report what opens, and what must be known of it."""
        detail, width = self.query_one("#detail", DetailPane), self.size.width
        if self.in_list:
            entry = self.entry
            detail.show_lines(about_lines(self.definitions[entry.report]) if entry else [])
        elif self.shown is not None:
            services = self.services
            when = partial(self.when, now=services.now())
            result = self.shown.result
            detail.show_lines([behind_line(result, self.behind), *notes(result, when, width)])

    def when(self, instant: datetime, *, now: datetime) -> str:
        """How an instant reads."""
        return moment(instant, self.services.zone, now)

    def failed(self, error: SvcError, group: str) -> None:
        """What cannot be run is said; the report that is open stays."""
        if group == "report":
            self.running.failed()
        super().failed(error, group)

    # --- records: a report has none of its own

    def chosen(self) -> Chosen:
        return Chosen((), None)

    def asked_about(self) -> dict[str, str]:
        return {}
