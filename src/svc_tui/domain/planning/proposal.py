"""Which visits on which days: a proposal for many calls from due dates, ways, skills and load.

Calls are taken by their due date. Each goes where it adds least: in time first, then by minutes of way added to the
day, by how full the day is, by how long the customer waits; who knows such units or is named on the call counts as
minutes saved. All in whole seconds, as the diaries are.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from svc_tui.domain.planning.diary import GRID_S, Diary, Span, Stop, Ways

DAY_S = 86_400
KNOWS_S = 25 * 60
"""Knowing the unit, its group or the problem counts as so much less way."""
NAMED_S = 40 * 60
"""So does being the technician named on the call."""
WAIT_S = 4 * 60
"""A day that the customer waits counts as so much more way; of a high priority three times."""
LOAD_S = 30 * 60
"""A full day counts as so much more way than an empty one."""


@dataclass(frozen=True)
class Job:
    """A call that wants a visit."""

    key: int
    length: int
    """Seconds."""
    due: int | None
    """When it is due; None: nothing is promised."""
    territory: str | None = None
    urgent: bool = False
    technician: str | None = None
    """Named on the call."""
    knowing: Collection[str] = ()
    """Who knows such units."""
    since: int = 0
    """Not before."""


@dataclass(frozen=True)
class Choice:
    """Where a call goes, and why."""

    job: Job
    person: str
    start: int
    end: int
    in_time: bool
    way: int
    """Seconds of way that it adds to the day."""
    after: Stop | None
    """The visit before it on that day."""
    load: float
    """How full the day of the technician is with it."""

    @property
    def knows(self) -> bool:
        """The technician knows such units."""
        return self.person in self.job.knowing


@dataclass
class _Window:
    """One stretch of a technician's work, and what stands in it."""

    person: str
    begin: int
    end: int
    stops: list[Stop]
    home: str | None
    first: bool
    """The day begins with it: the way to the first stop is from home."""
    day: int
    """The stretches of one day have the same."""


@dataclass
class _Load:
    """How much of a day is taken."""

    work: int = 0
    taken: int = 0


@dataclass
class _Plan:
    """The windows of all, and how full each day is."""

    windows: list[_Window]
    loads: dict[tuple[str, int], _Load] = field(default_factory=dict)


def propose(
    jobs: Sequence[Job], diaries: Sequence[Diary], ways: Ways, since: int, until: int
) -> list[Choice]:
    """A time and a technician for each job; one that fits nowhere is left out.

    Args:
        jobs: What is to be planned.
        diaries: Of those who may go, with what they have already; free times are looked for in their work.
        ways: How long ways are.
        since: Nothing begins before.
        until: Nothing ends after.
    """
    plan = _windows(diaries, since, until)
    found = []
    for job in sorted(jobs, key=_order):
        best: tuple[tuple[float, ...], Choice, _Window] | None = None
        for window in plan.windows:
            if (
                best is not None
                and best[0][0] == 0
                and job.due is not None
                and window.begin + job.length > job.due
            ):
                continue  # there is one in time, and this is none
            chosen = _best_in(job, window, plan, ways, since)
            if chosen is not None and (best is None or chosen[0] < best[0]):
                best = (*chosen, window)
        if best is not None:
            _take(best[1], best[2], plan)
            found.append(best[1])
    return found


def _order(job: Job) -> tuple[float, bool, int]:
    return (job.due if job.due is not None else float("inf"), not job.urgent, job.key)


def _windows(diaries: Sequence[Diary], since: int, until: int) -> _Plan:
    plan = _Plan([])
    for diary in diaries:
        before: Span | None = None
        for begin, end in diary.work:
            first = before is None or begin - before[1] > 6 * 3600
            before = (begin, end)
            day = plan.windows[-1].day if not first and plan.windows else begin
            if plan.windows and plan.windows[-1].person != diary.person:
                first, day = True, begin
            near = list(diary.near(begin - 3 * 3600, end + 3 * 3600))
            load = plan.loads.setdefault((diary.person, day), _Load())
            load.work += end - begin
            load.taken += sum(
                min(s.end, end) - max(s.start, begin) for s in near if s.start < end and s.end > begin
            )
            if end > since and begin < until:
                plan.windows.append(
                    _Window(diary.person, max(begin, since), min(end, until), near, diary.home, first, day)
                )
    return plan


def _best_in(
    job: Job, window: _Window, plan: _Plan, ways: Ways, since: int
) -> tuple[tuple[float, ...], Choice] | None:
    """The best of the gaps of a window: its price, lower is better, and the choice."""
    best: tuple[tuple[float, ...], Choice] | None = None
    load = plan.loads[window.person, window.day]
    stops = window.stops
    for index in range(len(stops) + 1):
        before = stops[index - 1] if index else None
        after = stops[index] if index < len(stops) else None
        free = window.begin
        if before is not None:
            free = max(free, before.end + ways.seconds(before.territory, job.territory))
        start = -(-max(free, job.since) // GRID_S) * GRID_S
        end = start + job.length
        if end > window.end:
            break
        if after is not None and end + ways.seconds(job.territory, after.territory) > after.start:
            continue
        if any(stop.start < end and stop.end > start for stop in stops):
            continue  # visits that overlap each other
        late = max(0, end - job.due) if job.due is not None else 0
        way = _added(job, before, after, window, ways)
        taken = (load.taken + job.length) / max(load.work, 1)
        price = way + LOAD_S * taken + (3 if job.urgent else 1) * WAIT_S * (start - since) / DAY_S
        price -= KNOWS_S if window.person in job.knowing else 0
        price -= NAMED_S if window.person == job.technician else 0
        key = (float(late > 0), float(late), price, start)
        if best is None or key < best[0]:
            best = key, Choice(job, window.person, start, end, not late, way, before, taken)
    return best


def _added(job: Job, before: Stop | None, after: Stop | None, window: _Window, ways: Ways) -> int:
    """Seconds of way that the job adds between two stops of a day, the first of which is reached from home."""
    origin = before.territory if before is not None else window.home
    added = ways.seconds(origin, job.territory)
    if after is not None:
        added += ways.seconds(job.territory, after.territory) - ways.seconds(origin, after.territory)
    return added


def _take(choice: Choice, window: _Window, plan: _Plan) -> None:
    stop = Stop(choice.start, choice.end, choice.job.territory)
    for each in plan.windows:
        near = (
            each.person == window.person
            and stop.start < each.end + 3 * 3600
            and stop.end > each.begin - 3 * 3600
        )
        if near:
            each.stops = sorted([*each.stops, stop], key=lambda one: one.start)
    plan.loads[window.person, window.day].taken += choice.job.length


def compared(choices: Sequence[Choice], diaries: Sequence[Diary], ways: Ways) -> Mapping[str, int]:
    """How good a plan is: visits in time, and seconds on the way of all days with the visits that stood before."""
    stops: dict[tuple[str, int], list[Stop]] = {}
    homes = {diary.person: diary.home for diary in diaries}
    for diary in diaries:
        for stop in diary.stops:
            stops.setdefault((diary.person, stop.start // DAY_S), []).append(stop)
    for each in choices:
        own = Stop(each.start, each.end, each.job.territory)
        stops.setdefault((each.person, each.start // DAY_S), []).append(own)
    way = 0
    for (person, _day), there in stops.items():
        place = homes.get(person)
        for stop in sorted(there, key=lambda one: one.start):
            way += ways.seconds(place, stop.territory)
            place = stop.territory
    return {"in_time": sum(each.in_time for each in choices), "way": way}
