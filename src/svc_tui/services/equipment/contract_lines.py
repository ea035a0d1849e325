"""What becomes of the contract lines of a unit that changes hands or is exchanged for another."""

from datetime import date
from typing import TYPE_CHECKING

from svc_tui.domain.equipment.rules import check_joins_contract
from svc_tui.services.core.fields import Values
from svc_tui.storage.equipment import contract_lines as rows
from svc_tui.storage.equipment.contract_lines import CardLine
from svc_tui.storage.equipment.deliveries import next_line

if TYPE_CHECKING:
    from svc_tui.services.equipment.open_card import OpenCard
    from svc_tui.storage.engine.unit_of_work import UnitOfWork


def standing(card: "OpenCard", day: date) -> list[CardLine]:
    """Lines that cover the unit on this day or later."""
    lines = rows.lines_of(session=card.session, card=card.row)
    return [line for line in lines if not line.is_over(day)]


def end_lines(card: "OpenCard", day: date) -> list[CardLine]:
    """End them: the day is the first that is no longer covered. Returns those that were ended."""
    ended = standing(card, day)
    for line in ended:
        stop = max(day, line.start or day)
        card.unit.update("contract_line", line.id, {"termination": stop})
        _log(card.unit, line, rows.called(card.row), f"{rows.called(card.row)} ..{stop}")
    return ended


def hand_over(card: "OpenCard", other: "OpenCard", day: date) -> list[int]:
    """Let another unit take the place of this one on its contracts from this day on. Returns their numbers."""
    check_joins_contract(other.number, other.row.status)
    lines = end_lines(card, day)
    for line in lines:
        kept = rows.row_of(session=card.session, line=line.id)
        number = next_line(session=card.session, contract=line.contract)
        values: Values = {
            "contract": line.contract, "line": number, "equipment": other.number,
            "start": max(day, line.start or day), "end": kept["end"],
            "serial": other.row.serial, "manufacturer_serial": other.row.manufacturer_serial, "item": other.row.item,
        }  # fmt: skip
        card.unit.insert("contract_line", values, log=None)
        _log(card.unit, line, None, f"{rows.called(other.row)} {values['start']}..{kept['end'] or ''}")
    return [line.contract for line in lines]


def _log(unit: "UnitOfWork", line: CardLine, old: str | None, new: str | None) -> None:
    unit.log("contract", line.contract_id, "changed", field="lines", old=old, new=new)
