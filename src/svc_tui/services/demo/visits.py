"""Three weeks of visits around today, two absences, working hours and ways between territories.

Past visits are of calls that ended in those days, today's stand where the clock is, those to come are a proposal for
open calls. Nothing of it is to be undone: a newcomer has done nothing yet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from svc_tui.domain.core.moments import to_utc
from svc_tui.domain.planning.diary import Diary, Stop, Ways, absent_spans, earliest, without
from svc_tui.domain.sla.coverage import instant_of, seconds_of
from svc_tui.services.calls.lists import CallLists
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.sla.clocks import coverage_under
from svc_tui.storage.calls.lists import CallRow
from svc_tui.storage.contracts.terms import Hours
from svc_tui.storage.engine.read_models import find_id
from svc_tui.storage.engine.store import Store
from svc_tui.storage.planning import people

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

BEFORE, AFTER = 14, 7
"""Days of visits behind today and ahead."""
A_DAY = 2
"""Visits of one technician a day, past ones; one more is planned for today."""
LENGTHS = (45, 60, 60, 90, 120)
"""Minutes of visits, in turn."""
MINUTES = (25, 40, 55, 35)
"""Ways between territories, in turn."""


@dataclass
class _Book:
    """Diaries that fill up, and the rows that come of it."""

    context: Context
    unit: "UnitOfWork"
    diaries: dict[str, Diary]
    ways: Ways
    turn: int = 0

    def place(
        self, call: CallRow, person: str, since: datetime, until: datetime
    ) -> tuple[datetime, datetime] | None:
        """A free time of a technician, taken at once; None: there is none."""
        length = 60 * LENGTHS[self.turn % len(LENGTHS)]
        diary = self.diaries[person]
        at = earliest(diary, length, call.territory, self.ways, seconds_of(since), seconds_of(until))
        if at is None:
            return None
        self.turn += 1
        self.diaries[person] = diary.with_stop(Stop(at, at + length, call.territory))
        return instant_of(at), instant_of(at + length)

    def write(self, call: CallRow, person: str, start: datetime, end: datetime, **more: object) -> None:
        """A visit with its technician."""
        number = self.unit.next_number("visit")
        values: Values = {
            "number": number, "call_id": call.id, "starts_at": start, "ends_at": end, "status": "planned",
            "created_at": min(self.unit.at, start - timedelta(days=1)), **more,
        }  # fmt: skip
        self.unit.insert("visit", values, log=None)
        self.unit.insert("visit_technician", {"visit": number, "person": person}, log=None)


def fill(path: Path, words: Given, at: datetime) -> None:
    """Write it into a demo company."""
    store = Store.open(path, make=False)
    try:
        context = Context(store, "anna", lambda: at)
        today = context.today
        with store.read() as session:
            team = [each.code for each in people.workers(session=session)]
        if not team:
            return
        lists = CallLists(context)
        closed = lists.rows(lists.ids("is:closed sort:-closed", first=150).ids)
        waiting = lists.rows(lists.ids("is:open sort:left", first=60).ids)
        territories = sorted({row.territory for row in (*closed, *waiting) if row.territory})
        with store.write(who="anna", at=at, undoable=False) as unit:
            _set_up(unit, team, territories, words, today)
            start, end = (
                _midnight(today - timedelta(days=BEFORE), context),
                _midnight(today + timedelta(days=AFTER), context),
            )
            book = _Book(
                context,
                unit,
                _diaries(context, unit, team, start, end),
                Ways(people.ways(session=unit.session)),
            )
            _past(book, closed, team, today)
            _ahead(book, waiting, team, words, at)
    finally:
        store.close()


def _set_up(
    unit: "UnitOfWork", team: Sequence[str], territories: Sequence[str], words: Given, today: date
) -> None:
    """Where days begin, how long ways are, who is away."""
    ids = {each.code: each for each in people.workers(session=unit.session, codes=team)}
    for place, code in enumerate(ids):
        if territories:
            key = find_id(unit.session, "person", "code", code) or 0
            unit.update("person", key, {"territory": territories[place % len(territories)]}, log=False)
    pairs = [(a, b) for n, a in enumerate(territories) for b in territories[n + 1 :]]
    for place, (origin, destination) in enumerate(pairs[:40]):
        unit.insert(
            "travel_time",
            {"origin": origin, "destination": destination, "minutes": MINUTES[place % len(MINUTES)]},
        )
    away = (
        (team[-1], _monday(today) + timedelta(days=7), 4, "vacation", ""),
        (team[0], _monday(today) + timedelta(days=3), 0, "training", "13:00-17:00"),
    )
    for person, first, days, reason, hours in away:
        unit.insert(
            "absence",
            {
                "number": unit.next_number("absence"), "person": person, "first": first,
                "last": first + timedelta(days=days), "reason": reason, "hours": hours,
                "note": str(words["absences"][reason]), "stand_in": team[1] if len(team) > 2 and days else None,
            },
            log=None,
        )  # fmt: skip


def _diaries(
    context: Context, unit: "UnitOfWork", team: Sequence[str], start: datetime, end: datetime
) -> dict[str, Diary]:
    """Everybody works the company's hours, but for his absences."""
    hours = Hours(context.company.fallback_coverage, None, None, ())
    coverage = coverage_under(hours, context.company, context.now())
    assert coverage is not None
    work = coverage.spans_s(seconds_of(start), seconds_of(end))
    away = people.absences(session=unit.session)
    return {
        code: Diary(
            code,
            without(
                work,
                [
                    span
                    for each in away
                    if each.person == code
                    for span in absent_spans(each.first, each.last, each.hours, coverage.zone)
                ],
            ),
        )
        for code in team
    }


