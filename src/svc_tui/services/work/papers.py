"""What the pages of a call are made of: its order before the work, its report after."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from svc_tui.services.calls.reading import CallSheet
from svc_tui.services.calls.service import Calls
from svc_tui.services.company.customers import CustomerSheet, sheets
from svc_tui.services.core.context import Context
from svc_tui.services.work.handover import Handover, Signature, WorkReport
from svc_tui.storage.company import customers
from svc_tui.storage.company.settings import Company


@dataclass(frozen=True)
class CallFacts:
    """A call as its pages say it."""

    company: Company
    call: CallSheet
    customer: CustomerSheet | None
    """With addresses; none where an import named a customer that nobody knows."""
    signed: Signature | None
    """The name under its report of work."""


class CallPapers:
    """Pages of calls."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._calls, self._handover = Calls(context), Handover(context)

    def facts(self, number: str, printings: Callable[[WorkReport], Iterable[str]]) -> CallFacts:
        """What its pages say. Raises NotFound.

        Args:
            number: The call.
            printings: Prints the report of work as it may have been signed, to say whether it is unchanged.
        """
        with self.context.store.moment():
            call = self._calls.sheet(number)
            with self.context.store.read() as session:
                row = customers.row(session=session, code=call.values.customer)
                customer = sheets(session, [row])[0] if row else None
            signed = None
            if call.values.signed_hash:
                report = self._handover.report(call.values.number)
                signed = self._handover.verify(call.values.number, printings(report))
            return CallFacts(self.context.company, call, customer, signed)
