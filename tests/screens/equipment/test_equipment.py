"""Equipment on screen: the list, the box for a serial, the open card, and what is done with them by keys."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from svc_tui.bootstrap import Services, open_services
from svc_tui.screens.core.desk_app import Ref
from svc_tui.widgets.prompt_line import PromptLine
from tests.screens.running import press, running, said, screen_text, send, settle, type_text
from tests.services.desk import MONDAY_9, Desk


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Six cards, a contract that covers one of them, two calls about it."""
    path = tmp_path / "desk.db"
    desk = Desk(path)
    desk.open_call()
    desk.open_call(subject="Door sensor fails", priority="high")
    desk.store.close()
    return path


def services(store: Path, who: str = "bruno") -> Services:
    return open_services(store=store, who=who, now=lambda: MONDAY_9, env={})


def row_of(lines: list[str], number: int) -> str:
    return next(line for line in lines if line[3:].startswith(f"{number} "))


async def box(pilot: Pilot[None], text: str) -> list[str]:
    await press(pilot, "g", "e")
    return await type_text(pilot, text)


async def test_the_list_says_what_a_unit_is_and_whether_it_is_covered(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "2")
        assert lines[1].endswith("6 cards")
        assert row_of(lines, 311).split()[:2] == [">", "311"]
        assert "K-58" in row_of(lines, 311)
        assert row_of(lines, 311).rstrip().endswith("2")
        assert " no " in row_of(lines, 312)
        assert any("Covered by K-58" in line for line in lines[11:])
        assert any("2 open of 2 calls" in line for line in lines[11:])
        lines = await press(pilot, "/")
        lines = await type_text(pilot, "is:uncovered is:live")
        lines = await press(pilot, "enter")
        assert lines[1].endswith("2 cards")
        lines = await press(pilot, "v", "1")
        assert lines[1].endswith("6 cards")


