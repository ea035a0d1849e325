"""`svc-tui equipment`: list, find, show, write down and change equipment cards, and say whether one is covered."""

import json
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svc_tui.cli.core.attachments import add_files
from svc_tui.cli.core.batch import lines_of
from svc_tui.cli.core.front import FREE, assignments, front_of, say, say_notes, tell, words_of
from svc_tui.cli.core.lists import print_found
from svc_tui.cli.core.output import (
    Column,
    Columns,
    Count,
    Csv,
    Json,
    Limit,
    Plain,
    form,
    print_list,
    print_object,
)
from svc_tui.cli.equipment import acts as equipment_acts
from svc_tui.cli.equipment import deliveries as equipment_moves
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services

app = typer.Typer(no_args_is_help=True, help=_("Equipment cards: who has which unit, and is it covered."))

Filter = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILTER]...", help=_("Filter text, such as is:uncovered calls:>=2 warranty:<30d.")
    ),
]
Cards = Annotated[
    list[str], typer.Argument(metavar="CARD...", help=_("Numbers or serials; - reads them from stdin."))
]
Top = Annotated[int, typer.Option(min=1, metavar="N", help=_("Print at most N hits."))]


@app.command(
    "list", help=_("List the cards of a filter; unknown options are filter text."), context_settings=FREE
)
def list_cards(
    ctx: typer.Context, query: Filter = None, limit: Limit = None, columns: Columns = None,
    as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:  # fmt: skip
    """List the cards of a filter; without one all cards."""
    from svc_tui.services.shapes.equipment import NAMES, records

    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    services = front_of(ctx).services()
    found = services.equipment.ids(" ".join(query or ()))
    reads = partial(records, services.equipment)
    print_found(services, found, reads, NAMES, _table, how, limit=limit, columns=columns)


@app.command(help=_("Find cards by a serial, its tail, or what somebody read off a plate."))
def find(
    ctx: typer.Context,
    text: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]...", help=_("What was typed or scanned."))
    ] = None,
    top: Top = 20,
    batch: Annotated[
        str | None, typer.Option(metavar="FILE|-", help=_("One text a line in, one JSON array a line out."))
    ] = None,
    as_json: Json = False,
    as_csv: Csv = False,
    plain: Plain = False,
    count: Count = False,
) -> None:
    """Find cards by serial, best first."""
    from svc_tui.services.shapes.equipment import FOUND, hit_record

    if (batch is None) == (not text):
        raise BadUsage(N_("Give a serial to look for, or --batch FILE with one a line."))
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    cards = front_of(ctx).services().equipment
    if batch is not None:
        for hits in cards.lookups(lines_of(batch), top):
            sys.stdout.write(json.dumps([hit_record(hit) for hit in hits], ensure_ascii=False) + "\n")
        return
    typed = " ".join(text or ())
    found = [hit_record(hit) for hit in cards.lookup(typed, top)]
    print_list(found, FOUND, _found_table(), how)
    if not found:
        say(_("No card bears {text}, nor anything like it. Fewer characters find more.").format(text=typed))


@app.command(help=_("Show cards with coverage, calls, contracts and history."))
def show(ctx: typer.Context, card: Cards, as_json: Json = False) -> None:
    """Show cards with everything that hangs on them."""
    from svc_tui.services.shapes.equipment import sheet_record

    how = form(as_json=as_json)
    services = front_of(ctx).services(make=False)
    for each in _named(card):
        record = sheet_record(services.equipment.sheet(each))
        print_object(record, how, partial(_page, services, record))


@app.command(help=_("Write a card down; prints its number."), context_settings=FREE)
def new(
    ctx: typer.Context,
    fields: Annotated[
        list[str], typer.Argument(metavar="KEY=VALUE...", help=_("Fields, such as serial=TEXT."))
    ],
    as_json: Json = False,
) -> None:
    """Write a card down: needs a customer, an item and a serial. Prints its number."""
    from svc_tui.services.shapes.equipment import sheet_record

    words, values = assignments(fields)
    if words:
        raise BadUsage(N_("{word} is no field. Write KEY=VALUE, such as serial=TEXT."), word=words[0])
    services = front_of(ctx).services()
    outcome = services.equipment.new(values)
    say(outcome.say(_))
    say_notes(outcome.warnings)
    if as_json:
        print_object(sheet_record(services.equipment.sheet(outcome.number)), "json", lambda: ())
    else:
        sys.stdout.write(outcome.number + "\n")


