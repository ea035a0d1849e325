"""`svc-tui contract units`: the ledger of a contract's prepaid hours or visits."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svc_tui.cli.core.front import FREE, front_of, moments, say, say_notes
from svc_tui.cli.core.output import Column, Count, Csv, Json, Plain, form, print_list, print_object
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.services.contracts.ledger import Ledger
    from svc_tui.services.core.outcomes import Outcome

units = typer.Typer(
    no_args_is_help=True, help=_("Prepaid hours or visits: bought, used, corrected, expired.")
)

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=_("The contract, such as K-58."))]
Quantity = Annotated[
    str, typer.Argument(metavar="AMOUNT", help=_("Hours such as 10h, or a number of visits."))
]
Words = Annotated[list[str] | None, typer.Argument(metavar="[NOTE]...", help=_("A note for the ledger."))]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.add_typer(units, name="units")


@units.command(help=_("Show the ledger with its balance."))
def show(
    ctx: typer.Context,
    number: Number,
    as_json: Json = False,
    as_csv: Csv = False,
    plain: Plain = False,
    count: Count = False,
) -> None:
    """Show the ledger of a contract; CSV and plain lines have its entries."""
    from svc_tui.services.shapes.work import ENTRY, entry_record, ledger_record

    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    services = front_of(ctx).services(make=False)
    ledger = services.units.ledger(number)
    if how == "json":
        print_object(ledger_record(ledger), how, lambda: ())
        return
    entries = [entry_record(entry, ledger.unit_kind) for entry in ledger.entries]
    print_list(entries, ENTRY, _entries(ledger), how, when=moments(services))
    if how == "table":
        for line in _sums(ledger):
            say(line)


@units.command(help=_("Add units that were paid for."), context_settings=FREE)
def buy(ctx: typer.Context, number: Number, quantity: Quantity, note: Words = None) -> None:
    """Add units that the customer paid for."""
    _tell(front_of(ctx).services(make=False).units.buy(number, quantity, " ".join(note or ())))


@units.command(help=_("Add or take away units by hand; needs a reason."), context_settings=FREE)
def correct(
    ctx: typer.Context,
    number: Number,
    quantity: Annotated[str, typer.Argument(metavar="AMOUNT", help=_("2h or -2h, or a number of visits."))],
    why: Annotated[list[str] | None, typer.Argument(metavar="WHY...", help=_("The reason."))] = None,
) -> None:
    """Correct the balance by hand."""
    _tell(front_of(ctx).services(make=False).units.correct(number, quantity, " ".join(why or ())))


@units.command(help=_("Let what is left expire, or a part of it."), context_settings=FREE)
def expire(
    ctx: typer.Context,
    number: Number,
    quantity: Annotated[
        str | None, typer.Argument(metavar="[AMOUNT]", help=_("How much; all unless given."))
    ] = None,
    note: Words = None,
) -> None:
    """Let units expire."""
    _tell(front_of(ctx).services(make=False).units.expire(number, quantity, " ".join(note or ())))


@units.command(help=_("List labour that was billed for want of units, and whether it fits by now."))
def unaccounted(
    ctx: typer.Context,
    number: Number,
    as_json: Json = False,
    as_csv: Csv = False,
    plain: Plain = False,
    count: Count = False,
) -> None:
    """List labour that was billed because the units were used up."""
    from svc_tui.services.shapes.work import OPEN, unaccounted_record

    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    services = front_of(ctx).services(make=False)
    kind = services.units.ledger(number).unit_kind
    records = [unaccounted_record(each, kind) for each in services.units.unaccounted(number)]
    print_list(records, OPEN, _open(kind), how)


@units.command(help=_("Let such labour draw units after all: those named by ID, or all that fit."))
def attach(
    ctx: typer.Context,
    number: Number,
    line: Annotated[
        list[int] | None, typer.Argument(metavar="[ID]...", help=_("As `unaccounted` lists them."))
    ] = None,
) -> None:
    """Let work that was billed draw units after all."""
    _tell(front_of(ctx).services(make=False).units.attach(number, line or None))


def _tell(outcome: "Outcome") -> None:
    say(outcome.say(_))
    say_notes(outcome.warnings)


def _sums(ledger: "Ledger") -> Iterator[str]:
    words = _(
        "Bought {bought}, used {used}, corrected {corrected}, expired {expired}; left {left} ({percent} % used)."
    )
    sums = ledger.sums
    quantities = {"bought": sums.bought, "used": sums.drawn, "corrected": sums.corrected, "expired": sums.expired,
                  "left": sums.balance}  # fmt: skip
    yield words.format(
        **{name: ledger.shown(quantity) for name, quantity in quantities.items()}, percent=sums.percent
    )


def _entries(ledger: "Ledger") -> tuple[Column, ...]:
    from svc_tui.presentation.contracts.ledger import entry_words

    def shown(name: str, record: Any) -> str:
        seconds = record[f"{name}_s"]
        return ledger.shown(seconds if seconds is not None else record[name])

    def where(record: Any) -> str:
        return f"{record['call']}/{record['line'] or '-'}" if record["call"] is not None else ""

    return (
        Column("at", _("At")), Column("who", _("Who")),
        Column("kind", _("Entry"), lambda record: entry_words(record["kind"], record["period"])),
        Column("quantity_s", _("Amount"), partial(shown, "quantity"), right=True),
        Column("balance_s", _("Balance"), partial(shown, "balance"), right=True),
        Column("call", _("Call/line"), where), Column("note", _("Note")),
    )  # fmt: skip


def _open(kind: str | None) -> tuple[Column, ...]:
    from svc_tui.domain.contracts.ledger import shown_quantity

    def counted(record: Any) -> str:
        return shown_quantity(
            record["counted_s"] if record["counted_s"] is not None else record["counted"], kind
        )

    return (
        Column("id", _("ID"), right=True), Column("call", _("Call"), right=True), Column("line", _("Line"), right=True),
        Column("who", _("Who")), Column("counted_s", _("Counts"), counted, right=True),
        Column("fits", _("Fits")), Column("note", _("Note")),
    )  # fmt: skip
