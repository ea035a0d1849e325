"""`svc-tui plan day`, `week`, `month`, `propose`, `absence` and `way`: the days of technicians, and who is away."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svc_tui.cli.core.front import FREE, front_of, moments, say, say_notes, tell, typed_day
from svc_tui.cli.core.output import Column, Count, Csv, Json, Plain, form, print_count, print_list
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _, duration_words

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.services.planning.absences import Gone
    from svc_tui.services.planning.proposing import Proposed

MOST_DAYS = 366

Day = Annotated[str | None, typer.Argument(metavar="[DAY]", help=_("A day of it; today unless it is said."))]
Who = Annotated[str | None, typer.Option("--who", metavar="PERSON,...", help=_("Only these technicians."))]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(
        help=_("The day of each technician: the stops in order, with address, phone and what to bring.")
    )(day)
    app.command(help=_("The week: technicians by days, with visits, hours and load."))(week)
    app.command(help=_("The month: how much there is on each day."))(month)
    app.command(
        help=_(
            "Load and utilisation: planned and worked hours and ways of each technician, of his working hours."
        )
    )(load)
    app.command(
        help=_("Propose who visits which calls when, by due dates, ways, skills and load; --apply plans it."),
        context_settings=FREE,
    )(propose)  # fmt: skip
    app.command(
        help=_(
            "Say in one line who is away: PERSON DAYS [HOURS] [WHY] [@STAND-IN]; without words list who is."
        ),
    )(absence)
    app.command(help=_("Minutes between territories; without names list them."))(way)


def day(ctx: typer.Context, day: Day = None, who: Who = None, as_json: Json = False) -> None:
    """The day of each technician."""
    services = front_of(ctx).services(make=False)
    first = typed_day(day, services.today, "near") if day else services.today
    (board,) = services.plan.days(first, 1, people_of(services, who))
    if as_json:
        _print_json([board])
        return
    from svc_tui.presentation.planning.day import day_lines

    lanes = [lane for lane in board.lanes if who or lane.visits or lane.absences]
    if not lanes:
        say(_("No visit on {day}.").format(day=first.isoformat()))
    for number, lane in enumerate(lanes):
        sys.stdout.write("\n\n" if number else "")
        sys.stdout.write("".join(f"{line}\n" for line in day_lines(board.day, lane, services.zone)))


def week(
    ctx: typer.Context, day: Day = None, who: Who = None, as_json: Json = False, plain: Plain = False
) -> None:
    """Technicians by days."""
    from svc_tui.presentation.planning.day import day_head, load_words

    services = front_of(ctx).services(make=False)
    first = typed_day(day, services.today, "near") if day else services.today
    first -= timedelta(days=first.weekday())
    boards = services.plan.days(first, 7, people_of(services, who))
    if as_json:
        _print_json(boards)
        return
    records: dict[str, dict[str, Any]] = {}
    for board in boards:
        for lane in board.lanes:
            record = records.setdefault(lane.person, {"person": lane.person})
            record[board.day.isoformat()] = load_words(lane)
    table = [Column("person", _("Who"))]
    table += [Column(each.day.isoformat(), day_head(each.day)) for each in boards]
    print_list(list(records.values()), [each.name for each in table], table, form(plain=plain))


def month(ctx: typer.Context, day: Day = None, as_json: Json = False, plain: Plain = False) -> None:
    """How much there is on each day of a month."""
    from svc_tui.language import hours_words
    from svc_tui.presentation.planning.day import day_head
    from svc_tui.services.shapes.planning import COUNT, count_record

    services = front_of(ctx).services(make=False)
    first = (typed_day(day, services.today, "near") if day else services.today).replace(day=1)
    days = ((first + timedelta(days=32)).replace(day=1) - first).days
    records = [count_record(each) for each in services.plan.counts(first, days)]
    table = (
        Column("day", _("Day"), lambda record: day_head(record["day"])),
        Column("visits", _("Visits"), right=True), Column("done", _("Done"), right=True),
        Column("planned_s", _("Hours"), lambda record: hours_words(record["planned_s"]), right=True),
        Column("away", _("Away"), right=True),
    )  # fmt: skip
    print_list(records, COUNT, table, form(as_json=as_json, plain=plain))


def load(
    ctx: typer.Context,
    period: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PERIOD]", help=_("week, last month, 30d, 2026-11, FROM..TO; this week unless said.")
        ),
    ] = None,
    who: Who = None,
    as_json: Json = False,
    as_csv: Csv = False,
    plain: Plain = False,
    count: Count = False,
) -> None:
    """Load and utilisation of technicians."""
    from svc_tui.domain.reports.periods import Period
    from svc_tui.domain.reports.periods import period as read_period
    from svc_tui.language import hours_words
    from svc_tui.presentation.planning.lines import share_words
    from svc_tui.services.shapes.planning import LOAD, load_record

    services = front_of(ctx).services()
    monday = services.today - timedelta(days=services.today.weekday())
    asked = Period(monday, monday + timedelta(days=6))
    if period:
        asked = read_period(" ".join(period), services.today)
    if asked.first is None or asked.last is None or (asked.last - asked.first).days >= MOST_DAYS:
        raise BadUsage(N_("Name a period of {days} days at most, such as 2026-11."), days=MOST_DAYS)
    days = (asked.last - asked.first).days + 1
    found = services.plan.loads(asked.first, days, people_of(services, who))
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    if how == "count":
        print_count(len(found))
        return

    def hours(name: str, title: str) -> Column:
        return Column(name, title, lambda record: hours_words(record[name]), right=True)

    def share(name: str, title: str) -> Column:
        return Column(name, title, lambda record: share_words(record[name]), right=True)

    table = (
        Column("person", _("Who")), Column("visits", _("Visits"), right=True), Column("done", _("Done"), right=True),
        hours("work_s", _("Works")), hours("planned_s", _("Planned")), hours("travel_s", _("On the way")),
        share("load", _("Load")), hours("actual_s", _("Actual")), share("utilisation", _("Used")),
    )  # fmt: skip
    print_list([load_record(each) for each in found], LOAD, table, how)


def propose(
    ctx: typer.Context,
    query: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILTER]...", help=_("Calls; without words the open ones without a visit.")),
    ] = None,
    who: Who = None,
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help=_("The first day; today unless it is said."))
    ] = None,
    days: Annotated[int, typer.Option("--days", metavar="N", help=_("So many days."))] = 14,
    apply: Annotated[bool, typer.Option("--apply", help=_("Plan the visits; one undo."))] = False,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Propose visits."""
    from svc_tui.services.shapes.planning import PROPOSED, proposed_record

    services = front_of(ctx).services(make=False)
    first = typed_day(start, services.today) if start else None
    found = services.plan.propose(
        " ".join(query or ()), people=people_of(services, who), first=first, days=days
    )
    when = moments(services)
    records = [proposed_record(each, _why(each)) for each in found.visits]
    table = (
        Column("call", _("Call"), right=True), Column("technician", _("Who")),
        Column("starts_at", _("When"), lambda record: when(record["starts_at"])),
        Column("customer_name", _("Customer")), Column("why", _("Why")),
    )  # fmt: skip
    print_list(records, PROPOSED, table, form(as_json=as_json, plain=plain), when=when)
    say(
        _("{count} visits, {in_time} in time, {way} on the way; no time for {left}").format(
            count=len(found.visits),
            in_time=found.in_time,
            way=duration_words(found.way_s),
            left=len(found.left),
        )
    )
    if apply:
        tell(services.plan.apply(found.visits))


