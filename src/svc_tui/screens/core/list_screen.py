"""A list on the screen, whatever it holds: rows, the record under the cursor in a passive pane, marks, news.

How to make another list (see `inbox.py`): subclass `ListScreen` and say
  PLACE, its place in `commands.PLACES`, name of its key bars (`PLACE` and `PLACE more`) and of its saved views;
  TABLE, its columns (`presentation/columns.py`), and EXPORT, the name offered for a file;
  `listed`, its service in the shape of `list_saved.Listed`, whose `ids` give a `services.listing.Listing`;
  `read_rows(ids)`, `read_detail(name)`, `id_of(name)`, `numbers_of(ids)`, `records(ids, columns)`: reads, in threads;
  `counted`, `written`, `nothing_fits`, `no_record`, `one_record`, `many_records`: its words.
Where acts are shared with an open page they stand in a class of their own above `Acts`, first among the bases:
`class InboxScreen(CallActs, ListScreen)`. `on_mount` is not for subclasses: what they begin with is `on_services`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from svc_tui.errors import NotFound, SvcError, Unavailable
from svc_tui.language import _
from svc_tui.presentation.core.wrapping import wrapped
from svc_tui.screens.core.acts import Chosen
from svc_tui.screens.core.desk_app import AWAY
from svc_tui.screens.core.jobs import Latest
from svc_tui.screens.core.list_view import ListView
from svc_tui.widgets.bars import FilterLine, HintBar, Rule, StatusLine
from svc_tui.widgets.columns import ColumnHeads
from svc_tui.widgets.detail_pane import DetailPane
from svc_tui.widgets.pens import Line
from svc_tui.widgets.prompt_line import PromptLine
from svc_tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from svc_tui.services.core.outcomes import Outcomes

POLL_S = 1.0
"""How often others' changes are looked for; the look costs microseconds and sends nothing."""
MINUTE_S = 60.0
BELOW, BELOW_SHORT, TALL = 8, 5, 20
"""Rows of the pane, on a screen of at least 20 rows and on a shorter one; as in styles.tcss."""
READS = ("ids", "pages", "detail")
"""Groups of the jobs that read what a list shows."""
REST_S = 0.4
"""On a slow line the detail waits until the keys rest so long."""


