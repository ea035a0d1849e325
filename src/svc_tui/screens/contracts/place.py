"""The place of the list of contracts: its name and its key bars."""

from typing import Any

from textual.screen import Screen

from svc_tui.errors import N_
from svc_tui.screens.core.place import Place


def _screen() -> Screen[Any]:
    from svc_tui.screens.contracts.list import ContractsScreen

    return ContractsScreen()


PLACE = Place(
    mode="contracts",
    name=N_("Contracts"),
    screen=_screen,
    bar=(
        ("contract.approve", N_("status")), ("contract.renew", ""), ("contract.edit", ""), ("contract.new", ""),
        ("contract.add", ""), ("contract.simulate", ""), ("undo", ""), ("help", ""),
    ),
    more=(
        ("filter.edit", ""), ("view.load", N_("views")), ("mark.toggle", ""), ("record.open", ""),
        ("contract.renewals", ""), ("jump.customer", N_("jumps")), ("palette", ""),
    ),
)  # fmt: skip
