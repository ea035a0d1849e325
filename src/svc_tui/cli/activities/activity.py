"""`svc-tui activity`: what is said and to be done with customers: list, show, write down, change, do, follow up."""

import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from svc_tui.cli.core.attachments import add_files
from svc_tui.cli.core.front import FREE, assignments, front_of, moments, say, say_notes, tell, words_of
from svc_tui.cli.core.lists import print_found
from svc_tui.cli.core.output import (
    Column,
    Columns,
    Count,
    Csv,
    Json,
    Limit,
    Plain,
    Record,
    form,
    page,
    print_object,
)
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.services.activities.edit import Written
    from svc_tui.services.activities.lists import ActivitySheet

app = typer.Typer(no_args_is_help=True, help=_("Activities: what is said and to be done with customers."))

Filter = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILTER]...", help=_("Filter text, such as is:overdue who:@me customer:CODE.")),
]
Numbers = Annotated[
    list[str], typer.Argument(metavar="NUMBER...", help=_("Activities; - reads them from stdin."))
]
Fields = Annotated[
    list[str] | None,
    typer.Argument(metavar="[KEY=VALUE]...", help=_("Fields, such as subject=TEXT starts_at='fri 10'.")),
]
This = Annotated[bool, typer.Option("--this", help=_("Of one that comes back: this one alone."))]
Later = Annotated[bool, typer.Option("--later", help=_("Of one that comes back: it and those to come."))]
Scope = Literal["this", "later"]


@app.command(
    "list", help=_("List the activities of a filter, without one those to do; unknown options are filter text."),
    context_settings=FREE,
)  # fmt: skip
def list_activities(
    ctx: typer.Context, query: Filter = None, limit: Limit = None, columns: Columns = None,
    as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:  # fmt: skip
    """List the activities of a filter."""
    from svc_tui.services.shapes.activities import NAMES, records

    services = front_of(ctx).services()
    found = services.activities.ids(" ".join(query or ()))
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    reads, table = partial(records, services.activities), partial(_table, services)
    print_found(services, found, reads, NAMES, table, how, limit=limit, columns=columns)


@app.command(help=_("Show activities with what they follow, files and history."))
def show(ctx: typer.Context, number: Numbers, as_json: Json = False) -> None:
    """Show activities."""
    from svc_tui.services.shapes.activities import sheet_record

    services = front_of(ctx).services(make=False)
    for each in words_of(number):
        sheet = services.activities.sheet(each)
        print_object(sheet_record(sheet), form(as_json=as_json), partial(_page, services, sheet))


@app.command(
    help=_("Write an activity down; prints its number. A phone call, meeting or note is taken as done, unless its "
           "time is to come or closed=no."),
    context_settings=FREE,
)  # fmt: skip
def new(ctx: typer.Context, fields: Fields = None, as_json: Json = False) -> None:
    """Write an activity down."""
    words, values = assignments(fields or ())
    if words:
        raise BadUsage(N_("{word} is no field. Write KEY=VALUE, such as subject=TEXT."), word=words[0])
    services = front_of(ctx).services()
    _tell(services, services.activities.new(values), as_json)


@app.command(
    help=_("Write down what follows from an activity: it points back and has its customer, call and person. Prints "
           "its number."),
    context_settings=FREE,
)  # fmt: skip
def follow(
    ctx: typer.Context,
    fields: Annotated[
        list[str],
        typer.Argument(
            metavar="NUMBER [KEY=VALUE]...", help=_("The activity, then what is other than in it.")
        ),
    ],
    as_json: Json = False,
) -> None:
    """Write a follow-up down."""
    words, values = assignments(fields)
    if len(words) != 1:
        raise BadUsage(N_("Name one activity, then KEY=VALUE, such as: 12 starts_at=tomorrow."))
    services = front_of(ctx).services(make=False)
    _tell(services, services.activities.follow_up(words[0], values), as_json)


@app.command(
    "set", help=_("Change fields of activities; an empty value empties one, an empty recurrence ends its series."),
    context_settings=FREE,
)  # fmt: skip
def set_fields(
    ctx: typer.Context,
    fields: Annotated[
        list[str], typer.Argument(metavar="NUMBER... KEY=VALUE...", help=_("Activities, then fields."))
    ],
    this: This = False,
    later: Later = False,
    if_version: Annotated[
        int | None, typer.Option(metavar="V", help=_("Only where it still has this version."))
    ] = None,
) -> None:
    """Change fields of activities."""
    words, values = assignments(fields)
    if not values:
        raise BadUsage(N_("Say what to change: KEY=VALUE, such as subject=TEXT."))
    activities = front_of(ctx).services(make=False).activities
    tell(activities.set(_named(words), values, scope=_scope(this, later), if_version=if_version))


@app.command(help=_("Say that activities are done; of one that comes back the next is made."))
def done(
    ctx: typer.Context,
    number: Numbers,
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help=_("When it happened, where that was earlier."))
    ] = None,
) -> None:
    """Close activities."""
    from svc_tui.domain.core.moments import moment

    services = front_of(ctx).services(make=False)
    when = moment(at, now=services.now(), zone=services.zone, prefer="past") if at else None
    tell(services.activities.done(_named(number), when))


