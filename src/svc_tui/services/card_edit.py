"""Writing cards down and changing them: rules EQ-01 to EQ-13, both sides of a link in one transaction, one undo."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from svc_tui.domain import equipment as rules
from svc_tui.domain.calls import Note, note
from svc_tui.domain.query_equipment import STATUSES
from svc_tui.domain.text import fold, serial_columns
from svc_tui.errors import N_, BadUsage, Conflict, SvcError
from svc_tui.services.card_find import card_number
from svc_tui.services.context import Context
from svc_tui.services.fields import Field, read_fields
from svc_tui.services.outcomes import Outcome, Outcomes
from svc_tui.services.records import settle
from svc_tui.storage import call_context as reads
from svc_tui.storage import equipment, reading

if TYPE_CHECKING:
    from svc_tui.storage.record import Unit

FIELDS = {
    "serial": Field(longest=36),
    "manufacturer_serial": Field(longest=36),
    "item": Field(empty=False),
    "customer": Field(empty=False),
    "customers": Field(),
    "buyer": Field(),
    "contact": Field(),
    "phone": Field(),
    "status": Field("choice", choices=rules.STATUSES, empty=False),
    "technician": Field("person"),
    "territory": Field(),
    "address": Field(longest=254),
    "location": Field(longest=254),
    "warranty_start": Field("day"),
    "warranty_end": Field("day"),
    "delivered_at": Field("day"),
    "replaces": Field(),
    "replaced_by": Field(),
    "parent": Field(),
}
LINKS = {"replaces": "replaced_by", "replaced_by": "replaces"}
"""Each end of a replacement, and what it is called on the other card."""
RINGS = {
    "replaces": N_(
        "Card {number} cannot replace card {other}: that one stands, in the end, in for {number} itself."
    ),
    "replaced_by": N_(
        "Card {other} cannot replace card {number}: it is, in the end, replaced by {number} itself."
    ),
    "parent": N_(
        "Card {number} cannot be a part of card {other}, which is, in the end, a part of {number} itself."
    ),
}
OF_OWNER = ("technician", "territory", "contact", "phone")


class CardEdit:
    """What is written on cards."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def new(self, values: Mapping[str, object]) -> Outcome:
        """Write a card down. Raises Refused: EQ-01, EQ-02, EQ-03, EQ-09, EQ-11, EQ-13."""
        typed = _read(values)
        with self._context.write() as unit:
            card = _Card(unit, self._context, unit.next_number("equipment"))
            card.write(typed)
            unit.call_it(N_("Card {number} written down"), number=card.number)
        return Outcome(str(card.number), True, note(N_("Card {number} written down"), number=card.number),
                       tuple(card.warnings))  # fmt: skip

    def set(
        self,
        numbers: Sequence[str],
        values: Mapping[str, object],
        if_version: int | None = None,
        base: Mapping[str, Any] | None = None,
    ) -> Outcomes:
        """Change fields of cards; what one card refuses does not stop the others, and one undo takes all back.

        Raises:
            Conflict: someone else changed it in between.
            Refused: the only card refused it.
        """
        typed = _read(values)
        outcomes: list[Outcome] = []
        named = list(dict.fromkeys(str(number).strip() for number in numbers))
        with self._context.write() as unit:
            for number in named:
                try:
                    with unit.attempt():
                        card = _Card(unit, self._context, card_number(unit.session, number, tails=False))
                        told = card.write(card.settled(typed, if_version, base))
                except Conflict:
                    raise
                except SvcError as error:
                    if len(named) == 1:
                        raise
                    outcomes.append(
                        Outcome(number, False, Note(error.message, error.values), exit_code=error.exit_code)
                    )
                else:
                    outcomes.append(Outcome(str(card.number), True, told, tuple(card.warnings)))
            done = [outcome.number for outcome in outcomes if outcome.done]
            unit.call_it(N_("Cards {numbers} changed"), numbers=", ".join(done))
            return Outcomes(tuple(outcomes), unit.change_id if unit.changed else None)


