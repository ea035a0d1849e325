"""A month of escalation against a replay of its own, which walks over minutes and shares no rule with the program.

March 2026 in Rome: the clocks go forward on Sunday 29 March. Two hundred calls under four kinds of hours are opened,
answered, paused, put off, given other priorities, resolved, closed and opened again; levels are looked at after random
intervals, at times after a night or a weekend without it, at times by two at once. SVC_TUI_MONTH=1000 takes more calls.
"""

import os
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from threading import Barrier, Thread
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from svc_tui.services.calls.new import create, prepare
from svc_tui.services.core.context import Context
from svc_tui.services.core.waking import wake
from svc_tui.storage.engine.store import Store
from svc_tui.storage.exchange.incoming import rows_of
from tests.services.desk import Desk

ROME = ZoneInfo("Europe/Rome")
START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
DAYS = 31
CALLS = int(os.environ.get("SVC_TUI_MONTH", "200"))
CLOSED = {date(2026, 3, 19), date(2026, 4, 6)}
"""A day of the company's own, and Easter Monday."""
HALF = date(2026, 3, 24)
"""Closed from noon on."""

WEEK = {  # windows of each weekday in minutes, Monday first
    58: [[(540, 1080)]] * 5 + [[], []],
    59: [[(0, 1440)]] * 7,
    60: [[(510, 750), (840, 1080)]] * 5 + [[(540, 720)], []],
    "NORTH": [[(480, 1020)]] * 5 + [[], []],
    "SOUTH": [[(420, 1200)]] * 6 + [[]],
}
BUDGETS = {  # response and resolution in minutes; of a high priority
    58: ((240, 960), (120, 240)),
    59: ((120, 1440), (60, 360)),
    60: ((100, 600), (40, 300)),
}
SERVES = {"NORTH": {"anna", "bruno"}, "SOUTH": {"carla"}}
MANAGER = {"NORTH": "bruno", "SOUTH": "carla"}
RANK = {"low": 1, "medium": 2, "high": 3}

LEVELS: tuple[tuple[str, str | None, str, int | None, int, tuple[tuple[str, str], ...]], ...] = (
    ("R50", None, "response", 50, 0, (("tell", "assignee"),)),
    ("R late", None, "response", 100, 0, (("tell", "manager"),)),
    ("S50", "SOUTH", "resolution", 50, 0, (("tell", "assignee"),)),
    ("S75", "NORTH", "resolution", 75, 0, (("priority", "medium"), ("tell", "anna"))),
    ("S90", None, "resolution", 90, 0, (("tell", "manager"),)),
    ("S late", None, "resolution", 100, 0, (("priority", "high"), ("tell", "manager"))),
    ("S late 2", "NORTH", "resolution", 100, 120, (("tell", "manager"), ("queue", "SOUTH"))),
    ("South 1", "SOUTH", "resolution", 100, 60, (("tell", "manager"), ("person", "carla"))),
    ("S late 9", None, "resolution", 100, 540, (("person", "bruno"), ("tell", "assignee"))),
    ("Still", None, "silence", None, 1260, (("tell", "manager"),)),
)


def _local(minute: int) -> tuple[date, int, int]:
    at = (START + timedelta(minutes=minute)).astimezone(ROME)
    return at.date(), at.weekday(), at.hour * 60 + at.minute


LOCAL = [_local(minute) for minute in range((DAYS + 14) * 1440)]
"""The wall clock of Rome at each minute of the month and a while after."""


class Minutes:
    """Covered minutes counted from the start of the month."""

    def __init__(self, week: list[list[tuple[int, int]]] | None) -> None:
        covered = [True] * len(LOCAL) if week is None else [_covers(week, at) for at in LOCAL]
        self.covered = covered
        self.before = [0, *accumulate(map(int, covered))]

    def spent(self, a: int, b: int) -> int:
        return self.before[b] - self.before[a]

    def after(self, a: int, minutes: int) -> int:
        """The first minute at which so many have passed since; of none, the first that is covered."""
        if minutes == 0:
            return a if self.covered[a] else bisect_left(self.before, self.before[a] + 1) - 1
        return bisect_left(self.before, self.before[a] + minutes)


def _covers(week: list[list[tuple[int, int]]], at: tuple[date, int, int]) -> bool:
    day, weekday, minute = at
    if day in CLOSED or (day == HALF and minute >= 720):
        return False
    return any(first <= minute < last for first, last in week[weekday])


@dataclass
class Told:
    """The life of a call as the replay knows it."""

    number: str
    contract: int | None
    opened: int
    queue: str | None
    priority: str = "low"
    assignee: str | None = None
    runs: list[list[int | None]] = field(default_factory=list)
    answered: bool = False
    resolved: bool = False
    closed: bool = False
    paused: bool = False
    until: int | None = None
    last: int = 0
    fired: set[tuple[str, int, int | None]] = field(default_factory=set)

    @property
    def at_rest(self) -> bool:
        return self.closed or self.resolved or self.paused


