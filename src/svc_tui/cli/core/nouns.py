"""`list`, `show`, `new` and `set` as customers, items, people and queues have them alike."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

import typer

from svc_tui.cli.core.front import FREE, assignments, front_of, moments, say, say_notes, words_of
from svc_tui.cli.core.output import (
    Column,
    Columns,
    Count,
    Csv,
    Json,
    Limit,
    Plain,
    form,
    page,
    print_list,
    print_object,
)
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

Filter = Annotated[list[str] | None, typer.Argument(metavar="[FILTER]...", help=_("Filter text."))]
Codes = Annotated[list[str], typer.Argument(metavar="CODE...", help=_("Codes; - reads them from stdin."))]
Fields = Annotated[list[str], typer.Argument(metavar="KEY=VALUE...", help=_("Fields, such as name=TEXT."))]
CodesAndFields = Annotated[
    list[str], typer.Argument(metavar="CODE... KEY=VALUE...", help=_("Codes, then fields."))
]
IfVersion = Annotated[
    int | None, typer.Option(metavar="V", help=_("Only where the record still has this version."))
]


Shown = tuple[dict[str, Any], Callable[[], Iterable[str]]]
"""A record in full, and its lines."""


@dataclass(frozen=True)
class Noun:
    """What one kind of record needs to be listed, shown, written down and changed."""

    service: str
    """Its name among the services."""
    names: tuple[str, ...]
    """Stable names in their order."""
    table: Callable[[], Sequence[Column]]
    """The columns of its list on a terminal."""
    record: Callable[[Any], dict[str, Any]]
    """A read model under the stable names."""
    helps: tuple[str, str, str, str]
    """One line for list, show, new and set."""
    shown: Callable[[Any, str], Shown] | None = None
    """What `show` prints of a code, from all services, where it says more than a list does."""


def add_to(app: typer.Typer, noun: Noun) -> None:
    """Register the four commands."""

    def service(ctx: typer.Context, *, make: bool = True) -> Any:
        return getattr(front_of(ctx).services(make=make), noun.service)

    @app.command("list", help=noun.helps[0], context_settings=FREE)
    def list_records(
        ctx: typer.Context, query: Filter = None, limit: Limit = None, columns: Columns = None,
        as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
    ) -> None:  # fmt: skip
        how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
        found = service(ctx).matching(" ".join(query or ()), limit)
        for warning in found.query.warnings:
            say(warning.text(_))
        when = moments(front_of(ctx).services())
        print_list(map(noun.record, found.rows), noun.names, noun.table(), how, columns=columns, when=when)

    @app.command("show", help=noun.helps[1])
    def show(ctx: typer.Context, code: Codes, as_json: Json = False) -> None:
        how = form(as_json=as_json)
        titles = {column.name: column.title for column in noun.table()}
        for each in words_of(code):
            if noun.shown is not None:
                record, lines = noun.shown(front_of(ctx).services(make=False), each)
            else:
                record = noun.record(service(ctx, make=False).find(each))
                lines = partial(page, record, titles)
            print_object(record, how, lines)

    @app.command("new", help=noun.helps[2], context_settings=FREE)
    def new(ctx: typer.Context, fields: Fields) -> None:
        words, values = assignments(fields)
        if len(words) == 1 and "code" not in values:
            values["code"] = words.pop()
        if words:
            raise BadUsage(N_("{word} is no field. Write KEY=VALUE, such as name=TEXT."), word=words[0])
        saved = service(ctx).new(values)
        say_notes(saved.warnings)
        sys.stdout.write(f"{noun.record(saved.record)['code']}\n")

    @app.command("set", help=noun.helps[3], context_settings=FREE)
    def set_fields(ctx: typer.Context, fields: CodesAndFields, if_version: IfVersion = None) -> None:
        words, values = assignments(fields)
        if not values:
            raise BadUsage(N_("Say what to change: KEY=VALUE, such as name=TEXT."))
        codes = words_of(words)
        if not codes:
            raise BadUsage(N_("Name at least one record to change."))
        for saved in service(ctx, make=False).records.set_all(codes, values, if_version=if_version):
            say_saved(noun.record(saved.record)["code"], saved.changed)
            say_notes(saved.warnings)


def say_saved(code: str, changed: Sequence[str]) -> None:
    """What a change has changed."""
    if changed:
        say(_("{code}: {fields} changed").format(code=code, fields=", ".join(changed)))
    else:
        say(_("{code}: nothing changed").format(code=code))


def yes_no(name: str) -> Callable[[Mapping[str, Any]], str]:
    """How a flag reads in a table."""
    return lambda record: _("yes") if record[name] else _("no")
