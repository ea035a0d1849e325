"""`svc-tui queue levels` and `svc-tui queue escalate`: what brings back calls whose time runs out or that lie still."""

import sys
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svc_tui.cli.core.front import FREE, assignments, front_of, moments, say, say_notes
from svc_tui.cli.core.output import (
    Column,
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
from svc_tui.language import _, ngettext, pgettext

if TYPE_CHECKING:
    from svc_tui.domain.core.notes import Note
    from svc_tui.services.queues.escalating import Fired
    from svc_tui.services.queues.levels import Level, Levels

levels = typer.Typer(
    no_args_is_help=True, help=_("Levels of escalation: from when on something happens to calls.")
)
NAMES = ("name", "queue", "target", "percent", "after_s", "steps", "position", "active", "version")
FIRED = ("call", "level", "target", "reached_at", "at", "done", "told", "shown_from", "refused")
Name = Annotated[list[str], typer.Argument(metavar="NAME", help=_("The level."))]


def add_to(app: typer.Typer) -> None:
    """Register them among the commands of queues."""
    app.add_typer(levels, name="levels")
    app.command("escalate", help=_("Do what levels say of calls that have reached them; for cron."))(escalate)


def _service(ctx: typer.Context, *, make: bool = False) -> "Levels":
    from svc_tui.services.queues.levels import Levels

    return Levels(front_of(ctx).services(make=make).context)


def _record(level: "Level") -> dict[str, Any]:
    record = {name: getattr(level, name) for name in NAMES}
    record["steps"] = ["=".join(step) for step in level.done]
    return record


def _table() -> tuple[Column, ...]:
    return (
        Column("name", _("Name")),
        Column("queue", _("Queue"), lambda record: record["queue"] or _("all")),
        Column("when", _("From"), when_words),
        Column("steps", _("Steps"), lambda record: "; ".join(record["steps"])),
        Column("active", _("Active"), lambda record: _("yes") if record["active"] else _("no")),
    )


def when_words(record: Mapping[str, Any]) -> str:
    """Where a level lies, in few words: `resolution 75 %`, `resolution overdue by 2h`, `silence for 8h`."""
    from svc_tui.services.queues.levels import after_text

    after = after_text(record["after_s"])
    target = {
        "response": pgettext("target", "response"),
        "resolution": pgettext("target", "resolution"),
    }.get(record["target"], "")
    if not target:
        return _("silence for {time}").format(time=after)
    if after:
        return _("{target} overdue by {time}").format(target=target, time=after)
    if record["percent"] == 100:
        return _("{target} overdue").format(target=target)
    return _("{target} at {percent} %").format(target=target, percent=record["percent"])


@levels.command("list", help=_("List the levels in their order."))
def list_levels(
    ctx: typer.Context, limit: Limit = None, as_json: Json = False, as_csv: Csv = False, plain: Plain = False,
    count: Count = False,
) -> None:  # fmt: skip
    """List them."""
    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    print_list(map(_record, _service(ctx, make=True).all()), NAMES, _table(), how, limit=limit)


@levels.command("show", help=_("Show a level."))
def show(ctx: typer.Context, name: Name, as_json: Json = False) -> None:
    """Show one."""
    record = _record(_service(ctx).find(" ".join(name)))
    shown = {**record, "steps": "; ".join(record["steps"])}
    titles = {column.name: column.title for column in _table()}
    print_object(record, form(as_json=as_json), partial(page, shown, titles))


@levels.command("set", help=_("Write a level down, or change fields of one."), context_settings=FREE)
def set_level(
    ctx: typer.Context,
    fields: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME KEY=VALUE...",
            help=_("Fields: queue, target, percent, after, steps, position, active."),
        ),
    ],
) -> None:
    """Write one down."""
    words, values = assignments(fields)
    name = " ".join(words)
    if not name or not values:
        message = N_("Name the level, then its fields: “Late by 2 h” after=2h steps=tell=manager.")
        raise BadUsage(message)
    saved = _service(ctx, make=True).save(name, values)
    if saved.level.version == 1:
        say(_("Level {name} written down").format(name=saved.level.name))
    elif saved.changed:
        say(_("{code}: {fields} changed").format(code=saved.level.name, fields=", ".join(saved.changed)))
    else:
        say(_("{code}: nothing changed").format(code=saved.level.name))
    say_notes(saved.warnings)


@levels.command("remove", help=_("Take a level away."))
def remove(ctx: typer.Context, name: Name) -> None:
    """Take one away."""
    service = _service(ctx)
    found = service.find(" ".join(name))
    service.remove(found.name)
    say(_("Level {name} removed").format(name=found.name))


@levels.command("check", help=_("Say what levels cannot do any more; exits 1 where there is something."))
def check(ctx: typer.Context) -> None:
    """Look them over."""
    faults = _service(ctx).check()
    for fault in faults:
        say(f"{fault.level}: {_(fault.said.text).format(**fault.said.values)}")
    if any(fault.stops for fault in faults):
        raise typer.Exit(1)
    if not faults:
        say(_("Every level can do what it says."))


def escalate(
    ctx: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Say what would be done, and do nothing."))
    ] = False,
    as_json: Json = False,
    as_csv: Csv = False,
    plain: Plain = False,
    count: Count = False,
) -> None:
    """Do what is due."""
    from svc_tui.services.queues.escalating import Escalating

    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    services = front_of(ctx).services(make=False)
    if not dry_run:
        services.calls.wake()
    fired = Escalating(services.context).run(dry_run=dry_run)
    if how == "table":
        _tell(fired, dry_run)
        if not fired:
            return
    print_list(map(_fired, fired), FIRED, _fired_table(), how, when=moments(services))


def _fired(each: "Fired") -> dict[str, Any]:
    return {
        "call": each.number, "level": each.level, "target": each.target, "reached_at": each.reached_at, "at": each.at,
        "done": list(map(_words, each.done)), "told": list(each.told), "shown_from": each.shown_from,
        "refused": list(map(_words, each.refused)),
    }  # fmt: skip


def _words(said: "Note") -> str:
    return _(said.text).format(**said.values)


def _fired_table() -> tuple[Column, ...]:
    return (
        Column("call", _("No.")), Column("level", _("Level")), Column("reached_at", _("Reached")),
        Column("done", _("Done"), lambda record: "; ".join((*record["done"], *record["refused"])) or "-"),
        Column("told", _("Told"), lambda record: ", ".join(record["told"]) or "-"),
        Column("shown_from", _("Shown from")),
    )  # fmt: skip


def _tell(fired: Sequence["Fired"], dry_run: bool) -> None:
    numbers = len({each.number for each in fired})
    if not fired:
        say(_("No call has reached a level that has not fired."))
    elif dry_run:
        words = ngettext("{count} call would be escalated", "{count} calls would be escalated", numbers)
        say(words.format(count=numbers))
    else:
        say(ngettext("{count} call escalated", "{count} calls escalated", numbers).format(count=numbers))
    sys.stderr.flush()
