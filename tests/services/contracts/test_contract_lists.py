"""Contracts found by filters: every key and flag; what covers a call (K1, K4); twenty thousand of them stay quick."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from svc_tui.domain.contracts.keys import CONTRACTS
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.equipment.service import EquipmentCards
from tests.services.desk import Desk

TERMS = {"customer": "C1", "start": "2026-01-01", "end": "2026-12-31", "resolution": "8h"}


@pytest.fixture
def contracts(desk: Desk) -> Contracts:
    """K-58 covers a washer; K-101 a group, K-102 all of C2, with more to find them by."""
    found = Contracts(desk.context)
    with desk.context.write(undoable=False) as unit:
        unit.raise_number("contract", 100)
    found.new({
        **TERMS, "groups": "Laundry", "description": "Plus service", "owner": "anna", "value": "1200",
        "end": "2026-03-20", "units": "10h", "zone": "Europe/Rome", "holidays": "IT-BZ", "renewal": "yes",
        "remind": "30d", "status": "approved",
    })  # fmt: skip
    found.new({**TERMS, "customer": "C2", "type": "customer", "units": "5", "includes": "travel", "response": "2h",
               "service_type": "warranty", "start": "2026-06-01", "contact": "Rossi", "remarks": "Ring twice",
               "status": "on_hold"})  # fmt: skip
    return found


def found(contracts: Contracts, text: str) -> list[int]:
    return [row.number for row in contracts.rows(contracts.ids(text).ids)]


FILTERS: tuple[tuple[str, list[int]], ...] = (
    ("", [101, 58, 102]),
    ("sort:number", [58, 101, 102]),
    ("sort:-end", [58, 102, 101]),
    ("sort:-value", [101, 58, 102]),
    ("sort:customer_name sort:-number", [102, 101, 58]),
    ("sort:-lines", [58, 101, 102]),
    ("K-101", [101]),
    ("#58", [58]),
    ("number:K-58,102", [58, 102]),
    ("plus", [101]),
    ("aurora", [102]),
    ("ring", [102]),
    ("931", [58]),
    ("serial:SN-931", [58]),
    ("equipment:311", [58]),
    ("group:laundry", [101]),
    ("type:gruppo", [101]),
    ("type:customer", [102]),
    ("service_type:warranty", [102]),
    ("status:approved", [101, 58]),
    ("stato:sospeso", [102]),
    ("customer:C2", [102]),
    ("cliente:lavanderia", [101, 58]),
    ("customer_name:hotel", [102]),
    ("contact:rossi", [102]),
    ("owner:@me", [101]),
    ("owner:none", [58, 102]),
    ("end:<30d", [101]),
    ("end:>2026-06-01", [58, 102]),
    ("end:2026-03", [101]),
    ("start:2026-06-01", [102]),
    ("left_days:18", [101]),
    ("left_days:>100", [58, 102]),
    ("left_days:10..20", [101]),
    ("renewal:yes", [101]),
    ("remind:30d", [101]),
    ("reminded_at:none", [101, 58, 102]),
    ("response:4h", [58]),
    ("resolution:8h", [101, 102]),
    ("coverage:Mo-Fr", [101, 58, 102]),
    ("zone:europe", [101]),
    ("holidays:IT-BZ", [101]),
    ("includes:travel", [102]),
    ("includes:parti", [58]),
    ("has:includes", [58, 102]),
    ("lines:>=1", [101, 58]),
    ("no:lines", [102]),
    ("unit_kind:hours", [101]),
    ("units:>=10h", [101]),
    ("units:5", [102]),
    ("units:10", [101]),
    ("value:>1000", [101]),
    ("calls:0", [101, 58, 102]),
    ("has:calls", []),
    ("is:covering", [101, 58]),
    ("-is:covering", [102]),
    ("is:ending", [101]),
    ("is:future", []),
    ("is:expired", []),
    ("is:mine", [101]),
    ("is:warranty", [102]),
    ("is:on_hold", [102]),
    ("is:approved OR is:on_hold", [101, 58, 102]),
    ("is:renewed", []),
    ("is:exhausted", []),
    ("has:attachments", []),
    ("remarks:ring", [102]),
)
"""A filter and the contracts it finds, in order."""


def test_filters(contracts: Contracts) -> None:
    wrong = {text: found(contracts, text) for text, numbers in FILTERS if found(contracts, text) != numbers}
    assert wrong == {}


def test_every_key_and_flag_can_be_asked(contracts: Contracts) -> None:
    values = {
        "enum": None,
        "flag": "yes",
        "integer": "1",
        "seconds": "1h",
        "date": "today",
        "instant": "today",
    }
    for key in CONTRACTS.keys:
        value = next(iter(key.words)) if key.words else values.get(key.kind) or "x1x"
        for text in (
            f"has:{key.name}",
            f"no:{key.name}",
            f"sort:{key.name}",
            f"{key.name}:{value}",
            f"{key.name}:none",
        ):
            assert set(found(contracts, text)) <= {58, 101, 102}
        both = {*found(contracts, f"has:{key.name}"), *found(contracts, f"no:{key.name}")}
        assert both == {58, 101, 102}, key.name
    for flag in CONTRACTS.flags:
        assert sorted({*found(contracts, f"is:{flag.name}"), *found(contracts, f"-is:{flag.name}")}) == [
            58,
            101,
            102,
        ]


def test_completion_offers_keys_and_values_of_the_store(desk: Desk, contracts: Contracts) -> None:
    def offered(text: str) -> list[str]:
        return [each.text for each in contracts.complete(text, len(text))]

    assert "status:" in offered("sta")
    assert offered("customer:C") == ["C1", "C2", "C3"]
    assert "covering" in offered("is:co")
    assert offered("status:on") == ["on_hold"]


def test_what_others_changed_is_told(desk: Desk, contracts: Contracts) -> None:
    seq, inside, outside = contracts.changed_since(0, "is:covering")
    assert (len(inside), len(outside)) == (2, 1)
    contracts.add_cards(58, ["312"])
    seq, inside, outside = contracts.changed_since(seq, "is:covering")
    assert (inside, outside) == ([1], [])
    contracts.hold([58])
    seq, inside, outside = contracts.changed_since(seq, "is:covering")
    assert (inside, outside) == ([], [1])
    assert contracts.changed_since(seq)[1:] == ([], [])


def test_a_first_page_and_the_rest(contracts: Contracts) -> None:
    page = contracts.ids("", first=2)
    assert (len(page.ids), page.whole) == (2, False)
    assert contracts.ids("", first=9).whole
    assert "Did you mean status:?" in contracts.ids("statsu:draft").query.warnings[0].text()


def test_k1_three_types_at_once_the_most_specific_covers(desk: Desk, contracts: Contracts) -> None:
    whole = int(contracts.new({**TERMS, "type": "customer", "resolution": "1h", "status": "approved"}).number)
    cards = EquipmentCards(desk.context)
    taken = []
    for number in (58, 101, whole):
        answer = cards.cover("SN-000931").entitlement
        taken.append(answer.contract)
        losers = {
            each.number: each.why for each in answer.considered if each.number > number and each.number != 102
        }
        assert set(losers.values()) <= {"less specific"}
        contracts.terminate([number])
    assert taken == [58, 101, whole]
    assert cards.cover("SN-000931").entitlement.reason.value == "terminated"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"status": "approved"}, "covered"),
        ({"status": "draft"}, "draft"),
        ({"status": "on_hold"}, "on hold"),
        ({"status": "terminated", "termination": date(2026, 2, 1)}, "terminated"),
        ({"status": "approved", "start": date(2026, 4, 1)}, "not yet started"),
        ({"status": "approved", "end": date(2026, 3, 1)}, "expired"),
        ({"status": "approved", "end": date(2026, 3, 2), "coverage": "Tu 09:00-18:00"}, "no coverage left"),
        ({"status": "approved", "units": 2, "used": 2}, "units exhausted"),
    ],
)
def test_k4_only_approved_within_its_dates_covers_and_each_other_state_says_so(
    desk: Desk, values: dict[str, Any], reason: str
) -> None:
    desk.change("contract", 1, **values)
    answer = EquipmentCards(desk.context).cover("SN-000931").entitlement
    assert answer.reason.value == reason
    row = desk.row(desk.open_call())
    assert (row["coverage_reason"], row["covered"]) == (reason, reason in ("covered", "no coverage left"))


def test_k4_a_unit_that_nobody_lists(desk: Desk) -> None:
    assert EquipmentCards(desk.context).cover("SN-000932").entitlement.reason.value == "not listed"
    assert EquipmentCards(desk.context).cover("SN-000936").entitlement.reason.value == "no contract"


def test_the_open_contract_says_for_each_unit_whether_and_why_not(desk: Desk, contracts: Contracts) -> None:
    other = int(
        contracts.new({**TERMS, "cards": "311 312", "resolution": "24h", "status": "approved"}).number
    )
    lines = contracts.sheet(other).lines
    assert [(line.row.equipment, line.taken, line.why, line.contract) for line in lines] == [
        (311, False, "due later", 58), (312, True, "covered", other),
    ]  # fmt: skip


def test_use_counts_calls_and_kept_targets(desk: Desk, contracts: Contracts) -> None:
    first, second = desk.open_call(), desk.open_call(priority="high")
    desk.later(hours=3)
    desk.calls.resolve([first, second], "Replaced the pump")
    desk.open_call()
    use = contracts.preview(58).use
    assert (use.calls, use.open_calls) == (3, 3)
    assert (use.response_met, use.response_missed, use.resolution_met, use.resolution_missed) == (1, 1, 2, 0)
    assert [call["number"] for call in contracts.sheet(58).calls][-1] == first


@pytest.mark.slow
def test_twenty_thousand_contracts_are_listed_in_an_instant(desk: Desk) -> None:
    with desk.context.write(undoable=False) as unit:
        unit.load("contract", [
            {
                "number": 1000 + n, "type": "serial", "status": ("approved", "draft", "terminated")[n % 3],
                "customer": "C1", "remind": "30d" if n % 2 == 0 else None,
                "start": date(2025, 1, 1), "end": date(2025, 6, 1) + timedelta(days=n % 900), "coverage": "24/7",
                "termination": date(2026, 1, 1) if n % 3 == 2 else None, "service_type": "regular", "resolution": "8h",
                "change_seq": 1, "version": 1, "description": "", "renewal": n % 2 == 0,
                "include_parts": True, "include_labour": False, "include_travel": False, "used": 0, "unit_capped": True,
                "remarks": "", "owner": "anna",
            }
            for n in range(20_000)
        ])  # fmt: skip
    contracts = Contracts(desk.context)
    for text in (
        "",
        "is:covering",
        "end:<30d",
        "sort:customer_name",
        "left_days:<60 is:covering",
        "lavanderia",
    ):
        before = datetime.now(UTC)
        listing = contracts.ids(text)
        contracts.rows(listing.ids[:50])
        took = (datetime.now(UTC) - before).total_seconds()
        assert took < 3, (text, took)
    assert len(contracts.ids("").ids) == 20_001
