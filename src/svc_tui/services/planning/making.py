"""Calls and visits of plans that come round again, made ahead of time: once each, however often it is asked.

What is due is read inside the unit of work that makes it, and a store holds each time once: two programs at the same
moment make nothing twice. A call sleeps until its day, so its clock does not run before; its visit is planned at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from svc_tui.domain.core.moments import duration
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.planning import rules as visits
from svc_tui.domain.planning.recurrence import Due, sort_out
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.calls import new as call_new
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.core.context import Context, trying
from svc_tui.services.core.kinds import when_made
from svc_tui.services.core.outcomes import Outcome, Outcomes
from svc_tui.services.planning import recurring, weighing
from svc_tui.services.planning.board import midnight
from svc_tui.services.planning.edit import VisitEdit
from svc_tui.services.planning.recurring import Moved, Target
from svc_tui.storage.company import lists
from svc_tui.storage.planning import recurring as rows
from svc_tui.storage.planning.recurring import MadeRow, RuleRow

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork


@dataclass
class _Work:
    """What is to be done of one plan, for one card or contract."""

    target: Target
    moved: Moved
    make: list[Due] = field(default_factory=list)
    missed: list[Due] = field(default_factory=list)
    given_back: list[MadeRow] = field(default_factory=list)
    """Made, and the visit was cancelled."""


class Making:
    """Makes what is due, in the name of the context's person."""

    context: Context

    def make(self, until: date | None = None, *, dry_run: bool = False) -> Outcomes:
        """Make the calls, and the visits of plans that name a technician, of all that is due and not made yet.

        What was missed comes first: it is said, and made up for by the next call, or by one for today where no other
        is due yet. Each plan looks ahead as far as its lead says. A visit that was cancelled is planned anew.

        Args:
            until: Look ahead until this day instead, within each plan's horizon.
            dry_run: Only say what would be made.
        """
        with trying(self.context, dry_run) as context:
            return _make(context, until)


def _make(context: Context, until: date | None) -> Outcomes:
    outcomes: list[Outcome] = []
    with context.write() as unit:
        work, failed = _work(context, unit, until)
        outcomes += failed
        missed = [(each, due) for each in work for due in each.missed]
        for each, due in sorted(missed, key=lambda pair: (pair[1].day, pair[0].target.rule.code)):
            _settle(unit, each.target, due, due.day, None)
            outcomes.append(
                Outcome(each.target.rule.code, True, _words(N_("{plan} was missed on {day}."), each, due))
            )
        late_first = [(each, due) for each in work for due in each.make]
        for each, due in sorted(late_first, key=lambda pair: (pair[1].day, pair[0].target.rule.code)):
            outcomes.append(_attempt(context, unit, each, due))
        for each in work:
            outcomes += [_again(context, unit, each, row) for row in each.given_back]
        _keep_next(context, unit)
        made = sum(1 for each in outcomes if each.done)
        unit.call_it(N_("{count} made of plans"), count=made)
        return Outcomes(tuple(outcomes), unit.change_id if unit.changed else None, unit.touched)


def _work(context: Context, unit: UnitOfWork, until: date | None) -> tuple[list[_Work], list[Outcome]]:
    """What is to be done, and the plans of which that cannot be said."""
    found: list[_Work] = []
    failed: list[Outcome] = []
    today, session = context.today, unit.session
    for row in rows.rules(session=session, active=True):
        through = today + timedelta(days=row.lead) if until is None else until
        through = min(through, today + timedelta(days=row.horizon))
        try:
            moved = Moved(context, session, row)
            for target in recurring.targets(context, session, row):
                sorted_out = sort_out(recurring.due_of(context, session, target, through), today)
                work = _Work(target, moved, list(sorted_out.make), list(sorted_out.missed))
                work.given_back = _given_back(target)
                found.append(work)
        except Refused as error:
            refused = note(N_("{plan}: {what}"), plan=row.code, what=error.text())
            failed.append(Outcome(row.code, False, refused, exit_code=error.exit_code))
    return found, failed


def _given_back(target: Target) -> list[MadeRow]:
    """What lost its visit: it was cancelled, no other was planned, and the call is open."""
    if target.rule.technician is None:
        return []
    return [
        each
        for each in target.made
        if each.is_open and not each.is_done and each.cancelled and not each.visits
    ]


