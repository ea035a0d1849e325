"""The views of the inbox under their keys: shown, loaded, saved; and what is shown written to a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from svc_tui.language import _, ngettext, number
from svc_tui.presentation.call_columns import DEFAULT, CallColumn, chosen
from svc_tui.presentation.views import view_lines, view_name
from svc_tui.screens.call_acts import CallActs
from svc_tui.screens.desk import Answer
from svc_tui.widgets.pens import Line
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.storage.views import ViewRow

FIRST_VIEW = 1


class SavedViews(CallActs):
    """What a view is, and the acts on those that are kept."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        """The filter as it is shown and edited."""
        self.columns: tuple[CallColumn, ...] = chosen(DEFAULT)
        self._column_texts: tuple[str, ...] = DEFAULT

    def load(self, text: str) -> None:
        """Show the calls of a filter."""

    def set_columns(self, texts: Sequence[str]) -> None:
        """Choose the columns by their texts."""

    # --- export

    def action_view_export(self) -> None:
        """Write what is shown to a file."""
        services, text, columns = self.services, self.text, [column.key for column in self.columns]

        def then(typed: str, _picked: Candidate | None) -> None:
            path = Path(typed.strip()).expanduser()

            def job() -> int:
                from svc_tui.services.view_export import export_view

                return export_view(services.calls, text, columns, path)

            def told(count: int) -> None:
                words = ngettext("{count} call written to {path}.", "{count} calls written to {path}.", count)
                self.say(words.format(count=number(count), path=path))

            self.run(job, told)

        self.ask(_("Export to (.csv, .json, .md)"), then, value="calls.csv")

    # --- saved views

    def begun(self, keys: tuple[str, ...]) -> None:
        """A sequence was begun: the one for views shows which there are."""
        super().begun(keys)
        if self.begins(keys, "view.load"):

            def show(views: Sequence[ViewRow]) -> None:
                if self.reader.pending:
                    self.show_hint(partial(view_lines, [view for view in views if view.slot]))

            self.run(self.services.views.list, show, "views")

    def show_hint(self, make: Callable[[int, int], list[Line]]) -> None:
        """Show lines of a width and a height until the begun sequence ends."""

    def action_view_load(self, key: str) -> None:
        self._load_view(int(key))

    def _load_view(self, slot: int) -> None:
        views = self.services.views

        def show(view: ViewRow) -> None:
            texts = tuple(str(text) for text in view.columns) if view.columns else DEFAULT
            if texts != self._column_texts:
                self.set_columns(texts)
            self.load(view.query)
            if slot != FIRST_VIEW or self.text:
                self.say(view_name(view))

        self.run(lambda: views.by_slot(slot), show, "view")

    def action_view_save(self) -> None:
        """Keep the view under a digit and a name: `3 My north`."""
        views = self.services.views

        def then(text: str, _picked: Candidate | None) -> None:
            digit, _space, name = text.strip().partition(" ")
            slot = int(digit) if digit.isdigit() and 1 <= int(digit) <= 9 else None
            label = (name if slot else text).strip() or self.text
            columns = list(self._column_texts) if self._column_texts != DEFAULT else None

            def show(view: ViewRow) -> None:
                where = f"v{view.slot} " if view.slot else ""
                self.say(_("View saved: {where}{name}").format(where=where, name=view.name))

            self.run(lambda: views.save(label, self.text, columns, slot), show)

        def answer(_text: str) -> Answer:
            taken = [
                Candidate(
                    f"{view.slot} {view_name(view)}",
                    ((f"v{view.slot} ", "accent"), (view_name(view), "text"), (f"  {view.query}", "muted")),
                )
                for view in views.list()
                if view.slot
            ]  # fmt: skip
            return Answer(
                taken, ((_("A digit from 1 to 9, then a name. Tab goes through what is there."), "muted"),)
            )

        self.ask(_("Save view as"), then, rows=4, answer=answer)
