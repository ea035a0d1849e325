"""Prepaid units of a contract: how logged time counts, what it draws from the balance, what is left to bill.

A ledger is a list of entries; its balance is their sum and nothing else. Time is whole seconds, visits are
whole numbers, factors are exact: nothing is rounded but by the contract's own step.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from math import ceil

from svc_tui.domain.core.money import number_of
from svc_tui.domain.sla.coverage import coverage_of
from svc_tui.domain.sla.targets import parse_target
from svc_tui.errors import N_, Refused

UNIT_KINDS = ("hours", "visits")
ENTRY_KINDS = ("bought", "used", "corrected", "expired")
LEVELS = (75, 90, 100)
"""Percent used at which a warning is due."""


@dataclass(frozen=True)
class Rounding:
    """How a contract counts the time that draws from its hours; without a step every second counts as it is."""

    step_s: int = 0
    """Per started step."""
    minimum_s: int = 0
    """The least that one entry counts."""
    night: str = ""
    """Hours that count more, as opening hours."""
    factor: Decimal = Decimal(1)
    """How often a second of the night counts."""
    zone: str = "UTC"
    """Where the night is meant."""
    capped: bool = True
    """Rounding never draws more than the balance holds; else the rest of the step is billed."""

    def exact_s(self, seconds: int, start: datetime | None = None, end: datetime | None = None) -> int:
        """Seconds with those of the night multiplied; a part of a second counts whole.

        The night is known only where work has a beginning and an end.
        """
        if not self.night or self.factor == 1 or start is None or end is None or end <= start:
            return seconds
        night = min(seconds, coverage_of(self.night, self.zone).elapsed(start, end))
        return ceil(seconds - night + night * Fraction(self.factor))

    def counted_s(self, seconds: int, start: datetime | None = None, end: datetime | None = None) -> int:
        """What an entry counts: with the night, at least the minimum, per started step."""
        if seconds <= 0:
            return 0
        counted = max(self.exact_s(seconds, start, end), self.minimum_s)
        return counted if self.step_s <= 0 else -(-counted // self.step_s) * self.step_s


def rounding(
    step: str | None,
    minimum: str | None,
    night: str | None,
    factor: str | None,
    *,
    zone: str,
    capped: bool = True,
) -> Rounding:
    """The rounding as a contract has it in words.

    Raises:
        Refused: a length, the hours or the factor cannot be read.
    """
    if night:
        coverage_of(night, zone)
    return Rounding(
        _seconds(step),
        _seconds(minimum),
        night or "",
        factor_of(factor) if night else Decimal(1),
        zone,
        capped,
    )


def factor_of(text: str | None) -> Decimal:
    """How often a night hour counts, `2` or `1.5`.

    Raises:
        Refused: it is no number from 1 to 10.
    """
    if not text or not text.strip():
        return Decimal(1)
    found = number_of(text)
    if found is None or not 1 <= found <= 10:
        raise Refused(
            N_("{text} is no factor for the night. Write a number from 1 to 10, such as 2."), text=text
        )
    return found


def _seconds(text: str | None) -> int:
    if not text:
        return 0
    target = parse_target(text)
    if target.days is not None:
        raise Refused(N_("{text}: a step or minimum of work is hours or minutes, such as 15m."), text=text)
    return target.seconds


@dataclass(frozen=True)
class Charge:
    """What becomes of an entry: one part is drawn, the other billed."""

    drawn: int
    billed: int

    @property
    def counted(self) -> int:
        """Both together."""
        return self.drawn + self.billed


def charge(exact: int, counted: int, balance: int, *, capped: bool = True) -> Charge:
    """Split an entry at the balance.

    Args:
        exact: What it counts before it is rounded.
        counted: What it counts rounded.
        balance: What is left.
        capped: Where the entry crosses the balance only the exact rest is billed, not the rest of the step.
    """
    if counted <= balance:
        return Charge(counted, 0)
    if balance <= 0:
        return Charge(0, counted)
    return Charge(balance, max(0, exact - balance) if capped else counted - balance)


def parts(seconds: int, split: Charge) -> tuple[int, int]:
    """Real time of the drawn and of the billed part, in proportion; their sum is the real time."""
    if not split.counted:
        return seconds, 0
    drawn = seconds * split.drawn // split.counted
    return drawn, seconds - drawn


@dataclass(frozen=True)
class Sums:
    """What a ledger adds up to, by kind; what leaves the balance is below zero."""

    bought: int = 0
    used: int = 0
    corrected: int = 0
    expired: int = 0

    @property
    def granted(self) -> int:
        """Prepaid and not expired."""
        return self.bought + self.corrected + self.expired

    @property
    def drawn(self) -> int:
        """Used of it."""
        return -self.used

    @property
    def balance(self) -> int:
        """What is left: the sum of all entries."""
        return self.granted + self.used

    @property
    def is_empty(self) -> bool:
        """Nothing was ever granted or drawn, or all of it was taken back."""
        return not (self.bought or self.used or self.corrected or self.expired)

    @property
    def percent(self) -> int:
        """Share used of what was granted, in whole percent, rounded down."""
        return percent(self.drawn, self.granted)

    @property
    def level(self) -> int:
        """The highest of 75, 90 and 100 that is reached; 0 below."""
        return level(self.drawn, self.granted)


def sums(entries: Iterable[tuple[str, int]]) -> Sums:
    """Entries (kind and quantity) added up."""
    found = dict.fromkeys(ENTRY_KINDS, 0)
    for kind, quantity in entries:
        found[kind] += quantity
    return Sums(**found)


def percent(used: int, granted: int) -> int:
    """Share in whole percent; what uses nothing granted is used up."""
    if granted <= 0:
        return 100 if used > 0 or granted < 0 else 0
    return max(0, used) * 100 // granted


def level(used: int, granted: int) -> int:
    """The highest warning level that is reached; 0 below all of them."""
    share = percent(used, granted)
    return max((each for each in LEVELS if share >= each), default=0)


def crossed(before: Sums, after: Sums) -> int:
    """The warning level that was newly reached; 0 where none was."""
    return after.level if after.level > before.level else 0


def check_quantity(quantity: int) -> None:
    """What is bought is more than nothing."""
    if quantity <= 0:
        raise Refused(N_("Buy more than nothing: hours such as 10h, or a number of visits."))


def check_bottom(contract: int, before: int, after: int, shown: str) -> None:
    """A balance never falls below zero; one that was below may rise."""
    if after < 0 and after < before:
        message = N_(
            "K-{contract} would be {missing} below zero. Buy more units, or remove work that draws from it, first."
        )
        raise Refused(message, contract=contract, missing=shown)


def quantity_of(text: str, kind: str) -> int:
    """Units as typed: `10h`, `90m`, `10` hours; or a number of visits. May be below zero.

    Raises:
        Refused: the text is none.
    """
    plain = text.strip().replace("−", "-").replace("–", "-")
    sign = -1 if plain.startswith("-") else 1
    bare = plain[1:].strip() if plain[:1] in ("+", "-") else plain
    number = number_of(bare) if bare[:1] not in ("+", "-") else None
    if kind == "visits":
        if number is None or number != int(number) or number >= 10**6:
            raise Refused(N_("{text} is no number of visits. Write a whole number, such as 10."), text=text)
        return sign * int(number)
    if number is not None:
        bare = f"{number * 3600:.0f}s" if number * 3600 == int(number * 3600) else text
    target = parse_target(bare)
    if target.days is not None:
        raise Refused(N_("{text}: prepaid time is hours, such as 10h, not days."), text=text)
    return sign * target.seconds


def shown_quantity(quantity: int, kind: str | None) -> str:
    """Units as they are typed again: `1h30`, `-45m`, `0`, or a number of visits."""
    if kind == "visits" or not quantity:
        return str(quantity)
    from svc_tui.domain.sla.targets import Target, format_target

    return ("-" if quantity < 0 else "") + format_target(Target(abs(quantity)))
