"""`svc-tui equipment`: what happens to units: owner, loan, exchange, lab, return, parts, counters, deletion."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svc_tui.cli.core.front import front_of, say_notes, tell, tell_number, words_of
from svc_tui.cli.core.output import Json, form, print_object
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.services.equipment.moves import TreeCard
    from svc_tui.services.equipment.service import EquipmentCards

Card = Annotated[str, typer.Argument(metavar="CARD", help=_("A number, or a serial in full."))]
Cards = Annotated[
    list[str],
    typer.Argument(metavar="CARD...", help=_("Numbers or serials in full; - reads them from stdin.")),
]
Note = Annotated[str, typer.Option(metavar="TEXT", help=_("Kept with the movement."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Say what would happen and keep nothing."))]


def add_to(app: typer.Typer) -> None:
    """Register the commands with those of equipment."""
    app.command(help=_("Let a unit pass to another customer, with all that this asks for."))(owner)
    app.command(help=_("Lend a unit in place of a broken one; prints its card."))(loan)
    app.command("loan-back", help=_("Let lent units come back."))(loan_back)
    app.command(help=_("Exchange a broken unit for another; prints the card of the new one."))(exchange)
    app.command(help=_("Take units into the repair lab."))(lab)
    app.command(help=_("Bring units back from the repair lab."))(back)
    app.command("return", help=_("Take units back from their customers."))(return_)
    app.command(help=_("Make a unit a part of another, or of none."))(parent)
    app.command(help=_("Print the whole a unit belongs to, with all its parts."))(tree)
    app.command(help=_("Write down what a counter of a unit shows."))(meter)
    app.command(help=_("List units on a contract."))(join)
    app.command(help=_("Delete cards that nothing hangs on."))(delete)


def _cards(ctx: typer.Context) -> "EquipmentCards":
    return front_of(ctx).services(make=False).equipment


def _named(arguments: list[str]) -> list[str]:
    found = words_of(arguments)
    if not found:
        raise BadUsage(
            N_("Name at least one card by its number or serial, or - to read them from standard input.")
        )
    return found


def owner(
    ctx: typer.Context,
    card: Card,
    customer: Annotated[str, typer.Argument(metavar="CUSTOMER", help=_("Code of the new owner."))],
    close: Annotated[
        str | None, typer.Option(metavar="TEXT", help=_("Close open calls with this resolution."))
    ] = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Let a unit pass to another customer. Prints the card that it has there."""
    how = form(as_json=as_json)
    cards = _cards(ctx)
    if not dry_run:
        tell_number(cards.change_owner(card, customer, close))
        return
    plan = cards.owner_plan(card, customer)
    steps = [_(step.text).format(**step.values) for step in plan.steps]
    record = {
        "card": plan.card, "customer": plan.customer, "plain": plan.plain, "steps": steps,
        "open_calls": list(plan.open_calls), "warnings": [_(each.text).format(**each.values) for each in plan.warnings],
    }  # fmt: skip
    print_object(record, how, lambda: steps)
    if how != "json":
        say_notes(plan.warnings)


def loan(
    ctx: typer.Context,
    loaner: Annotated[str, typer.Argument(metavar="LOANER", help=_("The card of the unit that is lent."))],
    for_: Annotated[str, typer.Option("--for", metavar="CARD", help=_("The card of the broken unit."))],
    due: Annotated[
        str | None, typer.Option(metavar="DATE", help=_("The day it is expected back: 2026-12-31, fri, +2w."))
    ] = None,
    stays: Annotated[bool, typer.Option("--stays", help=_("The broken unit stays where it is."))] = False,
    note: Note = "",
) -> None:
    """Lend a unit in place of a broken one, which goes into the lab."""
    services = front_of(ctx).services(make=False)
    from svc_tui.domain.core.days import read_day

    day = read_day(due, today=services.today) if due else None
    tell_number(services.equipment.loan(loaner, for_, day, stays=stays, note_text=note))


def loan_back(
    ctx: typer.Context,
    loaner: Cards,
    to: Annotated[
        str, typer.Option(metavar="STATUS", help=_("Where it goes: returned or in_lab."))
    ] = "returned",
    unit_back: Annotated[
        bool, typer.Option("--unit-back", help=_("The unit it stood in for comes back from the lab."))
    ] = False,
    note: Note = "",
) -> None:
    """Let lent units come back; both cards forget each other."""
    tell(_cards(ctx).loan_back(_named(loaner), to=to, unit_back=unit_back, note_text=note))


