"""Commands that are no noun: undo, redo, init, where, keys."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svc_tui.cli.core.front import front_of, say
from svc_tui.cli.core.output import Column, Count, Csv, Json, Plain, form, page, print_list, print_object
from svc_tui.errors import N_, Refused
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.services.core.undo import Undone

Skip = Annotated[
    bool,
    typer.Option(
        "--skip", help=_("Where somebody else's change is in the way: the rest of it, or the one before.")
    ),
]


def undo(ctx: typer.Context, skip: Skip = False) -> None:
    """Take the last change back."""
    _take(front_of(ctx).services().undo.undo, skip, N_("Pass over it: svc-tui undo --skip."))


def redo(ctx: typer.Context, skip: Skip = False) -> None:
    """Do again what was undone."""
    _take(front_of(ctx).services().undo.redo, skip, N_("Pass over it: svc-tui redo --skip."))


def _take(act: "Callable[..., Undone]", skip: bool, way: str) -> None:
    from svc_tui.services.core.undo import InTheWay

    try:
        say(act(skip=skip).say(_))
    except InTheWay as error:
        error.way = way
        raise


def where(ctx: typer.Context, as_json: Json = False) -> None:
    """Print where files are kept."""
    from svc_tui import locations

    front = front_of(ctx)
    store = front.store_path
    paths = {
        "store": store, "files": locations.attachments_dir(Path(os.path.realpath(store))),
        "demo": locations.demo_store(), "settings": locations.settings_file(), "drafts": locations.drafts_dir(),
        "log": locations.log_file(), "cache": locations.cache_dir(),
    }  # fmt: skip
    record = {name: str(path) for name, path in paths.items()}
    print_object(record, form(as_json=as_json), lambda: page(record))


def keys(
    ctx: typer.Context, as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:
    """Print the keys of the app, as the settings have them."""
    from svc_tui.commands.catalogue import COMMANDS
    from svc_tui.keymap import Keymap, shown_keys

    settings = front_of(ctx).settings
    keymap = Keymap(settings.keys, settings.preset)
    for clash in keymap.clashes():
        say(_(clash.message).format(**clash.values))
    records = [
        {
            "id": command.id, "keys": [shown_keys(keys) for keys in keymap.keys_of(command.id)],
            "scope": command.scope, "words": _(command.words), "help": _(command.help),
        }
        for command in COMMANDS
    ]  # fmt: skip
    table = (
        Column("keys", _("Keys"), lambda record: ", ".join(record["keys"])),
        Column("words", _("Act")),
        Column("help", _("What happens")),
        Column("id", _("Name in the settings")),
    )
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    print_list(records, ("id", "keys", "scope", "words", "help"), table, how)


def init(
    ctx: typer.Context,
    company: Annotated[str | None, typer.Option(metavar="NAME", help=_("The company's name."))] = None,
    zone: Annotated[str | None, typer.Option(help=_("Time zone, such as Europe/Rome."))] = None,
    country: Annotated[str | None, typer.Option(help=_("Country of the holidays, such as IT."))] = None,
    subdivision: Annotated[str | None, typer.Option(help=_("Region of the holidays, such as BZ."))] = None,
    user: Annotated[str | None, typer.Option(metavar="CODE", help=_("Short name of the first user."))] = None,
    name: Annotated[str | None, typer.Option(help=_("Full name of the first user."))] = None,
) -> None:
    """Make a store, or set up one that exists; what no option says is asked on a terminal."""
    from svc_tui.bootstrap import system_user
    from svc_tui.services.core import upkeep

    front = front_of(ctx)
    fresh = upkeep.begin(front.store_path)
    first = user or front.settings.who or system_user(os.environ)
    if fresh:
        if user is None and front.settings.who is None:
            first = _ask(N_("Short name of the first user"), first)
        front.use(who=first)
    services = front.services()
    present = services.settings.values()
    typed: dict[str, Any] = {
        "name": company if company is not None else _ask(N_("Company"), present["name"]),
        "zone": zone or _ask(N_("Time zone"), present["zone"]),
        "country": country
        if country is not None
        else _ask(N_("Country of the holidays"), present["country"]),
    }
    if subdivision is not None:
        typed["subdivision"] = subdivision
    changed = {key: value for key, value in typed.items() if (value or None) != (present[key] or None)}
    if changed:
        services.settings.set(changed)
    if user is not None and not fresh:
        _add_user(services, user, name)
    elif name:
        services.people.set(services.me, {"name": name})
    say(_("The store {path} is ready. Open it with: svc-tui").format(path=front.store_path))


def _add_user(services: Any, code: str, name: str | None) -> None:
    from svc_tui.domain.core.text import code_key

    if any(code_key(row.code) == code_key(code) for row in services.people.list()):
        if name:
            services.people.set(code, {"name": name})
        return
    services.people.new({"code": code, "name": name or code, "roles": "technician dispatcher administrator"})


def _ask(words: str, default: str | None) -> str:
    """What a person types, or the default where nobody sits at a terminal."""
    import sys

    if not sys.stdin.isatty():
        return default or ""
    try:
        answer = input(f"{_(words)} [{default or ''}]: ").strip()
    except EOFError as error:
        raise Refused(N_("Nothing was typed; nothing was made.")) from error
    return answer or (default or "")
