"""Saved views as they are offered: key, name, filter."""

from collections.abc import Sequence
from typing import Protocol

from rich.cells import set_cell_size

from svc_tui.domain.core.text import show_line
from svc_tui.language import _
from svc_tui.presentation.core.query_line import query_spans
from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.core.words import cut

NAME = 22
"""Cells for the name of a view where its filter stands behind it."""


class View(Protocol):
    """A saved view."""

    @property
    def id(self) -> int | None: ...
    @property
    def slot(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def query(self) -> str: ...


def view_name(view: View) -> str:
    """What it is called; the views everybody has from the beginning are translated."""
    return _(view.name) if view.id is None else show_line(view.name)


def view_lines(views: Sequence[View], width: int, height: int) -> list[Line]:
    """The views by their keys: with their filters where there is a row for each, else in columns."""
    if len(views) <= height:
        return [(*_head(view, NAME), (" ", "text"), *query_spans(view.query)) for view in views]
    columns = -(-len(views) // max(1, height))
    cells = width // columns - 5
    return [
        tuple(span for view in views[row::height] for span in _head(view, cells)) for row in range(height)
    ]


def _head(view: View, cells: int) -> Line:
    name = set_cell_size(cut(view_name(view), cells), cells)
    return (" ", "text"), (f"v{view.slot} ", "accent"), (name, "text")
