"""`svc-tui queue member` and `queue absence`: who takes calls of queues, and who is away."""

from typing import TYPE_CHECKING, Annotated

import typer

from svc_tui.cli.core.front import front_of, say, typed_day
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _, ngettext

if TYPE_CHECKING:
    from datetime import date

Day = Annotated[str | None, typer.Option(metavar="DATE", help=_("A day of an absence, such as 2026-12-24."))]
StandIn = Annotated[
    str | None, typer.Option("--stand-in", metavar="PERSON", help=_("Who takes the calls meanwhile."))
]


def add_to(app: typer.Typer) -> None:
    """Register both."""
    app.command("member", help=_("Let people take calls of a queue, or no longer."))(member)
    app.command("absence", help=_("Say when somebody is absent and who stands in, in one queue or in all."))(
        absence
    )


def member(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help=_("The queue."))],
    person: Annotated[list[str], typer.Argument(metavar="PERSON...", help=_("Who."))],
    remove: Annotated[bool, typer.Option("--remove", help=_("Take them out instead."))] = False,
    absent_from: Day = None,
    absent_to: Day = None,
    stand_in: StandIn = None,
) -> None:
    """Add or remove members."""
    services = front_of(ctx).services(make=False)
    queues = services.queues
    first, last = _days(absent_from, absent_to, services.today)
    for each in person:
        if remove:
            queues.remove_member(code, each)
        else:
            queues.add_member(code, each, first, last, stand_in)
    count = len(queues.find(code).members)
    words = ngettext("{code} has {count} member", "{code} has {count} members", count)
    say(words.format(code=code, count=count))


def absence(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[CODE]... PERSON", help=_("Queues, or none for all of the person; then who.")
        ),
    ],
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help=_("The first day away."))
    ] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("The last day away."))] = None,
    stand_in: StandIn = None,
    back: Annotated[
        bool, typer.Option("--back", help=_("The person is back: no absence any longer."))
    ] = False,
) -> None:
    """Say when somebody is absent."""
    if back == bool(first or last):
        raise BadUsage(
            N_("Say when: --from DATE, --to DATE or both; or --back when the person is there again.")
        )
    if back and stand_in:
        raise BadUsage(N_("Nobody stands in for a person who is back. Leave --stand-in out."))
    services = front_of(ctx).services(make=False)
    *codes, person = words
    found = services.queues.absence(person, *_days(first, last, services.today), stand_in, codes)
    told = _("{person} is back in {code}") if back else _("{person}: absence written down in {code}")
    say(told.format(person=person, code=", ".join(found)))


def _days(first: str | None, last: str | None, today: "date") -> "tuple[date | None, date | None]":
    """Both as they are typed; the last relative to the first, so that +2w is two weeks of absence."""
    begins = typed_day(first, today) if first else None
    return begins, typed_day(last, begins or today) if last else None
