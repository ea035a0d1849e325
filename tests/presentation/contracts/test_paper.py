"""The page of a contract: its terms, its targets by priority, its units, what is used, and two lines to sign on."""

from datetime import date
from typing import Any

import pytest

from svc_tui.domain.core.paper import Signatures
from svc_tui.presentation.contracts.paper import contract_paper
from tests.presentation.rows import NOW, ROME, company_head, customer_sheet, paper_text, value


def unit(**values: Any) -> Any:
    return value(row=value(**({
        "line": 1, "serial": "SN-1", "manufacturer_serial": None, "item": "WSH-40", "item_name": "Washer",
        "item_group": None, "location": "Basement", "start": None, "end": None, "termination": None,
    } | values)))  # fmt: skip


def lines(*units: Any, targets: Any = (), customer: Any = None, **values: Any) -> list[str]:
    row = value(**({
        "number": 58, "description": "Two shifts", "type": "serial", "service_type": "regular", "status": "approved",
        "customer": "C1", "customer_name": "Lavanderia Bianchi", "contact": None, "owner": "anna",
        "start": date(2026, 1, 1), "effective_end": date(2026, 12, 31), "renewal": True, "value": "1200",
        "response": "4h", "resolution": "2d", "coverage": "Mo-Fr 09:00-18:00", "zone": None, "holidays": "IT-BZ",
        "includes": ("labour",), "unit_kind": None, "units": None, "used": 0, "remarks": "",
    } | values))  # fmt: skip
    use = value(
        calls=3, open_calls=1, response_met=2, response_missed=0, resolution_met=1, resolution_missed=1
    )
    sheet = value(row=row, targets=targets, use=use, lines=units)
    facts = value(company=company_head(), contract=sheet, customer=customer or customer_sheet())
    paper = contract_paper(facts, now=NOW, zone=ROME)
    assert isinstance(paper.blocks[-1], Signatures)
    assert len(paper.blocks[-1].signers) == 2
    return paper_text(paper)


def test_who_has_it_what_is_promised_and_what_was_made_of_it() -> None:
    found = lines(unit(), unit(line=2, serial=None, item_group="Washers", termination=date(2026, 6, 30)))
    assert found[:2] == ["Service contract K-58", "Two shifts"]
    for said in (
        "Name: Lavanderia Bianchi", "Status: approved", "From: 1 Jan 2026", "To: 31 Dec 2026", "Renewal: yes",
        "Value: 1,200.00", "Hours: Mo-Fr 09:00-18:00", "Time zone: Europe/Rome", "Holidays of: IT-BZ",
        "Included: labour", "To bill: parts, travel", "1 | SN-1 |  | WSH-40 Washer | Basement |  | ",
        "2 | Washers |  | WSH-40 Washer | Basement |  | 30 Jun 2026", "Calls: 3, 1 of them open",
        "Resolution: 1 met, 1 missed",
    ):  # fmt: skip
        assert said in found, said


@pytest.mark.parametrize(
    ("own", "response", "rows"),
    [
        ((), "4h", ["high | 4h | 2d", "medium | 4h | 2d", "low | 4h | 2d"]),
        ((("high", "1h", None),), "4h", ["high | 1h | 2d", "medium | 4h | 2d", "low | 4h | 2d"]),
        ((("low", None, "5d"),), None, ["high | - | 2d", "medium | - | 2d", "low | - | 5d"]),
    ],
)
def test_each_priority_has_its_own_targets_else_those_of_the_contract(
    own: Any, response: str | None, rows: list[str]
) -> None:
    targets = [value(priority=name, response=answer, resolution=solve) for name, answer, solve in own]
    found = lines(unit(), targets=targets, response=response)
    assert found[found.index("Priority | Respond in | Resolve in") + 1 :][:3] == rows


def test_prepaid_units_are_bought_used_and_left() -> None:
    found = lines(unit_kind="hours", units=36000, used=9000)
    assert [each for each in found if each.endswith(" ()")] == [
        "Bought: 10h ()",
        "Used: 2h30 ()",
        "Left: 7h30 ()",
    ]


def test_item_groups_alone_need_no_columns_of_serials() -> None:
    found = lines(unit(serial=None, item=None, item_name="", item_group="Washers"), type="item_group")
    assert "Line | Item group | From | To" in found
    assert "1 | Washers |  | " in found
    assert "Line | Serial" not in " ".join(lines())
