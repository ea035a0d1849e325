"""`svc-tui template`: contract templates: list, show, write down, change, mark expired."""

import sys
from functools import partial
from typing import Annotated

import typer

from svc_tui.cli.core.attachments import add_files
from svc_tui.cli.core.front import FREE, assignments, front_of, say, words_of
from svc_tui.cli.core.nouns import say_saved, yes_no
from svc_tui.cli.core.output import (
    Column,
    Columns,
    Count,
    Csv,
    Json,
    Plain,
    form,
    page,
    print_list,
    print_object,
)
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

app = typer.Typer(no_args_is_help=True, help=_("Templates that contracts are copied from."))

Names = Annotated[list[str], typer.Argument(metavar="NAME...", help=_("Templates; - reads them from stdin."))]


@app.command("list", help=_("List the templates."))
def list_templates(
    ctx: typer.Context,
    choosable: Annotated[
        bool, typer.Option("--choosable", help=_("Leave out those that are expired."))
    ] = False,
    columns: Columns = None,
    as_json: Json = False,
    as_csv: Csv = False,
    plain: Plain = False,
    count: Count = False,
) -> None:
    """List the templates by name."""
    from svc_tui.services.shapes.contracts import TEMPLATE_NAMES, template_record

    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    found = front_of(ctx).services().templates.list(everything=not choosable)
    print_list(map(template_record, found), TEMPLATE_NAMES, _table(), how, columns=columns)


@app.command(help=_("Show templates."))
def show(ctx: typer.Context, name: Names, as_json: Json = False) -> None:
    """Show templates with all their terms."""
    from svc_tui.services.shapes.contracts import template_record

    how = form(as_json=as_json)
    services = front_of(ctx).services(make=False)
    titles = {column.name: column.title for column in _table()}
    for each in words_of(name):
        record = template_record(services.templates.find(each))
        print_object(record, how, partial(page, record, titles))


@app.command(help=_("Write a template down."), context_settings=FREE)
def new(
    ctx: typer.Context,
    fields: Annotated[
        list[str],
        typer.Argument(metavar="NAME KEY=VALUE...", help=_("Its name, then fields such as resolution=2d.")),
    ],
) -> None:
    """Write a template down; prints its name."""
    words, values = assignments(fields)
    if len(words) == 1 and "name" not in values:
        values["name"] = words.pop()
    if words:
        raise BadUsage(N_("{word} is no field. Write KEY=VALUE, such as name=TEXT."), word=words[0])
    saved = front_of(ctx).services().templates.new(values)
    sys.stdout.write(saved.record.name + "\n")


@app.command(
    "set", help=_("Change a template; contracts made from it stay as they are."), context_settings=FREE
)
def set_fields(
    ctx: typer.Context,
    fields: Annotated[
        list[str], typer.Argument(metavar="NAME... KEY=VALUE...", help=_("Templates, then fields."))
    ],
    if_version: Annotated[
        int | None, typer.Option(metavar="V", help=_("Only where the record still has this version."))
    ] = None,
) -> None:
    """Change templates. An empty value empties the field."""
    words, values = assignments(fields)
    if not words_of(words) or not values:
        raise BadUsage(N_("Name a template, then say what to change: KEY=VALUE, such as duration=12."))
    services = front_of(ctx).services(make=False)
    for each in words_of(words):
        saved = services.templates.set(each, values, if_version=if_version)
        say_saved(saved.record.name, saved.changed)


@app.command(help=_("Mark templates expired: nobody can choose them any more."))
def expire(ctx: typer.Context, name: Names) -> None:
    """Mark templates expired; expired=no takes it back."""
    services = front_of(ctx).services(make=False)
    for each in words_of(name):
        saved = services.templates.expire(each)
        say(_("Template {name} is expired.").format(name=saved.record.name))


add_files(app, "contract_template")


def _table() -> tuple[Column, ...]:
    from svc_tui.presentation.contracts import words

    return (
        Column("name", _("Template")), Column("description", _("Title")),
        Column("type", _("Type"), lambda record: words.type_words(record["type"])),
        Column("duration", _("Months"), right=True), Column("response", _("Respond")),
        Column("resolution", _("Resolve")), Column("coverage", _("Hours")),
        Column("includes", _("Includes"), words.includes_words), Column("expired", _("Expired"), yes_no("expired")),
    )  # fmt: skip
