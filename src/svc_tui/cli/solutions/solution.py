"""`svc-tui solution`: search, list, show, write down, review, merge and attach solutions."""

import sys
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svc_tui.cli.core.batch import lines_of
from svc_tui.cli.core.front import FREE, assignments, front_of, moments, numbers_of, say, tell, words_of
from svc_tui.cli.core.lists import print_found
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

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services

app = typer.Typer(no_args_is_help=True, help=_("Solutions: find what helped before, keep what helps."))
synonyms = typer.Typer(no_args_is_help=True, help=_("Words of the company that mean the same in a search."))
app.add_typer(synonyms, name="synonym")

Filter = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILTER]...", help=_("Filter text, such as is:stale item:CODE status:publish.")),
]
Numbers = Annotated[
    list[str], typer.Argument(metavar="NUMBER...", help=_("Solutions; - reads them from stdin."))
]
Number = Annotated[str, typer.Argument(metavar="NUMBER", help=_("The solution."))]


@app.command(
    "list", help=_("List the solutions of a filter; unknown options are filter text."), context_settings=FREE
)
def list_solutions(
    ctx: typer.Context, query: Filter = None, limit: Limit = None, columns: Columns = None,
    as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:  # fmt: skip
    """List the solutions of a filter."""
    _list(
        ctx,
        " ".join(query or ()),
        limit,
        columns,
        form(as_json=as_json, as_csv=as_csv, plain=plain, count=count),
    )


@app.command(
    "stale", help=_("List those to be looked at again: unused or not reviewed for a year, or a call came back."),
    context_settings=FREE,
)  # fmt: skip
def stale(
    ctx: typer.Context, query: Filter = None, limit: Limit = None, columns: Columns = None,
    as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:  # fmt: skip
    """List stale solutions."""
    text = " ".join(["is:stale", *(query or ())])
    _list(ctx, text, limit, columns, form(as_json=as_json, as_csv=as_csv, plain=plain, count=count))


def _list(ctx: typer.Context, text: str, limit: int | None, columns: str | None, how: str) -> None:
    from svc_tui.services.shapes.solutions import NAMES, records

    services = front_of(ctx).services()
    found = services.solutions.ids(text)
    reads = partial(records, services.solutions)
    print_found(services, found, reads, NAMES, _table, how, limit=limit, columns=columns)


@app.command(
    help=_("Find solutions by words, best first; nothing in the words is syntax."), context_settings=FREE
)
def search(
    ctx: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORDS]...", help=_("What is known."))] = None,
    item: Annotated[
        str | None, typer.Option(metavar="CODE", help=_("The item at hand: its solutions count more."))
    ] = None,
    top: Annotated[int, typer.Option(min=1, metavar="N", help=_("Print at most N hits."))] = 20,
    filters: Annotated[
        str, typer.Option("--filter", metavar="FILTER", help=_("Only among those of a filter."))
    ] = "",
    batch: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|-", help=_("Lines of id TAB words; prints id TAB number TAB rank TAB score.")
        ),
    ] = None,
    as_json: Json = False,
    as_csv: Csv = False,
    plain: Plain = False,
    count: Count = False,
) -> None:
    """Find solutions by words; without words the most useful ones."""
    from svc_tui.services.shapes.solutions import FOUND, found_record

    if batch is not None and words:
        raise BadUsage(N_("Give words, or --batch FILE with one search a line, not both."))
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    services = front_of(ctx).services()
    if batch is not None:
        _batch(services, batch, item, top)
        return
    hits = services.solutions.search(" ".join(words or ()), item=item, filters=filters, top=top)
    found = [found_record(hit, rank) for rank, hit in enumerate(hits, 1)]
    print_list(found, FOUND, _found_table(), how)
    if not found:
        say(_("No solution holds any of these words."))


def _batch(services: "Services", source: str, item: str | None, top: int) -> None:
    pairs = (
        (name, words) for name, _tab, words in (line.partition("\t") for line in lines_of(source)) if name
    )
    names: list[str] = []

    def texts() -> Iterator[str]:
        for name, words in pairs:
            names.append(name)
            yield words

    for hits in services.solutions.searches(texts(), item=item, top=top):
        name = names.pop()
        for rank, hit in enumerate(hits, 1):
            sys.stdout.write(f"{name}\t{hit.row.number}\t{rank}\t{hit.score:.6f}\n")


