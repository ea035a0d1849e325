"""What keys do to a list, whatever it holds: moving, marking, the filter, the order, the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.text import fold
from svc_tui.language import _
from svc_tui.presentation.core.query_line import with_sort
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk import Answer
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.screens.core.list_screen import ListScreen

MANY = 30_000
"""While a filter is typed no more records than these are counted."""


class ListMoves(Commands[Any]):
    """The cursor and the marks."""

    screen: ListScreen

    def stand_on(self, name: str) -> None:
        rows, screen = self.screen.rows, self.screen

        def show(row_id: int) -> None:
            if row_id in rows.ids:
                rows.move_to(rows.ids.index(row_id))

        screen.run(lambda: screen.id_of(name), show, "stand on")

    def action_cursor_down(self) -> None:
        self.screen.rows.move(1)

    def action_cursor_up(self) -> None:
        self.screen.rows.move(-1)

    def action_cursor_top(self) -> None:
        self.screen.rows.move_to(0)

    def action_cursor_bottom(self) -> None:
        self.screen.rows.move_to(self.screen.rows.row_count - 1)

    def action_page_down(self) -> None:
        self.screen.rows.page(1)

    def action_page_up(self) -> None:
        self.screen.rows.page(-1)

    def action_half_down(self) -> None:
        self.screen.rows.page(0.5)

    def action_half_up(self) -> None:
        self.screen.rows.page(-0.5)

    def action_mark_toggle(self) -> None:
        self.screen.rows.toggle_mark()
        self.screen.rows.move(1)
        self._name_marks()

    def action_mark_all(self) -> None:
        self.screen.rows.mark_all()
        self._name_marks()

    def action_mark_invert(self) -> None:
        self.screen.rows.invert_marks()
        self._name_marks()

    def _name_marks(self) -> None:
        """Name the marked records while they are few."""
        names = (
            [self.screen.name_here(row_id) for row_id in self.screen.rows.marked_ids()]
            if self.screen.rows.marked_count < 6
            else []
        )
        self.screen.say(self.screen.marked(", ".join(names)) if names and all(names) else "")


class ListShape(Commands[Any]):
    """The filter, the order and the columns."""

    screen: ListScreen

    def action_filter_edit(self) -> None:
        """Edit the filter; the list follows while typing, escape brings back what was."""
        before = self.screen.text
        listed = self.screen.listed

        def answer(text: str) -> Answer:
            found = [
                Candidate(
                    text[: each.start] + each.text + text[each.end :],
                    ((each.text, "text"), ("  ", ""), (_(each.help) if each.help else "", "muted")),
                )
                for each in listed.complete(text, len(text))[:20]
            ]
            listing = listed.ids(text, typing=True, first=MANY)
            told = (
                listing.query.warnings[0].text(_)
                if listing.query.warnings
                else self.screen.counted_in(listing)
            )
            return Answer(found, ((told, "warning" if listing.query.warnings else "muted"),))

        def then(text: str, _picked: Candidate | None) -> None:
            self.screen.load(text.strip())

        self.screen.ask("/", then, value=f"{before} " if before else "", rows=7, answer=answer)

    # --- sorting

    def action_sort_choose(self) -> None:
        """Sort by a column of the view; the same one again turns the order round."""
        known = self.screen.TABLE.columns

        def answer(text: str) -> Answer:
            wanted = fold(text)
            names = {column.key for column in self.screen.columns}
            keys = [
                *(column.key for column in self.screen.columns),
                *(key for key in known if key not in names),
            ]
            return Answer(
                [
                    Candidate(key, ((_(known[key].title), "text"), (f"  {key}", "muted")))
                    for key in keys
                    if wanted in fold(_(known[key].title)) or wanted in key
                ]
            )

        def then(text: str, picked: Candidate | None) -> None:
            if picked is None:
                self.screen.say(_("There is no column {name}.").format(name=text), role="warning")
            else:
                self.screen.load(with_sort(self.screen.text, picked.value))

        self.screen.ask(_("Sort by"), then, chooses=True, rows=3, answer=answer, in_thread=False)

    def action_view_columns(self) -> None:
        """Choose columns, their order and width in one line."""
        known = self.screen.TABLE.columns

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
            self.screen.set_columns(text.replace(",", " ").split())
            self.screen.say(
                _("Columns: {names}").format(names=" ".join(self.screen.column_texts)), self._save_hint()
            )

        value = " ".join(self.screen.column_texts) + " "
        self.screen.ask(_("Columns"), then, value=value, rows=3, answer=answer, in_thread=False)

    def _save_hint(self) -> str:
        return _("{key} saves the view").format(key=self.screen.keymap.first_key("view.save"))
