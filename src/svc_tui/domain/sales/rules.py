"""Rules of an opportunity: what it weighs, how it goes from stage to stage, what is locked (OP-01, B10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from svc_tui.domain.core.currency import to_minor
from svc_tui.domain.core.money import number_of, plain
from svc_tui.errors import N_, Refused

STATUSES = ("open", "won", "lost")
ORIGINS = ("call", "equipment", "contract")
THREATS = ("low", "medium", "high")
NAME_MAX = 254
LARGEST = Decimal(10) ** 11
"""An amount stays below it: SQL multiplies it by a percentage in whole numbers of 64 bits."""
FREE = frozenset({"remarks"})
"""What may be changed of one that is won or lost."""


def weighted(amount: Decimal, percent: Decimal) -> Decimal:
    """What an opportunity weighs in a forecast: exact; whoever shows it rounds it, once."""
    return amount * percent / 100


def amount_of(text: str, currency: str) -> Decimal:
    """An amount as it was typed.

    Raises:
        Refused: it is no number, not above nought, or has more decimals than its currency.
    """
    found = number_of(text)
    if found is None:
        raise Refused(N_("amount: {value} is no amount. Write it as 1200 or 1200.50."), value=text)
    return check_amount(found, currency)


def check_amount(amount: Decimal | None, currency: str) -> Decimal:
    """OP-01: there is an amount, above nought, in whole minor units of its currency. Raises Refused."""
    if amount is None:
        raise Refused(N_("An opportunity needs its amount: what it would bring, such as amount=1200."))
    if amount <= 0:
        raise Refused(
            N_("amount: {value} is not above nought. Write what it would bring, such as 1200."),
            value=plain(amount),
        )
    if amount >= LARGEST:
        raise Refused(N_("amount: {value} is larger than any that is kept."), value=plain(amount))
    to_minor(amount, currency)
    return amount


def percent_of(name: str, text: str) -> Decimal:
    """A percentage as it was typed. Raises Refused: it is none, or not from 0 to 100."""
    found = number_of(text.strip().removesuffix("%"))
    if found is None or not 0 <= found <= 100 or found != round(found, 2):
        raise Refused(
            N_("{name}: {value} is no percentage. Write a number from 0 to 100, such as 20 or 37.5."),
            name=name,
            value=text,
        )
    return found


@dataclass(frozen=True)
class Stretch:
    """A stretch in a stage."""

    started_on: date
    closed_on: date | None


def check_predicted(started_on: date, closes_on: date | None) -> None:
    """It is not expected to be decided before it began. Raises Refused."""
    if closes_on is not None and closes_on < started_on:
        raise Refused(
            N_("It would be decided on {closes}, before it began on {started}. Give a later day."),
            closes=closes_on,
            started=started_on,
        )


def check_moves(number: int, lines: Sequence[Stretch], day: date, today: date) -> None:
    """OP-01: a stage does not begin before the one before it began or ended, nor in the future. Raises Refused."""
    if day > today:
        raise Refused(
            N_("{day} is still to come. Leave --on out for today, or give a day that has been."), day=day
        )
    last = max((each.closed_on or each.started_on for each in lines), default=day)
    if day < last:
        raise Refused(
            N_(
                "Opportunity {number}: {day} lies before {last}, when its stage began. Give {last} or a later day."
            ),
            number=number,
            day=day,
            last=last,
        )


def check_began(number: int, lines: Sequence[Stretch], started_on: date, today: date) -> None:
    """The first stage begins with the opportunity: not after it ended, and not in the future. Raises Refused."""
    if started_on > today:
        raise Refused(N_("started_on: {day} is still to come. Give a day that has been."), day=started_on)
    first = lines[0] if lines else None
    ends = first.closed_on if first else None
    if ends is not None and started_on > ends:
        raise Refused(
            N_(
                "Opportunity {number} cannot have begun on {day}: its first stage ended on {ends}. Give {ends} or an "
                "earlier day."
            ),
            number=number,
            day=started_on,
            ends=ends,
        )


def check_open(number: int, status: str, closed_on: date | None, fields: Iterable[str] = ()) -> None:
    """Won and lost ones are locked but for their remarks, until reopened. Raises Refused."""
    if status != "open" and set(fields or {""}) - FREE:
        text = {
            "won": N_(
                "Opportunity {number} was won on {day} and is locked. Reopen it first: opportunity reopen."
            ),
            "lost": N_(
                "Opportunity {number} was lost on {day} and is locked. Reopen it first: opportunity reopen."
            ),
        }[status]
        raise Refused(text, number=number, day=closed_on or "?")


def check_reopen(number: int, status: str) -> None:
    """Only what was decided is opened again. Raises Refused."""
    if status == "open":
        raise Refused(N_("Opportunity {number} is open."), number=number)


def check_delete(number: int, status: str) -> None:
    """OP-01: only an open one is deleted. Raises Refused."""
    if status != "open":
        raise Refused(
            N_("Opportunity {number} was decided and is kept. Reopen it first, if it never was one."),
            number=number,
        )
