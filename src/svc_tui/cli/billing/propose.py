"""`svc-tui billing propose`: what customers are to pay, line by line, before anybody approves it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svc_tui.cli.core.front import front_of, say, say_notes, typed_day
from svc_tui.cli.core.output import Column, Columns, Count, Csv, Json, Limit, Plain, form, print_list
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.services.billing.proposal import Proposal


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(help=_("List what customers are to pay and nobody billed yet, each line with its reason."))(
        propose
    )


def propose(
    ctx: typer.Context,
    customer: Annotated[
        str | None, typer.Argument(metavar="[CUSTOMER]", help=_("Code of the customer; all unless given."))
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DAY", help=_("Last day of the period; today unless given."))
    ] = None,
    call: Annotated[
        str | None, typer.Option(metavar="NUMBER", help=_("Only the work of this call, whatever its day."))
    ] = None,
    limit: Limit = None,
    columns: Columns = None,
    as_json: Json = False,
    as_csv: Csv = False,
    plain: Plain = False,
    count: Count = False,
) -> None:
    """List what is to be billed; nothing is written."""
    from svc_tui.services.shapes.proposals import LINE, line_record

    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    services = front_of(ctx).services()
    if call is not None and (customer or until):
        raise BadUsage(N_("A call names its customer and has no period: leave CUSTOMER and --until out."))
    if call is not None:
        found = services.proposals.of_call(services.calls.find(call))
    else:
        found = services.proposals.propose(
            customer, typed_day(until, services.today, "near") if until else None
        )
    print_list(map(line_record, found.lines), LINE, _table(), how, limit=limit, columns=columns)
    if how == "table":
        for line in _sums(found):
            say(line)
        say_notes(found.told)


def _table() -> tuple[Column, ...]:
    from svc_tui.presentation.billing.proposal import kind_words

    def price(record: Any) -> str:
        return str(record["price"]) if record["net"] is not None else "?"

    def net(record: Any) -> str:
        return f"{record['net']} {record['currency']}" if record["net"] is not None else _("no price")

    return (
        Column("day", _("Date")), Column("source", _("Line")), Column("customer", _("Customer")),
        Column("kind", _("Kind"), lambda record: kind_words(record["kind"])),
        Column("text", _("Text")), Column("quantity", _("Quantity"), right=True), Column("unit", ""),
        Column("price", _("Price"), price, right=True), Column("net", _("Net"), net, right=True),
        Column("reason", _("Why")),
    )  # fmt: skip


def _sums(found: "Proposal") -> Iterator[str]:
    from svc_tui.language import ngettext

    for currency, net in found.sums.items():
        yield _("To bill up to {until}: {net} {currency}").format(
            until=found.until.isoformat(), net=f"{net:f}", currency=currency
        )
    if found.unpriced:
        many = len(found.unpriced)
        text = ngettext(
            "{count} line has no price and is in no sum.",
            "{count} lines have no price and are in no sum.",
            many,
        )
        yield text.format(count=many)
