"""`svc-tui price`: what things cost, in which list, from when; price lists, value added tax, kinds of hours."""

import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from svc_tui.cli.core.front import FREE, assignments, front_of, moments, say, say_notes, typed_day
from svc_tui.cli.core.nouns import Filter, IfVersion, Noun, add_to, say_saved, yes_no
from svc_tui.cli.core.output import (
    Column,
    Columns,
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

app = typer.Typer(no_args_is_help=True, help=_("Prices: what things cost, in which list, from when."))
book = typer.Typer(no_args_is_help=True, help=_("The price lists themselves, each in one currency."))
vat = typer.Typer(
    no_args_is_help=True, help=_("Value added tax: percents and the days from which they hold.")
)
hours = typer.Typer(no_args_is_help=True, help=_("Kinds of hours of labour: day, night, holiday."))

Number = Annotated[str, typer.Argument(metavar="PRICE", help=_("Number of the price."))]
PriceList = Annotated[str, typer.Argument(metavar="LIST", help=_("Code of the price list."))]
What = Annotated[
    str,
    typer.Argument(metavar="WHAT", help=_("Code of an item, labour, labour:KIND, travel, km or call-out.")),
]
Customer = Annotated[
    str | None, typer.Option(metavar="CODE", help=_("The customer whose own price it is; else everybody's."))
]


@app.command(
    "list", help=_("List the prices of a filter, without one those that are not over."), context_settings=FREE
)
def list_prices(
    ctx: typer.Context, query: Filter = None, limit: Limit = None, columns: Columns = None,
    as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:  # fmt: skip
    """List the prices of a filter."""
    from svc_tui.services.shapes.prices import NAMES, price_record

    services = front_of(ctx).services()
    found = services.prices.matching(" ".join(query or ()), limit)
    for warning in found.query.warnings:
        say(warning.text(_))
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    print_list(map(price_record, found.rows), NAMES, _table(), how, columns=columns, when=moments(services))


def _table() -> tuple[Column, ...]:
    return (
        Column("number", _("No."), right=True), Column("price_list", _("List")), Column("what", _("What")),
        Column("customer", _("Customer")), Column("amount", _("Amount"), right=True), Column("currency", _("Currency")),
        Column("unit", _("Unit")), Column("valid_from", _("From")), Column("valid_until", _("Until")),
        Column("discount", _("Discount %"), right=True), Column("minimum", _("At least"), right=True),
        Column("step", _("Step"), right=True),
    )  # fmt: skip


@app.command(
    "set",
    help=_(
        "Say what something costs, from a day on; what held until then ends the day before. Prints its number."
    ),
)
def set_price(
    ctx: typer.Context,
    price_list: PriceList,
    what: What,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help=_("Of one unit, without tax."))],
    start: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="DAY",
            help=_("First day of work it is for; else since ever, or from today where there is one already."),
        ),
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help=_("Last day."))] = None,
    customer: Customer = None,
    unit: Annotated[str | None, typer.Option(metavar="UNIT", help=_("h, km, piece or visit."))] = None,
    discount: Annotated[str | None, typer.Option(metavar="PERCENT", help=_("Discount."))] = None,
    minimum: Annotated[
        str | None, typer.Option(metavar="N", help=_("The least that is charged: 30m, or a number."))
    ] = None,
    step: Annotated[
        str | None, typer.Option(metavar="N", help=_("Charged per started step: 15m, or a number."))
    ] = None,
) -> None:  # fmt: skip
    """Set a price."""
    given = {
        "valid_from": start, "valid_until": until, "customer": customer, "unit": unit, "discount": discount,
        "minimum": minimum, "step": step,
    }  # fmt: skip
    values = {name: value for name, value in given.items() if value is not None}
    saved = front_of(ctx).services(make=False).prices.set(price_list, what, amount, values)
    say_notes(saved.warnings)
    sys.stdout.write(f"{saved.record.number}\n")


@app.command(
    "change",
    help=_("Correct a price as it stands: amount, days, discount, minimum, step."),
    context_settings=FREE,
)
def change(
    ctx: typer.Context,
    number: Number,
    fields: Annotated[
        list[str], typer.Argument(metavar="KEY=VALUE...", help=_("Fields, such as amount=95."))
    ],
    if_version: IfVersion = None,
) -> None:
    """Correct a price."""
    words, values = assignments(fields)
    if words or not values:
        raise BadUsage(N_("Say what to change: KEY=VALUE, such as amount=95."))
    saved = front_of(ctx).services(make=False).prices.change(number, values, if_version)
    say_saved(str(saved.record.number), saved.changed)


