"""Files of calls, cards, contracts and solutions from the command line: the same four commands under each noun."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from svc_tui.cli.core.front import front_of, moments, say
from svc_tui.cli.core.output import Column, Count, Csv, Json, Plain, form, print_list
from svc_tui.language import _

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=_("The record."))]
File = Annotated[int, typer.Argument(metavar="FILE", help=_("Number of the file, as `files` lists it."))]


def add_files(app: typer.Typer, kind: str) -> None:
    """Register attach, files, save and detach for records of a kind."""

    def attach(
        ctx: typer.Context,
        number: Number,
        file: Annotated[list[Path], typer.Argument(metavar="FILE...", help=_("Files to keep with it."))],
        note: Annotated[str, typer.Option(metavar="TEXT", help=_("What they are."))] = "",
    ) -> None:
        """Keep copies of files."""
        services = front_of(ctx).services(make=False)
        for path in file:
            kept = services.files.attach(number, path, note, kind=kind)
            line = _("{number}: {name} kept as file {id}")
            say(line.format(number=number, name=kept.name, id=kept.id))

    def files(
        ctx: typer.Context,
        number: Number,
        as_json: Json = False,
        as_csv: Csv = False,
        plain: Plain = False,
        count: Count = False,
    ) -> None:
        """List the files of a record."""
        from dataclasses import asdict

        from svc_tui.services.shapes.calls import ATTACHMENT

        services = front_of(ctx).services(make=False)
        found = services.files.list(number, kind=kind)
        table = (
            Column("id", _("File"), right=True), Column("name", _("Name")), Column("size", _("Bytes"), right=True),
            Column("at", _("Since")), Column("who", _("Who")), Column("note", _("Note")),
        )  # fmt: skip
        how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
        records = [{name: asdict(row)[name] for name in ATTACHMENT} for row in found]
        print_list(records, ATTACHMENT, table, how, when=moments(services))

    app.command(help=_("Keep copies of files with a record."))(attach)
    app.command(help=_("List the files of a record."))(files)
    app.command("save", help=_("Save an attached file into a directory."))(save_out)
    app.command(help=_("Take a file off its record."))(detach)


def save_out(
    ctx: typer.Context,
    file: File,
    directory: Annotated[Path, typer.Argument(metavar="DIRECTORY", help=_("Where to."))] = Path(),
) -> None:
    """Save an attached file into a directory; nothing there is overwritten. Prints its path."""
    sys.stdout.write(str(front_of(ctx).services(make=False).files.save_out(file, directory)) + "\n")


def detach(ctx: typer.Context, file: File) -> None:
    """Take a file off its record."""
    kept = front_of(ctx).services(make=False).files.remove(file)
    say(_("{name} taken off").format(name=kept.name))
