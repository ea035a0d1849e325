"""Items and their groups: list, find, write down, change."""

from typing import Any

from svc_tui.domain.company.keys import ITEMS
from svc_tui.domain.core.text import clean_line
from svc_tui.errors import N_, Refused, either
from svc_tui.services.core.coded import Choice, CodedKind, CodedRecords, Matches, matching, nearest_first
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Field, Values
from svc_tui.storage.company import items
from svc_tui.storage.company.items import GroupRow, ItemRow
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.engine.unit_of_work import UnitOfWork

FIELDS = {
    "code": Field(longest=50, empty=False),
    "name": Field(longest=200),
    "group": Field("group"),
    "kind": Field("choice", choices=("item", "labour", "travel"), empty=False),
    "serial_managed": Field("flag", empty=False),
    "warranty_template": Field(longest=20),
    "life": Field("int"),
    "vat": Field(),
    "active": Field("flag", empty=False),
}
LONGEST_LIFE = 1200
"""Months: a hundred years."""


def _checked(unit: UnitOfWork, typed: Values) -> dict[str, Any]:
    if typed.get("group"):
        typed = {**typed, "group": reading.row_of(unit, "item_group", "name", typed["group"])["name"]}
    if typed.get("life") is not None and not 1 <= typed["life"] <= LONGEST_LIFE:
        message = N_("life: {value} is not from 1 to {most} months. Leave it empty where nobody can say.")
        raise Refused(message, value=typed["life"], most=LONGEST_LIFE)
    if typed.get("vat"):
        typed = {**typed, "vat": reading.active_code(unit, "vat", "code", typed["vat"])}
    return typed


ITEM = CodedKind(
    "item",
    FIELDS,
    needed=("code",),
    lacks=N_("An item needs a code."),
    written=N_("Item {code} written down"),
    changed=(N_("Item {code} changed"), N_("Items {code} changed")),
    checked=_checked,
)
MOST = 200
"""So many items are compared to find the nearest."""


class Items:
    """What is sold and serviced."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.records = CodedRecords(context, ITEM, self.find)
        self.new, self.set = self.records.new, self.records.set

    def list(self, text: str = "", *, everyone: bool = True, limit: int | None = None) -> tuple[ItemRow, ...]:
        """Items by code."""
        with self._context.store.read() as session:
            return tuple(items.rows(session=session, text=text, everyone=everyone, limit=limit))

    def matching(self, text: str = "", limit: int | None = None) -> Matches[ItemRow]:
        """The items of a filter text, as on the command line."""
        return matching(self._context, ITEMS, ItemRow, text, limit)

    def find(self, code: str) -> ItemRow:
        """One item. Raises NotFound, with the nearest code."""
        with self._context.store.read() as session:
            found = items.row(session=session, code=code)
            if found is None:
                raise reading.missing(session, "item", "code", code)
            return found

    def search(self, text: str, limit: int = 8) -> tuple[Choice, ...]:
        """Active items whose code, name or group holds the text, for lookups."""
        found = self.list(text, everyone=False, limit=MOST)
        near = nearest_first([Choice(row.code, row.name, row.group or "") for row in found], text)
        return tuple(near[:limit])

    def groups(self) -> tuple[GroupRow, ...]:
        """All item groups by name."""
        with self._context.store.read() as session:
            return tuple(items.groups(session=session))

    def new_group(self, name: str, number: int | None = None) -> GroupRow:
        """Add an item group. Raises Refused: no name, or one that is taken."""
        wanted = clean_line(name)
        if not wanted:
            raise Refused(N_("An item group needs a name."))
        with self._context.write() as unit:
            reading.refuse_taken(unit, "item_group", "name", wanted)
            unit.insert("item_group", {"name": wanted, "number": number})
            unit.call_it(N_("Item group {name} added"), name=wanted)
        return GroupRow(wanted, number)

    def remove_group(self, name: str) -> None:
        """Remove an item group that nothing names (LS-01). Raises Refused: it is in use."""
        with self._context.write() as unit:
            row = reading.row_of(unit, "item_group", "name", name)
            uses = items.group_uses(session=unit.session, name=row["name"])
            if uses:
                message = either(
                    uses,
                    N_("Group {name} is used by {count} record and cannot be removed."),
                    N_("Group {name} is used by {count} records and cannot be removed."),
                )
                raise Refused(message, name=row["name"], count=uses)
            unit.delete("item_group", row["id"])
            unit.call_it(N_("Item group {name} removed"), name=row["name"])
