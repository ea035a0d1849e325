"""`svc-tui plan` acts: plan, change, move, cancel, arrive, leave."""

import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from svc_tui.cli.core.front import FREE, assignments, front_of, say, say_notes, tell, words_of
from svc_tui.cli.core.output import Json, print_object
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services

Numbers = Annotated[
    list[str], typer.Argument(metavar="VISIT...", help=_("Visits by number; - reads them from stdin."))
]
At = Annotated[str | None, typer.Option(metavar="TIME", help=_("When it was, where that was earlier."))]
Force = Annotated[
    str | None, typer.Option(metavar="REASON", help=_("Plan it although it overlaps, and say why."))
]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(
        help=_("Plan visits for calls; prints their numbers. Without a time the next free one that is in time."),
        context_settings=FREE,
    )(new)  # fmt: skip
    app.command("set", help=_("Change fields of visits."), context_settings=FREE)(set_fields)
    app.command(help=_("Move visits in time or to other technicians, or stretch them."))(move)
    app.command(help=_("Cancel visits."))(cancel)
    app.command("go", help=_("Say that you are on the way."))(set_off)
    app.command("checkin", help=_("Arrive: the visit begins."))(check_in)
    app.command(
        "checkout", help=_("Leave: the visit is done, and its time stands in the work log of the call.")
    )(check_out)


def new(
    ctx: typer.Context,
    fields: Annotated[
        list[str],
        typer.Argument(
            metavar="CALL... [KEY=VALUE]...",
            help=_("Calls, then fields, such as technicians=CODE starts_at='mon 9' length=2h note=TEXT."),
        ),
    ],
    as_json: Json = False,
) -> None:
    """Plan visits."""
    words, values = assignments(fields)
    if not words:
        raise BadUsage(N_("Name at least one call, then KEY=VALUE, such as: 10001 starts_at='mon 9'."))
    services = front_of(ctx).services(make=False)
    if len(words) == 1 and words != ["-"]:
        planned = services.plan.new(words[0], values)
        say(_say(planned.note))
        say_notes(planned.warnings)
        _print(services, [planned.number], as_json=as_json)
        return
    outcomes = services.plan.new_on(words_of(words), values)
    _print(
        services,
        [int(str(each.note.values["number"])) for each in outcomes.done],
        as_json=as_json,
    )
    tell(outcomes)


def set_fields(
    ctx: typer.Context,
    fields: Annotated[
        list[str], typer.Argument(metavar="VISIT... KEY=VALUE...", help=_("Visits, then fields."))
    ],
    if_version: Annotated[
        int | None, typer.Option(metavar="V", help=_("Only where it still has this version."))
    ] = None,
) -> None:
    """Change fields of visits."""
    words, values = assignments(fields)
    if not values:
        raise BadUsage(N_("Say what to change: KEY=VALUE, such as starts_at='mon 9' or technicians=CODE."))
    tell(front_of(ctx).services(make=False).plan.set(_named(words), values, if_version=if_version))


def move(
    ctx: typer.Context,
    number: Numbers,
    to: Annotated[str | None, typer.Option("--to", metavar="TIME", help=_("When it begins instead."))] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="LENGTH", help=_("So much later, such as 1h or 1d; -1h is earlier.")),
    ] = None,
    who: Annotated[
        str | None, typer.Option("--who", metavar="PERSON,...", help=_("Who goes instead."))
    ] = None,
    longer: Annotated[
        str | None, typer.Option("--longer", metavar="LENGTH", help=_("So much longer; -30m is shorter."))
    ] = None,
    force: Force = None,
) -> None:
    """Move visits."""
    from svc_tui.services.planning import typed

    if not any((to, by, who, longer)) or (to and by):
        raise BadUsage(N_("Say where to: --to TIME or --by LENGTH, --who PERSON or --longer LENGTH."))
    services = front_of(ctx).services(make=False)
    tell(
        services.plan.move(
            _named(number),
            by=by or None,
            to=typed.instant(services.context, "--to", to) if to else None,
            technicians=typed.people(who) if who else None,
            longer=_length(longer) if longer else None,
            force=force or "",
        )
    )


def cancel(
    ctx: typer.Context,
    number: Numbers,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help=_("The reason."))] = "",
) -> None:
    """Cancel visits."""
    tell(front_of(ctx).services(make=False).plan.cancel(_named(number), why))


def set_off(ctx: typer.Context, number: Numbers) -> None:
    """Be on the way."""
    tell(front_of(ctx).services(make=False).plan.set_off(_named(number)))


def check_in(ctx: typer.Context, number: Numbers, at: At = None) -> None:
    """Arrive."""
    services = front_of(ctx).services(make=False)
    tell(services.plan.check_in(_named(number), _past(services, at)))


def check_out(
    ctx: typer.Context,
    number: Numbers,
    at: At = None,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=_("What was done."))] = "",
    no_work: Annotated[bool, typer.Option("--no-work", help=_("Write no work log."))] = False,
) -> None:
    """Leave."""
    services = front_of(ctx).services(make=False)
    tell(services.plan.check_out(_named(number), _past(services, at), note, log=not no_work))


def _past(services: "Services", text: str | None) -> datetime | None:
    from svc_tui.services.planning import typed

    return typed.instant(services.context, "--at", text, "past") if text else None


def _length(text: str) -> timedelta:
    from svc_tui.domain.core.moments import duration

    sign = -1 if text.startswith("-") else 1
    return sign * timedelta(seconds=duration(text.lstrip("+-")))


def _named(arguments: list[str]) -> list[str]:
    found = words_of(arguments)
    if not found:
        raise BadUsage(N_("Name at least one visit by its number, or - to read them from standard input."))
    return found


def _say(told: object) -> str:
    from svc_tui.domain.core.notes import Note
    from svc_tui.services.core.outcomes import worded

    assert isinstance(told, Note)
    return worded(told, _)


def _print(services: "Services", numbers: list[int], *, as_json: bool) -> None:
    from svc_tui.services.shapes.planning import sheet_record

    for number in numbers:
        if as_json:
            print_object(sheet_record(services.plan.sheet(number)), "json", lambda: ())
        else:
            sys.stdout.write(f"{number}\n")
