"""`svc-tui queue rules` and `svc-tui queue route`: rules that send calls their way, tried, written down, done."""

import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svc_tui.cli.core.front import FREE, assignments, front_of, say, say_notes, tell, words_of
from svc_tui.cli.core.output import (
    Column,
    Count,
    Csv,
    Json,
    Plain,
    form,
    page,
    print_list,
    print_object,
)
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _, ngettext, number

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.domain.queues.routing import Rule
    from svc_tui.services.core.outcomes import Outcomes
    from svc_tui.services.queues.routing import Tried
    from svc_tui.services.queues.rules_file import RulesText
    from svc_tui.storage.queues.routing import RuleRow

app = typer.Typer(no_args_is_help=True, help=_("Rules that send calls their way."))
NAMES = ("position", "name", "when", "steps", "active", "sentence", "version")
TRIED = ("number", "subject", "rule", "changes", "queue", "assignee", "priority", "reported_at")
ROUTED = ("number", "done", "rule", "queue", "assignee", "priority", "message")
PLANNED = ("number", "rule", "changes", "kept")
Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE | NAME KEY=VALUE...", help=_("A file of rules, or a rule.")),
]


def add_to(queue: typer.Typer) -> None:
    """Register them below `svc-tui queue`."""
    queue.add_typer(app, name="rules")
    queue.command("route", help=_("Send calls by the rules."), context_settings=FREE)(route)


def _record(row: "RuleRow") -> dict[str, Any]:
    from svc_tui.presentation.queues.sentence import sentence
    from svc_tui.services.queues.rules import rule_of

    return {
        "position": row.position + 1, "name": row.name, "when": row.condition,
        "steps": [f"{what}={value}" for what, value in row.steps], "active": row.active,
        "sentence": sentence(rule_of(row)), "version": row.version,
    }  # fmt: skip


@app.command("list", help=_("List the rules in the order in which they are tried."))
def list_rules(
    ctx: typer.Context, as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False
) -> None:
    """List the rules."""
    table = (
        Column("position", _("Position"), right=True),
        Column("name", _("Name")),
        Column("sentence", _("What it does")),
    )
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    print_list(map(_record, front_of(ctx).services().rules.all()), NAMES, table, how)


@app.command("show", help=_("Show rules."))
def show(
    ctx: typer.Context,
    name: Annotated[list[str], typer.Argument(metavar="NAME...", help=_("Rules; - reads them from stdin."))],
    as_json: Json = False,
) -> None:
    """Show rules."""
    titles = {"when": _("Condition"), "sentence": _("What it does")}
    for each in words_of(name):
        record = _record(front_of(ctx).services(make=False).rules.find(each))
        print_object(record, form(as_json=as_json), partial(page, record, titles))


def _file_of(words: Sequence[str], values: Mapping[str, str]) -> Path | None:
    """The file that is meant: one word, and nothing to set."""
    if len(words) != 1 or values:
        return None
    path = Path(words[0])
    return path if words[0] == "-" or path.suffix or path.exists() else None


def _read(path: Path) -> "RulesText":
    from svc_tui.cli.core import streams
    from svc_tui.services.queues import rules_file

    return rules_file.parse(streams.read_all(), "-") if str(path) == "-" else rules_file.load(path)


def _one(words: Sequence[str]) -> str:
    if len(words) != 1:
        raise BadUsage(N_("Name one rule, in quotes where its name has a space, then KEY=VALUE."))
    return words[0]


@app.command("set", help=_("Make a file the rules, or write one down."), context_settings=FREE)
def set_rules(ctx: typer.Context, what: Words = None) -> None:
    """Write rules down."""
    from svc_tui.services.queues.rules import Faulty

    words, values = assignments(what or ())
    rules = front_of(ctx).services().rules
    if (path := _file_of(words, values)) is None:
        name = _one(words)
        if not values:
            raise BadUsage(N_("Say what to set: when=TEXT, queue=CODE, person=CODE, priority=high ..."))
        changed = rules.save(name, values)
    else:
        text = _read(path)
        try:
            changed = rules.replace(text.rules)
        except Faulty as error:
            for fault in error.faults:
                say(text.told(fault))
            say(_("Nothing was saved."))
            raise typer.Exit(1) from None
    told = {
        N_("new: {names}"): changed.new, N_("changed: {names}"): changed.changed, N_("gone: {names}"): changed.gone,
    }  # fmt: skip
    for text_of, names in told.items():
        if names:
            say(_(text_of).format(names=", ".join(names)))
    if not changed.any:
        say(_("Nothing changed."))


@app.command("delete", help=_("Take rules away."))
def delete(
    ctx: typer.Context,
    name: Annotated[list[str], typer.Argument(metavar="NAME...", help=_("Rules; - reads them from stdin."))],
) -> None:
    """Take rules away."""
    for each in words_of(name):
        front_of(ctx).services(make=False).rules.delete(each)
        say(_("Rule {name} deleted").format(name=each))


