"""`svc-tui person`: people and their roles."""

from dataclasses import asdict
from typing import Any

import typer

from svc_tui.cli.core.nouns import Noun, add_to, yes_no
from svc_tui.cli.core.output import Column
from svc_tui.language import _

app = typer.Typer(no_args_is_help=True, help=_("People and their roles."))
NAMES = ("code", "name", "user_id", "employee_id", "email", "phone", "roles", "skills", "hours", "country",
         "region", "territory", "active", "version")  # fmt: skip


def _record(row: Any) -> dict[str, Any]:
    values = asdict(row)
    return {name: values[name] for name in NAMES}


def _table() -> tuple[Column, ...]:
    return (
        Column("code", _("Code")), Column("name", _("Name")), Column("roles", _("Roles")),
        Column("email", _("E-mail")), Column("active", _("Active"), yes_no("active")),
    )  # fmt: skip


add_to(
    app,
    Noun(
        "people", NAMES, _table, _record,
        (_("List the people of a filter."), _("Show people."), _("Write a person down; prints the code."),
         _("Change fields of people.")),
    ),
)  # fmt: skip
