"""A customer's line of time: what stands in it, in which order, how it is narrowed, and what a page costs."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from svc_tui.errors import BadUsage, NotFound
from svc_tui.services.activities.service import Activities
from svc_tui.services.company.timeline import Timelines
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.equipment.service import EquipmentCards
from svc_tui.storage.tables import table
from svc_tui.storage.timelines import SOURCES
from tests.services.desk import MONDAY_9, Desk, kept


def _told(timelines: Timelines, customer: str = "C1", text: str = "", **more: Any) -> list[tuple[Any, ...]]:
    wanted = timelines.wanted(text, **more)
    return [
        (each.event, each.who, each.call or each.equipment or each.contract)
        for each in timelines.all(customer, wanted)
    ]


def test_everything_of_a_customer_stands_there_newest_first(desk: Desk) -> None:
    number = desk.open_call()
    desk.later(minutes=10)
    desk.calls.note([number], "Phoned, will call back\nAsked for the serial", kind="phone", closed=True)
    desk.later(minutes=10)
    desk.calls.close([number], "New seal fitted")
    desk.later(minutes=10)
    EquipmentCards(desk.context).lab(["#311"])
    desk.later(minutes=10)
    Contracts(desk.context).hold(["58"])
    found = _told(Timelines(desk.context))
    assert found == [
        ("on_hold", "anna", 58), ("to_lab", "anna", 311), ("closed", "anna", number), ("resolved", "anna", number),
        ("phone", "anna", number), ("responded", "anna", number), ("opened", "anna", number), ("written", "anna", 58),
        ("started", None, 58),
    ]  # fmt: skip
    entries = Timelines(desk.context).page("c1").entries
    assert [each.at for each in entries] == sorted((each.at for each in entries), reverse=True)
    phone = next(each for each in entries if each.event == "phone")
    assert phone.text == "Phoned, will call back"
    assert phone.activity is not None
    assert not _told(Timelines(desk.context), "C2")


def test_what_lies_ahead_has_not_happened(desk: Desk) -> None:
    assert "ended" not in [told[0] for told in _told(Timelines(desk.context))]  # K-58 ends in December
    desk.later(days=400)
    assert _told(Timelines(desk.context))[0] == ("ended", None, 58)


def test_filtered_by_kind_person_and_words(desk: Desk) -> None:
    number = desk.open_call(subject="Perdità all'ingresso")
    bruno = desk.as_person("bruno")
    bruno.note([number], "Sealed the leak")
    timelines = Timelines(desk.context)
    assert _told(timelines, text="kind:note") == [("note", "bruno", number)]
    assert _told(timelines, kinds=("activity",), who="BRUNO") == [("note", "bruno", number)]
    assert _told(timelines, text="who:bruno kind:call") == []
    assert _told(timelines, text="perdita kind:opened") == [("opened", "anna", number)]
    assert _told(timelines, text="leak sealed") == [("note", "bruno", number)]
    with pytest.raises(BadUsage):
        timelines.wanted("kind:phon")
    with pytest.raises(NotFound):
        timelines.wanted(who="nobody")
    with pytest.raises(NotFound):
        timelines.page("C9")


def _busy(desk: Desk) -> None:
    """Calls and activities of one customer, many of them at the same instants."""
    for index in range(7):
        number = desk.open_call(serial="", customer="C1")
        desk.calls.note([number], f"Note {index}")
        if index % 2:
            desk.calls.close([number], "Done")
            desk.later(minutes=1)


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 50])
def test_pages_follow_one_another_without_gap_or_double(tmp_path: Path, limit: int) -> None:
    desk = Desk(tmp_path / "desk.db", like=kept(_busy))
    desk.later(minutes=10)
    timelines = Timelines(desk.context)
    whole = [each.position for each in timelines.all("C1")]
    assert len(whole) == 7 * 2 + 3 * 3 + 2  # K-58 was written, and began
    assert all(first > second for first, second in pairwise(whole))
    found, after = [], None
    while True:
        page = timelines.page("C1", limit=limit, after=after)
        found += [each.position for each in page.entries]
        after = page.next
        if after is None:
            break
    assert found == whole
    desk.store.close()


def test_each_source_is_registered_with_the_events_it_gives(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.note([number], "A note")
    EquipmentCards(desk.context).lab(["#311"])
    known = {(source.kind, name) for source in SOURCES for name in source.events}
    assert {(each.kind, each.event) for each in Timelines(desk.context).all("C1")} <= known


MANY = 4_000


def _grown(desk: Desk) -> None:
    """A customer with 20,000 entries, and one with twenty."""
    with desk.context.write(undoable=False) as unit:
        first = unit.highest("call") + 1
        calls = []
        for index in range(MANY + 4):
            at = MONDAY_9 - timedelta(minutes=MANY - index)
            calls.append({
                "id": first + index, "uid": f"u{index}", "number": str(50_000 + index),
                "number_order": 50_000 + index, "subject": f"Call {index}", "status": "Closed",
                "status_class": "closed", "is_open": False, "customer": "C1" if index < MANY else "C3",
                "reported_at": at, "responded_at": at, "resolved_at": at, "closed_at": at, "created_by": "anna",
            })  # fmt: skip
        unit.load("call", calls)
        unit.load("activity", [
            {"number": index + 1, "call_id": each["id"], "customer": each["customer"], "kind": "note",
             "notes": "Note", "who": "anna", "starts_at": each["reported_at"]}
            for index, each in enumerate(calls)
        ])  # fmt: skip
        unit.load("work", [
            {"call_id": each["id"], "line": 1, "kind": "labour", "who": "anna", "ends_at": each["closed_at"],
             "seconds": 600}
            for each in calls[::4]
        ])  # fmt: skip


def _steps(desk: Desk, customer: str) -> int:
    """How much SQLite does for the first page, in hundreds of its instructions."""
    counted = [0]

    def count() -> None:
        counted[0] += 1

    def on(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        connection.connection.driver_connection.set_progress_handler(count, 100)

    event.listen(desk.store.engine, "before_cursor_execute", on)
    try:
        page = Timelines(desk.context).page(customer, limit=50)
    finally:
        event.remove(desk.store.engine, "before_cursor_execute", on)
    assert page.entries
    return counted[0]


def test_the_first_page_of_twenty_thousand_entries_costs_what_that_of_twenty_does(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db", like=kept(_grown))
    with desk.store.read() as session:
        t = table("call").c
        assert session.query(t.id).where(t.customer == "C1").count() == MANY
    small, large = _steps(desk, "C3"), _steps(desk, "C1")
    assert large < small + 800, (small, large)  # most of it for work, which goes by all its calls: about 5 ms
    desk.store.close()


def test_an_activity_opened_again_still_stands_where_it_was(desk: Desk) -> None:
    number = desk.open_call()
    desk.calls.note([number], "Call back", kind="task", closed=False)
    task = next(each for each in Timelines(desk.context).all("C1") if each.event == "task")
    desk.later(days=1)
    assert task.activity is not None
    Activities(desk.context).done(task.activity)
    again = next(each for each in Timelines(desk.context).all("C1") if each.event == "task")
    assert again.position == task.position


def test_a_call_of_another_customer_takes_what_was_said_along(desk: Desk) -> None:
    number = desk.open_call(serial="", customer="C1", item="WSH-40")
    desk.calls.note([number], "Will send a van")
    desk.calls.set([number], {"customer": "C2"})
    timelines = Timelines(desk.context)
    assert [told[0] for told in _told(timelines, "C2")] == ["note", "opened"]
    assert [told[0] for told in _told(timelines, "C1", "kind:call,activity")] == []
    desk.undo.undo()
    assert [told[0] for told in _told(timelines, "C1", "kind:call,activity")] == ["note", "opened"]
