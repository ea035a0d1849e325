"""What hangs on a call: children, links, files, history, read by the call's key."""

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from svc_tui.storage.calls.rows import ActivityRecord, LinkRow, ProvenSolution
from svc_tui.storage.engine.records import many, one
from svc_tui.storage.tables import table


def children(*, session: Session, table_name: str, column: str, call_id: int) -> list[int]:
    """Keys of a child table's rows of a call."""
    t = table(table_name)
    return list(session.execute(select(t.c.id).where(t.c[column] == call_id).order_by(t.c.id)).scalars())


def said_to(*, session: Session, call_id: int, customer: str) -> list[int]:
    """Keys of a call's activities with a customer."""
    t = table("activity")
    where = (t.c.call_id == call_id) & (t.c.customer == customer)
    return list(session.execute(select(t.c.id).where(where).order_by(t.c.id)).scalars())


def attachments(*, session: Session, call_id: int) -> list[int]:
    """Keys of a call's files."""
    t = table("attachment")
    where = (t.c.kind == "call") & (t.c.object_id == call_id)
    return list(session.execute(select(t.c.id).where(where).order_by(t.c.id)).scalars())


def solution_rows(*, session: Session, call_id: int) -> list[tuple[int, int]]:
    """Key and solution number of each attached solution."""
    t = table("call_solution")
    rows = session.execute(
        select(t.c.id, t.c.solution).where(t.c.call_id == call_id).order_by(t.c.line, t.c.id)
    )
    return [(row[0], row[1]) for row in rows]


def solution_numbers(*, session: Session, call_id: int) -> set[int]:
    """Numbers of the attached solutions."""
    return {number for _, number in solution_rows(session=session, call_id=call_id)}


def links(*, session: Session, call_id: int) -> list[tuple[int, str, int]]:
    """Key of each link of a call, the column in which it stands, and the other call."""
    t = table("call_link")
    rows = session.execute(
        select(t.c.id, t.c.call_id, t.c.other_id)
        .where(or_(t.c.call_id == call_id, t.c.other_id == call_id))
        .order_by(t.c.id)
    )
    return [
        (row[0], "call_id", row[2]) if row[1] == call_id else (row[0], "other_id", row[1]) for row in rows
    ]


def linked(*, session: Session, a: int, b: int) -> bool:
    """Are two calls linked, in either direction."""
    t = table("call_link")
    where = or_(and_(t.c.call_id == a, t.c.other_id == b), and_(t.c.call_id == b, t.c.other_id == a))
    return session.execute(select(t.c.id).where(where).limit(1)).scalar() is not None


def follower(*, session: Session, call_id: int, person: str) -> int | None:
    """Key of the row by which a person follows a call."""
    t = table("call_follower")
    return session.execute(
        select(t.c.id).where(t.c.call_id == call_id, t.c.person == person).limit(1)
    ).scalar()


def link_rows(*, session: Session, call_id: int) -> list[LinkRow]:
    """Links of a call as read from it: kind, whether it is the named one, and the other call."""
    t, c = table("call_link"), table("call")
    found: list[LinkRow] = []
    for here, there, named in ((t.c.call_id, t.c.other_id, False), (t.c.other_id, t.c.call_id, True)):
        linked = (
            select(t.c.id, t.c.kind, c.c.number, c.c.subject, c.c.status, c.c.is_open)
            .join(c, c.c.id == there)
            .where(here == call_id)
        )
        found += [LinkRow(*row, named) for row in session.execute(linked)]
    return sorted(found, key=lambda row: row.id)


def activity_rows(*, session: Session, call_id: int) -> list[ActivityRecord]:
    """Activities of a call, newest first."""
    t = table("activity")
    newest = (t.c.created_at.desc(), t.c.id.desc())
    return many(session, ActivityRecord._make, select(t).where(t.c.call_id == call_id).order_by(*newest))


def followers(*, session: Session, call_id: int) -> list[str]:
    """Who follows a call."""
    t = table("call_follower")
    return list(session.execute(select(t.c.person).where(t.c.call_id == call_id).order_by(t.c.id)).scalars())


def last_activity(*, session: Session, call_id: int) -> ActivityRecord | None:
    """The newest activity of a call."""
    t = table("activity")
    newest = (t.c.created_at.desc(), t.c.id.desc())
    wanted = select(t).where(t.c.call_id == call_id).order_by(*newest).limit(1)
    return one(session, ActivityRecord._make, wanted)


def proven_solution(*, session: Session, item: str | None) -> ProvenSolution | None:
    """The published solution of an item that closed most calls."""
    if item is None:
        return None
    t = table("solution")
    wanted = select(t.c.number, t.c.solution, t.c.used).where(t.c.item == item, t.c.used > 0)
    return one(session, ProvenSolution._make, wanted.order_by(t.c.used.desc(), t.c.number).limit(1))


def open_dependencies(*, session: Session, call_id: int) -> list[str]:
    """Numbers of open calls that this one needs first."""
    t, c = table("call_link"), table("call")
    wanted = (
        select(c.c.number)
        .join(t, t.c.other_id == c.c.id)
        .where(t.c.call_id == call_id, t.c.kind == "depends", c.c.is_open)
        .order_by(c.c.id)
    )
    return list(session.execute(wanted).scalars())
