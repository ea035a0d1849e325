"""Solutions on the screen: found while typing, offered with a reason, attached in two keys, written from a call."""

from pathlib import Path

import pytest

from svc_tui.services.core.files import Files
from svc_tui.services.solutions.service import Solutions
from tests.screens.running import press, running, said, screen_text, write
from tests.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A call about a washer; three solutions, one of which has closed a call of that item."""
    desk = Desk(tmp_path / "desk.db")
    solutions = Solutions(desk.context)
    solutions.new(
        {
            "symptom": "Water on the floor under the door", "cause": "Seal torn", "solution": "Replace the door seal",
            "description": "1. Isolate **power**.\n2. Pull the old seal off.", "item": "WSH-40", "status": "Publish",
        }
    )  # fmt: skip
    solutions.new({"symptom": "Label comes out blank", "solution": "Turn the ribbon round"})
    earlier = desk.open_call(subject="Leaks at the door")
    desk.calls.note([earlier], "called", "phone")
    solutions.attach([1], [earlier])
    desk.calls.close([earlier], take=True)
    desk.open_call(subject="Puddle under the washer door")
    return desk


async def test_the_list_shows_the_most_useful_first_and_words_rank_it(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await press(pilot, "5")
        assert "3 solutions" in lines[1]
        assert lines[3].split()[:2] == [">", "1"]
        assert any("Seal torn" in line for line in lines)
        await press(pilot, "/")
        await write(pilot, "blank labels")
        lines = await press(pilot, "enter")
        assert lines[3].split()[:2] == [">", "2"]
        assert any("*Label* comes out *blank*" in line for line in lines)


async def test_the_box_finds_while_typing_and_enter_opens(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "g", "s")
        lines = await write(pilot, "puddle floor dor")
        assert any("Water on the *floor* under the" in line for line in lines)
        lines = await press(pilot, "enter")
        text = "\n".join(lines)
        assert lines[1].startswith(" Solution 1  Replace the door seal")
        assert "1. Isolate power." in text
        assert "published" in lines[2]
        assert "closed 1 call" in lines[2]


async def test_what_helped_before_is_attached_to_the_open_call_in_two_keys_and_undone(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "enter")
        lines = screen_text(pilot.app)
        assert any("K may help   1    same item, closed 1 call:" in line for line in lines)
        lines = await press(pilot, "K")
        assert any("1" in line and "same item, closed 1 call" in line for line in lines)
        await press(pilot, "enter")
        assert "solution 1" in said(pilot).lower()
        assert [each.number for each in desk.calls.sheet("10002").solutions] == [1]
        await press(pilot, "u")
        assert desk.calls.sheet("10002").solutions == ()


async def test_a_solution_that_did_not_help_is_no_longer_offered(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "enter", "N")
        await press(pilot, "enter")
        assert "did not help" in said(pilot)
        assert 1 not in [each.row.number for each in Solutions(desk.context).suggest("10002")]


async def test_a_solution_is_written_from_a_closed_call_and_tied_to_it(desk: Desk) -> None:
    desk.calls.close(["10002"], "Tightened the drain hose clamp", take=True)
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "/")
        await write(pilot, "#10002 is:any")
        await press(pilot, "enter")
        lines = await press(pilot, "S")
        text = "\n".join(lines)
        assert "from call 10002" in lines[1]
        assert "Puddle under the washer door" in text
        assert "Tightened the drain hose clamp" in text
        await press(pilot, "ctrl+s")
        row = Solutions(desk.context).find_number(3)
        assert (row.solution, row.item, row.status) == (
            "Tightened the drain hose clamp",
            "WSH-40",
            "Internal",
        )
        assert row.used == 1
        assert [each.number for each in desk.calls.sheet("10002").solutions] == [3]


async def test_a_line_that_is_too_long_says_its_count_and_stays(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "5", "n")
        lines = await write(pilot, "x" * 260)
        assert any("260 of 254 characters" in line for line in lines)
        await press(pilot, "ctrl+s")
        assert len(Solutions(desk.context).ids("is:any").ids) == 3


async def test_one_that_says_much_the_same_is_shown_before_saving(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "5", "n")
        await write(pilot, "Water on the floor under the door")
        lines = await press(pilot, "tab", "tab")
        assert any("Much like solution 1" in line for line in lines)


async def test_publishing_reviewing_and_merging_are_undone(desk: Desk) -> None:
    solutions = Solutions(desk.context)
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "5", "j")
        await press(pilot, "s", "p")
        assert "published" in said(pilot)
        await press(pilot, "u")
        await press(pilot, "g", "g", "x", "M")
        assert sum(solutions.find_number(n).merged_into is not None for n in (15, 1, 2)) == 1
        await press(pilot, "u")
        assert all(solutions.find_number(n).merged_into is None for n in (15, 1, 2))


async def test_a_new_call_offers_what_its_subject_brings_to_mind(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "n")
        await write(pilot, "931")
        await press(pilot, "enter")
        for _ in range(12):
            if not any(line.startswith("> Subject") for line in screen_text(pilot.app)):
                await press(pilot, "tab")
        lines = await write(pilot, "water under the door")
        assert any(
            "may help" in line and "same item, closed 1 call:  Replace the door seal" in line
            for line in lines
        )


@pytest.mark.parametrize(
    ("keys", "kind", "record"),
    [
        (("2", "enter"), "equipment", "#311"),
        (("3", "enter"), "contract", "K-58"),
        (("5", "enter"), "solution", "1"),
    ],
)
async def test_any_record_keeps_files(
    desk: Desk, tmp_path: Path, keys: tuple[str, ...], kind: str, record: str
) -> None:
    (tmp_path / "photo.txt").write_text("seal")
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, *keys)
        await press(pilot, ":")
        await write(pilot, "attach a file")
        await press(pilot, "enter")
        await write(pilot, str(tmp_path / "photo.txt"))
        await press(pilot, "enter")
        assert "photo.txt attached to" in said(pilot)
    assert [each.name for each in Files(desk.context).list(record, kind=kind)] == ["photo.txt"]
