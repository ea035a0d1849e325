"""The forms of a call: the new call that fills itself, the edit form, drafts, and two editors of one call."""

from pathlib import Path

import pytest

from svc_tui.local.form_drafts import FormDrafts
from tests.screens.running import (
    press,
    running,
    said,
    screen_text,
    settle,
    write,
)
from tests.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """One open call, 10001, on the covered washer."""
    desk = Desk(tmp_path / "desk.db")
    desk.open_call(description="The drum stops.")
    return desk


def field(lines: list[str], label: str) -> str:
    """What the line of a field says."""
    return next(line[20:].strip() for line in lines if line[2:].startswith(label))


def preview(lines: list[str]) -> str:
    """What stands below the fields."""
    at = next(index for index, line in enumerate(lines) if line.startswith("─"))
    return "\n".join(lines[at + 1 : -2])


# --- a new call


async def test_sc_04_the_tail_of_a_serial_fills_customer_item_and_contract(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "n")
        lines = await write(pilot, "931")
        assert lines[3].split()[:5] == [">", "SN-000931", "WSH-40", "Washer", "40"]
        lines = await press(pilot, "enter")
        assert field(lines, "Serial") == "SN-000931"
        assert field(lines, "Customer").split() == ["C1", "Lavanderia", "Bianchi"]
        assert field(lines, "Item").split()[0] == "WSH-40"
        assert field(lines, "Phone") == "+39 02 555 0101"
        text = preview(lines)
        assert "Covered by K-58 (serial)" in text
        assert "Respond by 13:00.  Resolve by Tue 16:00." in text
        assert "10001 is open for the same unit: perhaps a duplicate." in text
        await press(pilot, "tab", "tab", "tab")
        await write(pilot, "Noise")
        await press(pilot, "pagedown")
        lines = await press(pilot, "s")
        assert said(pilot).startswith("10002 opened, covered by K-58")
        assert desk.row("10002")["equipment"] == 311
        assert desk.row("10002")["manufacturer_serial"] == "MF-77-311"


async def test_a_caller_is_found_by_phone_name_or_code(desk: Desk) -> None:
    with desk.context.write() as unit:
        unit.insert("customer", {"code": "C9", "name": "Farmacia Nord", "phone": "045 800 1234",
                                 "phone_key": "0458001234"})  # fmt: skip
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "n", "tab")
        for typed in ("045800", "farm", "c9"):
            lines = await write(pilot, typed)
            assert lines[4].split()[:3] == [">", "C9", "Farmacia"]
            await press(pilot, *["backspace"] * len(typed))
        await write(pilot, "farm")
        lines = await press(pilot, "enter")
        assert field(lines, "Customer").split() == ["C9", "Farmacia", "Nord"]
        assert "Not covered" in preview(lines)


async def test_sc_04_a_card_of_several_customers_asks_who_called(desk: Desk) -> None:
    desk.add("equipment_customer", equipment=311, customer="C2")
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "n")
        await write(pilot, "931")
        lines = await press(pilot, "enter")
        assert "2 customers: choose" in field(lines, "Customer")
        assert "Choose who called" in preview(lines)
        assert lines[4].split()[:2] == ["C1", "Lavanderia"]
        lines = await press(pilot, "down", "down", "enter")
        assert field(lines, "Customer").split() == ["C2", "Hotel", "Aurora"]


async def test_sc_03_a_returned_unit_says_why_not_while_typing(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "n")
        lines = await write(pilot, "933")
        assert "returned" in lines[3]
        assert "returned" in preview(await press(pilot, "enter"))
        lines = await press(pilot, "ctrl+s")
        assert "subject" in said(pilot) or "customer" in said(pilot)


async def test_sc_01_what_is_missing_is_said_and_nothing_is_lost(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "n", "ctrl+s")
        assert said(pilot) == "A call needs a customer. Type a serial, a name, a code or a phone number."
        await write(pilot, "931")
        lines = await press(pilot, "enter", "ctrl+s")
        assert said(pilot) == "A call needs a subject: one line that says what is wrong."
        assert field(lines, "Serial") == "SN-000931"


# --- the edit form


async def test_times_are_typed_short_and_the_instant_stands_beside(desk: Desk) -> None:
    desk.later(hours=5)
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await press(pilot, "e")
        assert field(lines, "Subject") == "Stops after warm-up"
        await press(pilot, "shift+tab", "shift+tab", "shift+tab")
        await press(pilot, *["backspace"] * 16)
        for typed, shown in (("930", "Mon 09:30"), ("-2h", "Mon 12:00"), ("fri 14", "Fri 14:00")):
            lines = await write(pilot, typed)
            assert shown in field(lines, "Reported"), typed
            await press(pilot, *["backspace"] * len(typed))
        lines = await write(pilot, "soon")
        assert "9:30" in field(lines, "Reported")
        await press(pilot, "ctrl+s")
        assert said(pilot).startswith("soon is not a time.")


