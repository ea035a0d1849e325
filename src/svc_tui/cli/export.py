"""`svc-tui export`: calls into a file, as our own lines, CSV or B1's JSON; or everything into a folder."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from svc_tui.cli.front import FREE, front_of, say
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _, ngettext, number

KINDS = ("call", "all")


def export(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=_("What to write: call; or all."))],
    query: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILTER]", help=_("Which ones; of every status, unless the filter names one.")
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="PATH", help=_("A .jsonl (ours), .csv or .json (B1), or -; of all, a new folder.")
        ),
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="FORM", help=_("own, csv or b1, whatever the name."))
    ] = None,
    packed: Annotated[bool, typer.Option("--gz", help=_("Of all: pack each file."))] = False,
) -> None:
    """Write calls to a file, or everything to a folder."""
    from svc_tui.services.exporting import Exporting, form_of, whole_file

    if kind not in KINDS:
        raise BadUsage(N_("export knows no {kind}; it knows {kinds}."), kind=kind, kinds=", ".join(KINDS))
    if not to:
        raise BadUsage(N_("Say where to write with --to PATH, or --to - for standard output."))
    path = Path(to)
    if kind == "all":
        _everything(ctx, path, packed, [*(query or ()), *ctx.args, *([form] if form else [])])
        return
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


def _everything(ctx: typer.Context, folder: Path, packed: bool, words: list[str]) -> None:
    """One file a kind, and the attached files."""
    from svc_tui.services.export_whole import export_all

    if words or str(folder) == "-":
        raise BadUsage(N_("export all takes no filter and no form, only --to FOLDER."))
    moved = export_all(front_of(ctx).services(make=False).context, folder, packed=packed)
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


export.context_settings = FREE  # type: ignore[attr-defined]
