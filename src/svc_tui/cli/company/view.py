"""`svc-tui view`: saved views of the inbox."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from svc_tui.cli.core.front import FREE, assignments, front_of, say
from svc_tui.cli.core.nouns import IfVersion
from svc_tui.cli.core.output import Column, Count, Csv, Json, Plain, form, print_list
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.services.core.views import Views
    from svc_tui.storage.query.views import ViewRow

app = typer.Typer(no_args_is_help=True, help=_("Saved views."))
NAMES = ("slot", "name", "query", "columns", "shared")
Name = Annotated[str, typer.Argument(metavar="NAME", help=_("Its name, or its key such as v3."))]
Key = Annotated[int | None, typer.Option("--key", metavar="N", min=1, max=9, help=_("Key after v, 1 to 9."))]


@app.command("list", help=_("List the views and their keys."))
def list_views(
    ctx: typer.Context, as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:
    """List the views."""
    records = [_record(view) for view in front_of(ctx).services().views.list()]
    table = (
        Column("slot", _("Key"), lambda record: f"v{record['slot']}" if record["slot"] else ""),
        Column("name", _("Name")), Column("query", _("Filter")), Column("columns", _("Columns")),
        Column("shared", _("Shared"), lambda record: _("yes") if record["shared"] else _("no")),
    )  # fmt: skip
    print_list(records, NAMES, table, form(as_json=as_json, as_csv=as_csv, plain=plain, count=count))


@app.command("save", help=_("Keep a filter under a name and a key."), context_settings=FREE)
def save(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("Its name."))],
    query: Annotated[list[str] | None, typer.Argument(metavar="[FILTER]...", help=_("Filter text."))] = None,
    key: Key = None,
    columns: Annotated[
        str | None, typer.Option(metavar="NAMES", help=_("Columns, such as number,subject:30."))
    ] = None,
    shared: Annotated[bool, typer.Option("--shared", help=_("For everybody."))] = False,
) -> None:
    """Save a view."""
    from svc_tui.presentation.calls.columns import chosen

    names = columns.replace(" ", ",").split(",") if columns else None
    names = [each for each in names if each] if names else None
    if names:
        chosen(names)
    services = front_of(ctx).services()
    text = " ".join(query or ())
    for warning in services.calls.query(text).warnings:
        say(warning.text(_))
    services.views.save(name, text, names, key, shared=shared)
    say(_("View {name} saved").format(name=name))


@app.command("rename", help=_("Give a view another name."))
def rename(
    ctx: typer.Context,
    name: Name,
    to: Annotated[list[str], typer.Argument(metavar="NEW...", help=_("The new name."))],
) -> None:
    """Rename a view."""
    views = front_of(ctx).services(make=False).views
    views.rename(_saved(views, name), " ".join(to))
    say(_("View {name} renamed").format(name=name))


@app.command("move", help=_("Put a view under another key."))
def move(ctx: typer.Context, name: Name, key: Key = None) -> None:
    """Move a view to another key, or to none."""
    views = front_of(ctx).services(make=False).views
    views.move(_saved(views, name), key)
    say(_("View {name} moved").format(name=name))


@app.command(
    "set", help=_("Change name, query, slot and shared at once, as KEY=VALUE."), context_settings=FREE
)
def set_view(
    ctx: typer.Context,
    name: Name,
    fields: Annotated[list[str], typer.Argument(metavar="KEY=VALUE...", help=_("Fields, such as slot=2."))],
    if_version: IfVersion = None,
) -> None:
    """Change several things of a view, all or none."""
    words, values = assignments(fields)
    if words:
        raise BadUsage(N_("{word} is no field. Write KEY=VALUE, such as billable=no."), word=words[0])
    views = front_of(ctx).services(make=False).views
    views.change(_saved(views, name), values, if_version)
    say(_("View {name} changed").format(name=name))


@app.command("delete", help=_("Remove a view."))
def delete(ctx: typer.Context, name: Name) -> None:
    """Remove a view."""
    views = front_of(ctx).services(make=False).views
    views.delete(_saved(views, name))
    say(_("View {name} removed").format(name=name))


def _saved(views: "Views", name: str) -> int:
    found = views.find(name)
    if found.id is None:
        raise BadUsage(
            N_("{name} comes with the program. Save one of your own over its key."), name=_(found.name)
        )
    return found.id


def _record(view: "ViewRow") -> dict[str, Any]:
    own = {"slot": view.slot, "name": view.name if view.id is not None else _(view.name)}
    return {**own, "query": view.query, "columns": view.columns, "shared": view.person is None}
