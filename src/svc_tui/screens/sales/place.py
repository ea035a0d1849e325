"""The place of opportunities: its name and its key bars."""

from typing import Any

from textual.screen import Screen

from svc_tui.errors import N_
from svc_tui.screens.core.place import Place


def _screen() -> Screen[Any]:
    from svc_tui.screens.sales.list import SalesScreen

    return SalesScreen()


PLACE = Place(
    mode="sales",
    name=N_("Sales"),
    screen=_screen,
    bar=(
        ("opportunity.new", ""), ("opportunity.stage", ""), ("opportunity.win", ""), ("opportunity.lose", ""),
        ("opportunity.edit", ""), ("record.open", N_("open")), ("view.export", N_("export")), ("undo", ""),
        ("help", ""),
    ),
    more=(
        ("filter.edit", ""), ("view.load", N_("views")), ("sales.pipeline", ""), ("sales.hints", ""),
        ("mark.toggle", ""),
        ("opportunity.owner", ""), ("opportunity.expected", ""), ("jump.customer", N_("jumps")), ("palette", ""),
    ),
)  # fmt: skip
