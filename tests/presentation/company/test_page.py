"""How the page of a customer reads: its head with what warns, its tabs, and what a merge says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from svc_tui.presentation.company import merging, page
from tests.presentation.rows import HOSTILE, NOW, ROME, harmless, said

CONTACT = {
    "name": "Rosa Bianchi",
    "position": None,
    "phone": "0341 55",
    "mobile": None,
    "email": None,
    "active": True,
}
ADDRESS = {"name": "Lecco", "street": "Via Roma 1", "building": None, "zip_code": "23900", "city": "Lecco",
           "country": "IT"}  # fmt: skip
CONTRACT: dict[str, Any] = {
    "number": 58, "description": "Full service", "status": "approved", "start": date(2026, 1, 1),
    "end": date(2026, 12, 31), "termination": None, "covering": True, "left": 5400, "left_words": "1h30",
    "units_words": "40h",
}  # fmt: skip
RECORD: dict[str, Any] = {
    "code": "C1", "name": "Lavanderia Bianchi", "kind": "customer", "phone": "0341 11", "email": None,
    "territory": "North", "technician": "bruno", "active": True, "credit_limit": None, "balance": None,
    "vat_number": None, "blocked": None, "price_list": None, "discount": None, "vat": None, "merged_into": None,
    "over_limit": False,
    "contacts": [CONTACT], "addresses": [ADDRESS],
    "calls": 12, "open_calls": 2, "equipment": 5, "contracts": [CONTRACT],
}  # fmt: skip


def _lines(found: Any) -> list[str]:
    return [said(line).rstrip() for line in found]


def told(found: Any) -> str:
    """All lines as one text."""
    return "\n".join(_lines(found))


def test_the_head_says_who_where_and_what_is_left() -> None:
    assert _lines(page.head(RECORD)) == [
        "C1  Lavanderia Bianchi  North, bruno", "0341 11  Via Roma 1, 23900 Lecco, IT", "Rosa Bianchi 0341 55",
        "2 open of 12 calls, 5 units", "Prepaid: K-58 1h30 of 40h",
    ]  # fmt: skip
    many = page.head({**RECORD, "contacts": [CONTACT] * 5, "balance": "1234.5", "kind": "lead"})
    assert "Rosa Bianchi 0341 55, Rosa Bianchi 0341 55, 3 more" in _lines(many)
    assert "2 open of 12 calls, 5 units, open amount 1,234.50" in _lines(many)
    assert _lines(many)[0].endswith("  lead, North, bruno")


def test_what_warns_is_said_in_the_head(speak: Callable[[str], None]) -> None:
    record = {**RECORD, "over_limit": True, "balance": "1250.5", "credit_limit": "1000", "blocked": "Unpaid"}
    assert _lines(page.warnings(record)) == [
        "Do not serve: Unpaid", "Above the credit limit: 1,250.50 of 1,000.00 are open."
    ]  # fmt: skip
    assert _lines(page.warnings({**RECORD, "active": False})) == ["Inactive: a new call warns of it."]
    gone = {**RECORD, "active": False, "merged_into": "C2"}
    assert _lines(page.warnings(gone)) == ["This customer turned out to be C2."]
    assert page.warnings(RECORD) == []
    speak("it")
    assert _lines(page.warnings(record))[1].endswith("scoperto di 1.250,50 su 1.000,00.")


@dataclass(frozen=True)
class Thing:
    """A call, a unit, an activity, a file or a change, as far as its line asks."""

    number: Any = "10423"
    status: str = "Open"
    is_open: bool = True
    reported_at: Any = NOW
    assignee: str | None = "anna"
    subject: str = "Leak"
    serial: str | None = "SN-1"
    manufacturer_serial: str | None = None
    item: str = "WSH-40"
    item_name: str = "Washer"
    address: str | None = "Via Roma 1"
    location: str | None = None
    open_calls: int = 0
    kind: str = "task"
    who: str | None = "anna"
    at: Any = NOW
    closed: bool = False
    call: str | None = "10423"
    name: str = "map.pdf"
    size: int = 2_000
    event: str = "changed"
    field: str | None = "blocked"
    old: str | None = None
    new: str | None = "Unpaid"
    row: Any = None


def test_the_lines_of_the_tabs() -> None:
    assert told([page.call_line(Thing(), now=NOW, zone=ROME)]).split()[:2] == ["10423", "open"]
    unit = Thing(row=Thing(number=311, status="in_lab"), open_calls=2)
    assert "in repair lab 2 open calls Via Roma 1" in told([page.card_line(unit)])
    assert "1h30 left" in told([page.contract_line(CONTRACT)])
    assert "to do" in told([page.activity_line(Thing(), now=NOW, zone=ROME)])
    assert "to do" not in told([page.activity_line(Thing(closed=True), now=NOW, zone=ROME)])
    assert "map.pdf  2 kB" in told([page.file_line(Thing(), now=NOW, zone=ROME)])
    assert told(page.history_lines([Thing()], now=NOW, zone=ROME)).endswith("Do not serve: - → Unpaid")
    assert [title for title, _found in page.sections(RECORD, [], now=NOW, zone=ROME)] == [
        "",
        "General",
        "Contracts",
    ]
    assert "Contact" in told(page.people(RECORD))


def test_text_of_others_acts_on_no_terminal() -> None:
    record = {**RECORD, **dict.fromkeys(("code", "name", "phone", "blocked", "territory"), HOSTILE)}
    record |= {"contacts": [{**CONTACT, "name": HOSTILE}], "addresses": [{**ADDRESS, "street": HOSTILE}]}
    assert harmless([*page.head(record), *page.general(record), *page.people(record)])
    thing = Thing(subject=HOSTILE, name=HOSTILE, who=HOSTILE, new=HOSTILE)
    assert harmless([
        page.call_line(thing, now=NOW, zone=ROME), page.activity_line(thing, now=NOW, zone=ROME),
        page.file_line(thing, now=NOW, zone=ROME), *page.history_lines([thing], now=NOW, zone=ROME),
    ])  # fmt: skip


@dataclass(frozen=True)
class Done:
    """What a merge moved."""

    moved: dict[str, int]
    into: str = "C1"
    codes: tuple[str, ...] = ("C2", "C3")


def test_a_merge_says_what_moved() -> None:
    done = Done({"call": 1200, "contact": 2, "address": 1})
    assert merging.merged_words(done, dry_run=False) == "C2, C3 merged into C1: 1,200 calls, 3 more"
    assert merging.merged_words(Done({}), dry_run=True) == "C2, C3 would become C1: nothing to move"
