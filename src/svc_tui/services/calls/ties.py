"""Ties between calls: merge, copy, link, follow."""

from typing import TYPE_CHECKING

from svc_tui.domain.billing.lines import Source
from svc_tui.domain.calls import rules
from svc_tui.domain.core.notes import Note, note
from svc_tui.errors import N_, Refused
from svc_tui.services.calls import new as call_new
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.core.context import Context
from svc_tui.storage.billing import handing as billing
from svc_tui.storage.calls import reads, ties
from svc_tui.storage.sales import rows as sales
from svc_tui.storage.work import rows as work

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

COPIED = (
    "subject", "description", "customer", "serial", "manufacturer_serial", "equipment", "item", "contact", "phone",
    "email", "reference", "priority", "origin", "type", "problem", "subtype", "queue", "location", "territory",
)  # fmt: skip


def merge(context: Context, call: OpenCall, into: str) -> Note:
    """Move what hangs on a call to another, and close it with a pointer there; undo puts all back."""
    target = OpenCall(call.unit, context, into)
    rules.check_merge(
        call.number, target.number, call.row.is_open, call.row.merged_into, target.row.merged_into
    )
    rules.check_open(target.number, target.row.is_open, target.row.closed_at)
    unit, session = call.unit, call.unit.session
    for row_id in ties.children(session=session, table_name="activity", column="call_id", call_id=call.id):
        unit.update("activity", row_id, {"call_id": target.id}, log=False)
    for row_id in ties.children(session=session, table_name="visit", column="call_id", call_id=call.id):
        unit.update("visit", row_id, {"call_id": target.id}, log=False)
    theirs = ties.followers(session=session, call_id=target.id)
    for person in ties.followers(session=session, call_id=call.id):
        follows = ties.follower(session=session, call_id=call.id, person=person)
        if follows is not None and person not in theirs:
            unit.update("call_follower", follows, {"call_id": target.id}, log=False)
    for row_id in ties.attachments(session=session, call_id=call.id):
        unit.update("attachment", row_id, {"object_id": target.id}, log=False)
    known = ties.solution_numbers(session=session, call_id=target.id)
    for row_id, solution in ties.solution_rows(session=session, call_id=call.id):
        if solution not in known:
            unit.update("call_solution", row_id, {"call_id": target.id}, log=False)
            target.stamp_resolution()
    _move_work(call, target)
    for row_id in ties.children(session=session, table_name="stopwatch", column="call_id", call_id=call.id):
        unit.update("stopwatch", row_id, {"call_id": target.id}, log=False)
    for row_id, column, other in ties.links(session=session, call_id=call.id):
        if other != target.id and not ties.linked(session=session, a=target.id, b=other):
            unit.update("call_link", row_id, {column: target.id}, log=False)
    _move_opportunities(call, target)
    unit.insert("call_link", {"call_id": call.id, "other_id": target.id, "kind": "merged"}, log=None)
    call.resume_clock()
    entry = call.first_status("closed")
    call.write(
        status=entry.name, status_class="closed", is_open=False, closed_at=call.at, next_due=None,
        merged_into=target.number, response_since=None, resolution_since=None,
    )  # fmt: skip
    target.log("merged", field="merged", new=call.number)
    return note(N_("{number} merged into {into}"), number=call.number, into=target.number)


def _move_work(call: OpenCall, target: OpenCall) -> None:
    """Work goes on with the next numbers, and what was approved or billed of it stays that of the same work."""
    unit, session = call.unit, call.unit.session
    after = work.next_line(session=session, call_id=target.id)
    lines = dict(work.numbers(session=session, call_id=call.id))
    places = {str(old): str(new) for new, old in enumerate(lines.values(), after)}
    for new, row_id in enumerate(lines, after):
        unit.update("work", row_id, {"call_id": target.id, "line": new}, log=False)
    for billed in billing.of_call(session=session, number=call.number):
        source = Source.read(billed.source).moved(target.number, places)
        told = {"source": str(source), "act": source.whole, "call": target.number}
        unit.update("bill_line", billed.id, told, log=False)


def _move_opportunities(call: OpenCall, target: OpenCall) -> None:
    """What was raised from a call was raised from the one that stays; once, where it was raised from both."""
    unit, session = call.unit, call.unit.session
    old, new = sales.Origin("call", call.number), sales.Origin("call", target.number)
    for raised in sales.raised_from(session=session, kind="call", key=call.number):
        origins = sales.origin_ids(session=session, number=raised.number)
        if new in origins:
            unit.delete("opportunity_origin", origins[old])
        else:
            unit.update("opportunity_origin", origins[old], {"key": new.key}, log=False)
            target.log("changed", field="opportunity", new=str(raised.number))
        opportunity = sales.key_of(session=session, number=raised.number)
        if opportunity is not None:
            unit.stamp("opportunity", opportunity)
            unit.log("opportunity", opportunity, "changed", field="origin", old=str(old), new=str(new))


def duplicate(context: Context, unit: "UnitOfWork", source: OpenCall) -> tuple[str, list[Note]]:
    """A new call with the same customer, unit and words, reported now and linked to its source.

    Returns its number, and what warns of its customer (SC-08).
    """
    typed = {name: value for name, value in source.row._asdict().items() if name in COPIED and value}
    number, proposal = call_new.create(context, unit, typed)
    customer = reads.customer(session=unit.session, code=str(proposal.values["customer"]))
    copy = OpenCall(unit, context, number)
    unit.insert("call_link", {"call_id": copy.id, "other_id": source.id, "kind": "duplicate_of"}, log=None)
    source.log("linked", field="links", new=number)
    copy.log("linked", field="links", new=source.number)
    return number, call_new.warnings_of(customer) if customer else []


def link(context: Context, call: OpenCall, other: str, kind: str) -> Note:
    """Link two calls; both show it, and both keep it in their history."""
    if kind not in rules.LINK_KINDS:
        raise Refused(
            N_("A link is one of {kinds}, not {kind}."), kinds=", ".join(rules.LINK_KINDS), kind=kind
        )
    target = OpenCall(call.unit, context, other)
    if target.row.merged_into:
        target = OpenCall(call.unit, context, target.row.merged_into)
    if target.id == call.id:
        raise Refused(N_("{number} cannot be linked to itself. Name another call."), number=call.number)
    if ties.linked(session=call.unit.session, a=call.id, b=target.id):
        raise Refused(N_("{number} and {other} are linked already."), number=call.number, other=target.number)
    call.unit.insert("call_link", {"call_id": call.id, "other_id": target.id, "kind": kind}, log=None)
    call.log("linked", field="links", new=target.number)
    target.log("linked", field="links", new=call.number)
    return note(N_("{number} linked to {other}"), number=call.number, other=target.number)


def follow(call: OpenCall) -> Note:
    """Begin or stop to follow."""
    row_id = ties.follower(session=call.unit.session, call_id=call.id, person=call.unit.who)
    if row_id is not None:
        call.unit.delete("call_follower", row_id)
        return note(N_("{number} is no longer followed"), number=call.number)
    call.unit.insert("call_follower", {"call_id": call.id, "person": call.unit.who}, log=None)
    return note(N_("{number} is followed"), number=call.number)
