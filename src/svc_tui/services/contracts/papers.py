"""What the page of a contract is made of."""

from dataclasses import dataclass

from svc_tui.services.company.customers import CustomerSheet, sheets
from svc_tui.services.contracts.reading import ContractSheet
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.core.context import Context
from svc_tui.storage.company import customers
from svc_tui.storage.company.settings import Company


@dataclass(frozen=True)
class ContractFacts:
    """A contract as its page says it."""

    company: Company
    contract: ContractSheet
    customer: CustomerSheet | None
    """With addresses; none where an import named a customer that nobody knows."""


class ContractPapers:
    """Pages of contracts."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._contracts = Contracts(context)

    def facts(self, number: int) -> ContractFacts:
        """What its page says. Raises NotFound."""
        with self.context.store.moment():
            contract = self._contracts.sheet(number)
            with self.context.store.read() as session:
                row = customers.row(session=session, code=contract.row.customer)
                customer = sheets(session, [row])[0] if row else None
            return ContractFacts(self.context.company, contract, customer)
