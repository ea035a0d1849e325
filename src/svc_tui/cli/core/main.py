"""The root of the command line: global options and the nouns, each imported when it is used."""

import os
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup

from svc_tui import __version__
from svc_tui.cli.core.front import Front, say_error
from svc_tui.cli.core.usage import complain, speak
from svc_tui.errors import N_, SvcError
from svc_tui.language import _, language

# name -> module, attribute (a Typer app, or a function that is the command), one line of help
NOUNS: dict[str, tuple[str, str, str]] = {
    "call": ("svc_tui.cli.calls.call", "app", N_("Service calls: list, show, write down, act on them.")),
    "equipment": (
        "svc_tui.cli.equipment.equipment",
        "app",
        N_("Equipment cards: who has which unit, and is it covered."),
    ),
    "customer": ("svc_tui.cli.company.customer", "app", N_("Customers with contacts and addresses.")),
    "item": ("svc_tui.cli.company.item", "app", N_("Items and their groups.")),
    "person": ("svc_tui.cli.company.person", "app", N_("People and their roles.")),
    "queue": ("svc_tui.cli.company.queue", "app", N_("Queues and their members.")),
    "contract": ("svc_tui.cli.contracts.contract", "app", N_("Contracts and what they promise.")),
    "template": ("svc_tui.cli.contracts.template", "app", N_("Templates that contracts are copied from.")),
    "solution": (
        "svc_tui.cli.solutions.solution",
        "app",
        N_("Solutions: find what helped before, keep what helps."),
    ),
    "activity": (
        "svc_tui.cli.activities.activity",
        "app",
        N_("Activities: what is said and to be done with customers."),
    ),
    "plan": ("svc_tui.cli.planning.plan", "app", N_("Planning: visits of technicians, absences.")),
    "opportunity": (
        "svc_tui.cli.sales.opportunity",
        "app",
        N_("Opportunities: possible sales, by stage, won or lost."),
    ),
    "billing": (
        "svc_tui.cli.billing.billing",
        "app",
        N_("What is billed: approve lines, hand them over, take them back."),
    ),
    "day": ("svc_tui.cli.activities.day", "day", N_("Your day: what is late, due, to do and told.")),
    "message": ("svc_tui.cli.messages.message", "app", N_("Messages to you: what you were told.")),
    "report": (
        "svc_tui.cli.reports.report",
        "app",
        N_("Reports: what the service department did, and how well."),
    ),
    "price": ("svc_tui.cli.billing.price", "app", N_("Prices: what things cost, in which list, from when.")),
    "view": ("svc_tui.cli.company.view", "app", N_("Saved views.")),
    "macro": ("svc_tui.cli.calls.snippet", "macros", N_("Several changes under one name.")),
    "text": ("svc_tui.cli.calls.snippet", "texts", N_("Canned texts with the values of a call.")),
    "setup": ("svc_tui.cli.company.setup", "app", N_("Company settings, lists and closed dates.")),
    "import": ("svc_tui.cli.store.import_", "import_", N_("Read calls and master data from files.")),
    "export": ("svc_tui.cli.store.export", "export", N_("Write calls and master data to files.")),
    "undo": ("svc_tui.cli.core.basics", "undo", N_("Take your last change back.")),
    "redo": ("svc_tui.cli.core.basics", "redo", N_("Do again what you undid.")),
    "wake": (
        "svc_tui.cli.store.waking",
        "wake",
        N_("Wake calls whose snooze is over, remind owners; for cron."),
    ),
    "store": ("svc_tui.cli.store.store", "app", N_("The store file: info, check, backup, restore, migrate.")),
    "init": ("svc_tui.cli.core.basics", "init", N_("Make a store: company, zone, country, first user.")),
    "demo": ("svc_tui.cli.store.demo", "demo", N_("Make a realistic company and open it.")),
    "where": ("svc_tui.cli.core.basics", "where", N_("Print where files are kept.")),
    "keys": ("svc_tui.cli.core.basics", "keys", N_("Print the keys of the app.")),
}
CONTEXT: dict[str, Any] = {"help_option_names": ["--help"], "max_content_width": 100}


