"""`svc-tui item`: items and their groups."""

import sys
from dataclasses import asdict
from typing import Annotated, Any

import typer

from svc_tui.cli.core.front import front_of, say
from svc_tui.cli.core.nouns import Noun, add_to, yes_no
from svc_tui.cli.core.output import Column, Count, Csv, Json, Plain, form, print_list
from svc_tui.language import _

app = typer.Typer(no_args_is_help=True, help=_("Items and their groups."))
NAMES = (
    "code",
    "name",
    "group",
    "kind",
    "serial_managed",
    "warranty_template",
    "life",
    "vat",
    "active",
    "version",
)


def _record(row: Any) -> dict[str, Any]:
    values = asdict(row)
    return {name: values[name] for name in NAMES}


def _table() -> tuple[Column, ...]:
    return (
        Column("code", _("Code")), Column("name", _("Name")), Column("group", _("Group")), Column("kind", _("Kind")),
        Column("serial_managed", _("Serials"), yes_no("serial_managed")),
        Column("active", _("Active"), yes_no("active")),
    )  # fmt: skip


add_to(
    app,
    Noun(
        "items", NAMES, _table, _record,
        (_("List the items of a filter."), _("Show items."), _("Write an item down; prints its code."),
         _("Change fields of items.")),
    ),
)  # fmt: skip


@app.command("groups", help=_("List the item groups."))
def groups(
    ctx: typer.Context, as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:
    """List the item groups."""
    records = [{"name": row.name, "number": row.number} for row in front_of(ctx).services().items.groups()]
    table = (Column("name", _("Group")), Column("number", _("No."), right=True))
    print_list(
        records, ("name", "number"), table, form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    )


@app.command("group", help=_("Add an item group, or remove one."))
def group(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="NAME...", help=_("Name of the group."))],
    number: Annotated[
        int | None, typer.Option(metavar="N", help=_("Its number in SAP Business One."))
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help=_("Remove it."))] = False,
) -> None:
    """Add or remove an item group."""
    items = front_of(ctx).services(make=not remove).items
    name = " ".join(words)
    if remove:
        items.remove_group(name)
        say(_("Group {name} removed").format(name=name))
    else:
        sys.stdout.write(items.new_group(name, number).name + "\n")
