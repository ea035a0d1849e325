"""`svc-tui queue board` and `queue columns`: queues with their figures, and which the board shows."""

from typing import Annotated, Any

import typer

from svc_tui.cli.core.front import FREE, front_of, moments, say
from svc_tui.cli.core.nouns import Filter
from svc_tui.cli.core.output import Column, Columns, Count, Csv, Json, Plain, form, print_list
from svc_tui.language import _, pgettext

NAMES = ("code", "name", "open", "unassigned", "overdue", "oldest_at", "came", "went")


def _record(column: Any) -> dict[str, Any]:
    queue, figures = column.queue, column.figures
    record = {"code": queue.code or None, "name": queue.name}
    return record | {name: getattr(figures, name) for name in NAMES[2:]}


def _table() -> tuple[Column, ...]:
    return (
        Column("code", _("Code"), lambda record: record["code"] or "-"), Column("name", _("Name")),
        Column("open", pgettext("calls", "Open"), right=True), Column("unassigned", _("Nobody's"), right=True),
        Column("overdue", _("Overdue"), right=True), Column("oldest_at", _("Oldest")),
        Column("came", _("In today"), right=True), Column("went", _("Out today"), right=True),
    )  # fmt: skip


def board(
    ctx: typer.Context, query: Filter = None, columns: Columns = None,
    as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False,
) -> None:  # fmt: skip
    """The queues of the board with their figures, of the calls of a filter."""
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    services = front_of(ctx).services()
    listing = services.board.ids(" ".join(query or ()))
    for warning in listing.query.warnings:
        say(warning.text(_))
    found = (*listing.columns, *(each for each in listing.folded if each.queue.code))
    print_list(map(_record, found), NAMES, _table(), how, columns=columns, when=moments(services))


def choose(
    ctx: typer.Context,
    codes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CODE]...", help=_("Queues in their order; - is no queue, * all the others.")
        ),
    ] = None,
) -> None:
    """Say which queues the board shows; without any, what was chosen."""
    board = front_of(ctx).services(make=False).board
    found = board.choose(codes) if codes else board.chosen
    say(_("Columns: {names}").format(names=" ".join(found) or "*"))


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("board", help=_("All queues at once with their figures."), context_settings=FREE)(board)
    app.command("columns", help=_("Choose the queues that the board shows."), context_settings=FREE)(choose)
