"""The place of the list of equipment: its name and its key bars."""

from typing import Any

from textual.screen import Screen

from svc_tui.errors import N_
from svc_tui.screens.core.place import Place


def _screen() -> Screen[Any]:
    from svc_tui.screens.equipment.list import EquipmentScreen

    return EquipmentScreen()


PLACE = Place(
    mode="equipment",
    name=N_("Equipment"),
    screen=_screen,
    bar=(
        ("card.technician", ""), ("card.status.active", N_("status")), ("card.territory", ""),
        ("card.contract", ""), ("card.edit", ""), ("card.new", ""), ("undo", ""), ("help", ""),
    ),
    more=(
        ("equipment.find", ""), ("filter.edit", ""), ("view.load", N_("views")), ("mark.toggle", ""),
        ("record.open", ""), ("jump.customer", N_("jumps")), ("palette", ""),
    ),
)  # fmt: skip
