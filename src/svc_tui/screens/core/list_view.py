"""What a list shows: the filter and its prompt, sorting, columns, reading the list again."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Container, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.events import Resize
from textual.timer import Timer

from svc_tui.domain.core.text import fold
from svc_tui.errors import SvcError
from svc_tui.language import _, number
from svc_tui.presentation.core.columns import ListColumn
from svc_tui.presentation.core.query_line import query_spans, with_sort
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.jobs import Latest
from svc_tui.screens.core.list_saved import FIRST_VIEW, SavedViews
from svc_tui.widgets.bars import FilterLine
from svc_tui.widgets.columns import Column, ColumnHeads
from svc_tui.widgets.pens import Line
from svc_tui.widgets.prompt_line import Candidate
from svc_tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from svc_tui.services.core.listing import Listing

FIRST_PAGE = 100
MOST_DIGITS = 14
STILL = 50_000
"""Lists up to this length keep their order after an act."""
FRONT = -1
MANY = 30_000
"""While a filter is typed no more records than these are counted."""


class ListView(SavedViews):
    """The view of a list."""

    def __init__(self) -> None:
        super().__init__()
        self._digits = 5
        self._listings: Latest[Any] = Latest(self, "ids")
        self._rests: dict[str, Timer] = {}
        self._wanted: int | None = None
        """The row to stand on when it is listed."""
        self._editors: dict[int, str] = {}
        """Who else has which form open, when the list was last read."""

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one("#rows", RowList)

    def show_detail(self) -> None:
        """Show the record under the cursor below the list."""

    def read_rows(self, ids: Sequence[int]) -> list[Row]:
        """The lines of these records under `self.columns`, in this order; runs in a thread."""
        raise LookupError("a list reads rows")

    def id_of(self, name: str) -> int:
        """The internal key of a record by what people call it. Raises NotFound. Runs in a thread."""
        raise LookupError("a list finds records")

    def others_editing(self) -> dict[int, str]:
        """Who else has which record's form open."""
        return {}

    def nothing_fits(self) -> str:
        """That the filter finds nothing, with places for {key}, which edits it, and {view}, which shows all."""
        return _("Nothing fits this filter. {key} edits it, {view} shows all.")

    def later(self, name: str, seconds: float, then: Callable[[], None]) -> None:
        """Do this when the keys have rested; a newer wish of the same name takes its place."""
        if name in self._rests:
            self._rests[name].stop()
        self._rests[name] = self.set_timer(seconds, then)

    # --- the list

    def open_view(self) -> None:
        """Show the first saved view."""
        self._load_view(FIRST_VIEW)

    def reload(self) -> None:
        self.rows.forget()
        self.load(self.text)

    def load(self, text: str) -> None:
        """Show the records of a filter: a first page at once, the rest when it is found."""
        store, listed = self.services.store, self.listed

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
        found = self._wanted is not None and self._wanted in listing.ids
        self.rows.set_ids(listing.ids, cursor_id=self._wanted if found else None)
        if found or listing.whole:
            self._wanted = None
        self._show_filter(listing)
        if self.rows.row_count == 0:
            self.show_detail()
        self.listed_again()
        self.desk.rows_are_here()

    def listed_again(self) -> None:
        """The list was read."""

    def place(self) -> dict[str, str]:
        """Where one is: view, columns, row."""
        row = self.rows.selected_row
        return {
            "view": self.text,
            "columns": " ".join(self._column_texts),
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
        listed, text, columns = self.listed, self.text, self.columns
        seen, before = self._seen_seq, self.rows.ids
        near = set(self.rows.near_ids())

        def job() -> tuple[Listing, int, list[int], list[Row]]:
            seq, inside, outside = listed.changed_since(seen, text)
            editors = self.others_editing()
            opened = {each for each, _who in editors.items() ^ self._editors.items()}
            self._editors = editors
            stale = sorted({*inside, *outside, *changed, *opened})
            shown = [row_id for row_id in stale if row_id in near]
            listing = listed.ids(text)
            moved = () if changed else {*inside, *outside}
            listing = replace(listing, ids=in_place(before, listing.ids, moved))
            return listing, seq, stale, self.read_rows(shown)

        def show(answer: tuple[Listing, int, list[int], list[Row]]) -> None:
            listing, seq, stale, found = answer
            self._seen_seq = seq
            if text != self.text or columns is not self.columns:
                return
            with self.app.batch_update():
                self.rows.forget_far(stale)
                self.rows.set_ids(listing.ids)
                self.rows.put_page(found)
                self._show_filter(listing)
            self.show_detail()

        self._listings.ask(job, show)

    _seen_seq = 0

    def _show_filter(self, listing: Listing) -> None:
        self.query_one("#filter", FilterLine).show_filter(
            query_spans(self.text), listing.query.scope, self._count(listing)
        )
        if listing.query.warnings:
            self.say(listing.query.warnings[0].text(_), role="warning")

    def no_rows(self) -> list[Line]:
        """What the pane says when the list is empty."""
        words = self.nothing_fits().format(key=self.keymap.first_key("filter.edit"), view="v1")
        return [((f" {words}", "muted"),)]

    def _count(self, listing: Listing) -> str:
        """How many records there are; `100+` while the rest is still looked for."""
        count = len(listing.ids)
        words = self.counted(count)
        return words.format(count=number(count) if listing.whole else f"{number(count)}+")

    # --- the filter

    def action_filter_edit(self) -> None:
        """Edit the filter; the list follows while typing, escape brings back what was."""
        before = self.text
        listed = self.listed

        def answer(text: str) -> Answer:
            found = [
                Candidate(
                    text[: each.start] + each.text + text[each.end :],
                    ((each.text, "text"), ("  ", ""), (_(each.help) if each.help else "", "muted")),
                )
                for each in listed.complete(text, len(text))[:20]
            ]
            listing = listed.ids(text, typing=True, first=MANY)
            told = listing.query.warnings[0].text(_) if listing.query.warnings else self._count(listing)
            return Answer(found, ((told, "warning" if listing.query.warnings else "muted"),))

        def then(text: str, _picked: Candidate | None) -> None:
            self.load(text.strip())

        self.ask("/", then, value=f"{before} " if before else "", rows=7, answer=answer)

    # --- sorting

    def action_sort_choose(self) -> None:
        """Sort by a column of the view; the same one again turns the order round."""
        known = self.TABLE.columns

        def answer(text: str) -> Answer:
            wanted = fold(text)
            names = {column.key for column in self.columns}
            keys = [*(column.key for column in self.columns), *(key for key in known if key not in names)]
            return Answer(
                [
                    Candidate(key, ((_(known[key].title), "text"), (f"  {key}", "muted")))
                    for key in keys
                    if wanted in fold(_(known[key].title)) or wanted in key
                ]
            )

        def then(text: str, picked: Candidate | None) -> None:
            if picked is None:
                self.say(_("There is no column {name}.").format(name=text), role="warning")
            else:
                self.load(with_sort(self.text, picked.value))

        self.ask(_("Sort by"), then, chooses=True, rows=3, answer=answer, in_thread=False)

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
        table = self.TABLE
        return table.chosen(table.for_width(texts, self.size.width), digits=self._digits)

    def set_columns(self, texts: Sequence[str]) -> None:
        """Choose the columns by their texts, `subject` or `subject:30`."""
        self.columns = self._columns_for(texts)
        self._column_texts = tuple(texts)
        self.show_columns()

    def on_resize(self, event: Resize) -> None:
        """A wider terminal shows more."""
        columns = self._columns_for(self._column_texts)
        if columns != self.columns:
            self.columns = columns
            self.show_columns()

    def make_room_for(self, digits: int) -> None:
        """Numbers longer than any before widen their column."""
        digits = min(digits, MOST_DIGITS)
        if digits > self._digits:
            self._digits = digits
            self.set_columns(self._column_texts)

    def action_view_columns(self) -> None:
        """Choose columns, their order and width in one line."""
        known = self.TABLE.columns

        def answer(text: str) -> Answer:
            head, _space, tail = text.rpartition(" ")
            others = [key for key in known if key.startswith(tail) and key not in head.split()]
            words = _("Names in their order; a width behind a colon: subject:30. Tab goes through the names.")
            return Answer(
                [
                    Candidate(f"{head} {key}".strip(), ((key, "text"), (f"  {_(known[key].title)}", "muted")))
                    for key in others
                ],
                ((words, "muted"),),
            )

        def then(text: str, _picked: Candidate | None) -> None:
            self.set_columns(text.replace(",", " ").split())
            self.say(_("Columns: {names}").format(names=" ".join(self._column_texts)), self._save_hint())

        value = " ".join(self._column_texts) + " "
        self.ask(_("Columns"), then, value=value, rows=3, answer=answer, in_thread=False)

    def _save_hint(self) -> str:
        return _("{key} saves the view").format(key=self.keymap.first_key("view.save"))


def in_place(before: Sequence[int], now: array[int], moved: Container[int] = ()) -> array[int]:
    """The rows of before that are still found, in their old order; new ones, and `moved`, where they belong now."""
    if len(now) > STILL or len(before) > STILL:
        return now
    found = set(now)
    kept = [row_id for row_id in before if row_id in found and row_id not in moved]
    stands, behind = set(kept), dict[int, list[int]]()
    last = FRONT
    for row_id in now:
        if row_id in stands:
            last = row_id
        else:
            behind.setdefault(last, []).append(row_id)
    order = array("q", behind.get(FRONT, ()))
    for row_id in kept:
        order.append(row_id)
        order.extend(behind.get(row_id, ()))
    return order