def absence(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORD]...", help=_("Such as: anna mon..fri vacation @bruno.")),
    ] = None,
    remove: Annotated[
        list[int] | None,
        typer.Option("--remove", metavar="N", help=_("Take away an absence, by its number.")),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=_("List those that are over too."))] = False,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Absences."""
    from svc_tui.presentation.planning.lines import reason_words
    from svc_tui.services.shapes.planning import ABSENCE, absence_record

    services = front_of(ctx).services(make=False)
    if words and remove:
        raise BadUsage(N_("Write an absence down or take some away, not both."))
    if words:
        _tell(services.absences.away(" ".join(words)), as_json=as_json)
        return
    if remove:
        for row in services.absences.remove(remove):
            say(_("{person} is there again").format(person=row.person))
        return
    found = services.absences.list(None if every else services.today)
    table = (
        Column("number", _("No."), right=True), Column("person", _("Who")), Column("first", _("From")),
        Column("last", _("To")), Column("hours", _("Hours")),
        Column("reason", _("Why"), lambda record: reason_words(record["reason"])),
        Column("stand_in", _("Stands in")), Column("note", _("Notes")),
    )  # fmt: skip
    how = form(as_json=as_json, plain=plain)
    print_list([absence_record(row) for row in found], ABSENCE, table, how)


def way(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TERRITORY TERRITORY MINUTES]", help=_("Two territories, then minutes.")),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help=_("Take the way out instead."))] = False,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Ways between territories."""
    services = front_of(ctx).services(make=False)
    wanted = 2 if remove else 3
    if names:
        if len(names) != wanted or not (remove or names[2].isdecimal()):
            raise BadUsage(
                N_("Name two territories and the minutes between them, such as: way North South 40.")
            )
        services.travel.set(names[0], names[1], None if remove else int(names[2]))
        say(
            _("Way between {origin} and {destination} written down").format(
                origin=names[0], destination=names[1]
            )
        )
        return
    records = [
        {"origin": origin, "destination": destination, "minutes": minutes}
        for (origin, destination), minutes in services.travel.ways().items()
    ]
    table = (
        Column("origin", _("From")), Column("destination", _("To")), Column("minutes", _("Minutes"), right=True),
    )  # fmt: skip
    how = form(as_json=as_json, plain=plain)
    print_list(records, [each.name for each in table], table, how)


def people_of(services: "Services", who: str | None) -> list[str] | None:
    """The people that were named, by their codes as they are written. Raises NotFound."""
    if not who:
        return None
    return [services.people.find(code).code for code in who.replace(",", " ").split()]


def _why(each: "Proposed") -> str:
    from svc_tui.services.core.outcomes import worded

    return "; ".join(worded(reason, _) for reason in each.why)


def _tell(gone: "Gone", *, as_json: bool) -> None:
    from svc_tui.cli.core.output import print_object
    from svc_tui.services.core.outcomes import worded
    from svc_tui.services.shapes.planning import absence_record

    say(worded(gone.note, _))
    say_notes(gone.warnings)
    if as_json:
        print_object(absence_record(gone.row), "json", lambda: ())
    else:
        sys.stdout.write(f"{gone.row.number}\n")


def _print_json(boards: Any) -> None:
    from svc_tui.services.shapes.planning import LANE, lane_record

    records: Iterator[Any] = (lane_record(board, lane) for board in boards for lane in board.lanes)
    print_list(list(records), LANE, (), "json")
