"""Customers with contacts and addresses: found by phone number, name or code, written down, changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from svc_tui.domain.billing.prices_typed import percent_of
from svc_tui.domain.company.keys import CUSTOMERS
from svc_tui.domain.core.money import number_of
from svc_tui.domain.core.phones import looks_like_phone, phone_key
from svc_tui.domain.core.text import begins_a_word, code_key, fold
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.core.coded import Choice, CodedKind, CodedRecords, Matches, matching
from svc_tui.services.core.context import Context
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import Field, Given, Values, read_fields
from svc_tui.storage.company import customers
from svc_tui.storage.company.customers import AddressRow, Caller, ContactRow, CustomerRow
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.engine.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

FIELDS = {
    "code": Field(longest=15, empty=False),
    "name": Field(longest=200),
    "kind": Field("choice", choices=("customer", "vendor", "lead"), empty=False),
    "phone": Field(),
    "email": Field(),
    "territory": Field(),
    "technician": Field("person"),
    "credit_limit": Field(),
    "balance": Field(),
    "vat_number": Field(longest=32),
    "active": Field("flag", empty=False),
    "blocked": Field(longest=200),
    "price_list": Field(),
    "discount": Field(reads=percent_of),
    "vat": Field(),
}
CONTACT_FIELDS = {
    "name": Field(empty=False),
    "number": Field("int"),
    "position": Field(),
    "phone": Field(),
    "mobile": Field(),
    "email": Field(),
    "active": Field("flag", empty=False),
}
ADDRESS_FIELDS = {
    "kind": Field("choice", choices=("ship_to", "bill_to"), empty=False),
    "name": Field(),
    "street": Field(),
    "zip_code": Field(),
    "city": Field(),
    "state": Field(),
    "country": Field(longest=2),
    "building": Field(),
}


@dataclass(frozen=True)
class CustomerSheet:
    """A customer with everything that hangs on it."""

    row: CustomerRow
    contacts: tuple[ContactRow, ...] = ()
    addresses: tuple[AddressRow, ...] = ()


def sheets(session: "Session", rows: Sequence[CustomerRow]) -> list[CustomerSheet]:
    """Customers with what hangs on them."""
    codes = [row.code for row in rows]
    contacts = customers.contacts(session=session, codes=codes)
    addresses = customers.addresses(session=session, codes=codes)
    return [CustomerSheet(row, tuple(contacts[row.code]), tuple(addresses[row.code])) for row in rows]


def _checked(unit: UnitOfWork, typed: Values) -> dict[str, Any]:
    """References resolved, money readable, digits of the phone beside it."""
    if typed.get("technician"):
        typed = {**typed, "technician": reading.active_code(unit, "person", "code", typed["technician"])}
    typed = {**typed, **{name: reading.active_code(unit, name, "code", typed[name]) for name in ("price_list", "vat")
                         if typed.get(name)}}  # fmt: skip
    for name in ("credit_limit", "balance"):
        if typed.get(name):
            typed = {**typed, name: _money(name, typed[name])}
    return _keyed(typed)


CUSTOMER = CodedKind(
    "customer",
    FIELDS,
    needed=("code", "name"),
    lacks=N_("A customer needs a code and a name."),
    written=N_("Customer {code} written down"),
    changed=(N_("Customer {code} changed"), N_("Customers {code} changed")),
    checked=_checked,
)


class Customers:
    """Those who call."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.records = CodedRecords(context, CUSTOMER, self.find)
        self.new, self.set = self.records.new, self.records.set

    def list(
        self, text: str = "", *, everyone: bool = True, limit: int | None = None
    ) -> tuple[CustomerRow, ...]:
        """Customers by code."""
        with self._context.store.read() as session:
            return tuple(customers.rows(session=session, text=text, everyone=everyone, limit=limit))

    def matching(self, text: str = "", limit: int | None = None) -> Matches[CustomerSheet]:
        """The customers of a filter text, with contacts and addresses."""
        found = matching(self._context, CUSTOMERS, CustomerRow, text, limit)
        with self._context.store.read() as session:
            return Matches(tuple(sheets(session, found.rows)), found.query)

    def find(self, code: str) -> CustomerSheet:
        """One customer. Raises NotFound, with the nearest code."""
        with self._context.store.read() as session:
            row = customers.row(session=session, code=code)
            if row is None:
                raise reading.missing(session, "customer", "code", code)
            return sheets(session, [row])[0]

    def search(self, text: str, limit: int = 8) -> tuple[Choice, ...]:
        """Active customers by phone number, code, name or contact; what was found stands in the hint."""
        with self._context.store.read() as session:
            found = customers.callers(session=session, text=text, limit=limit)
            gone = None if found else customers.row(session=session, code=text.strip())
            if gone is not None and gone.merged_into:  # what was merged leads to the one that stays
                found = customers.callers(session=session, text=gone.merged_into, limit=1)
                return tuple(Choice(each.code, each.name, gone.name, near=True) for each in found)
        choices = [
            Choice(
                each.code,
                each.name,
                ", ".join(part for part in (each.contact, each.phone, each.city) if part),
                _is_near(each, text),
            )
            for each in found
        ]
        exact = bool(choices) and code_key(choices[0].code) == code_key(text)
        if (
            not exact and sum(not each.near for each in choices) > 1
        ):  # which of them calls is for the clerk to say
            choices = [replace(each, near=True) for each in choices]
        return tuple(sorted(choices, key=lambda each: each.near))

    def add_contact(self, code: str, values: Mapping[str, object]) -> CustomerSheet:
        """Add a contact person."""
        return self._add(code, "contact", read_fields(CONTACT_FIELDS, values))

    def set_contact(
        self, code: str, contact_id: int, values: Mapping[str, object], base: Given | None = None
    ) -> CustomerSheet:
        """Change a contact person. Raises Conflict: someone else changed the same since `base`."""
        return self._set(code, "contact", contact_id, read_fields(CONTACT_FIELDS, values), base)

    def remove_contact(self, code: str, contact_id: int) -> CustomerSheet:
        """Remove a contact person; calls keep the name they were opened with (SC-30)."""
        return self._set(code, "contact", contact_id, None)

    def add_address(self, code: str, values: Mapping[str, object]) -> CustomerSheet:
        """Add an address."""
        return self._add(code, "address", read_fields(ADDRESS_FIELDS, values))

    def set_address(
        self, code: str, address_id: int, values: Mapping[str, object], base: Given | None = None
    ) -> CustomerSheet:
        """Change an address. Raises Conflict: someone else changed the same since `base`."""
        return self._set(code, "address", address_id, read_fields(ADDRESS_FIELDS, values), base)

    def remove_address(self, code: str, address_id: int) -> CustomerSheet:
        """Remove an address."""
        return self._set(code, "address", address_id, None)

    def _add(self, code: str, table_name: str, typed: Values) -> CustomerSheet:
        if table_name == "contact" and not typed.get("name"):
            raise Refused(N_("A contact needs a name."))
        with self._context.write() as unit:
            row = reading.row_of(unit, "customer", "code", code)
            kept = {k: v for k, v in _keyed(typed).items() if v is not None}
            unit.insert(table_name, {"customer": row["code"], **kept})
            _note(unit, row, table_name, None, _told(typed))
        return self.find(code)

    def _set(
        self,
        code: str,
        table_name: str,
        row_id: int,
        typed: Values | None,
        base: Given | None = None,
    ) -> CustomerSheet:
        with self._context.write() as unit:
            row = reading.row_of(unit, "customer", "code", code)
            child = unit.row(table_name, row_id)
            if child["customer"] != row["code"]:
                raise NotFound(N_("{code} has no such contact or address."), code=row["code"])
            if typed is None:
                unit.delete(table_name, row_id)
                _note(unit, row, table_name, _told(child), None)
            else:
                typed = settle(
                    unit, table_name, child, typed, name=child.get("name") or row["code"], base=base
                )
            if typed and unit.update(table_name, row_id, _keyed(typed)):
                _note(unit, row, table_name, _told(child), _told({**child, **typed}))
        return self.find(code)


