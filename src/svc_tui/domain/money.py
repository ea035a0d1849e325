"""Amounts as decimal text."""

from decimal import Decimal, InvalidOperation


def amount(text: str | None) -> Decimal | None:
    """The amount, or None where there is none or it cannot be read."""
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
