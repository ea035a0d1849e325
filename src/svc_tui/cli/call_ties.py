"""What ties calls to each other, to files, to solutions and to the clock, from the command line."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from svc_tui.cli.call_acts import Numbers, NumbersAndOne
from svc_tui.cli.front import front_of, moments, numbers_and_last, numbers_of, say, tell
from svc_tui.cli.output import Column, Csv, Json, Plain, form, print_list, print_object
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
        (attach, _("Keep copies of files with a call.")),
        (files, _("List the files of a call.")),
        (detach, _("Take a file off its call.")),
    )
    for command, text in commands:
        app.command(help=text)(command)
    app.command("save", help=_("Save a file of a call into a directory."))(save_out)


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
    sys.stdout.write(outcome.number + "\n")


def attach(
    ctx: typer.Context,
    number: Number,
    file: Annotated[list[Path], typer.Argument(metavar="FILE...", help=_("Files to keep with the call."))],
    note: Annotated[str, typer.Option(metavar="TEXT", help=_("What they are."))] = "",
) -> None:
    """Keep copies of files with a call."""
    services = front_of(ctx).services(make=False)
    for path in file:
        kept = services.files.attach(number, path, note)
        line = _("{number}: {name} kept as file {id}")
        say(line.format(number=number, name=kept.name, id=kept.id))


def files(
    ctx: typer.Context, number: Number, as_json: Json = False, as_csv: Csv = False, plain: Plain = False
) -> None:
    """List the files of a call."""
    from dataclasses import asdict

    from svc_tui.services.call_records import ATTACHMENT

    services = front_of(ctx).services(make=False)
    found = services.files.list(number)
    table = (
        Column("id", _("File"), right=True), Column("name", _("Name")), Column("size", _("Bytes"), right=True),
        Column("at", _("Since")), Column("who", _("Who")), Column("note", _("Note")),
    )  # fmt: skip
    how = form(as_json=as_json, as_csv=as_csv, plain=plain)
    records = [{name: asdict(row)[name] for name in ATTACHMENT} for row in found]
    print_list(records, ATTACHMENT, table, how, when=moments(services))


def save_out(
    ctx: typer.Context,
    file: Annotated[
        int, typer.Argument(metavar="FILE", help=_("Number of the file, as `call files` lists it."))
    ],
    directory: Annotated[Path, typer.Argument(metavar="DIRECTORY", help=_("Where to."))] = Path(),
) -> None:
    """Save a file of a call into a directory; nothing there is overwritten. Prints its path."""
    sys.stdout.write(str(front_of(ctx).services(make=False).files.save_out(file, directory)) + "\n")


def detach(
    ctx: typer.Context,
    file: Annotated[
        int, typer.Argument(metavar="FILE", help=_("Number of the file, as `call files` lists it."))
    ],
) -> None:
    """Take a file off its call."""
    kept = front_of(ctx).services(make=False).files.remove(file)
    say(_("{name} taken off").format(name=kept.name))


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
    from svc_tui.presentation.due import due_page

    calls = front_of(ctx).services(make=False).calls
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
                told += due_page(explained, found.zone) if explained else [_("No due date.")]
            return told

        print_object(_due_record(found), how, lines)


def _due_record(found: Any) -> dict[str, Any]:
    """The explanation under stable names; the resolution's own stand at the top, as in `contract due`."""
    from svc_tui.services.call_records import as_number

    response, resolution = (
        _target(view, explained)
        for view, explained in zip(found.view, (found.response, found.resolution), strict=True)
    )
    return {
        "number": as_number(found.number),
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
    skipped = [{"day": skip.day, "name": skip.name} for skip in (explained.skipped if explained else ())]
    return {
        "due_at": view.due, "state": view.state, "done_at": view.done_at, "left_s": view.left_s,
        "budget_s": explained.budget_s if explained else None,
        "elapsed_s": explained.consumed_s if explained else None, "flags": [], "spans": spans, "skipped": skipped,
    }  # fmt: skip
