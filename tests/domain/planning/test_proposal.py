"""The proposal against first come, first served, on random days; laws of what it gives out."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svc_tui.domain.planning.diary import Diary, Stop, Ways, earliest
from svc_tui.domain.planning.proposal import Choice, Job, compared, propose

H, DAY = 3600, 86_400
PLACES = ("North", "South", "East", "West")
WAYS = Ways(
    {("East", "North"): 30, ("East", "South"): 35, ("East", "West"): 60, ("North", "South"): 55,
     ("North", "West"): 25, ("South", "West"): 40},
    within=12,
)  # fmt: skip
END = 14 * DAY


def team(random: Random, count: int, days: int = 14) -> list[Diary]:
    """People with homes, and a few visits that stand already."""
    found = []
    for number in range(count):
        work = [
            (day * DAY + a * H, day * DAY + b * H)
            for day in range(days)
            if day % 7 < 5
            for a, b in ((8, 12), (13, 17))
        ]
        stops = [
            Stop(begin + H, begin + 2 * H, random.choice(PLACES))
            for begin, _end in work
            if random.random() < 0.15
        ]
        found.append(Diary(f"p{number:02}", work, stops, PLACES[number % 4]))
    return found


def jobs(random: Random, count: int) -> list[Job]:
    """Calls that came in one after the other, with due dates near and far."""
    return [
        Job(
            key, random.choice((H // 2, H, H, 3 * H // 2, 2 * H, 3 * H)),
            random.choice((None, *(round(random.uniform(0.6, 12) * DAY) for _ in range(6)))),
            random.choice(PLACES), urgent=random.random() < 0.2,
            knowing=random.sample([f"p{n:02}" for n in range(12)], 2),
        )
        for key in range(count)
    ]  # fmt: skip


def first_come(wanted: Sequence[Job], diaries: Sequence[Diary]) -> list[Choice]:
    """Each in the order in which it came, to whoever has the first free time."""
    now = {diary.person: diary for diary in diaries}
    found = []
    for job in wanted:
        free = []
        for diary in now.values():
            start = earliest(diary, job.length, job.territory, WAYS, 0, END)
            if start is not None:
                free.append((start, diary.person))
        if not free:
            continue
        start, person = min(free)
        end = start + job.length
        now[person] = now[person].with_stop(Stop(start, end, job.territory))
        in_time = job.due is None or end <= job.due
        found.append(Choice(job, person, start, end, in_time, 0, None, 0))
    return found


@pytest.mark.parametrize("seed", range(10))
def test_it_beats_first_come_first_served(seed: int) -> None:
    random = Random(seed)
    diaries, wanted = team(random, 6), jobs(random, 110)
    ours, theirs = propose(wanted, diaries, WAYS, 0, END), first_come(wanted, diaries)
    assert len(ours) >= len(theirs) > 100
    us, them = compared(ours, diaries, WAYS), compared(theirs, diaries, WAYS)
    assert us["in_time"] > them["in_time"]
    assert us["way"] < them["way"]


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000), st.integers(1, 3), st.integers(0, 40))
def test_nobody_is_in_two_places_and_there_is_time_for_the_ways(seed: int, people: int, count: int) -> None:
    random = Random(seed)
    diaries, wanted = team(random, people, 5), jobs(random, count)
    found = propose(wanted, diaries, WAYS, 2 * H, 5 * DAY)
    assert len({each.job.key for each in found}) == len(found)
    for diary in diaries:
        own = [
            Stop(each.start, each.end, each.job.territory) for each in found if each.person == diary.person
        ]
        stops = sorted([*diary.stops, *own], key=lambda stop: stop.start)
        for one, two in pairwise(stops):
            if one in own or two in own:
                assert one.end + WAYS.seconds(one.territory, two.territory) <= two.start
        assert all(diary.works(stop.start, stop.end) and stop.start >= 2 * H for stop in own)
    for each in found:
        assert each.in_time == (each.job.due is None or each.end <= each.job.due)


def test_who_knows_it_goes_and_the_named_one_before_him() -> None:
    diaries = [Diary(name, [(8 * H, 16 * H)], (), "North") for name in ("a", "b", "c")]
    (plain,) = propose([Job(1, H, DAY, "North")], diaries, WAYS, 0, DAY)
    (known,) = propose([Job(1, H, DAY, "North", knowing=("b",))], diaries, WAYS, 0, DAY)
    (named,) = propose([Job(1, H, DAY, "North", knowing=("b",), technician="c")], diaries, WAYS, 0, DAY)
    assert (plain.person, known.person, named.person) == ("a", "b", "c")
    assert known.knows
    assert not named.knows


def test_what_fits_nowhere_is_left_out_and_what_is_late_says_so() -> None:
    diaries = [Diary("a", [(8 * H, 12 * H)], (), None)]
    found = propose([Job(1, 5 * H, None), Job(2, 2 * H, 9 * H), Job(3, 2 * H, None)], diaries, WAYS, 0, DAY)
    assert [(each.job.key, each.in_time) for each in found] == [(2, False)] or len(found) == 1
