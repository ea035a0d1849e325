"""`svc-tui import`: files into the store, with a sentence for each row that is left out."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svc_tui.cli.core.front import front_of, say
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _, number

if TYPE_CHECKING:
    from svc_tui.interchange.core.records import Problem
    from svc_tui.services.exchange.incoming.run import Progress, Report


def import_(
    ctx: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...", help=_("Files: JSON, JSON Lines, CSV; .gz too; or a folder of them.")
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Say what would happen and keep nothing."))
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help=_("Keep nothing if any row is rejected."))] = False,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help=_("What the files hold, where they do not say."))
    ] = None,
    map_: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", help=_("How the columns of a CSV are read."))
    ] = None,
    create: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND,...|all", help=_("Make what rows refer to and the store lacks: queue, person ...")
        ),
    ] = None,
    route: Annotated[
        bool, typer.Option("--route", help=_("Send new calls by the rules of routing."))
    ] = False,
) -> None:
    """Read calls and master data from files."""
    from svc_tui.services.exchange.incoming.run import Importing

    if not paths:
        raise BadUsage(N_("Name at least one file to import."))
    line = _Line()
    try:
        report = Importing(front_of(ctx).services().context).run(
            paths, dry_run=dry_run, strict=strict, kind=kind, map_path=map_, create=create or (),
            route=route, on_problem=line.problem, on_progress=line.progress,
        )  # fmt: skip
    except KeyboardInterrupt:
        line.clear()
        say(_("Broken off: nothing was imported."))
        raise
    line.clear()
    for sentence in summary(report):
        say(sentence)
    if report.rejected:
        raise typer.Exit(1)


class _Line:
    """The progress line of a terminal, wiped before words are written; nothing where stderr is no terminal."""

    def __init__(self) -> None:
        self.shown = False

    def progress(self, progress: "Progress") -> None:
        """Count, part and time left."""
        if not sys.stderr.isatty():
            return
        left = "" if progress.left_s is None else _("{seconds} s left").format(seconds=progress.left_s)
        text = f"{number(progress.count)}  {progress.fraction:.0%}  {left}"
        sys.stderr.write(f"\r{text:<40}")
        sys.stderr.flush()
        self.shown = True

    def problem(self, file: str, problem: "Problem") -> None:
        """One sentence with file, row, column and value."""
        self.clear()
        parts = [file, problem.place(_)]
        head = ", ".join(part for part in parts if part)
        shown = f' "{problem.value}"' if problem.value and "{value}" not in problem.message else ""
        say(f"{head}{shown}: {problem.text(_)}")

    def clear(self) -> None:
        """Take the progress line away."""
        if self.shown:
            sys.stderr.write("\r" + " " * 40 + "\r")
            self.shown = False


def summary(report: "Report") -> list[str]:
    """What was done, or would be, in a few lines."""
    from svc_tui.services.exchange.incoming.run import TOLD

    lines = []
    for kind, counts in report.kinds.items():
        text = _("{kind}: {new} new, {changed} changed, {same} the same, {rejected} rejected")
        lines.append(
            text.format(
                kind=kind,
                new=number(counts.new),
                changed=number(counts.changed),
                same=number(counts.same),
                rejected=number(counts.rejected),
            )
        )
    if report.made:
        made = ", ".join(f"{table} {number(count)}" for table, count in report.made.items())
        lines.append(_("made because rows refer to it: {made}").format(made=made))
    if report.routed:
        told = ", ".join(f"{rule} {number(count)}" for rule, count in report.routed.items())
        lines.append(_("sent by rules: {told}").format(told=told))
    if report.rejected:
        lines.append(_("rejected rows: {count}").format(count=number(report.rejected)))
        if report.rejected > TOLD:
            text = _("Only the first {told} of them are told above; mend those first.")
            lines.append(text.format(told=number(TOLD)))
    if report.dry_run:
        lines.append(_("Dry run: nothing was kept."))
    elif report.refused:
        lines.append(_("Nothing was imported, because rows were rejected and --strict was given."))
    elif not report.entered:
        lines.append(_("Nothing was imported: there is nothing new in it."))
    return lines
