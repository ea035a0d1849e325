"""`svc-tui opportunity hints`: chances that the program finds: list, raise, put off, dismiss; their rules."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from svc_tui.cli.core.front import (
    FREE,
    assignments,
    front_of,
    moments,
    say,
    say_notes,
    tell,
    typed_day,
    words_of,
)
from svc_tui.cli.core.nouns import yes_no
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
    print_count,
    print_list,
    print_object,
)
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

if TYPE_CHECKING:
    from datetime import date

    from svc_tui.domain.sales.hints import Hint
    from svc_tui.services.sales.hints import Outcome

NAMES = (
    "id", "rule", "record", "number", "customer", "customer_name", "unit", "item", "ends_on", "worth", "calls", "days",
    "used", "left", "age", "life", "reason",
)  # fmt: skip
FATES = (
    "id",
    "rule",
    "record",
    "number",
    "customer",
    "fate",
    "opportunity",
    "status",
    "until",
    "reason",
    "who",
    "at",
)
RULES = ("rule", "title", "about", "active", "calls", "days", "used", "left", "version")
OUTCOMES = ("rule", "active", "found", "put_off", "dismissed", "raised", "open", "won", "lost", "amounts")
Ids = Annotated[
    list[str],
    typer.Argument(metavar="HINT...", help=_("Hints by id, such as repeat/equipment/118; - reads stdin.")),
]
Rule = Annotated[str, typer.Option("--rule", metavar="RULE", help=_("Of this rule alone."))]


class ListFirst(TyperGroup):
    """Without the name of a command it lists."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = ["list", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=ListFirst, help=_("Hints: chances that the program finds; without a command, list."))
rules = typer.Typer(no_args_is_help=True, help=_("Rules that find hints."))
app.add_typer(rules, name="rules")


def _record(hint: "Hint", today: "date") -> dict[str, Any]:
    from svc_tui.presentation.sales.hints import reason

    values = {name: getattr(hint, name) for name in NAMES if name not in ("ends_on", "reason")}
    worth = f"{hint.worth:f}" if hint.worth is not None else None
    record = values | {"ends_on": hint.day, "worth": worth, "reason": reason(hint, today)}
    return {name: record[name] for name in NAMES}


def _table() -> tuple[Column, ...]:
    return (
        Column("id", _("Hint")), Column("reason", _("Why")), Column("customer_name", _("Customer")),
        Column("worth", _("Worth"), right=True),
    )  # fmt: skip


@app.command("list", help=_("List the hints: what ends first, then what is worth most."))
def list_hints(
    ctx: typer.Context, rule: Rule = "", limit: Limit = None, columns: Columns = None, as_json: Json = False,
    as_csv: Csv = False, plain: Plain = False, count: Count = False,
) -> None:  # fmt: skip
    """List them."""
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    services = front_of(ctx).services()
    if how == "count":
        found = services.hints.count(rule)
        print_count(found if limit is None else min(found, limit))
        return
    records = (_record(hint, services.today) for hint in services.hints.found(rule, limit))
    print_list(records, NAMES, _table(), how, columns=columns)


@app.command("show", help=_("Show a hint with its reason."))
def show(
    ctx: typer.Context, hint: Annotated[str, typer.Argument(metavar="HINT", help=_("The hint by its id."))],
    as_json: Json = False,
) -> None:  # fmt: skip
    """Show one."""
    from svc_tui.presentation.sales.hints import sentence

    services = front_of(ctx).services(make=False)
    found = services.hints.find(hint)
    print_object(
        _record(found, services.today),
        form(as_json=as_json),
        lambda: (found.id, sentence(found, services.today)),
    )


@app.command(
    "raise", help=_("Make an opportunity of a hint; prints its number. Fields as for new, such as amount=1200."),
    context_settings=FREE,
)  # fmt: skip
def raise_hint(
    ctx: typer.Context,
    fields: Annotated[
        list[str],
        typer.Argument(metavar="HINT [KEY=VALUE]...", help=_("The hint, then fields of the opportunity.")),
    ],
) -> None:
    """Raise one."""
    words, values = assignments(fields)
    if len(words) != 1:
        raise BadUsage(N_("Name one hint, then fields: repeat/equipment/118 amount=1200."))
    written = front_of(ctx).services(make=False).hints.raise_(words[0], values)
    say(_(written.note.text).format(**written.note.values))
    say_notes(written.warnings)
    typer.echo(str(written.number))


@app.command("put-off", help=_("Let hints come back on a day."))
def put_off(
    ctx: typer.Context, hint: Ids,
    until: Annotated[str, typer.Option("--until", metavar="DAY", help=_("The day, such as +2w or 2027-01-15."))],
) -> None:  # fmt: skip
    """Put some off."""
    services = front_of(ctx).services(make=False)
    tell(services.hints.put_off(_ids(hint), typed_day(until, services.today)))


