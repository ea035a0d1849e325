"""People of the company: list, find, write down, change."""

from collections.abc import Mapping
from typing import Any

from svc_tui.domain.company.keys import PEOPLE
from svc_tui.errors import N_, Refused
from svc_tui.services.core.coded import Choice, Matches, Saved, matching, nearest_first
from svc_tui.services.core.context import Context
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import Field, read_fields
from svc_tui.storage.company import people
from svc_tui.storage.company.people import PersonRow
from svc_tui.storage.engine import read_models as reading

ROLES = ("viewer", "technician", "dispatcher", "manager", "administrator")
FIELDS = {
    "code": Field(longest=25, empty=False),
    "name": Field(longest=155),
    "user_id": Field("int"),
    "employee_id": Field("int"),
    "email": Field(),
    "phone": Field(),
    "roles": Field("words", choices=ROLES),
    "active": Field("flag", empty=False),
}

MOST = 200
"""So many people are compared to find the nearest."""


class People:
    """Those who work on calls."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def list(
        self, text: str = "", *, everyone: bool = True, limit: int | None = None, role: str = ""
    ) -> tuple[PersonRow, ...]:
        """People by code; with a role, those who have it."""
        with self._context.store.read() as session:
            return tuple(people.rows(session=session, text=text, everyone=everyone, limit=limit, role=role))

    def matching(self, text: str = "", limit: int | None = None) -> Matches[PersonRow]:
        """The people of a filter text, as on the command line."""
        return matching(self._context, PEOPLE, PersonRow, text, limit)

    def find(self, code: str) -> PersonRow:
        """One person. Raises NotFound, with the nearest code."""
        with self._context.store.read() as session:
            found = people.row(session=session, code=code)
            if found is None:
                raise reading.missing(session, "person", "code", code)
            return found

    def search(self, text: str, limit: int = 8, role: str = "") -> tuple[Choice, ...]:
        """Active people whose code or name holds the text, for lookups; with a role, only those who have it."""
        found = self.list(text, everyone=False, limit=MOST, role=role)
        near = nearest_first([Choice(row.code, row.name, ", ".join(row.roles)) for row in found], text)
        return tuple(near[:limit])

    def technicians(self, text: str, limit: int = 8) -> tuple[Choice, ...]:
        """Those who go on site (SC-13)."""
        return self.search(text, limit, "technician")

    def new(self, values: Mapping[str, object]) -> Saved[PersonRow]:
        """Write a person down.

        Raises:
            Refused: no code, or one that is taken.
        """
        typed = read_fields(FIELDS, values)
        code = typed.get("code")
        if not code:
            raise Refused(N_("A person needs a code: the short name typed in filters."))
        with self._context.write() as unit:
            reading.refuse_taken(unit, "person", "code", code)
            people.insert(unit, {"name": code, **{k: v for k, v in typed.items() if v is not None}})
            unit.call_it(N_("Person {code} written down"), code=code)
        return Saved(self.find(code), tuple(typed))

    def set(
        self,
        code: str,
        values: Mapping[str, object],
        if_version: int | None = None,
        base: Mapping[str, Any] | None = None,
    ) -> Saved[PersonRow]:
        """Change a person's fields.

        Raises:
            Conflict: someone else changed the person in between.
        """
        typed = read_fields({k: v for k, v in FIELDS.items() if k != "code"}, values)
        with self._context.write() as unit:
            row = reading.row_of(unit, "person", "code", code)
            changes = settle(unit, "person", row, typed, name=row["code"], if_version=if_version, base=base)
            changed = unit.update("person", row["id"], {**changes, **({"stub": False} if changes else {})})
            unit.call_it(N_("Person {code} changed"), code=row["code"])
        return Saved(self.find(code), tuple(name for name in changed if name != "stub"))
