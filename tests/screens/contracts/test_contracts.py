"""Contracts on the screen: list, bulk acts, the open contract, its form, renewals, simulated due dates."""

from datetime import date
from pathlib import Path

import pytest

from svc_tui.services.contracts.ledger import Units
from svc_tui.services.contracts.service import Contracts
from tests.screens.running import hesitate, press, running, said, screen_text, send, settle, write
from tests.services.desk import MONDAY_9, Desk

TERMS = {"customer": "C1", "start": "2026-01-01", "end": "2026-12-31", "resolution": "8h", "response": "2h",
         "coverage": "Mo-Fr 09:00-18:00"}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """K-58 of the fixture, and three more: one draft, one that ends in April, one of prepaid hours."""
    desk = Desk(tmp_path / "desk.db")
    with desk.context.write(undoable=False) as unit:
        unit.raise_number("contract", 100)
    contracts = Contracts(desk.context)
    contracts.new({**TERMS, "description": "Everything", "type": "customer", "end": "2027-06-30"})
    contracts.new({**TERMS, "description": "Till April", "type": "customer", "end": "2026-04-15", "value": "1200",
                   "renewal": "yes", "remind": "1m", "owner": "anna"})  # fmt: skip
    contracts.new({**TERMS, "description": "Ten hours", "type": "customer", "units": "10h"})
    contracts.approve([102, 103])
    return desk


def path_of(desk: Desk) -> Path:
    desk.store.close()
    return desk.store.path


def listed(lines: list[str]) -> list[str]:
    """The numbers of the list, with what stands before them."""
    return [line[:8].rstrip() for line in lines[3:13] if line.strip()]


async def test_the_list_shows_what_is_in_force_by_its_end_and_the_first_in_detail(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        lines = await press(pilot, "3")
        assert lines[0].split()[:3] == ["Inbox", "Equipment", "Contracts"]
        assert lines[1].startswith(" / is:covering sort:end")
        assert lines[1].endswith("3 contracts")
        assert listed(lines) == [" > K-102", "   K-58", "   K-103"]
        assert "44d  in force" in lines[3]
        assert lines[14].startswith(" K-102 Till April")
        assert lines[15].startswith(" In force to 15 Apr 2026, 44 days left: no costs.")
        assert lines[16] == " Respond in 2h, resolve in 8h, Mo-Fr 09:00-18:00"
        assert "All units of the customer, 0 calls" in lines[17]
        assert listed(await press(pilot, "v", "4")) == [" > K-101"]


async def test_many_are_approved_after_one_question_with_a_result_for_each_and_one_undo(desk: Desk) -> None:
    Contracts(desk.context).new({**TERMS, "description": "Lists nothing", "type": "serial"})
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "g", "c", "v", "4", "*")
        await press(pilot, "s", "a")
        assert said(pilot) == "Approve: 2 contracts?"
        lines = await press(pilot, "y")
        assert any("K-104" in line and "lists nothing yet" in line for line in lines)
        assert any("K-101" in line and "approved" in line for line in lines)
        await press(pilot, "u")
        assert len(listed(await press(pilot, "v", "4"))) == 2


async def test_a_termination_says_what_it_ends_before_it_does(desk: Desk) -> None:
    desk.open_call()
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "3", "j")
        await press(pilot, "s", "t")
        lines = await write(pilot, "today")
        assert any(
            "Covers nothing from now on, ends 2 Mar 2026; 1 open call keeps its date" in line
            for line in lines
        )
        await press(pilot, "enter")
        assert said(pilot).startswith("K-58 terminated as of 2026-03-02")
        await press(pilot, "u")
        assert "K-58" in " ".join(listed(screen_text(pilot.app)))


async def test_a_renewal_shows_the_new_period_and_links_both(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "3")
        lines = await press(pilot, "N")
        assert any("A draft from 16 Apr 2026 to 29 Jul 2026, linked to K-102" in line for line in lines)
        lines = await write(pilot, "12")
        assert any("from 16 Apr 2026 to 15 Apr 2027, linked to K-102, 1200." in line for line in lines)
        await press(pilot, "enter")
        assert "K-102 renewed as K-104" in said(pilot)
    assert Contracts(desk.context).find(102).renewed_by == 104


async def test_a_length_that_is_none_is_refused_in_words(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "3", "N")
        lines = await write(pilot, "soon")
        assert any("soon is no number of months" in line for line in lines)


