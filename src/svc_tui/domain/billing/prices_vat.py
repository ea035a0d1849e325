"""Value added tax: each code has its percent from a day on; what was done before is taxed as it was then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from svc_tui.domain.core.notes import Note, note
from svc_tui.errors import N_

CATEGORIES = ("S", "Z", "E", "AE", "K", "G", "O")
"""UNCL5305: standard, zero rated, exempt, reverse charge, within the European Union, export, outside of the tax."""


@dataclass(frozen=True)
class VatCode:
    """A code with its percents."""

    code: str
    rates: Sequence[tuple[date | None, Decimal]]
    """Percent and the first day it holds; None: since ever."""
    category: str = "S"
    """UNCL5305."""
    name: str = ""
    """What it is; of an exemption its reason."""

    def on(self, day: date) -> Decimal | None:
        """The percent of a day; None before the first."""
        held = [
            (first or date.min, percent) for first, percent in self.rates if first is None or first <= day
        ]
        return max(held)[1] if held else None


@dataclass(frozen=True)
class Vat:
    """All codes."""

    codes: Mapping[str, VatCode]
    default: str | None = None
    """The company's code, where neither customer nor item has one."""

    def percent(self, code: str | None, day: date) -> Decimal | Note:
        """The percent of a code on a day; a sentence where there is none."""
        named = code or self.default
        if named is None:
            return note(N_("No value added tax is named. Name the usual one: svc-tui setup set vat=CODE"))
        found = self.codes.get(named)
        if found is None:
            return note(
                N_("There is no value added tax {code}. Write it down: svc-tui price vat new {code}"),
                code=named,
            )
        percent = found.on(day)
        if percent is None:
            message = N_(
                "Value added tax {code} has no percent on {day}. Add it: svc-tui price vat set {code} rates=..."
            )
            return note(message, code=named, day=day.isoformat())
        return percent

    def named(self, code: str | None) -> VatCode | None:
        """A code, or the company's; none where there is no such one."""
        return self.codes.get(code or self.default or "")
