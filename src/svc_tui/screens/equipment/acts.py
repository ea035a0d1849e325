"""Acts on equipment cards, shared by their list and the open card; what all acts share is in `core/acts.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from svc_tui.errors import N_, Refused
from svc_tui.language import _
from svc_tui.presentation.core.words import card_status_words
from svc_tui.screens.core import look_ups
from svc_tui.screens.core.acts import RecordsScreen, picked_code
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk_app import Ref
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.services.core.coded import Choice
    from svc_tui.services.equipment.service import CardPreview


class CardActs(Commands[RecordsScreen]):
    """What keys do to cards."""

    def _preview(self, card: str) -> CardPreview:
        """A card in short; runs in a thread."""
        return self.services.equipment.preview(int(card))

    def call_of(self, number: str) -> str:
        """The newest open call about the unit, else the newest."""
        call = self._preview(number).call
        if call is None:
            raise Refused(N_("There is no call about card {number} yet."), number=number)
        return str(call["number"])

    def action_jump_call(self) -> None:
        if card := self.screen.chosen_one():
            self.screen.run(
                lambda: self.call_of(card), lambda call: self.desk.open(Ref("call", call)), "jump"
            )

    def action_call_new(self) -> None:
        """A new call about the unit, with everything filled."""
        if card := self.screen.chosen_one():
            self.screen.run(lambda: self._preview(card), self._new_call, "jump")

    def _new_call(self, preview: CardPreview) -> None:
        row = preview.coverage.card.row
        serial = row.serial or row.manufacturer_serial or ""
        self.desk.new("call", card=str(row.number), serial=serial, customer=row.customer)

    def action_card_visit(self) -> None:
        """A proposal for the newest open call about the unit."""
        if card := self.screen.chosen_one():
            self.screen.run(lambda: [self._open_call_of(card)], self.desk.propose, "visit")

    def _open_call_of(self, number: str) -> str:
        call = self._preview(number).call
        if call is None or call["status_class"] == "closed":
            raise Refused(
                N_("No call about card {number} is open. Write one down first."), number=number
            ).cured_by("call.new")
        return str(call["number"])

    def action_card_plan(self) -> None:
        """The form of a plan for the unit."""
        if card := self.screen.chosen_one():
            self.desk.new("plan_rule", equipment=card)

    # --- fields

    def action_card_technician(self) -> None:
        def then(text: str, picked: Candidate | None) -> None:
            who = picked_code(text, picked)
            self._set(_("Technician {who}").format(who=who or "-"), {"technician": who})

        self.screen.choose(_("Technician"), lambda text: look_ups.technicians(self.services, text), then)

    def action_card_territory(self) -> None:
        def then(text: str, picked: Candidate | None) -> None:
            where = picked_code(text, picked)
            self._set(_("Territory {name}").format(name=where or "-"), {"territory": where})

        self.screen.choose(_("Territory"), lambda text: look_ups.territories(self.services, text), then)

    def action_card_contract(self) -> None:
        def then(text: str, picked: Candidate | None) -> None:
            contract = picked_code(text, picked) or "-"
            self.screen.act(
                _("Add to {contract}").format(contract=contract),
                lambda cards: self.services.contracts.add_cards(contract, cards),
                moved_on=False,
            )

        chosen = self.screen.chosen()

        def search(text: str) -> Sequence[Choice]:
            return look_ups.contracts_for(self.services, text, chosen.one)

        self.screen.choose(_("Add to contract"), search, then)

    def _set(self, words: str, values: dict[str, Any]) -> None:
        self.screen.act(words, lambda cards: self.services.equipment.set(cards, values))

    # --- status

    def action_card_status_active(self) -> None:
        self._set(card_status_words("active"), {"status": "active"})

    def action_card_status_terminated(self) -> None:
        self._set(card_status_words("terminated"), {"status": "terminated"})

    def action_card_status_lab(self) -> None:
        self.screen.act(card_status_words("in_lab"), self.services.equipment.lab)

    def action_card_status_returned(self) -> None:
        self.screen.act(card_status_words("returned"), self.services.equipment.take_back)

    def action_card_status_loaned(self) -> None:
        self._guided("loan")

    def action_card_loan_back(self) -> None:
        self._guided("loan_back")

    def action_card_exchange(self) -> None:
        self._guided("exchange")

    def action_card_owner(self) -> None:
        self._guided("owner")

    def action_card_parent(self) -> None:
        self._guided("parent")

    def action_card_meter(self) -> None:
        self._guided("meter")

    def action_card_delete(self) -> None:
        self._guided("delete")

    def _guided(self, name: str) -> None:
        """Acts that ask for more than one thing, about one card."""
        if card := self.screen.chosen_one():
            from svc_tui.screens.equipment import prompts as card_prompts

            ask: Callable[[RecordsScreen, str], None] = getattr(card_prompts, name)
            ask(self.screen, card)

    # --- forms and copies

    def action_card_edit(self) -> None:
        if card := self.screen.chosen_one():
            self.desk.form(Ref("equipment", card))

    def action_copy_number(self) -> None:
        self._copy(lambda card: card)

    def action_copy_serial(self) -> None:
        def serial(card: str) -> str:
            row = self._preview(card).coverage.card.row
            return row.serial or row.manufacturer_serial or ""

        self._copy(serial)

    def action_copy_address(self) -> None:
        def address(card: str) -> str:
            row = self._preview(card).coverage.card.row
            return ", ".join(part for part in (row.address, row.location) if part)

        self._copy(address)

    def action_copy_phone(self) -> None:
        self._copy(lambda card: self._preview(card).coverage.card.row.phone or "")

    def action_copy_row(self) -> None:
        def whole(card: str) -> str:
            line = self._preview(card).coverage.card
            row = line.row
            parts = (
                row.number,
                row.serial or row.manufacturer_serial,
                row.item,
                line.customer_name,
                row.status,
            )
            return "\t".join(str(part or "") for part in parts)

        self._copy(whole)

    def _copy(self, part: Callable[[str], str]) -> None:
        def copy(text: str) -> None:
            if text:
                self.desk.copy(text)
            else:
                self.screen.say(_("The card says nothing of that."))

        if card := self.screen.chosen_one():
            self.screen.run(lambda: part(card), copy, "copy")
