"""Two customers that are one: everything that names the one names the other from then on, and one undo takes it back.

What names a customer is derived from the tables (`storage.company.merging.naming`). The one that was merged stays,
inactive and with a pointer: its code still finds, in filters too, and undo needs no new key for it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.money import amount
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import code_key, fold, same_serial
from svc_tui.domain.equipment.rules import LIVE
from svc_tui.errors import N_, Refused
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Given, Values
from svc_tui.storage.company import merging as rows
from svc_tui.storage.engine import read_models as reading

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

FILLED = ("phone", "email", "territory", "technician", "credit_limit", "vat_number", "blocked", "price_list",
          "discount", "vat")  # fmt: skip
"""Fields that come over where the other says nothing."""
OF_CONTACT = ("number", "position", "phone", "mobile", "email")
OF_ADDRESS = ("kind", "street", "zip_code", "city", "building")
"""What tells one address from another."""


@dataclass
class Merged:
    """What a merge moved."""

    into: str
    codes: tuple[str, ...] = ()
    moved: dict[str, int] = field(default_factory=dict)
    """How many rows of each table."""
    doubles: int = 0
    """Contacts, addresses and users of units that the other had too."""
    recomputed: int = 0
    """Open calls whose coverage came out differently."""
    warnings: list[Note] = field(default_factory=list)
    change_id: int | None = None
    """None where it was only tried."""


class _Tried(Exception):
    """Leave the write scope without keeping anything."""


class CustomerMerge:
    """Merges customers."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def merge(self, codes: Sequence[str], into: str, *, dry_run: bool = False) -> Merged:
        """Let customers become another one, as one act: all of them or none.

        Args:
            codes: Those that will be no more.
            into: The one that stays.
            dry_run: Find out what would move, and keep nothing.

        Raises:
            NotFound: no such customer.
            Refused: into itself, into one that was merged or is not active, or two live cards would bear one serial.
        """
        if not codes:
            raise Refused(N_("Name at least one customer that becomes another."))
        done = Merged("")
        try:
            with self._context.write() as unit:
                target = reading.row_of(unit, "customer", "code", into)
                done.into = target["code"]
                for code in dict.fromkeys(codes):
                    _Merge(unit, self._context, code, done).run()
                _cover_anew(unit, self._context, done)
                named = ", ".join(done.codes)
                unit.call_it(N_("{codes} merged into {into}"), codes=named, into=done.into)
                if dry_run:
                    raise _Tried
                done.change_id = unit.change_id
        except _Tried:
            pass
        return done


