"""The list of messages and its count in the top bar."""

from pathlib import Path
from typing import cast

from svc_tui.app import SvcApp
from svc_tui.services.core.context import Context
from svc_tui.services.messages.service import Messages
from tests.screens.running import press, running, said, screen_text, settle, type_text
from tests.services.desk import MONDAY_9, Desk


def filled(path: Path) -> Desk:
    """Two calls, of which anna was told three things."""
    desk = Desk(path)
    first, second = desk.open_call(), desk.open_call(subject="Leaks")
    desk.as_person("bruno").note([first], "@anna the seal is here")
    desk.as_person("bruno").assign([second], "carla")
    desk.as_person("bruno").assign([second], "anna")
    return desk


async def look(pilot: object, app: SvcApp) -> None:
    """What the app does each second."""
    app._look()
    await settle(pilot)  # type: ignore[arg-type]


async def test_the_bar_counts_what_is_unread_and_follows_what_others_write(tmp_path: Path) -> None:
    desk = filled(tmp_path / "desk.db")
    async with running(desk.store.path, now=MONDAY_9) as pilot:
        app = cast(SvcApp, pilot.app)
        await look(pilot, app)
        assert screen_text(app)[0].endswith("anna (2)")
        desk.as_person("bruno").note(["10001"], "@anna and the pump")
        await look(pilot, app)
        assert screen_text(app)[0].endswith("anna (3)")
        assert said(pilot) == ""
        await press(pilot, "enter")
        assert screen_text(app)[0].endswith("anna (3)")
    desk.store.close()


async def test_enter_opens_what_a_message_speaks_of_and_reads_it_C_puts_it_away_and_u_brings_it_back(
    tmp_path: Path,
) -> None:
    desk = filled(tmp_path / "desk.db")
    async with running(desk.store.path, now=MONDAY_9) as pilot:
        app = cast(SvcApp, pilot.app)
        lines = await press(pilot, "g", "t")
        assert lines[3].startswith(" > * 09:00        given     bruno gave you 10002: Leaks")
        assert lines[4].startswith("   * 09:00        mention   bruno mentioned you on 10001: @anna the se")
        lines = await press(pilot, "j", "enter")
        assert lines[1].startswith(" 10001 Stops after warm-up")
        lines = await press(pilot, "q")
        await look(pilot, app)
        lines = screen_text(app)
        assert lines[4].startswith(" >   09:00        mention")
        assert lines[0].endswith("anna (1)")
        lines = await press(pilot, "C")
        assert said(pilot).startswith("Message 1 done")
        assert "mention" not in lines[4]
        lines = await press(pilot, "u")
        assert "mention" in lines[4]
        await press(pilot, "x", "x")
        await press(pilot, "C", "y")
        assert said(pilot).startswith("2 messages done")
        assert "Nothing waits for you." in "".join(screen_text(app))
        assert Messages(Context(desk.store, "anna", lambda: MONDAY_9)).unread() == 0
    desk.store.close()


async def test_a_message_is_put_off_and_comes_back_by_itself(tmp_path: Path) -> None:
    desk = filled(tmp_path / "desk.db")
    async with running(desk.store.path, now=MONDAY_9) as pilot:
        await press(pilot, "g", "t", "z")
        lines = await type_text(pilot, "-2h")
        assert "in the past" in "".join(await press(pilot, "enter")) or "past" in "".join(lines)
        await press(pilot, "z")
        await type_text(pilot, "+2h")
        lines = await press(pilot, "enter")
        assert said(pilot).startswith("Message 3 comes back")
        assert "given" not in lines[3]
        await press(pilot, "v", "3")
        assert "given" in screen_text(pilot.app)[3]
    desk.store.close()


async def test_a_name_that_nobody_has_is_said_where_the_note_is_written(tmp_path: Path) -> None:
    desk = filled(tmp_path / "desk.db")
    async with running(desk.store.path, now=MONDAY_9) as pilot:
        await press(pilot, "c")
        await type_text(pilot, "@brunno is the seal here?")
        await press(pilot, "enter")
        assert "Nobody is called @brunno, so nobody was told. Did you mean @bruno?" in said(pilot)
        await press(pilot, "k", "F", "enter")
        await type_text(pilot, "ask @carlo too")
        await press(pilot, "enter")
        assert "Did you mean @carla?" in said(pilot)
    desk.store.close()
