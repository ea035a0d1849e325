"""Objects of a long JSON array one at a time, so that a file of any length passes through without sitting in memory.

An array is streamed where it stands alone, or in an envelope that has already said what its objects are.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any, TextIO

from svc_tui.interchange.core.files import LARGEST_VALUE, LONGEST_LINE

CHUNK = 1 << 18
MOST_PARTS = 1_000_000
"""Values of one record after which it is none: each takes far more memory than it takes room in a file."""
LONGEST_TAIL = 8
"""Signs after a number that tell whether it was whole."""
_BLANKS = re.compile("[ \t\r\n\ufeff]*")


class Broken(ValueError):
    """The text is no JSON from here on."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(line, column)
        self.line, self.column = line, column


class TooLarge(ValueError):
    """A value, or a record, beyond what one may be."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what
        """`value` or `line`."""


def check_size(text: str) -> None:
    """Raise TooLarge for the text of a record that would take too much memory."""
    if sys.getsizeof(text) > LONGEST_LINE or _parts(text) > MOST_PARTS:
        raise TooLarge("line")


def _parts(text: str) -> int:
    return text.count(",") + text.count("[") + text.count("{")


class Stream:
    """A JSON text read bit by bit."""

    def __init__(self, stream: TextIO, decoder: json.JSONDecoder) -> None:
        self._stream, self._decoder = stream, decoder
        self._text, self._at, self._size = "", 0, CHUNK
        self._lines, self._column, self._ended = 1, 0, False

    def peek(self) -> str:
        """The next sign that is no blank; empty at the end."""
        while True:
            blanks = _BLANKS.match(self._text, self._at)
            self._at = blanks.end() if blanks else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, sign: str) -> None:
        """Go past a sign. Raises Broken: another one stands there."""
        if self.peek() != sign:
            raise self._broken(self._at)
        self._at += 1

    def value(self) -> Any:
        """The value that begins here. Raises Broken, TooLarge."""
        self.peek()
        while True:
            try:
                found, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                beyond = error.pos - self._at
                if error.msg.startswith("Unterminated") and len(self._text) - error.pos > LARGEST_VALUE:
                    raise TooLarge("value") from error
                if not self._more():
                    raise self._broken(self._at + beyond) from error
                continue
            if self._text[end - 1] not in '}]"' and len(self._text) - end < LONGEST_TAIL and self._more():
                continue  # a number may go on
            self._at = end
            return found

    def members(self, wanted: Callable[[str, dict[str, Any]], bool]) -> Iterator[tuple[str, dict[str, Any]]]:
        """The members of an object. Stops before the value of one that is wanted, which the caller reads."""
        self.take("{")
        found: dict[str, Any] = {}
        if self.peek() == "}":
            self._at += 1
            yield "", found
            return
        while True:
            name = self.value()
            self.take(":")
            if isinstance(name, str) and self.peek() == "[" and wanted(name, found):
                yield name, found
                found[name] = []
            else:
                found[str(name)] = self.value()
            if self.peek() != ",":
                break
            self._at += 1
        self.take("}")
        yield "", found

    def elements(self) -> Iterator[Any]:
        """The values of an array."""
        self.take("[")
        if self.peek() == "]":
            self._at += 1
            return
        while True:
            yield self.value()
            self._forget()
            if self.peek() != ",":
                break
            self._at += 1
        self.take("]")

    def end(self) -> None:
        """Nothing may follow. Raises Broken."""
        if self.peek():
            raise self._broken(self._at)

    def _more(self) -> bool:
        if self._ended:
            return False
        self._forget()
        if len(self._text) > LONGEST_LINE:
            raise TooLarge("line")
        # Doubled, so that a long value is not tried too often.
        wanted = max(self._size, min(len(self._text), LONGEST_LINE + 1 - len(self._text)))
        chunk = self._stream.read(wanted)
        self._ended = not chunk
        self._text += chunk
        if len(self._text) > 4 * CHUNK:
            check_size(self._text)
        return bool(chunk)

    def _forget(self) -> None:
        """Drop what was read, keeping count of lines for the place of a fault."""
        if self._at < CHUNK:
            return
        gone = self._text[: self._at]
        lines = gone.count("\n")
        self._column = len(gone) - gone.rfind("\n") - 1 if lines else self._column + len(gone)
        self._lines += lines
        self._text, self._at = self._text[self._at :], 0

    def _broken(self, at: int) -> Broken:
        before = self._text[:at]
        lines = before.count("\n")
        column = at - before.rfind("\n") if lines else self._column + at + 1
        return Broken(self._lines + lines, column)