class Nouns(TyperGroup):
    """A group that imports a noun when it is used; its own help needs none of them."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(NOUNS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in NOUNS:
            return None
        if self.commands.get(cmd_name) is None:
            module, attribute, text = NOUNS[cmd_name]
            found = getattr(import_module(module), attribute)
            self.commands[cmd_name] = speak(_command(found, cmd_name, _(text)))
        return self.commands[cmd_name]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(text)) for name, (_module, _attribute, text) in NOUNS.items()])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        for name in NOUNS:  # names only, so that a mistyped one finds its neighbour
            self.commands.setdefault(name, cast(Any, None))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except SvcError as error:
            say_error(error)
            raise typer.Exit(error.exit_code) from None


def _command(found: Any, name: str, text: str) -> Any:
    if isinstance(found, typer.Typer):
        found.info.help = found.info.help or text
        found.rich_markup_mode = None
        group = typer.main.get_group(found)
        group.name = name
        return group
    single = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=CONTEXT)
    settings = getattr(found, "context_settings", None)
    single.command(name, help=text, context_settings=settings)(found)
    return typer.main.get_command(single)


app = typer.Typer(
    cls=Nouns,
    name="svc-tui",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=CONTEXT,
    invoke_without_command=True,
)


@app.callback(
    help=_("A service desk in the terminal. Without a command the app opens."),
    epilog=_(
        "Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 not found, 4 changed by someone else."
    ),
)
def root(
    ctx: typer.Context,
    store: Annotated[Path | None, typer.Option(metavar="PATH", help=_("The store (SVC_TUI_STORE)."))] = None,
    who: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help=_("Who works (SVC_TUI_USER)."))
    ] = None,
    look: Annotated[str | None, typer.Option(metavar="LOOK", help=_("dark, light, ansi or mono."))] = None,
    ascii: Annotated[bool, typer.Option("--ascii", help=_("Draw with ASCII alone."))] = False,
    slow: Annotated[bool, typer.Option("--slow", help=_("Spare a slow line."))] = False,
    language: Annotated[str | None, typer.Option(metavar="CODE", help=_("en or it."))] = None,
    version: Annotated[bool, typer.Option("--version", help=_("Print the version."))] = False,
    install_completion: Annotated[
        str | None,
        typer.Option(
            "--install-completion", metavar="SHELL", help=_("Complete lines by tab: bash, zsh or fish.")
        ),
    ] = None,
    show_completion: Annotated[
        str | None,
        typer.Option("--show-completion", metavar="SHELL", help=_("Print what such a shell would read.")),
    ] = None,
) -> None:
    """Collect the global options; a command asks the front for what it needs."""
    for option, shell in (
        ("--install-completion", install_completion),
        ("--show-completion", show_completion),
    ):
        if shell is not None:
            from svc_tui.cli.core import completion

            raise typer.Exit(completion.run((option, shell), os.environ))
    if version:
        typer.echo(__version__)
        raise typer.Exit
    flags: dict[str, Any] = {"store": store, "who": who, "look": look, "language": language}
    flags |= {"ascii": ascii or None, "slow": slow or None}
    given = {name: value for name, value in flags.items() if value is not None}
    known = ctx.obj.flags if isinstance(ctx.obj, Front) else {}
    front = Front({**known, **given})
    ctx.obj = front
    ctx.call_on_close(front.close)
    if ctx.invoked_subcommand is None:
        from svc_tui.cli.core.opening import open_app

        raise typer.Exit(open_app(front.settings))


@cache
def _spoken(_language: str) -> Any:
    """The root with the nouns that were used, kept for each language: to read their options is slow."""
    return speak(typer.main.get_command(app))


def run(arguments: Sequence[str], flags: dict[str, Any]) -> int:
    """Run a command. Returns the exit code."""
    from typer import exceptions

    command = _spoken(language())
    try:
        result = command.main(
            args=list(arguments), prog_name="svc-tui", standalone_mode=False, obj=Front(flags)
        )
    except exceptions.Exit as leave:
        return leave.exit_code
    except exceptions.Abort:
        return 130
    except exceptions.TyperException as error:  # wrong usage
        complain(error)
        return error.exit_code
    return result if isinstance(result, int) else 0
