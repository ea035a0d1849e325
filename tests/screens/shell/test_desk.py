"""What every screen has: sequences in the key bar, palette, help, leaving, faults, a store that cannot be used."""

from pathlib import Path
from threading import Event

import pytest
from textual import events

from svc_tui.app import SvcApp
from svc_tui.bootstrap import Services
from svc_tui.errors import N_, Unavailable
from svc_tui.settings import Settings
from tests.screens.running import (
    hesitate,
    press,
    profile,
    running,
    screen_text,
    services_at,
    settle,
    type_text,
)
from tests.services.desk import Desk


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


async def test_a_begun_sequence_shows_what_may_follow_and_esc_drops_it(store: Path) -> None:
    async with running(store) as pilot:
        at_rest = screen_text(pilot.app)[-1]
        assert at_rest == " t take  a assign  s status  p priority  m move  c note  K solutions  ? keys"
        lines = await hesitate(pilot, "s")
        assert lines[-1] == " s  o open  p pending  r resolved  c closed  s another  esc no"
        assert (await press(pilot, "escape"))[-1] == at_rest
        assert (await press(pilot, "g", "z"))[-2:] == [" gz means nothing here.  (? shows the keys)", at_rest]


async def test_the_palette_finds_acts_by_name_and_shows_their_keys(store: Path) -> None:
    async with running(store) as pilot:
        await press(pilot, ":")
        lines = await type_text(pilot, "prihi")
        assert any(line.startswith(" > Priority: high") and " ph " in line for line in lines)
        lines = await press(pilot, "escape")
        assert not any("Priority: high" in line for line in lines)
        await press(pilot, "ctrl+p")
        await type_text(pilot, "zzz")
        assert (await press(pilot, "enter"))[-2] == " There is no act named zzz."


async def test_the_help_is_searched_by_words_and_by_key(store: Path) -> None:
    async with running(store) as pilot:
        await press(pilot, "?")
        lines = await type_text(pilot, "due date")
        assert any(line.startswith(" > d ") and "Explain the due date" in line for line in lines)
        await press(pilot, "escape", "?")
        lines = await type_text(pilot, "gg")
        assert any("gg home" in line and "Top" in line for line in lines)


async def test_leaving_asks_first(store: Path) -> None:
    async with running(store) as pilot:
        assert (await press(pilot, "q"))[-2:] == [" Leave svc-tui?", " y yes  n no"]
        assert (await press(pilot, "n"))[-2] == " Left as it was."
        await press(pilot, ":")
        await type_text(pilot, "q")
        await press(pilot, "enter", "y")
        assert pilot.app._exit


async def test_who_works_stands_in_the_top_bar(store: Path) -> None:
    async with running(store, who="anna") as pilot:
        assert screen_text(pilot.app)[0].startswith(" Inbox  Equipment ")
        assert screen_text(pilot.app)[0].endswith(" anna")


async def test_a_store_that_cannot_be_used_is_told_and_tried_again(tmp_path: Path) -> None:
    def fail() -> None:
        raise Unavailable(N_("The store is full. Make room, then press R."))

    app = SvcApp(profile(), Settings(), fail)  # type: ignore[arg-type]
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert screen_text(app)[-2] == " The store is full. Make room, then press R."
        assert (await press(pilot, "t"))[-2] == " The store is full. Make room, then press R."


async def test_a_fault_is_one_calm_line_and_a_private_log_without_values(store: Path, tmp_path: Path) -> None:
    log = tmp_path / "state" / "svc-tui.log"

    def broken() -> None:
        secret = "the customer's words"  # noqa: F841  (must not reach the log)
        raise ZeroDivisionError("a fault")

    async def run() -> None:
        async with running(store, log_file=log) as pilot:
            pilot.app.call_later(broken)
            await pilot.pause()

    with pytest.raises(ZeroDivisionError):
        await run()
    assert "ZeroDivisionError" in log.read_text()
    assert "the customer's words" not in log.read_text().replace('secret = "the customer\'s words"', "")
    assert log.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (60, 15), (80, 24), (140, 50), (300, 100)])
async def test_any_size_is_survived(store: Path, size: tuple[int, int]) -> None:
    async with running(store, size=size) as pilot:
        await press(pilot, "j", "?", "escape")
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert screen_text(pilot.app)[-1].endswith("? keys")


async def test_the_help_is_a_page_by_place_that_q_leaves_while_nothing_is_typed(store: Path) -> None:
    async with running(store) as pilot:
        lines = await press(pilot, "?")
        assert lines[1] == "   On a call: the row, the marks, or the open one"
        assert len([line for line in lines[1:21] if line]) == 20
        assert lines[21] == " ?"
        lines = await press(pilot, "q")
        assert lines[2].startswith("   No.")
        await press(pilot, "?")
        lines = await type_text(pilot, "another queue")
        assert lines[21] == " ? another queue"
        assert any(line.startswith(" > m ") and "Move" in line for line in lines[1:5])
        lines = await press(pilot, "escape")
        assert lines[2].startswith("   No.")


async def test_what_is_typed_in_the_palette_stands_below_the_acts(store: Path) -> None:
    async with running(store) as pilot:
        await press(pilot, ":")
        lines = await type_text(pilot, "paus")
        assert lines[-3] == " : paus"
        assert any(line.startswith(" > Pause") for line in lines[14:21])


async def test_keys_that_arrive_in_one_piece_reach_the_prompt(store: Path) -> None:
    """A paste, or a line that stalled: the prompt has the focus before the next key is looked at."""
    async with running(store) as pilot:
        for key, letter in (("slash", "/"), ("z", "z"), ("z", "z")):
            pilot.app.post_message(events.Key(key, letter))
        await settle(pilot)
        assert screen_text(pilot.app)[-3].endswith("zz")


async def test_keys_pressed_while_the_store_is_opened_are_done_when_it_is_open(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    desk = Desk(path)
    desk.open_call(subject="Leak", assignee="")
    desk.store.close()
    gate = Event()

    def opening() -> Services:
        gate.wait(10)
        return services_at(path)()

    app = SvcApp(profile(), Settings(), opening)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v", "1", "slash", "z", "z")
        assert screen_text(app)[-2] == " The store is still being opened."
        gate.set()
        await settle(pilot)
        lines = screen_text(app)
        assert lines[-3] == " / sort:left zz"
        assert lines[-2] == " All open"
