"""The inbox: each story once, with keys as a person presses them, read as text."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot

from svc_tui.app import SvcApp
from svc_tui.bootstrap import open_services
from svc_tui.screens.calls.inbox import InboxScreen
from svc_tui.screens.calls.page import CallScreen
from svc_tui.storage.sqlite.turns import Turns
from tests.screens.running import (
    hesitate,
    press,
    running,
    said,
    screen_text,
    send,
    services_at,
    settle,
    type_text,
)
from tests.services.desk import MONDAY_9, Desk, kept

SUBJECTS = (
    ("Stops after warm-up", "high"), ("Door sensor error E12", "high"), ("Leak at inlet valve", "medium"),
    ("Waits for pump seal", "medium"), ("Oven door seal worn", "low"), ("Filter change, 3 units", "low"),
)  # fmt: skip


def six_calls(desk: Desk) -> None:
    for subject, priority in SUBJECTS:
        desk.open_call(subject=subject, priority=priority, queue="NORTH", assignee="")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Six calls of one customer: 10001 to 10006, the first two urgent."""
    return Path(shutil.copy(kept(six_calls), tmp_path / "desk.db"))


def rows(lines: list[str]) -> list[str]:
    """The lines of the list, without blanks."""
    return [line for line in lines[3:13] if line]


