"""`svc-tui plan`: visits of technicians: list and show."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from svc_tui.cli.core.front import FREE, front_of, moments, words_of
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
    print_object,
)
from svc_tui.cli.planning import acts, calendars, days, giving, rules
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.services.planning.lists import VisitSheet

app = typer.Typer(no_args_is_help=True, help=_("Planning: visits of technicians, absences."))

Filter = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILTER]...", help=_("Filter text, such as tech:@me starts:<+7d customer:CODE.")),
]
Numbers = Annotated[
    list[str], typer.Argument(metavar="VISIT...", help=_("Visits by number; - reads them from stdin."))
]


@app.command(
    "list", help=_("List the visits of a filter, without one those to be made; unknown options are filter text."),
    context_settings=FREE,
)  # fmt: skip
def list_visits(
    ctx: typer.Context, query: Filter = None, limit: Limit = None, columns: Columns = None,
    as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:  # fmt: skip
    """List the visits of a filter."""
    from svc_tui.services.shapes.planning import NAMES, records

    services = front_of(ctx).services()
    found = services.plan.ids(" ".join(query or ()))
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    reads, table = partial(records, services.plan), partial(_table, services)
    print_found(services, found, reads, NAMES, table, how, limit=limit, columns=columns)


@app.command(help=_("Show visits with their history."))
def show(ctx: typer.Context, number: Numbers, as_json: Json = False) -> None:
    """Show visits."""
    from svc_tui.services.shapes.planning import sheet_record

    services = front_of(ctx).services(make=False)
    for each in words_of(number):
        sheet = services.plan.sheet(each)
        print_object(sheet_record(sheet), form(as_json=as_json), partial(_page, services, sheet))


acts.add_to(app)
days.add_to(app)
giving.add_to(app)
app.add_typer(rules.app, name="rule")
app.command(
    "make", help=_("Make the calls and visits of plans that are due, once each; what was missed comes first.")
)(rules.make)  # fmt: skip
app.command(
    help=_("List what is behind in preventive work: missed, or made and not done when its day was over.")
)(rules.behind)
app.command(
    help=_("Write visits as an iCalendar file, or take absences and appointments from one (--read).")
)(calendars.ics)


def _table(services: "Services") -> tuple[Column, ...]:
    from svc_tui.presentation.planning import lines

    when = moments(services)
    return (
        Column("number", _("No."), right=True),
        Column("starts_at", _("When"), lambda record: when(record["starts_at"])),
        Column("ends_at", _("Lasts"), lambda record: lines.lasts(record["starts_at"], record["ends_at"])),
        Column("status", _("Status"), lambda record: lines.status_words(record["status"])),
        Column("technicians", _("Who"), lambda record: ", ".join(record["technicians"])),
        Column("call", _("Call"), right=True), Column("customer_name", _("Customer")),
        Column("subject", _("Subject")),
    )  # fmt: skip


def _page(services: "Services", sheet: "VisitSheet") -> Iterator[str]:
    from svc_tui.presentation.planning import lines

    row, when = sheet.row, moments(services)
    named = lines.titles()
    values = {
        "number": row.number, "status": lines.status_words(row.status), "call": row.call, "subject": row.subject,
        "customer": " ".join(filter(None, (row.customer, row.customer_name))),
        "technicians": ", ".join(row.technicians), "starts_at": when(row.starts_at), "ends_at": when(row.ends_at),
        "place": row.place, "contact": row.contact, "phone": row.phone, "forced": row.forced,
        "checked_in_at": when(row.checked_in_at) if row.checked_in_at else None,
        "checked_out_at": when(row.checked_out_at) if row.checked_out_at else None,
    }  # fmt: skip
    yield from page(values, named)
    if row.note.strip():
        yield from ("", f"-- {named['note']}", *row.note.splitlines())
