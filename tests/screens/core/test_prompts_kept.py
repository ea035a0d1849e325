"""What is typed or pasted into a prompt is never lost: lines stay, and a failing act gives the text back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from textual import events
from textual.pilot import Pilot

from svc_tui.app import SvcApp
from svc_tui.local.form_drafts import FormDrafts
from svc_tui.screens.calls.inbox import InboxScreen
from svc_tui.screens.core.desk import DeskScreen
from svc_tui.screens.core.form import FormScreen
from svc_tui.widgets.form_editors import LineEditor
from tests.screens.running import press, running, said, settle, type_text
from tests.services.desk import Desk

TEXT = "first line\nsecond, t x\n\nlast"
JOINED = "first line second, t x last"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two open calls."""
    desk = Desk(tmp_path / "desk.db")
    desk.open_call(queue="NORTH")
    desk.open_call()
    return desk


async def paste(pilot: Pilot[Any], text: str) -> None:
    """What the terminal sends for a paste."""
    event = events.Paste(text)
    event.set_sender(pilot.app)
    driver = pilot.app._driver
    assert driver is not None
    driver.send_message(event)
    await settle(pilot)


def line(pilot: Pilot[Any]) -> str | None:
    """What is typed into the open prompt."""
    screen = pilot.app.screen
    assert isinstance(screen, DeskScreen)
    return screen.prompt.value if screen.prompt.is_open else None


@contextmanager
def full_disk(pilot: Pilot[Any]) -> Iterator[None]:
    """No page more for the store."""
    app = pilot.app
    assert isinstance(app, SvcApp)
    engine = app.services.store.engine
    from sqlalchemy import event

    pages = 1

    def limit(connection: Any, *_: Any) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    event.listen(engine, "begin", limit)
    yield
    pages = 1_000_000


async def test_lines_pasted_into_a_note_stay_lines(desk: Desk) -> None:
    async with running(desk.store.path) as pilot:
        await press(pilot, "c")
        await paste(pilot, TEXT + "\n")
        assert line(pilot) == TEXT
        await press(pilot, "enter")
        assert said(pilot).startswith("1000")
    notes = [activity.notes for activity in desk.calls.sheet("10001").activities]
    notes += [activity.notes for activity in desk.calls.sheet("10002").activities]
    assert TEXT in notes


async def test_lines_pasted_into_a_resolution_stay_lines(desk: Desk) -> None:
    desk.calls.take(["10001"])
    async with running(desk.store.path) as pilot:
        await press(pilot, "G", "s", "r")
        if line(pilot) is None:
            await press(pilot, "k", "s", "r")
        await paste(pilot, TEXT)
        await press(pilot, "enter")
        assert "resolved" in said(pilot).lower()
    resolutions = [desk.row(number)["resolution"] for number in ("10001", "10002")]
    assert TEXT in resolutions


@pytest.mark.parametrize("keys", ["/", ":", "z", "a", "m", "ge", "gs", "w"])
async def test_lines_pasted_into_a_line_are_joined(desk: Desk, keys: str) -> None:
    async with running(desk.store.path) as pilot:
        await press(pilot, *keys)
        before = line(pilot)
        assert before is not None
        await paste(pilot, TEXT)
        assert line(pilot) == before + JOINED


async def test_a_form_joins_in_a_field_and_keeps_lines_in_a_text(desk: Desk) -> None:
    async with running(desk.store.path) as pilot:
        await press(pilot, "n")
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        await paste(pilot, "SN-000931\nmore")
        assert form.rows.values["serial"] == "SN-000931 more"
        form.rows.go("subject")
        await settle(pilot)
        await paste(pilot, TEXT)
        form.rows.go("description")
        await settle(pilot)
        await paste(pilot, TEXT)
        assert form.rows.values["subject"] == JOINED
        assert form.rows.values["description"] == TEXT
        assert form.query_one("#line", LineEditor)


async def test_a_note_that_cannot_be_written_stands_on_the_line_again(desk: Desk) -> None:
    note = "the pump was dry " * 999 + "again"
    async with running(desk.store.path) as pilot:
        await press(pilot, "c")
        await paste(pilot, note)
        with full_disk(pilot):
            for _try in range(2):
                await press(pilot, "enter")
                assert line(pilot) == note
                assert "full" in said(pilot)
        await press(pilot, "enter")
        assert line(pilot) is None
    notes = [each.notes for number in ("10001", "10002") for each in desk.calls.sheet(number).activities]
    assert notes.count(note) == 1


async def test_what_is_refused_gives_the_text_back(desk: Desk) -> None:
    async with running(desk.store.path) as pilot:
        await press(pilot, "enter", ":")
        await type_text(pilot, "satisfaction")
        await press(pilot, "enter")
        await type_text(pilot, "very good indeed")
        await press(pilot, "enter")
        assert said(pilot).startswith("Begin with a mark")
        assert line(pilot) == "very good indeed"


async def test_a_note_gets_back_on_the_line_where_no_record_is_left_to_take_it(desk: Desk) -> None:
    async with running(desk.store.path) as pilot:
        await press(pilot, "c")
        await paste(pilot, TEXT)
        cast(InboxScreen, pilot.app.screen).rows.set_ids([])
        await press(pilot, "enter")
        assert said(pilot) == "No call to act on."
        assert line(pilot) == TEXT


async def test_a_no_to_many_gives_the_text_back(desk: Desk) -> None:
    async with running(desk.store.path) as pilot:
        await press(pilot, "x", "x", "c")
        await type_text(pilot, "seen by both")
        await press(pilot, "enter", "n")
        assert line(pilot) == "seen by both"


async def test_a_session_that_ends_leaves_what_was_typed_and_the_next_one_offers_it(
    desk: Desk, tmp_path: Path
) -> None:
    drafts = tmp_path / "state" / "drafts"
    async with running(desk.store.path, drafts_dir=drafts) as pilot:
        await press(pilot, "c")
        await paste(pilot, TEXT)
        app = pilot.app
        assert isinstance(app, SvcApp)
        app._keep()
    async with running(desk.store.path, drafts_dir=drafts) as pilot:
        assert "Note" in said(pilot)
        assert "not saved" in said(pilot)
        await press(pilot, "ctrl+o")
        assert line(pilot) == TEXT
        await press(pilot, "enter")
        assert line(pilot) is None
    assert FormDrafts(drafts, desk.store.path, "anna").waiting() == []
    notes = [each.notes for number in ("10001", "10002") for each in desk.calls.sheet(number).activities]
    assert TEXT in notes


async def test_a_note_that_was_written_or_given_up_leaves_no_draft(desk: Desk, tmp_path: Path) -> None:
    async with running(desk.store.path, drafts_dir=tmp_path / "drafts") as pilot:
        for end in ("enter", "escape"):
            await press(pilot, "c")
            await type_text(pilot, "two words")
            screen = pilot.app.screen
            assert isinstance(screen, DeskScreen)
            screen.asking.drafts._write_soon()
            await settle(pilot)
            assert list((tmp_path / "drafts").glob("*.json"))
            await press(pilot, end)
            assert not list((tmp_path / "drafts").glob("*.json"))


async def test_a_filter_that_was_used_leaves_no_draft(desk: Desk, tmp_path: Path) -> None:
    async with running(desk.store.path, drafts_dir=tmp_path / "drafts") as pilot:
        await press(pilot, "/")
        await type_text(pilot, "after warm-up")
        screen = pilot.app.screen
        assert isinstance(screen, DeskScreen)
        screen.asking.drafts._write_soon()
        await settle(pilot)
        await press(pilot, "enter")
        assert not list((tmp_path / "drafts").glob("*.json"))