@app.command("check", help=_("Say what is wrong with the rules, or with a file."))
def check(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help=_("A file of rules; - is stdin."))
    ] = None,
    as_json: Json = False,
) -> None:
    """Say what is wrong."""
    from svc_tui.services.queues.rules import said

    services = front_of(ctx).services(make=False)
    text = _read(file) if file else None
    count = len(text.rules) if text else len(services.rules.all())
    found = services.rules.check(text.rules if text else None)
    if as_json:
        records = [
            {"rule": fault.rule, "place": fault.place, "other": fault.other or None,
             "message": _(fault.note.text).format(**fault.note.values)} for fault in found
        ]  # fmt: skip
        print_list(records, ("rule", "place", "other", "message"), (), "json")
    for fault in () if as_json else found:
        say(text.told(fault) if text else _(said(fault).text).format(**said(fault).values))
    if found:
        raise typer.Exit(1)
    words = ngettext("{count} rule, nothing wrong with it", "{count} rules, nothing wrong with them", count)
    say(words.format(count=number(count)))


@app.command(
    "try",
    help=_("Try rules on the last calls; nothing is written."),
    context_settings=FREE,
)
def try_rules(
    ctx: typer.Context, what: Words = None,
    last: Annotated[int, typer.Option(min=1, metavar="N", help=_("So many calls, the newest."))] = 500,
    as_json: Json = False, as_csv: Csv = False, plain: Plain = False, count: Count = False,
) -> None:  # fmt: skip
    """Try rules on past calls."""
    services = front_of(ctx).services()
    words, values = assignments(what or ())
    tried = services.routing.tried(_tried(services, words, values), last=last)
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    table = (
        Column("number", _("No.")), Column("rule", _("Rule")), Column("queue", _("Queue")),
        Column("assignee", _("Who")), Column("changes", _("Would change")), Column("subject", _("Subject")),
    )  # fmt: skip
    print_list(map(_tried_record, tried.calls), TRIED, table, how)
    _say_tried(tried)


def _tried(services: "Services", words: Sequence[str], values: Mapping[str, str]) -> "list[Rule] | None":
    """The rules that are to be tried; None for those that stand."""
    from svc_tui.services.queues.rules import rule_from, rule_of

    if not words and not values:
        return None
    if (path := _file_of(words, values)) is not None:
        return list(_read(path).rules)
    name = words[0] if words else "-"
    if len(words) > 1:
        _one(words)
    if not values:
        return [rule_of(services.rules.find(name))]
    present = next(
        (rule_of(row) for row in services.rules.all() if row.name.casefold() == name.casefold()), None
    )
    return [rule_from(name, values, present)]


def _tried_record(each: Any) -> dict[str, Any]:
    call = each.call
    return {
        "number": call.number, "subject": call.subject, "rule": each.rule, "changes": list(each.moves),
        "queue": call.queue, "assignee": call.assignee, "priority": call.priority, "reported_at": call.reported_at,
    }  # fmt: skip


def _say_tried(tried: "Tried") -> None:
    if len(tried.counts) > 1:
        for name, count in tried.counts.items():
            say(f"{name}: {number(count)}")
    told = tried.say()
    say(_(told.text).format(**{name: number(int(str(value))) for name, value in told.values.items()}))


@app.command("export", help=_("Print the rules as a file to edit and set again."))
def export(ctx: typer.Context) -> None:
    """Print the rules."""
    from svc_tui.services.queues.rules import rule_of
    from svc_tui.services.queues.rules_file import as_text

    sys.stdout.write(as_text([rule_of(row) for row in front_of(ctx).services(make=False).rules.all()]))


# --- by hand


def route(
    ctx: typer.Context,
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="NUMBER... | FILTER", help=_("Calls, or filter text; - is stdin.")),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Say what would happen and keep nothing."))
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help=_("Also what people have set since the call was made."))
    ] = False,
    as_json: Json = False,
) -> None:
    """Send calls by the rules."""
    services = front_of(ctx).services(make=False)
    numbers = _numbers(services, what or ())
    routing = services.routing
    if dry_run:
        planned = routing.planned(numbers, again=again)
        records = [
            {"number": each.number, "rule": each.rule.name if each.rule else None, "changes": list(each.fields),
             "kept": dict(each.kept)} for each in planned
        ]  # fmt: skip
        table = (
            Column("number", _("No.")), Column("rule", _("Rule")), Column("changes", _("Would change")),
            Column("kept", _("Set by people"), lambda record: " ".join(record["kept"])),
        )  # fmt: skip
        print_list(records, PLANNED, table, form(as_json=as_json))
        return
    if not numbers:
        say(_("No call to act on."))
        return
    outcomes = routing.route(numbers, again=again)
    if not as_json:
        tell(outcomes)
        return
    print_list(_routed(services, outcomes), ROUTED, (), "json")
    if outcomes.refused:
        raise typer.Exit(1)


def _routed(services: "Services", outcomes: "Outcomes") -> list[dict[str, Any]]:
    found = []
    for outcome in outcomes.outcomes:
        say_notes(outcome.warnings)
        values = services.calls.preview(outcome.number).values if outcome.done else None
        found.append({
            "number": outcome.number, "done": outcome.done, "rule": outcome.note.values.get("rule"),
            "queue": values and values.queue, "assignee": values and values.assignee,
            "priority": values and values.priority, "message": outcome.say(_),
        })  # fmt: skip
    return found


def _numbers(services: "Services", words: Sequence[str]) -> list[str]:
    """The calls that are meant: numbers, or those of a filter."""
    if not words:
        raise BadUsage(N_("Name calls by number, or by a filter such as is:unassigned."))
    typed = words_of(words)
    if all(word.removeprefix("#").isdecimal() for word in typed):
        return [word.removeprefix("#") for word in typed]
    listing = services.calls.ids(" ".join(typed))
    for warning in listing.query.warnings:
        say(warning.text(_))
    return [row.number for row in services.calls.rows(listing.ids)]
