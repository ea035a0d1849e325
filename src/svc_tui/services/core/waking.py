"""What time alone brings about: calls wake when their snooze is over, owners are reminded of ends to come.

The app looks each minute, a command looks before it writes, and `svc-tui wake` looks whenever it is called, as by cron.
What only reads leaves the store as it is.
"""

from dataclasses import dataclass

from svc_tui.services.calls.service import Calls
from svc_tui.services.contracts.reminders import remind
from svc_tui.services.core.context import Context


@dataclass(frozen=True)
class Woken:
    """What was due."""

    calls: tuple[str, ...]
    """Numbers of the calls that go on."""
    contracts: tuple[int, ...]
    """Numbers of the contracts whose owners were reminded."""


def wake(context: Context) -> Woken:
    """Do what is due, once, whoever looks first; in nobody's name, and not to be undone."""
    return Woken(tuple(Calls(context).wake()), tuple(remind(context)))