def _read(values: Mapping[str, object]) -> dict[str, Any]:
    """Typed values; a status also by its short and Italian names."""
    words = {other: own for own, others in STATUSES.items() for other in others}
    status = values.get("status")
    if isinstance(status, str):
        values = {**values, "status": words.get(fold(status.strip()), status)}
    if not values:
        raise BadUsage(N_("Say what to change: KEY=VALUE, such as status=returned."))
    return read_fields(
        FIELDS, {name: str(value) if isinstance(value, int) else value for name, value in values.items()}
    )


class _Card:
    """One card in an open unit of work."""

    def __init__(self, unit: "Unit", context: Context, number: int) -> None:
        self.unit, self.number, self.company = unit, number, context.company
        self.session = unit.session
        self.row: dict[str, Any] = reads.card(session=self.session, number=number) or {}
        self.warnings: list[Note] = []

    def settled(
        self, typed: Mapping[str, Any], if_version: int | None, base: Mapping[str, Any] | None
    ) -> dict[str, Any]:
        """What remains to be written after the meeting with what others wrote."""
        return settle(
            self.unit, "equipment", self.row, typed, name=str(self.number), if_version=if_version, base=base
        )

    def write(self, typed: dict[str, Any]) -> Note:
        """Check and write. Returns what happened."""
        users = self._users(typed.pop("customers")) if "customers" in typed else None
        links = {name: self._card_of(typed.pop(name)) for name in RINGS if name in typed}
        self._resolve(typed)
        before, after = self.row, {**self.row, **typed}
        after.setdefault("status", "active")
        self._check(before, after)
        if not before:
            self._fill(typed, after)
        elif after["customer"] != before["customer"]:
            self._new_owner(typed)
        status = after["status"]
        if before and rules.ends_loan(before["status"], status):
            links = {"replaces": None, **links}
        if before and status != before["status"]:
            calls = reads.open_calls_of_card(session=self.session, equipment=self.number)
            self.warnings += rules.warnings_of_status(self.number, status, calls)
        changed = self._save(typed)
        changed += [name for name, other in links.items() if self._link(name, other)]
        if users is not None and self._save_users(users):
            changed.append("customers")
        if not changed:
            return note(N_("Card {number}: nothing changed"), number=self.number)
        return note(N_("Card {number}: {fields} changed"), number=self.number, fields=", ".join(changed))

    # What is asked

    def _resolve(self, typed: dict[str, Any]) -> None:
        """Codes as they are stored; only active people, items and customers may be chosen anew."""
        for name, where in (("item", "item"), ("customer", "customer"), ("buyer", "customer"),
                            ("technician", "person")):  # fmt: skip
            if typed.get(name) and typed[name] != self.row.get(name):
                code = reading.code_of(self.session, where, "code", typed[name])
                if code is None:
                    raise reading.missing(self.session, where, "code", typed[name])
                same = code == self.row.get(name) or name in (
                    "customer",
                    "buyer",
                )  # the owner is judged below
                typed[name] = code if same else reading.active_code(self.unit, where, "code", code)

    def _check(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        own = {name: after.get(name) for name in rules.SERIALS}
        rules.check_complete(after.get("customer"), after.get("item"), own, self.company.card_serial)
        if after["item"] != before.get("item"):
            item = reads.item(session=self.session, code=after["item"])
            rules.check_item(after["item"], bool(item and item["serial_managed"]))
        leaves = (
            bool(before)
            and after["status"] != before["status"]
            and after["status"] in ("returned", "terminated")
        )
        if not leaves:  # a unit may always be taken out of the hands of a customer that is gone
            owner = reads.customer(session=self.session, code=after["customer"])
            rules.check_owner_active(after["customer"], bool(owner and owner["active"]))
        if before and after["customer"] != before["customer"]:
            opened, calls = equipment.call_counts(session=self.session, number=self.number)
            rules.check_owner_change(self.number, calls, opened)
        rules.check_warranty(after.get("warranty_start"), after.get("warranty_end"))
        moved = any(after.get(name) != before.get(name) for name in (*rules.SERIALS, "item", "status"))
        if moved and after["status"] in rules.UNIQUE:
            self._check_unique(after)

    def _check_unique(self, after: Mapping[str, Any]) -> None:
        for name in rules.compared_serials(self.company.card_serial):
            if after.get(name):
                other = equipment.twin(
                    session=self.session, name=name, serial=after[name], item=after["item"],
                    statuses=rules.UNIQUE, but=self.number,
                )  # fmt: skip
                if other is not None:
                    rules.check_unique(after[name], after["item"], other.number)

    def _card_of(self, text: str | None) -> int | None:
        return None if not text else card_number(self.session, text, tails=False)

    def _users(self, text: str | None) -> list[str]:
        codes = []
        for word in (text or "").replace(",", " ").split():
            code = reading.code_of(self.session, "customer", "code", word)
            if code is None:
                raise reading.missing(self.session, "customer", "code", word)
            codes.append(code)
        rows = {code: reads.customer(session=self.session, code=code) for code in codes}
        self.warnings += rules.inactive_users(
            [code for code, row in rows.items() if row and not row["active"]]
        )
        return list(rows)

    # What follows

    def _fill(self, typed: dict[str, Any], after: Mapping[str, Any]) -> None:
        """EQ-10: technician and territory from the customer, phone from the contact, else from the customer."""
        for name, value in self._defaults(after["customer"], typed.get("contact")).items():
            if not typed.get(name):
                typed[name] = value
        if not typed.get("address"):
            typed["address"] = reads.address_line(session=self.session, code=after["customer"])

    def _new_owner(self, typed: dict[str, Any]) -> None:
        """EQ-10: what came from the former customer does not stay."""
        defaults = self._defaults(typed["customer"], typed.get("contact"))
        for name in OF_OWNER:
            typed.setdefault(name, defaults.get(name))

    def _defaults(self, customer: str, contact: str | None) -> dict[str, Any]:
        return equipment.owner_defaults(session=self.session, customer=customer, contact=contact)

    def _save(self, typed: dict[str, Any]) -> list[str]:
        for name in rules.SERIALS:
            if name in typed:
                typed |= serial_columns(name, typed[name])
        if not self.row:
            self.unit.insert("equipment", {"number": self.number, "status": "active", **typed})
            self.row = reads.card(session=self.session, number=self.number) or {}
            return list(typed)
        changed = self.unit.update("equipment", self.row["id"], typed)
        self.row |= changed
        return [name for name in changed if name in FIELDS]

    def _link(self, name: str, other: int | None) -> bool:
        """EQ-11: a link and, of a replacement, its other side."""
        if other == self.row[name]:
            return False
        if other is not None:
            rules.check_chain(self.number, other, lambda card: self._link_of(card, name), RINGS[name])
        back = LINKS.get(name)
        if back is not None:
            if other is not None:
                holder = self._link_of(other, back)
                rules.check_free(self.number, other, holder, back)
                self._set_link(other, back, self.number)
            if self.row[name] is not None and self._link_of(self.row[name], back) == self.number:
                self._set_link(self.row[name], back, None)
        self._set_link(self.number, name, other)
        self.row[name] = other
        return True

    def _link_of(self, number: int, name: str) -> int | None:
        row = reads.card(session=self.session, number=number)
        return row[name] if row else None

    def _set_link(self, number: int, name: str, value: int | None) -> None:
        row = reads.card(session=self.session, number=number)
        if row is not None:
            self.unit.update("equipment", row["id"], {name: value})

    def _save_users(self, codes: list[str]) -> bool:
        before = equipment.users(session=self.session, number=self.number)
        kept = [code for code in codes if code != self.row["customer"]]
        for row_id, code in before:
            if code not in kept:
                self.unit.delete("equipment_customer", row_id)
        for code in kept:
            if code not in [known for _, known in before]:
                self.unit.insert("equipment_customer", {"equipment": self.number, "customer": code})
        old, new = " ".join(code for _, code in before), " ".join(kept)
        if old != new:
            self.unit.log(
                "equipment", self.row["id"], "changed", field="customers", old=old or None, new=new or None
            )
        return old != new
