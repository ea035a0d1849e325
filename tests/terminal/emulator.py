"""pyte's screen and stream with short cuts for what programs send most: rows of narrow characters, and plain sequences.

pyte makes a new cell for each character and reads a sequence character by character; that was most of the time of a
test in a terminal. What a short cut does not cover goes pyte's way; `test_emulator.py` compares the two.
"""

import re
from collections.abc import Callable
from functools import lru_cache

import pyte
from pyte import charsets, modes
from pyte.screens import Char
from wcwidth import wcwidth

_SEQUENCE = re.compile(r"\x1b\[([0-9;]*)([@-Za-z`])")
_NARROW: set[str] = set()
"""Characters that are known to take one cell."""
_PENS: dict[tuple[object, ...], Char] = {}
"""What a pen becomes by a change of colour or style."""


class _Cells(dict[str, Char]):
    """The cells that one pen has drawn, by their character."""

    def __init__(self, pen: Char) -> None:
        self._pen = pen

    def __missing__(self, character: str) -> Char:
        self[character] = cell = self._pen._replace(data=character)
        return cell


_cells = lru_cache(500)(_Cells)


@lru_cache(5_000)
def _numbers(words: str) -> tuple[int, ...]:
    return tuple(min(int(word or 0), 9999) for word in words.split(";"))


def _are_narrow(text: str) -> bool:
    if _NARROW.issuperset(text):
        return True
    if any(wcwidth(character) != 1 for character in text):
        return False
    _NARROW.update(text)
    return True


class QuickScreen(pyte.Screen):
    """Draws what fits into the row, cell by cell, at once."""

    def draw(self, data: str) -> None:
        cursor = self.cursor
        end = cursor.x + len(data)
        plain = not self.charset and self.g0_charset is charsets.LAT1_MAP and modes.IRM not in self.mode
        if not plain or end > self.columns or not _are_narrow(data):
            super().draw(data)
            return
        cells = _cells(cursor.attrs)
        line = self.buffer[cursor.y]
        for x, character in enumerate(data, cursor.x):
            line[x] = cells[character]
        cursor.x = end
        self.dirty.add(cursor.y)

    def select_graphic_rendition(self, *attrs: int) -> None:
        change = (self.cursor.attrs, modes.DECSCNM in self.mode, attrs)
        if (pen := _PENS.get(change)) is None:
            super().select_graphic_rendition(*attrs)
            pen = _PENS[change] = self.cursor.attrs
        self.cursor.attrs = pen


class QuickStream(pyte.ByteStream):
    """Reads a plain sequence in one go."""

    def __init__(self, screen: QuickScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._acts: dict[str, Callable[..., None]] = {
            final: getattr(screen, name) for final, name in self.csi.items()
        }

    def feed(self, data: bytes) -> None:  # type: ignore[override]
        if not self.use_utf8:
            super().feed(data)
            return
        text, at = self.utf8_decoder.decode(data), 0
        while at < len(text):
            if self._taking_plain_text:  # no sequence is begun
                if (found := _SEQUENCE.match(text, at)) and (act := self._acts.get(found[2])):
                    at = found.end()
                    act(*_numbers(found[1]))
                    continue
                if found := self._text_pattern.match(text, at):
                    at = found.end()
                    self._screen.draw(found[0])
                    continue
            self._taking_plain_text = self._send_to_parser(text[at])
            at += 1
