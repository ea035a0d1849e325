"""People of the company: list, find, write down, change."""

from svc_tui.domain.company.keys import PEOPLE
from svc_tui.domain.sla.calendars import holiday_names
from svc_tui.domain.sla.opening import plain_hours
from svc_tui.errors import N_
from svc_tui.services.core.coded import Choice, CodedKind, CodedRecords, Matches, matching, nearest_first
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Field, Values
from svc_tui.storage.company import people
from svc_tui.storage.company.people import PersonRow
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.engine.unit_of_work import UnitOfWork

ROLES = ("viewer", "technician", "dispatcher", "manager", "administrator")
FIELDS = {
    "code": Field(longest=25, empty=False),
    "name": Field(longest=155),
    "user_id": Field("int"),
    "employee_id": Field("int"),
    "email": Field(),
    "phone": Field(),
    "roles": Field("words", choices=ROLES),
    "skills": Field("words"),
    "hours": Field(reads=plain_hours),
    "country": Field(),
    "region": Field(),
    "territory": Field(),
    "active": Field("flag", empty=False),
}


def _checked(_unit: UnitOfWork, values: Values) -> Values:
    """The holiday calendar exists. Raises Refused."""
    country, region = values.get("country"), values.get("region")
    if country:
        values["country"] = country = country.upper()
    if region and country:
        holiday_names(country, region, first_year=2026, last_year=2026)
    elif country:
        holiday_names(country, first_year=2026, last_year=2026)
    return values


PERSON = CodedKind(
    "person",
    FIELDS,
    needed=("code",),
    lacks=N_("A person needs a code: the short name typed in filters."),
    written=N_("Person {code} written down"),
    changed=(N_("Person {code} changed"), N_("People {code} changed")),
    checked=_checked,
    filled=lambda typed: {"name": typed["code"]},
)
MOST = 200
"""So many people are compared to find the nearest."""


class People:
    """Those who work on calls."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.records = CodedRecords(context, PERSON, self.find)
        self.new, self.set = self.records.new, self.records.set

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
