"""The set-up: lists, closed dates, queues and members, people, items, customers with contacts and addresses."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from svc_tui.commands.catalogue import BY_ID
from svc_tui.local.form_drafts import FormDrafts
from svc_tui.screens.company.kinds import TABS
from svc_tui.services.company.customers import Customers
from svc_tui.services.company.items import Items
from svc_tui.services.company.lists import Lists
from svc_tui.services.company.people import People
from svc_tui.services.core.views import Views
from svc_tui.services.queues.levels import Levels
from svc_tui.services.queues.service import Queues
from tests.screens.running import press, running, said, screen_text, settle, write
from tests.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """One open call on the covered washer."""
    desk = Desk(tmp_path / "desk.db")
    desk.open_call()
    return desk


async def set_up(pilot: Pilot[None], words: str) -> list[str]:
    """Reach a part of the set-up as people do: by its name."""
    await press(pilot, ":")
    await write(pilot, f"set-up: {words}")
    return await press(pilot, "enter")


async def fill(pilot: Pilot[None], *texts: str) -> list[str]:
    """Type into one field after the other."""
    for text in texts:
        await pilot.press(*text, "tab")
    await settle(pilot)
    return await press(pilot, "ctrl+s")


async def test_a_status_gets_a_class_and_may_be_switched_off(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await set_up(pilot, "lists")
        assert lines[1].startswith(" Set-up: Statuses  4 records")
        assert [line.split()[0] for line in lines[5:8]] == ["Pending", "Resolved", "Closed"]
        await press(pilot, "n")
        await fill(pilot, "Awaiting part", "", "", "", "", "waiting")
        assert said(pilot).startswith("Awaiting part saved")
        entry = Lists(desk.context).find("status", "Awaiting part")
        assert (entry.status_class, entry.pauses_clock) == ("waiting", True)
        await press(pilot, "G", "i")
        assert said(pilot).startswith("Awaiting part is no longer chosen")
        assert not Lists(desk.context).find("status", "Awaiting part").active
        await press(pilot, "u")
        assert Lists(desk.context).find("status", "Awaiting part").active


async def test_a_built_in_value_says_why_it_stays(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await set_up(pilot, "lists")
        await press(pilot, "i")
        assert said(pilot).startswith("Open is built in; its active stays.")
        await press(pilot, "X", "y")
        assert said(pilot) == "Open is built in and cannot be removed."


async def test_the_lists_are_beside_each_other(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await set_up(pilot, "lists")
        assert "Origins" in (await press(pilot, "]"))[1]
        assert "Statuses" in (await press(pilot, "["))[1]
        assert "Macros" in (await press(pilot, "-"))[1]


def test_the_palette_reaches_every_kind_of_the_set_up() -> None:
    """The lists stand beside each other, so that the first of them has a command for all."""
    lists = TABS[: TABS.index("closed")]
    assert lists[0] == "status"
    assert [name for name in TABS if name not in lists and f"setup.{name}" not in BY_ID] == []


async def test_plans_are_reached_by_their_name(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        assert (await set_up(pilot, "plans"))[1].startswith(" Set-up: Plans")


async def test_a_closed_date_moves_the_due_dates_of_open_calls(desk: Desk) -> None:
    before = desk.row("10001")["resolve_by"]
    async with running(desk.store.path, now=desk.time) as pilot:
        await set_up(pilot, "closed")
        await press(pilot, "n")
        await fill(pilot, "2026-03-03", "", "", "Stocktaking")
        assert said(pilot).startswith("2026-03-03 saved  1 due date moved.")
        assert desk.row("10001")["resolve_by"] > before
        lines = await press(pilot, "X", "y")
        assert "0 records" in lines[1]
        assert desk.row("10001")["resolve_by"] == before


async def test_a_queue_gets_members(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await set_up(pilot, "queues")
        assert lines[4].split()[:2] == [">", "NORTH"]
        await press(pilot, "enter", "tab", "tab")
        lines = await write(pilot, " car")
        assert any(line.split()[:2] == [">", "carla"] for line in lines)
        await press(pilot, "enter", "ctrl+s")
        members = [each.person for each in Queues(desk.context).find("NORTH").members]
        assert sorted(members) == ["anna", "carla"]
        await press(pilot, "n")
        await fill(pilot, "EAST", "Eastern team", "", "bruno")
        assert [each.person for each in Queues(desk.context).find("EAST").members] == ["bruno"]


async def test_people_are_written_down_and_checked_beside_the_field(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await set_up(pilot, "people")
        await press(pilot, "n")
        lines = await fill(pilot, "dora", "Dora Neri", "seven")
        assert any("is not a whole number" in line for line in lines)
        assert said(pilot).endswith("seven is not a whole number.")
        await press(pilot, "shift+tab", *["backspace"] * 5)
        await fill(pilot, "7", "", "", "", "technician")
        assert said(pilot).startswith("dora saved")
        person = People(desk.context).find("dora")
        assert (person.name, person.user_id, person.roles) == ("Dora Neri", 7, ["technician"])


async def test_a_code_that_is_taken_is_refused_and_the_form_stays(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await set_up(pilot, "items")
        await press(pilot, "n")
        lines = await fill(pilot, "wsh-40", "Another")
        assert said(pilot) == "There is an item WSH-40 already."
        assert any("Another" in line for line in lines)
        await press(pilot, "escape", "d")
        await press(pilot, "enter")
        await fill(pilot, " XL")
        assert Items(desk.context).find("WSH-40").name == "Washer 40 kg XL"


async def test_a_customer_gets_contacts_and_addresses(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await set_up(pilot, "customers")
        await press(pilot, "/")
        await write(pilot, "aurora")
        lines = await press(pilot, "enter")
        assert lines[4].split()[:2] == [">", "C2"]
        await press(pilot, "enter", "shift+tab", "shift+tab", "shift+tab")
        lines = await press(pilot, "enter")
        assert lines[1].startswith(" Set-up: Contacts  C2")
        await press(pilot, "n")
        await fill(pilot, "Ms Aurora", "", "Owner", "02 555 0199")
        sheet = Customers(desk.context).find("C2")
        assert [(each.name, each.position) for each in sheet.contacts] == [("Ms Aurora", "Owner")]
        lines = await press(pilot, "q")
        assert any("Addresses of this customer" in line for line in lines)


async def test_two_editors_of_a_customer_decide(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await set_up(pilot, "customers")
        await press(pilot, "enter")
        await write(pilot, " 1")
        Customers(desk.context).set("C1", {"name": "Lavanderia Verdi"})
        lines = await press(pilot, "ctrl+s")
        assert "theirs      Lavanderia Verdi" in "\n".join(lines)
        await press(pilot, "m", "s")
        assert Customers(desk.context).find("C1").row.name == "Lavanderia Bianchi 1"


async def test_the_set_up_is_left_to_where_one_was(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "enter")
        await set_up(pilot, "queues")
        assert (await press(pilot, "q"))[1].startswith(" 10001")
        await pilot.resize_terminal(60, 15)
        await set_up(pilot, "people")
        await settle(pilot)
        assert screen_text(pilot.app)[-1].endswith("? keys")


async def test_saved_views_are_renamed_moved_and_removed(desk: Desk) -> None:
    views = Views(desk.context)
    views.save("North", "queue:north", None, 8)
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await press(pilot, "v", "v")
        assert lines[4].split() == [">", "8", "North", "queue:north"]
        await press(pilot, "enter")
        await fill(pilot, " team", "")
        assert views.by_slot(8).name == "North team"
        await press(pilot, "enter", "tab", "backspace")
        await fill(pilot, "9")
        assert views.by_slot(9).name == "North team"
        await press(pilot, "X", "y")
        assert said(pilot).startswith("North team removed")
        assert [view for view in views.list() if view.id is not None] == []


async def test_a_draft_of_a_record_does_not_overwrite_what_was_saved_since(
    desk: Desk, tmp_path: Path
) -> None:
    kept = FormDrafts(tmp_path / "drafts", desk.store.path, "anna")
    version = str(Customers(desk.context).find("C1").row.version)
    fields = {"name": "Mine", ".version": version, ".base.name": "Lavanderia Bianchi"}
    kept.keep("customers", "C1", fields, desk.time)
    kept.close()
    Customers(desk.context).set("C1", {"name": "Theirs"})
    async with running(desk.store.path, now=desk.time, drafts_dir=tmp_path / "drafts") as pilot:
        lines = await press(pilot, "ctrl+o", "ctrl+s")
        assert "theirs      Theirs" in "\n".join(lines)
        await press(pilot, "t", "s")
        assert Customers(desk.context).find("C1").row.name == "Theirs"


async def test_a_level_that_cannot_be_is_not_saved(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await set_up(pilot, "escalation")
        await press(pilot, "n")
        await fill(pilot, "Late", "", "", "150", "", "tell=manager")
        assert said(pilot).startswith("percent=150 is out of range.")
        assert Levels(desk.context).all() == []


async def test_a_level_of_escalation_is_written_down_switched_off_and_taken_away(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await set_up(pilot, "escalation")
        await press(pilot, "n")
        await fill(pilot, "Late", "", "", "", "2h", "tell=manager")
        assert said(pilot).startswith("Late saved")
        (level,) = Levels(desk.context).all()
        assert (level.target, level.percent, level.after_s) == ("resolution", 100, 7200)
        lines = screen_text(pilot.app)
        assert lines[1].startswith(" Set-up: Levels of escalation  1 record")
        assert lines[4].split() == [">", "Late", "-", "resolution", "100", "2h", "tell=manager", "yes"]
        await press(pilot, "i")
        assert said(pilot).startswith("Late is no longer chosen")
        await press(pilot, "X", "y")
        assert said(pilot).startswith("Late removed")
        await press(pilot, "u")
        assert not Levels(desk.context).find("Late").active
