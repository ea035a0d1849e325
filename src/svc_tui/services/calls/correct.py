"""Instants of a call corrected by hand (SC-22): when it was reported, first answered, closed; the clocks follow."""

from datetime import datetime

from svc_tui.domain.calls import rules
from svc_tui.domain.core.notes import note
from svc_tui.errors import N_, Refused
from svc_tui.services.calls.contract import judged
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.sla.cover import Cover, cover, covered_columns
from svc_tui.storage.calls import reads
from svc_tui.storage.calls.rows import CallChange
from svc_tui.storage.contracts.terms import terms
from svc_tui.storage.work import rows as work


def instant(call: OpenCall, name: str, value: datetime | None) -> None:
    """Correct one, in order with the others."""
    row, value = call.row, value or None
    if value == getattr(row, name):
        return
    if name == "closed_at" and (row.is_open or value is None):
        raise Refused(
            N_("{number}: the closing instant is set by closing. Use close or reopen."), number=call.number
        )
    if value is None and name == "responded_at":
        message = N_("{number}: a response that was given stays. If it was a mistake, undo it.")
        raise Refused(message, number=call.number)
    if value is None or value > call.at:
        raise Refused(
            N_("{number}: the instant lies in the future. Type an earlier one."), number=call.number
        )
    if name == "reported_at":
        report(call, value)
    elif name == "responded_at":
        response(call, value)
    else:
        rules.check_period(row.reported_at, value)
        call.write(closed_at=value)


def response(call: OpenCall, at: datetime) -> None:
    """The first response at its own instant: noted later than it was given, or corrected."""
    row = call.row
    at = rules.within(at, row.reported_at)
    ended_at = row.resolved_at or row.closed_at
    rules.check_response(call.number, at, row.reported_at, call.at, ended_at)
    if row.responded_at is None:
        rules.check_handled(call.number, row.queue, row.assignee)
        call.stamp_response(at=at)
    else:
        call.settle(responded_at=at)


def report(call: OpenCall, at: datetime) -> None:
    """Another reported instant: both clocks start anew, and coverage is asked as of then.

    A contract that a person chose stays; whether it covers is judged anew.
    """
    row = call.row
    rules.check_period(at, row.closed_at)
    rules.check_report(call.number, at, row.responded_at, row.resolved_at)
    before = row.contract
    columns = _chosen(call, at) if row.contract_chosen else covered_columns(_asked(call, at))
    was_covered = row.covered
    changed: CallChange = {"reported_at": at, **columns}
    call.settle(anew=True, **changed)
    if columns["contract"] != before and columns["covered"]:
        text = N_("{number} is covered by K-{contract} now.")
        call.warnings.append(note(text, number=call.number, contract=columns["contract"]))
    elif was_covered and not columns["covered"]:
        text = N_("{number} is no longer covered: {reason}.")
        call.warnings.append(note(text, number=call.number, reason=columns["coverage_reason"]))
    covering = columns["contract"] if columns["covered"] else None
    if covering != (before if was_covered else None):
        _work_stays(call, covering)


def _work_stays(call: OpenCall, covering: int | None) -> None:
    """Work keeps who pays for it; of what another contract decided, or none, that is said."""
    lines = work.of_call(session=call.unit.session, call_id=call.id)
    other = [str(each.line) for each in lines if (None if each.billable else each.contract) != covering]
    if other:
        text = N_(
            "Who pays for work that is logged stays as it was decided: {number}, line {lines}. Look with: "
            "svc-tui call work list {number}"
        )
        call.warnings.append(note(text, number=call.number, lines=", ".join(other)))


def _asked(call: OpenCall, at: datetime) -> Cover:
    row, session = call.row, call.unit.session
    return cover(
        session=session, company=call.context.company, customer=row.customer,
        card=reads.card(session=session, number=row.equipment) if row.equipment else None,
        item=row.item, item_group=row.item_group, at=at, priority=row.priority, now=call.at,
    )  # fmt: skip


def _chosen(call: OpenCall, at: datetime) -> CallChange:
    """What the contract that a person chose, or none, says at this reported instant."""
    row = call.row
    kept: CallChange = {
        "contract": row.contract, "covered": row.covered, "coverage_reason": row.coverage_reason,
    }  # fmt: skip
    found = terms(session=call.unit.session, number=row.contract) if row.contract else None
    if found is None:
        return kept
    whole = judged(call, found, any_unit=True, at=at)
    return {**kept, "covered": whole.is_accepted, "coverage_reason": whole.reason.value}
