"""Loaners out and in, and exchanges: two cards in one act, each telling of the other; one undo."""

from datetime import date
from typing import Any

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.equipment import loans as rules
from svc_tui.domain.equipment.movements import Move
from svc_tui.domain.equipment.rules import LIVE
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.core.fields import Values
from svc_tui.services.core.outcomes import Outcome, Outcomes
from svc_tui.services.equipment.contract_lines import hand_over
from svc_tui.services.equipment.each import CardActs
from svc_tui.services.equipment.find import card_number
from svc_tui.services.equipment.open_card import OpenCard
from svc_tui.services.equipment.owner import pass_on, today
from svc_tui.storage.engine.unit_of_work import UnitOfWork

SITE = ("address", "location", "territory", "technician", "contact", "phone")
"""What a unit takes over from the one whose place it takes."""


class CardLoans(CardActs):
    """Units in place of others."""

    def loan(
        self, loaner: str, for_card: str, due: date | None = None, *, stays: bool = False, note_text: str = ""
    ) -> Outcomes:
        """Lend a unit in place of a broken one, which goes into the lab.

        Args:
            loaner: The card of the unit that is lent.
            for_card: The card of the broken unit.
            due: The day on which the loaner is expected back.
            stays: The broken unit stays where it is.
            note_text: Kept with the movement.

        Raises:
            NotFound: no such card.
            Refused: one of the two cannot; nothing was changed.
        """
        with self._context.write() as unit:
            lent, broken = self._card(unit, loaner), self._card(unit, for_card)
            rules.check_pair(lent.row, broken.row)
            rules.check_lends(lent.row, broken.row.customer)
            rules.check_due(due, today(unit, self._context))
            move = Move("loaned_out", "out", other=broken.number, old=lent.row.status, new="loaned",
                        customer=broken.row.customer, note=note_text)  # fmt: skip
            fields = {"status": "loaned", "due_back": due, **_site(broken)}
            lent = _bring(lent, broken.row.customer, fields, move)
            lent.link("replaces", broken.number, told=False)
            broken = OpenCard(unit, self._context, broken.number)
            _leave(broken, lent.number, "in_lab" if broken.row.status in LIVE and not stays else None)
            words: Values = {"number": lent.number, "other": broken.number, "due": due}
            unit.call_it(N_("Card {number} lent in place of card {other}"), **_plain(words))
            text = N_("Card {number} lent in place of card {other}, due back {due}")
            told = note(text if due else N_("Card {number} lent in place of card {other}"), **words)
            done = Outcome(str(lent.number), True, told, (*lent.warnings, *broken.warnings))
            return Outcomes((done,), unit.change_id)

    def loan_back(
        self, loaners: list[str], *, to: str = "returned", unit_back: bool = False, note_text: str = ""
    ) -> Outcomes:
        """Let lent units come back; both cards forget each other.

        Args:
            loaners: The cards that are lent.
            to: Where they go: returned or in_lab.
            unit_back: The unit each stood in for comes back from the lab with it.
            note_text: Kept with the movement.
        """
        if to not in ("returned", "in_lab"):
            raise Refused(N_("A loaner comes back as returned or in_lab, not as {status}."), status=to)

        def back(card: OpenCard) -> Note:
            rules.check_lent(card.number, card.row.status)
            other = card.row.replaces
            move = Move("loaned_in", "in", other=other, old="loaned", new=to, note=note_text)
            card.write({"status": to}, move)
            if other is None:
                return note(N_("Card {number} came back from its loan"), number=card.number)
            broken = OpenCard(card.unit, self._context, other)
            ended = Move("unlinked", other=card.number, old="replaced_by")
            if unit_back and broken.row.status == "in_lab":
                broken.write({"status": "active"}, Move("from_lab", "out", other=card.number))
            else:
                broken.tell(ended)
                if broken.row.status == "in_lab":
                    text = N_("Card {number} is still in the repair lab.")
                    card.warnings.append(note(text, number=other))
            card.warnings += broken.warnings
            text = N_("Card {number} came back; it stood in for card {other}")
            return note(text, number=card.number, other=other)

        return self.act(
            loaners, (N_("Loan of card {numbers} ended"), N_("Loans of cards {numbers} ended")), back
        )

    def exchange(
        self, old: str, new: str, *, to: str = "returned", make: bool = False, note_text: str = ""
    ) -> Outcomes:
        """Let another unit take the place of a broken one for good (RMA): contracts and warranty go on with it.

        Args:
            old: The card of the broken unit.
            new: The card of the unit that takes its place, or with `make` its serial.
            to: What becomes of the broken one: returned, in_lab or terminated.
            make: Write a card down for the new serial where there is none.
            note_text: Kept with both movements.

        Raises:
            NotFound: no such card.
            Refused: one of the two cannot; nothing was changed.
        """
        if to not in ("returned", "in_lab", "terminated"):
            message = N_("What was exchanged is returned, in_lab or terminated, not {status}.")
            raise Refused(message, status=to)
        with self._context.write() as unit:
            broken = self._card(unit, old)
            fresh = self._replacement(unit, new, broken, make=make)
            rules.check_pair(fresh.row, broken.row)
            day = today(unit, self._context)
            stood_in = fresh.row.status == "loaned" and fresh.row.replaces == broken.number
            if not stood_in:
                rules.check_lends(fresh.row, broken.row.customer)
            fresh = self._put_in(fresh, broken, day, note_text)
            contracts = hand_over(broken, fresh, day)
            whole = broken.row.parent
            broken.link("parent", None)
            fresh.link("parent", whole)
            broken = OpenCard(unit, self._context, broken.number)
            _swap(broken, fresh.number, to, note_text)
            words = {"number": broken.number, "other": fresh.number}
            unit.call_it(N_("Card {number} exchanged for card {other}"), **words)
            text = N_("Card {number} exchanged for card {other}")
            if contracts:
                text = N_("Card {number} exchanged for card {other}, which goes on with {contracts}")
            listed = ", ".join(f"K-{number}" for number in dict.fromkeys(contracts))
            told = note(text, **words, contracts=listed)
            done = Outcome(str(fresh.number), True, told, (*broken.warnings, *fresh.warnings))
            return Outcomes((done,), unit.change_id)

    def _card(self, unit: UnitOfWork, text: str) -> OpenCard:
        return OpenCard(unit, self._context, card_number(unit.session, text, tails=False))

    def _replacement(self, unit: UnitOfWork, text: str, broken: OpenCard, *, make: bool) -> OpenCard:
        try:
            return self._card(unit, text)
        except NotFound as error:
            if not make:
                message = N_(
                    "There is no card {code} to take its place. Name another, or add --new where it is the serial of a "
                    "new one."
                )
                raise NotFound(message, code=text) from error
        card = OpenCard(unit, self._context, unit.next_number("equipment"))
        names = ("serial", "manufacturer_serial")
        name = "manufacturer_serial" if self._context.company.card_serial == names[1] else "serial"
        site = {key: getattr(broken.row, key) for key in ("item", "customer", *SITE)}
        card.kept = site
        card.write({**site, name: text.strip(), "status": "returned"})
        return card

    def _put_in(self, fresh: OpenCard, broken: OpenCard, day: date, note_text: str) -> OpenCard:
        """The new unit at the customer, with what is left of the warranty."""
        windows = [(card.row.warranty_start, card.row.warranty_end) for card in (broken, fresh)]
        start, end = rules.remaining_warranty(windows[0], windows[1], day)
        fields = {
            "status": "active",
            "warranty_start": start,
            "warranty_end": end,
            "due_back": None,
            **_site(broken),
        }
        move = Move("exchanged", "out", other=broken.number, customer=broken.row.customer, note=note_text)
        fresh = _bring(fresh, broken.row.customer, fields, move)
        fresh.link("replaces", broken.number, told=False)
        return fresh


def _bring(card: OpenCard, customer: str, fields: Values, move: Move) -> OpenCard:
    """The card of a unit at a customer, whoever had it before."""
    if card.row.customer == customer:
        card.kept = fields
        card.write(fields, move)
        return card
    return pass_on(card, customer, fields, move)[0]


def _site(card: OpenCard) -> dict[str, Any]:
    return {name: getattr(card.row, name) for name in SITE}


def _leave(broken: OpenCard, lent: int, status: str | None) -> None:
    """The broken unit goes into the lab, or stays and only tells who stands in for it."""
    if status is None:
        broken.tell(Move("linked", other=lent, old="replaced_by"))
    else:
        broken.write({"status": status}, Move("to_lab", "in", other=lent))


def _swap(broken: OpenCard, fresh: int, to: str, note_text: str) -> None:
    """The exchanged unit leaves its customer."""
    move = Move("exchanged", "in", other=fresh, old=broken.row.status, new=to, note=note_text)
    if broken.row.status == to:
        broken.tell(move)
    else:
        broken.write({"status": to}, move)


def _plain(words: Values) -> dict[str, Any]:
    return {name: value for name, value in words.items() if name != "due"}