def _attempt(context: Context, unit: UnitOfWork, work: _Work, due: Due) -> Outcome:
    """One call; what is refused leaves nothing behind and stops no other."""
    code = work.target.rule.code
    try:
        with unit.attempt():
            return _one(context, unit, work, due)
    except (Refused, NotFound) as error:
        refused = note(N_("{plan}: {what}"), plan=code, what=error.text())
        return Outcome(code, False, refused, exit_code=error.exit_code)


def _one(context: Context, unit: UnitOfWork, work: _Work, due: Due) -> Outcome:
    target, rule = work.target, work.target.rule
    day = work.moved.day(due.day, target)
    values: dict[str, object] = {
        "subject": rule.name, "description": rule.checklist, "priority": rule.priority, "type": rule.type,
        "queue": rule.queue, "technician": rule.technician, "customer": target.customer,
        "equipment": target.card.number if target.card else None,
    }  # fmt: skip
    if rule.technician and not rule.queue:
        values["assignee"] = rule.technician
    number, _proposal = call_new.create(context, unit, values)
    when_made(
        context,
        unit,
        "call",
        number,
        [name for name, value in values.items() if value not in (None, "", "low")],
    )
    call = OpenCall(unit, context, number)
    _settle(unit, target, due, day, call.id)
    warnings = _visit(context, unit, call, rule, day)
    if day > context.today:
        call.set_status(call.first_status("waiting", pausing=True), until=midnight(context, day))
    message = N_("{plan}: {call} made for {day}.")
    if due.day < context.today:
        message = N_("{plan} was missed on {slot}: {call} made for {day}.")
    told = note(message, plan=_named(target), call=number, day=day.isoformat(), slot=due.day.isoformat())
    return Outcome(number, True, told, tuple(warnings))


def _again(context: Context, unit: UnitOfWork, work: _Work, row: MadeRow) -> Outcome:
    """A visit anew for a call whose visit was cancelled."""
    rule, number = work.target.rule, str(row.call)
    day = work.moved.day(row.day, work.target)
    try:
        with unit.attempt():
            call = OpenCall(unit, context, number)
            warnings = _visit(context, unit, call, rule, day)
    except (Refused, NotFound) as error:
        return Outcome(number, False, Note(error.message, error.values), exit_code=error.exit_code)
    told = note(
        N_("{plan}: the visit for {call} was cancelled and is planned anew."), plan=rule.code, call=number
    )
    return Outcome(number, True, told, tuple(warnings))


def _visit(context: Context, unit: UnitOfWork, call: OpenCall, rule: RuleRow, day: date) -> list[Note]:
    """Plan the visit of a plan that names who goes: on its day, or the next free time after it."""
    if rule.technician is None:
        return []
    entry = lists.entry(session=unit.session, list_name="type", name=rule.type) if rule.type else None
    length = duration(rule.length) if rule.length else (entry.visit_s if entry else None) or visits.DEFAULT_S
    people = [rule.technician]
    since = max(midnight(context, day), context.now())
    free = weighing.slot(context, unit.session, people, length, call.row.territory, None, since=since)
    if free is None:
        message = N_("{person} has no free time for {call} in the weeks after {day}. Plan its visit by hand.")
        return [note(message, person=rule.technician, call=call.number, day=day.isoformat())]
    planned = VisitEdit(context).plan_on(
        call, {"technicians": people, "starts_at": free.starts_at, "ends_at": free.ends_at}
    )
    return list(planned.warnings)


def _settle(unit: UnitOfWork, target: Target, due: Due, day: date, call_id: int | None) -> None:
    card = target.card.number if target.card is not None else None
    unit.insert(
        "plan_row",
        {"rule": target.rule.code, "equipment": card, "slot": due.slot, "day": day, "call_id": call_id}, log=None,
    )  # fmt: skip


def _keep_next(context: Context, unit: UnitOfWork) -> None:
    """Write down when each plan falls due next."""
    for row in rows.rules(session=unit.session, active=True):
        recurring.keep_next(context, unit, row)


def _words(message: str, work: _Work, due: Due) -> Note:
    return note(message, plan=_named(work.target), day=due.day.isoformat())


def _named(target: Target) -> str:
    """A plan and the card that is meant."""
    card = target.card
    return target.rule.code if card is None else f"{target.rule.code} ({card.serial or card.number})"
