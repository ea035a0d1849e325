"""What time alone brings about: calls wake when their snooze is over, owners are reminded of ends to come.

The app looks each minute, a command looks before it writes, and `svc-tui wake` looks whenever it is called, as by cron.
What only reads leaves the store as it is.
"""

from collections.abc import Mapping

from svc_tui.services.core.context import Context
from svc_tui.services.core.kinds import kinds


def wake(context: Context) -> Mapping[str, tuple[object, ...]]:
    """Do what is due, once, whoever looks first; in nobody's name, and not to be undone.

    Returns: by kind, the numbers of the calls that go on, of the contracts whose owners were reminded.
    """
    due = reversed([kind for kind in kinds().values() if kind.due is not None])
    return {kind.name: tuple(kind.due(context)) for kind in due if kind.due is not None}
