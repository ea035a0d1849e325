"""The store is deleted, moved or replaced while the app has it open: said, nothing saved, gone on when it is back."""

from pathlib import Path

from textual.pilot import Pilot

from svc_tui.app import SvcApp
from svc_tui.storage.engine.store import Store
from tests.screens.running import running, screen_text, settle
from tests.services.desk import Desk


def seen(pilot: Pilot[None]) -> str:
    """The words on the screen, where a line ends or not."""
    return " ".join(" ".join(screen_text(pilot.app)).split())


def look(app: object) -> None:
    """What the app does each second."""
    assert isinstance(app, SvcApp)
    app.store_watch.look()


async def test_a_store_that_is_gone_is_said_and_found_again(tmp_path: Path) -> None:
    folder = tmp_path / ("a folder whose name is longer than a line" + 40 * " x")
    folder.mkdir()
    desk = Desk(folder / "desk.db")
    number = desk.open_call()
    desk.store.close()
    away = tmp_path / "away.db"
    async with running(folder / "desk.db") as pilot:
        (folder / "desk.db").rename(away)
        look(pilot.app)
        await settle(pilot)
        assert "is gone" in seen(pilot)
        await pilot.press("plus")
        await settle(pilot)
        assert "is gone" in seen(pilot)
        await pilot.press("R")
        await settle(pilot)
        assert "is gone" in seen(pilot)
        assert not (folder / "desk.db").exists()
        away.rename(folder / "desk.db")
        look(pilot.app)
        await settle(pilot)
        assert "is gone" not in seen(pilot)
        assert number in seen(pilot)


async def test_a_store_that_was_replaced_is_opened_anew_with_the_reload_key(tmp_path: Path) -> None:
    first, second = Desk(tmp_path / "desk.db"), Desk(tmp_path / "other.db")
    first.open_call(subject="Of the first store")
    second.open_call(subject="Of the second one")
    first.store.close()
    second.store.close()
    async with running(tmp_path / "desk.db") as pilot:
        assert "Of the first store" in seen(pilot)
        (tmp_path / "other.db").rename(tmp_path / "desk.db")
        look(pilot.app)
        await settle(pilot)
        assert "another file now" in seen(pilot)
        await pilot.press("R")
        await settle(pilot)
        assert "another file now" not in seen(pilot)
        assert "Of the second one" in seen(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "Of the second one" in seen(pilot)
    assert Store.open(tmp_path / "desk.db").problems() == []


async def test_what_comes_by_itself_while_the_app_ends_finds_no_screen_and_is_calm(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    desk.open_call()
    desk.store.close()
    async with running(tmp_path / "desk.db") as pilot:
        app = pilot.app
    assert isinstance(app, SvcApp)
    assert app.screen_stack == []
    look(app)
    await app.typing.catch_up()
    assert app.front is None
