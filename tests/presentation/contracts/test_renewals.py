"""The renewal calendar: how many contracts end in each step, what is at stake, who sees to them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from rich.cells import cell_len

from svc_tui.presentation.contracts.renewals import stake_lines
from tests.presentation.rows import HOSTILE, harmless, role_of, told, value


def ending(
    within: int, amount: str | None = "100", owner: str | None = "anna", renewed: int | None = None
) -> Any:
    row = value(renewed_by=renewed, owner=owner)
    return value(row=row, within=within, value=None if amount is None else Decimal(amount), remind_on=None)


def test_each_step_has_its_line_and_none_is_left_out() -> None:
    assert told(stake_lines([])) == [
        " 0-30 days   nothing ends",
        " 31-60 days  nothing ends",
        " 61-90 days  nothing ends",
    ]


def test_the_same_in_italian(speak: Callable[[str], None]) -> None:
    speak("it")
    assert told(stake_lines([ending(60, "1250000")])) == [
        " 0-30 giorni   niente finisce",
        " 31-60 giorni    1 contratto  1.250.000 in gioco  anna 1",
        " 61-90 giorni  niente finisce",
    ]


@pytest.mark.parametrize(
    ("found", "line"),
    [
        pytest.param([ending(30)], "   1 contract        100 at stake  anna 1", id="one"),
        pytest.param(
            [ending(30, "1200.50"), ending(30, "799.50", "bruno"), ending(30, None, "bruno")],
            "  3 contracts      2,000 at stake  bruno 2, anna 1", id="sums, the busiest first",
        ),
        pytest.param([ending(30, "0.99")], "   1 contract          1 at stake  anna 1", id="cents are rounded"),
        pytest.param([ending(30, None)], "   1 contract          0 at stake  anna 1", id="no value is known"),
        pytest.param(
            [ending(30), ending(30, "900", renewed=77)], "  2 contracts        100 at stake  1 renewed  anna 1",
            id="what is renewed is at stake no longer",
        ),
        pytest.param([ending(30, renewed=77)], "   1 contract          0 at stake  1 renewed", id="all renewed"),
        pytest.param([ending(30, owner=None)], "   1 contract        100 at stake  - 1", id="nobody's"),
        pytest.param(
            [ending(30, owner=name) for name in "aabbcd"], "  6 contracts        600 at stake  a 2, b 2, c 1",
            id="three owners are named",
        ),
        pytest.param(
            [ending(30, "123456789012")], "   1 contract  123,456,789,012 at stake  anna 1", id="a great deal"
        ),
    ],
)  # fmt: skip
def test_a_step_says_how_many_what_and_whose(found: list[Any], line: str) -> None:
    assert told(stake_lines(found))[0] == f" 0-30 days   {line}"


def test_each_contract_stands_in_its_step() -> None:
    lines = told(stake_lines([ending(30), ending(90), ending(90)]))
    assert [line.split()[2] for line in lines] == ["1", "nothing", "2"]


@pytest.mark.parametrize("language", ["en", "it"])
def test_steps_stand_below_each_other_and_fit(speak: Callable[[str], None], language: str) -> None:
    speak(language)
    found = [ending(step, "250000", name) for step in (30, 60, 90) for name in ("gianna", "bruno", "anna")]
    lines = told(stake_lines(found))
    assert len({line.index("750") for line in lines}) == 1
    assert all(cell_len(line) <= 80 for line in lines)


def test_what_is_at_stake_stands_out_and_what_is_renewed_does_not() -> None:
    lines = stake_lines([ending(30), ending(60, renewed=7)])
    assert role_of(lines[:1], "at stake") == "warning"
    assert role_of(lines[1:2], "at stake") == "muted"
    assert role_of(lines, "renewed") == "kept"
    assert harmless(stake_lines([ending(30, owner=HOSTILE)]))
