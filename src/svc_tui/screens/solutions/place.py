"""The place of the list of solutions: its name and its key bars."""

from typing import Any

from textual.screen import Screen

from svc_tui.errors import N_
from svc_tui.screens.core.place import Place


def _screen() -> Screen[Any]:
    from svc_tui.screens.solutions.list import SolutionsScreen

    return SolutionsScreen()


PLACE = Place(
    mode="solutions",
    name=N_("Solutions"),
    screen=_screen,
    bar=(
        ("solution.find", ""), ("solution.attach", ""), ("solution.internal", N_("status")),
        ("solution.reviewed", ""), ("solution.edit", ""), ("solution.new", ""), ("undo", ""), ("help", ""),
    ),
    more=(
        ("filter.edit", ""), ("view.load", N_("views")), ("mark.toggle", ""), ("record.open", ""),
        ("jump.call", ""), ("palette", ""),
    ),
)  # fmt: skip
