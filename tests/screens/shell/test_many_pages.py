"""Pages that are opened one from the other, all day: the way back is long, and what lies further is let go."""

from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from svc_tui.screens.core.desk_app import Ref
from svc_tui.screens.core.reading import ReadingScreen
from svc_tui.screens.shell.opening import MOST_PAGES
from tests.screens.running import press, running, settle, type_text
from tests.services.desk import Desk


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    desk = Desk(path)
    desk.open_call()
    desk.store.close()
    return path


async def test_the_oldest_page_is_let_go_and_the_list_stays_below(store: Path) -> None:
    async with running(store) as pilot:
        app: Any = pilot.app
        opened: list[Screen[Any]] = []
        for step in range(MOST_PAGES + 6):
            app.open(Ref("call", "10001") if step % 2 else Ref("equipment", "311"))
            await settle(pilot)
            opened.append(app.screen)
        assert len(app.screen_stack) == MOST_PAGES + 1
        assert [page.is_running for page in opened] == [False] * 6 + [True] * MOST_PAGES
        for _ in range(MOST_PAGES):
            await press(pilot, "ctrl+o")
        assert app.screen is app.screen_stack[0]
        assert not isinstance(app.screen, ReadingScreen)


async def test_a_form_is_never_let_go(store: Path) -> None:
    async with running(store) as pilot:
        app: Any = pilot.app
        app.form(Ref("call", "10001"))
        await settle(pilot)
        form = app.screen
        await type_text(pilot, "Leak ")
        for step in range(MOST_PAGES + 3):
            app.open(Ref("call", "10001") if step % 2 else Ref("equipment", "311"))
            await settle(pilot)
        assert form in app.screen_stack
        assert "Leak" in form.rows.values["subject"]
