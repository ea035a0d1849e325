"""Prepaid units that come anew each month or quarter: written into the ledger once a period, however often it is asked.

What is due is read inside the unit of work that writes it, and a period whose grant stands in the ledger is done: two
programs at the same moment grant nothing twice. Periods before the last one that was granted are over and stay as they
are, as do those that began before the company billed by this program. Draft contracts and those on hold wait; what was
due meanwhile comes when they are approved.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from svc_tui.domain.contracts import refill as rules
from svc_tui.domain.contracts.ledger import quantity_of, shown_quantity
from svc_tui.domain.contracts.refill import Grant
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.sla.entitlement import effective_end
from svc_tui.errors import N_, Refused, SvcError
from svc_tui.services.contracts.ledger import Account
from svc_tui.services.core.context import Context, trying
from svc_tui.services.core.outcomes import Outcome, Outcomes
from svc_tui.storage.contracts import ledger as ledgers
from svc_tui.storage.contracts import refills as rows
from svc_tui.storage.contracts.query import local_day
from svc_tui.storage.query.translator import Viewer

if TYPE_CHECKING:
    from svc_tui.storage.contracts.rows import ContractRecord
    from svc_tui.storage.engine.unit_of_work import UnitOfWork
    from svc_tui.storage.session import Session


@dataclass(frozen=True)
class Due:
    """What one contract is granted."""

    row: "ContractRecord"
    grants: tuple[Grant, ...]
    refused: SvcError | None = None
    """Why it cannot be said."""


class Refills:
    """Refills in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def refill(self, until: date | None = None, *, dry_run: bool = False) -> Outcomes:
        """Grant what is due and not granted yet, an outcome for each period.

        Args:
            until: What begins until this day; today in each contract's zone unless given.
            dry_run: Only say what would come; the day may then lie ahead.

        Raises:
            Refused: the day is still to come.
        """
        if until is not None and until > self._context.today and not dry_run:
            message = N_("What begins on {day} comes when that day is there. Look ahead with --dry-run.")
            raise Refused(message, day=until.isoformat())
        with trying(self._context, dry_run) as context, context.write() as unit:
            outcomes = [
                outcome for due in _due(unit.session, context, until) for outcome in _refilled(unit, due)
            ]
            unit.call_it(N_("{count} refills of prepaid units"), count=sum(each.done for each in outcomes))
            return Outcomes(tuple(outcomes), unit.change_id if unit.changed else None, unit.touched)


def refill_due(context: Context) -> list[int]:
    """Grant what is due, once, whoever looks first; in nobody's name, and not to be undone. Returns the contracts."""
    with context.store.read() as session:
        if not any(each.grants for each in _due(session, context)):
            return []
    with context.store.write(who="svc-tui", at=context.now(), undoable=False) as unit:
        found = [each for each in _due(unit.session, context) if each.grants]
        for each in found:
            for _outcome in _refilled(unit, each):
                pass
        return [each.row.number for each in found]


def _due(session: "Session", context: Context, until: date | None = None) -> Iterator[Due]:
    """What each contract in force is granted until a day; those with nothing to come are left out."""
    found = rows.refilling(session=session)
    if not found:
        return
    viewer, since = Viewer(now=context.now(), zone=context.zone), context.company.bills_from
    done: dict[int, date] = defaultdict(lambda: date.min)
    done.update(rows.granted(session=session, contracts=[row.number for row in found]))
    for row in found:
        if (
            row.start is None
            or row.end is None
            or not row.refill
            or not row.refill_units
            or not row.unit_kind
        ):
            continue
        last = until or local_day(viewer, row.zone)
        try:
            quantity = quantity_of(row.refill_units, row.unit_kind)
            rules.carried(row.refill_carry, row.unit_kind)
        except Refused as error:
            yield Due(row, (), error)  # an import brought what nobody can read
            continue
        coming = rules.grants(
            row.start, effective_end(row.end, row.termination), row.refill, quantity, row.unit_kind, last
        )
        grants = tuple(
            each
            for each in coming
            if each.period > done[row.number] and each.start >= since and each.quantity
        )
        if grants:
            yield Due(row, grants)


def _refilled(unit: "UnitOfWork", due: Due) -> Sequence[Outcome]:
    """Let the rest expire and grant anew, period by period."""
    number = due.row.number
    if due.refused is not None:
        told = note(N_("K-{contract}: {what}"), contract=number, what=due.refused.text())
        return [Outcome(str(number), False, told, exit_code=due.refused.exit_code)]
    return [Outcome(str(number), True, _granted(unit, due.row, grant)) for grant in due.grants]


def _granted(unit: "UnitOfWork", row: "ContractRecord", grant: Grant) -> Note:
    account = Account(unit, row)
    kind = str(row.unit_kind)
    entries = ledgers.entries(session=unit.session, contract=row.number)
    expired = rules.expiring(entries, row.refill_carry, kind)
    account.add("expired", -expired, period=grant.period)
    account.add("bought", grant.quantity, period=grant.period)
    old, new = (shown_quantity(each.balance, kind) for each in (account.before, account.sums))
    unit.log("contract", row.id, "units", field="units", old=old, new=new)
    text = N_("K-{contract}: {quantity} came on {day}, {left} left")
    if expired:
        text = N_("K-{contract}: {quantity} came on {day}, {expired} of before expired, {left} left")
    return note(
        text, contract=row.number, quantity=shown_quantity(grant.quantity, kind), day=grant.start.isoformat(),
        expired=shown_quantity(expired, kind), left=new,
    )  # fmt: skip
