"""`svc-tui customer performance`: how well a customer was served, as a page to hand over."""

from typing import Annotated

import typer

from svc_tui.cli.core.front import front_of
from svc_tui.cli.core.papers import Out, Shape, form_of, write_papers
from svc_tui.cli.core.periods import First, Last, Within, period_of
from svc_tui.language import _


def add_to(app: typer.Typer) -> None:
    """Add `performance` to `svc-tui customer`."""
    text = _(
        "Promised against kept of a customer, with calls, times, work and contracts, as a page to hand over."
    )
    app.command("performance", help=text)(performance)


def performance(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help=_("The customer."))],
    first: First = None,
    last: Last = None,
    within: Within = None,
    shape: Shape = None,
    out: Out = None,
) -> None:
    """Print the performance page; over this month and the eleven before unless a period is given."""
    from svc_tui.presentation.company.performance import performance_paper

    form = form_of(shape, out)
    services = front_of(ctx).services(make=False)
    facts = services.performances.of(code, period_of(services, first, last, within))
    write_papers([performance_paper(facts, now=services.now(), zone=services.zone)], form, out)
