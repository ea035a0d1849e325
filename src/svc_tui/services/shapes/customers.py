"""A customer in full: who they are, what stands open, what is prepaid; and the same under the stable names."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from svc_tui.domain.contracts.ledger import shown_quantity
from svc_tui.domain.core.money import above
from svc_tui.services.billing.proposal import Proposal, Proposals
from svc_tui.services.company.customers import Customers, CustomerSheet
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.core.context import Context
from svc_tui.services.core.files import Files
from svc_tui.services.core.history import History
from svc_tui.services.shapes.names import Record, fields_of
from svc_tui.services.shapes.proposals import sums_record
from svc_tui.storage.company import customers as rows
from svc_tui.storage.company.customers import CallOfCustomer, Counts, CustomerRow, SaidRow
from svc_tui.storage.contracts.lists import ContractRow
from svc_tui.storage.engine.attachments import AttachmentRow
from svc_tui.storage.engine.history import HistoryRow

NAMES = ("code", "name", "kind", "phone", "email", "addresses", "contacts", "territory", "technician", "active",
         "credit_limit", "balance", "vat_number", "blocked", "price_list", "discount", "vat",
         "merged_into", "version")  # fmt: skip
CONTACT = ("id", "number", "name", "position", "phone", "mobile", "email", "active")
ADDRESS = ("id", "kind", "name", "street", "zip_code", "city", "state", "country", "building")
HISTORY = ("at", "who", "event", "field", "old", "new", "undo_of")
FILE = ("id", "name", "size", "at", "who", "note")
NEWEST = 200
"""Lines of history and activities that a page shows."""


@dataclass(frozen=True)
class CustomerView:
    """A customer with what a page says of it above its tabs."""

    sheet: CustomerSheet
    counts: Counts
    contracts: tuple[ContractRow, ...]
    files: tuple[AttachmentRow, ...]
    to_bill: Proposal
    """What nobody billed yet, up to today."""

    @property
    def row(self) -> CustomerRow:
        """The customer itself."""
        return self.sheet.row

    @property
    def over_limit(self) -> bool:
        """More is open than the credit limit allows (SC-08)."""
        return above(self.row.balance, self.row.credit_limit)


class CustomerViews:
    """Customers as their page and `customer show` have them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._customers, self._contracts = Customers(context), Contracts(context)
        self._files, self._history = Files(context), History(context)
        self._proposals = Proposals(context)

    def view(self, code: str) -> CustomerView:
        """A customer in full. Raises NotFound."""
        with self._context.store.moment():
            sheet = self._customers.find(code)
            code = sheet.row.code
            with self._context.store.read() as session:
                counts = rows.counts(session=session, code=code)
            quoted = code.replace('"', "")
            contracts = self._contracts.all_rows(f'customer:"{quoted}" is:any') if counts.contracts else ()
            own = [row for row in contracts if row.customer == code]
            own.sort(key=lambda row: (not row.is_covering, -row.number))
            files = self._files.list(code, kind="customer")
            return CustomerView(sheet, counts, tuple(own), files, self._proposals.propose(code))

    def calls(self, code: str, limit: int = NEWEST) -> list[CallOfCustomer]:
        """The newest calls."""
        with self._context.store.read() as session:
            return rows.calls(session=session, code=code, limit=limit)

    def activities(self, code: str, limit: int = NEWEST) -> list[SaidRow]:
        """What was said and is planned, the latest first."""
        with self._context.store.read() as session:
            return rows.activities(session=session, code=code, limit=limit)

    def history(self, code: str, limit: int = NEWEST) -> tuple[HistoryRow, ...]:
        """Who changed the customer, oldest first."""
        return self._history.of("customer", code, limit)


def record(sheet: CustomerSheet) -> Record:
    """A customer in a list."""
    values = asdict(sheet.row)
    found: Record = {name: values.get(name) for name in NAMES}
    found["contacts"] = fields_of(sheet.contacts, CONTACT)
    found["addresses"] = fields_of(sheet.addresses, ADDRESS)
    return found


def view_record(view: CustomerView, history: Sequence[HistoryRow] = ()) -> Record:
    """The open customer with everything that hangs on it."""
    return {
        **record(view.sheet),
        "over_limit": view.over_limit,
        "calls": view.counts.calls,
        "open_calls": view.counts.open_calls,
        "equipment": view.counts.cards,
        "activities": view.counts.activities,
        "to_bill": sums_record(view.to_bill),
        "contracts": [contract_record(row) for row in view.contracts],
        "attachments": fields_of(view.files, FILE),
        "history": fields_of(history, HISTORY),
    }


def contract_record(row: ContractRow) -> Record:
    """A contract in short, and what is left of its prepaid units."""
    left = None if row.unit_kind is None or row.units is None else row.units - row.used
    return {
        "number": row.number, "description": row.description, "type": row.type, "status": row.status,
        "start": row.start, "end": row.end, "termination": row.termination, "covering": row.is_covering,
        "unit_kind": row.unit_kind, "units": row.units, "used": row.used, "left": left,
        "left_words": None if left is None else shown_quantity(left, row.unit_kind),
        "units_words": None if row.units is None else shown_quantity(row.units, row.unit_kind),
    }  # fmt: skip
