"""The main places in the order of their keys, joined from the nouns that declare them.

Another place is a `place.py` in the folder of its noun, a row here, a `go.` command and a row in `commands.PLACES`.
"""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from svc_tui.commands.bars import KEY_BARS
from svc_tui.screens.calls import (
    inbox as inbox,  # the first paint shows it; the others are imported when somebody goes there
)
from svc_tui.screens.calls.place import PLACE as CALLS
from svc_tui.screens.contracts.place import PLACE as CONTRACTS
from svc_tui.screens.core.place import Bar, Place
from svc_tui.screens.equipment.place import PLACE as EQUIPMENT
from svc_tui.screens.planning.place import PLACE as PLAN
from svc_tui.screens.planning.place import VISITS
from svc_tui.screens.queues.place import PLACE as QUEUES
from svc_tui.screens.reports.place import PLACE as REPORTS
from svc_tui.screens.sales.place import PLACE as SALES
from svc_tui.screens.solutions.place import PLACE as SOLUTIONS

PLACES: tuple[Place, ...] = (CALLS, EQUIPMENT, CONTRACTS, QUEUES, SOLUTIONS, REPORTS, PLAN, SALES)
LISTS: tuple[Place, ...] = (VISITS,)
"""Lists beside a main place: reached from it and by name, with no place in the top bar."""
MAIN: dict[str, str] = {place.mode: place.name for place in PLACES}
"""What the main places are called (message ids)."""
NAMES: dict[str, str] = MAIN | {place.mode: place.name for place in LISTS}
"""The same with the lists beside them."""
BESIDE: dict[str, str] = {place.mode: place.beside for place in LISTS}
MODES: dict[str, str | Callable[[], Screen[Any]]] = {place.mode: place.screen for place in (*PLACES, *LISTS)}
BARS: dict[str, Bar] = KEY_BARS | {
    name: bar for place in (*PLACES, *LISTS) for name, bar in place.bars.items()
}
"""Every key bar by its name."""
