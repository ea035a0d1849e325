"""The main places in the order of their keys: what the top bar calls them, and how each screen is made.

A place is made when somebody first goes there, so that the first paint waits for the inbox alone. Another place is a
row here, a `go.` command, and a row in `commands.PLACES`.
"""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from svc_tui.errors import N_
from svc_tui.screens.calls.inbox import InboxScreen


def _equipment() -> Screen[Any]:
    from svc_tui.screens.equipment.list import EquipmentScreen

    return EquipmentScreen()


def _contracts() -> Screen[Any]:
    from svc_tui.screens.contracts.list import ContractsScreen

    return ContractsScreen()


def _solutions() -> Screen[Any]:
    from svc_tui.screens.solutions.list import SolutionsScreen

    return SolutionsScreen()


NAMES: dict[str, str] = {
    "inbox": N_("Inbox"),
    "equipment": N_("Equipment"),
    "contracts": N_("Contracts"),
    "solutions": N_("Solutions"),
}
"""What the places are called (message ids)."""
MODES: dict[str, str | Callable[[], Screen[Any]]] = {
    "inbox": InboxScreen,
    "equipment": _equipment,
    "contracts": _contracts,
    "solutions": _solutions,
}
