"""What a customer is billed, on screen: approved, held with a reason, handed over as a file, taken back."""

import csv
import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot

from svc_tui.app import SvcApp
from tests.screens.running import press, running, said, type_text
from tests.services.billing.books import Book, called, line
from tests.services.desk import MONDAY_9, Desk, kept


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(kept(called), tmp_path / "desk.db"))


async def opened(pilot: Pilot[None], store: Path) -> list[str]:
    """The page of a customer who owes three lines, reached from anywhere."""
    app = pilot.app
    assert isinstance(app, SvcApp)
    lines = [line("10001/1", "1.5"), line("10001/2", "0.25"), line("10002/1", text="Leak at inlet valve")]
    app.services.billing.due = Book(Desk(store.with_name("other.db")), lines).due
    await press(pilot, "g", "b")
    await type_text(pilot, "c1")
    return await press(pilot, "enter")


async def test_a_month_ends_with_a_file_and_a_disputed_line_stays_out(store: Path, tmp_path: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        lines = await opened(pilot, store)
        assert lines[1].strip() == "C1 Lavanderia Bianchi, to be billed up to 2 Mar 2026"
        assert lines[2].split("   ")[:3] == [" EUR  to do 220.00", "approved 0", "held 0"]
        assert [row.split()[:5] for row in lines[4:7]] == [
            [">", "to", "do", "2", "Mar"], ["to", "do", "2", "Mar", "work:10001/2"],
            ["to", "do", "2", "Mar", "work:10002/1"],
        ]  # fmt: skip
        assert any("Nothing covers it: no contract  (no-contract)" in each for each in lines)
        await press(pilot, "G", "x")
        await type_text(pilot, "was not there")
        lines = await press(pilot, "enter")
        assert said(pilot).startswith("work:10002/1 held: was not there")
        assert any("Held: was not there" in each for each in lines)
        lines = await press(pilot, "A")
        assert "approved 140.00   held 80.00   with VAT 170.80" in lines[2]
        await press(pilot, ">")
        await press(pilot, "enter")
        assert said(pilot) == "Hand over 2 lines, 170.80 EUR with VAT, to C1-2026-03-02.csv?"
        lines = await press(pilot, "y")
        assert said(pilot) == "Handed over 1: 170.80 EUR in C1-2026-03-02.csv"
        assert next(row for row in lines if "work:" in row).split()[1] == "held"
    with (tmp_path / "C1-2026-03-02.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [each["total"] for each in found if each["record"] == "total"] == ["170.80"]


async def test_marks_are_approved_together_and_undone_together(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await opened(pilot, store)
        lines = await press(pilot, "space", "space", "a")
        assert said(pilot).startswith("2 lines done")
        assert [row.strip().split()[0] for row in lines[4:7]] == ["approved", "approved", ">"]
        lines = await press(pilot, "u")
        assert "to do 220.00" in lines[2]


async def test_a_hand_over_is_taken_back_with_a_reason(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await opened(pilot, store)
        await press(pilot, "A", ">", "enter", "y", "T", "enter")
        await type_text(pilot, "wrong month")
        lines = await press(pilot, "enter")
        assert said(pilot).startswith("1 taken back; its lines are proposed again")
        assert "to do 220.00" in lines[2]


async def test_what_cannot_be_done_is_said(store: Path, tmp_path: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await opened(pilot, store)
        await press(pilot, ">")
        assert said(pilot) == "Nothing is approved yet."
        await press(pilot, "r")
        assert "neither approved nor held" in said(pilot)
        await press(pilot, "A")
        (tmp_path / "C1-2026-03-02.csv").write_text("mine", encoding="utf-8")
        await press(pilot, ">", "enter", "y")
        assert "exists already" in said(pilot)
        await press(pilot, "f", "ctrl+u")
        await type_text(pilot, "2026-03-01")
        lines = await press(pilot, "enter")
        assert "Nothing is to be billed up to this day." in lines[2]


async def test_from_the_page_of_the_customer_and_on_to_the_call(store: Path) -> None:
    async with running(store, now=MONDAY_9) as pilot:
        await opened(pilot, store)
        lines = await press(pilot, "enter")
        assert "10001" in "".join(lines[:3])
