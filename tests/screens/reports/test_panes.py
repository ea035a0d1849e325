"""The panes of the reports: each story once, with keys as a person presses them, read as text."""

import shutil
from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot

from svc_tui.app import SvcApp
from svc_tui.screens.core.list_screen import ListScreen
from svc_tui.screens.reports.panes import ReportsScreen
from svc_tui.services.reports.sources import sources, standard
from tests.screens.running import press, running, said, screen_text, settle, type_text
from tests.services.desk import MONDAY_9, Desk, kept
from tests.services.reports import stores


def five_calls(desk: Desk) -> None:
    for at, (subject, priority, queue, who) in enumerate((
        ("Stops after warm-up", "high", "NORTH", "anna"), ("Door sensor error E12", "medium", "NORTH", "bruno"),
        ("Leak at inlet valve", "high", "SOUTH", "bruno"), ("Waits for pump seal", "low", None, ""),
        ("Glasses stay cloudy", "low", "SOUTH", "bruno"),
    ), 10001):  # fmt: skip
        desk.open_call(subject=subject, priority=priority, queue=queue, assignee="")
        if who:
            desk.calls.assign([str(at)], who)
    desk.calls.resolve(["10005"], "rinse")
    desk.calls.close(["10005"])


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Four open calls and a closed one: two of anna's, three of bruno's."""
    return Path(shutil.copy(kept(five_calls), tmp_path / "desk.db"))


def reports(pilot: Pilot[None]) -> ReportsScreen:
    return cast(ReportsScreen, pilot.app.screen)


async def test_the_list_begins_with_the_usual_questions_and_enter_opens_one(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "6")
        assert [line[3:30].rstrip() for line in lines[1:6]] == [
            "L Who is late?", "C Who calls most?", "K What keeps failing?", "E Which contracts end?",
            "W How long do they wait?",
        ]  # fmt: skip
        assert lines[16].strip() == "Load by person  load"
        assert lines[-1].startswith(" L late  C callers  K failing  E ending  W waits  enter open it")
        lines = await press(pilot, "enter")
        assert lines[1].startswith(" Load by person")
        assert lines[1].endswith("Calls: 4")
        assert lines[2].startswith(" / is:open ")
        assert [line.split()[:3] for line in lines[5:8]] == [
            [">", "anna", "2"],
            ["bruno", "2", "0"],
            ["all", "4", "0"],
        ]


@pytest.mark.parametrize(("key", "title"), [("L", "Load by person"), ("C", "Who calls most"), ("K", "Units that keep"),
                                            ("E", "Contracts that end"), ("W", "Response time by")])  # fmt: skip
async def test_a_managers_question_is_two_keys_away(store: Path, key: str, title: str) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        assert (await press(pilot, "6", key))[1].startswith(f" {title}")


async def test_a_figure_opens_exactly_its_calls_and_one_comes_back_to_it(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "6", "L", "l")
        assert "[2]" in lines[5]
        assert lines[16].startswith(" Calls: 2   is:open assignee:=anna is:open")
        lines = await press(pilot, "enter")
        assert lines[1].startswith(" / is:open assignee:=anna ")
        assert "2 calls" in lines[1]
        lines = await press(pilot, "ctrl+o")
        assert "[2]" in lines[5]
        lines = await press(pilot, "G", "enter")
        assert lines[1].endswith("4 calls")
        lines = await press(pilot, "ctrl+o", "k", "l", "enter")
        assert said(pilot) == "No record is behind it."


async def test_the_record_of_a_row_opens_and_back_leads_to_the_list(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "6", "slash")
        await type_text(pilot, "my open")
        lines = await press(pilot, "enter")
        assert lines[1].startswith(" My open service calls")
        lines = await press(pilot, "enter")
        assert any("10001" in line for line in lines[:3])
        lines = await press(pilot, "q", "q")
        assert "Who is late?" in lines[1]
        await press(pilot, "q")
        assert said(pilot) == "Leave svc-tui?"


async def test_the_period_is_typed_and_a_wrong_one_changes_nothing(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "6", "C", "f")
        lines = await type_text(pilot, "today")
        assert any("2 Mar" in line for line in lines[15:21])
        lines = await press(pilot, "enter")
        assert "2 Mar 2026   Calls: 5" in lines[1]
        assert "against 1 Mar 2026" in lines[2]
        await press(pilot, "f", "ctrl+u")
        await type_text(pilot, "2026-03-05..2026-03-01")
        lines = await press(pilot, "enter")
        assert said(pilot).startswith("The period ends on 2026-03-01, before it begins on 2026-03-05.")
        assert "2 Mar 2026   Calls: 5" in lines[1]


async def test_a_filter_with_a_typo_is_refused_with_its_place(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "6", "C", "slash")
        await type_text(pilot, "quue:NORTH")
        lines = await press(pilot, "enter")
        assert "at sign 1" in said(pilot)
        assert lines[2].startswith(" / is:any")
        await press(pilot, "slash")
        await type_text(pilot, "queue:NORTH")
        assert (await press(pilot, "enter"))[1].endswith("Calls: 2")


async def test_groups_figures_and_order_are_chosen_and_a_cross_table_opens_its_cells(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "6", "C", "b", "ctrl+u")
        await type_text(pilot, "queue priority across")
        lines = await press(pilot, "enter")
        assert lines[2].endswith("by Queue across Priority")
        assert lines[3].split() == ["Queue", "high", "low", "medium", "all"]
        lines = await press(pilot, "l", "enter")
        assert lines[1].endswith("1 call")
        await press(pilot, "ctrl+o", "b", "ctrl+u")
        await type_text(pilot, "nonsense")
        await press(pilot, "enter")
        assert "by knows no nonsense" in said(pilot)
        await press(pilot, "b", "ctrl+u")
        await type_text(pilot, "priority")
        lines = await press(pilot, "enter")
        assert [line[3:9].strip() for line in lines[5:8]] == ["high", "low", "medium"]
        await press(pilot, "v", "c", "ctrl+u")
        await type_text(pilot, "open calls")
        lines = await press(pilot, "enter")
        assert lines[3].split() == ["Priority", "Open", "Calls"]
        await press(pilot, "o")
        await type_text(pilot, "priority")
        lines = await press(pilot, "enter")
        first = [line[3:9].strip() for line in lines[4:7]]
        await press(pilot, "o")
        await type_text(pilot, "priority")
        lines = await press(pilot, "enter")
        assert [line[3:9].strip() for line in lines[4:7]] == first[::-1]


async def test_on_a_wide_terminal_the_list_stays_beside_the_report(store: Path) -> None:
    async with running(store, now=MONDAY_9, size=(120, 30)) as pilot:
        lines = await press(pilot, "6", "L")
        assert "Who is late?" in lines[1]
        assert "Load by person" in lines[1][34:]
        lines = await press(pilot, "tab", "j", "j")
        assert lines[3].startswith(" > K")
        assert "> anna" in lines[5]
        lines = await press(pilot, "enter")
        assert "Units that keep failing" in lines[1]


async def test_renewed_it_says_the_moment_and_shows_what_came_in_between(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "6", "L")
        app = cast(SvcApp, pilot.app)
        app.services.calls.assign(["10001", "10004"], "bruno")
        await press(pilot, "R")
        lines = screen_text(pilot.app)
        assert [line.split()[:3] for line in lines[5:7]] == [[">", "bruno", "4"], ["all", "4", "0"]]
        assert any("Computed 09:00." in line for line in lines)


async def test_every_figure_of_every_report_opens_as_many_records_as_it_says(tmp_path: Path) -> None:
    """By the screen's own way: the cells of its table, and the list of the place that each opens in."""
    path = tmp_path / "any.db"
    stores.anything(path, 5, 5).store.close()
    opened = 0
    async with running(path, now=stores.NOW) as pilot:
        await press(pilot, "6")
        screen = reports(pilot)
        services = screen.services
        counts: dict[tuple[str, str], int] = {}
        for name, definition in standard().items():
            screen.open_report(name)
            await settle(pilot)
            assert screen.shown is not None
            assert screen.shown.definition.name == name
            grid, place = screen.shown.grid, services.reports.place_of(definition)
            for row in grid.rows(0, grid.count):
                for behind in row.behind:
                    if behind is None or behind.record:
                        continue
                    key = place, behind.filter
                    if key not in counts:
                        listing = sources()[definition.subject].lists(services.context).ids(behind.filter)
                        assert not listing.query.warnings, behind
                        counts[key] = len(listing.ids)
                    assert counts[key] == behind.count, (name, behind)
                    opened += 1
        assert opened > 300
        await press(pilot, "enter")
        shown, behind = screen.shown, screen.behind
        assert shown is not None
        assert behind is not None
        assert isinstance(pilot.app.screen, ListScreen)
        assert len(pilot.app.screen.rows.ids) == behind.count


async def test_what_is_searched_stands_in_the_title_first(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "6", "slash")
        await type_text(pilot, "when")
        assert (await press(pilot, "enter"))[1].startswith(" When calls come")
