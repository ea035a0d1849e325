"""`svc-tui wake`: what time alone brings about, for cron."""

import sys

import typer

from svc_tui.cli.core.front import front_of, say
from svc_tui.language import _


def wake(ctx: typer.Context) -> None:
    """Wake calls whose snooze is over and remind owners; prints the numbers of the calls."""
    from svc_tui.services.core import waking

    woken = waking.wake(front_of(ctx).services(make=False).context)
    for number in woken["call"]:
        say(_("{number} goes on").format(number=number))
        sys.stdout.write(f"{number}\n")
    for activity in woken["activity"]:
        say(_("Activity {number}: its person is reminded").format(number=activity))
    for contract in woken["contract"]:
        say(_("K-{number}: its owner is reminded").format(number=contract))
