"""Acts on calls from the command line: the same services as the keys of the app, a line a call on stderr."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from svc_tui.cli.core import streams
from svc_tui.cli.core.front import (
    front_of,
    numbers_and_last,
    numbers_of,
    say,
    tell,
    tell_number,
)
from svc_tui.cli.core.texts import numbers_and_text, time_and_reason
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services

Numbers = Annotated[list[str], typer.Argument(metavar="NUMBER...", help=_("Calls; - reads them from stdin."))]
NumbersAndOne = Annotated[
    list[str], typer.Argument(metavar="NUMBER... [TO]", help=_("Calls, then what they are for."))
]
NumbersAndText = Annotated[
    list[str], typer.Argument(metavar="NUMBER... [TEXT]", help=_("Calls, then the words."))
]
Take = Annotated[bool, typer.Option("--take", help=_("Take a call first that waits in a queue."))]
Text = Annotated[str | None, typer.Option(metavar="TEXT", help=_("What was done."))]
At = Annotated[
    str | None, typer.Option(metavar="TIME", help=_("When it happened, if not now: 11:00, -2h, fri 14."))
]


def add_to(app: typer.Typer) -> None:
    """Register the acts."""
    commands = (
        (take, _("Make calls yours.")),
        (assign, _("Give calls to a person.")),
        (move, _("Move calls to another queue.")),
        (priority, _("Set the priority: low, medium or high.")),
        (status, _("Set the status.")),
        (technician, _("Name who goes on site.")),
        (respond, _("Stamp the first response to the customer.")),
        (note, _("Write a note, or record a phone call, a meeting or a task.")),
        (pause, _("Let the clock rest, until a time or until resumed.")),
        (resume, _("End a pause.")),
        (resolve, _("Say what solved calls.")),
        (close, _("Close calls; each needs a solution or a text.")),
        (reopen, _("Open resolved or closed calls again.")),
        (follow, _("Follow calls, or stop following them.")),
    )
    for command, text in commands:
        app.command(help=text)(command)


def take(
    ctx: typer.Context,
    number: Annotated[
        list[str] | None, typer.Argument(metavar="NUMBER...", help=_("Calls; - reads stdin."))
    ] = None,
    next_one: Annotated[bool, typer.Option("--next", help=_("The most urgent call of my queues."))] = False,
    queue: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help=_("With --next: of this queue."))
    ] = None,
) -> None:
    """Make calls yours."""
    services = front_of(ctx).services(make=False)
    if next_one:
        tell_number(services.queues.take_next(queue or ()))
    else:
        tell(services.calls.take(numbers_of(number)))


def assign(
    ctx: typer.Context,
    number: NumbersAndOne,
    to: Annotated[
        str | None, typer.Option(metavar="PERSON", help=_("Who gets them; none for nobody."))
    ] = None,
) -> None:
    """Give calls to a person."""
    numbers, person = numbers_and_last(number, to)
    tell(front_of(ctx).services(make=False).calls.assign(numbers, _or_none(person)))


def move(
    ctx: typer.Context,
    number: NumbersAndOne,
    to: Annotated[str | None, typer.Option(metavar="QUEUE", help=_("The queue; none for no queue."))] = None,
) -> None:
    """Move calls to another queue."""
    numbers, queue = numbers_and_last(number, to)
    tell(front_of(ctx).services(make=False).calls.move(numbers, _or_none(queue)))


def priority(
    ctx: typer.Context,
    number: NumbersAndOne,
    to: Annotated[str | None, typer.Option(metavar="LEVEL", help=_("low, medium or high."))] = None,
) -> None:
    """Set the priority: low, medium or high."""
    numbers, level = numbers_and_last(number, to)
    tell(front_of(ctx).services(make=False).calls.priority(numbers, level_of(level)))


def status(
    ctx: typer.Context,
    number: NumbersAndOne,
    to: Annotated[str | None, typer.Option(metavar="NAME", help=_("A status of the company."))] = None,
) -> None:
    """Set the status."""
    calls = front_of(ctx).services(make=False).calls
    numbers, name = numbers_and_text(number, to, calls.exists, needed=True)
    tell(calls.status(numbers, name or ""))


def technician(
    ctx: typer.Context,
    number: NumbersAndOne,
    to: Annotated[str | None, typer.Option(metavar="PERSON", help=_("Who goes; none for nobody."))] = None,
) -> None:
    """Name who goes on site."""
    numbers, person = numbers_and_last(number, to)
    tell(front_of(ctx).services(make=False).calls.technician(numbers, _or_none(person)))


def respond(ctx: typer.Context, number: Numbers, take: Take = False, at: At = None) -> None:
    """Stamp the first response to the customer."""
    services = front_of(ctx).services(make=False)
    tell(services.calls.respond(numbers_of(number), take=take, at=past(services, at)))


def reopen(ctx: typer.Context, number: Numbers) -> None:
    """Open resolved or closed calls again."""
    tell(front_of(ctx).services(make=False).calls.reopen(numbers_of(number)))


def resume(ctx: typer.Context, number: Numbers) -> None:
    """End the pause of calls."""
    tell(front_of(ctx).services(make=False).calls.resume(numbers_of(number)))


def follow(ctx: typer.Context, number: Numbers) -> None:
    """Follow calls, or stop following those that you follow."""
    tell(front_of(ctx).services(make=False).calls.follow(numbers_of(number)))


def pause(
    ctx: typer.Context,
    number: Annotated[
        list[str], typer.Argument(metavar="NUMBER... [TIME] [REASON]", help=_("Calls, until when, and why."))
    ],
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help=_("Until when: 2h, +1d, mon 9, 2026-11-30 14:00."))
    ] = None,
    reason: Annotated[str, typer.Option(metavar="TEXT", help=_("Why."))] = "",
) -> None:
    """Let the clock of calls rest, until a time or until somebody resumes them."""
    from svc_tui.domain.core.moments import moment

    services = front_of(ctx).services(make=False)
    read = partial(moment, now=services.now(), zone=services.zone)
    numbers, rest = numbers_and_text(number, None, services.calls.exists)
    end = read(until) if until else None
    if end is None:
        end, rest = time_and_reason(rest, read)
    if rest and reason:
        raise BadUsage(N_("{text} is no time, and the reason is given twice."), text=rest)
    tell(services.calls.pause(numbers, end, reason or rest or ""))


def resolve(ctx: typer.Context, number: NumbersAndText, text: Text = None, take: Take = False) -> None:
    """Say what solved calls."""
    calls = front_of(ctx).services(make=False).calls
    numbers, text = numbers_and_text(number, text, calls.exists)
    tell(calls.resolve(numbers, text, take=take))


def close(ctx: typer.Context, number: NumbersAndText, text: Text = None, take: Take = False) -> None:
    """Close calls; each needs a solution or a resolution text."""
    from svc_tui.presentation.billing.proposal import to_bill_words
    from svc_tui.services.shapes.proposals import sums_record

    services = front_of(ctx).services(make=False)
    numbers, text = numbers_and_text(number, text, services.calls.exists)
    outcomes = services.calls.close(numbers, text, take=take)
    for outcome in outcomes.done:
        for left in services.calls.needs_to_close(outcome.number)[1]:
            if left not in outcome.warnings:
                say(_(left.text).format(**left.values))
        if sums := sums_record(services.proposals.of_call(outcome.number)):
            say(f"{outcome.number}: {to_bill_words(sums)}")
    tell(outcomes)


def note(
    ctx: typer.Context,
    number: NumbersAndText,
    text: Annotated[
        str | None, typer.Option(metavar="TEXT", help=_("The words; - reads them from stdin."))
    ] = None,
    kind: Annotated[str, typer.Option(metavar="KIND", help=_("note, phone, meeting or task."))] = "note",
    to_do: Annotated[bool, typer.Option("--open", help=_("Still to be done."))] = False,
    at: At = None,
) -> None:
    """Write a note, or record a phone call, a meeting or a task."""

    services = front_of(ctx).services(make=False)
    numbers, words = numbers_and_text(number, text, services.calls.exists, needed=True)
    if words == "-":
        words = streams.read_all()
    tell(services.calls.note(numbers, words or "", kind, closed=not to_do, at=past(services, at)))


def past(services: "Services", text: str | None) -> datetime | None:
    """When something happened, as people type it; none where nothing is typed."""
    from svc_tui.domain.core.moments import moment

    return moment(text, now=services.now(), zone=services.zone, prefer="past") if text else None


def level_of(word: str) -> str:
    """A priority in any case, or its first letter."""
    return {"l": "low", "m": "medium", "h": "high"}.get(word.lower(), word.lower())


def _or_none(word: str) -> str | None:
    return None if word.lower() in ("none", "") else word
