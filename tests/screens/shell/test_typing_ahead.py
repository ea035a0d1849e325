"""Keys that come before the screen they are meant for: kept, in order; none of them ends the program."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events

from svc_tui.app import SvcApp
from svc_tui.screens.core.desk import DeskScreen
from svc_tui.screens.core.form import FormScreen
from svc_tui.services.planning.service import Plan
from svc_tui.services.sales.service import Opportunities
from svc_tui.settings import Settings
from tests.screens.running import NOW, press, profile, running, said, screen_text, send, services_at, settle
from tests.services.desk import MONDAY_9, Desk, kept
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


def one_of_each(desk: Desk) -> None:
    """Calls for more than three screens, a visit, an opportunity."""
    for at in range(24):
        desk.open_call(serial="SN-000936" if at < 4 else "SN-000931")
    Plan(desk.context).new("10001", {"technicians": "bruno", "starts_at": MONDAY_9, "length": "2h"})
    Opportunities(desk.context).new(
        {"customer": "C1", "owner": "anna", "name": "Second boiler", "amount": "9800"}
    )


@pytest.mark.parametrize(
    ("keys", "said_or_place"),
    [
        ("2\n", "card"), ("4\n", "call"), ("8vp\n", "opportunity"), ("8vh\n", "card"), ("gv\n", "visit"),
        ("gm\n", "call"), ("G\n", "call"), ("7\tp", "enter makes it, esc drops it."),
    ],
)  # fmt: skip
async def test_a_key_that_is_meant_for_a_row_waits_until_it_is_there(
    tmp_path: Path, keys: str, said_or_place: str
) -> None:
    store = Path(shutil.copy(kept(one_of_each), tmp_path / "desk.db"))
    async with running(store, now=MONDAY_9, size=(80, 16)) as pilot:
        for key in keys:
            send(pilot, {"\n": "enter", "\t": "tab"}.get(key, key))
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, DeskScreen)
        told = said(pilot)
        assert said_or_place == screen.PLACE or told.startswith(said_or_place), (screen.PLACE, told)


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
