"""Values of the filter language: the pieces after a colon, and what each means for its key."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from svc_tui.domain.core.moments import duration_parts
from svc_tui.domain.core.money import number_of
from svc_tui.domain.core.text import fold, serial_key
from svc_tui.domain.query.dates import is_date
from svc_tui.domain.query.keys import Key
from svc_tui.domain.query.tree import Op, Span, Test
from svc_tui.errors import Refused

YES = frozenset({"yes", "y", "true", "1", "si", "s", "vero"})
NO = frozenset({"no", "n", "false", "0", "falso"})
NOTHING = frozenset({"none", "nessuno", "nessuna", "null"})
ME = frozenset({"@me", "@io"})

EXACT = frozenset({"text", "ref", "name", "code", "serial"})
"""Kinds of which `key:=value` finds what is written just so, not what has the word in it."""

_ENDS = re.compile(r"[\s()|]")
_OPERATOR = re.compile(r">=|<=|>|<|=")
_INTEGER = re.compile(r"[+-]?\d{1,18}")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Piece:
    """One value as typed, before its key has judged it."""

    op: Op
    text: str
    upper: str
    quoted: bool
    span: Span


def has_word(text: str) -> bool:
    """Is there a letter or digit to search for."""
    return any(char.isalnum() for char in text)


def read_pieces(text: str, at: int, *, splits: bool) -> tuple[list[Piece], int]:
    """The comma-separated values from `at` on, and where they end; empty ones are left out.

    Args:
        splits: the key compares: `<` and `..` are operators, not text; of the others `=` alone is one.
    """
    pieces: list[Piece] = []
    while True:
        start, op = at, "="
        if splits and (found := _OPERATOR.match(text, at)):
            op, at = found[0], found.end()
        elif not splits and text.startswith("=", at):
            op, at = "==", at + 1
        low, quoted, at = _value(text, at, splits)
        upper = ""
        if splits and text.startswith("..", at):
            upper, upper_quoted, at = _value(text, at + 2, splits)
            if op == "=":
                op = ".." if low and upper else (">=" if low else "<=")
                low, quoted = low or upper, quoted or upper_quoted
        if low:
            pieces.append(Piece(op, low, upper if op == ".." else "", quoted, (start, at)))  # type: ignore[arg-type]
        if not text.startswith(",", at):
            return pieces, at
        at += 1


def _value(text: str, at: int, splits: bool) -> tuple[str, bool, int]:
    """One value: quoted with doubled quotes inside, or up to a gap, a comma or an operator."""
    if not text.startswith('"', at):
        end = _bare_end(text, at, splits)
        return text[at:end], False, end
    parts: list[str] = []
    at += 1
    while True:
        close = text.find('"', at)
        if close < 0:
            return "".join(parts) + text[at:], True, len(text)
        parts.append(text[at:close])
        at = close + 1
        if not text.startswith('"', at):
            break
        parts.append('"')
        at += 1
    end = _bare_end(text, at, splits)
    return "".join(parts) + text[at:end], True, end


def _bare_end(text: str, at: int, splits: bool) -> int:
    while at < len(text) and text[at] != "," and not _ENDS.match(text, at):
        if splits and text.startswith("..", at):
            break
        at += 1
    return at


def read_test(key: Key, piece: Piece) -> Test | None:
    """What a value means for its key; None where it means nothing."""
    if piece.op == "=" and not piece.quoted:
        if fold(piece.text) in NOTHING and key.word(piece.text) is None:
            return Test("none")
        if fold(piece.text) in ME and key.ref in ("person", "queue"):
            return Test("me")
    test = Test(piece.op, piece.text, piece.upper)
    if test.op == "==":
        if key.kind in EXACT:
            return test if test.text.strip() else None
        test = replace(test, op="=")
    match key.kind:
        case "enum":
            return _enum(key, test)
        case "instant" | "date" | "due" | "left":
            return _left_seconds(key, test) or (test if _all(is_date, test) else None)
        case "integer":
            return _integers(key, test)
        case "seconds":
            return test if _all(lambda text: seconds(text) is not None, test) else None
        case "amount":
            return test if _all(lambda text: decimal(text) is not None, test) else None
        case "number":
            return test if test.op == "=" or _all(lambda text: digits(text) is not None, test) else None
        case "flag":
            return replace(test, text=answer) if test.op == "=" and (answer := yes_or_no(test.text)) else None
        case "serial":
            return test if serial_key(test.text) else None
        case "text" | "ref" | "name" | "tags":
            return test if has_word(test.text) else None
        case "code":
            return test if test.text.strip() else None
        case "presence":
            return None


def _all(accepts: Callable[[str], object], test: Test) -> bool:
    return bool(accepts(test.text)) and (test.op != ".." or bool(accepts(test.upper)))


def _enum(key: Key, test: Test) -> Test | None:
    low = key.word(test.text)
    upper = key.word(test.upper) if test.op == ".." else ""
    return Test(test.op, low, upper) if low is not None and upper is not None else None


def _left_seconds(key: Key, test: Test) -> Test | None:
    """`left:<7200`: seconds, as JSON shows them; `due:2026` is a year."""
    if key.kind not in ("due", "left") or not _all(
        lambda text: _INTEGER.fullmatch(text) and not _YEAR.fullmatch(text), test
    ):
        return None
    return Test(test.op, f"{int(test.text):+d}s", f"{int(test.upper):+d}s" if test.op == ".." else "")


def left_seconds(text: str) -> int | None:
    """Covered seconds of `4h`, `+30m`, `-2d`, as a list shows them: a day is 24 hours; None for a date."""
    sign = -1 if text[:1] == "-" else 1
    parts = duration_parts(fold(text.lstrip("+-")))
    return None if parts is None else sign * (parts[0] * 86400 + parts[1])


def left_test(test: Test) -> tuple[int | None, int | None] | None:
    """The covered seconds that a test admits, both ends, None open; None where it names a date.

    `left:4h` is what is due within four hours and not late, `left:<4h` what is late too.
    """
    low = left_seconds(test.text)
    if low is None:
        return None
    if test.op == "..":
        upper = left_seconds(test.upper)
        return None if upper is None else (min(low, upper), max(low, upper))
    return {
        "<": (None, low - 1), "<=": (None, low), ">": (low + 1, None), ">=": (low, None),
    }.get(test.op, (min(0, low), max(0, low)))  # fmt: skip


def _integers(key: Key, test: Test) -> Test | None:
    low = integer(key, test.text)
    upper = integer(key, test.upper) if test.op == ".." else ""
    return Test(test.op, low, upper) if low is not None and upper is not None else None


def integer(key: Key, text: str) -> str | None:
    """The digits of `58` or `K-58`."""
    typed = fold(text)
    typed = typed.removeprefix(key.prefix).removeprefix(key.prefix.rstrip("-")) if key.prefix else typed
    return str(int(typed)) if _INTEGER.fullmatch(typed) else None


def seconds(text: str) -> int | None:
    """Seconds of `7200` or `2h`."""
    if _INTEGER.fullmatch(text):
        return int(text)
    parts = duration_parts(fold(text))
    return parts[0] * 86400 + parts[1] if parts else None


def decimal(text: str) -> Decimal | None:
    """`1250.5`; None where it is no number, or may be read as two."""
    try:
        return number_of(text)
    except Refused:
        return None


def digits(number: str) -> int | None:
    """What a call's number is compared by."""
    found = "".join(char for char in number if char in "0123456789")[-18:]
    return int(found) if found else None


def yes_or_no(text: str) -> str | None:
    """`yes` or `no`, in either language."""
    typed = fold(text)
    return "yes" if typed in YES else "no" if typed in NO else None
