"""The place of planning and the list of visits beside it: their names and key bars."""

from typing import Any

from textual.screen import Screen

from svc_tui.errors import N_
from svc_tui.screens.core.place import Place


def _screen() -> Screen[Any]:
    from svc_tui.screens.planning.board import PlanScreen

    return PlanScreen()


def _list() -> Screen[Any]:
    from svc_tui.screens.planning.list import VisitsScreen

    return VisitsScreen()


PLACE = Place(
    mode="plan",
    name=N_("Plan"),
    screen=_screen,
    bar=(
        ("plan.put", ""), ("plan.slot", ""), ("plan.later", N_("time")), ("plan.next", N_("person")),
        ("plan.longer", N_("length")), ("plan.after", N_("day")), ("visit.arrive", ""), ("help", ""),
    ),
    more=(("palette", ""),),
)  # fmt: skip
VISITS = Place(
    mode="visits",
    name=N_("Visits"),
    screen=_list,
    bar=(
        ("visit.arrive", ""), ("visit.leave", ""), ("visit.move", ""), ("visit.give", ""), ("visit.cancel", ""),
        ("record.open", ""), ("undo", ""), ("help", ""),
    ),
    more=(
        ("visit.new", ""), ("filter.edit", ""), ("view.load", N_("views")), ("mark.toggle", ""), ("visit.edit", ""),
        ("visit.call", ""),
        ("go.plan", N_("board")), ("palette", ""),
    ),
    beside="plan",
)  # fmt: skip
