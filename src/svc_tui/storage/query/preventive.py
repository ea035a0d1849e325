"""Conditions by plans that come round again, for whatever they are about: calls, cards, contracts.

Which rows of plans are a record's is said by its noun. A time is done when its visit was ended, or its call resolved
or closed, as `storage/planning/recurring` reads it.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import and_, exists, false, not_, or_, select

from svc_tui.domain.query.keys import Key
from svc_tui.domain.query.preventive import PLAN
from svc_tui.domain.query.tree import Test
from svc_tui.storage.query.translator import Condition, Viewer, exact_or_by_word
from svc_tui.storage.tables import again, table

Ties = Callable[[Any], Condition]
"""Which rows are a record's, from the columns of their table."""


def no_rules(_rule: Any) -> Condition:
    """No plan names such a record itself."""
    return false()


class PlanConditions:
    """Conditions on the records of one noun."""

    def __init__(self, viewer: Viewer, rows: Ties, rules: Ties = no_rules, *, single: bool = False) -> None:
        """`rows` are the times of plans that are a record's, `rules` the plans that name it; `single`: it is one
        time alone, as a call is, so none comes after it."""
        self._today = viewer.now.astimezone(viewer.zone).date()
        self._rows, self._rules, self._single = rows, rules, single

    def present(self, key: Key) -> Condition:
        """Has the key a value."""
        row, rule = again("plan_row", "time"), again("plan_rule", "rule")
        there = exists(select(row.c.id).where(self._rows(row.c)))
        return or_(there, exists(select(rule.c.id).where(self._rules(rule.c)))) if key.name == PLAN else there

    def test(self, key: Key, test: Test) -> Condition:
        """One value of a key."""
        row, rule = again("plan_row", "time"), again("plan_rule", "rule")
        if key.name == PLAN:
            codes = exact_or_by_word(table("plan_rule"), "code", "name", test.text)
            return or_(
                exists(select(row.c.id).where(self._rows(row.c), row.c.rule.in_(codes))),
                exists(select(rule.c.id).where(self._rules(rule.c), rule.c.code.in_(codes))),
            )
        return exists(select(row.c.id).where(self._rows(row.c), self._stands(row, test.text)))

    def _stands(self, row: Any, state: str) -> Condition:
        made, done = row.c.call_id.is_not(None), _done(row)
        if state == "due":
            return and_(made, not_(done))
        if state == "behind":
            return and_(made, not_(done), row.c.day < self._today)
        return and_(done if state == "done" else not_(made), not_(self._later(row)))

    def _later(self, row: Any) -> Condition:
        """Did the plan fall due once more since, or was a later time done already."""
        if self._single:
            return false()
        other = again("plan_row", "other_time")
        same = and_(other.c.rule == row.c.rule, other.c.equipment.is_not_distinct_from(row.c.equipment))
        return exists(
            select(other.c.id)
            .where(same, other.c.day > row.c.day, or_(other.c.day <= self._today, _done(other)))
            .correlate(row)
        )


def _done(row: Any) -> Condition:
    """Nothing is left to do of a time."""
    call, visit = again("call", "call_of_time"), again("visit", "visit_of_time")
    ended = or_(
        call.c.resolved_at.is_not(None), call.c.closed_at.is_not(None),
        call.c.status_class.in_(("resolved", "closed")),
    )  # fmt: skip
    return or_(
        exists(select(call.c.id).where(call.c.id == row.c.call_id, ended).correlate(row)),
        exists(
            select(visit.c.id)
            .where(visit.c.call_id == row.c.call_id, visit.c.checked_out_at.is_not(None))
            .correlate(row)
        ),
    )
