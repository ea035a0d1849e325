"""`svc-tui report`: list the reports, show how one is made, run one."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svc_tui.cli.core.front import FREE, front_of, moments, say
from svc_tui.cli.core.output import Column, Count, Csv, Json, Plain, form, print_list, print_object
from svc_tui.cli.core.periods import First, Last, Within, period_of
from svc_tui.cli.reports import monitor
from svc_tui.errors import N_, BadUsage, Refused
from svc_tui.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from svc_tui.bootstrap import Services
    from svc_tui.domain.reports.definition import Definition
    from svc_tui.domain.reports.result import Result

app = typer.Typer(no_args_is_help=True, help=_("Reports: what the service department did, and how well."))
FORMATS = ("table", "json", "csv", "markdown", "html", "xlsx")
ENDINGS = {
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".txt": "table",
    ".html": "html",
    ".xlsx": "xlsx",
}
LISTED = ("name", "title", "subject", "by", "help")

Name = Annotated[str, typer.Argument(metavar="NAME", help=_("The report."))]


@app.command("list", help=_("List the reports."))
def list_reports(
    ctx: typer.Context, as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:
    """List the reports."""
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    records = [
        {"name": each.name, "title": _(each.title), "subject": each.subject, "by": list(each.by),
         "help": _(each.help) if each.help else None}
        for each in front_of(ctx).services().reports.all()
    ]  # fmt: skip
    print_list(
        records,
        LISTED,
        (Column("name", _("Name")), Column("title", _("Title")), Column("help", _("Answers"))),
        how,
    )


@app.command(help=_("Show how a report is made, as a file to copy; and what its figures mean."))
def show(ctx: typer.Context, name: Name, as_json: Json = False) -> None:
    """Show the definition of a report as TOML; with --json its figures in words too."""
    from dataclasses import asdict

    from svc_tui.domain.reports.definition import as_toml
    from svc_tui.presentation.reports.sheet import definitions

    reports = front_of(ctx).services(make=False).reports
    found = reports.find(name)
    checked = reports.checked(found)
    lines = [f"# {line}" for line in definitions(checked)]
    text = [*as_toml(found, _).splitlines(), "", *lines]
    record = {name: value for name, value in asdict(found).items() if value not in ("", (), None)}
    record |= {
        "title": _(found.title),
        "help": _(found.help) if found.help else None,
        "definitions": definitions(checked),
    }
    print_object(record, form(as_json=as_json), lambda: text)


Shared = Annotated[
    bool | None,
    typer.Option("--shared/--private", help=_("Everybody's, or yours alone; private unless said.")),
]


@app.command(
    "copy", help=_("Make a report of your own from another one, with changes."), context_settings=FREE
)
def copy_report(
    ctx: typer.Context,
    name: Name,
    new: Annotated[str, typer.Argument(metavar="NEW", help=_("What yours is called."))],
    fields: Annotated[
        list[str] | None, typer.Argument(metavar="KEY=VALUE...", help=_("Changes, such as by=queue,month."))
    ] = None,
    shared: Shared = None,
) -> None:
    """Copy a report under another name."""
    reports = front_of(ctx).services(make=False).reports
    _save(ctx, new, reports.find(name), fields, shared)


@app.command(
    "set",
    help=_("Make or change a report of your own: fields, or a file as show prints it."),
    context_settings=FREE,
)
def set_report(
    ctx: typer.Context,
    name: Name,
    fields: Annotated[
        list[str] | None, typer.Argument(metavar="KEY=VALUE...", help=_("Changes, such as by=queue,month."))
    ] = None,
    file: Annotated[
        str | None, typer.Option("--file", metavar="FILE|-", help=_("The definition, in TOML."))
    ] = None,
    shared: Shared = None,
) -> None:
    """Make or change a report."""
    from svc_tui.domain.reports.definition import Definition, read

    reports = front_of(ctx).services(make=False).reports
    own = reports.own.find(name)
    if file is not None:
        made = read(name, _text_of(file))
    elif own is not None:
        made = own
    elif fields:
        made = Definition(name, name, "call")
    else:
        raise BadUsage(N_("Say what to change: KEY=VALUE, such as by=queue,month; or --file FILE."))
    _save(ctx, name, made, fields, shared)


@app.command("delete", help=_("Delete a report of your own."))
def delete_report(ctx: typer.Context, name: Name) -> None:
    """Delete a report."""
    front_of(ctx).services(make=False).reports.own.delete(name)
    say(_("Report {name} deleted").format(name=name))


def _save(
    ctx: typer.Context, name: str, made: "Definition", fields: list[str] | None, shared: bool | None
) -> None:
    from dataclasses import replace

    from svc_tui.cli.core.front import assignments
    from svc_tui.services.reports.own import changed

    words, typed = assignments(fields or ())
    if words:
        raise BadUsage(N_("{word} is no field. Write KEY=VALUE, such as by=queue,month."), word=words[0])
    reports = front_of(ctx).services(make=False).reports
    reports.save(name, changed(replace(made, name=name), typed), shared=shared)
    say(_("Report {name} saved").format(name=name))


def _text_of(file: str) -> str:
    """The text of a file or of standard input. Raises Refused: it cannot be read."""
    from svc_tui.cli.core import streams
    from svc_tui.errors import of_file

    if file == "-":
        return streams.read_all()
    try:
        return Path(file).read_text("utf-8")
    except OSError as error:
        raise of_file(error, file, Refused) from None
    except UnicodeDecodeError:
        raise Refused(N_("{path} is no text in UTF-8."), path=file) from None


@app.command(
    help=_("Run a report on the calls of a filter; unknown options are filter text."), context_settings=FREE
)
def run(
    ctx: typer.Context,
    name: Name,
    query: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILTER]...", help=_("Filter text, such as queue:north -who:anna.")),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="A[,B]", help=_("Part by these instead, such as queue,month.")),
    ] = None,
    cross: Annotated[bool, typer.Option("--cross", help=_("The second group across."))] = False,
    figures: Annotated[
        str | None, typer.Option(metavar="NAMES", help=_("These figures, such as calls,overdue."))
    ] = None,
    first: First = None,
    last: Last = None,
    within: Within = None,
    date: Annotated[
        str, typer.Option("--date", metavar="KEY", help=_("The date it is about, such as closed_at."))
    ] = "",
    sort: Annotated[
        str, typer.Option(metavar="NAME", help=_("Sort by a figure or group; -NAME downwards."))
    ] = "",
    top: Annotated[int | None, typer.Option(min=1, metavar="N", help=_("Only the first N rows."))] = None,
    shape: Annotated[
        str | None,
        typer.Option("--format", metavar="FORM", help=_("table, json, csv, markdown, html or xlsx.")),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help=_("Write to a file; its ending says the form.")),
    ] = None,
    semicolons: Annotated[
        bool, typer.Option("--semicolons", help=_("CSV with ; and decimal commas."))
    ] = False,
    chart: Annotated[
        bool, typer.Option("--chart", help=_("Draw the report's chart in place of the table."))
    ] = False,
    fail_if: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-if", metavar="CONDITION", help=_("End with 1 where it holds, such as overdue>5.")
        ),
    ] = None,
) -> None:
    """Run a report."""
    from svc_tui.domain.reports.alarm import alarm
    from svc_tui.services.reports.service import Asked

    how = _form(shape, out)
    if how == "xlsx" and out is None:
        raise BadUsage(N_("A workbook goes to a file. Name one with --out FILE."))
    if chart and how != "table":
        raise BadUsage(N_("A chart is text. Leave {form} away."), form=how)
    services = front_of(ctx).services()
    asked = Asked(
        filter=" ".join([*(query or ()), *ctx.args]),
        period=period_of(services, first, last, within),
        by=None if by is None else _names(by),
        cross=True if cross else None,
        figures=_names(figures or ""),
        date=date,
        sort=sort,
        top=top,
    )
    checked = services.reports.checked_as(name, asked)
    alarms = [alarm(text, {figure.name: figure for figure in checked.figures}) for text in fail_if or ()]
    result = services.reports.run(name, asked)
    if how == "xlsx":
        _workbook(services, result, out)
    elif chart:
        _write(_chart(services, result, front_of(ctx).plain_glyphs), out)
    else:
        _write(_pieces(services, result, how, out is not None, semicolons), out)
    failed = False
    for each in alarms:
        cell = result.total.cells[each.figure.name]
        if cell.value is None:
            say(_("{condition}: there is no value to compare.").format(condition=each.text))
            failed = True
        elif each.holds(cell.value):
            line = _("{condition}: it is {value}. Behind it: {filter}")
            say(line.format(condition=each.text, value=cell.value, filter=cell.filter))
            failed = True
    if failed:
        raise typer.Exit(1)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip().lower() for name in text.split(",") if name.strip())


def _form(shape: str | None, out: Path | None) -> str:
    """The form that was asked for, else the one of the file's ending. Raises BadUsage: there is none such."""
    if shape is not None:
        if shape not in FORMATS:
            message = N_("There is no form {form}. There are {known}.")
            raise BadUsage(message, form=shape, known=", ".join(FORMATS))
        return shape
    if out is None:
        return "table"
    found = ENDINGS.get(out.suffix.lower())
    if found is None:
        message = N_("{name} does not say its form. End it in {known}, or give --format.")
        raise BadUsage(message, name=out.name, known=", ".join(ENDINGS))
    return found


