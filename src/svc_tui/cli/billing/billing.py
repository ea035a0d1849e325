"""`svc-tui billing`: lines that are approved, held and handed over as files; hand-overs taken back; closed periods."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svc_tui.cli.billing import propose
from svc_tui.cli.core.front import front_of, moments, say, tell, typed_day, words_of
from svc_tui.cli.core.output import (
    Column,
    Count,
    Csv,
    Json,
    Limit,
    Plain,
    form,
    page,
    print_list,
    print_object,
)
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.services.billing.handing import Handed, Sheet

app = typer.Typer(
    no_args_is_help=True, help=_("What is billed: approve lines, hand them over, take them back.")
)
propose.add_to(app)

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[LINE]...",
        help=_(
            "Lines by what they come from, such as work:10423/3 or fee:58/2026-07; - reads them from stdin."
        ),
    ),
]
Until = Annotated[
    str | None, typer.Option(metavar="DAY", help=_("Last day of the period; today unless given."))
]
Because = Annotated[str, typer.Option(metavar="TEXT", help=_("Why."))]


@app.command(
    help=_("Approve proposed lines, by what they come from, or all of a customer; what they cost then stays.")
)
def approve(
    ctx: typer.Context,
    source: Sources = None,
    customer: Annotated[
        str | None, typer.Option(metavar="CODE", help=_("Approve all that is proposed of this customer."))
    ] = None,
    until: Until = None,
) -> None:
    """Approve lines."""
    services = front_of(ctx).services(make=False)
    last = _day(services, until)
    if customer is not None:
        if source:
            raise BadUsage(N_("Name lines or a customer, not both."))
        tell(services.billing.approve_all(customer, last))
        return
    tell(services.billing.approve(_named(source), last))


@app.command(help=_("Hold lines that are disputed: they are not proposed until they are released."))
def hold(ctx: typer.Context, source: Sources = None, because: Because = "", until: Until = None) -> None:
    """Hold lines."""
    services = front_of(ctx).services(make=False)
    tell(services.billing.hold(_named(source), because, _day(services, until)))


@app.command(help=_("Let lines that were held or approved be proposed again."))
def release(ctx: typer.Context, source: Sources = None) -> None:
    """Release lines."""
    tell(front_of(ctx).services(make=False).billing.release(_named(source)))


@app.command(
    "hand-over",
    help=_(
        "Hand over all approved lines of a customer as a file, one for each currency; prints their numbers."
    ),
)
def hand_over(
    ctx: typer.Context,
    customer: Annotated[str, typer.Argument(metavar="CUSTOMER", help=_("Code of the customer."))],
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help=_("The file; it must not be there yet."))],
    shape: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORM",
            help=_("csv, json, b1 or ubl; the ending .csv, .json or .xml says it too."),
        ),
    ] = None,
    until: Until = None,
    day: Annotated[
        str | None, typer.Option("--date", metavar="DAY", help=_("Date of the document; today unless given."))
    ] = None,
    document: Annotated[
        str, typer.Option(metavar="NAME", help=_("What B1 makes of it: Orders or Quotations."))
    ] = "Orders",
) -> None:
    """Hand over what was approved."""
    services = front_of(ctx).services(make=False)
    handed = services.billing.hand_over(
        customer,
        to,
        _form(shape, to),
        until=_day(services, until),
        day=_day(services, day),
        document=document,
    )
    _print(handed)


def _print(handed: "Handed") -> None:
    from svc_tui.presentation.billing import lines
    from svc_tui.services.core.outcomes import worded

    for row, path in zip(handed.documents, handed.paths, strict=True):
        say(_("{total} handed over: {path}").format(total=lines.total(row), path=path))
        sys.stdout.write(f"{row.number}\n")
    for each in handed.warnings:
        say(worded(each, _))


def _form(shape: str | None, to: Path) -> str:
    from svc_tui.interchange.documents import bills

    if shape is not None:
        return shape
    found = bills.form_of_name(to.name)
    if found is None:
        raise BadUsage(N_("{name} does not say its form. Give --format csv, json, b1 or ubl."), name=to.name)
    return found


@app.command(help=_("Take hand-overs back, by number: their lines are proposed again."))
def reverse(
    ctx: typer.Context,
    number: Annotated[
        list[str],
        typer.Argument(metavar="NUMBER...", help=_("Hand-overs by number; - reads them from stdin.")),
    ],
    because: Because = "",
) -> None:
    """Take hand-overs back."""
    services = front_of(ctx).services(make=False)
    for each in words_of(number):
        row = services.billing.reverse(each, because)
        say(_("{number} taken back; its lines are proposed again").format(number=row.number))


@app.command(
    "list", help=_("List hand-overs, the newest first; of one customer, where one is named.")
)  # fmt: skip
def list_hand_overs(
    ctx: typer.Context,
    customer: Annotated[
        str | None, typer.Argument(metavar="[CUSTOMER]", help=_("Code of the customer."))
    ] = None,
    limit: Limit = None, as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False,
) -> None:  # fmt: skip
    """List hand-overs."""
    from svc_tui.services.shapes import billing as shapes

    services = front_of(ctx).services()
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    found = map(shapes.hand_over, services.billing.hand_overs(customer))
    table = (
        Column("number", _("No."), right=True), Column("day", _("Date")), Column("customer", _("Customer")),
        Column("currency", ""), Column("net", _("Net"), right=True), Column("vat", _("VAT"), right=True),
        Column("total", _("Total"), right=True), Column("format", _("Form")), Column("file_name", _("File")),
        Column("reversed_why", _("Taken back")),
    )  # fmt: skip
    print_list(found, shapes.NAMES, table, how, limit=limit, when=moments(services))


@app.command(help=_("Show hand-overs with their lines and their history."))
def show(
    ctx: typer.Context,
    number: Annotated[
        list[str],
        typer.Argument(metavar="NUMBER...", help=_("Hand-overs by number; - reads them from stdin.")),
    ],
    as_json: Json = False,
) -> None:
    """Show hand-overs."""
    from svc_tui.services.shapes import billing as shapes

    services = front_of(ctx).services(make=False)
    for each in words_of(number):
        sheet = services.billing.sheet(each)
        history = services.history.of("hand_over", str(sheet.row.number))
        print_object(shapes.sheet(sheet, history), form(as_json=as_json), partial(_page, services, sheet))


def _page(services: "Services", sheet: "Sheet") -> Iterator[str]:
    from svc_tui.presentation.billing import lines
    from svc_tui.services.shapes import billing as shapes

    values = {**shapes.hand_over(sheet.row), "at": moments(services)(sheet.row.at)}
    if sheet.row.reversed_at is not None:
        values["reversed_at"] = moments(services)(sheet.row.reversed_at)
    yield from page(values, lines.titles())
    yield ""
    yield from (lines.row(each) for each in sheet.lines)


@app.command(
    help=_(
        "Close the periods up to a day: nothing of such a date is handed over or taken back. none opens all."
    )
)
def close(
    ctx: typer.Context,
    day: Annotated[str, typer.Argument(metavar="DAY", help=_("The last closed day, or none."))],
) -> None:
    """Close periods."""
    services = front_of(ctx).services(make=False)
    last = None if day.strip().lower() == "none" else typed_day(day, services.today, "near")
    services.billing.close(last)
    if last is None:
        say(_("All periods are open"))
    else:
        say(_("Closed up to {day}").format(day=last.isoformat()))


def _named(sources: Sequence[str] | None) -> list[str]:
    found = words_of(list(sources or ()))
    if not found:
        raise BadUsage(N_("Name at least one line, such as work:10423/3."))
    return found


def _day(services: "Services", text: str | None) -> date | None:
    return None if text is None else typed_day(text, services.today, "near")
