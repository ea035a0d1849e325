"""`svc-tui queue`: queues with their members and what waits in them."""

from typing import Annotated, Any

import typer

from svc_tui.cli.core.front import front_of, say, tell, tell_number, typed_day
from svc_tui.cli.core.nouns import Noun, add_to
from svc_tui.cli.core.output import Column, Json, print_object
from svc_tui.language import _, ngettext, pgettext

app = typer.Typer(no_args_is_help=True, help=_("Queues and their members."))
NAMES = ("code", "name", "manager", "members", "email", "inactive", "open", "unassigned", "overdue", "waiting",
         "oldest_at", "version")  # fmt: skip


def _record(row: Any) -> dict[str, Any]:
    record = {name: getattr(row, name) for name in NAMES}
    record["members"] = [member.person for member in row.members]
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

Code = Annotated[str, typer.Argument(metavar="CODE", help=_("The queue."))]
Day = Annotated[str | None, typer.Option(metavar="DATE", help=_("A day of an absence, such as 2026-12-24."))]


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


@app.command("member", help=_("Let people take calls of a queue, or no longer."))
def member(
    ctx: typer.Context,
    code: Code,
    person: Annotated[list[str], typer.Argument(metavar="PERSON...", help=_("Who."))],
    remove: Annotated[bool, typer.Option("--remove", help=_("Take them out instead."))] = False,
    absent_from: Day = None,
    absent_to: Day = None,
) -> None:
    """Add or remove members."""
    services = front_of(ctx).services(make=False)
    queues = services.queues
    first, last = (typed_day(text, services.today) if text else None for text in (absent_from, absent_to))
    for each in person:
        if remove:
            queues.remove_member(code, each)
        else:
            queues.add_member(code, each, first, last)
    count = len(queues.find(code).members)
    words = ngettext("{code} has {count} member", "{code} has {count} members", count)
    say(words.format(code=code, count=count))
