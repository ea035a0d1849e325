"""Canned texts: `{serial}` and the like become the call's values; what is not known stays as it is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

NAMES = (
    "number", "subject", "customer", "customer_name", "contact", "phone", "email", "reference", "serial",
    "manufacturer_serial", "item", "item_name", "queue", "assignee", "technician", "location", "resolution",
)  # fmt: skip
"""The names that a text may use: fields of the call."""

_PLACE = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Filled:
    """A canned text with its places filled."""

    text: str
    unknown: tuple[str, ...]
    """Names that are no field of a call; they stay in the text with their braces."""


def fill(text: str, values: Mapping[str, object]) -> Filled:
    """The text for one call; an empty field leaves nothing."""
    unknown: list[str] = []

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name not in NAMES:
            unknown.append(name)
            return match[0]
        found = values.get(name)
        return "" if found is None else str(found)

    return Filled(_PLACE.sub(value, text), tuple(dict.fromkeys(unknown)))
