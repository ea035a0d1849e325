"""Days of one technician given to others: each visit at its hour where somebody is free then, else on its day, else
on a day after it. All in whole seconds, as the diaries are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from svc_tui.domain.planning.diary import Diary, Span, Stop, Ways
from svc_tui.domain.planning.proposal import Choice, Job, propose

How = Literal["hour", "day", "later"]
"""It keeps its hour, its day, or neither."""


@dataclass(frozen=True)
class Held:
    """A visit that somebody else is to make."""

    job: Job
    start: int
    """When it begins now."""
    day: Span
    """The day it is on."""
    with_: Collection[str] = ()
    """Who goes too: the hour stays for them, and none of them is asked again."""


def give_away(
    held: Sequence[Held], diaries: Sequence[Diary], ways: Ways, now: int, until: int
) -> Mapping[int, tuple[Choice, How]]:
    """Who takes which visit and when, by the key of its job; what nobody can take is not in it.

    Args:
        held: The visits, each with its length and due date.
        diaries: Of the others, with what they have already.
        ways: How long ways are.
        now: Nothing begins before.
        until: Nothing ends after.
    """
    free = {diary.person: diary for diary in diaries}
    found: dict[int, tuple[Choice, How]] = {}

    def take(jobs: Sequence[Job], since: int, last: int, how: How, but: Collection[str] = ()) -> None:
        asked = [diary for person, diary in free.items() if person not in but]
        for choice in propose(jobs, asked, ways, since, last):
            found[choice.job.key] = choice, how
            diary = free[choice.person]
            stop = Stop(choice.start, choice.end, choice.job.territory)
            stops = sorted([*diary.stops, stop], key=lambda each: each.start)
            free[choice.person] = replace(diary, stops=stops)

    for each in sorted(held, key=lambda one: one.start):
        if each.start >= now:
            take([each.job], each.start, each.start + each.job.length, "hour", each.with_)
    for day in sorted({each.day for each in held}):
        stretches: tuple[tuple[int, int, How], ...] = ((*day, "day"), (day[1], until, "later"))
        for since, last, how in stretches:
            left = [each for each in held if each.day == day and not each.with_ and each.job.key not in found]
            take([each.job for each in left], max(since, now), last, how)
    return found
