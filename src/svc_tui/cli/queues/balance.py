"""`svc-tui queue balance`: what each member has at hand, and who would get what waits."""

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svc_tui.cli.core.front import front_of, tell
from svc_tui.cli.core.output import Column, Json, form, print_list, print_object
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.services.queues.balance import Balance


def add_to(app: typer.Typer) -> None:
    """Register it."""
    words = _("What each member has at hand, and who would get what waits; --apply gives it out.")
    app.command("balance", help=words)(balance)


def balance(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="QUEUE", help=_("The queue."))],
    change: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NUMBER=PERSON]...", help=_("Who gets a call instead; NUMBER= leaves it there.")
        ),
    ] = None,
    as_json: Json = False,
    apply: Annotated[bool, typer.Option("--apply", help=_("Give the calls out, as one act."))] = False,
) -> None:
    """Propose who gets what waits, and give it out where that is wanted."""
    services = front_of(ctx).services(make=False)
    queues = services.queues
    found = queues.propose(code)
    for each in change or ():
        number, equals, person = each.partition("=")
        if not equals:
            raise BadUsage(N_("{word} changes nothing. Write NUMBER=PERSON, such as 10423=bruno."), word=each)
        found = queues.changed(found, number, person)
    if as_json:
        print_object(_record(found), form(as_json=True), lambda: ())
    else:
        _print(found)
    if apply:
        tell(queues.give(found))


def _record(found: "Balance") -> dict[str, Any]:
    """A proposal under its stable names."""
    from svc_tui.presentation.queues.balance import why_words

    return {
        "queue": found.queue,
        "waiting": found.waiting,
        "people": [
            {
                "person": each.person, "stands_in_for": each.stands_in_for or None, "open": each.load.open,
                "overdue": each.load.overdue, "promised_s": each.load.promised_s, "gets": found.gets(each.person),
            }
            for each in found.stands
        ],
        "absent": [asdict(each) for each in found.absent],
        "calls": [
            {
                "number": line.call.number, "subject": line.call.subject, "customer": line.call.customer,
                "priority": line.call.priority, "left_s": line.left_s, "person": line.person or None,
                "why": why_words(line),
            }
            for line in found.lines
        ],
    }  # fmt: skip


def _print(found: "Balance") -> None:
    """The people, then the calls."""
    from svc_tui.language import duration_words

    def left(record: Any, name: str) -> str:
        return "" if record[name] is None else duration_words(record[name])

    record = _record(found)
    print_list(
        record["people"], (),
        (
            Column("person", _("Who")), Column("open", _("Has open"), right=True),
            Column("overdue", _("Overdue"), right=True),
            Column("promised_s", _("Promised today"), partial(left, name="promised_s"), right=True),
            Column("gets", _("Gets"), right=True), Column("stands_in_for", _("Stands in for")),
        ),
        "table",
    )  # fmt: skip
    print_list(
        record["calls"], (),
        (
            Column("number", _("No.")), Column("left_s", _("Left"), partial(left, name="left_s"), right=True),
            Column("subject", _("Subject")), Column("person", _("Who")), Column("why", _("Why")),
        ),
        "table",
    )  # fmt: skip
