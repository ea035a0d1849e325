"""`svc-tui call`: list, show, write down and change service calls; the acts on them are in `acts`."""

import sys
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svc_tui.cli.calls import acts as call_acts
from svc_tui.cli.calls import papers as call_papers
from svc_tui.cli.calls import ties as call_ties
from svc_tui.cli.calls import work as call_work
from svc_tui.cli.core.front import FREE, assignments, front_of, numbers_of, say, say_notes, tell
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
    print_object,
)
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.services.calls.reading import CallSheet

app = typer.Typer(no_args_is_help=True, help=_("Service calls: list, show, write down, act on them."))
call_acts.add_to(app)
call_ties.add_to(app)
call_work.add_to(app)
call_papers.add_to(app)

Filter = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILTER]...", help=_("Filter text, such as queue:north -who:anna.")),
]
Fields = Annotated[list[str], typer.Argument(metavar="KEY=VALUE...", help=_("Fields, such as subject=TEXT."))]


@app.command(
    "list", help=_("List the calls of a filter; unknown options are filter text."), context_settings=FREE
)
def list_calls(
    ctx: typer.Context,
    query: Filter = None,
    limit: Limit = None,
    columns: Columns = None,
    as_json: Json = False,
    as_csv: Csv = False,
    plain: Plain = False,
    count: Count = False,
) -> None:
    """List the calls of a filter; without one all open calls. Unknown options are filter text."""
    from svc_tui.services.shapes.calls import NAMES, records

    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    services = front_of(ctx).services()
    found = services.calls.ids(" ".join(query or ()), first=limit or None)
    reads = partial(records, services.calls)
    print_found(services, found, reads, NAMES, _table, how, limit=limit, columns=columns, others=_others)


@app.command(help=_("Show calls with everything that hangs on them."))
def show(
    ctx: typer.Context,
    number: Annotated[list[str], typer.Argument(metavar="NUMBER...", help=_("The call, or several."))],
    as_json: Json = False,
) -> None:
    """Show calls with everything that hangs on them."""
    from svc_tui.cli.calls.page import page_lines

    services = front_of(ctx).services(make=False)
    how = form(as_json=as_json)
    for each in numbers_of(number):
        sheet = services.calls.sheet(each)
        print_object(_record(services, sheet), how, partial(page_lines, services, sheet))


def _record(services: "Services", sheet: "CallSheet") -> dict[str, Any]:
    from svc_tui.services.shapes.calls import sheet_record
    from svc_tui.services.shapes.proposals import line_record

    proposed = services.proposals.of_call(sheet.values.number)
    return {**sheet_record(services.calls, sheet), "to_bill": list(map(line_record, proposed.lines))}


@app.command(help=_("Write a call down; prints its number."), context_settings=FREE)
def new(ctx: typer.Context, fields: Fields, as_json: Json = False) -> None:
    """Write a call down: needs a subject, and a customer or a serial. Prints its number."""
    services = front_of(ctx).services()
    words, values = assignments(fields)
    if words:
        raise BadUsage(N_("{word} is no field. Write KEY=VALUE, such as subject=TEXT."), word=words[0])
    outcome = services.calls.new(typed(services, values)).outcomes[0]
    say(outcome.say(_))
    say_notes(outcome.warnings)
    if as_json:
        _print_one(services, outcome.number)
    else:
        sys.stdout.write(outcome.number + "\n")


@app.command("set", help=_("Change fields of calls; an empty value empties one."), context_settings=FREE)
def set_fields(
    ctx: typer.Context,
    fields: Annotated[
        list[str], typer.Argument(metavar="NUMBER... KEY=VALUE...", help=_("Calls, then fields."))
    ],
    if_version: Annotated[
        int | None, typer.Option(metavar="V", help=_("Only where the call still has this version."))
    ] = None,
) -> None:
    """Change fields of calls. An empty value empties the field."""
    services = front_of(ctx).services(make=False)
    words, values = assignments(fields)
    if not values:
        raise BadUsage(N_("Say what to change: KEY=VALUE, such as priority=high."))
    tell(services.calls.set(numbers_of(words), typed(services, values), if_version=if_version))


def typed(services: "Services", values: Mapping[str, str]) -> dict[str, Any]:
    """Instants and numbers of a call read as people type them; the rest stays text."""
    from svc_tui.domain.core.moments import moment

    found: dict[str, Any] = dict(values)
    for name in ("reported_at", "responded_at", "closed_at"):
        if found.get(name):
            found[name] = moment(found[name], now=services.now(), zone=services.zone, prefer="past")
    for name in ("assignee", "technician", "queue", "contract"):
        if found.get(name, "").lower() == "none":
            found[name] = ""
    if found.get("customer"):
        found["customer"] = _caller(services, found["customer"])
    if found.get("priority"):
        found["priority"] = call_acts.level_of(found["priority"])
    for name in ("contract", "equipment"):
        if found.get(name):
            digits = found[name].upper().removeprefix("K-")
            if not digits.isdecimal():
                message = N_("{name}: {value} is not a number.")
                raise BadUsage(message, name=name, value=found[name])
            found[name] = int(digits)
    return found


def _caller(services: "Services", text: str) -> str:
    """The code of the one customer whose name or contact has these whole words, or who has this phone number.

    The beginning of a code is no code, and a piece of a name may be anybody's.
    """
    from svc_tui.domain.core.phones import looks_like_phone
    from svc_tui.domain.core.text import fold
    from svc_tui.domain.core.words import contains_words

    found = services.customers.search(text, 2)
    if len(found) != 1 or fold(found[0].code).startswith(fold(text)):
        return text
    named = contains_words(f"{found[0].label} {found[0].hint}", text)
    return found[0].code if named or looks_like_phone(text.strip()) else text


def _print_one(services: "Services", number: str) -> None:
    print_object(_record(services, services.calls.sheet(number)), "json", lambda: ())


def _table() -> tuple[Column, ...]:
    from svc_tui.presentation.calls.columns import left_cell, priority_cell
    from svc_tui.presentation.core.words import status_words

    def left(record: Mapping[str, Any]) -> str:
        state = record["resolution_state"]
        paused = state == "paused" and record["response_state"] != "overdue"
        return left_cell(record["left_s"], paused=paused, state=state)[0]

    return (
        Column("number", _("No."), right=True),
        Column("left_s", _("Left"), left, right=True),
        Column("priority", _("P"), lambda record: priority_cell(record["priority"])[0]),
        Column("status", _("Status"), lambda record: status_words(record["status"])),
        Column("customer_name", _("Customer")),
        Column("subject", _("Subject")),
        Column("queue", _("Queue"), lambda record: record["queue"] or "-"),
        Column("assignee", _("Who"), lambda record: record["assignee"] or "-"),
    )


def _others() -> tuple[Column, ...]:
    from svc_tui.presentation.core.words import origin_words

    return (Column("origin", _("Origin"), lambda record: origin_words(record["origin"] or "")),)
