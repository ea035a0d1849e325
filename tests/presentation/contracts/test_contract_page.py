"""How a contract reads: banner, sections, detail lines and list cells of every state."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from svc_tui.domain.sla.coverage import coverage_of
from svc_tui.presentation.contracts import page as pages
from svc_tui.presentation.contracts import words
from svc_tui.presentation.contracts.columns import COLUMNS, DEFAULT, TABLE, WIDE
from svc_tui.presentation.core.spans import Line

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
ROME = ZoneInfo("Europe/Rome")
RECORD: dict[str, Any] = {
    "number": 58, "description": "Two shifts", "type": "serial", "service_type": "regular", "status": "approved",
    "customer": "C1", "customer_name": "Lavanderia Bianchi", "contact": None, "owner": "anna", "template": None,
    "start": date(2026, 1, 1), "end": date(2026, 12, 31), "duration": 12, "termination": None,
    "effective_end": date(2026, 12, 31), "left_days": 304, "covering": True, "expired": False, "renewal": True,
    "remind": "1m", "reminded_at": None, "renews": None, "renewed_by": 77, "value": "1200", "response": "4h",
    "resolution": "16h", "coverage": "Mo-Fr 09:00-18:00", "zone": None, "holidays": None, "closed_dates": [],
    "includes": ["parts", "labour"], "unit_kind": "hours", "units": 36000, "used": 28800, "unit_step": "15m",
    "unit_minimum": None, "unit_night": None, "unit_night_factor": None, "unit_capped": True, "remarks": "Ring twice",
    "lines": [
        {"line": 0, "equipment": 311, "serial": "SN-000931", "manufacturer_serial": None, "item": "WSH-40",
         "item_name": "Washer", "item_group": None, "start": None, "end": date(2026, 6, 30), "termination": None,
         "card_status": "loaned", "location": "Basement", "taken": False, "why": "due later", "contract": 60},
    ],
    "targets": [{"priority": "high", "response": "2h", "resolution": "4h"}],
    "use": {"calls": 3, "open_calls": 1, "response_met": 2, "response_missed": 1, "resolution_met": 2,
            "resolution_missed": 0},
    "chain": [
        {"number": 58, "status": "approved", "start": date(2026, 1, 1), "end": date(2026, 12, 31), "termination": None},
        {"number": 77, "status": "draft", "start": date(2027, 1, 1), "end": date(2027, 12, 31), "termination": None},
    ],
    "service_calls": [{"number": 10423, "reported_at": NOW, "status": "Open", "priority": "high", "subject": "E12"}],
    "attachments": [{"name": "terms.pdf", "size": 1200, "at": NOW, "who": "anna", "note": None}],
    "history": [{"at": NOW, "who": "anna", "event": "status", "field": "status", "old": "draft", "new": "approved"}],
}  # fmt: skip


def text(lines: list[Line]) -> str:
    return "\n".join("".join(part for part, _role in line) for line in lines)


def page(**values: Any) -> dict[str, str]:
    coverage = coverage_of("Mo-Fr 09:00-18:00", "Europe/Rome")
    found = pages.sections({**RECORD, **values}, coverage=coverage, closed={}, now=NOW, zone=ROME)
    return {title: text(lines) for title, lines in found}


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "In force to 31 Dec 2026, 304 days left: parts, labour. Travel is billed."),
        (
            {"includes": ["parts", "labour", "travel"]},
            "In force to 31 Dec 2026, 304 days left: parts, labour, travel.",
        ),
        ({"includes": []}, "no costs. Parts, labour, travel are billed."),
        ({"left_days": 0}, "last day"),
        ({"status": "draft", "covering": False}, "Draft: entitles to nothing until it is approved."),
        (
            {"status": "on_hold", "covering": False},
            "On hold: entitles to nothing until it is approved again.",
        ),
        (
            {"status": "terminated", "covering": False, "termination": date(2026, 2, 1)},
            "ended early on 1 Feb 2026.",
        ),
        (
            {"covering": False, "expired": True, "left_days": -3},
            "Expired: ended on 31 Dec 2026. Renew it to go on.",
        ),
        ({"covering": False}, "Not yet started: begins on 1 Jan 2026."),
    ],
)
def test_the_banner_says_whether_it_entitles_and_if_not_why(values: dict[str, Any], told: str) -> None:
    assert told in text(pages.banner({**RECORD, **values}))


def test_every_section_tells_its_part() -> None:
    found = page()
    assert list(found) == [
        "General",
        "Coverage",
        "Units covered",
        "Targets",
        "Use",
        "Calls",
        "Renewal",
        "Attachments",
        "History",
    ]
    assert "Ring twice" in found["General"]
    assert "Mon 2" in found["Coverage"]
    assert "not taken: due later (K-60)" in found["Units covered"]
    assert "30 Jun 2026" in found["Units covered"]
    assert "high            respond in 2h, resolve in 4h" in found["Targets"]
    assert "3 calls, 1 open, 2 of 2 in time" in found["Use"]
    assert "Response    2 kept, 1 missed" in found["Use"]
    assert "8h of 10h used, 80 %" in found["Use"]
    assert "E12" in found["Calls"]
    assert "> K-58" in found["Renewal"]
    assert "K-77" in found["Renewal"]
    assert "terms.pdf" in found["Attachments"]
    assert "Status: draft → approved" in found["History"]


def test_hours_that_cannot_be_read_are_said_to_be_so() -> None:
    found = pages.sections({**RECORD, "coverage": "whenever"}, coverage=None, closed={}, now=NOW, zone=ROME)
    assert "whenever" in text(dict(found)["Coverage"])
    assert "cannot be read" in text(dict(found)["Coverage"])


def test_the_detail_lines_fit_and_say_the_same() -> None:
    lines = pages.detail_lines(RECORD, RECORD["use"], width=79)
    assert len(lines) == 4
    assert all(cell_len("".join(part for part, _role in line)) <= 79 for line in lines)
    said = text(lines)
    for part in ("K-58 Two shifts", "In force", "Respond in 4h, resolve in 16h", "1 unit, 3 calls", "80 %"):
        assert part in said


def test_prepaid_units_get_urgent_as_they_go() -> None:
    for used, role in ((0, "text"), (27000, "warning"), (36000, "urgent")):
        assert words.units_role({"units": 36000, "used": used}) == role
    visits = {"unit_kind": "visits", "units": 10, "used": 1}
    assert words.units_words(visits) == "1 visit of 10 visits used, 10 %"


def test_the_columns_of_a_list_are_known() -> None:
    assert [column.key for column in TABLE.chosen(DEFAULT)] == list(DEFAULT)
    assert sum(column.width + column.gap for column in TABLE.chosen(DEFAULT)) <= 80
    assert set(WIDE) <= set(COLUMNS)
    assert TABLE.chosen(["left", "title:30", "who"])[1].width == 30
