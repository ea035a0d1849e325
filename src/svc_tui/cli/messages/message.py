"""`svc-tui message`: what the person who works was told; read, put away, put off."""

from functools import partial
from typing import Annotated

import typer

from svc_tui.cli.core.front import FREE, front_of, tell, words_of
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
)
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

app = typer.Typer(no_args_is_help=True, help=_("Messages to you: list them, put them away or off."))
Filter = Annotated[
    list[str] | None, typer.Argument(metavar="[FILTER]...", help=_("Filter text, such as is:unread."))
]
Numbers = Annotated[
    list[str], typer.Argument(metavar="NUMBER...", help=_("The messages; - reads them from stdin."))
]


@app.command("list", help=_("List what waits for you, newest first."), context_settings=FREE)
def list_messages(
    ctx: typer.Context,
    query: Filter = None,
    everything: Annotated[
        bool, typer.Option("--all", help=_("Those that are done or put off, too."))
    ] = False,
    limit: Limit = None,
    columns: Columns = None,
    as_json: Json = False,
    as_csv: Csv = False,
    plain: Plain = False,
    count: Count = False,
) -> None:
    """List the messages of a filter; without one those that wait. Listing them does not mark them as read."""
    from svc_tui.services.shapes.messages import NAMES, records

    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    services = front_of(ctx).services()
    text = " ".join([*(query or ()), *(["is:any"] if everything else [])])
    found = services.messages.ids(text, first=limit or None)
    reads = partial(records, services.messages, translate=_)
    print_found(services, found, reads, NAMES, _table, how, limit=limit, columns=columns)


@app.command(help=_("Put messages away."))
def done(ctx: typer.Context, number: Numbers) -> None:
    """Put messages away; undo brings them back."""
    tell(front_of(ctx).services(make=False).messages.done(_numbers(number)))


@app.command(help=_("Mark messages as read."))
def read(ctx: typer.Context, number: Numbers) -> None:
    """Mark messages as read."""
    tell(front_of(ctx).services(make=False).messages.read(_numbers(number)))


@app.command(help=_("Put messages off until a moment."))
def snooze(
    ctx: typer.Context,
    number: Numbers,
    until: Annotated[
        str, typer.Option(metavar="INSTANT", help=_("When they come back, such as +2h or mon 9."))
    ],
) -> None:
    """Put messages off: they are new again when their moment comes."""
    from svc_tui.domain.core.moments import moment

    services = front_of(ctx).services(make=False)
    when = moment(until, now=services.now(), zone=services.zone, prefer="future")
    tell(services.messages.snooze(_numbers(number), when))


def _numbers(arguments: list[str]) -> list[str]:
    found = words_of(arguments)
    if not found:
        raise BadUsage(N_("Name at least one message, or - to read the numbers from standard input."))
    return found


def _table() -> tuple[Column, ...]:
    from svc_tui.presentation.messages.columns import kind_words

    return (
        Column("number", _("No."), right=True),
        Column("at", _("Came")),
        Column("kind", _("Kind"), lambda record: kind_words(record["kind"])),
        Column("read", _("Read"), lambda record: _("yes") if record["read"] else "-"),
        Column("text", _("Message")),
    )
