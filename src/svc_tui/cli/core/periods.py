"""The options that say a period: from a day to a day, or by its name."""

from typing import TYPE_CHECKING, Annotated

import typer

from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.domain.reports.periods import Period

First = Annotated[str | None, typer.Option("--from", metavar="DAY", help=_("From this day on."))]
Last = Annotated[str | None, typer.Option("--to", metavar="DAY", help=_("Up to this day, included."))]
Within = Annotated[
    str | None,
    typer.Option(
        "--period", metavar="PERIOD", help=_("week, last month, 30d, 2026, 2026-Q1, 2026-11 or all.")
    ),
]


def period_of(
    services: "Services", first: str | None, last: str | None, within: str | None
) -> "Period | None":
    """The period that was asked for; none where nothing was said. Raises BadUsage."""
    from svc_tui.domain.reports import periods

    if within is not None:
        if first is not None or last is not None:
            raise BadUsage(N_("Give --period, or --from and --to, not both."))
        return periods.period(within, services.today)
    if first is None and last is None:
        return None
    return periods.between(first, last, services.today)
