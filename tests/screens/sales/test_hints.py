"""Hints under the list of opportunities and on their page: raised, put off, dismissed, taken back."""

from pathlib import Path

import pytest

from svc_tui.services.sales.hints import Hints
from svc_tui.services.sales.service import Opportunities
from tests.screens.running import press, running, said, screen_text, write
from tests.services.desk import MONDAY_9, Desk

FAILS = "repeat/equipment/316"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A unit without a contract that had three calls."""
    desk = Desk(tmp_path / "desk.db")
    for _each in range(3):
        desk.open_call(serial="SN-000936")
    assert FAILS in [each.id for each in Hints(desk.context).found()]
    return desk


def strip_of(lines: list[str]) -> str:
    return next((line for line in lines if line.startswith(" Hints ")), "")


async def test_the_strip_says_why_and_raises_the_first_with_an_amount(desk: Desk) -> None:
    first, count = Hints(desk.context).found()[0], Hints(desk.context).count()
    async with running(desk.store.path, now=MONDAY_9) as pilot:
        lines = await press(pilot, "8")
        assert strip_of(lines).startswith(f" Hints {count}: ")
        assert strip_of(lines).endswith("O from hint  X dismiss")
        await press(pilot, "O")
        await write(pilot, "900")
        await press(pilot, "enter")
        assert said(pilot).startswith("Opportunity 1 raised from a hint")
        assert f"Hints {count - 1}" in strip_of(screen_text(pilot.app)) or count == 1
        await press(pilot, "u")
        assert strip_of(screen_text(pilot.app)).startswith(f" Hints {count}: ")
    assert len(Opportunities(desk.context).ids("is:any").ids) == 0
    assert first.id in [each.id for each in Hints(desk.context).found()]


async def test_the_page_puts_off_until_a_day_and_dismisses_with_a_reason(desk: Desk) -> None:
    async with running(desk.store.path, now=MONDAY_9) as pilot:
        lines = await press(pilot, "8", "v", "h")
        assert any("had 3 calls in 90 days and no contract" in line for line in lines)
        while f"{FAILS}" != pilot.app.screen.rows.selected_row.name:  # type: ignore[attr-defined]
            await press(pilot, "j")
        await press(pilot, "z")
        await write(pilot, "yesterday")
        await press(pilot, "enter")
        assert "is not to come" in said(pilot)
        await press(pilot, "z")
        await write(pilot, "+30d")
        lines = await press(pilot, "enter")
        assert "put off" in said(pilot)
        assert not any("had 3 calls" in line for line in lines)
        lines = await press(pilot, "u")
        assert any("had 3 calls" in line for line in lines)
        await press(pilot, "X", "enter")
        assert "why the hint is none" in said(pilot)
    assert FAILS in [each.id for each in Hints(desk.context).found()]


async def test_enter_opens_the_unit_that_it_is_about(desk: Desk) -> None:
    async with running(desk.store.path, now=MONDAY_9) as pilot:
        await press(pilot, "8", "v", "h")
        while f"{FAILS}" != pilot.app.screen.rows.selected_row.name:  # type: ignore[attr-defined]
            await press(pilot, "j")
        lines = await press(pilot, "enter")
        assert any("SN-000936" in line for line in lines[:3])
