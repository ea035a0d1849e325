"""`svc-tui plan give`: the day of one technician given to the others."""

from typing import Annotated

import typer

from svc_tui.cli.core.front import front_of, moments, say, tell, typed_day
from svc_tui.cli.core.output import Column, Json, Plain, form, print_list
from svc_tui.cli.planning.days import Who, people_of
from svc_tui.language import _, duration_words


def add_to(app: typer.Typer) -> None:
    """Register it."""
    app.command(
        help=_(
            "Propose who of the others takes the visits of somebody's day, and when; --apply gives them away."
        )
    )(give)


def give(
    ctx: typer.Context,
    person: Annotated[str, typer.Argument(metavar="PERSON", help=_("Whose day."))],
    day: Annotated[
        str | None, typer.Option("--day", metavar="DAY", help=_("Which; today unless it is said."))
    ] = None,
    who: Who = None,
    absent: Annotated[
        str,
        typer.Option(
            "--absent",
            metavar="REASON",
            help=_("With --apply: write down that he is away that day, such as sick."),
        ),
    ] = "",
    apply: Annotated[bool, typer.Option("--apply", help=_("Give the visits to them; one undo."))] = False,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Propose who takes a day, and give it to them where that is wanted."""
    from svc_tui.services.core.outcomes import worded
    from svc_tui.services.shapes.planning import HANDED, handed_record, left_record

    services = front_of(ctx).services(make=False)
    on = typed_day(day, services.today) if day else services.today
    found = services.plan.give_away(person, on, to=people_of(services, who))
    when = moments(services)
    records = [handed_record(each, "; ".join(worded(why, _) for why in each.why)) for each in found.visits]
    records += [left_record(each, worded(each.why, _)) for each in found.left]
    table = (
        Column("number", _("Visit"), right=True), Column("customer_name", _("Customer")),
        Column("was_at", _("Was"), lambda record: when(record["was_at"])),
        Column("technician", _("Who")),
        Column("starts_at", _("When"), lambda record: when(record["starts_at"]) if record["starts_at"] else ""),
        Column("why", _("Why")),
    )  # fmt: skip
    print_list(records, HANDED, table, form(as_json=as_json, plain=plain), when=when)
    say(
        _("{count} visits, {in_time} in time, {way} on the way; nobody takes {left}").format(
            count=len(found.visits),
            in_time=sum(each.in_time for each in found.visits),
            way=duration_words(sum(each.way_s for each in found.visits)),
            left=len(found.left),
        )
    )
    if apply:
        tell(services.plan.give(found, absent))
