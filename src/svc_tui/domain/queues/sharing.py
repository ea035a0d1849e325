"""Who of a queue is there on a day, and which of them gets a call: in turn, the least loaded, who knows it.

Everything here is counted already: the reads stand in `storage/queues/people.py`, what joins both in
`services/queues/available.py`. What is equal is decided by who was given nothing for longest, then by code.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from svc_tui.domain.core.text import fold

NEVER = datetime(1, 1, 1, tzinfo=UTC)
MOST = 5
"""So many past calls of a kind count; more of them tell nothing new, and would give everything to one person."""
SKILL, ITEM, CUSTOMER, GROUP = 8, 3, 2, 1
"""What one skill that fits weighs, and one past call of the same item, customer, item group."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A person who takes calls of a queue, and when not."""

    person: str
    absent_from: date | None = None
    absent_to: date | None = None
    stand_in: str | None = None
    """Who takes the calls meanwhile."""


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who may be given calls of a queue today."""

    person: str
    stands_in_for: str = ""
    """The absent member whose place this is; empty for a member."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a person has at hand."""

    person: str
    open: int = 0
    """Open calls of all queues."""
    overdue: int = 0
    """Those of them with a target that has passed."""
    promised_s: int = 0
    """Covered seconds left of those that fall due before the end of today; late ones add nothing."""
    given_at: datetime | None = None
    """When a call was last given to or taken by the person."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What about a call somebody may know."""

    item: str | None = None
    group: str | None = None
    customer: str | None = None
    problem: str | None = None
    words: str = ""
    """The item's name, for skills that name it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a person has done of it before."""

    person: str
    items: int = 0
    groups: int = 0
    customers: int = 0
    skills: tuple[str, ...] = ()
    """Those of the person's skills that fit."""

    @property
    def points(self) -> int:
        """How well the person knows it; 0 knows nothing."""
        past = (
            ITEM * min(self.items, MOST)
            + CUSTOMER * min(self.customers, MOST)
            + GROUP * min(self.groups, MOST)
        )
        return SKILL * len(self.skills) + past


@dataclass(frozen=True, slots=True)
class Given:
    """A call and who would get it."""

    call: int
    """Key of the call."""
    person: str
    open: int
    """Open calls that the person has before it, with those that come earlier in the proposal."""
    known: Known | None = None
    """What the person knows of it, where that was the reason."""


def is_absent(first: date | None, last: date | None, day: date) -> bool:
    """An absence has a first day or a last day or both; a person without either is there."""
    return (first is not None or last is not None) and (first or day) <= day <= (last or day)


def meet(first: date | None, last: date | None, other_first: date | None, other_last: date | None) -> bool:
    """Have two absences a day in common; an open end reaches as far as there are days."""
    if not (first or last) or not (other_first or other_last):
        return False
    return max(first or date.min, other_first or date.min) <= min(last or date.max, other_last or date.max)


def available(
    members: Iterable[Membership], day: date, active: Collection[str], away: Collection[str] = ()
) -> tuple[Present, ...]:
    """Who may be given calls on a day: members who are there, and stand-ins of those who are not, each once.

    A stand-in who is away himself is stood in for by his own; nobody is asked twice, so no ring can form.

    Args:
        members: The members of the queue.
        day: The day, in the company's zone.
        active: The codes of the people who are active.
        away: People who are absent in another queue that day; they stand in for nobody here.
    """
    by_code = {each.person: each for each in members}
    there = {
        code: Present(code)
        for code, each in by_code.items()
        if code in active and not is_absent(each.absent_from, each.absent_to, day)
    }
    found = dict(there)
    for absent in (each for code, each in by_code.items() if code not in there):
        asked, stand_in = {absent.person}, absent.stand_in
        if not is_absent(absent.absent_from, absent.absent_to, day):
            continue  # inactive for good, not away for some days
        while stand_in and stand_in not in asked:
            asked.add(stand_in)
            member = by_code.get(stand_in)
            gone = is_absent(member.absent_from, member.absent_to, day) if member else stand_in in away
            if stand_in in active and not gone:
                found.setdefault(stand_in, Present(stand_in, absent.person))
                break
            stand_in = member.stand_in if member else None
    return tuple(sorted(found.values(), key=lambda each: each.person))


def in_turn(people: Iterable[str], given: Mapping[str, datetime | None]) -> list[str]:
    """Round robin: who was given nothing for longest comes first, who never was before all."""
    return sorted(people, key=lambda code: (given.get(code) or NEVER, code))


def by_load(loads: Iterable[Load]) -> list[Load]:
    """Fewest open calls first, then fewest overdue, then who was given nothing for longest."""
    return sorted(loads, key=lambda each: (each.open, each.overdue, each.given_at or NEVER, each.person))


def by_knowledge(known: Iterable[Known], loads: Mapping[str, Load]) -> list[Known]:
    """Who knows it best first, those who know nothing left out; among equals the least loaded."""
    order = {load.person: place for place, load in enumerate(by_load(loads.values()))}
    return sorted(
        (each for each in known if each.points),
        key=lambda each: (-each.points, order.get(each.person, len(order)), each.person),
    )


def fitting(skills: Iterable[str], wanted: Wanted) -> tuple[str, ...]:
    """The skills that name the item, its group, the problem, or a word of the item's name."""
    named = {fold(text) for text in (wanted.item, wanted.group, wanted.problem, wanted.words) if text}
    named |= {word for text in named for word in text.split()}
    return tuple(skill for skill in skills if fold(skill) in named)


def shared_out(
    calls: Sequence[int],
    loads: Mapping[str, Load],
    fits: Callable[[int], Sequence[Known]],
    fair: int = 2,
) -> list[Given]:
    """A fair proposal for calls in their order: each goes to who knows it, unless others have far less to do.

    Args:
        calls: Keys of the calls, most urgent first.
        loads: What each available person has; those who have least are filled up first.
        fits: What the people know of a call.
        fair: Who knows it best gets it while he has at most so many more open calls than the least loaded.

    Returns:
        Who gets each; nothing where nobody is there.
    """
    if not loads:
        return []
    open_now = {code: load.open for code, load in loads.items()}
    turns = {load.person: place for place, load in enumerate(by_load(loads.values()))}
    found: list[Given] = []
    for step, key in enumerate(calls, len(turns)):
        least = min(open_now.values())
        near = [each for each in fits(key) if each.points and open_now[each.person] <= least + fair]
        if near:
            known = min(near, key=lambda each: (-each.points, open_now[each.person], turns[each.person]))
            given = Given(key, known.person, open_now[known.person], known)
        else:
            person = min(open_now, key=lambda code: (open_now[code], turns[code]))
            given = Given(key, person, open_now[person])
        open_now[given.person] += 1
        turns[given.person] = step
        found.append(given)
    return found
