"""`svc-tui contract list|show|new|set|copy`: contracts read, written down and changed."""

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svc_tui.cli.core.front import FREE, Front, assignments, front_of, moments, say, say_notes, tell, words_of
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
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.services.contracts.reading import ContractSheet
    from svc_tui.services.core.outcomes import Outcome

Filter = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILTER]...", help=_("Filter text, such as is:covering end:<60d owner:@me.")),
]
Numbers = Annotated[
    list[str],
    typer.Argument(metavar="NUMBER...", help=_("Contracts, such as K-58; - reads them from stdin.")),
]
Fields = Annotated[
    list[str], typer.Argument(metavar="KEY=VALUE...", help=_("Fields, such as customer=CODE."))
]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    commands = (
        (list_contracts, "list", _("List the contracts of a filter, what ends next first.")),
        (show, "show", _("Show contracts with week, units, targets, use and calls.")),
        (new, "new", _("Write a contract down, or copy it from template=NAME.")),
        (set_fields, "set", _("Change terms of contracts; an empty value empties one.")),
        (
            copy,
            "copy",
            _("Copy a contract into a new draft; prints its number."),
        ),
    )
    for command, name, text in commands:
        app.command(name, help=text, context_settings=FREE)(command)


def list_contracts(
    ctx: typer.Context, query: Filter = None, limit: Limit = None, columns: Columns = None,
    as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:  # fmt: skip
    """List the contracts of a filter, what ends next first."""
    from svc_tui.services.shapes.contracts import NAMES, records

    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    services = front_of(ctx).services()
    text = " ".join(query or ())
    for warning in services.contracts.ids(text, first=1).query.warnings:
        say(warning.text(_))
    found = records(services.contracts.all_rows(text, limit))
    print_list(found, NAMES, _table(), how, columns=columns, when=moments(services))


def show(ctx: typer.Context, number: Numbers, as_json: Json = False) -> None:
    """Show contracts with everything that hangs on them."""
    from svc_tui.services.shapes.contracts import sheet_record
    from svc_tui.services.sla.question import known_number

    how = form(as_json=as_json)
    front = front_of(ctx)
    services = front.services(make=False)
    for each in named(number):
        sheet = services.contracts.sheet(known_number(each))
        record = sheet_record(sheet)
        print_object(record, how, partial(_page, front, services, sheet, record))


def new(ctx: typer.Context, fields: Fields, as_json: Json = False) -> None:
    """Write a contract down: needs a customer, an end and a resolution target, or a template that has them."""
    words, values = assignments(fields)
    if words:
        raise BadUsage(N_("{word} is no field. Write KEY=VALUE, such as customer=CODE."), word=words[0])
    services = front_of(ctx).services()
    _tell_new(services, services.contracts.new(values), as_json)


def set_fields(
    ctx: typer.Context,
    fields: Annotated[
        list[str], typer.Argument(metavar="NUMBER... KEY=VALUE...", help=_("Contracts, then fields."))
    ],
    if_version: Annotated[
        int | None, typer.Option(metavar="V", help=_("Only where the contract still has this version."))
    ] = None,
) -> None:
    """Change terms. Targets of a priority are written as high=2h/8h."""
    words, values = assignments(fields)
    if not values:
        raise BadUsage(N_("Say what to change: KEY=VALUE, such as end=2027-12-31."))
    tell(front_of(ctx).services(make=False).contracts.set(named(words), values, if_version=if_version))


def copy(ctx: typer.Context, fields: Annotated[
    list[str], typer.Argument(metavar="NUMBER [KEY=VALUE]...", help=_("The contract, then what differs."))
], as_json: Json = False) -> None:  # fmt: skip
    """Copy a contract: terms, targets and lines; it begins today unless dates are given."""
    words, values = assignments(fields)
    if len(words) != 1:
        raise BadUsage(N_("Name the one contract to copy, such as K-58."))
    services = front_of(ctx).services(make=False)
    _tell_new(services, services.contracts.copy(words[0], values), as_json)


def named(arguments: Sequence[str]) -> list[str]:
    """Contracts of the arguments, at least one."""
    found = words_of(arguments)
    if not found:
        raise BadUsage(N_("Name at least one contract, such as K-58, or - to read them from standard input."))
    return found


def _tell_new(services: "Services", outcome: "Outcome", as_json: bool) -> None:
    from svc_tui.services.shapes.contracts import sheet_record

    say(outcome.say(_))
    say_notes(outcome.warnings)
    if as_json:
        print_object(sheet_record(services.contracts.sheet(int(outcome.number))), "json", lambda: ())
    else:
        sys.stdout.write(outcome.number + "\n")


def _page(
    front: Front, services: "Services", sheet: "ContractSheet", record: dict[str, Any]
) -> Iterator[str]:
    from svc_tui.presentation.contracts import page as pages

    for line in chain(pages.head(record), pages.banner(record)):
        yield "".join(text for text, _role in line).rstrip()
    shown = pages.sections(
        record, coverage=sheet.coverage, closed=sheet.holidays, now=services.now(), zone=services.zone,
        ascii=front.plain_glyphs,
    )  # fmt: skip
    for title, lines in shown:
        yield from ("", f"-- {title}")
        yield from ("".join(text for text, _role in line).rstrip() for line in lines)


def _table() -> tuple[Column, ...]:
    from svc_tui.presentation.contracts import words

    return (
        Column("number", _("No."), lambda record: f"K-{record['number']}"),
        Column("customer_name", _("Customer")), Column("description", _("Title")),
        Column("type", _("Type"), lambda record: words.type_words(record["type"])),
        Column("status", _("Status"), lambda record: words.state(record)[0]),
        Column("end", _("To"), lambda record: str(record["effective_end"] or "")),
        Column("left_days", _("Left"), lambda record: words.left_words(record["left_days"]), right=True),
        Column("lines", _("Units"), lambda record: str(len(record["lines"]) or ""), right=True),
        Column("used", _("Prepaid"), words.units_words), Column("owner", _("Owner")),
    )  # fmt: skip
