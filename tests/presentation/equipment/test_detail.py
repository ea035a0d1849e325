"""The pane of a card: which unit and where, covered or not, whose, and its last call."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from svc_tui.presentation.equipment.detail import detail_lines
from tests.presentation.rows import HOSTILE, NOW, ROME, WIDE, call_of, card, harmless, role_of, told


def pane(call: dict[str, Any] | None = None, **values: Any) -> list[str]:
    return told(detail_lines(card(**values), call, now=NOW, zone=ROME))


def test_a_covered_unit_with_a_call() -> None:
    assert pane(call_of(), open_calls=1, calls=4, location="Basement", contact="Ada", phone="+39 06 1") == [
        " 311  SN-000931                 WSH-40    Basement",
        " Covered by K-58 (serial) to 31 Dec: parts, labour, travel.",
        " Lavanderia Bianchi, Ada, +39 06 1",
        "  1 open of 4 calls  10423  09:00        open  E12",
    ]


def test_the_same_in_italian(speak: Callable[[str], None]) -> None:
    speak("it")
    assert (
        pane(call_of(), open_calls=1, calls=1)[-1] == "  1 aperta su 1      10423  09:00        aperto  E12"
    )
    assert pane()[-1] == " Ancora nessuna chiamata."


@pytest.mark.parametrize(
    ("values", "line"),
    [
        pytest.param({"number": 7}, " 7    SN-000931                 WSH-40", id="a small number"),
        pytest.param(
            {"number": 123456}, " 123456 SN-000931                 WSH-40", id="a number of six digits"
        ),
        pytest.param(
            {"manufacturer_serial": "M-7"}, " 311  SN-000931 / M-7           WSH-40", id="two serials"
        ),
        pytest.param(
            {"serial": None, "manufacturer_serial": "M-7"},
            " 311  M-7                       WSH-40",
            id="the maker's",
        ),
        pytest.param({"serial": None}, " 311                            WSH-40", id="no serial"),
        pytest.param({"serial": WIDE}, " 311  漢字テスト                WSH-40", id="wide letters"),
        pytest.param({"serial": "S" * 40}, " 311  " + "S" * 24 + "  WSH-40", id="very long"),
        pytest.param(
            {"status": "in_lab"},
            " 311  SN-000931                 WSH-40  in repair lab",
            id="not at the customer",
        ),
    ],
)
def test_what_stands_in_front_keeps_its_place(values: dict[str, Any], line: str) -> None:
    assert pane(**values)[0] == line


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        pytest.param(datetime(2026, 3, 1, 23, 5, tzinfo=UTC), "00:05      ", id="after midnight"),
        pytest.param(datetime(2026, 1, 30, 23, 5, tzinfo=UTC), "31 Jan 00:05", id="this year"),
        pytest.param(datetime(2025, 11, 30, 23, 5, tzinfo=UTC), "1 Dec 2025  ", id="last year"),
    ],
)
def test_its_call_has_its_moment_whole(at: datetime, shown: str) -> None:
    assert f"10423  {shown} " in pane(call_of(reported_at=at), calls=1)[-1]


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        pytest.param(
            {"covered": False, "contract": None, "coverage_reason": "no contract"},
            [" Not covered: no contract."], id="no contract",
        ),
        pytest.param(
            {
                "covered": False, "contract": None, "coverage_reason": "expired",
                "considered": [{"contract": 7, "taken": False, "why": "expired"},
                               {"contract": 8, "taken": False, "why": "draft"}],
            },
            [" Not covered: the contract has expired.", "   not K-7: the contract has expired"],
            id="the first contract that was considered",
        ),
        pytest.param(
            {"considered": [{"contract": 8, "taken": False, "why": "draft"}]},
            [" Covered by K-58 (serial) to 31 Dec: parts, labour, travel."], id="covered: nobody asks for others",
        ),
    ],
)  # fmt: skip
def test_why_it_is_not_covered_is_told_briefly(values: dict[str, Any], lines: list[str]) -> None:
    assert pane(**values)[1:-2] == lines


def test_calls_of_every_state_say_theirs() -> None:
    assert "closed  E12" in pane(call_of(status="Closed"), calls=1)[-1]
    assert "Waits for Ada  E12" in pane(call_of(status="Waits for Ada"), calls=1)[-1]


def test_nobody_owns_it_by_name() -> None:
    assert pane(customer_name=None)[2] == " C1"


def test_nothing_in_it_acts() -> None:
    texts = dict.fromkeys(("serial", "manufacturer_serial", "item", "location", "customer_name", "contact", "phone",
                           "status"), HOSTILE)  # fmt: skip
    lines = detail_lines(
        card(**texts), call_of(number=HOSTILE, subject=HOSTILE, status=HOSTILE), now=NOW, zone=ROME
    )
    assert harmless(lines)
    assert (
        role_of(detail_lines(card(status="returned"), None, now=NOW, zone=ROME)[:1], "returned") == "warning"
    )