class _Merge:
    """One customer that becomes another, in an open unit of work."""

    def __init__(self, unit: "UnitOfWork", context: Context, code: str, done: Merged) -> None:
        self.unit, self.context, self.done = unit, context, done
        self.target = dict(reading.row_of(unit, "customer", "code", done.into))
        self.source = dict(reading.row_of(unit, "customer", "code", code))
        self.old, self.new = str(self.source["code"]), str(self.target["code"])

    def run(self) -> None:
        """Check, move, point."""
        self._check()
        special: dict[str, Callable[[], None]] = {
            "contact": self._contacts, "address": self._addresses, "equipment_customer": self._users,
        }  # fmt: skip
        for table_name, column in rows.naming():
            if table_name not in special:
                found = rows.keys(
                    session=self.unit.session, table_name=table_name, column=column, code=self.old
                )
                for row_id in found:
                    self._move(table_name, row_id, {column: self.new})
        for move in special.values():
            move()
        for row_id in rows.files(session=self.unit.session, customer_id=self.source["id"]):
            self._move("attachment", row_id, {"object_id": self.target["id"]})
        self._master_data()
        self.done.codes += (self.old,)

    def _check(self) -> None:
        if self.old == self.new:
            raise Refused(N_("{code} cannot be merged into itself. Name another customer."), code=self.old)
        for row in (self.target, self.source):
            if row["merged_into"]:
                message = N_("{code} was merged into {into} already. Name {into} instead.")
                raise Refused(message, code=row["code"], into=row["merged_into"])
        if not self.target["active"]:
            message = N_("Customer {code} is not active. Make it active first, or merge the other way round.")
            raise Refused(message, code=self.new)
        session = self.unit.session
        theirs = rows.live_cards(session=session, code=self.new, states=LIVE)
        by_item: dict[str, list[rows.LiveCard]] = {}
        for card in theirs:
            by_item.setdefault(card.item, []).append(card)
        for card in rows.live_cards(session=session, code=self.old, states=LIVE):
            for other in by_item.get(card.item, ()):
                serial = _same(card, other)
                if serial:
                    message = N_(
                        "Cards {one} and {other} are both live with serial {serial}. Terminate the wrong one first."
                    )
                    raise Refused(message, one=card.number, other=other.number, serial=serial)

    def _move(self, table_name: str, row_id: int, values: Values) -> None:
        self.unit.update(table_name, row_id, values)
        self.done.moved[table_name] = self.done.moved.get(table_name, 0) + 1

    def _drop(self, table_name: str, row_id: int) -> None:
        self.unit.delete(table_name, row_id)
        self.done.doubles += 1

    def _contacts(self) -> None:
        """Contacts come over; one of the same name tells the other what it does not know, and goes."""
        known = {fold(each["name"]): each for each in self._children("contact", self.new)}
        for each in self._children("contact", self.old):
            twin = known.get(fold(each["name"]))
            if twin is None or _contradicts(each, twin):
                self._move("contact", each["id"], {"customer": self.new})
                continue
            more = {name: each[name] for name in OF_CONTACT if each[name] and not twin[name]}
            more |= {f"{name}_key": each[f"{name}_key"] for name in ("phone", "mobile") if name in more}
            self.unit.update("contact", twin["id"], more)
            self._drop("contact", each["id"])

    def _addresses(self) -> None:
        known = {_place(each) for each in self._children("address", self.new)}
        for each in self._children("address", self.old):
            if _place(each) in known:
                self._drop("address", each["id"])
            else:
                self._move("address", each["id"], {"customer": self.new})

    def _users(self) -> None:
        """Who may use a unit beside its owner: neither twice, nor the owner itself."""
        session = self.unit.session
        theirs = rows.users(session=session, code=self.new)
        known = {each.equipment for each in theirs}
        mine = rows.users(session=session, code=self.old)
        own = rows.owned(session=session, code=self.new, cards=[each.equipment for each in (*theirs, *mine)])
        for each in mine:
            if each.equipment in known | own:
                self._drop("equipment_customer", each.id)
            else:
                self._move("equipment_customer", each.id, {"customer": self.new})
        for each in theirs:
            if each.equipment in own:
                self._drop("equipment_customer", each.id)

    def _children(self, table_name: str, code: str) -> list[dict[str, Any]]:
        found = rows.keys(session=self.unit.session, table_name=table_name, column="customer", code=code)
        return [self.unit.row(table_name, row_id) for row_id in found]

    def _master_data(self) -> None:
        """The one that stays learns what only the other knew, and owes what both owed."""
        source, target, unit = self.source, self.target, self.unit
        more: Values = {name: source[name] for name in FILLED if source[name] and not target[name]}
        if "phone" in more:
            more["phone_key"] = source["phone_key"]
        mine, theirs = amount(source["balance"]), amount(target["balance"])
        if mine is not None:
            more["balance"] = f"{mine + (theirs or 0):f}"
        unit.update("customer", target["id"], more)
        unit.log("customer", target["id"], "merged", field="merged", new=self.old)
        unit.update(
            "customer",
            source["id"],
            {"active": False, "merged_into": self.new, "balance": None, "stub": False},
        )


def _cover_anew(unit: "UnitOfWork", context: Context, done: Merged) -> None:
    """Open calls of both are asked of the contracts of both, as where a call changes its customer."""
    from svc_tui.services.calls.edit import cover_anew
    from svc_tui.services.calls.open_call import OpenCall

    for number in rows.open_calls(session=unit.session, code=done.into):
        call = OpenCall(unit, context, number)
        before = (call.row.contract, call.row.covered, call.row.coverage_reason)
        cover_anew(call)
        if (call.row.contract, call.row.covered, call.row.coverage_reason) != before:
            done.recomputed += 1
            if call.row.contract is None:
                text = N_("{number} is covered by no contract any more.")
                done.warnings.append(note(text, number=number))


def _same(one: rows.LiveCard, other: rows.LiveCard) -> str:
    """The serial that both bear, or nothing."""
    pairs = ((one.serial, other.serial), (one.manufacturer_serial, other.manufacturer_serial))
    return next((mine for mine, theirs in pairs if mine and theirs and same_serial(mine, theirs)), "")


def _contradicts(one: Given, other: Given) -> bool:
    """Two of one name who can be told apart: B1 has a number for each, or each has another phone or address."""
    return any(
        one[name] and other[name] and code_key(str(one[name])) != code_key(str(other[name]))
        for name in ("number", "phone_key", "mobile_key", "email")
    )


def _place(each: Given) -> tuple[str, ...]:
    return tuple(fold(str(each[name] or "")) for name in OF_ADDRESS)
