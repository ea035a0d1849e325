"""Prices, percents, steps and rates of tax as people type them, in the one form in which they are kept."""

import re
from datetime import date
from decimal import Decimal

from svc_tui.domain.core.days import read_day
from svc_tui.domain.core.moments import duration
from svc_tui.domain.core.money import amount, number_of, typed_again
from svc_tui.errors import N_, Refused

PLACES = 6
"""Decimals that a price of one unit may have: a currency has two, a screw costs 0.0375."""
UNITS = ("h", "km", "piece", "visit")
_FROM = re.compile(r"(?P<percent>\S+?)\s*%?(?:\s+(?:from|since|dal|da)\s+(?P<day>.+))?", re.IGNORECASE)


def price_of(text: str) -> str:
    """The amount of a price.

    Raises:
        Refused: it is no number, below zero, or has more decimals than are kept.
    """
    found = number_of(text)
    if found is None:
        raise Refused(
            N_("{text} is no amount. Write it like 95, 95.50 or 0.0375, without a currency."), text=text
        )
    if found < 0:
        raise Refused(
            N_("A price is not below zero: {text}. What is taken off is a discount, in percent."), text=text
        )
    if places_of(found) > PLACES:
        message = N_("{text} has more than {places} decimals. Write it as {nearest}.")
        nearest = found.quantize(Decimal(1).scaleb(-PLACES))
        raise Refused(message, text=text, places=PLACES, nearest=plain(nearest))
    if found >= 10**12:
        raise Refused(N_("{text} is more than anything costs. Write the price of one unit."), text=text)
    return f"{found:f}"


def percent_of(text: str) -> str:
    """A percent from 0 to 100, with or without its sign. Raises Refused."""
    found = number_of(text.strip().removesuffix("%").rstrip())
    if found is None or not 0 <= found <= 100 or places_of(found) > 4:
        raise Refused(N_("{text} is no percent from 0 to 100, such as 10 or 12.5."), text=text)
    return typed_again(plain(found))


def factor_of(text: str) -> str:
    """How many times the price of labour, from 0 to 10. Raises Refused."""
    found = number_of(text)
    if found is None or not 0 <= found <= 10 or places_of(found) > 4:
        raise Refused(N_("{text} is no factor from 0 to 10, such as 1.5."), text=text)
    return typed_again(plain(found))


def measure_of(text: str, unit: str) -> str:
    """A minimum or a step in a unit: `15m` of hours, else a number above zero. Raises Refused."""
    if unit == "h" and duration(text):
        return text.strip()
    found = Decimal(0) if unit == "h" else number_of(text)
    if found is None or found <= 0 or places_of(found) > 4:
        message = N_("{text} is no minimum or step in {unit}. Write a number above zero, such as 1 or 0.5.")
        if unit == "h":
            message = N_("{text} is no minimum or step of hours. Write a time above zero, such as 15m or 1h.")
        raise Refused(message, text=text, unit=unit)
    return typed_again(plain(found))


def measured(text: str | None, unit: str) -> Decimal | None:
    """A stored minimum or step: seconds of hours, else units; None where there is none."""
    if not text:
        return None
    return Decimal(duration(text)) if unit == "h" else amount(text)


def rates_of(text: str) -> str:
    """Percents of a tax with the days from which they hold, the newest first.

    Raises:
        Refused: one cannot be read, or two begin on the same day.
    """
    found: dict[date | None, str] = {}
    for part in filter(None, map(str.strip, re.split(r";|\n|,\s", text))):
        read = _FROM.fullmatch(part)
        if read is None:
            raise Refused(N_('"{text}" is no rate. Write it like 22 from 2013-10-01.'), text=part)
        day = read_day(read["day"], today=None) if read["day"] else None
        if day in found:
            raise Refused(
                N_('"{text}" begins when another rate does. Write the day from which it holds.'), text=part
            )
        found[day] = percent_of(read["percent"])
    if not found:
        raise Refused(N_("A tax needs its percent, such as rates=22 or rates='22 from 2013-10-01; 21'."))
    ordered = sorted(found.items(), key=lambda each: each[0] or date.min, reverse=True)
    return "; ".join(f"{percent} from {day}" if day else percent for day, percent in ordered)


def stored_rates(text: str) -> list[tuple[date | None, Decimal]]:
    """The same from the text in which they are kept."""
    found: list[tuple[date | None, Decimal]] = []
    for part in filter(None, text.split("; ")):
        percent, _from, day = part.partition(" from ")
        found.append((date.fromisoformat(day) if day else None, Decimal(percent)))
    return found


def places_of(number: Decimal) -> int:
    """Decimals that a number needs."""
    return max(0, -int(number.normalize().as_tuple().exponent))


def plain(number: Decimal) -> str:
    """A number without exponent and needless zeros."""
    return f"{number.normalize():f}"
