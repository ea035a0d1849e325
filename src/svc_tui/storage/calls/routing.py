"""Which calls fit a rule, and which of their fields a person has set since they were made."""

from collections.abc import Collection, Sequence

from sqlalchemy import and_, case, exists, or_, select
from sqlalchemy.orm import Session

from svc_tui.domain.query.reader import Query
from svc_tui.domain.query.tree import Phrase, Term, Word, leaves
from svc_tui.storage.calls.followers import CallText
from svc_tui.storage.calls.query import CANDIDATES, FULL_TEXT, where
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.query.translator import Viewer
from svc_tui.storage.tables import again, table

CHUNK = 500
ROUTED = "routed"
"""The event by which a call's history names the rule that sent it."""


def first_fitting(
    *, session: Session, conditions: Sequence[tuple[Query, Viewer]], ids: Collection[int]
) -> dict[int, int]:
    """The place of the first of some conditions that each call fits; calls that fit none are left out.

    One question for all of them: a new call is asked about while others wait for their turn to write.
    """
    t, found, wanted = table("call"), dict[int, int](), list(ids)
    first = case(*((where(query, viewer), place) for place, (query, viewer) in enumerate(conditions)))
    for start in range(0, len(wanted), CHUNK):
        part = t.c.id.in_(wanted[start : start + CHUNK])
        rows = session.execute(select(t.c.id, first).where(part))
        found |= {row[0]: row[1] for row in rows if row[1] is not None}
    return found


def asks_words(query: Query) -> bool:
    """Whether a condition asks the index of words, which is written at the end of a unit of work."""
    return any(
        isinstance(leaf, Word | Phrase) or (isinstance(leaf, Term) and leaf.key in (*FULL_TEXT, *CANDIDATES))
        for leaf in leaves(query.tree)
    )


def index_now(unit: UnitOfWork, call_id: int) -> None:
    """Write the words of a new call before the end of its unit of work."""
    unit.following.of(CallText).write(unit.session, [call_id])


def latest(*, session: Session, count: int) -> list[int]:
    """The calls that were reported last, the newest first."""
    c = table("call").c
    return list(
        session.execute(select(c.id).order_by(c.reported_at.desc(), c.id.desc()).limit(count)).scalars()
    )


def of_numbers(*, session: Session, numbers: Sequence[str]) -> dict[str, int]:
    """The internal keys of calls by their numbers."""
    c, found = table("call").c, dict[str, int]()
    for start in range(0, len(numbers), CHUNK):
        part = list(numbers[start : start + CHUNK])
        found |= {row[0]: row[1] for row in session.execute(select(c.number, c.id).where(c.number.in_(part)))}
    return found


def numbers_of(*, session: Session, ids: Sequence[int]) -> dict[int, str]:
    """What some calls are called by, by their keys."""
    c = table("call").c
    return {row[0]: row[1] for row in session.execute(select(c.id, c.number).where(c.id.in_(list(ids))))}


def held(*, session: Session, ids: Collection[int], fields: Collection[str]) -> dict[int, dict[str, str]]:
    """For each call the fields that were set since it was made, and by whom: what a rule did does not count.

    An undo is the act of who undid; what came about by itself, such as an escalation, is no rule's either.
    """
    h, rule = table("history"), again("history", "of_rule")
    no_act = and_(rule.c.change_id.is_(None), h.c.change_id.is_(None))  # imports keep no journal
    by_rule = exists(
        select(rule.c.id).where(
            rule.c.kind == "call", rule.c.object_id == h.c.object_id, rule.c.event == ROUTED,
            or_(rule.c.change_id == h.c.change_id, and_(no_act, rule.c.at == h.c.at)),
        )
    )  # fmt: skip
    found: dict[int, dict[str, str]] = {}
    wanted = list(ids)
    for start in range(0, len(wanted), CHUNK):
        part = h.c.object_id.in_(wanted[start : start + CHUNK])
        query = select(h.c.object_id, h.c.field, h.c.who).where(
            h.c.kind == "call", part, h.c.field.in_(list(fields)), ~by_rule
        )
        for call_id, name, who in session.execute(query.order_by(h.c.id)):
            found.setdefault(call_id, {})[name] = who or "?"
    return found


def routed_by(*, session: Session, ids: Collection[int]) -> dict[int, str]:
    """The rule that sent each call last, of those that one sent."""
    h, found, wanted = table("history").c, dict[int, str](), list(ids)
    for start in range(0, len(wanted), CHUNK):
        part = h.object_id.in_(wanted[start : start + CHUNK])
        query = select(h.object_id, h.new).where(h.kind == "call", part, h.event == ROUTED).order_by(h.id)
        found |= {row[0]: row[1] or "" for row in session.execute(query)}
    return found