class ListScreen(ListView):
    """A list of records."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: Latest[Any] = Latest(self, "pages")
        self._details: Latest[Any] = Latest(self, "detail")
        self._news = -1
        self._result_shown = False
        self._unread = False
        """Whether the list could not be read when it was asked for last."""
        self._before_hint: Sequence[Line] | None = None
        self._detail_waits = False
        """Whether the detail comes after the row that it belongs to."""

    # --- what a list says

    def read_detail(self, name: str) -> list[Line]:
        """What the pane shows of a record. Raises NotFound. Runs in a thread."""
        raise LookupError("a list reads the record under its cursor")

    def marked(self, numbers: str) -> str:
        """That these are marked."""
        return _("{numbers} marked").format(numbers=numbers)

    def heard(self) -> None:
        """The rows were read for the first time, or others wrote, or a minute passed."""

    def pass_a_minute(self) -> None:
        """What is shown of times moves on."""
        self.rows.forget()
        self.show_detail()

    # --- parts

    def compose_body(self) -> ComposeResult:
        yield FilterLine(id="filter")
        yield ColumnHeads(id="heads")
        yield RowList(id="rows")
        yield Rule()
        with Vertical(id="below"):
            yield DetailPane(id="detail")
            yield HintBar(id="more")
            yield PromptLine(id="prompt")

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one("#rows", RowList)

    @property
    def detail(self) -> DetailPane:
        """The passive pane."""
        return self.query_one("#detail", DetailPane)

    def home_focus(self) -> Widget | None:
        return self.rows

    def on_mount(self) -> None:
        super().on_mount()
        self.show_columns()
        self.show_bar(self.query_one("#more", HintBar), f"{self.PLACE} more")
        self.set_interval(POLL_S, self._look_for_news)
        self.set_interval(MINUTE_S, self._pass_a_minute)
        if self.desk.is_open:
            self.on_services()

    def on_services(self) -> None:
        self._news = self.desk.store_watch.news()
        self.open_view()
        self.heard()

    def show_unavailable(self, error: SvcError) -> None:
        super().show_unavailable(error)
        self._details.forget()
        cure = _("{key} tries again.").format(key=self.keymap.first_key("reload"))
        reason = wrapped(error.text(_), max(1, self.size.width - 2))
        self.detail.show_lines([*(((f" {line}", "urgent"),) for line in reason), ((f" {cure}", "muted"),)])

    def reload(self) -> None:
        super().reload()
        self.show_detail()  # the pane may tell that the store could not be used

    def failed(self, error: SvcError, group: str) -> None:
        """What cannot be read is told in place of the content, until it can be."""
        if isinstance(error, Unavailable) and group in READS:
            self._unread = True
            self.show_unavailable(error)
        else:
            super().failed(error, group)

    def listed_again(self) -> None:
        """The list was read: a reason why it could not be is over."""
        if self._unread:
            self._unread = False
            self.say("")
            self.show_detail()

    @on(StatusLine.Grown)
    def _make_room(self, message: StatusLine.Grown) -> None:
        """A long sentence takes its rows from the pane, never from the list."""
        below = self.query_one("#below", Vertical)
        below.styles.height = (BELOW if self.size.height >= TALL else BELOW_SHORT) + 1 - message.rows

    # --- rows and detail

    @on(RowList.PageWanted)
    def _load_page(self, message: RowList.PageWanted) -> None:
        self._pages.ask(partial(self.read_rows, message.ids), self._take_page)

    def _take_page(self, rows: list[Row]) -> None:
        self.make_room_for(max((len(row.name) for row in rows), default=0))
        self.rows.put_page(rows)
        if self._detail_waits:
            self._detail_waits = False
            self.call_after_refresh(self.show_detail)

    @on(RowList.CursorMoved)
    def _follow_cursor(self, message: RowList.CursorMoved) -> None:
        self._result_shown = False
        if self.desk.profile.slow:
            self.later("detail", REST_S, self.show_detail)
        elif self.rows.selected_id is not None and self.rows.selected_row is None:
            self._detail_waits = True  # its row comes first
        else:
            self.show_detail()

    def show_detail(self) -> None:
        """Show the record under the cursor below the list."""
        selected = self.rows.selected_id
        if selected is None:
            self._details.forget()
            self.detail.show_lines(self.no_rows())
        elif not self._result_shown and not self.desk.store_watch.away:
            self._details.ask(partial(self._read_detail, selected), self._take_detail)

    def show_hint(self, make: Callable[[int, int], list[Line]]) -> None:
        if self._before_hint is None:
            self._before_hint = self.detail.lines
        self.detail.show_lines(make(self.size.width, self.detail.size.height))

    def end_sequence(self) -> None:
        super().end_sequence()
        if self._before_hint is not None:
            before, self._before_hint = self._before_hint, None
            self.detail.show_lines(before)

    def _read_detail(self, selected: int) -> list[Line]:
        try:
            return self.read_detail(self.number_of(selected))
        except NotFound as error:
            return [((f" {error.text(_)}", "muted"),)]

    def _take_detail(self, lines: list[Line]) -> None:
        if self._before_hint is not None:
            self._before_hint = lines
        elif not self._result_shown:
            self.detail.show_lines(lines)

    def number_of(self, row_id: int) -> str:
        """What people call a record of the list; reads it where its row is not here yet."""
        row = self.rows.row(row_id)
        if row is not None:
            return row.name
        found = self.numbers_of([row_id])
        return found[0] if found else ""

    # --- acts

    def chosen(self) -> Chosen:
        marked = self.rows.marked_ids()
        if len(marked) > 1:
            return Chosen(tuple(marked), None)
        selected = marked[0] if marked else self.rows.selected_id
        if selected is None:
            return Chosen((), None)
        row = self.rows.row(selected)
        return Chosen((selected,), (row.name,) if row else None)

    def acted(self, chosen: Chosen, outcomes: Outcomes, *, moved_on: bool = True) -> None:
        """Show what became of it: one row is passed over, of many the refused stay marked and are told."""
        rows = self.rows
        self._news = self.desk.store_watch.news()
        if len(chosen.ids) > 1:
            refused = {outcome.number for outcome in outcomes.refused}
            if refused:
                rows.unmark(row_id for row_id in chosen.ids if self._name_here(row_id) not in refused)
                self._show_result(outcomes)
            else:
                rows.clear_marks()
        elif chosen.ids and rows.is_marked(chosen.ids[0]):
            rows.clear_marks()
        elif chosen.ids and moved_on and not self.desk.settings.stay_after_action:
            rows.move(1)
        self.reread(chosen.ids)

    def changed_rows(self, chosen: Chosen) -> Sequence[Row]:
        return self.read_rows(chosen.ids) if len(chosen.ids) == 1 else ()

    def take_rows(self, rows: Sequence[Row]) -> None:
        self.rows.put_page(rows)

    def _name_here(self, row_id: int) -> str:
        row = self.rows.row(row_id)
        return row.name if row else ""

    def _show_result(self, outcomes: Outcomes) -> None:
        """One line a record, the refused first, in the pane until the cursor moves."""
        lines: list[Line] = [
            ((" ", "text"), (outcome.number, "accent strong"), ("  ", "text"), (outcome.say(_), "warning"))
            for outcome in outcomes.refused
        ]
        lines += [
            ((" ", "text"), (outcome.number, "accent strong"), ("  ", "text"), (outcome.say(_), "muted"))
            for outcome in outcomes.done
        ]
        self._result_shown = True
        self.detail.show_lines(lines)

    # --- moving and marking

    def action_cursor_down(self) -> None:
        self.rows.move(1)

    def action_cursor_up(self) -> None:
        self.rows.move(-1)

    def action_cursor_top(self) -> None:
        self.rows.move_to(0)

    def action_cursor_bottom(self) -> None:
        self.rows.move_to(self.rows.row_count - 1)

    def action_page_down(self) -> None:
        self.rows.page(1)

    def action_page_up(self) -> None:
        self.rows.page(-1)

    def action_half_down(self) -> None:
        self.rows.page(0.5)

    def action_half_up(self) -> None:
        self.rows.page(-0.5)

    def action_mark_toggle(self) -> None:
        self.rows.toggle_mark()
        self.rows.move(1)
        self._name_marks()

    def action_mark_all(self) -> None:
        self.rows.mark_all()
        self._name_marks()

    def action_mark_invert(self) -> None:
        self.rows.invert_marks()
        self._name_marks()

    def _name_marks(self) -> None:
        """Name the marked records while they are few."""
        names = (
            [self._name_here(row_id) for row_id in self.rows.marked_ids()]
            if self.rows.marked_count < 6
            else []
        )
        self.say(self.marked(", ".join(names)) if names and all(names) else "")

    @on(RowList.MarksChanged)
    def _count_marks(self, message: RowList.MarksChanged) -> None:
        self.show_marks(message.count)

    @on(RowList.Clicked)
    def _open_clicked(self) -> None:
        self.show_detail()

    # --- what others do, what time does

    def on_screen_resume(self) -> None:
        """Back from a record or another place: what was written meanwhile is shown."""
        if self._news != -1:
            self._look_for_news()

    def _look_for_news(self) -> None:
        """Others wrote: read again what changed, without moving cursor or marks."""
        if not self.desk.is_open or self.prompt.is_open or self not in self.app.screen_stack:
            return
        news = self.desk.store_watch.news()
        if news not in (self._news, AWAY):
            self._news = news
            self.reread(())
            self.heard()

    def _pass_a_minute(self) -> None:
        if self.desk.is_open and self in self.app.screen_stack:
            self.pass_a_minute()
            self.heard()
