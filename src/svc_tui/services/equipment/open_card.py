"""One card inside a unit of work: its fields by rules EQ-01 to EQ-13, its links with both sides, its movements.

`OpenCard` holds the row as it stands in the transaction. Acts on cards (`card_edit`, `card_moves`, `card_loans`,
`card_owner`, `deliveries`) write through it alone, so that none forgets a rule or a movement.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import serial_columns
from svc_tui.domain.equipment import movements as moving
from svc_tui.domain.equipment import rules
from svc_tui.domain.equipment.movements import Move
from svc_tui.errors import N_
from svc_tui.services.core.context import Context
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.equipment.find import card_number
from svc_tui.storage.calls import reads
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.equipment import movements
from svc_tui.storage.equipment import rows as equipment
from svc_tui.storage.equipment import ties as card_ties
from svc_tui.storage.equipment.rows import CardRecord

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

LINKS = {"replaces": "replaced_by", "replaced_by": "replaces"}
"""Each end of a replacement, and what it is called on the other card."""
RINGS = {
    "replaces": N_(
        "Card {number} cannot replace card {other}: that one stands, in the end, in for {number} itself. "
        "Name another card, or empty replaces of one of them first."
    ),
    "replaced_by": N_(
        "Card {other} cannot replace card {number}: it is, in the end, replaced by {number} itself. "
        "Name another card, or empty replaced_by of one of them first."
    ),
    "parent": N_(
        "Card {number} cannot be a part of card {other}, which is, in the end, a part of {number} itself. "
        "Name another card, or take that one out first."
    ),
}
OF_OWNER = ("technician", "territory", "contact", "phone")
SITE = ("address", "location", "territory")


class OpenCard:
    """One card in an open unit of work."""

    def __init__(self, unit: "UnitOfWork", context: Context, number: int) -> None:
        self.unit, self.context, self.number, self.company = unit, context, number, context.company
        self.session = unit.session
        self._row = reads.card(session=self.session, number=number)
        self.warnings: list[Note] = []
        self.kept: Given = {}
        """Values taken over from another card or a document: they were chosen once, and may be out of use by now."""

    @property
    def row(self) -> CardRecord:
        """The row as it stands in the transaction; there is one once it is written down."""
        assert self._row is not None
        return self._row

    def settled(self, typed: Given, if_version: int | None, base: Given | None) -> dict[str, Any]:
        """What remains to be written after the meeting with what others wrote."""
        return settle(
            self.unit,
            "equipment",
            self.row._asdict(),
            typed,
            name=str(self.number),
            if_version=if_version,
            base=base,
        )

    def write(self, typed: Values, move: Move | None = None) -> Note:
        """Check and write.

        Args:
            typed: Fields and their new values; links as people name cards.
            move: The movement that the act is, in place of what the change of status alone would tell.

        Returns: what happened.
        """
        users = self._users(typed.pop("customers")) if "customers" in typed else None
        links = {name: self._card_of(typed.pop(name)) for name in RINGS if name in typed}
        self._resolve(typed)
        before = self._row
        after: Values = {**(before._asdict() if before else {}), **typed}
        after.setdefault("status", "active")
        self._check(before, after)
        if not before:
            self._fill(typed, after)
        elif after["customer"] != before.customer:
            self._new_owner(typed)
        if before and after["status"] != before.status:
            links |= self._leave(before.status, after["status"], typed)
        changed = self._save(typed)
        self._tell(before, links, move)
        changed += [name for name, other in links.items() if self.link(name, other, told=move is None)]
        if users is not None and self._save_users(users):
            changed.append("customers")
        if before:
            self._carry(before)
        if not changed:
            return note(N_("Card {number}: nothing changed"), number=self.number)
        return note(N_("Card {number}: {fields} changed"), number=self.number, fields=", ".join(changed))

    def _leave(self, before: str, status: str, typed: Values) -> dict[str, int | None]:
        """A change of status: open calls are named, and a loan that ends leaves neither link nor day behind."""
        calls = reads.open_calls_of_card(session=self.session, equipment=self.number)
        self.warnings += rules.warnings_of_status(self.number, status, calls)
        if before == "loaned":
            typed.setdefault("due_back", None)
        return {"replaces": None} if rules.ends_loan(before, status) else {}

    def _tell(self, before: CardRecord | None, links: Mapping[str, int | None], move: Move | None) -> None:
        """Write the movements that the change is."""
        for each in moving.told_by(
            moving.of_change(before._asdict() if before else {}, self.row._asdict()), move
        ):
            other = each.other
            if each.kind == "loaned_out":
                other = other or links.get("replaces")
            elif each.kind == "loaned_in":
                other = other or (before and before.replaces)
            self.tell(replace(each, other=other))

    def tell(self, move: Move) -> None:
        """Write one movement of this card."""
        movements.add(self.unit, self.number, move, self.row.customer)

    def _carry(self, before: CardRecord) -> None:
        """The parts of a unit stand where it stands, and belong to its owner unless calls about them hold them."""
        row = self.row
        moved = [name for name in (*SITE, "customer") if getattr(row, name) != getattr(before, name)]
        for number in card_ties.components(session=self.session, number=self.number) if moved else ():
            part = OpenCard(self.unit, self.context, number)
            if part.row.status not in rules.LIVE:
                continue
            values: Values = {name: getattr(row, name) for name in moved if name in ("address", "territory")}
            if "location" in moved and part.row.location in (None, before.location):
                values["location"] = row.location
            if "customer" in moved and part.row.customer == before.customer:
                if any(equipment.call_counts(session=self.session, number=number)):
                    text = N_(
                        "Part {number} has calls and stays with {customer}; change its owner by itself."
                    )
                    self.warnings.append(note(text, number=number, customer=before.customer))
                else:
                    values["customer"] = row.customer
            part.write(values)
            self.warnings += part.warnings

    # What is asked

    def _resolve(self, typed: Values) -> None:
        """Codes as they are stored; only active people, items and customers may be chosen anew."""
        for name, where in (("item", "item"), ("customer", "customer"), ("buyer", "customer"),
                            ("technician", "person")):  # fmt: skip
            if typed.get(name) and typed[name] not in (getattr(self._row, name, None), self.kept.get(name)):
                code = reading.code_of(self.session, where, "code", typed[name])
                if code is None:
                    raise reading.missing(self.session, where, "code", typed[name])
                same = code == getattr(self._row, name, None) or name in (
                    "customer",
                    "buyer",
                )  # the owner is judged below
                typed[name] = code if same else reading.active_code(self.unit, where, "code", code)

    def _check(self, before: CardRecord | None, after: Given) -> None:
        own = {name: after.get(name) for name in rules.SERIALS}
        rules.check_complete(after.get("customer"), after.get("item"), own, self.company.card_serial)
        if before is None or after["item"] != before.item:
            item = reads.item(session=self.session, code=after["item"])
            rules.check_item(after["item"], bool(item and item.serial_managed))
        leaves = (
            before is not None
            and after["status"] != before.status
            and after["status"] in ("returned", "terminated")
        )
        if not leaves:  # a unit may always be taken out of the hands of a customer that is gone
            owner = reads.customer(session=self.session, code=after["customer"])
            rules.check_owner_active(after["customer"], bool(owner and owner.active))
        if before and after["customer"] != before.customer:
            opened, calls = equipment.call_counts(session=self.session, number=self.number)
            rules.check_ships(self.number, before.status, after["customer"])
            rules.check_owner_change(self.number, calls, opened)
        rules.check_warranty(after.get("warranty_start"), after.get("warranty_end"))
        moved = any(
            after.get(name) != getattr(before, name, None) for name in (*rules.SERIALS, "item", "status")
        )
        if moved and after["status"] in rules.UNIQUE:
            self._check_unique(after)

    def _check_unique(self, after: Given) -> None:
        for name in rules.compared_serials(self.company.card_serial):
            if after.get(name):
                others = equipment.alike(
                    session=self.session, name=name, serial=after[name], item=after["item"],
                    statuses=rules.UNIQUE, but=self.number,
                )  # fmt: skip
                self.warnings += rules.check_unique(
                    after[name], after["item"], [(other.number, getattr(other, name)) for other in others]
                )

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
        self.warnings += rules.inactive_users([code for code, row in rows.items() if row and not row.active])
        return list(rows)

    # What follows

    def _fill(self, typed: Values, after: Given) -> None:
        """EQ-10: technician and territory from the customer, phone from the contact, else from the customer."""
        for name, value in self._defaults(after["customer"], typed.get("contact")).items():
            if not typed.get(name):
                typed[name] = value
        if not typed.get("address"):
            typed["address"] = reads.address_line(session=self.session, code=after["customer"])

    def _new_owner(self, typed: Values) -> None:
        """EQ-10: what came from the former customer does not stay."""
        defaults = self._defaults(typed["customer"], typed.get("contact"))
        for name in OF_OWNER:
            typed.setdefault(name, defaults.get(name))
        former = reads.address_line(session=self.session, code=self.row.customer)
        if self.row.address in (None, former):
            typed.setdefault("address", reads.address_line(session=self.session, code=typed["customer"]))

    def _defaults(self, customer: str, contact: str | None) -> dict[str, Any]:
        return equipment.owner_defaults(session=self.session, customer=customer, contact=contact)

    def _save(self, typed: Values) -> list[str]:
        for name in rules.SERIALS:
            if name in typed:
                typed |= serial_columns(name, typed[name])
        if self._row is None:
            self.unit.insert("equipment", {"number": self.number, "status": "active", **typed})
            self._row = reads.card(session=self.session, number=self.number)
            return list(typed)
        changed = self.unit.update("equipment", self.row.id, typed)
        self._row = self.row._replace(**changed)
        return [name for name in changed if not name.endswith("_key")]

    def link(self, name: str, other: int | None, *, told: bool = True) -> bool:
        """EQ-11: a link and, of a replacement, its other side. `told`: as movements of their own."""
        before: int | None = getattr(self.row, name)
        if other == before:
            return False
        if other is not None:
            rules.check_chain(self.number, other, lambda card: self._link_of(card, name), RINGS[name])
        back = LINKS.get(name)
        if back is not None:
            if other is not None:
                holder = self._link_of(other, back)
                rules.check_free(self.number, other, holder, back)
                self._set_link(other, back, self.number)
            if before is not None and self._link_of(before, back) == self.number:
                self._set_link(before, back, None)
        self._set_link(self.number, name, other)
        linked: Values = {name: other}
        self._row = self.row._replace(**linked)
        if told or name == "parent":
            self._tell_link(name, before, other)
        if name == "parent" and other is not None:
            self._join(other)
        return True

    def _tell_link(self, name: str, before: int | None, after: int | None) -> None:
        for move in moving.of_link(name, before, after):
            self.tell(move)
            if name in LINKS and move.other is not None:
                there = reads.card(session=self.session, number=move.other)
                theirs = Move(move.kind, other=self.number, old=LINKS[name])
                movements.add(self.unit, move.other, theirs, there.customer if there else None)

    def _join(self, whole: int) -> None:
        """A part stands where its whole stands."""
        there = reads.card(session=self.session, number=whole)
        if there is None:
            return
        if there.customer != self.row.customer:
            text = N_("Card {number} belongs to {customer}, card {other} to {owner}.")
            values = {"number": self.number, "customer": self.row.customer}
            self.warnings.append(note(text, **values, other=whole, owner=there.customer))
        site = {
            name: value
            for name, value in there._asdict().items()
            if name in SITE and value and value != getattr(self.row, name)
        }
        if site:
            self.write(site)

    def _link_of(self, number: int, name: str) -> int | None:
        row = reads.card(session=self.session, number=number)
        other: int | None = getattr(row, name) if row else None
        return other

    def _set_link(self, number: int, name: str, value: int | None) -> None:
        row = reads.card(session=self.session, number=number)
        if row is not None:
            self.unit.update("equipment", row.id, {name: value})

    def _save_users(self, codes: list[str]) -> bool:
        before = equipment.users(session=self.session, number=self.number)
        kept = [code for code in codes if code != self.row.customer]
        for row_id, code in before:
            if code not in kept:
                self.unit.delete("equipment_customer", row_id)
        for code in kept:
            if code not in [known for _, known in before]:
                self.unit.insert("equipment_customer", {"equipment": self.number, "customer": code})
        old, new = " ".join(code for _, code in before), " ".join(kept)
        if old != new:
            self.unit.log(
                "equipment", self.row.id, "changed", field="customers", old=old or None, new=new or None
            )
        return old != new
