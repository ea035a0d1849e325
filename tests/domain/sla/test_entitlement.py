"""Which contract covers a call: each reason, the order between several, and the list of what was looked at."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from svc_tui.domain.sla.coverage import Coverage
from svc_tui.domain.sla.entitlement import (
    Candidate,
    Considered,
    Entitlement,
    Line,
    Reason,
    effective_end,
    entitle,
)
from svc_tui.domain.sla.targets import Target
from svc_tui.domain.sla.week import NO_HOURS
from tests.domain.clocks import HOUR, office, rome

AT = rome("2026-03-02 10:00")
TABLE = Candidate(
    number=58,
    customer="C1",
    type="serial",
    start=date(2026, 1, 1),
    end=date(2026, 12, 31),
    lines=(Line(serial="SN-000931", item="WSH-40"),),
    coverage=office(),
    resolution=Target(8 * HOUR),
)
GROUP = replace(TABLE, number=59, type="item_group", lines=(Line(item_group="washers"),))
WHOLE = replace(TABLE, number=60, type="customer", lines=())


def asked(*candidates: Candidate, at: datetime = AT, **unit: Any) -> Entitlement:
    unit = {"serial": "SN-000931", "item": "WSH-40", "item_group": "washers", **unit}
    return entitle(candidates, customer="C1", at=at, **unit)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "covered"),
        ({"customer": "C2"}, "no contract"),
        ({"side": "purchasing"}, "no contract"),
        ({"start": date(2026, 3, 3)}, "not yet started"),
        ({"start": date(2026, 3, 2)}, "covered"),
        ({"end": date(2026, 3, 1)}, "expired"),
        ({"end": date(2026, 3, 2)}, "covered"),
        ({"status": "on_hold"}, "on hold"),
        ({"status": "draft"}, "draft"),
        ({"status": "terminated"}, "terminated"),
        ({"termination": date(2026, 3, 2)}, "terminated"),
        ({"termination": date(2026, 3, 3)}, "covered"),
        ({"lines": (Line(serial="SN-000932"),)}, "not listed"),
        ({"lines": (Line(serial="SN-000931", item="OTHER"),)}, "not listed"),
        ({"lines": (Line(serial="SN-000931", end=date(2026, 2, 28)),)}, "expired"),
        ({"lines": (Line(serial="SN-000931", start=date(2026, 4, 1)),)}, "not yet started"),
        ({"lines": (Line(serial="SN-000931", termination=date(2026, 3, 1)),)}, "terminated"),
        ({"units": 3, "used": 3}, "units exhausted"),
        ({"units": 3, "used": 2}, "covered"),
        ({"coverage": Coverage(NO_HOURS, "Europe/Rome")}, "no coverage left"),
    ],
)
def test_c2_every_reason(changes: dict[str, Any], reason: str) -> None:
    answer = asked(replace(TABLE, **changes))
    assert answer.reason == reason
    assert answer.contract == (58 if reason in ("covered", "no coverage left") else None)
    assert answer.has_due_dates == (reason == "covered")


def test_without_candidates_there_is_no_contract() -> None:
    assert asked() == Entitlement(None, Reason.NO_CONTRACT)


def test_a_serial_is_compared_as_people_write_it() -> None:
    assert asked(TABLE, serial="sn 931").contract == 58
    assert asked(TABLE, serial="").reason is Reason.NOT_LISTED


def test_w12b_accepted_without_a_due_date() -> None:
    ending = replace(TABLE, end=date(2026, 3, 27))
    answer = asked(ending, at=rome("2026-03-27 18:30"))
    assert (answer.contract, answer.reason, answer.is_accepted) == (58, Reason.NO_COVERAGE_LEFT, True)
    assert asked(ending, at=rome("2026-03-27 17:59")).reason is Reason.COVERED
    assert asked(ending, at=rome("2026-03-28 00:00")).reason is Reason.EXPIRED


def test_the_date_is_the_contracts_own() -> None:
    evening = replace(TABLE, start=date(2026, 3, 3))
    assert asked(evening, at=rome("2026-03-03 00:30")).reason is Reason.COVERED


def test_k1_serial_before_item_group_before_customer() -> None:
    answer = asked(WHOLE, GROUP, TABLE)
    assert answer.contract == 58
    assert answer.considered == (
        Considered(58, True, "covered"),
        Considered(59, False, "less specific"),
        Considered(60, False, "less specific"),
    )
    assert asked(WHOLE, GROUP).contract == 59
    assert asked(WHOLE, replace(GROUP, status="on_hold")).contract == 60


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"service_type": "warranty"}, "a warranty comes first"),
        ({"resolution": Target(4 * HOUR)}, "due later"),
        ({"includes": frozenset({"parts"})}, "includes less"),
        ({"end": date(2027, 6, 30)}, "ends earlier"),
        ({}, "lower number"),
    ],
)
def test_order_between_contracts_of_one_type(changes: dict[str, Any], why: str) -> None:
    better = replace(TABLE, number=90, **changes)
    for candidates in ((TABLE, better), (better, TABLE)):
        assert asked(*candidates).considered == (Considered(90, True, "covered"), Considered(58, False, why))


def test_warranty_comes_first_between_serial_contracts_only() -> None:
    warranty = replace(GROUP, number=50, service_type="warranty")
    assert asked(GROUP, warranty).contract == 59


def test_a_contract_with_time_left_beats_one_without() -> None:
    spent = replace(TABLE, coverage=Coverage(NO_HOURS, "Europe/Rome"))
    answer = asked(spent, WHOLE)
    assert answer.contract == 60
    assert answer.considered[1] == Considered(58, False, "no coverage left")


def test_the_reason_is_the_refusal_nearest_to_cover() -> None:
    elsewhere = replace(TABLE, number=70, lines=(Line(serial="X1"),))
    held = replace(TABLE, number=71, status="on_hold")
    past = replace(TABLE, number=72, end=date(2026, 1, 31))
    answer = asked(elsewhere, past, held)
    assert (answer.contract, answer.reason) == (None, Reason.ON_HOLD)
    assert [(item.number, item.why) for item in answer.considered] == [
        (71, "on hold"),
        (72, "expired"),
        (70, "not listed"),
    ]


def test_the_last_day_is_the_earliest_of_contract_and_line() -> None:
    lines = (Line(serial="SN-000931", end=date(2026, 6, 30)), Line(serial="SN-000931", end=date(2026, 9, 30)))
    assert asked(replace(TABLE, lines=lines)).last_day == date(2026, 9, 30)
    assert asked(replace(TABLE, termination=date(2026, 5, 1))).last_day == date(2026, 4, 30)
    assert effective_end(date(2026, 12, 31), None) == date(2026, 12, 31)
    assert effective_end(date(2026, 12, 31), date(2027, 5, 1)) == date(2026, 12, 31)
