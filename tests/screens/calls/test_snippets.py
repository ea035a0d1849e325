"""Macros and canned texts: applied and put in where one works, kept in the set-up."""

from pathlib import Path

import pytest

from svc_tui.bootstrap import open_services
from tests.screens.running import press, running, said, screen_text, type_text, write
from tests.services.desk import MONDAY_9, Desk


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Three calls, a macro and a canned text."""
    path = tmp_path / "desk.db"
    desk = Desk(path)
    for subject in ("Leak", "Noise", "Smell"):
        desk.open_call(subject=subject)
    desk.store.close()
    services = open_services(store=path, who="anna", now=lambda: MONDAY_9, env={})
    services.macros.save("Wait for part", [("status", "Pending"), ("note", "Part ordered")])
    services.snippets.save("called", "Called {customer_name}\nabout {serial}.")
    services.close()
    return path


async def test_a_macro_is_applied_to_the_marks_as_one_act_with_one_undo(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "x", "x", "A")
        assert any(line.startswith(" > Wait for part") and "status=Pending" in line for line in lines)
        assert (await press(pilot, "enter"))[-2].startswith(" Wait for part: 2 calls?")
        lines = await press(pilot, "y")
        assert lines[-2] == " 2 calls: Wait for part done  (u undo)"
        assert sum("paused" in line for line in lines[3:13]) == 2
        await press(pilot, "u")
        assert not any("paused" in line for line in screen_text(pilot.app)[3:13])


async def test_a_canned_text_fills_its_places_in_a_note_and_in_a_form(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "c")
        assert "ctrl+t canned text" in lines[-1]
        await type_text(pilot, "phone: ")
        lines = await press(pilot, "ctrl+t")
        assert lines[1].startswith(" > called")
        lines = await press(pilot, "enter")
        assert lines[-3] == " Note phone: Called Lavanderia Bianchi↵about SN-000931."
        await press(pilot, "enter")
        assert said(pilot).startswith("10001: noted")
        lines = await press(pilot, "e", "tab", "ctrl+t", "enter")
        assert any("Called Lavanderia Bianchi" in line for line in lines)
        assert any(line.strip().startswith("about SN-000931.") for line in lines)


async def test_where_nothing_is_typed_the_key_says_where_texts_go(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        assert "notes, resolutions and forms" in (await press(pilot, "ctrl+t"))[-2]


async def test_macros_and_texts_are_written_in_the_set_up(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, ":")
        await type_text(pilot, "macros")
        lines = await press(pilot, "enter")
        assert any("Wait for part" in line and "status=Pending note=Part ordered" in line for line in lines)
        await press(pilot, "n")
        await write(pilot, "Give back")
        await press(pilot, "enter")
        await write(pilot, "status=Open")
        await press(pilot, "enter")
        await write(pilot, "whatever")
        await press(pilot, "ctrl+s")
        assert said(pilot).startswith("A step is a field, = and a value")
        await write(pilot, "=x")
        await press(pilot, "ctrl+s")
        assert "whatever" in said(pilot)
        for _each in range(10):
            await pilot.press("backspace")
        await press(pilot, "ctrl+s")
        assert said(pilot).startswith("Give back saved")
        lines = await press(pilot, "tab", "tab", "escape")
        await press(pilot, ":")
        await type_text(pilot, "canned")
        await press(pilot, "down", "enter")
        lines = screen_text(pilot.app)
        assert any("called" in line and "{customer_name}" in line for line in lines)
        await press(pilot, "enter")
        lines = await press(pilot, "pagedown")
        assert any("Text" in line for line in lines)
