"""Known calls that an import changes, and their clocks: what is measured follows what the file tells.

Due dates that came with a call are facts. Those that we count follow from the report, the contract, the priority and
the pauses; a line that tells the old ones beside another report does not bring them back.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from svc_tui.interchange.core.records import Event
from svc_tui.services.core.fields import Values
from svc_tui.services.exchange.incoming.history import clocks, since, spans
from svc_tui.services.exchange.incoming.refs import Directory
from svc_tui.services.sla.clocks import measured_anew, measured_on, stood_s
from svc_tui.services.sla.cover import cover, covered_columns
from svc_tui.storage.calls import reads
from svc_tui.storage.calls.rows import CallChange, CallRecord
from svc_tui.storage.company import settings as setup

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

PARTS = ("budget_s", "spent_s", "since", "at_opening", "warn_at", "critical_at", "met")
NEXT = frozenset({"next_due", "next_left_s", "next_since", "due_after_end"})
ANEW = frozenset({"reported_at", "contract", "priority"})
STAMPS = frozenset({"responded_at", "resolved_at", "closed_at", "paused_since", "paused_s", "status_class"})


def counted_here(row: CallRecord) -> set[str]:
    """The columns of a known call that we work out and a file does not change."""
    found: set[str] = set()
    for name, due, budget in (
        ("response", "respond_by", row.response_budget_s),
        ("resolution", "resolve_by", row.resolution_budget_s),
    ):
        if budget is not None:
            found |= {due, *(f"{name}_{part}" for part in PARTS)} | NEXT
    return found


def moved_by(directory: Directory, row: CallRecord, values: Values, history: Sequence[Event]) -> Values:
    """What a file changes of a known call, its pauses written beside it."""
    ours = counted_here(row)
    moved = {
        name: value for name, value in values.items() if getattr(row, name) != value and name not in ours
    }
    if history:
        moved |= _pauses_of(directory, row, history, values.get("status", row.status))
    elif "status" in moved:
        stands = directory.statuses[moved["status"]].pauses and bool(moved.get("is_open", row.is_open))
        moved |= pause(directory.unit, row, stands, directory.unit.at)
    if moved and not ours:
        moved |= clocks({**row._asdict(), **moved}, moved.get("status_class", row.status_class))
    return moved


def _pauses_of(directory: Directory, row: CallRecord, history: Sequence[Event], status: str) -> CallChange:
    """The pauses that a history tells and the store lacks."""
    unit = directory.unit
    known = {each.start_at: each for each in reads.pauses(session=unit.session, call_id=row.id)}
    for start, end in spans(history, directory):
        if start not in known:
            values = {"call_id": row.id, "start_at": start, "end_at": end, "kind": "status"}
            unit.insert("call_pause", values, log=None)
        elif known[start].end_at != end:
            unit.update("call_pause", known[start].id, {"end_at": end}, log=False)
    info = directory.statuses[status]
    stands = info.pauses and info.status_class != "closed"
    begun = since(history, status) or row.paused_since or row.reported_at if stands else None
    return {} if begun == row.paused_since else {"paused_since": begun}


def pause(unit: "UnitOfWork", row: CallRecord, stands: bool, at: datetime) -> CallChange:
    """A status that holds the clock came or went with a file: its pause, and the columns of the call."""
    since = row.paused_since
    if stands == (since is not None):
        return {}
    if since is None:
        values = {"call_id": row.id, "start_at": at, "end_at": None, "kind": "status"}
        unit.insert("call_pause", values, log=None)
        return {"paused_since": at}
    at = max(at, since)
    pauses = reads.pauses(session=unit.session, call_id=row.id)
    held = [(each.start_at, each.end_at) for each in pauses]
    before = stood_s(held)
    standing = next((place for place in reversed(range(len(held))) if held[place][1] is None), None)
    if standing is None:
        values = {"call_id": row.id, "start_at": since, "end_at": at, "kind": "status"}
        unit.insert("call_pause", values, log=None)
        held.append((since, at))
    else:
        unit.update("call_pause", pauses[standing].id, {"end_at": at}, log=False)
        held[standing] = (pauses[standing].start_at, at)
    stood = stood_s(held) - before
    return {"paused_since": None, "paused_until": None, "paused_s": row.paused_s + stood}


def recount(unit: "UnitOfWork", old: CallRecord, moved: Collection[str]) -> None:
    """Measure a known call anew after a file changed these of its columns."""
    anew, dues = ANEW & set(moved), {"respond_by", "resolve_by"} & set(moved)
    if dues or not (anew or (STAMPS & set(moved) and counted_here(old))):
        return
    session, company = unit.session, setup.company(session=unit.session)
    row = CallRecord(**unit.row("call", old.id))
    if not row.is_open and "reported_at" not in moved and not STAMPS & set(moved):
        return
    more: CallChange = {}
    if "reported_at" in moved and "contract" not in moved and not row.contract_chosen:
        answer = cover(
            session=session, company=company, customer=row.customer,
            card=reads.card(session=session, number=row.equipment) if row.equipment else None,
            item=row.item, item_group=row.item_group, at=row.reported_at, priority=row.priority,
            now=unit.at,
        )  # fmt: skip
        more = covered_columns(answer)
    elif "contract" in moved:
        more = {"coverage_reason": "covered" if row.contract else "no contract"}
    held = [(each.start_at, each.end_at) for each in reads.pauses(session=session, call_id=row.id)]
    measured = measured_anew if anew else measured_on
    columns = measured(old, row._replace(**more), held, company, session=session, now=unit.at)
    unit.update("call", row.id, {**more, **columns})
