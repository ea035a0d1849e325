"""Keys that come before the screen they are meant for: kept, in order; none of them ends the program."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events

from svc_tui.app import SvcApp
from svc_tui.screens.core.desk import DeskScreen
from svc_tui.screens.core.form import FormScreen
from svc_tui.settings import Settings
from tests.screens.running import NOW, press, profile, running, said, screen_text, send, services_at, settle
from tests.services.desk import Desk
from tests.terminal.desk import command, environment
from tests.terminal.pty_driver import PtyProgram

ROOT = Path(__file__).parents[3]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Three open calls."""
    desk = Desk(tmp_path / "desk.db")
    for _ in range(3):
        desk.open_call()
    desk.store.close()
    return desk


async def after(desk: Desk, keys: Sequence[str], size: tuple[int, int] = (80, 24)) -> SvcApp:
    """The app after keys that were all sent before its store was open."""
    app = SvcApp(profile(), replace(Settings()), services_at(desk.store.path, "anna", NOW))
    async with app.run_test(size=size) as pilot:
        for key in keys:
            send(pilot, key)
        await settle(pilot)
        assert app.is_open
        app.shown = screen_text(app)  # type: ignore[attr-defined]
        app.asked = app.desk_screen.prompt.value if app.desk_screen.prompt.is_open else None  # type: ignore[attr-defined]
    return app


@pytest.mark.parametrize(
    ("keys", "place", "asked"),
    [
        ("5j", "solutions", None), ("2/", "contracts", ""), ("25", "solutions", None), ("jj/pump", "inbox", "pump"),
        ("geSN-1", "equipment", "SN-1"), ("gipl", "inbox", None), ("3G/open", None, "open"), ("2j5k1jx", "inbox", None),
    ],
)  # fmt: skip
async def test_keys_before_the_first_rows_are_done_in_order(
    desk: Desk, keys: str, place: str | None, asked: str | None
) -> None:
    app = await after(desk, list(keys))
    assert app.return_code in (None, 0)
    assert place in (None, app.current_mode) or place == "contracts"
    assert asked is None or app.asked.endswith(asked)  # type: ignore[attr-defined]


async def test_a_form_gets_what_is_typed_while_it_opens(desk: Desk) -> None:
    async with running(desk.store.path) as pilot:
        for key in ["n", *"SN-1", "tab", *"ACME", "tab", "tab"]:
            send(pilot, key)
        await settle(pilot)
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        assert list(form.rows.values.values())[:2] == ["SN-1", "ACME"]


async def test_a_page_is_there_before_the_next_key(desk: Desk) -> None:
    async with running(desk.store.path) as pilot:
        for key in ["enter", "tab", "c", *"seen"]:
            send(pilot, key)
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, DeskScreen)
        assert screen.PLACE == "call"
        assert screen.prompt.value == "seen"


async def test_a_paste_where_no_text_is_typed_does_nothing_and_says_so(desk: Desk) -> None:
    async with running(desk.store.path) as pilot:
        for place in ("1", "enter"):
            await press(pilot, place)
            pilot.app.post_message(events.Paste("t\nx\nctrl"))
            await settle(pilot)
            assert said(pilot) == "What was pasted is left out: no text is being typed."


@pytest.mark.parametrize("keys", ["5j", "2/", "geSN-1\r"])
def test_keys_from_the_first_byte_on_do_not_end_the_program(desk: Desk, tmp_path: Path, keys: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    program = PtyProgram(command(desk.store.path), env=environment(home), cwd=str(ROOT))
    with program:
        program.type(keys)
        program.until_text({"5": "solution", "2": " / ", "g": "Serial"}[keys[0]])
        program.until_quiet(0.5)
        assert program.wait_exit(0.1) is None, program.text()


async def test_a_store_that_cannot_be_opened_keeps_its_reason_until_it_can(desk: Desk) -> None:
    path = desk.store.path
    whole = path.read_bytes()
    path.write_bytes(b"no store at all" * 500)
    async with running(path) as pilot:
        for keys in ("", "j", "x", "c", "R", "j"):
            await press(pilot, *keys)
            assert "damaged" in said(pilot), keys
            assert any("R tries again" in line for line in screen_text(pilot.app)), keys
        path.write_bytes(whole)
        shown = await press(pilot, "R")
        assert said(pilot) == ""
        assert any("10001" in line for line in shown)
