"""What was said, written down in a few keys; done, followed up, edited and read on the screen."""

from pathlib import Path

import pytest

from svc_tui.services.activities.service import Activities
from svc_tui.services.sales.service import Opportunities
from tests.screens.running import press, running, write
from tests.services.desk import MONDAY_9, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """One open call, half an hour old."""
    desk = Desk(tmp_path / "desk.db")
    desk.open_call(assignee="anna")
    desk.later(minutes=30)
    return desk


@pytest.fixture
def acts(desk: Desk) -> Activities:
    return Activities(desk.context)


async def test_phoned_will_call_back_is_two_keys_and_the_text(desk: Desk, acts: Activities) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await press(pilot, "c")
        assert "A note. tab makes it a phone call" in lines[-4]
        lines = await press(pilot, "tab")
        assert lines[-3].startswith(" Note phone:")
        assert lines[-4].startswith("   Phone, done now.")
        await write(pilot, "will call back")
        lines = await press(pilot, "enter")
        assert "10001: noted" in lines[-2]
    (row,) = acts.all_rows("is:any")
    assert (row.kind, row.notes, row.closed, row.call) == ("phone", "will call back", True, "10001")
    assert desk.row("10001")["responded_at"] == desk.time


async def test_plain_words_are_a_note_as_ever(desk: Desk, acts: Activities) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "c")
        await write(pilot, "seal torn at 9")
        await press(pilot, "enter")
    (row,) = acts.all_rows("is:any")
    assert (row.kind, row.notes, row.starts_at) == ("note", "seal torn at 9", desk.time)
    assert desk.row("10001")["responded_at"] is None


async def test_a_task_with_its_time_at_the_end_reminds_and_shows_when(desk: Desk, acts: Activities) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "c")
        await write(pilot, "order 2 seals fri 10")
        lines = await press(pilot, "tab", "tab", "tab")
        assert lines[-3].startswith(" Note task: order 2 seals fri 10")
        assert lines[-4].startswith("   Task to do, Fri 10:00, with a reminder.")
        await press(pilot, "enter", "enter")
        lines = await press(pilot, "]", "]")
        assert any(line.split() == ["09:30", "anna", "Task", "open", "Fri", "10:00"] for line in lines), lines
        lines = await press(pilot, "C")
        assert "Activity 1 done" in lines[-2]
    (row,) = acts.all_rows("is:any")
    assert (row.subject, row.closed) == ("order 2 seals", True)
    assert row.remind_at == row.starts_at != desk.time


async def test_on_marks_it_is_one_act_and_one_undo(desk: Desk, acts: Activities) -> None:
    desk.open_call(serial="SN-000936")
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "x", "x", "c", "tab")
        await write(pilot, "line is down")
        await press(pilot, "enter", "y")
        assert len(acts.ids("is:any").ids) == 2
        await press(pilot, "u", "y")
    assert not acts.ids("is:any").ids


async def test_cards_and_contracts_take_notes_too(desk: Desk, acts: Activities) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "3", "c")
        await write(pilot, "phone: wants to renew tomorrow 9")
        lines = await press(pilot, "enter")
        assert "K-58: noted" in lines[-2]
        await press(pilot, "2", "enter", "c")
        await write(pilot, "m: looked at the unit")
        await press(pilot, "enter")
    card, contract = acts.all_rows("is:any sort:equipment")
    assert (contract.contract, contract.kind, contract.closed, contract.customer) == (
        58,
        "phone",
        False,
        "C1",
    )
    assert (card.equipment, card.kind, card.closed) == (311, "meeting", True)


async def test_the_page_shows_it_and_takes_its_acts(desk: Desk, acts: Activities) -> None:
    acts.new(
        {
            "call": "10001",
            "kind": "phone",
            "subject": "Ring Maria",
            "starts_at": "fri 10",
            "recurrence": "weekly",
        }
    )
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await press(pilot, "'", "a")
        assert lines[1].startswith(" Activity 1  phone  Ring Maria")
        assert lines[2].startswith(" open  Fri 10:00  anna  Lavanderia Bianchi")
        text = "\n".join(lines)
        assert "every week: Fri" in text
        assert "13 Mar 10:00" in text
        lines = await press(pilot, "C")
        assert "Activity 1 done; 2 comes on 13 Mar 10:00" in lines[-2]
        assert lines[2].startswith(" done")
        lines = await press(pilot, "e")
        assert "read-only. Reopen it first." in lines[-2]
        await press(pilot, "F")
        await write(pilot, "write the offer tomorrow")
        lines = await press(pilot, "enter")
        assert "written down" in lines[-2]
        lines = await press(pilot, "enter")
        assert lines[1].startswith(" 10001 ")
    row = acts.find(3)
    assert (row.follows, row.kind, row.subject, row.call) == (1, "task", "write the offer", "10001")


async def test_the_form_writes_down_and_says_what_of_a_series_is_meant(desk: Desk, acts: Activities) -> None:
    acts.new(
        {"call": "10001", "kind": "phone", "subject": "Ring", "starts_at": "fri 10", "recurrence": "weekly"}
    )
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await press(pilot, "'", "a", "e")
        assert any("Comes back" in line and "weekly fri" in line for line in lines), lines
        await press(pilot, "tab")
        await write(pilot, " twice")
        lines = await press(pilot, "ctrl+s")
        assert "1 saved" in "\n".join(lines)
    assert acts.find(1).subject == "Ring twice"
    acts.done(1)
    assert acts.find(2).subject == "Ring"


async def test_the_form_says_the_opportunity_as_the_command_line_does(desk: Desk, acts: Activities) -> None:
    sales = Opportunities(desk.context)
    for name in ("Two dryers", "A mangle"):
        sales.new({"name": name, "customer": "C1", "amount": "9000"})
    acts.new({"call": "10001", "kind": "task", "subject": "Ring", "closed": "no"})
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "'", "a", "e", *["tab"] * 12)
        lines = await write(pilot, "mangle")
        assert any("A mangle" in line for line in lines), lines
        await press(pilot, "enter")
        lines = await press(pilot, "ctrl+s")
        assert "1 saved" in "\n".join(lines)
    assert acts.find(1).opportunity == 2


async def test_bad_times_are_said_and_nothing_is_lost(desk: Desk, acts: Activities) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await press(pilot, "C")
        assert "has no open activity" in lines[-2]
        await press(pilot, "c")
        lines = await press(pilot, "enter")
        assert "Nothing was written." in lines[-2]
    assert not acts.ids("is:any").ids
    assert desk.time > MONDAY_9
