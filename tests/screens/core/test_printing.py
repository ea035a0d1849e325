"""Pages to hand over, written from the screens: what is asked, where the file lies, what is refused."""

from pathlib import Path

import pytest

from svc_tui.language import speaking
from svc_tui.presentation.work.report import report_text
from svc_tui.services.calls.service import Calls
from svc_tui.services.work.handover import Handover
from tests.interchange.documents.reading import sheets
from tests.screens.running import press, running, said, screen_text, settle, write
from tests.services.desk import MONDAY_9, Desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Two calls of C1, seen from a directory that tests may write into."""
    monkeypatch.chdir(tmp_path)
    desk = Desk(tmp_path / "desk.db")
    desk.open_call()
    desk.open_call(subject="Leaks")
    return desk


def path_of(desk: Desk) -> Path:
    desk.store.close()
    return desk.store.path


async def test_an_open_call_is_printed_after_what_and_where_are_asked(desk: Desk, tmp_path: Path) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "enter")
        lines = await press(pilot, ">")
        assert any("Service order, before the work" in line for line in lines)
        lines = await press(pilot, "enter")
        assert any(line.startswith(" Print to (.pdf, .html, .md, .txt) order-10001.pdf") for line in lines)
        await press(pilot, "enter")
        await settle(pilot)
        assert said(pilot).startswith("Written: ")
        assert "order-10001.pdf" in said(pilot)
        (sheet,) = sheets((tmp_path / "order-10001.pdf").read_bytes())
        assert "Service order 10001" in sheet
        await press(pilot, ">")
        lines = await press(pilot, "enter")  # the first file stays
        assert any("order-10001-2.pdf" in line for line in lines)


async def test_the_marked_calls_are_printed_into_one_file_by_the_acts_name(
    desk: Desk, tmp_path: Path
) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "x", "x", ":")
        await write(pilot, "print")
        await press(pilot, "enter")
        await press(pilot, "down")
        await press(pilot, "enter")
        await press(pilot, "enter")
        await settle(pilot)
        found = sheets((tmp_path / "reports.pdf").read_bytes())
        assert sorted(sheet.count("Service report 1000") for sheet in found) == [1, 1]


@pytest.mark.parametrize(
    ("name", "told"), [("order.doc", "does not say its form"), ("taken.pdf", "exists already")]
)
async def test_a_name_that_will_not_do_stays_on_the_line(
    desk: Desk, tmp_path: Path, name: str, told: str
) -> None:
    (tmp_path / "taken.pdf").write_bytes(b"mine")
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "enter", ">", "enter", "ctrl+u")
        await write(pilot, name)
        await press(pilot, "enter")
        await settle(pilot)
        assert told in said(pilot)
        assert any(name in line for line in screen_text(pilot.app))
    assert (tmp_path / "taken.pdf").read_bytes() == b"mine"


async def test_a_contract_has_one_page_and_a_customer_one_of_a_period(desk: Desk, tmp_path: Path) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "enter", "'", "k", ">")
        await press(pilot, "enter")
        await settle(pilot)
        assert "Service contract K-58" in sheets((tmp_path / "contract-K-58.pdf").read_bytes())[0]
        await press(pilot, "'", "b", ">")
        await write(pilot, "soon")
        await press(pilot, "enter")
        assert "soon is no period" in said(pilot)
        await press(pilot, ">")
        await write(pilot, "2026-03")
        await press(pilot, "enter")
        await press(pilot, "enter")
        await settle(pilot)
        first = sheets((tmp_path / "performance-C1.pdf").read_bytes())[0]
        assert "Service performance, Lavanderia Bianchi" in first
        assert "From 1 Mar 2026 to 2 Mar 2026" in first


async def test_in_a_list_the_key_still_exports_and_the_palette_does_not_promise_it(desk: Desk) -> None:
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        lines = await press(pilot, ">")
        assert any(line.startswith(" Export to") for line in lines)
        await press(pilot, "escape", ":")
        lines = await write(pilot, "print")
        (line,) = [line for line in lines if line.startswith(" > Print ")]
        assert ">" not in line[3:]


async def test_a_signature_given_in_another_language_is_not_called_changed(desk: Desk) -> None:
    handover = Handover(desk.context)
    for number in ("10001", "10002"):
        Calls(desk.context).set([number], {"resolution": "New seal"})
        with speaking("it"):
            printed = report_text(handover.report(number), desk.context.zone)
        handover.sign(number, "Mario Rossi", printed)
    async with running(path_of(desk), now=MONDAY_9) as pilot:
        await press(pilot, "enter", ":")
        await write(pilot, "report of work")
        await press(pilot, "enter")
        lines = await press(pilot, "G")
        assert any("Unchanged since it was signed." in line for line in lines)
