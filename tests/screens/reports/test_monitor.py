"""The service monitor on the screen, and on a wall: what it says, what it opens, what it keeps, how it alarms."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from svc_tui.app import SvcApp
from svc_tui.screens.reports.monitor import MonitorScreen
from svc_tui.screens.reports.wall import WallScreen
from svc_tui.settings import Settings
from tests.screens.running import press, profile, running, said, screen_text, services_at, settle
from tests.services.desk import Desk

SECRET = "Nobody on the corridor may read this"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Four calls: two in anna's hands, two that nobody has, one of them just now; one is late."""
    desk = Desk(tmp_path / "desk.db")
    desk.open_call(priority="high", subject=SECRET)
    desk.later(hours=3)
    desk.open_call(queue="NORTH", subject=SECRET)
    desk.open_call(queue="NORTH")
    desk.later(minutes=20)
    desk.open_call()
    return desk


def figure(lines: list[str], title: str) -> str:
    """The line of a figure."""
    return next(line.lstrip("> ") for line in lines if line.lstrip("> ").startswith(title))


def rings(pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Each time that the bell rang from now on."""
    heard: list[bool] = []
    monkeypatch.setattr(pilot.app, "bell", lambda: heard.append(True))
    return heard


async def test_figures_and_the_last_hour_stand_on_one_screen(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await press(pilot, "g", "w")
        assert figure(lines, "Open").split()[:2] == ["Open", "4"]
        assert figure(lines, "Overdue").split()[:2] == ["Overdue", "1"]
        assert figure(lines, "Unassigned").split()[:2] == ["Unassigned", "2"]
        assert figure(lines, "Came in the hour").split()[:5] == ["Came", "in", "the", "hour", "3"]
        assert sum("▁" in line for line in lines) == 2
        assert len([line for line in lines if "█" in line]) >= 1


@pytest.mark.parametrize(("size", "hour"), [((60, 15), 0), ((80, 24), 60), ((130, 24), 120)])
async def test_the_hour_takes_what_room_there_is(desk: Desk, size: tuple[int, int], hour: int) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "g", "w")
        await pilot.resize_terminal(*size)
        await settle(pilot)
        lines = screen_text(pilot.app)
        assert max(line.count("▁") for line in lines) == hour
        assert figure(lines, "Became overdue")


async def test_enter_opens_the_calls_of_a_figure_and_one_comes_back(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "g", "w")
        lines = await press(pilot, "j", "j", "j", "enter")
        assert lines[1].startswith(" / is:open is:unassigned")
        assert "2 calls" in lines[1]
        lines = await press(pilot, "ctrl+o")
        assert isinstance(pilot.app.screen, MonitorScreen)
        assert any(line.startswith(" > Unassigned") for line in lines)
        lines = await press(pilot, "G", "k", "enter")
        assert "3 calls" in lines[1]


async def test_filter_limits_and_bell_are_kept_and_one_key_takes_them_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "g", "w")
        heard = rings(pilot, monkeypatch)
        await press(pilot, "e")
        lines = await press(pilot, "ctrl+u", *"open=3", "enter")
        assert said(pilot) == "Watched: open=3 overdue=; the bell is silent.  (u undo)"
        assert "ALARM: more than 3" in figure(lines, "Open")
        assert heard == []
        await press(pilot, "b")
        assert said(pilot).startswith("Watched: open=3 overdue=; the bell rings.")
        assert heard == []  # it was told by its word already
        lines = await press(pilot, "/", *"queue:NOR")
        assert any(line.strip().startswith("/ queue:NOR") for line in lines[2:])
        assert any("NORTH" in line for line in lines)
        lines = await press(pilot, *"TH", "enter")
        assert figure(lines, "Open").split()[:2] == ["Open", "2"]
        lines = await press(pilot, "u")
        assert "ALARM: more than 3" in figure(lines, "Open")
        assert heard == [True]  # it began anew


async def test_a_filter_with_a_typo_is_refused_with_its_place(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "g", "w", "/")
        lines = await press(pilot, *"is:opne", "enter")
        assert said(pilot).startswith("In the filter is:opne, at sign 4: opne is no value of is:.")
        assert figure(lines, "Open").split()[:2] == ["Open", "4"]


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 40), (200, 60)])
async def test_the_wall_fits_every_size_without_a_key_and_tells_nothing_private(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with running(desk.store.path, now=desk.time, size=size) as pilot:
        pilot.app.wall()  # type: ignore[attr-defined]
        await settle(pilot)
        lines = screen_text(pilot.app)
        assert lines[0].startswith(" Service monitor")
        assert " Overdue" in lines[2]
        assert "Lavanderia" not in "\n".join(lines)
        assert SECRET not in "\n".join(lines)
        assert said(pilot) == "q ends this."
        assert any(line.startswith(" NORTH     2 open, 0 late") for line in lines)
        await press(pilot, "q")
        assert not isinstance(pilot.app.screen, WallScreen)


async def test_the_wall_follows_the_size_of_its_window(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time, look=profile(ascii=True)) as pilot:
        pilot.app.wall("queue:NORTH")  # type: ignore[attr-defined]
        await settle(pilot)
        before = screen_text(pilot.app)
        assert "/ queue:NORTH" in before[0]
        await pilot.resize_terminal(160, 50)
        await settle(pilot)
        large = screen_text(pilot.app)
        assert len("".join(large).replace(" ", "")) > len("".join(before).replace(" ", ""))
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert screen_text(pilot.app) == before


async def test_a_program_that_is_only_a_wall_opens_without_a_key_and_ends_with_it(
    desk: Desk, tmp_path: Path
) -> None:
    app = SvcApp(
        profile(), Settings(), services_at(desk.store.path, now=desk.time), drafts_dir=tmp_path / "drafts"
    )
    app.begin_with(partial(app.wall, "queue:NORTH", alone=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, WallScreen)
        assert "/ queue:NORTH" in screen_text(app)[0]
        await pilot.press("ctrl+c")
        assert app._exit
    assert not (tmp_path / "drafts").exists()  # a wall is no place to come back to


async def test_time_that_passes_moves_the_figures(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        app: Any = pilot.app
        app.services.monitor.keep({"overdue": "1", "bell": "yes"})
        await press(pilot, "g", "w")
        heard = rings(pilot, monkeypatch)
        later = desk.time + timedelta(days=1)
        monkeypatch.setattr(app.services.context, "now", lambda: later)
        screen = app.screen
        assert isinstance(screen, MonitorScreen)
        screen.pass_a_minute()
        await settle(pilot)
        lines = screen_text(app)
        assert "ALARM: more than 1" in figure(lines, "Overdue")
        screen.pass_a_minute()
        await settle(pilot)
        assert heard == [True]