@app.command("dismiss", help=_("Let hints never come back."))
def dismiss(
    ctx: typer.Context, hint: Ids,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why it is no chance."))],
) -> None:  # fmt: skip
    """Dismiss some."""
    tell(front_of(ctx).services(make=False).hints.dismiss(_ids(hint), reason))


@app.command(
    "recall", help=_("Forget what was decided about hints: they stand again where their rules find them.")
)
def recall(ctx: typer.Context, hint: Ids) -> None:
    """Recall some."""
    tell(front_of(ctx).services(make=False).hints.recall(_ids(hint)))


@app.command("decided", help=_("List what was decided about hints, the newest first."))
def decided(
    ctx: typer.Context, rule: Rule = "", limit: Limit = None, columns: Columns = None, as_json: Json = False,
    as_csv: Csv = False, plain: Plain = False, count: Count = False,
) -> None:  # fmt: skip
    """List what became of them."""
    from svc_tui.presentation.sales.hints import fate

    services = front_of(ctx).services()
    table = (
        Column("id", _("Hint")), Column("fate", _("What"), lambda record: fate(record["fate"])),
        Column("opportunity", _("Opportunity"), right=True), Column("until", _("Until")),
        Column("reason", _("Why")), Column("who", _("Who")), Column("at", _("When")),
    )  # fmt: skip
    records = (
        {name: each.hint if name == "id" else getattr(each, name) for name in FATES}
        for each in services.hints.fates(rule)
    )
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    print_list(records, FATES, table, how, limit=limit, columns=columns, when=moments(services))


@app.command("outcomes", help=_("What became of the hints of each rule: raised, won, what they brought."))
def outcomes(
    ctx: typer.Context, as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:
    """Count what became of them."""
    from svc_tui.presentation.sales.hints import title

    table = (
        Column("rule", _("Rule"), lambda record: title(record["rule"])), Column("found", _("Found"), right=True),
        Column("put_off", _("Put off"), right=True), Column("dismissed", _("Dismissed"), right=True),
        Column("raised", _("Raised"), right=True), Column("won", _("Won"), right=True),
        Column("lost", _("Lost"), right=True),
        Column("amounts", _("Brought"), lambda record: ", ".join(record["amounts"]), right=True),
    )  # fmt: skip
    found = map(_outcome, front_of(ctx).services().hints.outcomes())
    print_list(found, OUTCOMES, table, form(as_json=as_json, as_csv=as_csv, plain=plain, count=count))


@rules.command("list", help=_("List the rules with their numbers."))
def list_rules(
    ctx: typer.Context, as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:
    """List them."""
    table = (
        Column("rule", _("Rule")), Column("about", _("Finds")), Column("active", _("Active"), yes_no("active")),
    )  # fmt: skip
    found = map(asdict, front_of(ctx).services().hint_rules.all())
    print_list(found, RULES, table, form(as_json=as_json, as_csv=as_csv, plain=plain, count=count))


@rules.command("show", help=_("Show a rule."))
def show_rule(
    ctx: typer.Context, rule: Annotated[str, typer.Argument(metavar="RULE", help=_("The rule."))],
    as_json: Json = False,
) -> None:  # fmt: skip
    """Show one."""
    record = asdict(front_of(ctx).services(make=False).hint_rules.find(rule))
    print_object(record, form(as_json=as_json), partial(page, record))


@rules.command(
    "set", help=_("Switch a rule on or off, or set its numbers; empty is as it comes."), context_settings=FREE
)
def set_rule(
    ctx: typer.Context,
    fields: Annotated[
        list[str],
        typer.Argument(metavar="RULE KEY=VALUE...", help=_("Fields: active, calls, days, used, left.")),
    ],
) -> None:
    """Change one."""
    words, values = assignments(fields)
    if len(words) != 1 or not values:
        raise BadUsage(N_("Name the rule, then what to set: repeat calls=3 days=60, or old active=no."))
    saved = front_of(ctx).services(make=False).hint_rules.set(words[0], values)
    if saved.changed:
        say(_("{code}: {fields} changed").format(code=saved.sheet.rule, fields=", ".join(saved.changed)))
    else:
        say(_("{code}: nothing changed").format(code=saved.sheet.rule))


def _outcome(found: "Outcome") -> dict[str, Any]:
    values = {name: getattr(found, name) for name in OUTCOMES if name not in ("rule", "active", "amounts")}
    amounts = [f"{amount:f} {currency}" for currency, amount in found.amounts]
    return {"rule": found.rule.rule.name, "active": found.rule.active, **values, "amounts": amounts}


def _ids(words: Sequence[str]) -> list[str]:
    found = words_of(words)
    if not found:
        raise BadUsage(N_("Name at least one hint, such as repeat/equipment/118."))
    return found