@app.command(help=_("Say what may help a call, and why."))
def suggest(
    ctx: typer.Context,
    call: Annotated[str, typer.Argument(metavar="CALL", help=_("The call."))],
    as_json: Json = False,
) -> None:
    """Say what may help a call."""
    from svc_tui.presentation.solutions.reasons import reason
    from svc_tui.services.shapes.solutions import NAMES, suggestion_record

    found = [suggestion_record(each) for each in front_of(ctx).services(make=False).solutions.suggest(call)]
    table = (
        Column("number", _("No."), right=True), Column("solution", _("Solution")),
        Column("tie", _("Why"), lambda record: reason(record["tie"], record["closed"])),
    )  # fmt: skip
    print_list(found, (*NAMES, "tie", "closed"), table, form(as_json=as_json))


@app.command(help=_("Show solutions with calls, files and history."))
def show(ctx: typer.Context, number: Numbers, as_json: Json = False) -> None:
    """Show solutions."""
    from svc_tui.services.shapes.solutions import sheet_record

    services = front_of(ctx).services(make=False)
    for each in words_of(number):
        record = sheet_record(services.solutions.sheet(each))
        print_object(record, form(as_json=as_json), partial(_page, services, record))


@app.command(help=_("Show what was changed on a solution, by whom, newest first."))
def versions(ctx: typer.Context, number: Number, as_json: Json = False) -> None:
    """Show the versions of a solution with their differences."""
    from svc_tui.domain.core.text import show as shown
    from svc_tui.presentation.solutions.reasons import version_lines
    from svc_tui.services.shapes.solutions import version_record

    services = front_of(ctx).services(make=False)
    found = services.solutions.versions(number)
    records = [version_record(version, place) for place, version in enumerate(found, 1)]
    if as_json:
        print_list(records, ("version", "at", "who", "event", "changes"), (), "json")
        return
    for line in version_lines(records, moments(services)):
        sys.stdout.write(shown(line) + "\n")


@app.command(help=_("Write a solution down; prints its number."), context_settings=FREE)
def new(
    ctx: typer.Context,
    fields: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY=VALUE]...", help=_("Fields, such as solution=TEXT."))
    ] = None,
    call: Annotated[
        str | None,
        typer.Option("--call", metavar="CALL", help=_("From what a call says, and attached to it.")),
    ] = None,
    as_json: Json = False,
) -> None:
    """Write a solution down, or one from what solved a call."""
    from svc_tui.services.shapes.solutions import sheet_record

    words, values = assignments(fields or ())
    if words:
        raise BadUsage(N_("{word} is no field. Write KEY=VALUE, such as solution=TEXT."), word=words[0])
    services = front_of(ctx).services()
    draft: dict[str, Any] = {**(services.solutions.from_call(call) if call else {}), **values}
    twins = services.solutions.similar(draft)
    written = services.solutions.new_from_call(call, values) if call else services.solutions.new(values)
    say(_(written.note.text).format(**written.note.values))
    for twin in twins:
        text = _(
            "Solution {number} is much like it: {solution}. Merge them with: solution merge {new} {number}"
        )
        say(text.format(number=twin.row.number, solution=twin.row.solution, new=written.number))
    if as_json:
        print_object(sheet_record(services.solutions.sheet(written.number)), "json", lambda: ())
    else:
        sys.stdout.write(f"{written.number}\n")


@app.command("set", help=_("Change fields of solutions; an empty value empties one."), context_settings=FREE)
def set_fields(
    ctx: typer.Context,
    fields: Annotated[
        list[str], typer.Argument(metavar="NUMBER... KEY=VALUE...", help=_("Solutions, then fields."))
    ],
    if_version: Annotated[
        int | None, typer.Option(metavar="V", help=_("Only where it still has this version."))
    ] = None,
) -> None:
    """Change fields of solutions."""
    words, values = assignments(fields)
    if not values:
        raise BadUsage(N_("Say what to change: KEY=VALUE, such as solution=TEXT."))
    tell(front_of(ctx).services(make=False).solutions.set(_named(words), values, if_version=if_version))


@app.command(help=_("Let customers read solutions."))
def publish(ctx: typer.Context, number: Numbers) -> None:
    """Publish solutions."""
    tell(front_of(ctx).services(make=False).solutions.publish(_named(number)))


@app.command(help=_("Say that solutions are right as they stand, or ask somebody to read them."))
def review(
    ctx: typer.Context,
    number: Numbers,
    by: Annotated[str | None, typer.Option("--by", metavar="PERSON", help=_("Who is to read them."))] = None,
) -> None:
    """Review solutions, or ask for it."""
    tell(front_of(ctx).services(make=False).solutions.review(_named(number), by))