async def test_the_open_contract_says_how_it_stands_and_each_tab_its_part(desk: Desk) -> None:
    desk.open_call()
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "3", "j")
        lines = await press(pilot, "enter")
        assert lines[1].startswith(" K-58  ")
        assert "in force" in lines[1]
        assert "[General]" in lines[4]
        lines = await press(pilot, "]")
        assert any("> Mon 2" in line and "┃" in line for line in lines)
        lines = await press(pilot, "]")
        assert any("SN-000931" in line for line in lines)
        lines = await press(pilot, "]")
        assert any("respond in" in line for line in lines)
        lines = await press(pilot, "]")
        assert any("1 call, 1 open" in line for line in lines)
        lines = await press(pilot, "]")
        assert any("10001" in line and "Stops after warm-up" in line for line in lines)
        lines = await press(pilot, "q")
        assert " > K-58" in listed(lines)


async def test_from_a_call_to_its_contract_to_the_call_to_the_customer_and_back(desk: Desk) -> None:
    desk.open_call()
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        lines = await press(pilot, "'", "k")
        assert lines[1].startswith(" K-58")
        lines = await press(pilot, "'", "c")
        assert lines[1].startswith(" 10001")
        await press(pilot, "ctrl+o")
        lines = await press(pilot, "'", "b")
        assert lines[1].startswith(" C1")
        lines = await press(pilot, "ctrl+o")
        assert lines[1].startswith(" K-58")
        lines = await press(pilot, "ctrl+o")
        assert lines[1].startswith(" / sort:left")


async def test_a_call_without_a_contract_says_so(desk: Desk) -> None:
    desk.open_call(serial="", customer="C3")
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "'", "k")
        assert said(pilot) == "10001 runs under no contract."


async def test_units_are_added_by_serial_one_after_the_other(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "3", "j", "enter", "]", "]", "I")
        lines = await write(pilot, "932")
        assert any("SN-000932" in line for line in lines)
        lines = await press(pilot, "enter")
        assert any("SN-000932" in line and line.startswith(" #1") for line in lines)
        assert any("Add serial to K-58" in line for line in lines)
        await write(pilot, "932")
        lines = await press(pilot, "enter")
        assert said(pilot).startswith("SN-000932 is on K-58 already.")
        assert any("Add serial to K-58" in line for line in lines)  # a refused scan leaves the box open


async def test_a_line_is_taken_off_and_the_last_one_stays(desk: Desk) -> None:
    Contracts(desk.context).add_cards(58, ["SN-000932"])
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "3", "j", "enter", "]", "]", "X")
        await write(pilot, "931")
        lines = await press(pilot, "enter")
        assert not any("SN-000931" in line for line in lines[5:20])
        await press(pilot, "X", "enter")
        assert said(pilot).startswith("SN-000932 is all that K-58 covers.")


async def test_prepaid_units_are_bought_and_shown_under_use(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "3", "j", "j", "enter", "]", "]", "]", "]")
        lines = await press(pilot, "b")
        assert any("10h left" in line for line in lines)
        await press(pilot, "enter")
        await write(pilot, "5h extension")
        lines = await press(pilot, "enter")
        assert any("15h left of 15h" in line for line in lines)
    assert Units(desk.context).ledger(103).balance == 15 * 3600


# --- the form


async def test_a_new_contract_is_written_from_a_template_and_opened(desk: Desk) -> None:
    from svc_tui.services.contracts.templates import Templates

    Templates(desk.context).new({"name": "SILVER", "description": "Silver", "type": "customer", "duration": "12",
                                 "resolution": "16h", "coverage": "Mo-Sa 08:00-20:00"})  # fmt: skip
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "3", "n")
        await write(pilot, "silv")
        lines = await press(pilot, "enter")
        assert any("from template SILVER" in line for line in lines)
        assert any("Mo-Sa 08:00-20:00" in line for line in lines)
        await press(pilot, "tab")
        await write(pilot, "C1")
        await press(pilot, "enter")
        await press(pilot, "ctrl+s")
        assert said(pilot).startswith("Contract K-104 written down")
        lines = screen_text(pilot.app)
        assert lines[1].startswith(" K-104  Silver")
        assert "Draft: entitles to nothing until it is approved." in lines[2]
    made = Contracts(desk.context).find(104)
    assert (made.template, made.coverage, made.end) == ("SILVER", "Mo-Sa 08:00-20:00", date(2027, 3, 1))


