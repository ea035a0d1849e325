"""`svc-tui export`: calls into a file, as our own lines, CSV or B1's JSON."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from svc_tui.cli.front import FREE, front_of, say
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _, ngettext, number

KINDS = ("call",)


def export(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=_("What to write: call."))],
    query: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILTER]", help=_("Which ones; of every status, unless the filter names one.")
        ),
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="PATH", help=_("A .jsonl (ours), .csv or .json (B1), or -."))
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="FORM", help=_("own, csv or b1, whatever the name."))
    ] = None,
) -> None:
    """Write calls to a file."""
    from svc_tui.services.exporting import Exporting, form_of, whole_file

    if kind not in KINDS:
        raise BadUsage(N_("export knows no {kind}; it knows {kinds}."), kind=kind, kinds=", ".join(KINDS))
    if not to:
        raise BadUsage(N_("Say where to write with --to PATH, or --to - for standard output."))
    path = Path(to)
    chosen = form_of(path if to != "-" else Path("-.jsonl"), form)
    words = " ".join([*(query or ()), *ctx.args])
    exporting = Exporting(front_of(ctx).services(make=False).context)
    if to == "-":
        exporting.calls(words, sys.stdout, chosen)
        return
    with whole_file(path) as out:
        count = exporting.calls(words, out, chosen)
    say(
        ngettext("{count} call written to {path}", "{count} calls written to {path}", count).format(
            count=number(count), path=path
        )
    )


export.context_settings = FREE  # type: ignore[attr-defined]
