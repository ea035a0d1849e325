"""Phone numbers for comparing: the digits alone, so that a caller is found however the number was written."""

import re

_NOT_DIGITS = re.compile(r"\D+")
_EXTENSION = re.compile(r"(?i)\s*(?:ext\.?|int\.?|x)\s*\d+\s*$")
SHORTEST = 4
"""Fewer digits than this are no phone number to search by."""
TAIL = 8
"""Two numbers with this many last digits in common are one number with and without its prefix."""


def phone_key(text: str | None) -> str | None:
    """The digits of a number without `+` or `00` and without an extension; None when there are none."""
    if not text:
        return None
    digits = _NOT_DIGITS.sub("", _EXTENSION.sub("", text))
    return digits.removeprefix("00") or None


def looks_like_phone(text: str) -> bool:
    """Was a phone number typed: digits with the signs people put between them."""
    return bool(re.fullmatch(r"[\d\s+()./-]+", text)) and len(phone_key(text) or "") >= SHORTEST
