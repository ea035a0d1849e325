"""Opportunities on the screen: the list under its stages, acts on one and on marks, the page, the form."""

from pathlib import Path

import pytest

from svc_tui.services.sales.service import Opportunities
from tests.screens.running import press, running, said, screen_text, write
from tests.services.desk import MONDAY_9, Desk

BASE = {"customer": "C1", "owner": "anna"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Four open ones in three stages, one of them in dollars, and one that was lost."""
    desk = Desk(tmp_path / "desk.db")
    sales = Opportunities(desk.context)
    sales.new({**BASE, "name": "Second boiler", "amount": "9800", "closes_on": "2026-03-15"})
    sales.new(
        {
            **BASE,
            "name": "Renewal",
            "amount": "1470",
            "started_on": "2026-02-02",
            "closes_on": "2026-02-20",
            "stage": "Quoted",
        }
    )
    sales.new({**BASE, "name": "Line 2 overhaul", "amount": "42000.50", "stage": "Quoted"})
    sales.new(
        {**BASE, "name": "Spare pump", "amount": "700", "currency": "USD", "stage": "Order", "owner": ""}
    )
    sales.new({**BASE, "name": "Old dryer", "amount": "5000"})
    sales.lose(5)
    return desk


def path_of(desk: Desk) -> Path:
    desk.store.close()
    return desk.store.path


def listed(lines: list[str]) -> list[str]:
    """The numbers of the list, with what stands before them."""
    rows = lines[lines.index(next(line for line in lines if line.startswith("   No."))) + 1 :]
    return [line[:8].rstrip() for line in rows if line[3:8].strip().isdigit()]


async def test_the_list_stands_under_its_stages_and_currencies_are_never_added(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        lines = await press(pilot, "8")
        assert lines[0].split()[:8][-1] == "Sales"
        assert lines[1].startswith(" / is:open")
        assert lines[1].endswith("4 opportunities  53,271 EUR weighted 22,323 +1")
        assert lines[2].split() == ["Lead", "1", "Quoted", "2", "Order", "1"]
        assert lines[3].split() == ["9,800", "EUR", "43,471", "EUR", "-"]
        assert lines[4].split() == ["-", "-", "700", "USD"]
        assert listed(lines) == [" > 2", "   1", "   4", "   3"]
        pane = [line for line in lines if line.startswith(" 2  Renewal")]
        assert pane
        assert any("Expected 20 Feb, which is over." in line for line in lines)


async def test_a_stage_is_chosen_by_its_letters_and_moved_by_capitals_with_undo(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "8", "j", "s")
        await write(pilot, "nego")
        await press(pilot, "enter")
        assert said(pilot).startswith("Opportunity 1: Negotiation")
        await press(pilot, "k", "L")
        assert said(pilot).startswith("Opportunity 1: Order")
        await press(pilot, "L")
        assert "last stage" in said(pilot)
        lines = await press(pilot, "u", "u")
        assert lines[2].split()[:2] == ["Lead", "1"]


async def test_marks_are_lost_together_with_a_reason_and_locked_ones_say_how_to_go_on(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "8", "x", "x", "l")
        await press(pilot, "enter")
        assert said(pilot) == "Lost: 2 opportunities?"
        await press(pilot, "y")
        assert said(pilot).startswith("2 opportunities done")
        lines = await press(pilot, "v", "8")
        assert listed(lines) == [" > 5", "   2", "   1"]
        await press(pilot, "s")
        await write(pilot, "Order")
        await press(pilot, "enter")
        assert "is locked. Reopen it first" in said(pilot)
        await press(pilot, "r")
        assert said(pilot).startswith("Opportunity 5 is open again")
        await press(pilot, "u", "u")
        assert listed(await press(pilot, "v", "1")) == [" > 2", "   1", "   4", "   3"]


async def test_owner_and_day_go_to_all_that_are_marked(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "8", "*", "a")
        await write(pilot, "bruno")
        await press(pilot, "enter", "y")
        await press(pilot, "*", "d")
        lines = await write(pilot, "30 mar")
        assert any("Monday 30 March 2026" in line for line in lines)
        lines = await press(pilot, "enter", "y")
        rows = [line for line in lines if "30 Mar" in line and "bruno" in line]
        assert len(rows) == 4


async def test_the_page_shows_stages_and_history_and_goes_to_what_it_was_raised_from(desk: Desk) -> None:
    call = desk.open_call()
    Opportunities(desk.context).raise_from("call", call, {"amount": "1200"})
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        lines = await press(pilot, "8", "/")
        await write(pilot, " origin:call")
        lines = await press(pilot, "enter", "enter")
        assert lines[1].startswith(" 6  Stops after warm-up")
        assert any(f"call {call}" in line for line in lines)
        await press(pilot, "L")
        lines = await press(pilot, "]")
        assert sum("1,200.00 EUR" in line for line in lines) == 2
        lines = await press(pilot, "'", "o")
        assert any(line.startswith(f" {call}") for line in lines)
        lines = await press(pilot, "'", "o")
        assert lines[1].startswith(" 6  Stops after warm-up")


async def test_what_is_said_of_it_stands_on_its_page(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "8", "enter", "c")
        await write(pilot, "phone: wants a rebate")
        await press(pilot, "enter")
        lines = await press(pilot, "]", "]")
        assert any("wants a rebate" in line for line in lines)


async def test_the_form_weighs_while_typed_and_refuses_what_has_no_amount(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "8", "n")
        await write(pilot, "Third washer")
        await press(pilot, "enter")
        await write(pilot, "C1")
        await press(pilot, "ctrl+s")
        assert "needs its amount" in said(pilot)
        lines = screen_text(pilot.app)
        assert any("Third washer" in line for line in lines)


async def test_a_competitor_is_written_down_with_his_threat_and_what_is_not_said_again_stays(
    desk: Desk,
) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "8", "b")
        lines = await write(pilot, "Rossi Srl high: 10 % cheaper")
        assert any("Rossi Srl  high  10 % cheaper" in line for line in lines)
        await press(pilot, "enter", "b")
        await write(pilot, "rossi srl Low")
        await press(pilot, "enter", "b")
        await write(pilot, "High")  # a name alone
        await press(pilot, "enter")
    known = [(each.name, each.threat, each.note) for each in Opportunities(desk.context).sheet(2).competitors]
    assert known == [("Rossi Srl", "low", "10 % cheaper"), ("High", None, "")]
