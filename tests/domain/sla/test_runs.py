"""The laws of a stopwatch and its runs, held against a recomputation that counts second by second what was covered."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.sla.coverage import Coverage, instant_of, seconds_of
from svc_tui.domain.sla.stopwatch import Pause, Run, Stopwatch, TargetState, runs_of, start
from svc_tui.domain.sla.targets import Budget, Target
from tests.domain.clocks import HOUR
from tests.domain.strategies import BUDGETS, coverages, instants, pauses

ACTS = ("pause", "resume", "stop", "reopen", "rebudget")
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 40 * HOUR), st.integers(0, 30 * HOUR)), max_size=8
)


@dataclass
class Diary:
    """The same clock kept by hand: a list of on and off, counted piece by piece by the windows of the coverage."""

    coverage: Coverage
    begin: datetime
    budget: int
    on: bool = True
    stopped: bool = False
    marks: list[tuple[int, bool]] = field(default_factory=list)

    def act(self, name: str, now: datetime, budget: int) -> None:
        if name == "pause" and self.on:
            self.on = False
        elif name == "resume" and not self.on and not self.stopped:
            self.on = True
        elif name == "stop" and not self.stopped:
            self.on, self.stopped = False, True
        elif name == "reopen" and self.stopped:
            self.on, self.stopped = True, False
        elif name == "rebudget":
            self.budget = budget
        self.marks.append((seconds_of(now), self.on))

    def stretches(self, until: int) -> list[tuple[int, int]]:
        """The covered stretches in which it ran."""
        found: list[tuple[int, int]] = []
        at, on = seconds_of(self.begin), True
        for mark, then in [*self.marks, (until, False)]:
            if on and mark > at:
                found += self.coverage.spans_s(at, mark)
            at, on = max(at, mark), then
        return found

    def consumed(self, now: datetime) -> int:
        return sum(end - begin for begin, end in self.stretches(seconds_of(now)))

    def used_up_at(self, now: datetime) -> datetime | None:
        """When the budget was used up, up to now."""
        left = self.budget
        for begin, end in self.stretches(seconds_of(now)):
            if left <= end - begin:
                return instant_of(begin + left)
            left -= end - begin
        return None


def step(watch: Stopwatch, name: str, now: datetime, budget: int) -> Stopwatch:
    if name == "rebudget":
        return watch.rebudget(Budget(budget))
    moved: Stopwatch = getattr(watch, name)(now)
    return moved


@given(coverages(), instants(), BUDGETS, STEPS, st.integers(0, 100 * HOUR))
def test_a_clock_says_what_a_diary_of_its_acts_says(
    coverage: Coverage, t: datetime, budget: int, acts: list[tuple[str, int, int]], rest: int
) -> None:
    watch, diary, now = start(t, Target(budget), coverage), Diary(coverage, t, budget), t
    for name, wait, other in acts:
        now += timedelta(seconds=wait)
        watch = step(watch, name, now, other + 1)
        diary.act(name, now, other + 1)
    now += timedelta(seconds=rest)
    assert watch.spent(now, coverage) == diary.consumed(now)
    assert watch.left(now, coverage) == diary.budget - diary.consumed(now)
    used_up, due = diary.used_up_at(now), watch.due(coverage)
    if used_up is not None:
        assert due == used_up
    elif not watch.is_running:
        assert due is None
    elif isinstance(due, datetime):
        assert due > now
    if watch.stopped_at is None:
        late = used_up is not None and now > used_up
        assert (watch.state(now, coverage) is TargetState.OVERDUE) is late
    else:
        missed = used_up is not None and watch.stopped_at > used_up
        assert (watch.state(now, coverage) is TargetState.MISSED) is missed


@given(coverages(), instants(), BUDGETS, STEPS)
def test_no_step_but_another_budget_moves_a_due_date_that_has_passed(
    coverage: Coverage, t: datetime, budget: int, acts: list[tuple[str, int, int]]
) -> None:
    watch, now = start(t, Target(budget), coverage), t
    for name, wait, other in acts:
        now += timedelta(seconds=wait)
        before, late = watch.due(coverage), watch.state(now, coverage) is TargetState.OVERDUE
        lateness = watch.left(now, coverage)
        watch = step(watch, name, now, other)
        if late and name != "rebudget":
            assert watch.due(coverage) == before
            assert watch.left(now, coverage) == lateness


@given(coverages(), instants(), st.data())
def test_runs_are_what_the_pauses_leave(coverage: Coverage, t: datetime, data: st.DataObject) -> None:
    held: list[Pause] = [*data.draw(pauses(t))]
    watch = start(t, Target(HOUR), coverage)
    for begin, end in held:
        assert end is not None
        watch = watch.pause(begin).resume(end)
    stop = data.draw(st.none() | st.integers(0, 200 * HOUR))
    last = held[-1][1] if held else t
    assert last is not None
    if stop is not None:
        watch = watch.stop(last + timedelta(seconds=stop))
    assert runs_of(t, data.draw(st.permutations(held)), watch.stopped_at) == watch.runs


def test_pauses_of_a_call_may_overlap_and_outlast_its_end() -> None:
    t = datetime.fromisoformat("2026-03-02T08:00+00:00")
    h = [t + timedelta(hours=n) for n in range(12)]
    runs: tuple[Run, ...] = runs_of(h[1], [(h[0], h[2]), (h[3], h[5]), (h[4], h[6]), (h[9], None)], h[8])
    assert runs == ((h[2], h[3]), (h[6], h[8]))
    assert runs_of(h[0], [(h[2], None)], h[8]) == ((h[0], h[2]),)
    assert runs_of(h[0], [(h[2], h[8])], h[8]) == ((h[0], h[2]), (h[8], h[8]))
