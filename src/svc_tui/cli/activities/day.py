"""`svc-tui day`: what is late and due today, what reminds, what one was told."""

from typing import Any

import typer

from svc_tui.cli.core.front import front_of, moments
from svc_tui.cli.core.output import Column, Columns, Count, Csv, Json, Limit, Plain, form, print_list
from svc_tui.language import _


def day(
    ctx: typer.Context,
    limit: Limit = None,
    columns: Columns = None,
    as_json: Json = False,
    as_csv: Csv = False,
    plain: Plain = False,
    count: Count = False,
) -> None:
    """List your day in the order of the time left; messages come last."""
    from svc_tui.services.shapes.day import NAMES, record

    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    services = front_of(ctx).services()
    records = map(record, services.day.entries())
    print_list(records, NAMES, _table(), how, limit=limit, columns=columns, when=moments(services))


def _table() -> tuple[Column, ...]:
    from svc_tui.language import duration_words
    from svc_tui.presentation.company.day import what

    def left(record: Any) -> str:
        return "" if record["left_s"] is None else duration_words(record["left_s"])

    return (
        Column("left_s", _("Left"), left, right=True),
        Column("due_at", _("When")),
        Column("kind", _("What"), lambda record: what(record["source"], record["kind"])),
        Column("number", _("No."), right=True),
        Column("text", _("About")),
        Column("customer_name", _("Customer")),
    )