@app.command("set", help=_("Change fields of cards; an empty value empties one."), context_settings=FREE)
def set_fields(
    ctx: typer.Context,
    fields: Annotated[
        list[str],
        typer.Argument(metavar="CARD... KEY=VALUE...", help=_("Cards by number or serial, then fields.")),
    ],
    if_version: Annotated[
        int | None, typer.Option(metavar="V", help=_("Only where the card still has this version."))
    ] = None,
) -> None:
    """Change fields of cards. An empty value empties the field."""
    words, values = assignments(fields)
    if not values:
        raise BadUsage(N_("Say what to change: KEY=VALUE, such as status=returned."))
    services = front_of(ctx).services(make=False)
    tell(services.equipment.set(_named(words), values, if_version=if_version))


@app.command(help=_("Say whether a unit is covered, by which contract, and why not by others."))
def cover(
    ctx: typer.Context,
    serial: Annotated[list[str], typer.Argument(metavar="SERIAL", help=_("A serial, its tail, or #CARD."))],
    at: Annotated[
        str | None,
        typer.Option(metavar="INSTANT", help=_("At this moment, past or to come; now unless given.")),
    ] = None,
    as_json: Json = False,
) -> None:
    """Say whether a unit is covered at an instant."""
    from svc_tui.domain.core.moments import moment
    from svc_tui.services.shapes.equipment import coverage_record

    how = form(as_json=as_json)
    services = front_of(ctx).services(make=False)
    when = moment(at, now=services.now(), zone=services.zone, prefer="past") if at else None
    record = coverage_record(services.equipment.cover(" ".join(serial), when))
    print_object(record, how, partial(_coverage, services, record))


def _named(arguments: Iterable[str]) -> list[str]:
    found = words_of(list(arguments))
    if not found:
        raise BadUsage(
            N_("Name at least one card by its number or serial, or - to read them from standard input.")
        )
    return found


def _page(services: "Services", record: dict[str, Any]) -> Iterator[str]:
    from svc_tui.presentation.equipment import page as pages

    now, zone = services.now(), services.zone
    for line in chain(pages.head(record), pages.banner(record, now=now, zone=zone)):
        yield "".join(text for text, _role in line).rstrip()
    for title, lines in pages.sections(record, now=now, zone=zone):
        yield from ("", f"-- {title}")
        yield from ("".join(text for text, _role in line).rstrip() for line in lines)


def _coverage(services: "Services", record: dict[str, Any]) -> Iterator[str]:
    from svc_tui.presentation.equipment import page as pages

    for line in chain(pages.head(record), pages.banner(record, now=services.now(), zone=services.zone)):
        yield "".join(text for text, _role in line).rstrip()


def _table() -> tuple[Column, ...]:
    from svc_tui.presentation.core.words import REASONS, card_status_words

    def cover_words(record: Any) -> str:
        reason = record["coverage_reason"]
        return f"K-{record['contract']}" if record["covered"] else _(REASONS.get(reason, reason))

    return (
        Column("number", _("No."), right=True), Column("serial", _("Serial"), _either), Column("item", _("Item")),
        Column("customer_name", _("Customer")),
        Column("status", _("Status"), lambda record: card_status_words(record["status"])),
        Column("warranty_end", _("Warranty to")), Column("coverage_reason", _("Covered"), cover_words),
        Column("open_calls", _("Open calls"), right=True), Column("location", _("Place")),
    )  # fmt: skip


def _either(record: Any) -> str:
    return record["serial"] or record["manufacturer_serial"] or ""


def _found_table() -> tuple[Column, ...]:
    from svc_tui.presentation.core.words import card_status_words

    return (
        Column("number", _("No."), right=True), Column("serial", _("Serial")),
        Column("manufacturer_serial", _("Maker's serial")), Column("item", _("Item")),
        Column("customer", _("Customer")),
        Column("status", _("Status"), lambda record: card_status_words(record["status"])),
        Column("why", _("Why"), lambda record: ", ".join(_(word) for word in record["why"].split(", "))),
    )  # fmt: skip


add_files(app, "equipment")
equipment_acts.add_to(app)
equipment_moves.add_to(app)