@app.command(help=_("Let one solution take another's place; its calls and files move over."))
def merge(
    ctx: typer.Context,
    number: Number,
    into: Annotated[str, typer.Argument(metavar="INTO", help=_("The solution that stays."))],
) -> None:
    """Merge a solution into another."""
    tell(front_of(ctx).services(make=False).solutions.merge(number, into))


@app.command(help=_("Remove solutions; calls that used one lose it."))
def delete(ctx: typer.Context, number: Numbers) -> None:
    """Remove solutions."""
    tell(front_of(ctx).services(make=False).solutions.delete(_named(number)))


@app.command(help=_("Attach solutions to calls."))
def attach(
    ctx: typer.Context,
    number: Numbers,
    call: Annotated[list[str], typer.Option("--call", metavar="CALL", help=_("A call; may be repeated."))],
) -> None:
    """Attach solutions to calls."""
    tell(front_of(ctx).services(make=False).solutions.attach(_named(number), numbers_of(call)))


@app.command(help=_("Say that a solution did not help a call."))
def missed(
    ctx: typer.Context,
    number: Number,
    call: Annotated[str, typer.Argument(metavar="CALL", help=_("The call."))],
) -> None:
    """Say that a solution did not help."""
    tell(front_of(ctx).services(make=False).solutions.missed(number, call))


Word = Annotated[str, typer.Argument(metavar="WORD", help=_("The word."))]


@synonyms.command("list", help=_("List the synonyms."))
def list_synonyms(
    ctx: typer.Context, as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:
    """List the synonyms."""
    rows = front_of(ctx).services().synonyms.list()
    table = (Column("name", _("Word")), Column("words", _("Means the same")))
    found = [{"name": row.name, "words": list(row.words)} for row in rows]
    print_list(
        found, ("name", "words"), table, form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    )


@synonyms.command("add", help=_("Let words mean the same as the first."))
def add_synonyms(
    ctx: typer.Context,
    word: Word,
    others: Annotated[list[str], typer.Argument(metavar="WORD...", help=_("Words that mean the same."))],
) -> None:
    """Add synonyms."""
    row = front_of(ctx).services().synonyms.add(word, others)
    say(_("{name} = {words}").format(name=row.name, words=", ".join(row.words)))


@synonyms.command("remove", help=_("Take synonyms away; without further words all of them."))
def remove_synonyms(
    ctx: typer.Context,
    word: Word,
    others: Annotated[
        list[str] | None, typer.Argument(metavar="[WORD]...", help=_("Only these of them."))
    ] = None,
) -> None:
    """Remove synonyms."""
    front_of(ctx).services(make=False).synonyms.remove(word, others or ())
    say(_("Synonyms of {name} changed").format(name=word))


def _named(arguments: Iterable[str]) -> list[str]:
    found = [word.removeprefix("#") for word in words_of(list(arguments))]
    if not found:
        raise BadUsage(N_("Name at least one solution by its number, or - to read them from standard input."))
    return found


def _page(services: "Services", record: dict[str, Any]) -> Iterator[str]:
    from svc_tui.presentation.solutions.reasons import titles, use_words

    named, when = titles(), moments(services)
    plain = {name: record[name] for name in named if name not in ("description", "used")}
    shown = {
        name: when(value) if name.endswith("_at") and value is not None else value
        for name, value in plain.items()
    }
    yield from page({**shown, "used": use_words(record["used"])}, named)
    if record["stale"]:
        yield _("To be looked at again: unused or not reviewed for a year, or a call came back.")
    if record["description"].strip():
        yield from ("", f"-- {named['description']}", *record["description"].splitlines())
    if record["calls"]:
        yield from ("", f"-- {_('Calls')}")
        for call in record["calls"]:
            yield f"{call['number']}  {call['status']}  {call['subject']}  {call['customer_name']}"
    for file in record["attachments"]:
        yield f"{file['id']}  {file['name']}  {file['size']}"


def _table() -> tuple[Column, ...]:
    return (
        Column("number", _("No."), right=True), Column("symptom", _("Symptom")), Column("solution", _("Solution")),
        Column("item", _("Item")), Column("status", _("Status")), Column("owner", _("Owner")),
        Column("used", _("Used"), right=True), Column("last_used_at", _("Last used")),
    )  # fmt: skip


def _found_table() -> tuple[Column, ...]:
    return (
        Column("number", _("No."), right=True), Column("solution", _("Solution")), Column("item", _("Item")),
        Column("status", _("Status")), Column("used", _("Used"), right=True), Column("passage", _("Found")),
    )  # fmt: skip
