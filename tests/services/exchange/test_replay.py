"""The reassignments of a real event log, done again through the services: the store is the one that an import makes.

What the log itself says, read with the csv module alone, what the imported store says at each event, and what a store
says in which every change of group and person was an act of its own, are three answers to one question.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from svc_tui.bootstrap import Services
from svc_tui.services.core.context import Context
from tests.services.importing_hands import DATA, desk, load

SAMPLE = DATA / "servicenow-sample.csv"
Owner = tuple[str | None, str | None]
"""Queue and assignee."""


@dataclass(frozen=True)
class Event:
    """A row of the log: whose a call is from now on."""

    at: datetime
    place: int
    """Its row: several share a minute and keep their order."""
    number: str
    opened: datetime
    owner: Owner


def events(path: Path, zone: ZoneInfo) -> list[Event]:
    """All rows in the order of time; an incident's rows keep their order, whatever their minutes say."""

    def at(text: str) -> datetime:
        return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=zone).astimezone(UTC)

    def known(text: str) -> str | None:
        return None if text == "?" else text

    with path.open(newline="", encoding="utf-8") as stream:
        found = [
            Event(
                at(row["sys_updated_at"]), place, row["number"], at(row["opened_at"]),
                (known(row["assignment_group"]), known(row["assigned_to"])),
            )
            for place, row in enumerate(csv.DictReader(stream))
        ]  # fmt: skip
    return sorted(found, key=lambda event: (event.at, event.place))


def imported(services: Services, number: str) -> Iterator[tuple[datetime, Owner]]:
    """Whose a call was from which moment on, as the history of the imported store has it; its beginning first."""
    sheet = services.calls.sheet(number)
    moves = [each for each in sheet.history if each.field in ("queue", "assignee") and each.undo_of is None]
    now = {"queue": sheet.values.queue, "assignee": sheet.values.assignee}
    for each in reversed(moves):
        assert now[str(each.field)] == each.new, (number, each)
        now[str(each.field)] = each.old
    yield sheet.values.reported_at, (now["queue"], now["assignee"])
    for each in moves:
        now[str(each.field)] = each.new
        yield each.at, (now["queue"], now["assignee"])


def at_the_end_of(moment: datetime, told: Sequence[tuple[datetime, Owner]]) -> Owner:
    """The last that was told by then."""
    return [told[0][1], *(owner for at, owner in told[1:] if at <= moment)][-1]


class Replay:
    """A store in which the log happens again, each change an act at its own moment."""

    def __init__(self, services: Services, log: Sequence[Event]) -> None:
        self.time = log[0].at
        self.services = Services(Context(services.store, services.me, lambda: self.time))
        self.numbers: dict[str, str] = {}
        """What the incidents are called here."""
        self.acts = 0
        people = {event.owner[1] for event in log} - {None}
        queues = {event.owner[0] for event in log} - {None}
        with self.services.context.write() as unit:
            unit.insert("customer", {"code": "C1", "name": "All of them"})
            for code in sorted(filter(None, people)):
                unit.insert("person", {"code": code, "name": code})
            for code in sorted(filter(None, queues)):
                unit.insert("queue", {"code": code, "name": code, "manager": services.me})

    def happen(self, event: Event) -> None:
        """Do what the row says that differs, as people do it: open, move, give."""
        self.time = event.at
        queue, assignee = event.owner
        if event.number not in self.numbers:
            values = {"customer": "C1", "subject": event.number, **({"queue": queue} if queue else {})}
            self.numbers[event.number] = self.services.calls.new(values).outcomes[0].number
        number = self.numbers[event.number]
        if self.owner(event.number)[0] != queue:
            self.services.calls.move([number], queue)
            self.acts += 1
        if self.owner(event.number)[1] != assignee:
            self.services.calls.assign([number], assignee)
            self.acts += 1

    def owner(self, incident: str) -> Owner:
        """Whose it is now."""
        with self.services.store.read() as session:
            row = self.services.calls.row(self.numbers[incident], session)
        return row.queue, row.assignee


def compare(folder: Path, path: Path, most: int | None = None) -> dict[str, int]:
    """Import the log, replay it, and compare at every event; how much was compared."""
    (folder / "imported").mkdir()
    (folder / "replayed").mkdir()
    with desk(folder / "imported") as one, desk(folder / "replayed") as two:
        log = events(path, one.zone)
        if most is not None:
            kept = set(list(dict.fromkeys(event.number for event in log))[:most])
            log = [event for event in log if event.number in kept]
        report = load(one, path, map_path=DATA / "servicenow.toml")
        assert report.rejected == 0
        told = {number: list(imported(one, number)) for number in {event.number for event in log}}
        replay = Replay(two, log)
        last = {(event.number, event.at): event for event in log}
        for event in log:
            replay.happen(event)
            assert replay.owner(event.number) == event.owner, event
            if last[event.number, event.at] is event:
                assert at_the_end_of(event.at, told[event.number]) == event.owner, event
        ended = {event.number: event.owner for event in log}
        for number, owner in ended.items():
            values = one.calls.sheet(number).values
            assert (values.queue, values.assignee) == owner == replay.owner(number)
            again = list(imported(replay.services, replay.numbers[number]))
            assert at_every_event(log, number, again) == at_every_event(log, number, told[number])
        assert two.store.problems() == []
        return {"incidents": len(ended), "events": len(log), "acts": replay.acts}


def at_every_event(log: Sequence[Event], number: str, told: Sequence[tuple[datetime, Owner]]) -> list[Owner]:
    """What a store's history says of a call at each of its events."""
    return [at_the_end_of(event.at, told) for event in log if event.number == number]


def test_the_log_replays_into_a_store_that_is_the_imported_one(tmp_path: Path) -> None:
    """The whole log of 1,500 incidents: `python -m tests.perf.replay incident_event_log.csv`."""
    assert compare(tmp_path, SAMPLE, most=24) == {"incidents": 24, "events": 215, "acts": 89}
