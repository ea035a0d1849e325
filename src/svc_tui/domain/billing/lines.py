"""The lines of a billing proposal: what a customer pays, from which act, by which rule.

A line says where it comes from by a source that stays the same for ever, so that it is handed over once.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from svc_tui.domain.core.notes import Note
from svc_tui.errors import N_, Refused

_WHOLE = re.compile(r"(?:work|fee):.+?/[\dQ-]+(?=:|$)", re.DOTALL)
LineKind = Literal["labour", "travel", "part", "fee", "units"]


@dataclass(frozen=True)
class Source:
    """Where a line comes from: written `work:10423/3`, `work:10423/4:km`, `fee:58/2026-07`.

    What comes from one act may be several lines: hours of the day and of the night, time and distance. They go
    together: all lines of one `whole` are approved, held, handed over and reversed at once, and a new proposal has
    none of them while one stands. Otherwise a change of the hours that count as night would let the rest of a work
    that was handed over come back.
    """

    kind: Literal["work", "fee"]
    """A line of work on a call, or the fee of a period of a contract."""
    key: str
    """Number of the call and line, or of the contract and its period (`2026-07`, `2026-Q3`, `2026`); both stay as they
    are."""
    part: str = ""
    """Which of several lines: the kind of hours, or `km`; empty of the first."""

    @property
    def whole(self) -> str:
        """The act that it comes from, without the part."""
        return f"{self.kind}:{self.key}"

    def __str__(self) -> str:
        return f"{self.whole}:{self.part}" if self.part else self.whole

    @property
    def place(self) -> tuple[str, str]:
        """Of work: the number of its call, and that of its line."""
        call, _slash, line = self.key.rpartition("/")
        return call, line.partition("-")[0]

    def moved(self, call: str, lines: Mapping[str, str]) -> "Source":
        """That of the same work on another call, whose numbers of lines are these."""
        line = self.place[1]
        again = self.key.rpartition("/")[2].removeprefix(line)
        return replace(self, key=f"{call}/{lines.get(line, line)}{again}")

    @classmethod
    def read(cls, text: str) -> "Source":
        """A source from how it is written. Raises Refused: it is none."""
        word, colon, rest = text.strip().partition(":")
        key, _colon, part = rest.partition(":")
        kinds: dict[str, Literal["work", "fee"]] = {"work": "work", "fee": "fee"}
        if not colon or not key.strip() or word.lower() not in kinds:
            raise Refused(
                N_("{source} names no line. Write it as work:10423/3 or fee:58/2026-07."),
                source=text.strip(),
            )
        return cls(kinds[word.lower()], key.strip(), part.strip())


def whole_of(source: str) -> str:
    """The act of a source that is written down; the number of a call may hold any sign."""
    found = _WHOLE.match(source)
    return found[0] if found else source


@dataclass(frozen=True)
class Charged:
    """What one unit of a line costs, as a price list says it."""

    price: Decimal
    """Of one unit, before the discount; may have more decimals than the currency."""
    currency: str
    """ISO 4217 code."""
    discount: Decimal
    """Percent."""
    vat: Decimal
    """Percent, as valid on the day of the line."""
    price_list: str
    """Code of the price list."""


@dataclass(frozen=True)
class Line:
    """One thing that a customer pays."""

    source: Source
    customer: str
    """Code of the customer."""
    kind: LineKind
    day: date
    """The day of the work, in the company's zone, or the day on which a fee falls due."""
    text: str
    """What was done or is paid for: text of people, or empty where `reason` says it all."""
    quantity: Decimal
    """How many units; below zero in a correction."""
    unit: str
    """h, km, piece, visit or period."""
    charged: Charged | None
    """None: no price list names it; the line is listed, it is not zero."""
    net: Decimal | None
    """Quantity times price less discount, rounded half up to the currency; none without a price."""
    reason: Note
    """Why the customer pays it."""
    rule: str
    """Name of the rule that made it: `no-contract`, `not-included`, `beyond-prepaid`, `by-hand`, `correction`,
    `fee-in-advance`, `fee-in-arrears`."""
    call: str | None = None
    """Number of the call."""
    contract: int | None = None
    """Number of the contract."""
    item: str | None = None
    """Code of the item: the part, or the kind of labour."""
    what: str = ""
    """What the price is of, as price lists name it: `labour:night`, `km`, `PMP-3`; empty of a fee."""
    missing: Note | None = None
    """What a price list lacks, and the cure; none where there is a price."""
