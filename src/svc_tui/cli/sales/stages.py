"""`svc-tui opportunity stages`: the stages that opportunities go through, each with its percentage."""

from typing import Annotated, Any

import typer

from svc_tui.cli.core.front import FREE, assignments, front_of, say
from svc_tui.cli.core.nouns import IfVersion, say_saved, yes_no
from svc_tui.cli.core.output import Column, Count, Csv, Json, Plain, form, print_list
from svc_tui.errors import N_, BadUsage, NotFound
from svc_tui.language import _

app = typer.Typer(no_args_is_help=True, help=_("The stages that opportunities go through."))
NAMES = ("name", "percent", "position", "active", "number", "version")
Name = Annotated[str, typer.Argument(metavar="NAME", help=_("The stage."))]


@app.command("list", help=_("List the stages in their order."))
def list_stages(
    ctx: typer.Context, as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:
    """List the stages."""
    from svc_tui.domain.core.money import plain as number

    records: list[dict[str, Any]] = [
        {name: getattr(row, name) for name in NAMES} | {"percent": number(row.percent)}
        for row in front_of(ctx).services().sales_stages.list()
    ]
    table = (
        Column("name", _("Name")), Column("percent", _("Percent"), right=True),
        Column("position", _("Position"), right=True), Column("active", _("Active"), yes_no("active")),
    )  # fmt: skip
    print_list(records, NAMES, table, form(as_json=as_json, as_csv=as_csv, plain=plain, count=count))


@app.command(
    "set", help=_("Change a stage, or add one: Quoted percent=50. A new name goes to its opportunities."),
    context_settings=FREE,
)  # fmt: skip
def set_stage(
    ctx: typer.Context,
    name: Name,
    fields: Annotated[
        list[str],
        typer.Argument(metavar="KEY=VALUE...", help=_("Fields: percent, position, active, name, number.")),
    ],
    if_version: IfVersion = None,
) -> None:
    """Change a stage or add one."""
    words, values = assignments(fields)
    if words or not values:
        raise BadUsage(N_("Write KEY=VALUE, such as percent=50 or active=no."))
    services = front_of(ctx).services()
    try:
        known = services.sales_stages.find(name).name
    except NotFound:
        saved = services.sales_stages.new({"name": name, **values})
        say(_("{name} added").format(name=saved.record.name))
        return
    saved = services.sales_stages.set(known, values, if_version=if_version)
    say_saved(known, saved.changed)


@app.command("remove", help=_("Remove a stage in which no opportunity is or was."))
def remove(ctx: typer.Context, name: Name) -> None:
    """Remove a stage."""
    front_of(ctx).services(make=False).sales_stages.remove(name)
    say(_("{name} removed").format(name=name))
