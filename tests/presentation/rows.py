"""Rows of each noun as services hand them to what shows them, and what shown lines say: text and roles.

Every test of how things read makes its rows here, so that a change of their shape is one change.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from svc_tui.presentation.core.spans import Line

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
"""Monday, 09:00 in Rome."""
ROME = ZoneInfo("Europe/Rome")
HOSTILE = "a\x1b[2J\x07b\u202ec\nd[bold]e[/]\x9b"
"""Acts on a terminal, turns the line, breaks it, and looks like markup."""
WIDE = "漢字テスト"
PILED = "z" + "\u0301" * 40


def said(line: Line) -> str:
    """The text of a line."""
    return "".join(text for text, _role in line)


def told(lines: Iterable[Line]) -> list[str]:
    """The text of lines, blanks at their ends left out."""
    return [said(line).rstrip() for line in lines]


def role_of(lines: Iterable[Line], part: str) -> str:
    """The role of the one span that has a part in it."""
    found = [role for line in lines for text, role in line if part in text]
    assert len(found) == 1, (part, found)
    return found[0]


def harmless(lines: Iterable[Line]) -> bool:
    """Whether every line is one line of printable characters."""
    return all(text.isprintable() for line in lines for text, _role in line)


def value(**values: Any) -> Any:
    """Something with these attributes."""
    return SimpleNamespace(**values)


class Row(SimpleNamespace):
    """A row that is read by attribute, or by name as a mapping is."""

    def __getitem__(self, name: str) -> Any:
        return vars(self)[name]

    def get(self, name: str, default: Any = None) -> Any:
        """The value, or another where there is none."""
        return vars(self).get(name, default)


# Equipment


def card(**values: Any) -> dict[str, Any]:
    """The record of an open card, as `card show --json` prints it: active, covered by K-58."""
    return {
        "number": 311, "serial": "SN-000931", "manufacturer_serial": None, "item": "WSH-40", "item_name": "Washer",
        "item_group": "Washers", "customer": "C1", "customer_name": "Lavanderia Bianchi", "customers": [],
        "buyer": None, "contact": None, "phone": None, "technician": None, "territory": None, "address": None,
        "location": None, "delivered_at": None, "delivery": None, "invoice": None, "manufactured_at": None,
        "warranty_start": None, "warranty_end": None, "due_back": None, "replaces": None, "replaced_by": None,
        "parent": None, "components": [], "status": "active", "open_calls": 0, "calls": 0, "updated_at": NOW,
        "contract": 58, "covered": True, "coverage_reason": "covered", "covered_until": date(2026, 12, 31),
        "includes": ["parts", "labour", "travel"], "type": "serial", "considered": [], "contracts": [],
        "service_calls": [], "movements": [], "readings": [], "history": [],
    } | values  # fmt: skip


def card_line(**values: Any) -> Any:
    """A card in a list: its own fields in `row`, what hangs on it beside them."""
    record = card(**values)
    beside = ("item_name", "item_group", "customer_name", "customers", "open_calls", "calls")
    return value(row=value(**{name: record[name] for name in record if name not in beside}),
                 **{name: record[name] for name in beside})  # fmt: skip


def movement(kind: str, **values: Any) -> dict[str, Any]:
    """A movement of a card."""
    return {
        "at": NOW, "who": "anna", "kind": kind, "direction": "", "customer": None, "document": None, "row": None,
        "other": None, "old": None, "new": None, "note": "",
    } | values  # fmt: skip


def reading(shown: str, **values: Any) -> dict[str, Any]:
    """What a counter of a card showed."""
    return {"at": NOW, "who": "anna", "meter": "", "value": shown, "replaced": False, "note": ""} | values


def call_of(**values: Any) -> dict[str, Any]:
    """A call as it stands on a card or contract."""
    return {
        "number": "10423", "reported_at": NOW, "status": "Open", "priority": "high", "subject": "E12",
    } | values  # fmt: skip


def entry(
    event: str, field: str | None = None, old: str | None = None, new: str | None = None, **values: Any
) -> Any:
    """An entry of a history."""
    return Row(
        **({"at": NOW, "who": "anna", "event": event, "field": field, "old": old, "new": new} | values)
    )


# Solutions


def solution(**values: Any) -> Any:
    """A solution in a list or on its page: published, about WSH-40, never used."""
    return value(**({
        "number": 7, "symptom": "Stops after warm-up", "cause": "Scale on the sensor", "solution": "Clean the sensor",
        "description": "", "item": "WSH-40", "status": "Publish", "problem": None, "language": None, "owner": None,
        "reviewer": None, "reviewed_at": None, "created_at": NOW, "updated_at": NOW, "used": 0, "last_used_at": None,
        "merged_into": None,
    } | values))  # fmt: skip


def version(*changes: tuple[str, str, str], **values: Any) -> Any:
    """An act that changed a solution: field, before, after."""
    return value(**({"at": NOW, "who": "anna", "event": "changed", "changes": changes} | values))


# Work


def work_line(kind: str = "labour", **values: Any) -> Any:
    """A line of work: an hour and a half that the contract includes."""
    return value(**({
        "line": 1, "kind": kind, "who": "anna", "starts_at": None, "ends_at": NOW, "seconds": 5400, "km": None,
        "quantity": None, "item": None, "item_name": None, "serial_in": None, "serial_out": None, "note": "",
        "billable": False, "why": None, "contract": 58, "corrects_line": None, "split_of_line": None,
    } | values))  # fmt: skip


def work_totals(**values: Any) -> Any:
    """What lines of work add up to."""
    return value(**({
        "labour_s": 0, "travel_s": 0, "km": Decimal(0), "parts": Decimal(0), "billable_s": 0, "included_s": 0,
        "drawn": 0,
    } | values))  # fmt: skip


# Calls


def call(**values: Any) -> Any:
    """The values of an open call: of high priority, about a unit, covered by K-58."""
    return Row(**({
        "number": "10423", "subject": "Door does not lock", "description": "", "status": "Open", "priority": "high",
        "customer": "C1", "customer_name": "Lavanderia Bianchi", "contact": None, "phone": None, "item": "WSH-40",
        "item_name": "Washer", "serial": "SN-000931", "manufacturer_serial": None, "location": None,
        "reported_at": NOW, "covered": True, "coverage_reason": "covered", "resolution": None,
    } | values))  # fmt: skip


def pause(**values: Any) -> Any:
    """A pause of the clock that is not over."""
    return Row(**({"start_at": NOW, "end_at": None, "kind": "status", "reason": None} | values))


def activity(**values: Any) -> Any:
    """What was noted of a call."""
    return Row(**({
        "created_at": NOW, "who": "anna", "kind": "note", "subject": "", "notes": "Rang twice", "closed": True,
    } | values))  # fmt: skip


def helped(used: int, number: int = 7) -> Any:
    """The solution that helped most often."""
    return Row(number=number, used=used, solution="Clean the sensor")


def target(state: str = "none", **values: Any) -> Any:
    """A target of a call as it stands."""
    return value(**({"name": "", "state": state, "due": None, "done_at": None, "left_s": None} | values))


def terms(**values: Any) -> Any:
    """The contract of a call."""
    return value(**({
        "number": 58, "type": "serial", "effective_end": date(2026, 12, 31),
        "includes": ("parts", "labour", "travel"),
    } | values))  # fmt: skip


def call_detail(
    *, under: Any = None, response: Any = None, resolution: Any = None, activity: Any = None, best: Any = None,
    **values: Any,
) -> Any:  # fmt: skip
    """A call under the cursor: its values, contract, targets, what was noted last, what helped with its item."""
    return value(
        values=call(**values), terms=under, response=response or target(), resolution=resolution or target(),
        activity=activity, solution=best, card=None,
    )  # fmt: skip


def call_facts(*, signed: Any = None, company: Any = None, **values: Any) -> Any:
    """What the pages of a call are made of: a customer with an address, nothing done yet."""
    own = {
        "email": None, "reference": None, "type": None, "problem": None, "subtype": None, "assignee": None,
        "technician": None, "responded_at": None, "respond_by": None, "resolve_by": None, "resolved_at": None,
        "resolution": "",
    }  # fmt: skip
    beside = {
        name: values.pop(name) for name in ("work", "totals", "card", "under", "customer") if name in values
    }
    sheet = value(
        values=call(**(own | values)), terms=beside.get("under"), card=beside.get("card"), contact_phone=None,
        work=beside.get("work", ()), totals=beside.get("totals", work_totals()),
    )  # fmt: skip
    return value(
        company=company or company_head(),
        call=sheet,
        signed=signed,
        customer=beside.get("customer", customer_sheet()),
    )


# Pages to hand over


def company_head(**values: Any) -> Any:
    """The company as pages to hand over have it at their head."""
    return value(**({
        "name": "Assistenza Rossi", "address": "Via Roma 1, 39100 Bolzano", "vat_number": "IT01234567890",
        "phone": "0471 1234", "email": "info@rossi.example",
    } | values))  # fmt: skip


def customer_sheet(*addresses: tuple[str, str], **values: Any) -> Any:
    """A customer with its addresses, as kind and line."""
    row = {"code": "C1", "name": "Lavanderia Bianchi", "phone": "02 555 0101", "email": None} | values
    known = addresses or (("ship_to", "Via Borsieri 19, 20159 Milano"),)
    return value(row=value(**row), addresses=[value(kind=kind, line=line) for kind, line in known])


def paper_text(paper: Any) -> list[str]:
    """All of a page to hand over as lines: titles, `label: value`, rows with their cells joined by ` | `."""
    found = [paper.title, paper.subtitle]
    for block in paper.blocks:
        for part in getattr(block, "parts", [block]):
            found += _block_text(part)
    return found


def _block_text(block: Any) -> list[str]:
    found = [block.title] if getattr(block, "title", "") else []
    found += [f"{label}: {text}" for label, text in getattr(block, "pairs", ()) if text]
    found += getattr(block, "text", "").splitlines()
    found += [f"{each.label}: {each.value} ({each.beneath})" for each in getattr(block, "figures", ())]
    if hasattr(block, "columns"):
        found.append(" | ".join(column.title for column in block.columns))
    rows = [*getattr(block, "rows", ()), *([block.total] if getattr(block, "total", None) else [])]
    found += [" | ".join(row) for row in rows]
    found += [block.note] if getattr(block, "note", "") else []
    for signer in getattr(block, "signers", ()):
        found += [part for part in (signer.name, signer.label, *signer.beneath.splitlines()) if part]
    return found