@app.command("end", help=_("Let a price hold until a day and no longer."))
def end(
    ctx: typer.Context,
    number: Number,
    on: Annotated[
        str | None, typer.Option(metavar="DAY", help=_("Its last day; today where none is said."))
    ] = None,
) -> None:
    """End a price."""
    services = front_of(ctx).services(make=False)
    row = services.prices.end(number, typed_day(on, services.today, "near") if on else services.today)
    say(_("Price {number} ends on {last}.").format(number=row.number, last=row.valid_until))


@app.command("remove", help=_("Take away a price that was never meant."))
def remove(ctx: typer.Context, number: Number) -> None:
    """Take a price away."""
    front_of(ctx).services(make=False).prices.remove(number)
    say(_("Price {number} taken away").format(number=number))


@app.command(
    "show", help=_("Say which price holds for a customer on a day, and why; exit 1 where none does.")
)
def show(
    ctx: typer.Context,
    what: What,
    customer: Annotated[str, typer.Option(metavar="CODE", help=_("Who pays."))],
    contract: Annotated[str, typer.Option(metavar="K-N", help=_("Contract under which it was done."))] = "",
    on: Annotated[str | None, typer.Option(metavar="DAY", help=_("Day of the work; else today."))] = None,
    as_json: Json = False,
) -> None:
    """Which price holds."""
    from svc_tui.services.shapes.prices import holding_record

    services = front_of(ctx).services(make=False)
    held = services.prices.holding(
        what, customer, contract, typed_day(on, services.today, "near") if on else None
    )
    record = holding_record(held)
    titles = {
        "what": _("What"), "customer": _("Customer"), "contract": _("Contract"), "day": _("Day"),
        "amount": _("Amount"), "currency": _("Currency"), "unit": _("Unit"), "discount": _("Discount %"),
        "vat": _("VAT %"), "price_list": _("List"), "number": _("Price"), "factor": _("Factor"), "why": _("Why"),
    }  # fmt: skip
    values = held.found.why.values
    record["why"] = _(held.found.why.text).format(**values) if not as_json else record["why"]
    print_object(record, form(as_json=as_json), partial(page, record, titles))
    if record["amount"] is None:
        raise typer.Exit(1)


@app.command("import", help=_("Read prices from a CSV by a mapping, or from our own lines."))
def import_prices(
    ctx: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help=_("Files: CSV, JSON Lines; .gz too."))
    ],
    map_: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", help=_("How the columns of a CSV are read."))
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Say what would happen and keep nothing."))
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help=_("Keep nothing if any row is rejected."))] = False,
) -> None:
    """The same path as `import`, for prices."""
    from svc_tui.cli.store.import_ import import_

    import_(ctx, paths, dry_run=dry_run, strict=strict, kind="price", map_=map_)


def _plain(names: tuple[str, ...]) -> Any:
    def record(row: Any) -> dict[str, Any]:
        values = asdict(row)
        return {name: values[name] for name in names}

    return record


_LISTS = ("code", "name", "currency", "valid_from", "valid_until", "active", "version")
_VATS = ("code", "name", "category", "rates", "active", "version")
_HOURS = ("code", "name", "hours", "factor", "position", "active", "version")

add_to(
    book,
    Noun(
        "price_lists", _LISTS,
        lambda: (
            Column("code", _("Code")), Column("name", _("Name")), Column("currency", _("Currency")),
            Column("valid_from", _("From")), Column("valid_until", _("Until")),
            Column("active", _("Active"), yes_no("active")),
        ),
        _plain(_LISTS),
        (_("List the price lists of a filter."), _("Show price lists."),
         _("Write a price list down; prints its code. Such as: BASE currency=EUR."),
         _("Change fields of price lists.")),
    ),
)  # fmt: skip
add_to(
    vat,
    Noun(
        "vats", _VATS,
        lambda: (
            Column("code", _("Code")), Column("name", _("Name")), Column("category", _("Category")),
            Column("rates", _("Percents")), Column("active", _("Active"), yes_no("active")),
        ),
        _plain(_VATS),
        (_("List the value added taxes of a filter."), _("Show value added taxes."),
         _("Write a value added tax down; prints its code. Such as: STD rates='22 from 2013-10-01; 21'."),
         _("Change fields of value added taxes.")),
    ),
)  # fmt: skip
add_to(
    hours,
    Noun(
        "labour_rates", _HOURS,
        lambda: (
            Column("code", _("Code")), Column("name", _("Name")), Column("hours", _("When")),
            Column("factor", _("Factor"), right=True), Column("position", _("Position"), right=True),
            Column("active", _("Active"), yes_no("active")),
        ),
        _plain(_HOURS),
        (_("List the kinds of hours of a filter."), _("Show kinds of hours."),
         _("Write a kind of hours down; prints its code. Such as: night hours='Mo-Su 22:00-06:00' factor=1.5."),
         _("Change fields of kinds of hours.")),
    ),
)  # fmt: skip
app.add_typer(book, name="book")
app.add_typer(vat, name="vat")
app.add_typer(hours, name="hours")
