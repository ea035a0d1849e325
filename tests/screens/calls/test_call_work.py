"""Work by keys: `w` logs a line with a preview, `W` times it; the tab, the report, the signature, the mark."""

from pathlib import Path

import pytest

from svc_tui.services.work.service import Works
from svc_tui.storage.calls import reads
from tests.screens.running import press, running, said, settle, write
from tests.services.billing.priced import priced
from tests.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Call 10001 under K-58, which sells hours: one is left; a pump is on stock."""
    desk = Desk(tmp_path / "desk.db")
    desk.open_call()
    desk.add("item", code="PMP-3", name="Pump")
    return desk


def prepaid(desk: Desk, quantity: str = "1h") -> None:
    from svc_tui.services.contracts.ledger import Units

    with desk.context.write() as unit:
        row = reads.contract(session=unit.session, number=58)
        assert row is not None
        unit.update("contract", row.id, {"unit_kind": "hours", "unit_step": "15m"})
    Units(desk.context).buy(58, quantity)


def preview(lines: list[str]) -> str:
    """The line above the prompt."""
    at = next((at for at, line in enumerate(lines) if line.startswith((" Work", " Stop, work"))), None)
    assert at is not None, lines
    return lines[at - 1].strip()


async def test_a_line_previews_what_it_counts_draws_and_bills_then_logs_it(desk: Desk) -> None:
    prepaid(desk)
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "enter")
        lines = await press(pilot, "w")
        assert preview(lines) == "1h30 what was done; from 9 to 10:30 ...; travel 24km 40m; part ITEM x2"
        lines = await write(pilot, "80m replaced pump seal")
        assert preview(lines) == "labour 1h20; 1h from K-58, 0 left; 20m to bill"
        lines = await press(pilot, "enter")
        assert said(pilot).startswith(
            "10001: 1h20 logged, 1h from K-58, 20m to bill; K-58: all prepaid units are used."
        )
        assert "Work 2" in lines[6]
        lines = await press(pilot, "[")
        text = "\n".join(lines)
        assert " 1 09:00  anna  labour 1h00  included" in text
        assert "from the prepaid hours of K-58" in text
        assert " 2 09:00  anna  labour 0h20  to bill" in text
        assert "the rest of line 1" in text
        assert "Together: labour 1h20, included 1h00, to bill 0h20" in text
        lines = await press(pilot, "u")
        assert "[Work]" in lines[6]
        assert "No work logged yet. w logs time, travel or a part." in "\n".join(lines)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("from 7:00 to 8:30 belt", "labour 1h30 (07:00-08:30); included: K-58 includes labour"),
        ("travel 24km 40m", "travel 24 km 0h40; to bill: K-58 does not include travel"),
        ("part PMP-3 x2 in A1 out B2", "part 2 x PMP-3; included: K-58 includes parts"),
        ("part NONE x2", "There is no item NONE."),
        ("replaced it", "Begin with the time: 1h30 replaced the seal"),
        ("travel", "Nobody has logged a travel to Lavanderia Bianchi yet."),
    ],
)
async def test_the_preview_says_who_pays_or_what_is_missing(desk: Desk, typed: str, shown: str) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "w")
        assert preview(await write(pilot, typed)).startswith(shown)
        await press(pilot, "escape")
    assert Works(desk.context).list("10001").lines == ()


async def test_a_line_that_cannot_be_read_stays_with_its_reason(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "w")
        await write(pilot, "seal 1h30")
        lines = await press(pilot, "enter")
        assert any(line.startswith(" Work seal 1h30") for line in lines)
        assert said(pilot).startswith("Begin with the time")
        await press(pilot, *["backspace"] * 9)
        await write(pilot, "1h30 seal")
        await press(pilot, "enter")
        assert said(pilot) == "10001: 1h30 logged, included  (u undo)"


async def test_work_goes_onto_all_marked_calls_after_a_question(desk: Desk) -> None:
    desk.open_call(serial="SN-000932")
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "*", "w")
        lines = await write(pilot, "30m both")
        assert preview(lines) == "2 calls: 1 included, 1 to bill; 30m to bill"
        await press(pilot, "enter")
        assert said(pilot) == "Work: 2 calls?"
        await press(pilot, "y")
    assert [len(Works(desk.context).list(call).lines) for call in ("10001", "10002")] == [1, 1]


async def test_a_stopwatch_is_started_shown_survives_and_proposes_its_time(desk: Desk) -> None:
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await press(pilot, "W")
        assert said(pilot) == "10001: stopwatch started  (u undo)"
        assert lines[0].endswith(" 10001 since 09:00")
    # That session is gone; another one, fifty minutes later, finds it running.
    desk.later(minutes=50)
    async with running(desk.store.path, now=desk.time) as pilot:
        lines = await press(pilot, "enter")
        assert lines[0].endswith(" 10001 since 09:00")
        lines = await press(pilot, "W")
        assert any(line.startswith(" Stop, work on 10001 from 09:00 to now") for line in lines)
        assert preview(lines) == "labour 0h50 (09:00-09:50); included: K-58 includes labour"
        lines = await press(pilot, "escape")
        assert lines[0].endswith(" 10001 since 09:00")  # it runs on until enter
        await press(pilot, "W")
        await write(pilot, "replaced the seal")
        lines = await press(pilot, "enter")
        assert said(pilot) == "10001: 50m logged, included  (u undo)"
        assert lines[0].split()[-1] == "anna"
        assert "since" not in lines[0]
        lines = await press(pilot, "u")
        assert lines[0].endswith(" 10001 since 09:00")
        await press(pilot, ":")
        await write(pilot, "drop the stop")
        lines = await press(pilot, "enter")
        assert said(pilot) == "10001: stopwatch stopped, nothing logged  (u undo)"
        assert "since" not in lines[0]


async def test_a_stopwatch_of_another_call_is_stopped_there(desk: Desk) -> None:
    desk.open_call(serial="SN-000932")
    Works(desk.context).start("10002")
    desk.later(minutes=30)
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "enter")  # 10001
        lines = await press(pilot, "W")
        assert any(line.startswith(" Stop, work on 10002 from 09:00 to now") for line in lines)
        lines = await press(pilot, "enter")
        assert said(pilot) == "10002: 30m logged, to bill  (u undo)"
        assert lines[1].startswith(" 10001")
    assert len(Works(desk.context).list("10002").lines) == 1


async def test_nothing_is_painted_while_a_stopwatch_runs(desk: Desk) -> None:
    Works(desk.context).start("10001")
    async with running(desk.store.path, now=desk.time) as pilot:
        before = await press(pilot, "enter")
        desk.later(minutes=5)
        pilot.app.screen._look_for_news()  # type: ignore[attr-defined]  # what the clock does each second
        await settle(pilot)
        from tests.screens.running import screen_text

        assert screen_text(pilot.app) == before


async def test_a_closed_call_refuses_more_work_and_names_the_way_out(desk: Desk) -> None:
    desk.calls.close(["10001"], "done")
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "/")
        await write(pilot, "is:any")
        await press(pilot, "enter", "w")
        lines = await write(pilot, "1h more")
        assert preview(lines).startswith("10001 is closed. Reopen it first")
        await press(pilot, "enter")
        assert said(pilot).endswith("(so open)")


async def test_the_report_is_shown_signed_and_proved(desk: Desk) -> None:
    Works(desk.context).log(["10001"], "1h30 replaced the seal")
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "enter", ":")
        await write(pilot, "sign")
        await press(pilot, "enter")
        await write(pilot, "Maria Rossi")
        lines = await press(pilot, "enter")
        assert said(pilot) == "10001 signed by Maria Rossi  (u undo)"
        assert any("Signed by" in line and "Maria Rossi" in line for line in lines)
        await press(pilot, ":")
        await write(pilot, "report of work")
        lines = await press(pilot, "enter")
        text = "\n".join(lines)
        assert "Report of work, call 10001" in text
        assert "Unchanged since it was signed." in text
        await press(pilot, "q")
    assert Works(desk.context).correct("10001", 1, "15m").done
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, ":")
        await write(pilot, "report of work")
        assert "Changed since it was signed." in "\n".join(await press(pilot, "enter"))


async def test_closing_offers_to_ask_for_the_mark_unless_the_opener_solved_it(desk: Desk) -> None:
    call = (
        desk.as_person("carla")
        .new({"serial": "SN-000932", "subject": "x", "assignee": "anna"})
        .outcomes[0]
        .number
    )
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "G", "s", "c")
        await write(pilot, "done")
        await press(pilot, "enter")
        assert said(pilot) == f"{call} closed  (u undo, : satisfaction asks for the customer's mark)"
        await press(pilot, "g", "g", "s", "c")  # 10001: opened and handled by anna
        await write(pilot, "done")
        await press(pilot, "enter")
        assert said(pilot) == "10001 closed  (u undo)"


async def test_a_mark_is_typed_with_what_was_said(desk: Desk) -> None:
    call = (
        desk.as_person("carla")
        .new({"serial": "SN-000932", "subject": "x", "assignee": "anna"})
        .outcomes[0]
        .number
    )
    desk.calls.resolve([call], "done")
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "G", "enter", ":")
        await write(pilot, "satisfaction")
        await press(pilot, "enter")
        await write(pilot, "4 quick and friendly")
        lines = await press(pilot, "enter")
        assert said(pilot) == f"{call}: satisfaction 4 of 5  (u undo)"
        assert any("Satisfaction" in line and "4, quick and friendly" in line for line in lines)
        await press(pilot, ":")
        await write(pilot, "satisfaction")
        await press(pilot, "enter")
        await write(pilot, "good")
        await press(pilot, "enter")
        assert said(pilot) == "Begin with a mark from 1 (bad) to 5 (very good)."


async def test_a_close_says_first_what_will_be_billed(desk: Desk) -> None:
    priced(desk)
    call = desk.open_call(serial="SN-000936", customer="C2")
    Works(desk.context).log([call], "1h30 seal")
    desk.calls.resolve([call], "new seal")
    async with running(desk.store.path, now=desk.time) as pilot:
        await press(pilot, "G", "s", "c")
        assert said(pilot).startswith("To bill: 120.00 EUR. Close?")
        await press(pilot, "y")
        assert said(pilot).startswith(f"{call} closed")
    assert desk.row(call)["status"] == "Closed"
