"""The page of an opportunity in words: where it stands, what it was raised from, how it went."""

from datetime import date
from decimal import Decimal
from typing import Any

from svc_tui.presentation.sales.page import detail_lines, general, stages, state_line

TODAY = date(2026, 3, 2)


def record(**values: Any) -> dict[str, Any]:
    usual = dict.fromkeys(
        (
            "contact",
            "item",
            "territory",
            "source",
            "interest",
            "reason",
            "closed_on",
            "created_by",
            "profit_percent",
        )
    )
    return usual | {
        "number": 7, "name": "Second boiler", "customer": "C1", "customer_name": "Lavanderia", "owner": "anna",
        "stage": "Quoted", "percent": "50", "amount": Decimal(9800), "weighted": Decimal(4900), "currency": "EUR",
        "closes_on": None, "status": "open", "origin": ["call:10423", "contract:58"], "remarks": "",
        "started_on": date(2026, 2, 1), "stages": [], "competitors": [],
    } | values  # fmt: skip


def text(lines: Any) -> str:
    return "\n".join("".join(part for part, _role in line) for line in lines)


def test_an_open_one_says_its_stage_weight_and_day() -> None:
    assert text([state_line(record(), TODAY)]) == (
        "Quoted 50 %, 9,800 EUR, weighted 4,900 EUR. Nobody says when it is decided."
    )
    late = state_line(record(closes_on=date(2026, 2, 20)), TODAY)
    assert text([late]).endswith("Expected 20 Feb, which is over.")
    assert late[-1][1] == "urgent"


def test_a_decided_one_says_when_and_why() -> None:
    lost = record(status="lost", closed_on=date(2026, 3, 1), reason="Price")
    assert text([state_line(lost, TODAY)]) == "Lost on 1 Mar, 9,800 EUR. Price."
    assert "Price" in text(general(lost, 78, TODAY))


def test_the_pane_says_who_follows_it_and_where_it_came_from() -> None:
    told = text(detail_lines(record(), today=TODAY, width=80))
    assert "anna follows it, raised from call 10423, K-58." in told
    assert "Nobody follows it" in text(detail_lines(record(owner=None), today=TODAY, width=80))


def test_the_stage_it_stands_in_is_marked() -> None:
    line = {
        "stage": "Lead",
        "owner": None,
        "started_on": TODAY,
        "percent": "6",
        "amount": Decimal(1),
        "remarks": "",
    }
    lines = stages(record(stages=[line | {"closed_on": TODAY}, line | {"closed_on": None}]), TODAY)
    assert [each[0][0] for each in lines] == ["  ", "> "]
