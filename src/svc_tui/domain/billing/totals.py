"""Sums of lines: net, value added tax and total of one document, so that no cent is lost between lines and totals.

Lines are rounded where they are made, once each (EN 16931, BT-131), and sums of rounded lines are exact. Tax is
worked out for each rate on the sum of its lines and rounded once, never a line (BR-S-08: the taxable amount of a rate
is the sum of the net amounts of its lines; BR-CO-17: its tax is that sum times the rate, rounded half up to the
decimals of the currency; BR-CO-14: the tax of the document is the sum of those of its rates; BR-CO-15: the total is
net plus tax).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from svc_tui.domain.core.currency import round_money


@dataclass(frozen=True)
class Group:
    """The lines of one rate."""

    rate: Decimal
    """Percent."""
    net: Decimal
    """Sum of the lines."""
    vat: Decimal
    """Tax on it, rounded."""


@dataclass(frozen=True)
class Totals:
    """What a document comes to, in one currency."""

    currency: str
    groups: tuple[Group, ...]
    """By rate, the highest first."""

    @property
    def net(self) -> Decimal:
        """Sum of all lines."""
        return sum((each.net for each in self.groups), Decimal(0))

    @property
    def vat(self) -> Decimal:
        """Tax of all rates."""
        return sum((each.vat for each in self.groups), Decimal(0))

    @property
    def total(self) -> Decimal:
        """What is to be paid."""
        return self.net + self.vat


def totals(currency: str, lines: Iterable[tuple[Decimal, Decimal]]) -> Totals:
    """The sums of lines, each its net amount and its rate."""
    nets: dict[Decimal, Decimal] = {}
    for net, rate in lines:
        plain = rate.normalize()
        nets[plain] = nets.get(plain, Decimal(0)) + net
    groups = (
        Group(rate, net, round_money(net * rate / 100, currency))
        for rate, net in sorted(nets.items(), reverse=True)
    )
    return Totals(currency, tuple(groups))
