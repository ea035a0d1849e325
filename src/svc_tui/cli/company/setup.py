"""`svc-tui setup`: the company's settings, the six set-up lists, closed dates."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Annotated, Any

import typer

from svc_tui.cli.core.front import FREE, assignments, front_of, say, say_notes, typed_day
from svc_tui.cli.core.nouns import IfVersion, say_saved, yes_no
from svc_tui.cli.core.output import Column, Count, Csv, Json, Plain, form, page, print_list, print_object
from svc_tui.domain.sla.closures import closures_of
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _, ngettext, number

app = typer.Typer(no_args_is_help=True, help=_("Company settings, lists and closed dates."))
ENTRY = ("list", "name", "number", "description", "status_class", "pauses_clock", "active", "locked", "position",
         "version")  # fmt: skip
ListName = Annotated[
    str, typer.Argument(metavar="LIST", help=_("status, origin, type, problem, subtype or solution_status."))
]
EntryName = Annotated[str, typer.Argument(metavar="NAME", help=_("The value."))]
Fields = Annotated[list[str] | None, typer.Argument(metavar="KEY=VALUE...", help=_("What to set."))]


@app.command("show", help=_("Show the company's settings."))
def show(ctx: typer.Context, as_json: Json = False) -> None:
    """Show the settings."""
    record = front_of(ctx).services(make=False).settings.values()
    print_object(record, form(as_json=as_json), lambda: page(record))


@app.command("set", help=_("Change settings of the company; due dates follow."), context_settings=FREE)
def set_settings(ctx: typer.Context, fields: Fields = None) -> None:
    """Change settings."""
    words, values = assignments(fields or ())
    if words or not values:
        raise BadUsage(N_("Write KEY=VALUE, such as zone=Europe/Rome."))
    moved = front_of(ctx).services().settings.set(values)
    say_saved("setup", tuple(values))
    _say_moved(moved)


@app.command("list", help=_("List the values of a set-up list."))
def list_entries(
    ctx: typer.Context,
    name: ListName,
    as_json: Json = False,
    as_csv: Csv = False,
    plain: Plain = False,
    count: Count = False,
) -> None:
    """List the values of a list."""
    records = [asdict(row) for row in front_of(ctx).services().lists.list(name)]
    records = [{key: record[key] for key in ENTRY} for record in records]
    table = [
        Column("name", _("Name")),
        Column("number", _("No."), right=True),
        Column("description", _("Words")),
    ]
    if records and records[0]["list"] == "status":
        table += [
            Column("status_class", _("Class")),
            Column("pauses_clock", _("Pauses"), yes_no("pauses_clock")),
        ]
    table += [
        Column("active", _("Active"), yes_no("active")),
        Column("locked", _("Built in"), yes_no("locked")),
    ]
    print_list(records, ENTRY, table, form(as_json=as_json, as_csv=as_csv, plain=plain, count=count))


@app.command("add", help=_("Add a value to a list."), context_settings=FREE)
def add(ctx: typer.Context, name: ListName, entry: EntryName, fields: Fields = None) -> None:
    """Add a value to a list."""
    values = _entry_values(assignments(fields or ())[1])
    saved = front_of(ctx).services().lists.new(name, {"name": entry, **values})
    say(_("{name} added").format(name=saved.record.name))


def _entry_values(values: dict[str, str]) -> dict[str, str]:
    """`class` is what mapping files call a status's class."""
    return {"status_class" if name == "class" else name: value for name, value in values.items()}


@app.command("change", help=_("Change or rename a value; calls that have it follow."), context_settings=FREE)
def change(
    ctx: typer.Context, name: ListName, entry: EntryName, fields: Fields = None, if_version: IfVersion = None
) -> None:
    """Change a value of a list."""
    words, values = assignments(fields or ())
    if words or not values:
        raise BadUsage(N_("Write KEY=VALUE, such as name=Waiting or active=no."))
    values = _entry_values(values)
    saved = front_of(ctx).services(make=False).lists.set(name, entry, values, if_version=if_version)
    say_saved(entry, saved.changed)
    say_notes(saved.warnings)


@app.command("remove", help=_("Remove a value that nothing uses."))
def remove(ctx: typer.Context, name: ListName, entry: EntryName) -> None:
    """Remove a value of a list."""
    front_of(ctx).services(make=False).lists.remove(name, entry)
    say(_("{name} removed").format(name=entry))


@app.command("closed", help=_("List the closed dates."))
def closed(
    ctx: typer.Context, as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:
    """List the closed dates."""
    records: list[dict[str, Any]] = [asdict(row) for row in front_of(ctx).services().lists.closed()]
    table = (Column("day", _("Day")), Column("hours", _("Hours closed")), Column("name", _("Why")))
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    print_list(records, ("day", "hours", "name"), table, how)


@app.command("close", help=_("Add closed dates; due dates of open calls follow."))
def close(
    ctx: typer.Context,
    day: Annotated[
        list[str],
        typer.Argument(
            metavar="DATE...",
            help=_("Days such as 2026-12-24, FROM..TO, or a part of one: 2026-12-24 13:00-24:00."),
        ),
    ],
    name: Annotated[str | None, typer.Option(metavar="TEXT", help=_("Why."))] = None,
) -> None:
    """Add closed dates."""
    services = front_of(ctx).services()
    closures = closures_of(" ".join(day), lambda word: _days([word], services.today))
    _say_moved(services.lists.close_days(closures, name))


@app.command("open", help=_("Take closed dates back; due dates of open calls follow."))
def open_day(
    ctx: typer.Context,
    day: Annotated[
        list[str], typer.Argument(metavar="DATE...", help=_("Days such as 2026-12-24, or FROM..TO."))
    ],
) -> None:
    """Remove closed dates."""
    services = front_of(ctx).services(make=False)
    _say_moved(services.lists.open_days(_days(day, services.today)))


def _days(texts: list[str], today: date) -> list[date]:
    found: list[date] = []
    for text in texts:
        first, dots, last = text.partition("..")
        start = typed_day(first, today)
        end = typed_day(last, today) if dots else start
        if not 0 <= (end - start).days <= 366:
            raise BadUsage(N_("{text} is not a stretch of up to a year. Write it as FROM..TO."), text=text)
        found += [start + timedelta(days=number) for number in range((end - start).days + 1)]
    return found


def _say_moved(count: int) -> None:
    if count:
        words = ngettext(
            "{count} open call has another due date now.",
            "{count} open calls have another due date now.",
            count,
        )
        say(words.format(count=number(count)))