def _is_near(caller: Caller, text: str) -> bool:
    """Whether a caller was found by a piece of a word alone; a phone number is one by all of it or its end."""
    if looks_like_phone(text.strip()):
        return False
    wanted = fold(text.strip())
    named = any(begins_a_word(each, wanted) for each in (caller.name, caller.contact or ""))
    return not (named or fold(caller.code).startswith(wanted))


def _keyed(typed: Values) -> dict[str, Any]:
    """With the digits of each phone number beside it."""
    keys = {f"{name}_key": phone_key(typed[name]) for name in ("phone", "mobile") if name in typed}
    return {**typed, **keys}


def _money(name: str, text: str) -> str:
    amount = number_of(text)
    if amount is None:
        raise Refused(N_("{name}: {value} is not an amount. Write it as 1250.50."), name=name, value=text)
    return f"{amount:f}"


def _told(values: Given) -> str:
    """A contact or an address as one line of history."""
    names = ("name", "position", "phone", "mobile", "street", "zip_code", "city", "country")
    return ", ".join(str(values[name]) for name in names if values.get(name))


def _note(unit: UnitOfWork, row: Mapping[str, Any], field: str, old: str | None, new: str | None) -> None:
    """A child's change stands in the customer's history."""
    unit.log("customer", row["id"], "changed", field=field, old=old, new=new)
    unit.call_it(N_("Customer {code} changed"), code=row["code"])