def exchange(
    ctx: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help=_("The card of the broken unit."))],
    new: Annotated[
        str, typer.Argument(metavar="NEW", help=_("The card of the new one, or with --new its serial."))
    ],
    to: Annotated[
        str, typer.Option(metavar="STATUS", help=_("What the old one becomes: returned, in_lab, terminated."))
    ] = "returned",
    make: Annotated[bool, typer.Option("--new", help=_("Write a card down for the new serial."))] = False,
    note: Note = "",
) -> None:
    """Exchange a broken unit for another: contract lines and the rest of the warranty go on with the new one."""
    tell_number(_cards(ctx).exchange(old, new, to=to, make=make, note_text=note))


def lab(ctx: typer.Context, card: Cards, note: Note = "") -> None:
    """Take units into the repair lab."""
    tell(_cards(ctx).lab(_named(card), note_text=note))


def back(ctx: typer.Context, card: Cards, note: Note = "") -> None:
    """Bring units back from the repair lab to their customers."""
    tell(_cards(ctx).back(_named(card), note_text=note))


def return_(
    ctx: typer.Context,
    card: Cards,
    document: Annotated[str, typer.Option(metavar="NUMBER", help=_("Number of the return."))] = "",
    note: Note = "",
) -> None:
    """Take units back from their customers."""
    tell(_cards(ctx).take_back(_named(card), document=document, note_text=note))


def parent(
    ctx: typer.Context,
    card: Annotated[
        list[str], typer.Argument(metavar="CARD... PARENT", help=_("The parts, then the whole, or none."))
    ],
) -> None:
    """Make units parts of another, or with `none` of nothing. A part stands where its whole stands."""
    words = list(card)
    if len(words) < 2:
        raise BadUsage(N_("Name the parts first, then the card they are parts of, or none."))
    whole = words.pop()
    tell(_cards(ctx).set_parent(_named(words), None if whole.strip().lower() in ("none", "-") else whole))


def tree(ctx: typer.Context, card: Card, as_json: Json = False) -> None:
    """Print the whole that a unit belongs to, with all its parts below it."""
    how = form(as_json=as_json)
    found = _cards(ctx).tree(card)
    if how == "json":
        print_object(_nested(list(found), 0)[0], how, lambda: ())
        return
    print_object({}, how, partial(_branches, found))


def _nested(cards: "list[TreeCard]", depth: int) -> list[dict[str, Any]]:
    """The cards of one depth, each with its parts; they are taken off the list."""
    found: list[dict[str, Any]] = []
    while cards and cards[0].depth == depth:
        one = cards.pop(0)
        names = ("number", "serial", "manufacturer_serial", "item", "customer", "status", "parent")
        found.append({**{name: getattr(one, name) for name in names}, "parts": _nested(cards, depth + 1)})
    return found


def _branches(cards: "tuple[TreeCard, ...]") -> Iterator[str]:
    from svc_tui.presentation.core.words import card_status_words

    for one in cards:
        serial = one.serial or one.manufacturer_serial or "-"
        state = card_status_words(one.status)
        yield f"{'  ' * one.depth}{one.number}  {serial}  {one.item}  {one.customer}  {state}"


def meter(
    ctx: typer.Context,
    card: Card,
    value: Annotated[str, typer.Argument(metavar="VALUE", help=_("What it shows, such as 1520.5."))],
    replaced: Annotated[bool, typer.Option("--replaced", help=_("A new counter begins with it."))] = False,
    name: Annotated[
        str, typer.Option(metavar="NAME", help=_("Which counter, where there are several."))
    ] = "",
    at: Annotated[
        str | None, typer.Option(metavar="INSTANT", help=_("When it was read; now unless given."))
    ] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help=_("Kept with the reading."))] = "",
) -> None:
    """Write down what a counter of a unit shows. Less than before is refused unless the counter was replaced."""
    from svc_tui.domain.core.moments import moment

    services = front_of(ctx).services(make=False)
    when = moment(at, now=services.now(), zone=services.zone, prefer="past") if at else None
    cards = services.equipment
    tell(cards.meter(card, value, replaced=replaced, meter=name, at=when, note_text=note))


def join(
    ctx: typer.Context,
    contract: Annotated[str, typer.Argument(metavar="CONTRACT", help=_("A contract, such as K-58."))],
    card: Cards,
) -> None:
    """List units on a contract of their customer."""
    tell(front_of(ctx).services(make=False).contracts.add_cards(contract, _named(card)))


def delete(ctx: typer.Context, card: Cards) -> None:
    """Delete cards that came with no document, have no calls and are on no valid contract."""
    tell(_cards(ctx).delete(_named(card)))
