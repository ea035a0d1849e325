"""The place of planning: its name and its key bars."""

from typing import Any

from textual.screen import Screen

from svc_tui.errors import N_
from svc_tui.screens.core.place import Place


def _screen() -> Screen[Any]:
    from svc_tui.screens.planning.board import PlanScreen

    return PlanScreen()


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