async def test_a_field_that_names_nothing_says_so_beside_it(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "e", "tab", "tab", "tab", "tab", "tab", "tab")
        lines = await write(pilot, "zz")
        assert field(lines, "Technician").split() == ["zz", "not", "known"]
        await press(pilot, "backspace", "backspace")
        lines = await write(pilot, "bru")
        assert any(line.split()[:2] == [">", "bruno"] for line in lines)
        assert field(await press(pilot, "enter"), "Technician").split() == ["bruno", "Bruno"]
        await press(pilot, "ctrl+s")
        assert said(pilot) == "10001: technician changed  (u undo)"
        assert desk.row("10001")["technician"] == "bruno"


async def test_another_priority_shows_the_due_date_that_would_result(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "e", "tab", "tab")
        await press(pilot, *["backspace"] * 3)
        lines = await write(pilot, "high")
        assert "With this: resolve by 2026-03-02 13:00." in preview(lines)


async def test_a_form_that_says_nothing_new_is_left_without_a_question(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await press(pilot, "e", "tab", "escape")
        assert lines[3].startswith(" > 10001")
        await press(pilot, "e")
        await write(pilot, "!")
        await press(pilot, "escape")
        assert said(pilot) == "Not saved. Leave, and keep what was typed as a draft?"
        lines = await press(pilot, "n")
        assert field(lines, "Subject") == "Stops after warm-up!"
        lines = await write(pilot, "?")
        assert field(lines, "Subject") == "Stops after warm-up!?"
        lines = await press(pilot, "escape", "d")
        assert lines[3].startswith(" > 10001")
        assert desk.row("10001")["subject"] == "Stops after warm-up"


async def test_the_description_is_a_field_of_several_lines(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "e", "tab", "enter")
        await write(pilot, "Then it hums.")
        await press(pilot, "ctrl+s")
        assert desk.row("10001")["description"] == "The drum stops.\nThen it hums."


# --- two editors


async def test_two_editors_of_other_fields_both_stand(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "e")
        await write(pilot, "!")
        desk.as_person("bruno").set(["10001"], {"reference": "PO-7"})
        await press(pilot, "ctrl+s")
        assert said(pilot) == "10001: subject changed  (u undo)"
        assert desk.row("10001")["reference"] == "PO-7"


async def test_two_editors_of_one_field_see_both_sides_and_decide(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "e")
        await write(pilot, "!")
        await press(pilot, "tab")
        await write(pilot, " Loudly.")
        changes = {"subject": "Stops when hot", "description": "Bruno's words"}
        desk.as_person("bruno").set(["10001"], changes)
        lines = await press(pilot, "ctrl+s")
        text = "\n".join(lines)
        assert "someone else changed 2 fields" in text
        for words in ("mine        Stops after warm-up!", "theirs      Stops when hot",
                      "before      Stops after warm-up", "mine        The drum stops. Loudly."):  # fmt: skip
            assert words in text, text
        assert desk.row("10001")["subject"] == "Stops when hot"
        await press(pilot, "m", "t", "s")
        assert said(pilot).startswith("10001: subject changed")
        row = desk.row("10001")
        assert (row["subject"], row["description"]) == ("Stops after warm-up!", "Bruno's words")


async def test_a_conflict_that_is_left_keeps_what_was_typed(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "e")
        await write(pilot, "!")
        desk.as_person("bruno").set(["10001"], {"subject": "Stops when hot"})
        lines = await press(pilot, "ctrl+s", "q")
        assert field(lines, "Subject") == "Stops after warm-up!"
        assert desk.row("10001")["subject"] == "Stops when hot"


# --- drafts


async def test_a_draft_is_written_while_typing_and_gone_after_saving(desk: Desk, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts"
    async with running(desk.store.path, now=desk.time, drafts_dir=drafts) as pilot:
        await press(pilot, "e")
        await write(pilot, "!")
        pilot.app.screen._draft_now()  # type: ignore[attr-defined]  # what the timer does after 0.6 s
        await settle(pilot)
        (kept,) = drafts.glob("*.json")
        assert kept.stat().st_mode & 0o777 == 0o600
        assert "Stops after warm-up!" in kept.read_text()
        await press(pilot, "ctrl+s")
        assert not list(drafts.glob("*.json"))


async def test_a_form_left_unsaved_goes_on_from_its_draft(desk: Desk, tmp_path: Path) -> None:
    async with running(desk.store.path, now=desk.time, drafts_dir=tmp_path / "drafts") as pilot:
        await press(pilot, "n")
        await write(pilot, "931")
        await press(pilot, "enter", "escape", "y")
        assert said(pilot).startswith("Kept as a draft.")
        await press(pilot, ":")
        await write(pilot, "draft")
        lines = await press(pilot, "enter")
        assert any("New call" in line for line in lines)
        lines = await press(pilot, "enter")
        assert field(lines, "Serial") == "SN-000931"
        assert field(lines, "Customer").split()[0] == "C1"
        assert said(pilot).startswith("What was typed until")


async def test_the_next_start_offers_the_draft_of_a_program_that_died(desk: Desk, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts"
    writer = FormDrafts(drafts, desk.store.path, "anna")
    version = str(desk.row("10001")["version"])
    fields = {"subject": "Half a wo", ".version": version, ".base.subject": "Stops after warm-up"}
    writer.keep("call", "10001", fields, desk.time)
    writer.close()
    other = FormDrafts(drafts, desk.store.path, "bruno")
    other.keep("call", "10001", {"subject": "Bruno's"}, desk.time)
    async with running(desk.store.path, now=desk.time, drafts_dir=drafts) as pilot:
        assert said(pilot) == "Call 10001, not saved, from 09:00  (ctrl+o goes on there)"
        lines = await press(pilot, "ctrl+o")
        assert field(lines, "Subject") == "Half a wo"
        await press(pilot, "ctrl+s")
        assert desk.row("10001")["subject"] == "Half a wo"
        assert [draft.fields["subject"] for draft in other.waiting()] == ["Bruno's"]
    other.close()


async def test_a_draft_does_not_overwrite_what_was_saved_since(desk: Desk, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts"
    writer = FormDrafts(drafts, desk.store.path, "anna")
    version = str(desk.row("10001")["version"])
    fields = {"subject": "Mine", ".version": version, ".base.subject": "Stops after warm-up"}
    writer.keep("call", "10001", fields, desk.time)
    writer.close()
    desk.as_person("bruno").set(["10001"], {"subject": "Stops when hot"})
    async with running(desk.store.path, now=desk.time, drafts_dir=drafts) as pilot:
        lines = await press(pilot, "ctrl+o", "ctrl+s")
        assert "theirs      Stops when hot" in "\n".join(lines)
        await press(pilot, "t", "s")
        assert desk.row("10001")["subject"] == "Stops when hot"
        assert not list(drafts.glob("*.json"))


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (60, 15), (140, 50)])
async def test_any_size_is_survived(desk: Desk, size: tuple[int, int]) -> None:
    async with running(desk.store.path, now=desk.time, size=size) as pilot:
        await press(pilot, "n")
        await write(pilot, "931")
        await press(pilot, "enter", "pagedown", "q", "d", "e", "tab", "tab", "escape")
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert screen_text(pilot.app)[-1].endswith("? keys")


async def test_a_serial_that_is_only_near_is_offered_and_never_taken_by_enter(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "n")
        lines = await write(pilot, "SN-000831")
        assert "SN-000931" in lines[3]
        assert not lines[3].startswith(" >")
        lines = await press(pilot, "enter")
        assert field(lines, "Serial") == "SN-000831", "what was typed stays"
        assert "Bianchi" not in field(lines, "Customer")
        await press(pilot, "shift+tab", "backspace")
        await write(pilot, "1")
        lines = await press(pilot, "down", "enter")
        assert field(lines, "Serial") == "SN-000931"
        assert field(lines, "Customer").split() == ["C1", "Lavanderia", "Bianchi"]


async def test_a_caller_who_may_be_several_is_chosen_by_hand(desk: Desk) -> None:
    desk.add("customer", code="C10", name="Lavanderia Rossi")
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "n", "tab")
        lines = await write(pilot, "lavan")
        assert not any(line.startswith(" >") and "Lavanderia" in line for line in lines)
        assert field(await press(pilot, "enter"), "Customer").split()[0] == "lavan"
        await press(pilot, "shift+tab")
        lines = await write(pilot, "")
        await press(pilot, *["backspace"] * 5)
        await write(pilot, "C1")
        assert field(await press(pilot, "enter"), "Customer").split()[0] == "C1"
