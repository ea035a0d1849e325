"""`svc-tui plan rule` and `plan make`: preventive work that comes round again, and the calls it makes."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svc_tui.cli.core.front import front_of, say, tell, words_of
from svc_tui.cli.core.nouns import Codes, Noun, Shown, add_to, say_saved, yes_no
from svc_tui.cli.core.output import (
    Column,
    Count,
    Csv,
    Json,
    Plain,
    form,
    page,
    print_count,
    print_list,
    print_object,
)
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.services.core.outcomes import Outcomes
    from svc_tui.services.planning.recurring import RuleSheet

app = typer.Typer(
    no_args_is_help=True, help=_("Preventive work that comes round again on a card, an item or a contract.")
)
NAMES = (
    "code", "name", "equipment", "item", "contract", "every", "start", "until", "lead", "horizon", "holiday", "moving",
    "length", "technician", "queue", "priority", "type", "checklist", "active", "next_on", "version",
)  # fmt: skip
ROW = ("rule", "equipment", "slot", "day", "state", "call", "done_on")


def _record(row: Any) -> dict[str, Any]:
    values = asdict(row)
    return {name: values[name] for name in NAMES}


def _table() -> tuple[Column, ...]:
    return (
        Column("code", _("Code")), Column("name", _("Name")), Column("equipment", _("Card"), right=True),
        Column("item", _("Item")), Column("contract", _("Contract"), right=True), Column("every", _("Comes round")),
        Column("next_on", _("Next")), Column("technician", _("Technician")), Column("queue", _("Queue")),
        Column("active", _("Active"), yes_no("active")),
    )  # fmt: skip


def _shown(services: "Services", code: str) -> Shown:
    sheet = services.plans.sheet(code)
    rows = [{name: getattr(each, name) for name in ROW} for each in sheet.rows]
    return {**_record(sheet.row), "rows": rows, "problem": sheet.problem}, partial(_page, sheet)


def _page(sheet: "RuleSheet") -> Iterator[str]:
    from svc_tui.presentation.planning import plans

    yield from page(plans.fields(_record(sheet.row)), plans.titles())
    if sheet.problem:
        yield from ("", sheet.problem)
    if sheet.rows:
        yield ""
        yield from (plans.row_line(each) for each in sheet.rows)


add_to(
    app,
    Noun(
        "plans", NAMES, _table, _record,
        (
            _("List the plans of a filter, without one those that go on."),
            _("Show plans: what was done, what is behind, what was missed and what will fall due."),
            _("Write a plan down; prints the code. Such as: W6 name='Half-year check' equipment=311 "
              "every='every 6 months' technician=bruno."),
            _("Change fields of plans."),
        ),
        shown=_shown,
    ),
)  # fmt: skip


@app.command(help=_("Stop plans: nothing more is made. What was made stays; active=yes lets one go on."))
def stop(ctx: typer.Context, code: Codes) -> None:
    """Stop plans."""
    codes = words_of(code)
    if not codes:
        raise BadUsage(N_("Name at least one record to change."))
    for saved in front_of(ctx).services(make=False).plans.stop(codes):
        say_saved(saved.record.code, saved.changed)


def behind(
    ctx: typer.Context, as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:
    """What is behind in preventive work."""
    from svc_tui.presentation.planning import plans

    found = front_of(ctx).services().plans.behind()
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    if how == "count":
        print_count(len(found))
        return
    records = ({name: getattr(each, name) for name in ROW} for each in found)
    table = (
        Column("day", _("Day")), Column("state", _("Status"), lambda record: plans.state_words(record["state"])),
        Column("rule", _("Plan")), Column("equipment", _("Card"), right=True), Column("call", _("Call"), right=True),
    )  # fmt: skip
    print_list(records, ROW, table, how)


def make(
    ctx: typer.Context,
    until: Annotated[
        str | None,
        typer.Option(
            "--until", metavar="DAY", help=_("Look ahead until this day, not as far as each plan says.")
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would be made."))] = False,
    as_json: Json = False,
) -> None:
    """Make the calls and visits that are due."""
    services = front_of(ctx).services(make=False)
    made = services.plans.make(_day(services, until), dry_run=dry_run)
    if as_json:
        print_object(_told(made, dry_run), "json", lambda: ())
        return
    if not made.outcomes:
        say(_("Nothing is due that was not made already."))
        return
    tell(made)


def _told(made: "Outcomes", dry_run: bool) -> dict[str, Any]:
    rows = [{"number": each.number, "done": each.done, "note": each.say(_)} for each in made.outcomes]
    return {"dry_run": dry_run, "outcomes": rows}


def _day(services: "Services", text: str | None) -> date | None:
    from svc_tui.domain.core.days import read_day

    return read_day(text, today=services.context.today) if text else None
