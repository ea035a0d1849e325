"""Change of owner as one act (B2.6): close the calls, terminate, end the contract lines, write a fresh card down.

A unit without calls passes to the customer with its card. Its parts go with it. `owner_plan` says the steps first.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.equipment import rules
from svc_tui.domain.equipment.movements import Move
from svc_tui.errors import N_, Refused
from svc_tui.services.calls import edit as call_edit
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Given
from svc_tui.services.core.outcomes import Outcome, Outcomes
from svc_tui.services.equipment.contract_lines import end_lines
from svc_tui.services.equipment.each import CardActs
from svc_tui.services.equipment.find import card_number
from svc_tui.services.equipment.open_card import OpenCard
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.equipment import contract_lines as card_lines
from svc_tui.storage.equipment import rows as equipment
from svc_tui.storage.equipment.rows import CardRecord

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

KEPT = ("item", "serial", "manufacturer_serial", "manufactured_at")
"""What a fresh card of the same unit takes over: the unit's own."""


@dataclass(frozen=True)
class OwnerPlan:
    """What a change of owner will do."""

    card: int
    customer: str
    """Code of the new owner."""
    plain: bool
    """No calls: the card itself passes on."""
    steps: tuple[Note, ...]
    """In their order."""
    open_calls: tuple[str, ...]
    """Numbers of the calls that will be closed with a resolution text."""
    warnings: tuple[Note, ...]


class _Abandon(Exception):
    """Leave the write scope without keeping anything."""


class CardOwner(CardActs):
    """Units that change hands."""

    def owner_plan(self, card: str, customer: str) -> OwnerPlan:
        """The steps of a change of owner, found out by taking them and keeping nothing.

        Raises:
            NotFound: no such card or customer.
            Refused: the unit cannot change hands.
        """
        try:
            with self._context.write() as unit:
                change = _Change(unit, self._context, card, customer, resolution="-")
                fresh = change.run()
                raise _Abandon
        except _Abandon:
            pass
        return OwnerPlan(
            change.number, change.customer, fresh.number == change.number, tuple(change.steps),
            tuple(change.calls), tuple(change.warnings),
        )  # fmt: skip

    def change_owner(self, card: str, customer: str, resolution: str | None = None) -> Outcomes:
        """Let a unit and its parts pass to another customer, as one act.

        Args:
            card: The card, by number or by serial in full.
            customer: Code of the new owner.
            resolution: What is written on open calls while they are closed; without it they must be closed before.

        Raises:
            NotFound: no such card or customer.
            Refused: calls are open, or the unit cannot change hands; nothing was changed.
        """
        with self._context.write() as unit:
            change = _Change(unit, self._context, card, customer, resolution)
            fresh = change.run()
            words = {"number": change.number, "customer": change.customer, "new": fresh.number}
            text = N_("Card {number} passed to {customer}")
            if fresh.number != change.number:
                text = N_("Card {number} terminated; {customer} has the unit on card {new}")
            unit.call_it(text, **words)
            done = Outcome(str(fresh.number), True, note(text, **words), tuple(change.warnings))
            return Outcomes((done,), unit.change_id)


