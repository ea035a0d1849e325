"""`svc-tui store`: what the file is, whether it is sound, copies of it, and its schema."""

import sys
from dataclasses import asdict
from datetime import UTC
from pathlib import Path
from typing import Annotated

import typer

from svc_tui.cli.core.front import front_of, say, say_error
from svc_tui.cli.core.output import Json, form, page, print_object
from svc_tui.errors import N_, SvcError, Unavailable
from svc_tui.language import _

CURES = {
    "restore": N_("{path} is damaged. Put the last backup in its place: svc-tui store restore BACKUP"),
    "rebuild": N_("The indexes or texts of {path} can be put right: svc-tui store check --rebuild"),
    "files": N_(
        "Attached files of {path} are lost. Copy them from the directory of files beside a backup; all else works."
    ),
    "owner": N_(
        "Attached files of {path} may not be read by you. Ask their owner to share them with those who use the store."
    ),
}
"""What helps against each sort of finding, the gravest first."""

app = typer.Typer(no_args_is_help=True, help=_("The store file: info, check, backup, restore, migrate."))


@app.command("info", help=_("Say what the store is and how much is in it."))
def info(ctx: typer.Context, as_json: Json = False) -> None:
    """Describe the store."""
    from svc_tui.services.core import upkeep

    found = upkeep.info(front_of(ctx).services(make=False).store)
    record = asdict(found)
    print_object(record, form(as_json=as_json), lambda: page(record))
    if not found.sound:
        text = _("SQLite {version} can damage a store under many writers; a slower journal is used instead.")
        say(text.format(version=found.sqlite))


@app.command("check", help=_("Look for damage: the file, its tables, texts, indexes and attached files."))
def check(
    ctx: typer.Context,
    rebuild: Annotated[
        bool,
        typer.Option("--rebuild", help=_("First make indexes anew, and replace bytes that are no text.")),
    ] = False,
) -> None:
    """Check the store."""
    from svc_tui.services.core import upkeep

    path = front_of(ctx).store_path
    if rebuild:
        upkeep.rebuild(path)
    found = upkeep.check(path)
    for each in found:
        say(each.text(_))
    cures = {each.cure for each in found}
    cures = {"restore"} if "restore" in cures else cures
    told: list[SvcError] = [Unavailable(words, path=path) for cure, words in CURES.items() if cure in cures]
    if (full := upkeep.full_disk(path)) is not None:
        told.append(full)
    for error in told[1:]:
        say_error(error)
    if told:
        raise told[0]
    say(_("{path} is sound.").format(path=path))


@app.command("backup", help=_("Copy the store while others work; prints the copy's path."))
def backup(
    ctx: typer.Context,
    target: Annotated[
        Path | None, typer.Argument(metavar="[PATH]", help=_("The copy; must not exist."))
    ] = None,
) -> None:
    """Back the store up."""
    from svc_tui.services.core import upkeep

    services = front_of(ctx).services(make=False)
    path = services.store.path
    named = target or path.with_name(
        f"{path.stem}-{services.now().astimezone(UTC):%Y%m%dT%H%M%SZ}{path.suffix}"
    )
    if named.is_dir():
        named = named / path.name
    upkeep.backup(services.store, named)
    sys.stdout.write(f"{named}\n")


@app.command("restore", help=_("Put a backup in the place of the store."))
def restore(
    ctx: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="BACKUP", help=_("The backup."))],
) -> None:
    """Restore a backup."""
    from svc_tui.services.core import upkeep

    path = front_of(ctx).store_path
    kept = upkeep.restore(source, path)
    say(_("{path} holds the backup now.").format(path=path))
    if kept is not None:
        say(_("The store before it is kept as {path}.").format(path=kept))


@app.command("migrate", help=_("Bring the store to this program's schema."))
def migrate(ctx: typer.Context) -> None:
    """Migrate the store."""
    from svc_tui.services.core import upkeep

    path = front_of(ctx).store_path
    before, after = upkeep.migrate(path)
    if before == after:
        say(_("{path} has schema {schema} already.").format(path=path, schema=after))
    else:
        say(_("{path} went from schema {before} to {after}.").format(path=path, before=before, after=after))