def _pieces(
    services: "Services", result: "Result", how: str, to_file: bool, semicolons: bool
) -> "Iterator[str]":
    """All that leaves, piece by piece: a report may list a million records."""
    from svc_tui.presentation.company.titles import title
    from svc_tui.presentation.reports.forms import text_pieces
    from svc_tui.presentation.reports.sheet import sheet_of

    room = shutil.get_terminal_size().columns if sys.stdout.isatty() and not to_file else None
    sheet, when = sheet_of(result, title), moments(services)
    return text_pieces(how, result, sheet, when, room=room, semicolons=semicolons)


def _chart(services: "Services", result: "Result", ascii: bool) -> str:
    """The chart as text. Raises BadUsage: the report has none."""
    from svc_tui.domain.core.text import show
    from svc_tui.presentation.company.titles import title
    from svc_tui.presentation.reports.charts import page_lines
    from svc_tui.presentation.reports.sheet import sheet_of

    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else 79
    lines = page_lines(result, sheet_of(result, title), moments(services), room, ascii=ascii)
    if not lines:
        name = result.checked.definition.name
        raise BadUsage(N_("Report {name} has no groups to draw. Part it, such as --by queue."), name=name)
    return "".join(show(line) + "\n" for line in lines)


def _workbook(services: "Services", result: "Result", out: Path | None) -> None:
    """Write a workbook; a terminal cannot show one."""
    from svc_tui.presentation.company.titles import title
    from svc_tui.presentation.reports.sheet import sheet_of
    from svc_tui.presentation.reports.workbook import workbook
    from svc_tui.services.core.whole_file import whole_bytes

    assert out is not None
    _refuse_folder(out)
    whole_bytes(out, workbook(result, sheet_of(result, title), moments(services), services.zone))


def _refuse_folder(out: Path) -> None:
    if out.is_dir():
        raise Refused(N_("{path} is a directory. Name a file."), path=out)


def _write(pieces: "Iterable[str]", out: Path | None) -> None:
    if out is None:
        sys.stdout.writelines(pieces)
        return
    from svc_tui.services.core.whole_file import whole_file

    _refuse_folder(out)
    with whole_file(out) as stream:
        stream.writelines(pieces)


monitor.register(app)