class Replay:
    """What should have fired by now, by walking over minutes."""

    def __init__(self) -> None:
        self.hours = {name: Minutes(week) for name, week in WEEK.items()}
        self.wall = Minutes(None)
        self.calls: dict[str, Told] = {}
        self.steps: list[tuple[str, str, int, int]] = []
        self.messages: list[tuple[str, str, str, int, int | None, str]] = []

    def budget(self, call: Told, target: str) -> int | None:
        if call.contract is None:
            return None
        return BUDGETS[call.contract][call.priority == "high"][target == "resolution"]

    def armed(self, call: Told, target: str) -> tuple[int, int] | None:
        budget = self.budget(call, target)
        if budget is None or (target == "response" and call.answered):
            return None
        since = call.opened if target == "response" else call.runs[-1][0]
        assert since is not None
        return since, budget

    def used_up(self, call: Told, target: str, wanted: int) -> int | None:
        """The minute at which the runs of a target have used so much."""
        assert call.contract is not None
        minutes = self.hours[call.contract]
        runs = [[call.opened, None]] if target == "response" else call.runs
        for start, end in runs:
            assert start is not None
            if end is None or minutes.spent(start, end) >= wanted:
                return minutes.after(start, wanted)
            wanted -= minutes.spent(start, end)
        return None

    def reached(self, call: Told, now: int) -> list[tuple[int, int]]:
        """Minutes and places of the levels that are reached and have not fired."""
        found = []
        for place, (name, queue, target, percent, after, _steps) in enumerate(LEVELS):
            if queue not in (None, call.queue):
                continue
            if target == "silence":
                hours = self.hours.get(call.contract or "") or self.hours.get(call.queue or "") or self.wall
                at = hours.after(call.last, after)
                key: tuple[str, int, int | None] = (name, call.last, None)
            else:
                armed = self.armed(call, target)
                if armed is None:
                    continue
                since, budget = armed
                used = self.used_up(call, target, budget * (percent or 0) // 100 + after)
                if used is None:
                    continue
                at, key = max(since, used), (name, since, budget)
            strictly = percent == 100 and not after
            if (now > at if strictly else now >= at) and key not in call.fired:
                found.append((at, place))
        return sorted(found)

    def look(self, now: int) -> None:
        """Somebody looks at all calls."""
        for call in self.calls.values():
            if call.until is not None and call.until <= now:
                call.runs.append([call.until, None])
                call.paused, call.until, call.last = False, None, now
            if not call.at_rest:
                self._one(call, now)

    def _one(self, call: Told, now: int) -> None:
        told: dict[str, list[str]] = {}
        shown: dict[str, int | None] = {}
        given: str | None = None
        any_fired = False
        while found := self.reached(call, now):
            any_fired = True
            before = {target: self.armed(call, target) for target in ("response", "resolution")}
            for at, place in found:
                name, _queue, target, _percent, _after, steps = LEVELS[place]
                armed = before[target] if target != "silence" else (call.last, None)
                assert armed is not None
                call.fired.add((name, *armed))
                self.steps.append((call.number, name, at, now))
                for what, value in steps:
                    if what == "priority" and RANK[value] > RANK[call.priority]:
                        call.priority = value
                    elif what == "queue" and call.queue != value:
                        call.queue = value
                        if call.assignee not in SERVES[value]:
                            call.assignee = None
                    elif what == "person" and call.assignee != value:
                        call.assignee = given = value
                    elif what == "tell" and (person := self._whom(call, value)) is not None:
                        told.setdefault(person, []).append(name)
                        from_now_on = self._shown(call.queue, now)
                        known = shown.get(person, from_now_on)
                        shown[person] = (
                            None if known is None or from_now_on is None else min(known, from_now_on)
                        )
            for target, old in before.items():
                new = self.armed(call, target)
                if old is None or new is None or old == new:
                    continue
                for name, _queue, of, *_rest in LEVELS:
                    if of == target and (name, *old) in call.fired:
                        call.fired.add((name, *new))
        if not any_fired:
            return
        if given is not None and given == call.assignee:
            self.messages.append(("given", given, call.number, now, self._shown(call.queue, now), ""))
        for person, names in told.items():
            if person != given or given != call.assignee:
                self.messages.append(("escalated", person, call.number, now, shown[person], ", ".join(names)))

    @staticmethod
    def _whom(call: Told, value: str) -> str | None:
        if value == "assignee" and call.assignee:
            return call.assignee
        return MANAGER.get(call.queue or "") if value in ("manager", "assignee") else value

    def _shown(self, queue: str | None, now: int) -> int | None:
        hours = self.hours.get(queue or "")
        return None if hours is None or hours.covered[now] else hours.after(now, 0)


class Month:
    """The same month lived by the program and by the replay."""

    def __init__(self, path: Path, seed: int) -> None:
        self.random = Random(seed)
        self.desk, self.replay = Desk(path), Replay()
        self.other = Context(Store.open(path), "bruno", lambda: self.desk.time)
        self.now = 0
        _set_up(self.desk)

    def go_to(self, minute: int) -> None:
        self.now, self.desk.time = minute, START + timedelta(minutes=minute)

    def live(self, calls: int) -> None:
        rng = self.random
        together = 4
        opened = sorted(rng.randrange(0, (DAYS - 3) * 1440) for _each in range(calls // together))
        acts = sorted(rng.randrange(60, DAYS * 1440) for _each in range(calls // 2))
        looks, at = [], 0
        while at < DAYS * 1440:
            at += rng.choice((7, 30, 120, 240, 480, 900, 1440, 3000))
            looks.append(at)
        events = [*((at, 0) for at in opened), *((at, 1) for at in acts), *((at, 2) for at in looks)]
        for at, what in sorted(events):
            self.go_to(at)
            if what == 0:
                self.open(together)
            else:
                (self.act, self.look)[what - 1]()
        self.go_to(at + 5000)
        self.look()

    def open(self, count: int) -> None:
        """Some calls at once, as from a mailbox: each written down by itself costs three times as much."""
        rng = self.random
        unit = {
            58: {"serial": "SN-000931"},
            59: {"customer": "C2"},
            60: {"customer": "C3"},
            None: {"customer": "C4"},
        }
        wanted = []
        for _each in range(count):
            contract, queue = rng.choice((58, 59, 60, None)), rng.choice(("NORTH", "SOUTH", "NORTH", None))
            priority = rng.choice(("low", "low", "medium", "high"))
            values = {
                **unit[contract],
                "subject": "Stops",
                "priority": priority,
                **({"queue": queue} if queue else {}),
            }
            wanted.append((contract, queue, priority, prepare(self.desk.context, values)))
        with self.desk.context.write() as work:
            for contract, queue, priority, prepared in wanted:
                number, _proposal = create(self.desk.context, work, prepared)
                assignee = None if queue else "anna"
                self.replay.calls[number] = Told(
                    number, contract, self.now, queue, priority, assignee, [[self.now, None]], last=self.now
                )

    def act(self) -> None:
        """Somebody does the same to some calls that are at the same point."""
        rng, calls = self.random, self.desk.calls
        known = [call for call in self.replay.calls.values() if not call.closed or rng.random() < 0.03]
        if not known:
            return
        first, what = rng.choice(known), rng.random()
        alike = [call for call in known if _point(call) == _point(first)]
        chosen = rng.sample(alike, min(len(alike), 6))
        numbers = [call.number for call in chosen]
        if first.closed or first.resolved:
            chosen, numbers = chosen[:1], numbers[:1]
            calls.reopen(numbers)
            for call in chosen:
                call.runs.append([self.now, None])
                call.closed = call.resolved = False
        elif first.paused and what < 0.3:
            calls.note(numbers, "The part is still missing")
        elif first.paused:
            calls.resume(numbers)
            for call in chosen:
                call.runs.append([self.now, None])
                call.paused, call.until = False, None
        elif what < 0.2:
            until = self.now + rng.choice((45, 300, 1500, 4000)) if rng.random() < 0.6 else None
            calls.pause(numbers, None if until is None else START + timedelta(minutes=until))
            for call in chosen:
                call.runs[-1][1] = self.now
                call.paused, call.until = True, until
        elif what < 0.28:
            level = rng.choice([level for level in RANK if level != first.priority])
            calls.priority(numbers, level)
            for call in chosen:
                call.priority = level
        elif what < 0.36 and not first.answered:
            calls.respond(numbers, take=True)
            for call in chosen:
                self._taken(call)
                call.answered = True
        elif what < 0.42:
            calls.note(numbers, "Will call back")
        else:
            closes = what < 0.8
            (calls.close if closes else calls.resolve)(numbers, "Done", take=True)
            for call in chosen:
                self._taken(call)
                call.answered, call.runs[-1][1] = True, self.now
                call.closed, call.resolved = closes, not closes
        for call in chosen:
            call.last = self.now

    @staticmethod
    def _taken(call: Told) -> None:
        if call.queue and call.assignee is None:
            call.assignee = "anna"

    def look(self) -> None:
        """Once, or twice at the same moment."""
        self.replay.look(self.now)
        if self.random.random() < 0.8:
            while wake(self.desk.context)["escalation"]:
                pass  # more were due than one look on the way does
            return
        together, failed = Barrier(2), list[BaseException]()

        def one(context: Context) -> None:
            together.wait()
            try:
                while wake(context)["escalation"]:
                    pass
            except BaseException as error:
                failed.append(error)

        threads = [Thread(target=one, args=(context,)) for context in (self.desk.context, self.other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []


def _point(call: Told) -> tuple[bool, bool, bool, bool, str]:
    """Calls at the same point allow the same."""
    return call.closed, call.resolved, call.paused, call.answered, call.priority


def _set_up(desk: Desk) -> None:
    with desk.context.write() as unit:
        unit.insert("customer", {"code": "C4", "name": "Nobody's"})
        unit.insert("closed_date", {"day": date(2026, 3, 19), "hours": "", "name": "Saint Joseph"})
        unit.insert("closed_date", {"day": HALF, "hours": "12:00-24:00", "name": "Stocktaking"})
        for number, customer, coverage in (
            (59, "C2", "24/7"),
            (60, "C3", "Mo-Fr 08:30-12:30,14:00-18:00; Sa 09:00-12:00"),
        ):
            (first, last), (high_first, high_last) = BUDGETS[number]
            values = {
                "number": number, "type": "customer", "status": "approved", "customer": customer,
                "start": date(2026, 1, 1), "end": date(2026, 12, 31), "response": f"{first}m", "resolution": f"{last}m",
                "coverage": coverage,
            }  # fmt: skip
            unit.insert("contract", values)
            high = {"priority": "high", "response": f"{high_first}m", "resolution": f"{high_last}m"}
            unit.insert("contract_target", {"contract": number, **high})
        for queue_id, hours in ((1, "Mo-Fr 08:00-17:00"), (2, "Mo-Sa 07:00-20:00")):
            unit.update("queue", queue_id, {"hours": hours})
        for position, (name, queue, target, percent, after, steps) in enumerate(LEVELS):
            level = {
                "name": name, "position": position, "queue": queue, "target": target, "percent": percent,
                "after_s": after * 60, "steps": [list(step) for step in steps],
            }  # fmt: skip
            unit.insert("escalation", level)


def _minute(instant: datetime | None) -> int | None:
    return None if instant is None else int((instant - START).total_seconds()) // 60


@pytest.mark.parametrize("seed", [29] if CALLS == 200 else range(3))
def test_a_month_of_escalation_is_what_a_replay_of_its_own_says(tmp_path: Path, seed: int) -> None:
    month = Month(tmp_path / "desk.db", seed)
    month.live(CALLS)
    with month.desk.store.read() as session:

        def read(table: str, names: str) -> list[tuple[Any, ...]]:
            return [
                tuple(row) for row in rows_of(session=session, table_name=table, names=tuple(names.split()))
            ]

        calls = {row[0]: row[1:] for row in read("call", "id number priority queue assignee")}
        steps = [
            row[1:]
            for row in read("escalation_step", "carried call_id escalation reached_at at")
            if not row[0]
        ]
        messages = read("message", "kind person call_id at shown_from text_values sender")
    fired = [(calls[key][0], name, _minute(reached), _minute(at)) for key, name, reached, at in steps]
    assert sorted(map(str, fired)) == sorted(map(str, month.replay.steps))
    told = [
        (kind, person, calls[key][0], _minute(at), _minute(shown), (values or {}).get("level", ""))
        for kind, person, key, at, shown, values, sender in messages
        if sender == "svc-tui"
    ]
    assert sorted(map(str, told)) == sorted(map(str, month.replay.messages))
    stands = {number: rest for number, *rest in calls.values()}
    assert stands == {
        call.number: [call.priority, call.queue, call.assignee] for call in month.replay.calls.values()
    }
    _has_seen_all(month, told)


def _has_seen_all(month: Month, told: list[tuple[str, str, str, int | None, int | None, str]]) -> None:
    """The month is worth its name: every level fired, late ones too, alerts were held over the change of clocks."""
    steps = month.replay.steps
    assert {name for _number, name, _reached, _at in steps} == {level[0] for level in LEVELS}
    assert len(steps) > 2 * CALLS
    assert any(at - reached > 600 for _number, _name, reached, at in steps)
    assert len({(number, name) for number, name, *_rest in steps}) < len(steps)  # some fired again
    held = [START + timedelta(minutes=shown) for *_rest, shown, _levels in told if shown is not None]
    assert any(opening == datetime(2026, 3, 30, 6, 0, tzinfo=UTC) for opening in held)  # 08:00 summer time
    assert any(
        opening == datetime(2026, 3, 20, 7, 0, tzinfo=UTC) for opening in held
    )  # 08:00, after the closed day
