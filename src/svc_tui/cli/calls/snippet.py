"""`svc-tui text` and `svc-tui macro`: what people type, or do to calls, again and again."""

import sys
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from svc_tui.cli.core import streams
from svc_tui.cli.core.front import FREE, front_of, numbers_of, say, tell
from svc_tui.cli.core.output import Column, Count, Csv, Json, Plain, form, print_list
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

texts = typer.Typer(no_args_is_help=True, help=_("Canned texts with the values of a call."))
macros = typer.Typer(no_args_is_help=True, help=_("Several changes under one name."))
Name = Annotated[str, typer.Argument(metavar="NAME", help=_("Its name."))]


@texts.command("list", help=_("List the canned texts."))
def list_texts(
    ctx: typer.Context, as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:
    """List the canned texts."""
    records = [{"name": row.name, "text": row.text} for row in front_of(ctx).services().snippets.list()]
    table = (Column("name", _("Name")), Column("text", _("Text")))
    print_list(
        records, ("name", "text"), table, form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    )


@texts.command("save", help=_("Keep a text; - reads it from stdin."))
def save_text(
    ctx: typer.Context,
    name: Name,
    text: Annotated[
        list[str], typer.Argument(metavar="TEXT...", help=_("The words, with places such as {serial}."))
    ],
) -> None:
    """Keep a text."""
    words = " ".join(text)
    unknown = front_of(ctx).services().snippets.save(name, streams.read_all() if words == "-" else words)
    say(_("Canned text {name} saved").format(name=name))
    _say_unknown(unknown)


def _say_unknown(places: Iterable[str]) -> None:
    for place in places:
        say(_("{place} is no field of a call and stays as it is.").format(place=f"{{{place}}}"))


@texts.command("show", help=_("Print a text with the values of a call."))
def show_text(
    ctx: typer.Context,
    name: Name,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help=_("The call."))],
) -> None:
    """Print a text with the values of a call."""
    from svc_tui.domain.core.text import show

    filled = front_of(ctx).services(make=False).snippets.fill(name, number)
    sys.stdout.write(show(filled.text) + "\n")
    _say_unknown(filled.unknown)


@texts.command("delete", help=_("Take a text away."))
def delete_text(ctx: typer.Context, name: Name) -> None:
    """Take a text away."""
    front_of(ctx).services(make=False).snippets.delete(name)
    say(_("Canned text {name} deleted").format(name=name))


@macros.command("list", help=_("List the macros."))
def list_macros(
    ctx: typer.Context, as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:
    """List the macros."""
    records: list[dict[str, Any]] = [
        {"name": row.name, "steps": [f"{field}={value}" for field, value in row.steps]}
        for row in front_of(ctx).services().macros.list()
    ]
    table = (Column("name", _("Name")), Column("steps", _("Steps")))
    print_list(
        records, ("name", "steps"), table, form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    )


@macros.command("save", help=_("Keep steps under a name, in order."))
def save_macro(
    ctx: typer.Context,
    name: Name,
    steps: Annotated[
        list[str], typer.Argument(metavar="KEY=VALUE...", help=_("Fields to set, or note=TEXT, in order."))
    ],
) -> None:
    """Keep steps under a name."""
    pairs: list[tuple[str, str]] = []
    for step in steps:
        field, equals, value = step.partition("=")
        if not equals:
            raise BadUsage(N_("{word} is no step. Write KEY=VALUE, such as status=Pending."), word=step)
        pairs.append((field.strip().lower(), value))
    front_of(ctx).services().macros.save(name, pairs)
    say(_("Macro {name} saved").format(name=name))


@macros.command("run", help=_("Do a macro's steps on calls, as one act."), context_settings=FREE)
def run_macro(
    ctx: typer.Context,
    name: Name,
    number: Annotated[
        list[str], typer.Argument(metavar="NUMBER...", help=_("Calls; - reads them from stdin."))
    ],
) -> None:
    """Do a macro's steps on calls."""
    tell(front_of(ctx).services(make=False).macros.run(numbers_of(number), name))


@macros.command("delete", help=_("Take a macro away."))
def delete_macro(ctx: typer.Context, name: Name) -> None:
    """Take a macro away."""
    front_of(ctx).services(make=False).macros.delete(name)
    say(_("Macro {name} deleted").format(name=name))
