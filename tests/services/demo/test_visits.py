"""The demo company's visits: three weeks of them, alive at any hour of any day."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from svc_tui.bootstrap import open_services
from svc_tui.services.demo.making import Made, make


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 3, 4, 9, 40, tzinfo=UTC),  # a Wednesday morning
        datetime(2026, 8, 15, 22, 10, tzinfo=UTC),  # a holiday, a Saturday night
    ],
)
def test_there_are_visits_behind_and_ahead_and_none_overlap(tmp_path: Path, at: datetime) -> None:
    path = tmp_path / "demo.db"
    make(path, Made(400, 1, "en", at), lambda _what, _done, _all: None)
    services = open_services(store=path, who="anna", now=lambda: at, env={})
    rows = services.plan.rows(services.plan.ids("is:any").ids)
    states = Counter(row.status for row in rows)
    assert states["done"] > 10
    assert states["planned"] > 5
    assert sum(row.starts_at > at for row in rows) > 5
    assert max(row.starts_at for row in rows) < at + timedelta(days=8)
    assert all(row.status not in ("planned", "on_the_way") or row.ends_at > at for row in rows)
    assert [each.reason for each in services.absences.list()] == ["training", "vacation"]
    per: dict[str, list[tuple[datetime, datetime]]] = {}
    for row in rows:
        for person in row.technicians:
            per.setdefault(person, []).append((row.starts_at, row.ends_at))
    for spans in per.values():
        spans.sort()
        assert all(end <= start for (_start, end), (start, _end) in pairwise(spans))
    assert services.store.problems() == []
    services.close()


def test_the_calendars_of_the_demo_read_back_into_equal_visits(tmp_path: Path) -> None:
    """By an independent reader: every visit of every technician, then one that moved and one that was cancelled."""
    at = datetime(2026, 3, 4, 9, 40, tzinfo=UTC)
    path = tmp_path / "demo.db"
    make(path, Made(300, 1, "en", at), lambda _what, _done, _all: None)
    services = open_services(store=path, who="anna", now=lambda: at, env={})

    def read(person: str) -> dict[str, tuple[str, datetime, datetime, str, int]]:
        events: Any = Calendar.from_ical(services.calendars.write(person=person)).walk("VEVENT")
        return {
            str(each["UID"]): (
                str(each["SUMMARY"]), each["DTSTART"].dt.astimezone(UTC), each["DTEND"].dt.astimezone(UTC),
                str(each["STATUS"]), int(each["SEQUENCE"]),
            )
            for each in events
        }  # fmt: skip

    rows = services.plan.rows(services.plan.ids("is:any").ids)
    people = sorted({person for row in rows for person in row.technicians})
    assert len(people) > 3
    for person in people:
        own = [row for row in rows if person in row.technicians]
        events = read(person)
        assert len(events) == len(own)
        assert sorted((start, end, status) for _what, start, end, status, _seq in events.values()) == sorted(
            (row.starts_at, row.ends_at, "CANCELLED" if row.status == "cancelled" else "CONFIRMED")
            for row in own
        )
        assert all(any(row.call in what for row in own) for what, *_rest in events.values())
    moved, gone = [row for row in rows if row.status == "planned"][:2]
    before = {person: read(person) for person in {moved.technicians[0], gone.technicians[0]}}
    services.plan.move([moved.number], by="+1d", force="tried")
    services.plan.cancel([gone.number])
    for row, status, by in ((moved, "CONFIRMED", timedelta(days=1)), (gone, "CANCELLED", timedelta())):
        person = row.technicians[0]
        now = read(person)
        assert now.keys() == before[person].keys()
        (uid,) = [
            each
            for each, (what, start, *_rest) in before[person].items()
            if start == row.starts_at and row.call in what
        ]
        what, start, end, said, sequence = now[uid]
        assert (what, start, end, said) == (
            before[person][uid][0],
            row.starts_at + by,
            row.ends_at + by,
            status,
        )
        assert sequence > before[person][uid][4]
        others = {each: event[3:] for each, event in now.items() if each != uid}
        if moved.technicians[0] != gone.technicians[0]:
            assert others == {each: event[3:] for each, event in before[person].items() if each != uid}
    services.close()
