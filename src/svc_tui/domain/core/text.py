"""What people and files wrote: cleaned on the way in, made visible on the way out, folded for searching.

Everything that enters passes `clean` (or `clean_line`), what is painted passes `show` (or `show_line`).
Nothing here knows a terminal, a widget or a table.
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from svc_tui.domain.core.serial_labels import bare

MARK = "\N{REPLACEMENT CHARACTER}"
"""What stands for a character that must not reach a terminal."""

COMBINING_LIMIT = 4
"""More marks than this on one base are a prank, not a language."""

_CARRIAGE = re.compile(r"\r+\n?")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_SEPARATORS = re.compile("[\u2028\u2029]")
_BREAKS = re.compile(r"[\n\t]+")
_SAFE = re.compile(
    r"[\n -~\u00a1-\u00ac\u00ae-\u02ff\u0391-\u03a1\u03a3-\u0481\u048a-\u052f\u2010\u2013-\u201f]*"
)
_DROPPED = "\ufe0e\ufe0f"
"""Text or picture selectors change a glyph's width and nothing else: no mark would help anyone."""

_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2028\u2029\u2800\u3164\uffa0\ufe00-\ufe0d\ufff0-\ufff8"
    "\U000e0000-\U000e0fff]"
)
_FORMULA = re.compile("'*[=+\\-@|\uff1d\uff0b\uff0d\uff20\uff5c\t\r\n]|'+[\\d(][^\\s']*\\Z")
"""What a spreadsheet takes for a formula; and what has an apostrophe before a number, which it takes for a guard."""
_FORMULA_STARTS = frozenset("'=+-@|\uff1d\uff0b\uff0d\uff20\uff5c\t\r\n")
"""Its first signs: most cells begin with another, and need no closer look."""
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_SERIAL_NOISE = re.compile(r"[\s\-/.\u2010-\u2015\u2212]+")
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


def clean(text: str) -> str:
    """Text as it is stored: LF only, no control but LF and TAB, no half of a surrogate pair, NFC."""
    if text.isascii() and text.isprintable():
        return text
    text = _CARRIAGE.sub("\n", text)
    text = _SEPARATORS.sub("\n", text)
    text = _CONTROLS.sub("", text)
    text = _SURROGATES.sub(MARK, text)
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """The same for a field of one line: line breaks and tabs become one space, ends are trimmed."""
    return _BREAKS.sub(" ", clean(text)).strip()


def show(text: str) -> str:
    """Text as it may be painted, lines kept: what is invisible or acts on a terminal becomes a mark."""
    if _SAFE.fullmatch(text):
        return text
    return "\n".join(_visible(line) for line in _CARRIAGE.sub("\n", text).replace("\t", "    ").split("\n"))


def show_line(text: str) -> str:
    """The same for a row: line breaks and tabs become one space."""
    if text.isascii() and text.isprintable():
        return text
    return show(_BREAKS.sub(" ", _CARRIAGE.sub("\n", text)))


def _visible(line: str) -> str:
    out: list[str] = []
    marks = 0
    for char in line:
        if char in _DROPPED:
            continue
        shown, combining = _painted(char)
        if not combining:
            marks = 0
            out.append(shown)
            continue
        if not out:  # a mark without a base would sit on whatever was painted to the left
            out.append("\N{DOTTED CIRCLE}")
        marks += 1
        if marks <= COMBINING_LIMIT:
            out.append(shown)
    return "".join(out)


@lru_cache(maxsize=4096)
def _painted(char: str) -> tuple[str, bool]:
    """What is painted for one character, and whether it sits on the one before."""
    if _INVISIBLE.match(char):
        return MARK, False
    category = unicodedata.category(char)
    if category == "Zs":
        return " ", False
    if not char.isprintable():
        return MARK, False
    joins = "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7ff"  # Hangul vowels and finals
    return char, joins or category.startswith("M")


def fold(text: str) -> str:
    """Text for comparing: neither case nor accents count. `Perché` and `PERCHE` are equal."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(c for c in parts if not _is_accent(c))
    return unicodedata.normalize("NFC", kept)


def code_key(text: str) -> str:
    """A code or name for finding its one record: case does not count, accents do. `CITTÀ` is `città`, not `CITTA`."""
    if text.isascii():
        return text.strip().lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text.strip()).casefold())


def begins_a_word(label: str, wanted: str) -> bool:
    """Whether a text, folded already, stands in a name where a word begins."""
    folded = fold(label)
    return folded.startswith(wanted) or any(f"{before}{wanted}" in folded for before in " -'/.(,")


def _is_accent(char: str) -> bool:
    """Marks above and below a letter; not those that make another letter (nukta, voicing, virama)."""
    return unicodedata.combining(char) > 9


def csv_cell(value: str | int | float | Decimal | None) -> str:
    """A cell that no spreadsheet takes for a formula; `csv_text` gives the text back."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    if value[:1] not in _FORMULA_STARTS:
        return value
    return "'" + value if _FORMULA.match(value) and not _NUMBER.fullmatch(value) else value


def csv_text(cell: str) -> str:
    """The text of a cell that `csv_cell` wrote."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def serial_key(text: str) -> str:
    """A serial for comparing: case, spaces, `-`, `/`, `.`, leading zeros of digits and a label do not count."""
    return _LEADING_ZEROS.sub("", squeezed(text))


def serial_keys(text: str) -> tuple[str, ...]:
    """One or two keys; two serials are the same when they share one.

    `2024-00017` may be typed `202400017` (its dash ignored) or `2024-17` (its zeros ignored), and no single
    key makes both equal without making half of all serials equal.
    """
    first = serial_key(text)
    second = _SERIAL_NOISE.sub("", _LEADING_ZEROS.sub("", bare(fold(text))))
    return (first,) if first == second else (first, second)


def serial_columns(name: str, serial: str | None) -> dict[str, str | None]:
    """What is stored beside a serial to find it by: `NAME_key`, and `NAME_runs_key` where it has a second key."""
    keys = serial_keys(serial) if serial else ()
    return {
        f"{name}_key": keys[0] if keys else None,
        f"{name}_runs_key": keys[1] if len(keys) > 1 else None,
    }


def same_serial(one: str | None, other: str | None) -> bool:
    """Is it exactly this serial, case and blanks at the ends apart: what makes two units one (EQ-03)."""
    return bool(one) and bool(other) and code_key(str(one)) == code_key(str(other))


def squeezed(serial: str) -> str:
    """A serial without what does not count, its zeros kept: for comparing tails as they were typed."""
    return _SERIAL_NOISE.sub("", bare(fold(serial)))
