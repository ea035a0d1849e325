"""`svc-tui export`: a kind into a file or everything into a folder, as our own lines, CSV, or B1's JSON or CSV."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from svc_tui.cli.core.front import FREE, front_of, say
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _, ngettext, number

if TYPE_CHECKING:
    from svc_tui.interchange.core.records import Problem
    from svc_tui.services.core.context import Context


def export(
    ctx: typer.Context,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help=_("What to write: call, equipment, contract ...; or all."))
    ],
    query: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILTER]", help=_("Which ones; of every status, unless the filter names one.")
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="PATH",
            help=_("A .jsonl (ours), .csv or .json (B1), or -; of all and dtw, a new folder."),
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORM",
            help=_("own, csv, b1, dtw, or of solutions markdown, whatever the name."),
        ),
    ] = None,
    packed: Annotated[bool, typer.Option("--gz", help=_("Of all: pack each file."))] = False,
) -> None:
    """Write records of a kind to a file, or everything to a folder."""
    from svc_tui.services.exchange.outgoing.calls import Exporting, form_of

    if not to:
        raise BadUsage(N_("Say where to write with --to PATH, or --to - for standard output."))
    path = Path(to)
    words = " ".join([*(query or ()), *ctx.args])
    if form == "markdown":
        _markdown(ctx, kind, words, path)
        return
    own = Path("-.jsonl") if to == "-" else path
    chosen = form_of(own, form or ("own" if kind == "all" else None))
    if chosen in {"b1", "dtw"}:
        _for_b1(ctx, kind, words, path, chosen)
        return
    if kind == "all":
        _everything(ctx, path, packed, [*words.split(), *([form] if form == "csv" else [])])
        return
    plain: Literal["own", "csv"] = "csv" if chosen == "csv" else "own"
    context = front_of(ctx).services(make=False).context
    if kind == "call":
        exporting = Exporting(context)
        _to_file(kind, path, lambda out: exporting.calls(words, out, plain))
        return
    _to_file(kind, path, _of_kind(context, kind, words, as_csv=plain == "csv"))


def _markdown(ctx: typer.Context, kind: str, words: str, folder: Path) -> None:
    """Solutions as a folder of Markdown files."""
    from svc_tui.services.exchange.outgoing import solution_folder

    if kind != "solution":
        raise BadUsage(N_("Only solutions are written as Markdown, not {kind}."), kind=kind)
    _say_count(
        kind, solution_folder.write(front_of(ctx).services(make=False).solutions, words, folder), folder
    )


def _of_kind(context: "Context", kind: str, words: str, *, as_csv: bool) -> Callable[[TextIO], int]:
    """What writes the records of a filter in our own form."""
    from svc_tui.services.exchange.outgoing.kinds import write_kind
    from svc_tui.services.exchange.outgoing.sets import keys_of

    only = keys_of(context, kind, words)
    return lambda out: write_kind(context, kind, out, as_csv=as_csv, only=only)


def _to_file(kind: str, path: Path, write: Callable[[TextIO], int]) -> None:
    """Write a file that appears whole, or to standard output; say how much."""
    from svc_tui.services.core.whole_file import whole_file

    if str(path) == "-":
        write(sys.stdout)
        return
    with whole_file(path) as out:
        count = write(out)
    _say_count(kind, count, path)


def _say_count(kind: str, count: int, path: Path) -> None:
    if kind == "call":
        told = ngettext("{count} call written to {path}", "{count} calls written to {path}", count)
    else:
        told = ngettext("{count} record written to {path}", "{count} records written to {path}", count)
    say(told.format(count=number(count), path=path))


def _for_b1(ctx: typer.Context, kind: str, words: str, path: Path, form: str) -> None:
    """One set into a file, several or CSV into a folder; what B1 cannot hold is said at the end."""
    from svc_tui.services.exchange.outgoing import sets as export_sets

    context = front_of(ctx).services(make=False).context
    sets = export_sets.known_sets(kind)
    only = export_sets.keys_of(context, kind, words)
    if form == "b1" and len(sets) == 1 and not path.is_dir():
        _one_set(context, kind, only, path)
        return
    if str(path) == "-":
        raise BadUsage(N_("That is several files. Name a new folder with --to FOLDER."))
    chosen: Literal["b1", "dtw"] = "dtw" if form == "dtw" else "b1"
    written = export_sets.export_sets(context, path, chosen, kind, only=only, on_progress=_progress)
    _progress("", 0)
    told = ", ".join(f"{name} {number(count)}" for name, count in written.files.items())
    say(_("{folder}: {told}").format(folder=path, told=told or number(0)))
    _warn(written.warnings)


def _one_set(context: "Context", kind: str, only: "list[int] | None", path: Path) -> None:
    from svc_tui.services.core.whole_file import whole_file
    from svc_tui.services.exchange.outgoing.sets import export_set

    if str(path) == "-":
        _warn(export_set(context, sys.stdout, kind, only=only)[1])
        return
    with whole_file(path) as out:
        count, warnings = export_set(context, out, kind, only=only)
    _say_count(kind, count, path)
    _warn(warnings)


def _warn(problems: "list[Problem]") -> None:
    """What has no place in B1, a sentence each."""
    for problem in problems:
        say(problem.text(_))


def _everything(ctx: typer.Context, folder: Path, packed: bool, words: list[str]) -> None:
    """One file a kind, and the attached files."""
    from svc_tui.services.exchange.outgoing.whole import export_all

    if words or str(folder) == "-":
        raise BadUsage(N_("export all takes no filter and no form, only --to FOLDER."))
    context = front_of(ctx).services(make=False).context
    moved = export_all(context, folder, packed=packed, on_progress=_progress)
    _progress("", 0)
    for name in moved.missing:
        say(
            _("The content of the attached file {name} is gone; its entry is written alone.").format(
                name=name
            )
        )
    told = ", ".join(f"{kind} {number(count)}" for kind, count in moved.kinds.items())
    say(_("{folder}: {told}").format(folder=folder, told=told))
    if moved.files:
        count = moved.files
        say(ngettext("{count} attached file", "{count} attached files", count).format(count=number(count)))


def _progress(kind: str, count: int) -> None:
    """One line on a terminal that says how far it is; wiped at the end."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{f'{kind} {number(count)}' if kind else '':<40}" + ("" if kind else "\r"))
        sys.stderr.flush()


export.context_settings = FREE  # type: ignore[attr-defined]
