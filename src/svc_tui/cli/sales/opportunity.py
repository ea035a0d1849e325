"""`svc-tui opportunity`: possible sales: list, show, raise, change, move by stage, win, lose; their stages."""

import sys
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from svc_tui.cli.core.attachments import add_files
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
    Record,
    form,
    page,
    print_list,
    print_object,
)
from svc_tui.cli.sales.hints import app as hints
from svc_tui.cli.sales.stages import app as stages
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _, pgettext

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.services.sales.edit import Written

app = typer.Typer(no_args_is_help=True, help=_("Opportunities: possible sales, by stage, won or lost."))
app.add_typer(stages, name="stages")
app.add_typer(hints, name="hints")

Filter = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILTER]...", help=_("Filter text, such as stage:Quoted owner:@me amount:>5000.")
    ),
]
Numbers = Annotated[
    list[str], typer.Argument(metavar="NUMBER...", help=_("Opportunities; - reads them from stdin."))
]
Fields = Annotated[
    list[str] | None,
    typer.Argument(metavar="[KEY=VALUE]...", help=_("Fields, such as name=TEXT customer=CODE amount=1200.")),
]
Day = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help=_("The day on which it happened; today without it.")),
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="NAME", help=_("Why, a value of its list."))]


@app.command(
    "list",
    help=_("List the opportunities of a filter, without one those that are open."),
    context_settings=FREE,
)
def list_opportunities(
    ctx: typer.Context, query: Filter = None, limit: Limit = None, columns: Columns = None,
    as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:  # fmt: skip
    """List the opportunities of a filter."""
    from svc_tui.services.shapes.sales import NAMES, records

    services = front_of(ctx).services()
    found = services.opportunities.ids(" ".join(query or ()))
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    reads, table = partial(records, services.opportunities), partial(_table, services)
    print_found(services, found, reads, NAMES, table, how, limit=limit, columns=columns)


@app.command(
    help=_("What the opportunities of a filter come to, by stage: count, amount, weighted; each currency apart."),
    context_settings=FREE,
)  # fmt: skip
def sums(
    ctx: typer.Context, query: Filter = None, as_json: Json = False, as_csv: Csv = False, plain: Plain = False,
    count: Count = False,
) -> None:  # fmt: skip
    """Sum the opportunities of a filter."""
    from svc_tui.presentation.sales.lines import stage_words
    from svc_tui.services.shapes.sales import SUM, sum_records

    services = front_of(ctx).services()
    found = sum_records(services.opportunities.sums(" ".join(query or ())))
    table = (
        Column("stage", _("Stage"), lambda record: stage_words(record["stage"])), Column("currency", _("Currency")),
        Column("count", _("Count"), right=True),
        Column("amount", pgettext("money", "Amount"), _money("amount"), right=True),
        Column("weighted", _("Weighted"), _money("weighted"), right=True),
    )  # fmt: skip
    print_list(found, SUM, table, form(as_json=as_json, as_csv=as_csv, plain=plain, count=count))


@app.command(help=_("Show opportunities with their stages, competitors, activities, files and history."))
def show(ctx: typer.Context, number: Numbers, as_json: Json = False) -> None:
    """Show opportunities."""
    from svc_tui.services.shapes.sales import sheet_record

    services = front_of(ctx).services(make=False)
    for each in words_of(number):
        record = sheet_record(services.opportunities.sheet(each))
        print_object(record, form(as_json=as_json), partial(_page, services, record))


@app.command(
    help=_("Write an opportunity down; prints its number. With --from, a call, card or contract fills it in."),
    context_settings=FREE,
)  # fmt: skip
def new(
    ctx: typer.Context,
    fields: Fields = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="RECORD", help=_("Raise it from call:10423, equipment:118 or contract:K-58.")
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help=_("Raise another one from a record that one was raised from."))
    ] = False,
    as_json: Json = False,
) -> None:
    """Write an opportunity down."""
    words, values = assignments(fields or ())
    if words:
        raise BadUsage(N_("{word} is no field. Write KEY=VALUE, such as amount=1200."), word=words[0])
    services = front_of(ctx).services()
    if source is None:
        _tell(services, services.opportunities.new(values), as_json)
        return
    from svc_tui.services.sales.typed import origin_of

    kind, key = origin_of(source)
    _tell(services, services.opportunities.raise_from(kind, key, values, again=again), as_json)


@app.command(
    "set", help=_("Change fields of opportunities; an empty value empties one."), context_settings=FREE
)
def set_fields(
    ctx: typer.Context,
    fields: Annotated[
        list[str], typer.Argument(metavar="NUMBER... KEY=VALUE...", help=_("Opportunities, then fields."))
    ],
    if_version: Annotated[
        int | None, typer.Option(metavar="V", help=_("Only where it still has this version."))
    ] = None,
) -> None:
    """Change fields of opportunities."""
    words, values = assignments(fields)
    if not values:
        raise BadUsage(N_("Say what to change: KEY=VALUE, such as amount=1200."))
    tell(_service(ctx).set(_named(words), values, if_version=if_version))


@app.command(help=_("Move opportunities to a stage, which begins when the one before ends."))
def stage(
    ctx: typer.Context,
    numbers: Annotated[
        list[str],
        typer.Argument(
            metavar="NUMBER... STAGE", help=_("Opportunities, then the stage, such as: 12 Quoted.")
        ),
    ],
    on: Day = None,
    percent: Annotated[
        str | None, typer.Option(metavar="N", help=_("How likely it is won, where that is not the stage's."))
    ] = None,
    remarks: Annotated[str, typer.Option(metavar="TEXT", help=_("What is to be said of it."))] = "",
) -> None:
    """Move opportunities to a stage."""
    if len(numbers) < 2:
        raise BadUsage(N_("Name the opportunities first, then the stage, such as: 12 Quoted."))
    *named, wanted = numbers
    services = front_of(ctx).services(make=False)
    outcomes = services.opportunities.stage(
        _named(named), wanted, on=_day(services, on), percent=percent, remarks=remarks
    )
    tell(outcomes)


