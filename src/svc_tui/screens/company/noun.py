"""What the screens of customers say and know of customers."""

from __future__ import annotations

from svc_tui.language import _
from svc_tui.screens.core.noun import Noun


class CustomerNoun(Noun):
    """Customers."""

    KIND = "customer"

    def no_record(self) -> str:
        return _("No customer to act on.")

    def one_record(self) -> str:
        return _("This act takes one customer.")

    def customer_of(self, number: str) -> str:
        return number
