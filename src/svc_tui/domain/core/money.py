"""Amounts as decimal text, and numbers as people write them."""

import re
from decimal import Decimal, InvalidOperation

from svc_tui.errors import N_, Refused

_PLAIN = re.compile(r"[0-9]*(?:[.,][0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,'’ \u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*(?:([.,])[0-9]+)?")
_TWO_WAYS = re.compile(r"([1-9][0-9]{0,2})[.,]([0-9]{3})")
_SIGNS = {"-": -1, "−": -1, "–": -1, "+": 1}
LONGEST = 40
"""Signs that a number may have; what is longer is none."""


def number_of(text: str) -> Decimal | None:
    """A number as it is written in English or Italian: `1250.5`, `1250,5`, `1.250,50`, `1,250.50`, `1 250`.

    None where it is no number: no exponent, no infinity, no letters.

    Raises:
        Refused: it can be read in two ways, as `1.250`, which is 1250 to one person and 1.25 to another.
    """
    typed = text.strip()
    sign, bare = (_SIGNS[typed[0]], typed[1:].lstrip()) if typed[:1] in _SIGNS else (1, typed)
    if not bare or len(bare) > LONGEST:
        return None
    if found := _TWO_WAYS.fullmatch(bare):
        message = N_('"{text}" can be read in two ways. Write it as {whole} or as {exact}.')
        raise Refused(message, text=text, whole=found[1] + found[2], exact=f"{found[1]}.{found[2]}0")
    if _PLAIN.fullmatch(bare):
        return _signed(sign, bare.replace(",", "."))
    found = _GROUPED.fullmatch(bare)
    if found is None or found[1] == found[2]:
        return None
    whole, point, rest = bare.rpartition(found[2]) if found[2] else (bare, "", "")
    return _signed(
        sign, "".join(char for char in whole if char in "0123456789") + ("." + rest if point else "")
    )


def _signed(sign: int, digits: str) -> Decimal:
    """The number; nought has no sign."""
    found = Decimal(digits)
    return sign * found if found else abs(found)


def typed_again(stored: str) -> str:
    """A stored amount so that it reads back as itself: one that could be read in two ways gets another zero."""
    return f"{stored}0" if _TWO_WAYS.fullmatch(stored) else stored


def plain(value: Decimal) -> str:
    """A number without the zeros at its end: 20.00 is `20`."""
    return f"{value.normalize():f}"


def amount(text: str | None) -> Decimal | None:
    """A stored amount, or None where there is none or it cannot be read."""
    if text is None:
        return None
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        return None


def above(balance: str | None, limit: str | None) -> bool:
    """Is a balance above a limit; false where either is unknown or the limit is zero (none)."""
    owed, most = amount(balance), amount(limit)
    return owed is not None and most is not None and most > 0 and owed > most