async def test_a_scanned_serial_lands_on_its_card_even_before_the_list_was_ever_shown(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        for key in ("g", "e", *"SN-000931", "enter"):  # as fast as a scanner types
            send(pilot, key)
        await settle(pilot)
        lines = screen_text(pilot.app)
        assert lines[1].startswith(" Card 311  SN-000931")
        assert "Covered by K-58 (serial) to" in lines[2]
        assert (await press(pilot, "q"))[1].endswith("6 cards")


async def test_what_fits_several_is_listed_live_ones_first_and_the_nearest_where_nothing_fits(
    store: Path,
) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await box(pilot, "00093")
        assert any(line.endswith("middle") for line in lines)
        await press(pilot, "escape")
        lines = await box(pilot, "SN-00093l")
        assert any("SN-000931" in line and line.endswith("look-alike") for line in lines)
        assert not any(line.startswith(" > SN-000931") for line in lines), "a guess is not lit by itself"
        assert any("these are the nearest" in line for line in lines)
        lines = await press(pilot, "enter")
        assert any("Nothing is just as typed" in line for line in lines)
        assert pilot.app.screen.query_one(PromptLine).value == "SN-00093l", "what was typed stays"
        lines = await press(pilot, "down", "enter")
        assert lines[1].startswith(" Card 311")
        await press(pilot, "q")
        lines = await box(pilot, "QQQQQQ")
        assert any("Nothing like it" in line for line in lines)
        await press(pilot, "enter")
        assert "nor anything like it" in said(pilot)


async def test_several_cards_that_fit_alike_are_left_to_the_person(store: Path) -> None:
    desk = services(store)
    desk.equipment.set(["316"], {"manufacturer_serial": "AA-000931"})
    desk.close()
    async with running(store, now=MONDAY_9) as pilot:
        await box(pilot, "0931")
        lines = await press(pilot, "enter")
        assert lines[1].endswith("2 cards")
        assert "fits 2 cards alike" in said(pilot)
        assert (await press(pilot, "enter"))[1].startswith(" Card 311")


async def test_from_a_card_to_a_covered_call_whose_due_date_is_explained(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await box(pilot, "931")
        lines = await press(pilot, "enter", "n")
        assert any(line.startswith("> Subject") for line in lines)
        assert any("Covered by K-58" in line for line in lines)
        assert any("Resolve by" in line for line in lines)
        await type_text(pilot, "Leaks at the door")
        await press(pilot, "ctrl+s")
        assert "10003" in said(pilot)
        lines = await press(pilot, "'", "c")
        assert lines[1].startswith(" 10003 Leaks at the door")
        lines = await press(pilot, "d")
        assert any("K-58" in line for line in lines)
    found = services(store).calls.sheet("10003").values
    assert (found.equipment, found.customer, found.contract) == (311, "C1", 58)


async def test_marks_act_together_with_one_confirmation_one_result_a_row_and_one_undo(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "2", "x", "j", "j", "x", "s", "b")
        assert said(pilot) == "in repair lab: 2 cards?"
        lines = await press(pilot, "y")
        assert "in repair" in row_of(lines, 311)
        assert said(pilot).startswith("1 of 2 done; refused: ")
        assert "2 marked" not in lines[-2]
        await press(pilot, "u")
        desk = services(store)
        assert [desk.equipment.find(number).row.status for number in (311, 314)] == ["active", "terminated"]
        desk.close()


async def test_a_change_is_repeated_on_the_next_row_and_others_see_it(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "2", "m")
        await type_text(pilot, "North")
        await press(pilot, "enter")
        assert "311" in said(pilot)
        await press(pilot, ".")
        desk = services(store)
        assert [desk.equipment.find(number).row.territory for number in (311, 312)] == ["North", "North"]
        desk.equipment.set(["313"], {"status": "terminated"})
        desk.close()
        pilot.app.screen._look_for_news()  # type: ignore[attr-defined]  # what the clock does each second
        await settle(pilot)
        assert "terminat" in row_of(screen_text(pilot.app), 313)


async def test_the_card_has_its_tabs_and_neighbours_and_leads_on(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "2", "enter", "]")
        lines = screen_text(pilot.app)
        assert any("Door sensor fails" in line for line in lines)
        for name in ("Contracts", "Moves", "Replaced", "Parts", "Files", "History"):
            lines = await press(pilot, "]")
            assert any(f"[{name}" in line for line in lines)
        assert (await press(pilot, "}"))[1].startswith(" Card 312")
        lines = await press(pilot, "'", "b")
        assert lines[1].startswith(" C1")
        assert (await press(pilot, "ctrl+o"))[1].startswith(" Card 312")
        await press(pilot, "{", "'", "k")
        assert any("K-58" in line for line in screen_text(pilot.app)[:3])


async def test_a_call_without_a_card_leads_to_the_serial_in_its_text(store: Path) -> None:
    desk = services(store)
    desk.calls.new({"customer": "C1", "subject": "Plate reads SN-000932", "priority": "high"})
    desk.calls.new({"customer": "C1", "subject": "No plate at all", "priority": "high"})
    desk.close()
    async with running(store, now=MONDAY_9) as pilot:
        pilot.app.open(Ref("call", "10003"))  # type: ignore[attr-defined]
        await settle(pilot)
        assert (await press(pilot, "'", "e"))[1].startswith(" Card 312")
        await press(pilot, "ctrl+o")
        pilot.app.open(Ref("call", "10004"))  # type: ignore[attr-defined]
        await settle(pilot)
        await press(pilot, "'", "e")
        assert "names no unit" in said(pilot)


async def test_the_places_keep_what_was_open_and_ctrl_o_goes_back(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "enter", "g", "e", "escape")
        assert screen_text(pilot.app)[1].endswith("6 cards")
        lines = await press(pilot, "ctrl+o")
        assert lines[1].startswith(" 1000")
        await press(pilot, "2")
        assert (await press(pilot, "1"))[1].startswith(" 1000")
        assert (await press(pilot, "1"))[1].startswith(" / sort:left")


async def test_the_form_of_a_card_saves_and_refuses_in_the_words_of_the_command_line(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "2", "e")
        await type_text(pilot, "X")
        await press(pilot, "ctrl+s")
        assert said(pilot).startswith("Card 311 saved")
        await press(pilot, "u", "n")
        await type_text(pilot, "SN-000936")
        await press(pilot, "tab", "tab")
        await type_text(pilot, "WSH-40")
        await press(pilot, "tab")
        await type_text(pilot, "C1")
        await press(pilot, "ctrl+s")
        assert "316" in said(pilot)  # EQ-03: that serial lives already


async def test_an_owner_changes_by_steps_that_are_shown_first_and_one_undo(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "2", "enter", ":")
        await type_text(pilot, "change of owner")
        await press(pilot, "enter")
        await type_text(pilot, "C2")
        lines = await press(pilot, "enter")
        assert any("Card 311 of C1 is terminated" in line for line in lines)
        assert any("leaves K-58" in line for line in lines)
        await type_text(pilot, "Handed over in order")
        lines = await press(pilot, "enter")
        assert "  SN-000931 / MF-77-311" in lines[1]
        assert not lines[1].startswith(" Card 311")
        await press(pilot, "u")
        desk = services(store)
        assert desk.equipment.find(311).row.status == "active"
        assert desk.calls.sheet("10001").values.status == "Open"
        desk.close()


async def test_the_list_is_written_to_a_file_as_it_is_shown(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "2", ">")
        await press(pilot, *["backspace"] * len("equipment.csv"))
        await type_text(pilot, str(path))
        await press(pilot, "enter")
        assert said(pilot).startswith("6 cards written")
    lines = path.read_text().splitlines()
    assert lines[0].startswith("number,serial,item_name,customer_name,covered")
    assert lines[1].startswith("311,SN-000931")


async def test_a_view_of_equipment_is_kept_under_its_key_and_managed_with_the_others(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await press(pilot, "2", "/")
        await type_text(pilot, "status:in_lab")
        await press(pilot, "enter", "v", "s")
        await type_text(pilot, "5 In the lab")
        await press(pilot, "enter", "v", "1")
        assert (await press(pilot, "v", "5"))[1].startswith(" / status:in_lab")
        assert any("In the lab" in line for line in await press(pilot, "v", "v"))
        lines = await press(pilot, "q", "1", "v", "5")
        assert lines[1].startswith(" / is:duetoday")


async def test_a_visit_is_planned_from_a_card_and_work_that_comes_round_again(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await press(pilot, "2", "P")
        assert any(line.startswith(" > 10002") for line in lines)  # the proposal, for the newest call
        await press(pilot, "escape", "j", "P")
        assert said(pilot).startswith("No call about card 312 is open. Write one down first.")
        await press(pilot, "k", ":")
        await type_text(pilot, "preventive plan")
        lines = await press(pilot, "enter")
        assert any(line.split() == ["Card", "311"] for line in lines)
        await type_text(pilot, "W6")
        await press(pilot, "tab")
        await type_text(pilot, "Belts")
        await press(pilot, *["tab"] * 4)
        await type_text(pilot, "every 6 months")
        await press(pilot, "ctrl+s")
        assert said(pilot).startswith("W6 saved")
        lines = await press(pilot, "enter")
        assert any("Preventive work" in line for line in lines)
        opened = services(store)
        assert [(row.code, row.equipment) for row in opened.plans.holding()] == [("W6", 311)]
        opened.close()
