"""The views of a list under their keys: shown, loaded, saved; and what is shown written to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from svc_tui.language import _, ngettext, number
from svc_tui.presentation.core.columns import ColumnTable, ListColumn
from svc_tui.presentation.core.views import view_lines, view_name
from svc_tui.screens.core.acts import Acts
from svc_tui.screens.core.desk import Answer
from svc_tui.widgets.pens import Line
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.domain.query.complete import Completion
    from svc_tui.services.core.listing import Listing
    from svc_tui.storage.query.views import ViewRow

FIRST_VIEW = 1


class Listed(Protocol):
    """The service of a list."""

    def ids(self, text: str = "", *, typing: bool = False, first: int | None = None) -> Listing: ...
    def changed_since(self, seq: int, text: str = "") -> tuple[int, list[int], list[int]]: ...
    def complete(self, text: str, cursor: int) -> list[Completion]: ...


class SavedViews(Acts):
    """What a view is, and the acts on those that are kept."""

    TABLE: ClassVar[ColumnTable]
    """The columns that the list knows."""
    EXPORT = ""
    """The name that is offered for a file of the list."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        """The filter as it is shown and edited."""
        self.columns: tuple[ListColumn, ...] = self.TABLE.chosen(self.TABLE.default)
        self._column_texts: tuple[str, ...] = self.TABLE.default

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

    def load(self, text: str) -> None:
        """Show the records of a filter."""

    def set_columns(self, texts: Sequence[str]) -> None:
        """Choose the columns by their texts."""

    # --- export

    def action_view_export(self) -> None:
        """Write what is shown to a file."""
        listed, text, columns = self.listed, self.text, [column.key for column in self.columns]

        def then(typed: str, _picked: Candidate | None) -> None:
            path = Path(typed.strip()).expanduser()

            def job() -> int:
                from svc_tui.services.core.view_export import check_path, write_view

                check_path(path)
                ids = listed.ids(text).ids
                write_view(path, self.record_names(columns), self.records(ids, columns))
                return len(ids)

            def told(count: int) -> None:
                self.say(self.written(count).format(count=number(count), path=path))

            self.run(job, told)

        self.ask(_("Export to (.csv, .json, .md)"), then, value=self.EXPORT)

    # --- saved views

    def begun(self, keys: tuple[str, ...]) -> None:
        """A sequence was begun: the one for views shows which there are."""
        super().begun(keys)
        if self.begins(keys, "view.load"):

            def show(views: Sequence[ViewRow]) -> None:
                if self.reader.pending:
                    self.show_hint(partial(view_lines, [view for view in views if view.slot]))

            self.run(lambda: self.services.views.list(self.PLACE), show, "views")

    def show_hint(self, make: Callable[[int, int], list[Line]]) -> None:
        """Show lines of a width and a height until the begun sequence ends."""

    def action_view_load(self, key: str) -> None:
        self._load_view(int(key))

    def _load_view(self, slot: int) -> None:
        views = self.services.views

        def show(view: ViewRow) -> None:
            texts = tuple(str(text) for text in view.columns) if view.columns else self.TABLE.default
            if texts != self._column_texts:
                self.set_columns(texts)
            self.load(view.query)
            if slot != FIRST_VIEW or self.text:
                self.say(view_name(view))

        self.run(lambda: views.by_slot(slot, self.PLACE), show, "view")

    def action_view_save(self) -> None:
        """Keep the view under a digit and a name: `3 My north`."""
        views = self.services.views

        def then(text: str, _picked: Candidate | None) -> None:
            digit, _space, name = text.strip().partition(" ")
            slot = int(digit) if digit.isdigit() and 1 <= int(digit) <= 9 else None
            label = (name if slot else text).strip() or self.text
            columns = list(self._column_texts) if self._column_texts != self.TABLE.default else None

            def show(view: ViewRow) -> None:
                where = f"v{view.slot} " if view.slot else ""
                self.say(_("View saved: {where}{name}").format(where=where, name=view.name))

            self.run(lambda: views.save(label, self.text, columns, slot, screen=self.PLACE), show)

        def answer(_text: str) -> Answer:
            taken = [
                Candidate(
                    f"{view.slot} {view_name(view)}",
                    ((f"v{view.slot} ", "accent"), (view_name(view), "text"), (f"  {view.query}", "muted")),
                )
                for view in views.list(self.PLACE)
                if view.slot
            ]  # fmt: skip
            return Answer(
                taken, ((_("A digit from 1 to 9, then a name. Tab goes through what is there."), "muted"),)
            )

        self.ask(_("Save view as"), then, rows=4, answer=answer)
