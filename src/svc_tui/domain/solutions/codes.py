"""Codes and measures in a text: what is one however it is written, together or apart.

`E-12`, `E12`, `Err 12` and `E 12` are one code, `F21b` and `F-21/b` another; `230V`, `230 V` and `230 volt` are one
measure, `5min` and `5 minutes` another.
"""

import re
from collections.abc import Iterator

from svc_tui.domain.core.amounts import TIME

PIECE = re.compile(r"[^\W_]+(?:[-_/.\u2010-\u2015][^\W_]+)*")
"""A word, or what is joined by signs."""
WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 40

_NAMED = re.compile(
    r"(?:(?:err|error|errore|fault|guasto|code|codice)|([b-hj-np-z]))[ :.#\u00b0\u2010-\u2015-]{0,3}(\d{1,5})",
    re.IGNORECASE,
)
"""A code that is called one, or a letter and its number however far apart; `a`, `i` and `o` are words."""
_LETTER = re.compile(r"(?:[-_/.\u2010-\u2015]?([a-z])| ([b-df-hj-np-z]))(?![\w'\u2019])", re.IGNORECASE)
"""The letter behind the number of a code; `e` apart is a word of Italian, as is what an apostrophe cuts off."""

_UNITS = {
    "v": "v volt volts", "kv": "kv", "mv": "mv", "a": "a amp amps ampere amperes", "ma": "ma", "ah": "ah", "mah": "mah",
    "w": "w watt watts", "kw": "kw", "mw": "mw", "kwh": "kwh", "va": "va", "kva": "kva",
    "ohm": "ohm ohms \u03c9", "kohm": "kohm k\u03c9",
    "hz": "hz hertz", "khz": "khz", "mhz": "mhz", "ghz": "ghz", "bar": "bar", "mbar": "mbar", "psi": "psi",
    "pa": "pa", "kpa": "kpa", "mpa": "mpa", "nm": "nm", "mm": "mm", "cm": "cm", "m": "m", "km": "km",
    "g": "g", "kg": "kg", "mg": "mg", "l": "l", "ml": "ml", "rpm": "rpm", "db": "db", "gb": "gb", "mb": "mb",
    "tb": "tb", "ms": "ms", "c": "c oc", "f": "f", "uf": "uf \u03bcf",
    "mm2": "mm2", "m2": "m2", "m3": "m3",
}  # fmt: skip
_TIMES = {3600: "h", 60: "min", 1: "s"}
_UNIT_OF = {written: _TIMES[seconds] for written, seconds in TIME.items() if seconds in _TIMES}
_UNIT_OF |= {
    written: unit for unit, each in _UNITS.items() for written in each.split()
}  # `m` is a metre here
_NUMBER = r"\d{1,9}(?:[.,]\d{1,6})?"
_GAP = r"[ \u00a0\u202f]?"
_LONGEST_FIRST = "|".join(sorted(_UNIT_OF, key=len, reverse=True))
_MEASURE = re.compile(
    rf"(?<!%)(?:(\d{{1,2}}) ?x ?)?((?:{_NUMBER}[-/\u2010-\u2015])?{_NUMBER})"
    rf"(?:{_GAP}[\u00b0\u00ba]?{_GAP}|[-\u2010-\u2015])"
    rf"(?:({_LONGEST_FIRST})|(v)(ac|dc|ca|cc))(?![\w'\u2019])",
    re.IGNORECASE,
)
"""A number, or two of a range, and the unit; `3x` before it is how many, and `%2C` is a sign in a link."""
_AND = re.compile(r"e +(?=\d)", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=[1-9])[.,](?=\d{3}$)|(?<=[1-9]\d)[.,](?=\d{3}$)|(?<=[1-9]\d\d)[.,](?=\d{3}$)")
_RANGE = re.compile(r"[-/\u2010-\u2015]")
_SPLIT = re.compile(r"[-_/.\u2010-\u2015]")

Piece = tuple[str | None, list[str]]
"""The whole of a code or measure, and its parts; a plain word is a part alone."""


def pieces(folded: str) -> Iterator[Piece]:
    """Words of a folded text in order: the whole of what is joined by signs, a code or a measure, and its parts."""
    at = 0
    while match := PIECE.search(folded, at):
        at, found = _known(folded, match) or (match.end(), [_joined(match[0])])
        yield from found


def reaches(text: str, match: re.Match[str]) -> int:
    """Where what begins with this piece of a text, folded or not, ends."""
    known = _known(text, match)
    return known[0] if known is not None else match.end()


def _known(text: str, match: re.Match[str]) -> tuple[int, list[Piece]] | None:
    start = match.start()
    if text[start].isdigit():
        measure = _MEASURE.match(text, start)
        return (measure.end(), list(_measured(measure))) if measure and measure.end() >= match.end() else None
    named = _NAMED.match(text, start)
    if named is None or ((both := _AND.match(text, start)) and _MEASURE.match(text, both.end())):
        return None
    code = f"{named[1] or 'e'}{named[2]}"
    letter = _LETTER.match(text, named.end())
    if letter is not None and letter.end() >= match.end():
        end = letter[1] or letter[2]
        parts = [word for word in (*WORD.findall(named[0]), *WORD.findall(letter[0])) if word != code]
        if named.end() == letter.start(1):
            parts = parts[:-1]
        return letter.end(), [(f"{code}{end}", [code, *parts])]
    if _goes_on(text, named.end()):
        return None
    return named.end(), [(code, [word[:LONGEST_WORD] for word in WORD.findall(named[0])])]


def _measured(measure: re.Match[str]) -> Iterator[Piece]:
    """Each number with the unit; the point of a decimal is a letter, for the index keeps no signs.

    A unit that is written to its number is no word of its own: `h` of `1000H` is not that of `L/H`.
    """
    written = measure[3] or measure[4]
    unit = _UNIT_OF.get(written, written)
    apart = measure.end(2) < max(measure.start(3), measure.start(4))
    if measure[1]:
        yield None, [measure[1]]
    for number in _RANGE.split(measure[2]):
        plain = re.sub(r"[.,]", "d", _THOUSANDS.sub("", number))
        yield f"{plain}{unit}", [*WORD.findall(number), *([written] if apart else [])]
    if measure[5]:
        yield None, [measure[5]]


def _joined(piece: str) -> Piece:
    parts = [part[:LONGEST_WORD] for part in _SPLIT.split(piece) if part]
    if len(parts) < 2 or len(piece) > LONGEST_WORD or not any(char.isalpha() for char in piece):
        return None, parts
    if any(char.isdigit() for char in piece) or not re.search(r"[_.]", piece):
        return "".join(parts), parts
    return None, parts


def _goes_on(text: str, at: int) -> bool:
    return at < len(text) and (text[at].isalnum() or text[at] == "_")
