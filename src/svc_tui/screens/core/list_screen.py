"""A list on the screen, whatever it holds: rows, the record under the cursor in a passive pane, marks, news.

How to make another list (see `inbox.py`): subclass `ListScreen` and say
  PLACE and BARS, from the `place.py` of its noun: its name in `commands.PLACES` and among saved views, its key bars;
  TABLE, its columns (`presentation/core/columns.py`), and EXPORT, the name offered for a file;
  `listed`, its service in the shape of `list_saved.Listed`, whose `ids` give a `services.core.listing.Listing`;
  `read_rows(ids)`, `read_detail(name)`, `id_of(name)`, `records(ids, columns)`: reads, in threads;
  `counted`, `written`, `nothing_fits`: its words;
  NOUN, what is said and known of its records, and ACTS, what keys do to them (`commands.py`): both are shared with the
  open page. `begin` is not for subclasses: what they begin with is `on_services`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Resize
from textual.timer import Timer
from textual.widget import Widget

from svc_tui.errors import NotFound, SvcError, Unavailable
from svc_tui.language import _, ngettext, number
from svc_tui.presentation.core.columns import ColumnTable, ListColumn
from svc_tui.presentation.core.query_line import query_spans
from svc_tui.presentation.core.wrapping import wrapped
from svc_tui.screens.core.acts import Chosen, RecordsScreen
from svc_tui.screens.core.commands import AnyCommands
from svc_tui.screens.core.desk_app import AWAY
from svc_tui.screens.core.jobs import Latest, run_job
from svc_tui.screens.core.list_detail import ListDetail
from svc_tui.screens.core.list_keys import ListMoves, ListShape
from svc_tui.screens.core.list_read import Last, Read, in_place, without
from svc_tui.screens.core.list_saved import FIRST_VIEW, Listed, SavedViews
from svc_tui.widgets.bars import FilterLine, HintBar, Rule, StatusLine
from svc_tui.widgets.columns import Column, ColumnHeads
from svc_tui.widgets.detail_pane import DetailPane
from svc_tui.widgets.pens import Line
from svc_tui.widgets.prompt_line import PromptLine
from svc_tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from svc_tui.services.core.listing import Listing
    from svc_tui.services.core.outcomes import Outcomes

FIRST_PAGE = 100
MOST_DIGITS = 14
POLL_S = 1.0
"""How often others' changes are looked for; the look sends nothing."""
MINUTE_S = 60.0
BELOW, BELOW_SHORT, TALL = 8, 5, 20
"""Rows of the pane, on a screen of at least 20 rows and on a shorter one; as in styles.tcss."""
READS = ("ids", "pages", "detail")
"""Groups of the jobs that read what a list shows."""


