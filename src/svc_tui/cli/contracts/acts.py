"""Acts on contracts from the command line: status, renewal, lines, what ends when, a simulated due date."""

import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svc_tui.cli.contracts.list import Filter, Numbers, named
from svc_tui.cli.core.front import FREE, assignments, front_of, moments, say, tell
from svc_tui.cli.core.output import Column, Count, Csv, Json, Limit, Plain, form, print_list, print_object
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.services.contracts.watch import Calendar

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=_("The contract, such as K-58."))]


def add_to(app: typer.Typer) -> None:
    """Register the acts."""
    commands = (
        (approve, _("Approve contracts: from now on they entitle.")),
        (hold, _("Put contracts on hold: they entitle to nothing.")),
        (draft, _("Make contracts drafts again.")),
        (terminate, _("End contracts for good, as of a day or of today.")),
        (renew, _("Make the next period of contracts, as linked drafts.")),
        (refill, _("Let prepaid units come anew that are due, as the program does by itself.")),
        (ending, _("List what ends soon, and what is at stake.")),
        (remind, _("List who was reminded of contracts that end.")),
        (simulate, _("Say when a call would be due that came in.")),
    )
    for command, text in commands:
        app.command(help=text)(command)
    app.command(
        help=_("List or change the units or groups of a contract."),
        context_settings=FREE,
    )(lines)


def approve(ctx: typer.Context, number: Numbers) -> None:
    """Approve contracts."""
    tell(front_of(ctx).services(make=False).contracts.approve(named(number)))


def hold(ctx: typer.Context, number: Numbers) -> None:
    """Put contracts on hold."""
    tell(front_of(ctx).services(make=False).contracts.hold(named(number)))


def draft(ctx: typer.Context, number: Numbers) -> None:
    """Make contracts drafts again."""
    tell(front_of(ctx).services(make=False).contracts.draft(named(number)))


def terminate(
    ctx: typer.Context,
    number: Numbers,
    on: Annotated[str | None, typer.Option(metavar="DATE", help=_("The day; today unless given."))] = None,
) -> None:
    """End contracts for good; they can be read, copied and put back, never deleted."""
    from svc_tui.domain.core.days import read_day

    services = front_of(ctx).services(make=False)
    day = read_day(on, today=services.today) if on else None
    tell(front_of(ctx).services(make=False).contracts.terminate(named(number), day))


def renew(
    ctx: typer.Context,
    number: Numbers,
    months: Annotated[
        int | None,
        typer.Option(metavar="N", help=_("Length in months; that of the present period unless given.")),
    ] = None,
    adjust: Annotated[
        str | None,
        typer.Option(
            metavar="PERCENT", help=_("Fee and value rise by so many percent, such as 3.5; or fall: -2.")
        ),
    ] = None,
) -> None:
    """Make the next period: it begins the day after the real end; open calls keep the contract they had."""
    from svc_tui.domain.core.money import number_of

    percent = None if adjust is None else number_of(adjust.strip().removesuffix("%"))
    if adjust is not None and percent is None:
        raise BadUsage(N_("{text} is no percentage. Write it as 3.5 or -2."), text=adjust)
    found = front_of(ctx).services(make=False).contracts.renew(named(number), months, percent)
    for outcome in found.done:
        sys.stdout.write(outcome.number + "\n")
    tell(found)


def refill(
    ctx: typer.Context,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help=_("What is due until this day; today unless given."))
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would come anew."))] = False,
    as_json: Json = False,
) -> None:
    """Let prepaid units come anew; twice brings nothing new."""
    from svc_tui.domain.core.days import read_day

    services = front_of(ctx).services(make=False)
    found = services.refills.refill(read_day(until, today=services.today) if until else None, dry_run=dry_run)
    if as_json:
        rows = [
            {"number": int(each.number), "done": each.done, "note": each.say(_)} for each in found.outcomes
        ]
        print_object({"dry_run": dry_run, "outcomes": rows}, "json", lambda: ())
    elif not found.outcomes:
        say(_("Nothing is due that did not come already."))
    else:
        tell(found)


def lines(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="NUMBER [KEY=VALUE]...",
            help=_(
                "The contract; then add= or remove= with commas, or line= with start=, end=, termination=."
            ),
        ),
    ],
    as_json: Json = False,
    as_csv: Csv = False,
    plain: Plain = False,
    count: Count = False,
) -> None:
    """List or change the lines of a contract."""
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    named_, values = assignments(words)
    if len(named_) != 1:
        raise BadUsage(N_("Name the one contract, such as K-58, then what to do: add=SERIAL."))
    if values:
        _change_lines(ctx, named_[0], values)
        return
    from svc_tui.services.shapes.contracts import LINE, line_record
    from svc_tui.services.sla.question import known_number

    services = front_of(ctx).services(make=False)
    sheet = services.contracts.sheet(known_number(named_[0]))
    print_list([line_record(line) for line in sheet.lines], LINE, _lines_table(), how)