class _Change:
    """A change of owner in an open unit of work."""

    def __init__(
        self, unit: "UnitOfWork", context: Context, card: str, customer: str, resolution: str | None
    ) -> None:
        self.unit, self.context, self.resolution = unit, context, resolution
        self.number = card_number(unit.session, card, tails=False)
        code = reading.code_of(unit.session, "customer", "code", customer)
        if code is None:
            raise reading.missing(unit.session, "customer", "code", customer)
        self.customer = code
        self.steps: list[Note] = []
        self.calls: list[str] = []
        self.warnings: list[Note] = []

    def run(self) -> OpenCard:
        """Take all steps. Returns the card of the unit at its new owner."""
        whole = OpenCard(self.unit, self.context, self.number)
        rules.check_passes(self.number, whole.row.status, whole.row.customer, self.customer)
        moving = [whole.row, *self._parts(whole.row)]
        self._close([row.number for row in moving])
        now: dict[int, int] = {}
        for row in reversed(moving):
            now[row.number] = self._pass(row.number)
        for row in moving[1:]:
            self._rejoin(now[row.number], now[row.parent or 0])
        return OpenCard(self.unit, self.context, now[self.number])

    def _parts(self, whole: CardRecord) -> list[CardRecord]:
        """Parts at the same customer, and theirs, each after what it is a part of."""
        found: list[CardRecord] = []
        for row in card_lines.parts_of(session=self.unit.session, number=whole.number):
            if row.status == "active" and row.customer == whole.customer:
                found += [row, *self._parts(row)]
        return found

    def _close(self, cards: list[int]) -> None:
        for card in cards:
            for number, subject in card_lines.open_calls(session=self.unit.session, number=card):
                self.calls.append(number)
                self.steps.append(
                    note(N_("Call {number} is closed: {subject}"), number=number, subject=subject)
                )
        if self.calls and not (self.resolution or "").strip():
            message = N_(
                "Card {number} has open calls: {calls}. Close them first, or say what was done to close them with it."
            )
            raise Refused(message, number=self.number, calls=", ".join(self.calls))
        for number in self.calls:
            call = OpenCall(self.unit, self.context, number)
            if call.row.queue and not call.row.assignee:
                call.assign(self.unit.who)
            if not call.row.resolution.strip():
                call_edit.add_resolution(call, self.resolution)
            call.set_status(call.first_status("closed"))
            self.warnings += call.warnings

    def _pass(self, number: int) -> int:
        card = OpenCard(self.unit, self.context, number)
        fresh, ended = pass_on(card, self.customer)
        owner, unit = card.row.customer, card_lines.called(card.row)
        if fresh.number == number:
            text = N_("Card {number} passes to {customer}")
            self.steps.append(note(text, number=number, customer=self.customer))
        else:
            self.steps.append(
                note(N_("Card {number} of {customer} is terminated"), number=number, customer=owner)
            )
            text = N_("A fresh card for {serial} is written down at {customer}")
            self.steps.append(note(text, serial=unit, customer=self.customer))
        for contract in ended:
            text = N_("{serial} leaves K-{contract} on {day}")
            self.steps.append(note(text, serial=unit, contract=contract, day=today(self.unit, self.context)))
        self.warnings += fresh.warnings
        return fresh.number

    def _rejoin(self, part: int, whole: int) -> None:
        card = OpenCard(self.unit, self.context, part)
        if card.row.parent != whole:
            card.link("parent", whole)


def today(unit: "UnitOfWork", context: Context) -> date:
    """The day of the act in the company's zone."""
    return unit.at.astimezone(context.zone).date()


def pass_on(
    card: OpenCard, customer: str, values: Given | None = None, move: Move | None = None
) -> tuple[OpenCard, list[int]]:
    """The card of the unit at another customer: this one where no call is on it, else a fresh one.

    Args:
        card: The present card.
        customer: Code of the customer it goes to.
        values: Further fields of the card there.
        move: The movement of the unit; a change of owner unless given.

    Returns: the card there, and the contracts that the unit leaves.
    """
    day = today(card.unit, card.context)
    ended = [line.contract for line in end_lines(card, day)]
    owner = card.row.customer
    if not any(equipment.call_counts(session=card.session, number=card.number)):
        card.kept = values or {}
        card.write({"customer": customer, **(values or {})}, move)
        return card, ended
    number = card.unit.next_number("equipment")
    passed = Move("owner", other=number, old=owner, new=customer)
    card.write({"status": "terminated"}, passed)
    fresh = OpenCard(card.unit, card.context, number)
    kept = {name: value for name, value in card.row._asdict().items() if name in KEPT and value is not None}
    fresh.kept = {**kept, **(values or {})}
    begun = Move("owner", other=card.number, old=owner, new=customer, customer=customer)
    fresh.write({**kept, "customer": customer, **(values or {})}, begun)
    fresh.warnings = [*card.warnings, *fresh.warnings]
    if move is not None:
        fresh.tell(move)
    return fresh, ended