async def test_covered_hours_are_checked_while_they_are_typed_and_the_slip_is_shown(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "3", "e", *["tab"] * 9, "ctrl+u")
        lines = await write(pilot, "Mo-Fr 09:00-25:00")
        at = next(index for index, line in enumerate(lines) if line == " Mo-Fr 09:00-25:00")
        assert lines[at + 1].index("^") == 1 + 12
        assert '"25:00" at column 13 is no time' in lines[at + 2]
        await press(pilot, "ctrl+s")
        assert "column 13" in said(pilot)
        await press(pilot, "ctrl+u")
        lines = await write(pilot, "Mo-Fr 08:00-12:00,14:00-18:00; Sa 09:00-12:00")
        assert any("Mo 8h00" in line and "Sa 3h00" in line for line in lines)
        assert any("43h00 a week" in line for line in lines)
        await press(pilot, "ctrl+s")
        assert said(pilot).startswith("K-102 saved")
    assert Contracts(desk.context).find(102).coverage == "Mo-Fr 08:00-12:00,14:00-18:00; Sa 09:00-12:00"


async def test_what_was_typed_into_a_contract_survives_as_a_draft(desk: Desk, tmp_path: Path) -> None:
    path = path_of(desk)
    async with running(path, now=MONDAY_9, drafts_dir=tmp_path / "drafts") as pilot:
        await press(pilot, "3", "e")
        await write(pilot, " and May")
        await press(pilot, "escape", "y")
        lines = await press(pilot, "e")
        assert any("Till April and May" in line for line in lines)


# --- when would a call be due


async def test_the_due_date_of_a_call_that_never_came_stands_there_while_one_types(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        lines = await press(pilot, "3", "d")
        assert any("A call with priority low reported Monday 2 March 2026, 09:00" in line for line in lines)
        lines = await write(pilot, "fri 16:00 high")
        text = "\n".join(lines)
        assert "priority high reported Friday 6 March 2026, 16:00" in text
        assert "due Friday 6 March 2026, 18:00" in text
        lines = await press(pilot, "enter", "p", "m")
        assert any("priority medium reported Friday 6 March 2026, 16:00" in line for line in lines)
        lines = await press(pilot, "/", *"ly")
        lines = await press(pilot, "enter")
        assert "is not a time" in said(pilot)
        assert any("priority medium reported Friday 6 March 2026, 16:00" in line for line in lines)


async def test_enter_that_overtakes_the_live_answer_is_answered_with_the_whole_question(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "3", "d")
        for key in (*"2026-03-12", "space", *"16:00", "enter"):
            send(pilot, key)
        await settle(pilot)
        lines = screen_text(pilot.app)
        assert any(
            "A call with priority low reported Thursday 12 March 2026, 16:00" in line for line in lines
        )
        assert listed(await press(pilot, "q"))[0] == " > K-102"


# --- what ends next


async def test_the_renewal_calendar_sums_what_is_at_stake_and_opens_its_contracts(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        lines = await press(pilot, "g", "n")
        assert lines[1] == " 0-30 days   nothing ends"
        assert lines[2].split() == ["31-60", "days", "1", "contract", "1,200", "at", "stake", "anna", "1"]
        assert any(line.startswith(" > K-102") for line in lines)
        lines = await press(pilot, "enter")
        assert lines[1].startswith(" K-102  Till April")
        lines = await press(pilot, "q", "N", "enter")
        assert "1 renewed" in lines[2]
        lines = await press(pilot, "q")
        assert lines[1].startswith(" / sort:left")


async def test_a_minute_reminds_the_owner_once(desk: Desk) -> None:
    desk.later(days=15)
    async with running(path_of(desk), now=desk.time) as pilot:
        inbox = pilot.app.screen
        inbox.pass_a_minute()  # type: ignore[attr-defined]
        await press(pilot, "3")
        inbox.pass_a_minute()  # type: ignore[attr-defined]
        await press(pilot, "3")
    history = Contracts(desk.context).sheet(102).history
    assert [entry.event for entry in history].count("reminded") == 1


# --- why this one


async def test_why_this_contract_lists_every_candidate_and_enter_takes_another(desk: Desk) -> None:
    desk.open_call()
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        lines = await press(pilot, "E")
        assert any("K-58" in line and "taken" in line for line in lines)
        assert any("K-102" in line and "Mon 17:00" in line for line in lines)
        await write(pilot, "102")
        await press(pilot, "enter")
        assert "10001" in said(pilot)
        lines = await press(pilot, "E")
        assert any("K-102" in line and "chosen by hand" in line for line in lines)
    sheet = desk.calls.sheet("10001")
    assert sheet.values.contract == 102
    assert any(each.field == "contract" for each in sheet.history)


async def test_keys_of_a_begun_status_are_named(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "3")
        lines = await hesitate(pilot, "s")
        assert lines[-1].split("  ")[:5] == [" s", "a approved", "h on hold", "d draft", "t terminated"]
