"""`svc-tui contract print`: contracts as pages to hand over."""

import typer

from svc_tui.cli.contracts.list import Numbers, named
from svc_tui.cli.core.front import front_of
from svc_tui.cli.core.papers import Out, Shape, form_of, write_papers
from svc_tui.language import _


def add_to(app: typer.Typer) -> None:
    """Add `print` to `svc-tui contract`."""
    text = _("Print contracts as pages to hand over: text, Markdown, HTML or PDF.")
    app.command("print", help=text)(print_contracts)


def print_contracts(ctx: typer.Context, number: Numbers, shape: Shape = None, out: Out = None) -> None:
    """Print contracts, each on sheets of its own."""
    from svc_tui.presentation.contracts.paper import contract_paper
    from svc_tui.services.sla.question import known_number

    form = form_of(shape, out)
    services = front_of(ctx).services(make=False)
    facts = [services.contract_papers.facts(known_number(each)) for each in named(number)]
    papers = [contract_paper(each, now=services.now(), zone=services.zone) for each in facts]
    write_papers(papers, form, out)