@app.command(help=_("Opportunities are won; they are locked until reopened."))
def win(ctx: typer.Context, number: Numbers, reason: Reason = None, on: Day = None) -> None:
    """Win opportunities."""
    services = front_of(ctx).services(make=False)
    tell(services.opportunities.win(_named(number), reason, _day(services, on)))


@app.command(help=_("Opportunities are lost; they are locked until reopened."))
def lose(ctx: typer.Context, number: Numbers, reason: Reason = None, on: Day = None) -> None:
    """Lose opportunities."""
    services = front_of(ctx).services(make=False)
    tell(services.opportunities.lose(_named(number), reason, _day(services, on)))


@app.command(help=_("Open again what was won or lost, so that it can be changed."))
def reopen(ctx: typer.Context, number: Numbers) -> None:
    """Open opportunities again."""
    tell(_service(ctx).reopen(_named(number)))


@app.command(help=_("Remove opportunities that are open, with all that hangs on them."))
def delete(ctx: typer.Context, number: Numbers) -> None:
    """Remove opportunities."""
    tell(_service(ctx).delete(_named(number)))


@app.command(
    help=_("Write down who else wants the sale, or with --gone that he does not any more: 12 'Rossi Srl' threat=high."),
    context_settings=FREE,
)  # fmt: skip
def competitor(
    ctx: typer.Context,
    fields: Annotated[
        list[str],
        typer.Argument(metavar="NUMBER NAME [KEY=VALUE]...", help=_("Opportunity, who, then threat=, note=, won=.")),
    ],
    gone: Annotated[bool, typer.Option("--gone", help=_("Take the competitor away."))] = False,
) -> None:  # fmt: skip
    """Write a competitor down, or take one away."""
    words, values = assignments(fields)
    if len(words) != 2 or (gone and values):
        raise BadUsage(N_("Name one opportunity and the competitor, such as: 12 'Rossi Srl' threat=high."))
    service = _service(ctx)
    tell(service.uncompete(*words) if gone else service.compete(*words, values))


add_files(app, "opportunity")


def _service(ctx: typer.Context):  # type: ignore[no-untyped-def]
    return front_of(ctx).services(make=False).opportunities


def _tell(services: "Services", written: "Written", as_json: bool) -> None:
    from svc_tui.services.shapes.sales import sheet_record

    say(_(written.note.text).format(**written.note.values))
    say_notes(written.warnings)
    if as_json:
        print_object(sheet_record(services.opportunities.sheet(written.number)), "json", lambda: ())
    else:
        sys.stdout.write(f"{written.number}\n")


def _named(arguments: list[str]) -> list[str]:
    found = words_of(arguments)
    if not found:
        raise BadUsage(
            N_("Name at least one opportunity by its number, or - to read them from standard input.")
        )
    return found


def _day(services: "Services", text: str | None) -> date | None:
    from svc_tui.domain.core.days import read_day

    return read_day(text, today=services.today, prefer="past") if text else None


def _money(name: str):  # type: ignore[no-untyped-def]
    from svc_tui.presentation.sales.lines import amount_words

    return lambda record: amount_words(record[name], record["currency"])


def _table(services: "Services") -> tuple[Column, ...]:
    from svc_tui.language import day_short
    from svc_tui.presentation.sales import lines

    today = services.today

    def closes(record: Record) -> str:
        day = record["closed_on"] or record["closes_on"]
        return day_short(day, today) if day else ""

    def state(record: Record) -> str:
        return (
            lines.stage_words(record["stage"])
            if record["status"] == "open"
            else lines.status_words(record["status"])
        )

    return (
        Column("number", _("No."), right=True), Column("stage", _("Stage"), state),
        Column("percent", "%", right=True), Column("amount", pgettext("money", "Amount"), _money("amount"), right=True),
        Column("closes_on", _("Expected"), closes), Column("owner", _("Who")),
        Column("customer_name", _("Customer")), Column("name", _("Name")),
    )  # fmt: skip


def _page(services: "Services", record: Record) -> Iterator[str]:
    from svc_tui.presentation.sales import lines

    today, currency, now = services.today, record["currency"], services.now()
    yield from page(lines.fields(record, today), lines.titles())
    if record["remarks"].strip():
        yield from ("", f"-- {lines.titles()['remarks']}", *record["remarks"].splitlines())
    parts = (
        (_("Stages"), [lines.stage_line(each, currency, today) for each in record["stages"]]),
        (_("Competitors"), [lines.competitor_line(each) for each in record["competitors"]]),
        (_("Activities"), [_said(each, now) for each in record["activities"]]),
        (_("Files"), [f"{each['id']}  {each['name']}  {each['size']}" for each in record["attachments"]]),
    )
    for title, found in parts:
        if found:
            yield from ("", f"-- {title}", *found)


def _said(record: Record, now: datetime) -> str:
    from svc_tui.presentation.activities.lines import done_words, kind_words

    state = done_words(record["closed"], record["ends_at"] or record["starts_at"], now)
    return f"{record['number']}  {kind_words(record['kind'])}  {state}  {record['subject']}"
