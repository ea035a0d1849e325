"""`svc-tui queue`: queues with their members and what waits in them."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from svc_tui.cli.core.front import front_of, say, tell, tell_number
from svc_tui.cli.core.nouns import Noun, add_to
from svc_tui.cli.core.output import Column, Json, print_object
from svc_tui.cli.queues import balance, levels, members
from svc_tui.cli.queues.board import add_to as add_board
from svc_tui.cli.queues.routing import add_to as add_routing
from svc_tui.language import _, pgettext

app = typer.Typer(no_args_is_help=True, help=_("Queues and their members."))
add_board(app)
NAMES = ("code", "name", "manager", "members", "absences", "email", "hours", "position", "inactive", "open",
         "unassigned", "overdue", "waiting", "oldest_at", "version")  # fmt: skip


def _record(row: Any) -> dict[str, Any]:
    record = {name: getattr(row, name) for name in NAMES}
    record["members"] = [member.person for member in row.members]
    record["absences"] = [asdict(member) for member in row.absences]
    return record


def _table() -> tuple[Column, ...]:
    return (
        Column("code", _("Code")), Column("name", _("Name")), Column("manager", _("Manager")),
        Column("members", _("Members"), lambda record: str(len(record["members"])), right=True),
        Column("open", pgettext("calls", "Open"), right=True), Column("unassigned", _("Nobody's"), right=True),
        Column("overdue", _("Overdue"), right=True), Column("oldest_at", _("Oldest")),
    )  # fmt: skip


add_to(
    app,
    Noun(
        "queues", NAMES, _table, _record,
        (_("List queues and what waits in them."), _("Show queues with their members."),
         _("Write a queue down; prints its code."), _("Change fields of queues.")),
    ),
)  # fmt: skip

levels.add_to(app)


@app.command("take", help=_("Take the most urgent call of queues."))
def take(
    ctx: typer.Context,
    code: Annotated[
        list[str] | None, typer.Argument(metavar="[CODE]...", help=_("Queues; else all you serve."))
    ] = None,
    as_json: Json = False,
) -> None:
    """Take the most urgent call that nobody has."""
    services = front_of(ctx).services(make=False)
    outcomes = services.queues.take_next(code or ())
    sheet = services.calls.sheet(outcomes.outcomes[0].number)
    if as_json:
        from svc_tui.services.shapes.calls import sheet_record

        tell(outcomes)
        print_object(sheet_record(services.calls, sheet), "json", lambda: ())
    else:
        tell_number(outcomes)
        say(f"{sheet.values.customer_name}: {sheet.values.subject}")


members.add_to(app)
balance.add_to(app)
add_routing(app)
