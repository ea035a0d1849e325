"""Reports of one's own made, kept, changed, taken away; charts, explanations, files; a run that is stopped."""

import csv
import json
import shutil
from pathlib import Path
from threading import Event
from typing import cast

import pytest
from openpyxl import load_workbook

from svc_tui.app import SvcApp
from svc_tui.screens.reports.panes import ReportsScreen
from svc_tui.screens.reports.running import how_far
from svc_tui.services.reports.watch import Stopped, Watch
from tests.screens.reports.test_panes import five_calls
from tests.screens.running import press, profile, running, said, screen_text, send, settle, type_text
from tests.services.desk import MONDAY_9, kept


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Four open calls and a closed one: two of anna's, three of bruno's."""
    return Path(shutil.copy(kept(five_calls), tmp_path / "desk.db"))


async def test_one_key_makes_a_report_of_the_view_and_it_is_kept_under_a_name(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "slash", "ctrl+u")
        await type_text(pilot, "who:bruno sort:number")
        await press(pilot, "enter")
        lines = await press(pilot, "=")
        assert lines[1].startswith(" A report without a name")
        assert lines[2].startswith(" / is:open who:bruno sort:number")
        assert [line[3:8] for line in lines[5:7]] == ["10002", "10003"]
        await press(pilot, "v", "s")
        await type_text(pilot, "brunos What bruno has")
        lines = await press(pilot, "enter")
        assert said(pilot) == "Report brunos saved  (u undo)"
        assert lines[1].startswith(" What bruno has")
        kept_one = cast(SvcApp, pilot.app).services.reports.find("brunos")
        assert kept_one.filter == "is:open who:bruno sort:number"
        assert kept_one.columns[:2] == ("number", "left_s")
        lines = await press(pilot, "q")
        assert any("What bruno has" in line and "yours" in line for line in lines)
        await press(pilot, "u")
        assert not any("What bruno has" in line for line in screen_text(pilot.app))


async def test_a_report_is_copied_changed_in_a_form_and_deleted_with_undo(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "6", "e")
        assert said(pilot) == "load comes with the program. D makes a copy of yours to change."
        await press(pilot, "D")
        await type_text(pilot, "ours Our load")
        lines = await press(pilot, "enter")
        assert lines[1].startswith(" Our load")
        lines = await press(pilot, "e")
        assert lines[1].startswith(" Reports  ours")
        await press(pilot, "ctrl+u")
        await type_text(pilot, "Changed")
        lines = await press(pilot, "ctrl+s")
        services = cast(SvcApp, pilot.app).services
        assert services.reports.find("ours").title == "Changed"
        assert services.reports.find("ours").by == ("assignee",)
        lines = await press(pilot, "R", "X")
        assert said(pilot) == "Report ours deleted  (u undo)"
        assert "Who is late?" in lines[1]
        assert "ours" not in services.reports.own.all()
        await press(pilot, "u")
        assert services.reports.find("ours").title == "Changed"
        await press(pilot, "g", "g", "X")
        assert said(pilot) == "There is no report load of your own."


async def test_a_definition_that_cannot_be_is_refused_where_it_is_typed(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "6", "D")
        await type_text(pilot, "queues Mine")
        await press(pilot, "enter")
        assert said(pilot) == "queues comes with the program. Give yours another name."


async def test_the_help_says_what_each_figure_means(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "6", "L", "?")
        assert lines[1].strip() == "What the figures mean"
        assert any("Open (open):" in line for line in lines)
        lines = await type_text(pilot, "computed")
        assert any("Computed 09:00." in line for line in lines)


@pytest.mark.parametrize("ascii", [False, True])
async def test_the_chart_has_the_cursor_of_the_table_and_opens_the_same(store: Path, ascii: bool) -> None:
    async with running(store, now=MONDAY_9, look=profile(ascii=ascii)) as pilot:
        lines = await press(pilot, "6", "L", "c")
        assert lines[4].startswith("> anna   2  ")
        assert ("##########" if ascii else "██████████") in lines[4]
        lines = await press(pilot, "j")
        assert lines[5].startswith("> bruno  2  ")
        assert lines[16].startswith(" Calls: 2   is:open assignee:=bruno")
        lines = await press(pilot, "enter")
        assert lines[1].startswith(" / is:open assignee:=bruno ")
        lines = await press(pilot, "ctrl+o", "c")
        assert lines[6].split()[:3] == [">", "bruno", "2"]


async def test_a_wide_terminal_shows_chart_and_table_and_records_have_none(store: Path) -> None:
    async with running(store, now=MONDAY_9, size=(120, 30)) as pilot:
        lines = await press(pilot, "6", "L")
        assert "> anna      2" in lines[5]
        assert "> anna   2  ████" in lines[4][76:]
        assert not lines[4].endswith("…")
        lines = await press(pilot, "c")
        assert "████" not in "".join(lines)
        await press(pilot, "slash")
        await press(pilot, "escape", "tab", "slash")
        await type_text(pilot, "my open")
        await press(pilot, "enter", "c")
        assert said(pilot).startswith("This report has no chart")


async def test_what_is_shown_is_what_leaves(store: Path, tmp_path: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "6", "L")
        for ending in ("csv", "json", "xlsx", "html", "md"):
            await press(pilot, ">", "ctrl+u")
            await type_text(pilot, f"{tmp_path}/load.{ending}")
            await press(pilot, "enter")
            assert said(pilot).startswith("load written to")
        await press(pilot, ">", "ctrl+u")
        await type_text(pilot, f"{tmp_path}/load.doc")
        await press(pilot, "enter")
        assert said(pilot).startswith("load.doc does not say its form.")
    rows = list(csv.reader((tmp_path / "load.csv").read_text().splitlines()))
    assert [row[:2] for row in rows] == [["assignee", "open"], ["anna", "2"], ["bruno", "2"], ["all", "4"]]
    assert [row["open"] for row in json.loads((tmp_path / "load.json").read_text())["rows"]] == [2, 2]
    sheet = load_workbook(tmp_path / "load.xlsx").worksheets[0]
    assert ["anna", 2] in [[cell.value for cell in row[:2]] for row in sheet.iter_rows()]
    assert "<td>anna</td>" in (tmp_path / "load.html").read_text()
    assert "| anna | 2 |" in (tmp_path / "load.md").read_text()


async def test_what_was_said_is_there_again_after_a_run_that_took_its_place(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "6", "L")
        screen = cast(ReportsScreen, pilot.app.screen)
        goes_on = Event()
        screen.say("Report brunos saved", "u undo")
        screen.running.begin("x", "A long one", lambda _watch: goes_on.wait(60), lambda _shown: None)  # type: ignore
        while not said(pilot).startswith("Runs: A long one"):
            await pilot.pause()
        goes_on.set()
        await settle(pilot)
        assert said(pilot) == "Report brunos saved  (u undo)"


async def test_escape_stops_a_run_at_once_and_the_keys_go_on_meanwhile(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "6", "L")
        screen = cast(ReportsScreen, pilot.app.screen)
        began, ended = Event(), Event()

        def endless(watch: Watch) -> object:
            began.set()
            while not watch.stopped:
                ended.wait(0.001)
            ended.set()
            raise Stopped("Stopped.")

        screen.running.begin("x", "A long one", endless, lambda _shown: None)  # type: ignore[arg-type]
        while not began.is_set():
            await pilot.pause()
        send(pilot, "j")
        send(pilot, "escape")
        await settle(pilot)
        assert ended.is_set()
        assert said(pilot) == "Stopped: A long one."
        assert "> bruno" in screen_text(pilot.app)[6]
        await press(pilot, "R")
        assert said(pilot) == ""


@pytest.mark.parametrize(
    ("steps", "known", "spent", "words"),
    [
        (5, 0, 0, ""),
        (5, 0, 3, ", 3 s"),
        (25, 100, 2, ", 25 %, 6 s left"),
        (120, 100, 4, ", 4 s"),
        (0, 100, 1, ", 1 s"),
    ],
)
def test_how_far_a_run_is(steps: int, known: int, spent: int, words: str) -> None:
    assert how_far(steps, known, spent) == words


async def test_a_view_of_records_that_no_report_is_about_is_refused(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "g", "t", "=")
        assert said(pilot).startswith("No report is about these records.")