class ListScreen(RecordsScreen):
    """A list of records."""

    READS_FIRST = True
    TABLE: ClassVar[ColumnTable]
    """The columns that the list knows."""
    EXPORT = ""
    """The name that is offered for a file of the list."""
    VIEWS = ""
    """The place whose saved views it shows; its own where empty."""
    COUNTS = False
    """Whether it shows what follows from every act, and so is read again after each."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        """The filter as it is shown and edited."""
        self.columns: tuple[ListColumn, ...] = self.TABLE.chosen(self.TABLE.default)
        self.column_texts: tuple[str, ...] = self.TABLE.default
        self.loads = 0  # so many filters were asked for: the first view that comes late is not shown
        self._digits = 5
        self._listings: Latest[Any] = Latest(self, "ids")
        self._rests: dict[str, Timer] = {}
        self._wanted: int | None = None
        """The row to stand on when it is listed."""
        self._editors: dict[int, str] = {}
        """Who else has which form open, when the list was last read."""
        self._pages: Latest[Any] = Latest(self, "pages")
        self.pane = ListDetail(self)
        self._news = -1
        self._unread = False  # the list could not be read when it was asked for last
        self.listing = Last("", None)
        self._after: Read | None = None
        """What was read with an act that is about to be shown."""

    @classmethod
    def commands(cls) -> tuple[AnyCommands, ...]:
        return (*super().commands(), SavedViews, ListMoves, ListShape)

    # --- what a list says

    @property
    def listed(self) -> Listed:
        """The service of the list."""
        raise LookupError("a list has a service")

    def records(self, ids: Sequence[int], columns: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Records for a file, each with the same names in the same order; read in a thread, page by page."""
        raise LookupError("a list reads records")

    def record_names(self, columns: Sequence[str]) -> Sequence[str]:
        """What a file calls the columns."""
        return columns

    def written(self, count: int) -> str:
        """That so many records are in a file now, with places for {count} and {path}."""
        return ngettext("{count} record written to {path}.", "{count} records written to {path}.", count)

    def counted(self, count: int) -> str:
        """So many records, with a place for {count}: `{count} calls`."""
        return ngettext("{count} record", "{count} records", count)

    def read_rows(self, ids: Sequence[int]) -> list[Row]:
        """The lines of these records under `self.columns`, in this order; runs in a thread."""
        raise LookupError("a list reads rows")

    def id_of(self, name: str) -> int:
        """The internal key of a record by what people call it. Raises NotFound. Runs in a thread."""
        raise LookupError("a list finds records")

    def others_editing(self) -> dict[int, str]:
        """Who else has which record open, or its form."""
        return {}

    def nothing_fits(self) -> str:
        """That the filter finds nothing, with places for {key}, which edits it, and {view}, which shows all."""
        return _("Nothing fits this filter. {key} edits it, {view} shows all.")

    def later(self, name: str, seconds: float, then: Callable[[], None]) -> None:
        """Do this when the keys have rested; a newer wish of the same name takes its place."""
        if name in self._rests:
            self._rests[name].stop()
        self._rests[name] = self.set_timer(seconds, then)

    def read_detail(self, name: str) -> list[Line]:
        """What the pane shows of a record. Raises NotFound. Runs in a thread."""
        raise LookupError("a list reads the record under its cursor")

    def marked(self, numbers: str) -> str:
        """That these are marked."""
        return _("Marked: {numbers}").format(numbers=numbers)

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

    def begin(self) -> None:
        super().begin()
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
        super().on_services()

    def show_unavailable(self, error: SvcError) -> None:
        super().show_unavailable(error)
        self.pane.forget()
        cure = _("{key} tries again.").format(key=self.keymap.first_key("reload"))
        reason = wrapped(error.text(_), max(1, self.size.width - 2))
        self.detail.show_lines([*(((f" {line}", "urgent"),) for line in reason), ((f" {cure}", "muted"),)])

    def reload(self) -> None:
        self.rows.forget()
        self.load(self.text)
        self.show_detail()  # the pane may tell that the store could not be used
        self.reloaded()

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
        self.query_one("#below", Vertical).styles.height = self.rows_below() + 1 - message.rows

    def rows_below(self) -> int:
        """Rows of the pane, as in styles.tcss."""
        return BELOW if self.size.height >= TALL else BELOW_SHORT

    # --- the list

    def open_view(self) -> None:
        """Show the first saved view."""
        SavedViews(self).show_view(FIRST_VIEW)

    def load(self, text: str) -> None:
        """Show the records of a filter: a first page at once, the rest when it is found."""
        store, listed = self.services.store, self.listed
        self.loads += 1

        def first() -> tuple[int, Listing]:
            return store.change_seq(), listed.ids(text, first=FIRST_PAGE)

        def show(answer: tuple[int, Listing]) -> None:
            self._seen_seq, listing = answer
            self.text = text
            self._take_listing(text, listing)
            if not listing.whole:
                self._listings.ask(lambda: listed.ids(text), partial(self._take_listing, text))

        self._listings.ask(first, show)

    def _take_listing(self, text: str, listing: Listing) -> None:
        if text != self.text:
            return
        self.listing = Last(text, listing)
        found = self._wanted is not None and self._wanted in listing.ids
        self.show_rows(listing, cursor_id=self._wanted if found else None)
        if found or listing.whole:
            self._wanted = None
        self._show_filter(listing)
        if self.rows.row_count == 0:
            self.show_detail()
        self.listed_again()
        self.desk.rows_are_here()

    def show_rows(self, listing: Listing, cursor_id: int | None = None) -> None:
        """Give the list its rows; the cursor goes to `cursor_id`, or stays where it is."""
        self.rows.set_ids(listing.ids, cursor_id=cursor_id)

    def arranged(self, last: Last, before: Sequence[int], listing: Listing, moved: Container[int]) -> Listing:
        """The list as it was read again, its rows where they stood but for `moved`. Runs in a thread."""
        return replace(listing, ids=in_place(before, listing.ids, moved))

    def place(self) -> dict[str, str]:
        """Where one is: view, columns, row."""
        row = self.rows.selected_row
        return {
            "view": self.text,
            "columns": " ".join(self.column_texts),
            "row": row.name if row is not None else "",
        }

    def go_to(self, place: Mapping[str, str]) -> None:
        """Show a view and stand on a row again."""
        with suppress(SvcError):  # a column that is no longer known
            self.set_columns(place.get("columns", "").split() or self.TABLE.default)
        row, view = place.get("row", ""), place.get("view", "")

        def wanted() -> int | None:
            with suppress(SvcError):
                return self.id_of(row) if row else None
            return None

        def show(row_id: int | None) -> None:
            self._wanted = row_id
            self.load(view)

        self.run(wanted, show, "place")

    def reread(self, changed: Sequence[int]) -> None:
        """Something was written: which records the view finds now, and the lines of those that changed.

        The rows stay in their places, so that none jumps away under the hands: time that passes puts them into
        another order too. What other people changed goes where it belongs now, but after one's own act (`changed`);
        `R` or another view puts all in order.
        """
        self._listings.ask(self._reading(changed), self._take_read)

    def _reading(self, changed: Sequence[int], next_id: int | None = None) -> Callable[[], Read]:
        """What reads that, in a thread, and of one moment; with it the detail of the row to stand on next."""
        listed, text, columns, last = self.listed, self.text, self.columns, self.listing
        seen, before, context = self._seen_seq, self.rows.ids, self.services.context
        near = set(self.rows.near_ids())

        def job() -> Read:
            with context.store.moment():
                news = context.news  # before anything is read: what is written meanwhile is news
                seq, inside, outside = listed.changed_since(seen, text)
                editors = self.others_editing()
                opened = {each for each, _who in editors.items() ^ self._editors.items()}
                self._editors = editors
                stale = sorted({*inside, *outside, *changed, *opened})
                rows = self.read_rows([row_id for row_id in stale if row_id in near])
                kept = changed and last.text == text and not self.COUNTS
                listing = without(last, before, inside, outside) if kept else None
                if listing is None:
                    moved = () if changed else {*inside, *outside}
                    listing = self.arranged(last, before, listed.ids(text), moved)
                detail = None
                if next_id is not None and next_id not in outside:
                    detail = next_id, self.detail_of(next_id)
            return Read(text, columns, seen, seq, news, listing, stale, rows, detail)

        return job

    def _take_read(self, read: Read) -> None:
        self._seen_seq = read.seq
        if not self._is_still(read):
            return
        self.listing = Last(read.text, read.listing)
        with self.app.batch_update():
            self.rows.forget_far(read.stale)
            self.show_rows(read.listing)
            self.rows.put_page(read.rows)
            self._show_filter(read.listing)
        self.pane.show_read(read.detail)

    def _is_still(self, read: Read) -> bool:
        return read.text == self.text and read.columns is self.columns

    _seen_seq = 0

    def show_filter_line(self, listing: Listing) -> None:
        """Show the filter, its scope and how much it finds."""
        self.query_one("#filter", FilterLine).show_filter(
            query_spans(self.text), listing.query.scope, self.counted_in(listing)
        )

    def _show_filter(self, listing: Listing) -> None:
        self.show_filter_line(listing)
        if listing.query.warnings:
            self.say(listing.query.warnings[0].text(_), role="warning")

    def no_rows(self) -> list[Line]:
        """What the pane says when the list is empty."""
        words = self.nothing_fits().format(key=self.keymap.first_key("filter.edit"), view="v1")
        return [((f" {words}", "muted"),)]

    def counted_in(self, listing: Listing) -> str:
        """How many records there are; `100+` while the rest is still looked for."""
        count = len(listing.ids)
        return self.counted(count).format(count=number(count) if listing.whole else f"{number(count)}+")

    # --- columns

    def show_columns(self) -> None:
        """Give the list the columns of the view."""
        columns = [
            Column(each.key, _(each.title), each.width, each.grow, each.right, each.gap)
            for each in self.columns
        ]
        self.rows.set_columns(columns)
        self.query_one("#heads", ColumnHeads).set_columns(columns)

    def _columns_for(self, texts: Sequence[str]) -> tuple[ListColumn, ...]:
        return self.TABLE.chosen(self.TABLE.for_width(texts, self.size.width), digits=self._digits)

    def set_columns(self, texts: Sequence[str]) -> None:
        """Choose the columns by their texts, `subject` or `subject:30`."""
        self.columns = self._columns_for(texts)
        self.column_texts = tuple(texts)
        self.show_columns()

    def on_resize(self, event: Resize) -> None:
        """A wider terminal shows more."""
        columns = self._columns_for(self.column_texts)
        if columns != self.columns:
            self.columns = columns
            self.show_columns()

    def make_room_for(self, digits: int) -> None:
        """Numbers longer than any before widen their column."""
        digits = min(digits, MOST_DIGITS)
        if digits > self._digits:
            self._digits = digits
            self.set_columns(self.column_texts)

    # --- rows and detail

    @on(RowList.PageWanted)
    def _load_page(self, message: RowList.PageWanted) -> None:
        self._pages.ask(partial(self.read_rows, message.ids), self._take_page)

    def _take_page(self, rows: list[Row]) -> None:
        self.make_room_for(max((len(row.name) for row in rows), default=0))
        self.rows.put_page(rows)
        self.pane.rows_came()

    @on(RowList.CursorMoved)
    def _follow_cursor(self, message: RowList.CursorMoved) -> None:
        self.pane.follow(message.id)

    def show_detail(self) -> None:
        """Show the record under the cursor below the list."""
        self.pane.show()

    def show_hint(self, make: Callable[[int, int], list[Line]]) -> None:
        self.pane.show_hint(make)

    def end_sequence(self) -> None:
        super().end_sequence()
        self.pane.end_hint()

    def detail_of(self, selected: int) -> list[Line]:
        """What the pane shows of a row, or that its record is gone. Runs in a thread."""
        try:
            with self.services.store.moment():
                return self.read_detail(self.number_of(selected))
        except NotFound as error:
            return [((f" {error.text(_)}", "muted"),)]

    def number_of(self, row_id: int) -> str:
        """What people call a record of the list; reads it where its row is not here yet."""
        row = self.rows.row(row_id)
        if row is not None:
            return row.name
        found = self.noun.numbers_of([row_id])
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
        after, self._after = self._after, None
        self._news = self.desk.store_watch.news() if after is None else after.news
        if len(chosen.ids) > 1:
            refused = {outcome.number for outcome in outcomes.refused}
            if refused:
                rows.unmark(row_id for row_id in chosen.ids if self.name_here(row_id) not in refused)
                self.pane.tell(outcomes)
            else:
                rows.clear_marks()
        elif chosen.ids and rows.is_marked(chosen.ids[0]):
            rows.clear_marks()
        elif chosen.ids and moved_on and not self.desk.settings.stay_after_action:
            rows.move(1)
        if after is None or self._listings.busy or after.seen != self._seen_seq or not self._is_still(after):
            self.reread(chosen.ids)
        else:
            self._take_read(after)

    def reading_after(self, chosen: Chosen, moved_on: bool) -> Callable[[], Read | None]:
        rows, slow = self.rows, self.desk.profile.slow
        stands = not moved_on or self.desk.settings.stay_after_action or rows.marked_count > 0
        if len(chosen.ids) > 1 or slow or not rows.row_count:
            return self._reading(chosen.ids)
        return self._reading(chosen.ids, rows.ids[min(rows.cursor + (not stands), rows.row_count - 1)])

    def take_after(self, after: Read | None) -> None:
        self._after = after

    def name_here(self, row_id: int) -> str:
        """What people call a record whose row is here, else nothing."""
        row = self.rows.row(row_id)
        return row.name if row else ""

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
        else:
            self._look_for_others()

    def _look_for_others(self) -> None:
        """Paint the rows that somebody has opened or left: nothing else moved."""
        others = self.others_editing()
        moved = {each for each, _who in others.items() ^ self._editors.items()}
        if not moved:
            return
        self._editors = others
        near = [row_id for row_id in self.rows.near_ids() if row_id in moved]
        self.rows.forget_far(moved)
        if near:
            run_job(self, "others", partial(self.read_rows, near), self.rows.put_page)

    def _pass_a_minute(self) -> None:
        if self.desk.is_open and self in self.app.screen_stack:
            self.pass_a_minute()
            self.heard()
