"""Reads for whom a call may go to: members with absences, what each has at hand, what each did before."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.orm import Session

from svc_tui.domain.queues.sharing import Known, Load, Membership, Wanted, fitting, is_absent
from svc_tui.storage.tables import table

LATEST = 300
"""So many of the newest calls of an item, a group, a customer or a person are looked at: what is older tells little,
and a million calls cost no more than a thousand."""


def absent_people(*, session: Session, day: date) -> dict[str, tuple[date, date, str | None]]:
    """Who is away the whole of a day, whatever the queue: first and last day, and who stands in."""
    t = table("absence").c
    query = select(t.person, t.first, t.last, t.stand_in).where(t.first <= day, t.last >= day, t.hours == "")
    found: dict[str, tuple[date, date, str | None]] = {}
    for person, first, last, stand_in in session.execute(query.order_by(t.number)):
        if person not in found or found[person][2] is None:
            found[person] = first, last, stand_in
    return found


def memberships_on(*, session: Session, queue: str, day: date) -> list[Membership]:
    """The members of a queue as they are on a day: who is away altogether is absent here too."""
    gone = absent_people(session=session, day=day)
    found = []
    for each in memberships(session=session, queue=queue):
        if each.person in gone and not is_absent(each.absent_from, each.absent_to, day):
            first, last, stand_in = gone[each.person]
            each = replace(each, absent_from=first, absent_to=last, stand_in=stand_in)
        found.append(each)
    return found


def memberships(*, session: Session, queue: str) -> list[Membership]:
    """The members of a queue, by code."""
    t = table("queue_member").c
    query = (
        select(t.person, t.absent_from, t.absent_to, t.stand_in).where(t.queue == queue).order_by(t.person)
    )
    return [Membership(*row) for row in session.execute(query)]


def absences_of(*, session: Session, person: str, but: str) -> list[Membership]:
    """When a person is absent from other queues than this one."""
    t = table("queue_member").c
    some = or_(t.absent_from.is_not(None), t.absent_to.is_not(None))
    query = select(t.person, t.absent_from, t.absent_to, t.stand_in).where(
        t.person == person, t.queue != but, some
    )
    return [Membership(*row) for row in session.execute(query)]


def queues_with(*, session: Session, person: str) -> list[str]:
    """The codes of the queues of which a person is a member."""
    t = table("queue_member").c
    return list(session.execute(select(t.queue).where(t.person == person).order_by(t.queue)).scalars())


def active(*, session: Session) -> set[str]:
    """The codes of all who are active."""
    t = table("person").c
    return set(session.execute(select(t.code).where(t.active)).scalars())


def absent_on(day: date) -> ColumnElement[bool]:
    """Rows of members who are absent on a day."""
    t = table("queue_member").c
    some = or_(t.absent_from.is_not(None), t.absent_to.is_not(None))
    return some & (func.coalesce(t.absent_from, day) <= day) & (func.coalesce(t.absent_to, day) >= day)


def away(*, session: Session, day: date) -> set[str]:
    """Who is absent on a day, in any queue or altogether."""
    members = set(session.execute(select(table("queue_member").c.person).where(absent_on(day))).scalars())
    return members | absent_people(session=session, day=day).keys()


def served_by(*, session: Session, who: str, day: date) -> list[str]:
    """Active queues of which a person is member or manager, or whose absent member he stands in for on a day."""
    t, queues = table("queue_member").c, table("queue").c
    gone = [
        person for person, (_first, _last, by) in absent_people(session=session, day=day).items() if by == who
    ]
    own = select(t.queue).where(
        or_(t.person == who, t.person.in_(gone), absent_on(day) & (t.stand_in == who))
    )
    serves = or_(queues.manager == who, queues.code.in_(own))
    query = select(queues.code).where(~queues.inactive, serves).order_by(queues.code)
    return list(session.execute(query).scalars())


def serves(*, session: Session, queue: str, person: str, today: Callable[[], date]) -> bool:
    """Is a person member or manager of a queue, or does he stand in for an absent member today (QU-04)."""
    t, gone, queues = table("queue_member").c, table("absence").c, table("queue").c
    member = exists().where(t.queue == queue, t.person == person)
    if session.execute(
        select(queues.code).where(queues.code == queue, or_(queues.manager == person, member))
    ).first():
        return True
    day = today()
    away_for = exists().where(
        gone.person == t.person, gone.stand_in == person, gone.first <= day, gone.last >= day, gone.hours == ""
    )  # fmt: skip
    named = or_(absent_on(day) & (t.stand_in == person), ~absent_on(day) & away_for)
    return session.execute(select(t.person).where(t.queue == queue, named)).first() is not None


def loads(*, session: Session, people: Collection[str], now: datetime) -> dict[str, Load]:
    """Open and overdue calls of each person, and when one was last given to him; nothing of what is promised."""
    c = table("call").c
    query = (
        select(
            c.assignee, func.count(), func.sum(case((c.next_due < now, 1), else_=0)), func.max(c.assigned_at)
        )
        .where(c.is_open, c.assignee.in_(sorted(people)))
        .group_by(c.assignee)
    )
    found = {code: Load(code) for code in sorted(people)}
    for code, count, overdue, given_at in session.execute(query):
        found[code] = Load(code, count, overdue, given_at=given_at)
    for code, load in found.items():
        newest = (
            select(c.assigned_at).where(c.assignee == code).order_by(c.id.desc()).limit(LATEST).subquery()
        )
        given_at = session.execute(select(func.max(newest.c.assigned_at))).scalar()
        if given_at is not None and (load.given_at is None or given_at > load.given_at):
            found[code] = replace(load, given_at=given_at)
    return found


def skills(*, session: Session, people: Collection[str]) -> dict[str, list[str]]:
    """The skills of people."""
    t = table("person").c
    query = select(t.code, t.skills).where(t.code.in_(sorted(people)))
    return {code: list(found or ()) for code, found in session.execute(query)}


class Past:
    """What people did before, kept for the calls of one question: many of them are of one item or customer."""

    def __init__(self, session: Session, people: Iterable[str]) -> None:
        self._session, self._people = session, sorted(set(people))
        self._skills = skills(session=session, people=self._people)
        self._counts: dict[tuple[str, str], dict[str, int]] = {}

    def known(self, wanted: Wanted) -> list[Known]:
        """What each of the people knows of such a call, in the order of their codes."""
        items = self._count("item", wanted.item)
        groups = self._count("item_group", wanted.group)
        customers = self._count("customer", wanted.customer)
        return [
            Known(
                code, items.get(code, 0), groups.get(code, 0), customers.get(code, 0),
                fitting(self._skills.get(code, ()), wanted),
            )
            for code in self._people
        ]  # fmt: skip

    def _count(self, column: str, value: str | None) -> dict[str, int]:
        """How many of the newest calls of that kind each had and closed: to have been given one is no skill."""
        if not value:
            return {}
        if (column, value) not in self._counts:
            c = table("call").c
            newest = (
                select(c.assignee, c.is_open)
                .where(c[column] == value, c.assignee.is_not(None))
                .order_by(c.id.desc())
                .limit(LATEST)
                .subquery()
            )
            query = (
                select(newest.c.assignee, func.count())
                .where(~newest.c.is_open, newest.c.assignee.in_(self._people))
                .group_by(newest.c.assignee)
            )
            self._counts[column, value] = {code: int(count) for code, count in self._session.execute(query)}
        return self._counts[column, value]
