"""What a main place is: a list with a key of its own, its name in the top bar and its key bars.

A place is declared in the folder of its noun and joined in `screens/shell/places.py`; which commands apply there
stands in `commands.PLACES`, under the same name, and what its list shows at first is said by the kind of its records.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual.screen import Screen

Bar = tuple[tuple[str, str], ...]
"""Command ids with their words; the command's own word where it is empty."""


@dataclass(frozen=True)
class Place:
    """A main place."""

    mode: str
    """Its name in `commands.PLACES`, among saved views and in the kept place."""
    name: str
    """What people call it (message id)."""
    screen: Callable[[], Screen[Any]]
    """Makes its screen; imports it only then."""
    bar: Bar
    """What the key bar shows at rest."""
    more: Bar
    """What else there is, on a line of its own where the screen is tall enough."""
    beside: str = ""
    """The main place that it lies beside, where it is a list with no key of its own."""

    @property
    def bars(self) -> dict[str, Bar]:
        """Its key bars by their names."""
        return {self.mode: self.bar, f"{self.mode} more": self.more}
