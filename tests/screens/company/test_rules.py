"""Rules of routing in the app: written in the set-up with what they would do, done on the row and on marks."""

from pathlib import Path

import pytest

from svc_tui.bootstrap import open_services
from tests.screens.running import press, running, said, screen_text, type_text, write
from tests.services.desk import MONDAY_9, Desk


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Three calls of two customers."""
    desk = Desk(tmp_path / "desk.db")
    for serial in ("SN-000931", "SN-000931", "SN-000936"):
        desk.open_call(serial=serial)
    desk.store.close()
    return tmp_path / "desk.db"


def keep(store: Path, **values: str) -> None:
    services = open_services(store=store, who="anna", now=lambda: MONDAY_9, env={})
    services.rules.save("Laundry", values)
    services.close()


async def test_a_rule_is_written_in_the_set_up_its_sentence_and_effect_seen_before_it_is_saved(
    store: Path,
) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, ":")
        await type_text(pilot, "rules of routing")
        await press(pilot, "enter", "n")
        await write(pilot, "Laundry")
        await press(pilot, "tab")
        await write(pilot, "customer:C1")
        await press(pilot, "tab")
        await write(pilot, "queue=OLD")
        lines = screen_text(pilot.app)
        assert " Calls of customer C1 go to OLD" in lines
        assert any(line.startswith(" Rule Laundry, queue: The queue OLD is inactive.") for line in lines)
        await press(pilot, "ctrl+s")
        assert said(pilot).startswith("Rule Laundry, queue: The queue OLD is inactive.")
        await press(pilot, "backspace", "backspace", "backspace")
        await write(pilot, "SOUTH")
        lines = screen_text(pilot.app)
        assert " Calls of customer C1 go to SOUTH" in lines
        assert " would have moved 2 of the last 3" in lines
        lines = await press(pilot, "ctrl+s")
        assert said(pilot).startswith("Laundry saved")
        assert any("Calls of customer C1 go to SOUTH" in line for line in lines)
        lines = await press(pilot, "i")
        assert any(
            "Laundry" in line and "(switched off)" in line.replace("…", "(switched off)") for line in lines
        )
        await press(pilot, "u")
        lines = await press(pilot, "enter", "pagedown")
        assert any(line.split()[:2] == ["Position", "1"] for line in lines)


async def test_a_condition_is_completed_as_a_filter_is(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, ":")
        await type_text(pilot, "rules of routing")
        await press(pilot, "enter", "n", "tab")
        await write(pilot, "leak terr")
        lines = screen_text(pilot.app)
        assert any(line.strip().startswith("territory:") for line in lines)
        lines = await press(pilot, "down", "enter")
        assert any("leak territory:" in line for line in lines)


async def test_marks_are_routed_as_one_act_with_one_undo_and_the_page_names_the_rule(store: Path) -> None:
    keep(store, when="customer:C1", queue="SOUTH", priority="high")
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "*", ":")
        await type_text(pilot, "route")
        await press(pilot, "enter", "y")
        assert said(pilot).startswith("2 calls sent: Laundry 2; as they were: 1")
        await press(pilot, "g", "g", "enter", "[", "[", "[")
        text = "\n".join(screen_text(pilot.app))
        assert "routed" in text
        assert "Laundry" in text
        await press(pilot, "q", "u")
        assert said(pilot).startswith("Undone")


async def test_what_a_person_set_is_left_until_it_is_routed_again(store: Path) -> None:
    keep(store, when="customer:C1", queue="SOUTH")
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "m")
        await write(pilot, "NORTH")
        await press(pilot, "enter", "g", "g", ":")
        await type_text(pilot, "route")
        await press(pilot, "enter")
        assert "Laundry leaves queue, which anna set" in said(pilot)
        await press(pilot, "g", "g", ":")
        await type_text(pilot, "route again")
        await press(pilot, "enter")
        assert "sent by Laundry to SOUTH" in said(pilot)


async def test_a_new_call_says_which_rule_sent_it(store: Path) -> None:
    keep(store, when="customer:C2", queue="SOUTH")
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "n")
        await write(pilot, "SN-000936")
        await press(pilot, "tab", "tab", "tab", "tab")
        await write(pilot, "Stops")
        await press(pilot, "ctrl+s")
        assert "sent by Laundry to SOUTH" in said(pilot)
