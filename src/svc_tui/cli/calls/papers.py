"""`svc-tui call print`: the service order or the report of calls, as pages to hand over."""

from typing import Annotated

import typer

from svc_tui.cli.core.front import front_of, numbers_of
from svc_tui.cli.core.papers import Out, Shape, form_of, write_papers
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _


def add_to(app: typer.Typer) -> None:
    """Add `print` to `svc-tui call`."""
    app.command(
        "print", help=_("Print the service order or the report of calls: text, Markdown, HTML or PDF.")
    )(print_calls)


def print_calls(
    ctx: typer.Context,
    number: Annotated[
        list[str], typer.Argument(metavar="NUMBER...", help=_("The calls; - reads their numbers."))
    ],
    what: Annotated[
        str, typer.Option("--what", metavar="WHAT", help=_("order (before the work) or report (after it)."))
    ] = "order",
    shape: Shape = None,
    out: Out = None,
) -> None:
    """Print calls, each on sheets of its own."""
    from svc_tui.presentation.calls.paper import WHATS, call_paper
    from svc_tui.presentation.work.report import in_all_languages

    if what not in WHATS:
        message = N_("{what} cannot be printed. There are {known}.")
        raise BadUsage(message, what=what, known=", ".join(WHATS))
    form = form_of(shape, out)
    services = front_of(ctx).services(make=False)
    papers = []
    for each in numbers_of(number):
        facts = services.call_papers.facts(each, lambda report: in_all_languages(report, services.zone))
        papers.append(call_paper(facts, what, now=services.now(), zone=services.zone))
    write_papers(papers, form, out)
