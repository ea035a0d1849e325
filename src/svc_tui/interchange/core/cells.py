"""What a spreadsheet leaves in a cell beside its text: guards of zeros, numbers it has shortened."""

import re
from typing import Final

from svc_tui.domain.core.text import csv_text
from svc_tui.errors import N_
from svc_tui.interchange.core.fields import FIELDS
from svc_tui.interchange.core.records import Problem, short

CODES: Final = frozenset(
    {"serial", "manufacturer_serial", "reference", "phone", "lot", "delivery", "invoice", "document"}
    | {name for names in FIELDS.values() for name, shape in names.items() if shape == "code"}
)
"""Names whose values are codes: digits in them are no amount."""

_FORMULA = re.compile(r'="((?:[^"]|"")*)"')
_GUARDED_NUMBER = re.compile(r"'[\d+(][^\s']*")
_GUARDED_CODE = re.compile(r"'[^\s'][^']*")
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+?\d{2,3}", re.IGNORECASE)


def unguarded(cell: str, *, code: bool = False) -> str:
    """A cell without what keeps a spreadsheet from taking it for a number: `="00098"` and `'00099`.

    Args:
        cell: The cell as the file has it.
        code: It is a code: an apostrophe before any of its signs is a guard, not a letter of it.
    """
    text = cell.strip()
    if text.startswith('="') and (match := _FORMULA.fullmatch(text)) is not None:
        return match[1].replace('""', '"')
    if text.startswith("'") and (_GUARDED_CODE if code else _GUARDED_NUMBER).fullmatch(text):
        return text[1:]
    return csv_text(cell)


def shortened(name: str, value: object, row: int, column: str) -> Problem | None:
    """What to tell of a code that a spreadsheet has written as a number with an exponent."""
    if name not in CODES or not isinstance(value, str) or not _SHORTENED.fullmatch(value):
        return None
    message = N_(
        "A spreadsheet has shortened a code to a number ({value}): its last digits are lost. Export the column as "
        "text ({count})."
    )
    return Problem(row, column, short(value), message, {}, "warn", "shortened")