def _past(book: _Book, closed: Sequence[CallRow], team: Sequence[str], today: date) -> None:
    """Visits of the calls that ended lately, on the day on which each ended or the one before."""
    zone, count = book.context.zone, dict[tuple[str, date], int]()
    for number, call in enumerate(reversed(closed)):
        if call.closed_at is None:
            continue
        day = call.closed_at.astimezone(zone).date()
        if not today - timedelta(days=BEFORE) < day < today:
            continue
        named = call.technician
        person = named if named is not None and named in team else team[number % len(team)]
        if count.get((person, day), 0) >= A_DAY:
            continue
        since = max(_midnight(day - timedelta(days=1), book.context), call.reported_at)
        found = book.place(call, person, since, call.closed_at)
        if found is None:
            continue
        count[person, day] = count.get((person, day), 0) + 1
        start, end = found
        if number % 11 == 10:
            book.write(call, person, start, end, status="cancelled")
            continue
        arrived = start + timedelta(minutes=number % 4 * 4)
        book.write(
            call, person, start, end, status="done", checked_in_at=arrived,
            checked_out_at=end + timedelta(minutes=(number % 5 - 2) * 5),
        )  # fmt: skip


def _ahead(book: _Book, waiting: Sequence[CallRow], team: Sequence[str], words: Given, at: datetime) -> None:
    """Visits of open calls from this morning on; half of the calls wait for somebody to plan them."""
    context, calls = book.context, list(waiting[::2])
    today = context.today
    for days in range(AFTER + 1):
        begin, end = (_midnight(today + timedelta(days=days + n), context) for n in (0, 1))
        for person in _in_turn(team, days):
            call = next((each for each in calls if days or each.reported_at < begin), None)
            found = None if call is None else book.place(call, person, begin, end)
            if call is None or found is None:
                continue
            calls.remove(call)
            note = str(words["visits"][book.turn % len(words["visits"])])
            book.write(call, person, *found, note=note, **_state(*found, at))


def _in_turn(team: Sequence[str], days: int) -> Iterator[str]:
    """Today one visit for each and another for half of them, then one for every other."""
    yield from (*team, *team[: len(team) // 2]) if days == 0 else team[days % 2 :: 2]


def _state(start: datetime, end: datetime, at: datetime) -> Values:
    """What has become of a visit by now."""
    arrived = start + timedelta(minutes=3)
    if end <= at:
        return {"status": "done", "checked_in_at": arrived, "checked_out_at": end}
    if arrived <= at:
        return {"status": "working", "checked_in_at": arrived}
    if start - at < timedelta(minutes=20):
        return {"status": "on_the_way"}
    return {}


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _midnight(day: date, context: Context) -> datetime:
    return to_utc(datetime.combine(day, datetime.min.time()), context.zone)