@app.command(help=_("Open activities again, so that they can be changed."))
def reopen(ctx: typer.Context, number: Numbers) -> None:
    """Open activities again."""
    tell(front_of(ctx).services(make=False).activities.reopen(_named(number)))


@app.command(
    help=_("Remove activities that are to do; of one that comes back --this leaves one out, --later ends it.")
)
def delete(ctx: typer.Context, number: Numbers, this: This = False, later: Later = False) -> None:
    """Remove activities."""
    tell(front_of(ctx).services(make=False).activities.delete(_named(number), _scope(this, later)))


add_files(app, "activity")


def _tell(services: "Services", written: "Written", as_json: bool) -> None:
    from svc_tui.services.shapes.activities import sheet_record

    say(_(written.note.text).format(**written.note.values))
    say_notes(written.warnings)
    if as_json:
        print_object(sheet_record(services.activities.sheet(written.number)), "json", lambda: ())
    else:
        sys.stdout.write(f"{written.number}\n")


def _named(arguments: list[str]) -> list[str]:
    found = words_of(arguments)
    if not found:
        raise BadUsage(N_("Name at least one activity by its number, or - to read them from standard input."))
    return found


def _scope(this: bool, later: bool) -> Scope | None:
    if this and later:
        raise BadUsage(N_("Choose one of --this and --later."))
    return "this" if this else "later" if later else None


def _table(services: "Services") -> tuple[Column, ...]:
    from svc_tui.presentation.activities import lines

    now, when = services.now(), moments(services)

    def at(record: Record) -> str:
        found = record["starts_at"] or record["closed_at"] or record["created_at"]
        return when(found) if found is not None else ""

    def state(record: Record) -> str:
        return lines.done_words(record["closed"], record["ends_at"] or record["starts_at"], now)

    return (
        Column("number", _("No."), right=True), Column("starts_at", _("When"), at),
        Column("kind", _("Kind"), lambda record: lines.kind_words(record["kind"])),
        Column("closed", _("Status"), state),
        Column("who", _("Who")), Column("call", _("Call"), right=True), Column("customer_name", _("Customer")),
        Column("subject", _("Subject")),
    )  # fmt: skip


def _page(services: "Services", sheet: "ActivitySheet") -> Iterator[str]:
    from svc_tui.presentation.activities import lines

    row, now, zone = sheet.row, services.now(), services.zone
    when = moments(services)
    named = lines.titles()
    contract = f"K-{row.contract}" if row.contract is not None else None
    values: dict[str, Any] = {
        "number": row.number, "kind": lines.kind_words(row.kind), "state": lines.state_words(row, now),
        "subject": row.subject, "call": row.call, "contract": contract,
        "customer": " ".join(filter(None, (row.customer, row.customer_name))),
    }  # fmt: skip
    for name in (
        "equipment",
        "opportunity",
        "type",
        "topic",
        "priority",
        "who",
        "contact",
        "phone",
        "follows",
    ):
        values[name] = getattr(row, name)
    for name in ("starts_at", "ends_at", "remind_at", "closed_at", "created_at"):
        at = getattr(row, name)
        values[name] = when(at) if at is not None else None
    values["recurrence"] = lines.back_words(row.recurrence)
    values["ahead"] = lines.ahead_words(sheet.ahead, zone, now)
    yield from page({name: values[name] for name in named if name in values}, named)
    if row.notes.strip() and row.notes.strip() != row.subject:
        yield from ("", f"-- {named['notes']}", *row.notes.splitlines())
    for each in sheet.links:
        state = lines.done_words(each.closed, None, now)
        yield f"{each.number}  {lines.kind_words(each.kind)}  {state}  {each.subject}"
    for file in sheet.attachments:
        yield f"{file.id}  {file.name}  {file.size}"
