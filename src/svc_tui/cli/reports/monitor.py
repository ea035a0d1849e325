"""`svc-tui report monitor`, `limits` and `wall`: the service monitor now, how one wants it watched, and on a wall."""

from typing import Annotated

import typer

from svc_tui.cli.core.front import FREE, assignments, front_of, say
from svc_tui.cli.core.output import Json, form, print_object
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

Query = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILTER]...", help=_("Filter text, such as queue:north -who:anna; your own unless given.")
    ),
]


def monitor(ctx: typer.Context, query: Query = None, as_json: Json = False) -> None:
    """Show the service monitor."""
    from svc_tui.presentation.reports.monitor import record, text_lines

    front = front_of(ctx)
    services = front.services(make=False)
    words = [*(query or ()), *ctx.args]
    seen = services.monitor.look(" ".join(words) if words else None)
    print_object(
        record(seen, seen.behind, seen.alarms),
        form(as_json=as_json),
        lambda: text_lines(seen, services.zone, ascii=front.plain_glyphs),
    )


def limits(
    ctx: typer.Context,
    fields: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KEY=VALUE...", help=_("Such as open=20 overdue=5 bell=yes filter=queue:north.")
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show or change how one watches."""
    from dataclasses import asdict

    words, typed = assignments(fields or ())
    if words:
        raise BadUsage(N_("{word} is no field. Write KEY=VALUE, such as open=20."), word=words[0])
    services = front_of(ctx).services(make=False)
    if typed:
        services.monitor.keep(typed)
        say(_("Service monitor set"))
        return
    kept = asdict(services.monitor.wishes)
    text = {**kept, "bell": "yes" if kept["bell"] else "no"}
    lines = [f"{name}={'' if value is None else value}" for name, value in text.items()]
    print_object(kept, form(as_json=as_json), lambda: lines)


def wall(ctx: typer.Context, query: Query = None) -> None:
    """Open the service monitor for a screen on the wall."""
    from functools import partial

    from svc_tui.cli.core.opening import open_app

    front = front_of(ctx)
    words = [*(query or ()), *ctx.args]
    text = " ".join(words) if words else None
    front.services(make=False).monitor.look(text)  # a filter with a typo is told before the screen opens
    front.close()
    raise typer.Exit(
        open_app(front.settings, lambda app: app.begin_with(partial(app.wall, text, alone=True)))
    )


def register(app: typer.Typer) -> None:
    """Put the commands among those of reports."""
    app.command(
        "monitor", help=_("Show what is open, late and waits now, and the last hour minute by minute."),
        context_settings=FREE,
    )(monitor)  # fmt: skip
    app.command(
        "limits", help=_("Show or set your service monitor: limits of open and overdue calls, bell, filter."),
        context_settings=FREE,
    )(limits)  # fmt: skip
    app.command(
        "wall", help=_("Open the service monitor in large, for a screen that nobody types on; q ends it."),
        context_settings=FREE,
    )(wall)  # fmt: skip
