"""The open customer: what its head warns of, its tabs, the timeline as it is walked, and what keys do there."""

from datetime import timedelta
from pathlib import Path

import pytest

from svc_tui.bootstrap import open_services
from svc_tui.screens.core.desk_app import Ref
from svc_tui.services.company.customers import Customers
from tests.screens.running import press, profile, running, said, screen_text, settle, type_text
from tests.services.desk import MONDAY_9, Desk


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """C1 with two calls, a phone call and prepaid hours."""
    desk = Desk(tmp_path / "desk.db")
    number = desk.open_call()
    desk.open_call(subject="Door sensor fails", priority="high")
    desk.later(minutes=5)
    desk.calls.note([number], "Will call back", kind="phone", closed=True)
    customers = Customers(desk.context)
    customers.add_contact("C1", {"name": "Rosa Bianchi", "phone": "0341 55"})
    customers.add_address("C1", {"street": "Via Roma 1", "city": "Lecco"})
    desk.store.close()
    return tmp_path / "desk.db"


LATER = MONDAY_9 + timedelta(hours=1)


async def test_from_a_call_to_its_customer_and_on(store: Path) -> None:
    async with running(store, now=LATER) as pilot:
        lines = await press(pilot, "'", "b")
        assert lines[1].startswith(" C1  Lavanderia Bianchi")
        assert any("Via Roma 1, Lecco" in line for line in lines[:6])
        assert any("2 open of 2 calls, 5 units" in line for line in lines[:6])
        assert any("[Timeline]" in line and "Calls 2" in line for line in lines)
        first = next(line for line in lines if line.startswith(">"))
        assert first.split()[1:] == ["09:05", "anna", "phone", "call", "10001", "Will", "call", "back"]
        lines = await press(pilot, "enter")
        assert any("Will call back" in line for line in lines[:8])
        lines = await press(pilot, "ctrl+o")
        assert "answered" in next(line for line in await press(pilot, "j") if line.startswith(">"))
        assert "10001" in (await press(pilot, "enter"))[1]
        lines = await press(pilot, "ctrl+o")
        assert lines[1].startswith(" C1  Lavanderia Bianchi")
        lines = await press(pilot, "]", "]", "enter")
        assert "Card 311" in lines[1]
        lines = await press(pilot, "ctrl+o", "]", "enter")
        assert "K-58" in lines[1]


async def test_from_the_list_of_customers(store: Path) -> None:
    async with running(store, now=LATER) as pilot:
        pilot.app.show_list("customers")  # type: ignore[attr-defined]
        await settle(pilot)
        lines = await press(pilot, "'", "b")
        assert lines[1].startswith(" C1  Lavanderia Bianchi")
        await press(pilot, "ctrl+o")
        pilot.app.show_list("items")  # type: ignore[attr-defined]
        await settle(pilot)
        await press(pilot, "'", "b")
        assert "no page" in said(pilot)


async def test_every_tab_says_something(store: Path) -> None:
    async with running(store, now=LATER) as pilot:
        await press(pilot, "'", "b")
        seen = [" ".join(await press(pilot, "]")) for _tab in range(8)]
        for text, words in zip(
            seen,
            ("Door sensor fails", "SN-000931", "K-58", "Will call back", "Rosa Bianchi, 0341 55", "No file",
             "Contact", "[Timeline]"),
            strict=False,
        ):  # fmt: skip
            assert words in text


async def test_what_warns_stands_in_the_head(store: Path) -> None:
    services = open_services(store=store, who="anna", now=lambda: LATER, env={})
    services.customers.set(
        "C1", {"credit_limit": "1000", "balance": "1250.5", "blocked": "Unpaid since March"}
    )
    services.close()
    async with running(store, now=LATER, look=profile(look="mono", ascii=True)) as pilot:
        lines = await press(pilot, "'", "b")
        assert any("Do not serve: Unpaid since March" in line for line in lines)
        assert any("Above the credit limit: 1,250.50 of 1,000.00 are open." in line for line in lines)


async def test_the_timeline_is_narrowed_and_opened_again(store: Path) -> None:
    async with running(store, now=LATER) as pilot:
        await press(pilot, "'", "b", "/")
        await type_text(pilot, "kind:opened sensor")
        lines = await press(pilot, "enter")
        assert any(line.startswith(" / kind:opened sensor") for line in lines)
        assert [line.split()[5] for line in lines if "call opened" in line] == ["10002"]
        await press(pilot, "/", *["backspace"] * 18)
        await type_text(pilot, "kind:nonsense")
        await press(pilot, "enter")
        assert "no kind nonsense" in said(pilot)


async def test_older_entries_come_as_one_goes_down(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    number = desk.open_call()
    for index in range(150):
        desk.later(seconds=30)
        desk.calls.note([number], f"Note {index}")
    desk.store.close()
    async with running(tmp_path / "desk.db", now=LATER + timedelta(hours=4)) as pilot:
        await press(pilot, "'", "b")
        assert "Note 149" in next(line for line in screen_text(pilot.app) if line.startswith(">"))
        await press(pilot, *["pagedown"] * 11)
        lines = await press(pilot, "G")
        assert "contract begins" in next(line for line in lines if line.startswith(">"))
        lines = await press(pilot, "g", "g")
        assert "Note 149" in next(line for line in lines if line.startswith(">"))


async def test_a_new_call_has_the_customer(store: Path) -> None:
    async with running(store, now=LATER) as pilot:
        lines = await press(pilot, "'", "b", "n")
        assert lines[1].startswith(" New call")
        assert any("C1" in line and "Lavanderia Bianchi" in line for line in lines)


async def test_a_note_of_the_customer(store: Path) -> None:
    async with running(store, now=LATER) as pilot:
        await press(pilot, "'", "b", "c")
        await type_text(pilot, "phone call: asked for an offer")
        lines = await press(pilot, "enter")
        assert any("phone call" in line and "asked for an offer" in line for line in lines)
        lines = await press(pilot, "u")
        assert not any("phone call" in line and "asked for an offer" in line for line in lines)
        await press(pilot, "c", "enter")
        assert said(pilot) == "Nothing was written."


async def test_one_customer_becomes_another(store: Path) -> None:
    async with running(store, now=LATER) as pilot:
        await press(pilot, "'", "b", ":")
        await type_text(pilot, "merge the customer")
        await press(pilot, "enter")
        await type_text(pilot, "C2")
        await press(pilot, "enter")
        assert "C1 would become C2: 2 calls, 5 units, 1 contract, 1 activity" in said(pilot)
        lines = await press(pilot, "y")
        assert lines[1].startswith(" C2  Hotel Aurora")
        assert "C1 merged into C2" in said(pilot)
        assert any("2 open of 2 calls, 6 units" in line for line in lines)
        await press(pilot, "u")
        pilot.app.open(Ref("customer", "C1"))  # type: ignore[attr-defined]
        await settle(pilot)
        assert any("2 open of 2 calls, 5 units" in line for line in screen_text(pilot.app))


async def test_the_place_is_kept_and_offered(store: Path, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts"
    async with running(store, now=LATER, drafts_dir=drafts) as pilot:
        await press(pilot, "'", "b", "]")
        pilot.app.action_app_leave()  # type: ignore[attr-defined]
        await press(pilot, "y")
    async with running(store, now=LATER, drafts_dir=drafts) as pilot:
        assert "you were at customer C1" in said(pilot)
        lines = await press(pilot, "ctrl+o")
        assert any("[Calls 2]" in line for line in lines)
