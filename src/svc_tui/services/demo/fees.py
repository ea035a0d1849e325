"""Fees of the demo company's contracts, billed here since the month before; one contract whose hours come anew."""

from datetime import datetime, timedelta
from pathlib import Path

from svc_tui.domain.contracts.ledger import quantity_of
from svc_tui.domain.contracts.stretches import EVERY, period_of
from svc_tui.services.core.context import Context
from svc_tui.services.demo.agreements import SHOWN
from svc_tui.storage.contracts.refills import in_force
from svc_tui.storage.engine.store import Store

MONTHLY_HOURS = "2h"


def fill(path: Path, at: datetime) -> None:
    """Write them into a demo company."""
    store = Store.open(path, make=False)
    try:
        today = Context(store, "anna", lambda: at).today
        with store.write(who="anna", at=at, undoable=False) as unit:
            since = period_of(period_of(today, "monthly") - timedelta(days=1), "monthly")
            unit.insert("setting", {"name": "billing_from", "value": since.isoformat()}, log=None)
            refills = False
            for row in in_force(session=unit.session, day=today):
                if row.service_type != "regular" or not row.value:
                    continue
                every = tuple(EVERY)[row.number % 3]
                values = {"fee_every": every, "fee_due": "arrears" if row.number % 2 else "advance"}
                if not refills and row.unit_kind is None and row.number != SHOWN:
                    values |= {"unit_kind": "hours", "refill": "monthly", "refill_units": MONTHLY_HOURS}
                    refills = True
                unit.update("contract", row.id, values, log=False)
                if "refill" in values:
                    entry = {"contract": row.number, "who": "svc-tui", "at": at, "note": ""}
                    month = period_of(today, "monthly")
                    quantity = quantity_of(MONTHLY_HOURS, "hours")
                    unit.insert(
                        "unit_entry",
                        {**entry, "kind": "bought", "quantity": quantity, "period": month},
                        log=None,
                    )
    finally:
        store.close()
