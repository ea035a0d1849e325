"""The views of a list under their keys: shown, loaded, saved; and what is shown written to a file."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from svc_tui.language import _, number
from svc_tui.presentation.core.views import view_lines, view_name
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk import Answer
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.domain.query.complete import Completion
    from svc_tui.screens.core.list_screen import ListScreen
    from svc_tui.services.core.listing import Listing
    from svc_tui.storage.query.views import ViewRow

FIRST_VIEW = 1


class Listed(Protocol):
    """The service of a list."""

    def ids(self, text: str = "", *, typing: bool = False, first: int | None = None) -> Listing: ...
    def changed_since(self, seq: int, text: str = "") -> tuple[int, list[int], list[int]]: ...
    def complete(self, text: str, cursor: int) -> list[Completion]: ...


class SavedViews(Commands[Any]):
    """What keys do with views that are kept, and with what is shown."""

    screen: ListScreen

    @property
    def _place(self) -> str:
        """The place whose views these are."""
        return self.screen.VIEWS or self.screen.PLACE

    # --- export

    def action_view_export(self) -> None:
        """Write what is shown to a file."""
        listed, text = self.screen.listed, self.screen.text
        columns = [column.key for column in self.screen.columns]

        def then(typed: str, _picked: Candidate | None) -> None:
            path = Path(typed.strip()).expanduser()

            def job() -> int:
                from svc_tui.services.core.view_export import check_path, write_view

                check_path(path)
                ids = listed.ids(text).ids
                write_view(path, self.screen.record_names(columns), self.screen.records(ids, columns))
                return len(ids)

            def told(count: int) -> None:
                self.screen.say(self.screen.written(count).format(count=number(count), path=path))

            self.screen.run(job, told)

        self.screen.ask(_("Export to (.csv, .json, .md)"), then, value=self.screen.EXPORT)

    def action_view_report(self) -> Awaitable[None]:
        """What is shown as a report: its records, its scope and filter, its columns."""
        screen = self.screen
        listing = screen.listing.listing
        scope = listing.query.scope if listing is not None else ""
        columns = screen.record_names([column.key for column in screen.columns])
        text = f"{scope} {screen.text}".strip()
        return self.desk.report_of(self.services.reports.of_view(screen.noun.KIND, text, columns))

    # --- saved views

    def begun(self, keys: tuple[str, ...]) -> None:
        """A sequence was begun: the one for views shows which there are."""
        if self.screen.begins(keys, "view.load"):

            def show(views: Sequence[ViewRow]) -> None:
                if self.screen.reader.pending:
                    self.screen.show_hint(partial(view_lines, [view for view in views if view.slot]))

            self.screen.run(lambda: self.services.views.list(self._place), show, "views")

    def action_view_load(self, key: str) -> None:
        self.show_view(int(key))

    def show_view(self, slot: int) -> None:
        """Show the view under a digit."""
        views, loads = self.services.views, self.screen.loads

        def show(view: ViewRow) -> None:
            if self.screen.loads != loads:
                return  # another filter was asked for meanwhile: a figure that opened this list
            texts = tuple(str(text) for text in view.columns) if view.columns else self.screen.TABLE.default
            if texts != self.screen.column_texts:
                self.screen.set_columns(texts)
            self.screen.load(view.query)
            if slot != FIRST_VIEW or self.screen.text:
                self.screen.say(view_name(view))

        self.screen.run(lambda: views.by_slot(slot, self._place), show, "view")

    def action_view_save(self) -> None:
        """Keep the view under a digit and a name: `3 My north`."""
        views = self.services.views

        def then(text: str, _picked: Candidate | None) -> None:
            digit, _space, name = text.strip().partition(" ")
            slot = int(digit) if digit.isdigit() and 1 <= int(digit) <= 9 else None
            label = (name if slot else text).strip() or self.screen.text
            columns = (
                list(self.screen.column_texts)
                if self.screen.column_texts != self.screen.TABLE.default
                else None
            )

            def show(view: ViewRow) -> None:
                where = f"v{view.slot} " if view.slot else ""
                self.screen.say(_("View saved: {where}{name}").format(where=where, name=view.name))

            self.screen.run(
                lambda: views.save(label, self.screen.text, columns, slot, screen=self._place), show
            )

        def answer(_text: str) -> Answer:
            taken = [
                Candidate(
                    f"{view.slot} {view_name(view)}",
                    ((f"v{view.slot} ", "accent"), (view_name(view), "text"), (f"  {view.query}", "muted")),
                )
                for view in views.list(self._place)
                if view.slot
            ]  # fmt: skip
            return Answer(
                taken, ((_("A digit from 1 to 9, then a name. Tab goes through what is there."), "muted"),)
            )

        self.screen.ask(_("Save view as"), then, rows=4, answer=answer)
