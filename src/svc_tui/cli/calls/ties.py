"""What ties calls to each other, to files, to solutions and to the clock, from the command line."""

import sys
from typing import Annotated, Any

import typer

from svc_tui.cli.calls.acts import Numbers, NumbersAndOne
from svc_tui.cli.core.attachments import add_files
from svc_tui.cli.core.front import front_of, numbers_and_last, numbers_of, say, say_notes, tell
from svc_tui.cli.core.output import Json, form, print_object
from svc_tui.domain.sla.week import format_windows
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=_("The call."))]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    commands = (
        (merge, _("Merge calls into one; the last one named stays.")),
        (link, _("Link a call to another one.")),
        (duplicate, _("Make a new call from one; prints its number.")),
        (solution, _("Attach a solution, by its number, to calls.")),
        (activity, _("Finish, reopen or correct an activity.")),
        (due, _("Explain when calls are due, and why.")),
    )
    for command, text in commands:
        app.command(help=text)(command)
    add_files(app, "call")


def merge(
    ctx: typer.Context,
    number: NumbersAndOne,
    into: Annotated[str | None, typer.Option(metavar="NUMBER", help=_("The call that stays."))] = None,
) -> None:
    """Merge calls into one; the last one named stays."""
    numbers, target = numbers_and_last(number, into)
    tell(front_of(ctx).services(make=False).calls.merge(numbers, target))


def link(
    ctx: typer.Context,
    number: Number,
    other: Annotated[str, typer.Argument(metavar="OTHER", help=_("The other call."))],
    kind: Annotated[str, typer.Option(metavar="KIND", help=_("relates, depends or caused_by."))] = "relates",
) -> None:
    """Link a call to another one."""
    tell(front_of(ctx).services(make=False).calls.link(number, other, kind))


def duplicate(ctx: typer.Context, number: Number) -> None:
    """Make a new call from this one. Prints its number."""
    outcome = front_of(ctx).services(make=False).calls.duplicate(number).outcomes[0]
    say(outcome.say(_))
    say_notes(outcome.warnings)
    sys.stdout.write(outcome.number + "\n")


def solution(
    ctx: typer.Context,
    number: NumbersAndOne,
    remove: Annotated[bool, typer.Option("--remove", help=_("Take it off instead."))] = False,
) -> None:
    """Attach a solution, by its number, to calls."""
    numbers, which = numbers_and_last(number, None)
    if not which.isdecimal():
        raise BadUsage(N_("{word} is not the number of a solution."), word=which)
    calls = front_of(ctx).services(make=False).calls
    if not remove:
        tell(calls.attach_solution(numbers, int(which)))
        return
    for each in numbers:
        tell(calls.detach_solution(each, int(which)))


def activity(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ACTIVITY", help=_("Number of the activity."))],
    done: Annotated[bool, typer.Option("--done", help=_("It is done."))] = False,
    reopen: Annotated[bool, typer.Option("--reopen", help=_("It is to be done after all."))] = False,
    text: Annotated[str | None, typer.Option(metavar="TEXT", help=_("Other words."))] = None,
) -> None:
    """Finish, reopen or correct an activity of a call."""
    if [done, reopen, text is not None].count(True) != 1:
        raise BadUsage(N_("Say one of --done, --reopen and --text."))
    activities = front_of(ctx).services(make=False).activities
    if text is not None:
        tell(activities.correct(number, text))
    else:
        tell(activities.done(number) if done else activities.reopen(number))


def due(ctx: typer.Context, number: Numbers, as_json: Json = False) -> None:
    """Explain when calls are due, and why."""
    from svc_tui.presentation.sla.page import due_page

    services = front_of(ctx).services(make=False)
    calls = services.calls
    how = form(as_json=as_json)
    for each in numbers_of(number):
        found = calls.explain(each)

        def lines(found: Any = found) -> list[str]:
            told = [_("Call {number}").format(number=found.number)]
            told.append(
                _("Contract K-{number}").format(number=found.terms.number)
                if found.terms
                else _("No contract")
            )
            titles = ((_("Response"), found.response), (_("Resolution"), found.resolution))
            for title, explained in titles:
                told += ["", title]
                told += due_page(explained, found.zone, services.now()) if explained else [_("No due date.")]
            return told

        print_object(_due_record(found), how, lines)


def _due_record(found: Any) -> dict[str, Any]:
    """The explanation under stable names; the resolution's own stand at the top, as in `contract due`."""
    response, resolution = (
        _target(view, explained)
        for view, explained in zip(found.view, (found.response, found.resolution), strict=True)
    )
    return {
        "number": found.number,
        "contract": found.terms.number if found.terms else None,
        "zone": found.zone,
        "reported_at": found.reported_at,
        **{name: resolution[name] for name in ("due_at", "elapsed_s", "flags", "spans")},
        "response": response,
        "resolution": resolution,
    }


def _target(view: Any, explained: Any) -> dict[str, Any]:
    spans = [
        {"start": span.start, "end": span.end, "seconds": span.seconds, "kind": str(span.kind)}
        for span in (explained.spans if explained else ())
    ]
    skipped = [
        {
            "day": skip.day,
            "name": skip.name,
            "hours": format_windows(tuple((a // 60, b // 60) for a, b in skip.lost)),
        }
        for skip in (explained.skipped if explained else ())
    ]
    return {
        "due_at": view.due, "state": view.state, "done_at": view.done_at, "left_s": view.left_s,
        "budget_s": explained.budget_s if explained else None,
        "elapsed_s": explained.consumed_s if explained else None, "flags": [], "spans": spans, "skipped": skipped,
    }  # fmt: skip
