"""What people do with units: into the lab and back, returned, part of another, counters read, cards deleted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean_line
from svc_tui.domain.equipment import movements as moving
from svc_tui.domain.equipment import rules
from svc_tui.domain.equipment.movements import Move
from svc_tui.errors import N_, Refused
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.services.equipment.contract_lines import standing
from svc_tui.services.equipment.each import CardActs
from svc_tui.services.equipment.find import card_number
from svc_tui.services.equipment.open_card import OpenCard
from svc_tui.services.equipment.owner import today
from svc_tui.storage.calls import reads
from svc_tui.storage.equipment import contract_lines as card_lines
from svc_tui.storage.equipment import movements
from svc_tui.storage.equipment import rows as equipment

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

DEEPEST = 50


@dataclass(frozen=True)
class TreeCard:
    """A unit in the tree of parts, in the order in which the tree is printed."""

    number: int
    depth: int
    """0 for the whole."""
    serial: str | None
    manufacturer_serial: str | None
    item: str
    customer: str
    status: str
    parent: int | None


class CardMoves(CardActs):
    """Acts on units."""

    def lab(self, cards: Sequence[str], *, note_text: str = "") -> Outcomes:
        """Take units into the repair lab."""

        def act(card: OpenCard) -> Note:
            rules.check_present(card.number, card.row.status)
            if card.row.status == "in_lab":
                raise Refused(N_("Card {number} is in the repair lab already."), number=card.number)
            _come_in(card, "in_lab", Move("to_lab", "in", note=clean_line(note_text)))
            return note(N_("Card {number} is in the repair lab"), number=card.number)

        return self.act(
            cards, (N_("Card {numbers} into the repair lab"), N_("Cards {numbers} into the repair lab")), act
        )

    def back(self, cards: Sequence[str], *, note_text: str = "") -> Outcomes:
        """Bring units back from the repair lab to their customers."""

        def act(card: OpenCard) -> Note:
            if card.row.status != "in_lab":
                message = N_("Card {number} is not in the repair lab, so it cannot come back from there.")
                raise Refused(message, number=card.number)
            card.write({"status": "active"}, Move("from_lab", "out", note=clean_line(note_text)))
            if card.row.replaced_by:
                text = N_("Card {other} still stands in for it: svc-tui equipment loan-back {other}.")
                card.warnings.append(note(text, other=card.row.replaced_by))
            return note(N_("Card {number} is back from the repair lab"), number=card.number)

        return self.act(
            cards,
            (N_("Card {numbers} back from the repair lab"), N_("Cards {numbers} back from the repair lab")),
            act,
        )

    def take_back(self, cards: Sequence[str], *, document: str = "", note_text: str = "") -> Outcomes:
        """Take units back from their customers; the loan of one that is lent ends."""

        def act(card: OpenCard) -> Note:
            rules.check_present(card.number, card.row.status)
            if card.row.status == "returned":
                raise Refused(N_("Card {number} is returned already."), number=card.number)
            paper = clean_line(document) or None
            _come_in(card, "returned", Move("returned", "in", document=paper, note=clean_line(note_text)))
            text = N_("Card {number} came back from {customer}")
            return note(text, number=card.number, customer=card.row.customer)

        return self.act(cards, (N_("Card {numbers} returned"), N_("Cards {numbers} returned")), act)

    # Parts

    def set_parent(self, cards: Sequence[str], parent: str | None) -> Outcomes:
        """Make units parts of another, or with None of nothing; a part stands where its whole stands."""

        def act(card: OpenCard) -> Note:
            whole = card_number(card.session, parent, tails=False) if parent else None
            before = card.row.parent
            if not card.link("parent", whole):
                return note(N_("Card {number}: nothing changed"), number=card.number)
            if whole is None:
                text = N_("Card {number} is no part of card {other} any more")
                return note(text, number=card.number, other=before)
            return note(N_("Card {number} is a part of card {other}"), number=card.number, other=whole)

        title = (
            (
                N_("Card {numbers} made a part of card {other}"),
                N_("Cards {numbers} made parts of card {other}"),
            )
            if parent
            else (N_("Card {numbers} made no part"), N_("Cards {numbers} made no parts"))
        )
        return self.act(cards, title, act, other=(parent or "").removeprefix("#"))

    def tree(self, card: str) -> tuple[TreeCard, ...]:
        """The whole that a unit belongs to with all its parts, each after what it is a part of."""
        with self._context.store.read() as session:
            number = card_number(session, card)
            return tuple(_tree(session, _root(session, number), 0))

    # Counters

    def meter(
        self,
        card: str,
        value: str,
        *,
        replaced: bool = False,
        meter: str = "",
        at: datetime | None = None,
        note_text: str = "",
    ) -> Outcomes:
        """Write down what a counter of a unit shows.

        Args:
            card: The card, by number or by serial in full.
            value: What it shows, as typed.
            replaced: A new counter begins with this reading.
            meter: Name of the counter; empty for the only one.
            at: When it was read; now unless given.
            note_text: Kept with the reading.

        Raises:
            Refused: less than before, though the counter is the same; or the moment lies in the future.
        """
        shown, name = moving.meter_value(value), clean_line(meter)

        def act(opened: OpenCard) -> Note:
            when = at or opened.unit.at
            if when > opened.unit.at:
                raise Refused(N_("The counter would be read in the future. Correct the moment."))
            own = [
                row
                for row in movements.readings(session=opened.session, number=opened.number)
                if row.meter == name
            ]
            before = next((row for row in reversed(own) if row.at <= when), None)
            after = next((row for row in own if row.at > when), None)
            moving.check_reading(
                opened.number, shown, moving.meter_value(before.value) if before else None,
                moving.meter_value(after.value) if after and not after.replaced else None, replaced=replaced,
            )  # fmt: skip
            row = {
                "equipment": opened.number, "at": when, "who": opened.unit.who, "meter": name, "value": f"{shown:f}",
                "replaced": replaced, "note": clean_line(note_text),
            }  # fmt: skip
            opened.unit.insert("meter_reading", row)
            label = f"{name} {shown:f}".strip()
            opened.unit.log("equipment", opened.row.id, "changed", field="meter", new=label,
                            old=before.value if before else None)  # fmt: skip
            return note(N_("Card {number}: counter at {value}"), number=opened.number, value=label)

        return self.act([card], N_("Counter of card {numbers} read"), act)

    # Away with it

    def delete(self, cards: Sequence[str]) -> Outcomes:
        """Delete cards that were written down by mistake (EQ-08)."""

        def act(card: OpenCard) -> Note:
            calls = equipment.call_counts(session=card.session, number=card.number)[1]
            held = [
                line for line in standing(card, today(card.unit, self._context)) if line.status == "approved"
            ]
            papers = [paper for paper in (card.row.delivery, card.row.invoice) if paper]
            rules.check_delete(card.number, papers, calls, [line.contract for line in held])
            _remove(card)
            return note(N_("Card {number} deleted"), number=card.number)

        return self.act(cards, (N_("Card {numbers} deleted"), N_("Cards {numbers} deleted")), act)


def _come_in(card: OpenCard, status: str, move: Move) -> None:
    """A unit comes to us; the loan of one that is lent ends, and the other card tells it too."""
    if card.row.status != "loaned":
        card.write({"status": status}, move)
        return
    other = card.row.replaces
    card.write({"status": status}, replace(move, kind="loaned_in", other=other))
    if other is not None:
        ended = Move("unlinked", other=card.number, old="replaced_by")
        OpenCard(card.unit, card.context, other).tell(ended)


def _root(session: "Session", number: int) -> int:
    for _ in range(DEEPEST):
        row = reads.card(session=session, number=number)
        if row is None or row.parent is None or reads.card(session=session, number=row.parent) is None:
            break
        number = row.parent
    return number


def _tree(session: "Session", number: int, depth: int) -> list[TreeCard]:
    row = reads.card(session=session, number=number)
    if row is None or depth > DEEPEST:
        return []
    found = [
        TreeCard(
            depth=depth, number=row.number, serial=row.serial, manufacturer_serial=row.manufacturer_serial,
            item=row.item, customer=row.customer, status=row.status, parent=row.parent,
        )
    ]  # fmt: skip
    for part in card_lines.parts_of(session=session, number=number):
        found += _tree(session, part.number, depth + 1)
    return found


def _remove(card: OpenCard) -> None:
    """The card with all that is only its own; what names it forgets it."""
    unit, session, number = card.unit, card.session, card.number
    for row_id, name in card_lines.links_to(session=session, number=number):
        unit.update("equipment", row_id, {name: None})
    for line in card_lines.lines_of(session=session, card=card.row):
        unit.update("contract_line", line.id, {"equipment": None})
    for table in ("movement", "meter_reading", "equipment_customer"):
        for row_id in movements.keys_of(session=session, table_name=table, number=number):
            unit.delete(table, row_id)
    unit.delete("equipment", card.row.id)
