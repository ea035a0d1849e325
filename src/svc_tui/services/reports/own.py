"""Reports of one's own: definitions under a name, private or everybody's, kept as views of the place Reports.

A view keeps a filter and columns; of a report the filter is its own, and the columns hold the rest of its definition.
So own reports are undone, exported and moved like views.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.text import clean_line, code_key
from svc_tui.domain.reports import definition as definitions
from svc_tui.domain.reports.definition import Definition
from svc_tui.errors import N_, BadUsage, NotFound, Refused
from svc_tui.services.core.context import Context
from svc_tui.storage.query import views

if TYPE_CHECKING:
    from svc_tui.storage.query.views import ViewRow

SCREEN = "reports"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_YES, _NO = ("yes", "true", "1", "si"), ("no", "false", "0", "")


class OwnReports:
    """The reports that people made."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def rows(self) -> dict[str, ViewRow]:
        """One's own and everybody's, by name; one's own stands over everybody's."""
        with self.context.store.read() as session:
            found = views.rows(session=session, screen=SCREEN, person=self.context.me)
        return {code_key(row.name): row for row in sorted(found, key=lambda row: row.person is not None)}

    def all(self) -> dict[str, Definition]:
        """Those that can be read."""
        found: dict[str, Definition] = {}
        for name, row in self.rows().items():
            try:
                found[name] = _definition(row)
            except Refused:
                continue  # a file brought it; asked for by name it says what is wrong
        return found

    def find(self, name: str) -> Definition | None:
        """The one of a name. Raises Refused: what is kept is no definition."""
        row = self.rows().get(code_key(name))
        return None if row is None else _definition(row)

    def save(self, name: str, made: Definition, *, shared: bool | None = None) -> None:
        """Keep a definition that holds; one of the same name and owner is replaced.

        Args:
            name: What it is called.
            made: The definition.
            shared: Everybody's; as it was, else private, where None.

        Raises:
            Refused: the name is none.
        """
        wanted = clean_line(name).lower()
        if not _NAME.fullmatch(wanted):
            message = N_("{name} is no name of a report. Use letters, digits and -, 40 at most.")
            raise Refused(message, name=name)
        known = self.rows().get(code_key(wanted))
        if shared is None:
            shared = known is not None and known.shared
        owner = None if shared else self.context.me
        rest = {field: value for field, value in asdict(made).items() if field not in ("name", "filter")}
        plain = asdict(Definition("", "", ""))
        kept = {field: value for field, value in rest.items() if value != plain[field]}
        values = {"name": wanted, "query": made.filter, "columns": [kept]}
        with self.context.write() as unit:
            same = [row for row in ([known] if known else []) if row.person in (owner, self.context.me)]
            if same and same[0].id is not None:
                unit.update("saved_view", same[0].id, {**values, "person": owner})
            else:
                unit.insert("saved_view", {"person": owner, "screen": SCREEN, **values})
            unit.call_it(N_("Report {name} saved"), name=wanted)

    def delete(self, name: str) -> None:
        """Take one away. Raises NotFound."""
        row = self.rows().get(code_key(name))
        if row is None or row.id is None:
            raise NotFound(N_("There is no report {name} of your own."), name=name)
        with self.context.write() as unit:
            unit.delete("saved_view", row.id)
            unit.call_it(N_("Report {name} deleted"), name=row.name)


def _definition(row: ViewRow) -> Definition:
    rest = row.columns[0] if row.columns else {}
    if not isinstance(rest, dict):
        raise Refused(
            N_("Report {name}: {field} cannot be {value}."), name=row.name, field="columns", value=str(rest)
        )
    return definitions.of_values(code_key(row.name), {**rest, "filter": row.query})


def changed(made: Definition, typed: Mapping[str, str]) -> Definition:
    """A definition with fields as people type them: `by=queue,month`, `cross=yes`, `top=10`, `filter=is:open`.

    Raises:
        BadUsage: a value cannot be.
        Refused: there is no such field.
    """
    values: dict[str, Any] = {
        field: list(value) if isinstance(value, tuple) else value
        for field, value in asdict(made).items()
        if field != "name" and value not in ("", (), None)
    }
    for field, text in typed.items():
        text = clean_line(text)
        if field in ("by", "figures", "columns"):
            values[field] = [word.strip() for word in text.split(",") if word.strip()]
        elif field in ("cross", "flow", "load"):
            if text.lower() not in (*_YES, *_NO):
                raise BadUsage(N_("{field} is yes or no, not {value}."), field=field, value=text)
            values[field] = text.lower() in _YES
        elif field == "top":
            if text and not (text.isdecimal() and 0 < int(text) < 10**9):
                raise BadUsage(N_("{field} is a number, not {value}."), field=field, value=text)
            values.pop("top", None)
            values |= {"top": int(text)} if text else {}
        else:
            values[field] = text
    return definitions.of_values(made.name, values)