async def test_the_first_screen_shows_open_calls_by_time_left_and_the_first_in_detail(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = screen_text(pilot.app)
        assert lines[0].startswith(" Inbox  Equipment ")
        assert lines[0].endswith(" anna")
        assert lines[1] == " / sort:left" + " " * 49 + "is:open  6 calls"
        assert lines[2] == "   No.       Left  P  Status   Customer           Subject                 Who"
        assert lines[3] == " > 10001     2h00  H  open     Lavanderia Bianchi Stops after warm-up     -"
        assert lines[5] == "   10003     4h00  M  open     Lavanderia Bianchi Leak at inlet valve     -"
        assert lines[13] == "─" * 80
        assert lines[14].startswith(" 10001 Stops after warm-up")
        assert "WSH-40  SN-000931  Basement, left rack" in lines[14]
        assert lines[15] == " Covered by K-58 (serial) to 31 Dec: parts, labour.   Travel is billed."
        assert lines[16] == " Respond by Mon 11:00, 2h00 left.      Resolve by Mon 13:00, 4h00 left."
        assert lines[17] == " Nothing noted yet."


async def test_taking_says_what_happened_and_moves_on(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "t")
        assert lines[-2] == " 10001 taken  (u undo)"
        assert lines[3].endswith("Stops after warm-up     anna")
        assert lines[4].startswith(" > 10002")
        assert lines[14].startswith(" 10002")
        lines = await press(pilot, "u")
        assert lines[-2].startswith(" Undone: 10001 given to anna")
        assert lines[3].endswith("-")
        lines = await press(pilot, "U")
        assert lines[3].endswith("anna")


async def test_the_cursor_stays_where_the_setting_says_so(store: Path) -> None:
    async with running(store, now=MONDAY_9, stay_after_action=True) as pilot:
        assert (await press(pilot, "t"))[3].startswith(" > 10001")


async def test_assigning_by_a_part_of_the_name(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "a")
        lines = await type_text(pilot, "bru")
        assert any(line.startswith(" > bruno") for line in lines)
        lines = await press(pilot, "enter")
        assert lines[-2].startswith(" 10001 given to bruno")
        assert lines[3].endswith("bruno")
        await press(pilot, "a")
        lines = await type_text(pilot, "nobody-like-this")
        await press(pilot, "enter")
        assert said(pilot).startswith("There is no person nobody-like-this")


async def test_enter_may_come_before_the_names_do(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await pilot.press("a", *"carla", "enter")
        await settle(pilot)
        assert screen_text(pilot.app)[-2].startswith(" 10001 given to carla")


async def test_marks_act_together_with_one_confirmation_and_one_undo(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "x", "x", "space")
        assert lines[-2] == " Marked: 10001, 10002, 10003    3 marked"
        assert [line[:3] for line in rows(lines)] == ["  x", "  x", "  x", " > ", "   ", "   "]
        await press(pilot, "m")
        await type_text(pilot, "south")
        lines = await press(pilot, "enter")
        assert lines[-2] == " Move to SOUTH: 3 calls?    3 marked"
        lines = await press(pilot, "y")
        assert lines[-2] == " 3 calls moved to SOUTH  (u undo)"
        assert not any(line.startswith("  x") for line in lines)
        await press(pilot, "/")
        await type_text(pilot, "queue:south")
        lines = await press(pilot, "enter")
        assert lines[1].endswith("3 calls")
        lines = await press(pilot, "u")
        assert lines[1].endswith("0 calls")
        assert "No call fits this filter" in lines[14]


async def test_an_undo_past_the_change_of_another_names_it_and_its_key(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "t")
        await press(pilot, "t")
        services = services_at(store, "bruno", MONDAY_9)()
        services.calls.assign(["10002"], "bruno")
        lines = await press(pilot, "u")
        assert said(pilot).startswith("Not done: 10002 given to anna. bruno changed assignee")
        assert lines[-2].endswith("(gu pass over it)")
        lines = await press(pilot, "g", "u")
        assert lines[-2].startswith(" Undone: 10001")


async def test_of_many_the_refused_stay_marked_and_say_why(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "t", "k", "x", "x")
        await press(pilot, "s", "c")
        await type_text(pilot, "Valve exchanged")
        lines = await press(pilot, "enter", "y")
        assert said(pilot).startswith("1 of 2 done; refused: 10002 waits in NORTH")
        assert lines[-2].endswith("1 marked")
        assert lines[14].startswith(" 10002  ")
        assert lines[15] == " 10001  10001 closed"
        lines = await press(pilot, "j")
        assert not lines[14].startswith(" 10002  ")


async def test_invert_and_all_marks(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        assert (await press(pilot, "x", "V"))[-2].endswith("5 marked")
        assert (await press(pilot, "*"))[-2].endswith("6 marked")
        lines = await press(pilot, "t")
        assert lines[-2].startswith(" Take: 6 calls?")
        assert (await press(pilot, "n"))[-2].startswith(" Left as it was.")


async def test_priority_keys_show_what_each_would_make_of_the_due_date(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "j", "j")
        lines = await hesitate(pilot, "p")
        assert lines[-1] == " p  l low  m medium  h high  esc no"
        assert lines[-2] == " Would be due: low Tue 16:00, medium Tue 16:00, high Mon 13:00"
        lines = await press(pilot, "h")
        assert lines[-2].startswith(" 10003: priority high") or "high" in lines[-2]
        lines = await press(pilot, ".")
        assert [line[18:20].strip() for line in rows(lines)].count("H") == 4


async def test_pause_until_shows_the_due_date_that_would_result(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "z")
        lines = await type_text(pilot, "2h")
        assert any(line.strip() == "Until Mon 11:00; then due Mon 15:00" for line in lines)
        lines = await press(pilot, "enter")
        assert lines[-2].startswith(" 10001 paused until")
        assert any("10001   paused" in line for line in rows(lines)) or any(
            "paused" in line for line in rows(lines)
        )
        await press(pilot, "z")
        lines = await type_text(pilot, "soonish")
        assert any("soonish is not a time" in line for line in lines)
        await press(pilot, "enter")
        assert said(pilot).startswith("soonish is not a time")


async def test_closing_says_at_once_what_is_missing(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "t", "k", "s")
        lines = await press(pilot, "c")
        assert lines[-3].startswith(" Resolution")
        assert "solution" in lines[-4].lower()
        await type_text(pilot, "Sensor cleaned")
        lines = await press(pilot, "enter")
        assert lines[-2].startswith(" 10001 closed")
        assert lines[1].endswith("5 calls")


async def test_a_note_knows_its_kind_by_its_first_word(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "t", "k", "c")
        await type_text(pilot, "phone: will call back")
        lines = await press(pilot, "enter")
        assert lines[-2] == " 10001: noted  (u undo)"
        assert any(line.startswith(" > 10001") for line in rows(lines))
        assert lines[17] == " Last: 09:00 anna, phone: will call back"
        assert "met 09:00" in lines[16]


async def test_the_filter_completes_says_what_it_does_not_know_and_can_be_left(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "/")
        lines = await type_text(pilot, "priority:h")
        assert any("high" in line for line in lines[14:21])
        await press(pilot, "tab")
        lines = await press(pilot, "enter")
        assert lines[1].startswith(" / sort:left priority:high")
        assert lines[1].endswith("is:open  2 calls")
        await press(pilot, "/")
        lines = await type_text(pilot, "statsu:open")
        assert any("status" in line for line in lines[14:21])
        lines = await press(pilot, "escape")
        assert lines[1].startswith(" / sort:left priority:high ")


async def test_sorting_by_a_column_and_the_other_way_round(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "o")
        await type_text(pilot, "subj")
        lines = await press(pilot, "enter")
        assert lines[1].startswith(" / sort:subject")
        assert "Door sensor" in lines[3]
        await press(pilot, "o")
        await type_text(pilot, "subj")
        lines = await press(pilot, "enter")
        assert lines[1].startswith(" / sort:-subject")
        assert "Waits for pump seal" in lines[3]
        assert lines[3].startswith("   ") or lines[3].startswith(" > ")


async def test_columns_are_chosen_in_one_line_and_saved_with_the_view(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "v", "c", "ctrl+u")
        await type_text(pilot, "number subject:30 queue")
        lines = await press(pilot, "enter")
        assert lines[2] == "   No.   Subject                        Queue"
        assert lines[3] == " > 10001 Stops after warm-up            NORTH"
        await press(pilot, "v", "s", "ctrl+u")
        await type_text(pilot, "8 Narrow")
        lines = await press(pilot, "enter")
        assert lines[-2] == " View saved: v8 Narrow"
        lines = await press(pilot, "v", "1")
        assert lines[2].startswith("   No.       Left  P")
        lines = await press(pilot, "v", "8")
        assert lines[2] == "   No.   Subject                        Queue"
        assert lines[-2] == " Narrow"
        assert (await press(pilot, "v", "9"))[-2].startswith(" No view is saved under v9")


async def test_what_others_change_appears_without_moving_cursor_or_marks(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "j", "x", "j")
        other = open_services(store=store, who="bruno", now=lambda: MONDAY_9, env={})
        other.calls.take(["10001"])
        other.calls.new({"serial": "SN-000931", "subject": "Quite new", "priority": "high", "queue": "NORTH"})
        other.close()
        screen = cast(InboxScreen, pilot.app.screen)
        screen._look_for_news()
        await settle(pilot)
        lines = screen_text(pilot.app)
        assert lines[1].endswith("7 calls")
        assert any(line.startswith("   10001") and line.endswith("bruno") for line in lines)
        assert any("Quite new" in line for line in lines)
        assert [line[:8] for line in rows(lines) if line.startswith((" >", "  x"))] == [
            "  x10002",
            " > 10004",
        ]


async def test_merging_marks_into_the_cursor_row(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        assert (await press(pilot, "M"))[-2].startswith(" Mark the calls to merge with x")
        lines = await press(pilot, "x", "M")
        assert lines[-2].startswith(" 10001 merged into 10002")
        assert not any("10001" in line for line in rows(lines))
        assert any("10001" in line for line in rows(await press(pilot, "u")))


async def test_take_the_next_of_my_queues(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "G", "T")
        assert lines[-2].startswith(" 10001 taken")


async def test_text_of_people_is_shown_as_text(store: Path) -> None:
    services = open_services(store=store, who="anna", now=lambda: MONDAY_9, env={})
    services.calls.set(["10001"], {"subject": "[/b] [@click=app.quit] \u202ereversed"})
    services.close()
    async with running(store, now=MONDAY_9) as pilot:
        lines = screen_text(pilot.app)
        assert "[/b] [@click=app.quit]" in lines[14]
        assert "\u202e" not in "".join(lines)


@pytest.mark.parametrize("size", [(60, 15), (100, 30), (140, 50)])
async def test_other_sizes_keep_number_and_key_bar(store: Path, size: tuple[int, int]) -> None:
    async with running(store, now=MONDAY_9, size=size) as pilot:
        lines = screen_text(pilot.app)
        assert lines[3].startswith(" > 10001     2h00  H")
        assert lines[-1].endswith("? keys")
        assert cast(SvcApp, pilot.app).is_open


async def test_the_view_is_exported_as_it_is_shown(store: Path, tmp_path: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "v", "c", "ctrl+u")
        await type_text(pilot, "number subject left")
        await press(pilot, "enter", ">", "ctrl+u")
        await type_text(pilot, str(tmp_path / "out.csv"))
        await press(pilot, "enter")
        assert said(pilot).startswith("6 calls written to")
        written = (tmp_path / "out.csv").read_text().splitlines()
        assert written[:2] == ["number,subject,left_s", "10001,Stops after warm-up,7200"]
        await press(pilot, ">", "ctrl+u")
        await type_text(pilot, str(tmp_path / "out.csv"))
        await press(pilot, "enter")
        assert "exists already" in said(pilot)


async def test_copies_are_sent_to_the_terminal_and_shown(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        assert (await press(pilot, "y", "y"))[-2] == " Sent to the terminal's clipboard: 10001"
        assert pilot.app.clipboard == "10001"
        assert (await press(pilot, "y", "s"))[-2].endswith(": SN-000931")
        assert (await press(pilot, "y", "p"))[-2].endswith(": +39 02 555 0101")
        assert (await press(pilot, "y", "a"))[-2].endswith(": Basement, left rack")
        await press(pilot, "Y")
        assert pilot.app.clipboard.split("\t")[:2] == ["10001", "Open"]


async def test_a_solution_is_looked_up_and_attached(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "t", "k", "K")
        assert any(line.startswith(" > 15") and "Replace door sensor" in line for line in lines)
        lines = await press(pilot, "enter")
        assert "15" in lines[-2]
        assert any("resolved" in line or "met" in line for line in rows(lines))


@pytest.mark.parametrize(("bell", "rings"), [(True, 1), (False, 0)])
async def test_the_bell_rings_for_a_newly_urgent_call_of_mine(store: Path, bell: bool, rings: int) -> None:
    async with running(store, now=MONDAY_9, bell=bell) as pilot:
        rung: list[str] = []
        pilot.app.bell = lambda: rung.append("bell")  # type: ignore[method-assign]
        other = open_services(store=store, who="bruno", now=lambda: MONDAY_9, env={})
        screen = cast(InboxScreen, pilot.app.screen)
        for numbers in (["10001"], ["10006"]):  # an urgent call, and one that is not
            other.calls.assign(numbers, "anna")
            screen._look_for_news()
            await settle(pilot)
        other.close()
        assert len(rung) == rings


async def test_long_numbers_are_shown_whole(store: Path) -> None:
    services = open_services(store=store, who="anna", now=lambda: MONDAY_9, env={})
    with services.context.write() as unit:
        unit.update("call", 1, {"number": "INC-0001234"})
    services.close()
    async with running(store, now=MONDAY_9) as pilot:
        lines = screen_text(pilot.app)
        assert lines[2].startswith("   No.             Left")
        assert lines[3].startswith(" > INC-0001234     2h00")
        assert lines[4].startswith("   10002           2h00")


async def test_priority_keys_on_a_paused_call_say_what_would_be_left(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "z", "enter", "k")
        await hesitate(pilot, "p")
        assert said(pilot) == "Paused; would be left: low 16h00, medium 16h00, high 4h00"


async def test_the_key_of_the_views_shows_which_there_are(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        before = screen_text(pilot.app)
        lines = await hesitate(pilot, "v")
        assert lines[14] == " v1 All open               sort:left"
        assert lines[17] == " v4 Overdue                is:overdue sort:left"
        assert await press(pilot, "escape") == before
    async with running(store, now=MONDAY_9, size=(60, 18)) as pilot:
        lines = await hesitate(pilot, "v")
        assert lines[11] == " v1 All open                  v6 Paused"
        assert (await press(pilot, "4"))[-2] == " Overdue"


async def test_a_narrow_screen_keeps_both_targets_a_wide_one_shows_the_queue(store: Path) -> None:
    async with running(store, now=MONDAY_9, size=(60, 18)) as pilot:
        lines = screen_text(pilot.app)
        assert lines[13:15] == [" Respond by Mon 11:00, 2h00 left.", " Resolve by Mon 13:00, 4h00 left."]
    async with running(store, now=MONDAY_9, size=(100, 24)) as pilot:
        lines = screen_text(pilot.app)
        assert lines[2].endswith("Who   Queue")
        assert lines[3].endswith("-     NORTH")
        await press(pilot, "v", "c", "ctrl+u")
        await type_text(pilot, "number subject")
        assert (await press(pilot, "enter"))[2].endswith("No.   Subject")


TELLS = """
import sys
from pathlib import Path
from svc_tui.storage.sqlite.presence import Presence
opened, editing = ({int(each) for each in word.split(",") if each} for word in sys.argv[2:])
Presence(Path(sys.argv[1])).say("bruno", opened, editing)
print("told", flush=True)
sys.stdin.read()
"""


@contextmanager
def bruno_at(store: Path, opened: str, editing: str) -> Iterator["subprocess.Popen[str]"]:
    """Another program in which bruno has calls open, or their forms; by their keys."""
    words = [sys.executable, "-c", TELLS, str(store), opened, editing]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "told\n"
        try:
            yield program
        finally:
            program.kill()


async def look(pilot: Pilot[None], screen: InboxScreen | CallScreen) -> list[str]:
    """What the app and its screen do each second."""
    cast(SvcApp, pilot.app)._look()
    screen._look_for_news()
    await settle(pilot)
    return screen_text(pilot.app)


async def test_a_call_that_a_colleague_has_open_or_edits_is_marked_and_named_until_he_is_gone(
    store: Path,
) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        screen = cast(InboxScreen, pilot.app.screen)
        before = screen_text(pilot.app)
        with bruno_at(store, "1,2", "2") as program:
            lines = rows(await look(pilot, screen))
            assert lines[1].startswith("   10002     2h00  H  ✎ bruno ")
            assert lines[0].startswith(" > 10001 ◦   2h00  H  open")
            assert [line for line in lines if "10003" in line] == [line for line in before if "10003" in line]
            lines = await press(pilot, "j", "enter")
            assert lines[1].endswith("✎ bruno  open  high")
            page = cast(CallScreen, pilot.app.screen)
            await look(pilot, page)
            program.kill()
            program.wait()
            assert "bruno" not in (await look(pilot, page))[1]
        await press(pilot, "q")
        lines = await look(pilot, screen)
        assert "✎" not in "".join(lines)
        assert "◦" not in "".join(lines)


async def test_others_see_what_is_open_here_and_no_longer_once_it_is_left(store: Path) -> None:
    bruno = open_services(store=store, who="bruno", now=lambda: MONDAY_9, env={})
    async with running(store, now=MONDAY_9) as pilot:
        app = cast(SvcApp, pilot.app)

        def seen() -> tuple[list[str], list[str]]:
            app._look()
            bruno.store.presence.look()
            return list(bruno.calls.viewers().values()), list(bruno.calls.editors().values())

        assert seen() == ([], [])
        await press(pilot, "enter")
        assert seen() == (["anna"], [])
        await press(pilot, "e")
        assert seen() == (["anna"], ["anna"])
        await press(pilot, "escape")
        assert seen() == (["anna"], [])
        await press(pilot, "q")
        assert seen() == ([], [])
        await press(pilot, "enter")
        assert seen() == (["anna"], [])
    bruno.store.presence.look()
    assert bruno.calls.viewers() == {}, "the program ended"
    bruno.close()


async def test_an_act_that_waits_for_others_says_so_until_its_turn_comes(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        with Turns(store).turn():
            send(pilot, "t")
            while said(pilot) == "":
                await pilot.pause()
            assert said(pilot) == "Others are writing; this waits for its turn."
        await settle(pilot)
        assert said(pilot) == "10001 taken  (u undo)"
        app = pilot.app
        assert isinstance(app, SvcApp)
        for waits, importer in ((True, None), (True, ("bruno", "calls.csv")), (False, None)):
            app.tell_turn(waits, importer)  # what time brings about waits too, and says nothing of its own
            await settle(pilot)
            assert said(pilot).endswith("; this waits for its turn.")
        app.tell_turn(False)
        await settle(pilot)
        assert said(pilot) == "10001 taken  (u undo)"


async def test_a_snooze_that_is_over_wakes_in_an_open_app(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    number = desk.open_call(queue="NORTH")
    desk.calls.pause([number], desk.time + timedelta(hours=1))
    desk.store.close()
    async with running(desk.store.path, now=MONDAY_9 + timedelta(hours=2)) as pilot:
        await settle(pilot)
        assert desk.row(number)["status"] == "Open"
        desk.store.close()
        while rows(screen_text(pilot.app))[0].split()[4:5] != ["open"]:
            await pilot.pause(0.05)