def _change_lines(ctx: typer.Context, number: str, values: dict[str, str]) -> None:
    from svc_tui.services.sla.question import known_number

    contracts = front_of(ctx).services(make=False).contracts
    wanted = {name: values.pop(name) for name in ("add", "remove", "line") if name in values}
    if len(wanted) != 1:
        raise BadUsage(N_("Say one of add=, remove= and line=."))
    what, text = wanted.popitem()
    each = [part.strip() for part in text.split(",") if part.strip()]
    if what == "remove":
        tell(contracts.remove_lines(number, each))
    elif what == "line":
        tell(contracts.set_line(number, text, values))
    elif contracts.find(known_number(number)).type == "item_group":
        tell(contracts.add_groups(number, each, **values))
    else:
        tell(contracts.add_cards(number, each, **values))


def ending(
    ctx: typer.Context,
    query: Filter = None,
    days: Annotated[int, typer.Option(metavar="N", help=_("Within so many days."))] = 90,
    limit: Limit = None,
    as_json: Json = False,
    as_csv: Csv = False,
    plain: Plain = False,
    count: Count = False,
) -> None:
    """List contracts in force that end soon, the next end first."""
    from svc_tui.services.shapes.contracts import ENDING, ending_record

    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    services = front_of(ctx).services()
    found = services.contracts.ending(days, " ".join(query or ()))
    records = [ending_record(each) for each in found.endings]
    print_list(records, ENDING, _ending_table(), how, limit=limit, when=moments(services))
    if how == "table":
        _say_sums(found, days)


def _say_sums(found: "Calendar", days: int) -> None:
    from svc_tui.language import ngettext
    from svc_tui.services.contracts.watch import STEPS

    for step in [step for step in STEPS if step <= days] or [days]:
        part = found.within(step)
        if part.endings:
            text = ngettext(
                "Within {days} days: {count} contract, {value} at stake.",
                "Within {days} days: {count} contracts, {value} at stake.",
                len(part.endings),
            )
            say(text.format(days=step, count=len(part.endings), value=part.at_stake))


def remind(
    ctx: typer.Context, as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:
    """Write the reminders that are due, as every start of the program does, and list those that stand."""
    from svc_tui.services.shapes.contracts import ENDING, ending_record

    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    services = front_of(ctx).services()
    services.contracts.remind()
    found = services.contracts.ending(3660, "has:reminded_at -is:renewed").endings
    print_list([ending_record(each) for each in found], ENDING, _ending_table(), how, when=moments(services))
    if not found and how == "table":
        say(_("Nobody is to be reminded now."))


def simulate(
    ctx: typer.Context,
    number: Number,
    at: Annotated[
        str | None, typer.Option(metavar="INSTANT", help=_("When the call comes in; now unless given."))
    ] = None,
    priority: Annotated[str, typer.Option(metavar="LEVEL", help=_("low, medium or high."))] = "low",
    as_json: Json = False,
) -> None:
    """Say when a call would be due, with the hours that count. Nothing is saved."""
    from svc_tui.domain.core.moments import moment
    from svc_tui.presentation.contracts.simulation import page
    from svc_tui.services.shapes.contracts import simulation_record

    how = form(as_json=as_json)
    services = front_of(ctx).services(make=False)
    when = moment(at, now=services.now(), zone=services.zone, prefer="future") if at else None
    found = services.contracts.simulate(number, when, priority)

    def words() -> list[str]:
        return ["".join(text for text, _role in line).rstrip() for line in page(found)]

    print_object(simulation_record(found), how, partial(words))


def _lines_table() -> tuple[Column, ...]:
    def unit(record: Any) -> str:
        return str(record["serial"] or record["manufacturer_serial"] or record["item_group"] or "-")

    return (
        Column("line", _("Line"), lambda record: f"#{record['line']}"), Column("serial", _("Unit"), unit),
        Column("equipment", _("Card"), right=True), Column("item", _("Item")), Column("item_name", _("Item name")),
        Column("start", _("From")), Column("end", _("To")), Column("termination", _("Terminated")),
        Column("why", _("Covered"), _why),
    )  # fmt: skip


def _why(record: Any) -> str:
    from svc_tui.presentation.core.words import REASONS

    if record["taken"]:
        return _("yes")
    reason = record["why"] or ""
    return _(REASONS.get(reason, reason)) if reason else ""


def _ending_table() -> tuple[Column, ...]:
    return (
        Column("number", _("No."), lambda record: f"K-{record['number']}"), Column("end", _("To")),
        Column("left_days", _("Left"), right=True), Column("customer_name", _("Customer")),
        Column("description", _("Title")), Column("owner", _("Owner")), Column("value", _("Value"), right=True),
        Column("percent", _("Used %"), right=True), Column("calls", _("Calls"), right=True),
        Column("remind_on", _("Remind")), Column("renewed_by", _("Renewed as"), _renewed),
    )  # fmt: skip


def _renewed(record: Any) -> str:
    return f"K-{record['renewed_by']}" if record["renewed_by"] else ""
