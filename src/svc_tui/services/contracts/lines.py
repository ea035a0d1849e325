"""Lines of a contract: units of its customer, or item groups, each with its own days if it has some."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from svc_tui.domain.contracts import rules
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import code_key, same_serial, serial_key
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.contracts.open_contract import called
from svc_tui.services.core.fields import Field, Values, read_fields
from svc_tui.services.equipment.find import card_number
from svc_tui.storage.calls import reads
from svc_tui.storage.contracts import ties
from svc_tui.storage.engine import read_models as reading

if TYPE_CHECKING:
    from svc_tui.services.contracts.open_contract import OpenContract

DAYS = {name: Field("day") for name in ("start", "end", "termination")}
Days = Mapping[str, Any]


def read_days(values: Mapping[str, object], *, today: date) -> dict[str, Any]:
    """Typed days of a line."""
    return read_fields(DAYS, {name: value.isoformat() if hasattr(value, "isoformat") else value
                              for name, value in values.items()}, today=today)  # fmt: skip


def check_open(contract: "OpenContract") -> None:
    """Lines change as long as the contract does (CT-06)."""
    rules.check_editable(contract.number, contract.row.status)


def add_card(contract: "OpenContract", text: str, days: Days) -> Note:
    """List a unit."""
    rules.check_line_kind(contract.number, contract.row.type, "serial")
    number = card_number(contract.session, text, tails=False)
    card = reads.card(session=contract.session, number=number)
    assert card is not None
    contract.check_card(number, card.customer, card.status)
    unit = card.serial or card.manufacturer_serial or str(number)
    _check_days(contract, unit, days)
    for line in contract.lines():
        if line.equipment == number and _meet(line, days):
            message = N_(
                "{unit} is on K-{number} already. Change the days of its line, or take it off first."
            )
            raise Refused(message, unit=unit, number=contract.number)
    named = {"serial": card.serial, "manufacturer_serial": card.manufacturer_serial, "item": card.item}
    return _add(contract, unit, {"equipment": number, **named, **days})


def add_group(contract: "OpenContract", text: str, days: Days) -> Note:
    """List an item group."""
    rules.check_line_kind(contract.number, contract.row.type, "item_group")
    group = reading.code_of(contract.session, "item_group", "name", text)
    if group is None:
        raise reading.missing(contract.session, "item_group", "name", text)
    _check_days(contract, group, days)
    if any(line.item_group == group and _meet(line, days) for line in contract.lines()):
        message = N_("{unit} is on K-{number} already. Change the days of its line, or take it off first.")
        raise Refused(message, unit=group, number=contract.number)
    return _add(contract, group, {"item_group": group, **days})


def remove(contract: "OpenContract", text: str) -> Note:
    """Take a line off; the last one of an approved contract stays (CT-07)."""
    line = find(contract, text)
    if contract.row.status == "approved" and len(contract.lines()) == 1:
        message = N_(
            "{unit} is all that K-{number} covers. Terminate the contract, or add another line first."
        )
        raise Refused(message, unit=called(line), number=contract.number)
    contract.unit.delete("contract_line", line.id)
    contract.log("lines", _told(line), None)
    return note(N_("K-{number}: {unit} taken off"), number=contract.number, unit=called(line))


def set_days(contract: "OpenContract", text: str, days: Days) -> Note:
    """Give a line its own days."""
    line = find(contract, text)
    before = {"start": line.start, "end": line.end, "termination": line.termination}
    after = {**before, **days}
    _check_days(contract, called(line), after)
    if contract.unit.update("contract_line", line.id, days):
        contract.log("lines", _told(line), f"{called(line)} {_period(after)}".strip())
    return note(N_("K-{number}: {unit} changed"), number=contract.number, unit=called(line))


def find(contract: "OpenContract", text: str) -> ties.LineRow:
    """The line that is meant: `#2`, a card's number, a serial or a group. Raises NotFound; Refused: several fit."""
    lines, typed = contract.lines(), text.strip()
    if typed.startswith("#"):
        found = [line for line in lines if str(line.line) == typed[1:]]
    else:
        found = [line for line in lines if str(line.equipment or "") == typed]
        key = serial_key(typed)
        found = found or [
            line
            for line in lines
            if same_serial(line.serial, typed) or same_serial(line.manufacturer_serial, typed)
        ]
        found = found or [
            line
            for line in lines
            if key and key in [serial_key(each) for each in (line.serial, line.manufacturer_serial) if each]
        ]
        found = found or [line for line in lines if code_key(line.item_group or "") == code_key(typed)]
    if not found:
        known = ", ".join(called(line) for line in lines[:8]) or "-"
        message = N_("K-{number} has no line {name}. It lists {known}.")
        raise NotFound(message, number=contract.number, name=text, known=known)
    if len(found) > 1:
        several = ", ".join(f"#{line.line}" for line in found)
        raise Refused(
            N_("{name} fits several lines: {several}. Name one of them."), name=text, several=several
        )
    return found[0]


def copy_lines(
    contract: "OpenContract", source: int, *, until: date | None = None, with_days: bool = False
) -> None:
    """The lines of another contract; a unit that has left its customer stays behind with a word.

    Args:
        contract: The one that gets them.
        source: The one that has them.
        until: Lines that ended before this day stay behind too.
        with_days: Each keeps its own days.
    """
    for line in ties.lines_of(session=contract.session, number=source):
        if line.termination is not None or (until is not None and line.end is not None and line.end < until):
            continue
        if line.equipment is not None and (
            line.card_customer != contract.row.customer or line.card_status == "terminated"
        ):
            text = N_("{unit} is no longer {customer}'s and was left out.")
            contract.warnings.append(note(text, unit=called(line), customer=contract.row.customer))
            continue
        names = ("line", "equipment", "serial", "manufacturer_serial", "item", "item_group")
        values = {name: getattr(line, name) for name in names}
        values |= {"start": line.start, "end": line.end} if with_days else {}
        contract.unit.insert("contract_line", {"contract": contract.number, **values}, log=None)


def _add(contract: "OpenContract", unit: str, values: Values) -> Note:
    line = ties.next_line(session=contract.session, number=contract.number)
    contract.unit.insert("contract_line", {"contract": contract.number, "line": line, **values}, log=None)
    contract.log("lines", None, f"{unit} {_period(values)}".strip())
    return note(N_("K-{number}: {unit} added"), number=contract.number, unit=unit)


def _check_days(contract: "OpenContract", unit: str, days: Days) -> None:
    own = (days.get("start"), days.get("end"), days.get("termination"))
    rules.check_line_window(unit, own, contract.row.start, contract.row.end)


def _meet(line: ties.LineRow, days: Days) -> bool:
    """Do two lines of one unit have a day in common."""
    stop = line.termination or line.end
    begins, ends = days.get("start"), days.get("end")
    return not ((stop and begins and stop < begins) or (line.start and ends and ends < line.start))


def _told(line: ties.LineRow) -> str:
    days = {"start": line.start, "end": line.end, "termination": line.termination}
    return f"{called(line)} {_period(days)}".strip()


def _period(days: Days) -> str:
    first, last = days.get("start"), days.get("termination") or days.get("end")
    return f"{first or ''}..{last or ''}" if first or last else ""
