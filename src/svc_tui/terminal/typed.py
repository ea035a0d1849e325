"""Typed: what comes from a terminal, cut into letters, sequences and pastes. Total: nothing is ever half understood.

The grammar is that of ECMA-48 and of xterm. A sequence is swallowed to its end whatever it says, also where it comes
in pieces; what it means, if anything, is asked elsewhere (`driver.py`). So a report that comes late or unasked can
be no key. Time comes in as an argument, in seconds. Knows nothing of Textual.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

ESC, BEL, CAN, SUB = "\x1b", "\x07", "\x18", "\x1a"
ESCAPE_S = 0.1
"""A lone ESC is the key when nothing follows so long."""
PATIENCE_S = 1.0
"""The rest of a begun sequence is waited for so long after its last piece."""
PASTE_PATIENCE_S = 5.0
"""A paste whose end never comes is taken for ended."""
MOST_PASTED = 1_000_000
"""Characters of one paste; the rest is left out."""
MOST_PARAMETERS = 64
"""No key says more in its sequence; a longer one is swallowed unseen."""
PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"

_EIGHT_BIT = {chr(0x80 + ord(final) - 0x40): final for final in "[]OPX^_\\"}
"""C1 controls, which say in one character what ESC and a letter say in two."""
_STRINGS = "]PX^_"
"""What begins a string that only its terminator ends: OSC, DCS, SOS, PM, APC."""
_TITLES = "lL"
"""Old terminals report title and icon as ESC l text ST."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One character that was typed, control characters and a lone ESC included."""

    char: str


@dataclass(frozen=True, slots=True)
class AltLetter:
    """A character typed with alt held."""

    char: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """A whole control sequence, which may stand for a key or a report."""

    text: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted; lines end in LF alone."""

    text: str


Token = Letter | AltLetter | Sequence | Pasted


class Reader:
    """Cuts the characters of a terminal into tokens."""

    def __init__(self) -> None:
        self._state: Callable[[str], Iterator[Token]] = self._ground
        self._text = ""
        """What the sequence under way says, as far as it may still be a key."""
        self._bell_ends = False
        self._left = 0
        self._paste: list[str] = []
        self._pasted = 0
        self._tail = ""
        self.deadline: float | None = None
        """When `tick` has something to decide."""
        self._escaped_at = -PATIENCE_S

    def feed(self, text: str, now: float) -> list[Token]:
        """The tokens that these characters complete."""
        found = self.tick(now)
        if self._late_rest(text, now):
            text = ESC + text
        for char in text:
            found += self._state(char)
        self.deadline = None if self._state == self._ground else now + self._patience()
        return found

    def tick(self, now: float) -> list[Token]:
        """What is certain because nothing more came."""
        if self.deadline is None or now < self.deadline:
            return []
        self.deadline = None
        state, text = self._state, self._text
        self._state, self._text = self._ground, ""
        if state == self._escape:
            self._escaped_at = now
            return [Letter(ESC)]
        if state == self._pasting:
            return [self._end_paste()]
        if state == self._intermediate and len(text) == 2:
            return [AltLetter(text[1])]
        if state == self._title:
            return [AltLetter(text[1]), *(Letter(char) for char in text[2:])]
        # rxvt ends some of its keys in a sign that begins the end elsewhere.
        return [Sequence(text)] if state == self._csi and text.endswith("$") else []

    # --- states: each takes one character

    def _ground(self, char: str) -> Iterator[Token]:
        if char == ESC or "\x80" <= char <= "\x9f":
            yield from self._anew(char)
        else:
            yield Letter(char)

    def _anew(self, char: str) -> Iterator[Token]:
        """Whatever was begun is given up; a new sequence begins where this character begins one."""
        self._text, self._state = "", self._escape if char == ESC else self._ground
        if char in _EIGHT_BIT:
            yield from self._escape(_EIGHT_BIT[char])

    def _escape(self, char: str) -> Iterator[Token]:
        self._text, self._state = ESC + char, self._ground
        if char == ESC:
            self._state = self._escape
            yield Letter(ESC)
        elif "\x80" <= char <= "\x9f":
            yield from self._anew(char)
        elif char == "[":
            self._state = self._csi
        elif char == "O":
            self._state = self._ss3
        elif char in _STRINGS:
            self._state, self._bell_ends = self._string, char == "]"
        elif " " <= char <= "/":
            self._state = self._intermediate
        elif char in _TITLES:
            self._state = self._title
        elif char == "\\":
            return  # the end of a string that nobody began
        elif char < " " or char == "\x7f":
            yield Sequence(self._text)
        else:
            yield AltLetter(char)

    def _csi(self, char: str) -> Iterator[Token]:
        if char in (CAN, SUB):
            self._state = self._ground
        elif char == ESC or char >= "\x80":
            yield from self._anew(char)
        elif char < " " or char == "\x7f":
            return  # a control in the middle of a sequence is no key
        elif " " <= char <= "?":
            if len(self._text) < MOST_PARAMETERS:
                self._text += char
        elif char == "[" and self._text == ESC + "[":
            self._text += char  # function keys of the Linux console
        else:
            yield from self._end_csi(char)

    def _end_csi(self, char: str) -> Iterator[Token]:
        text, self._text, self._state = self._text + char, "", self._ground
        if text == PASTE_BEGINS:
            self._state = self._pasting
            self._paste, self._pasted, self._tail = [], 0, ""
        elif text == ESC + "[M":
            self._state, self._left = self._mouse, 3
        elif len(text) <= MOST_PARAMETERS:
            yield Sequence(text)

    def _ss3(self, char: str) -> Iterator[Token]:
        if char == ESC or char >= "\x80":
            yield from self._anew(char)
        elif (char.isascii() and char.isdigit()) or char == ";":
            if len(self._text) < MOST_PARAMETERS:
                self._text += char
        elif "@" <= char <= "~":
            self._state = self._ground
            yield Sequence(self._text + char)
        else:
            self._state = self._ground

    def _intermediate(self, char: str) -> Iterator[Token]:
        if char == ESC or char >= "\x80":
            yield from self._anew(char)
        elif not " " <= char <= "/":
            self._state = self._ground

    def _mouse(self, _char: str) -> Iterator[Token]:
        """The three characters of a report of the oldest kind."""
        self._left -= 1
        if not self._left:
            self._state = self._ground
        yield from ()

    def _string(self, char: str) -> Iterator[Token]:
        if char == ESC:
            self._state = self._string_end
        elif char in (CAN, SUB, "\x9c") or (char == BEL and self._bell_ends):
            self._state = self._ground
        yield from ()

    def _string_end(self, char: str) -> Iterator[Token]:
        if char == "\\":
            self._state = self._ground
        else:  # a new sequence begins, and with it the string was given up
            yield from self._escape(char)

    def _title(self, char: str) -> Iterator[Token]:
        """A title, or alt and a letter that stand before other letters: its end tells."""
        if char == ESC:
            self._state = self._title_end
        elif char >= " " and char != "\x7f" and len(self._text) < MOST_PARAMETERS:
            self._text += char
        elif char in (BEL, CAN, SUB, "\x9c"):
            self._state = self._ground
        else:
            yield from self._no_title()
            yield from self._ground(char)

    def _title_end(self, char: str) -> Iterator[Token]:
        self._state = self._ground
        if char != "\\":
            yield from self._no_title()
            yield from self._escape(char)

    def _no_title(self) -> Iterator[Token]:
        text, self._text, self._state = self._text, "", self._ground
        yield AltLetter(text[1])
        for char in text[2:]:
            yield Letter(char)

    def _pasting(self, char: str) -> Iterator[Token]:
        tail = self._tail + char
        if tail == PASTE_ENDS:
            self._state = self._ground
            yield self._end_paste()
            return
        while not PASTE_ENDS.startswith(tail):
            if self._pasted < MOST_PASTED:
                self._paste.append(tail[0])
                self._pasted += 1
            tail = tail[1:]
        self._tail = tail

    def _end_paste(self) -> Pasted:
        text, self._paste, self._tail = "".join(self._paste), [], ""
        return Pasted(plain_lines(text))

    # --- time

    def _patience(self) -> float:
        if self._state in (self._escape, self._intermediate, self._title):
            return ESCAPE_S
        return PASTE_PATIENCE_S if self._state == self._pasting else PATIENCE_S

    def _late_rest(self, text: str, now: float) -> bool:
        """Whether this is the rest of a report whose ESC came so early that it was taken for the key.

        A person who types one of these keys after escape sends it alone; a terminal sends the whole.
        """
        late = self._state == self._ground and now - self._escaped_at <= PATIENCE_S
        return late and _REST.match(text) is not None


_REST = re.compile(
    r"\[[ABCDFHZ]\Z|O[ABCDFHMPQRS]\Z"  # an arrow or its like
    r"|\[\d+~|\[\d[\d;:]+(?:[ -/]|[@-~]|\Z)|\[[?<>=][\d;]"
    r"|\]\d+;|[P_^X].*(?:\x1b\\|\x9c)",
    re.DOTALL | re.ASCII,
)
"""What no person types in one go after escape."""


def plain_lines(text: str) -> str:
    """Lines that end in LF alone, without other controls."""
    text = _BREAKS.sub("\n", text)
    return "".join(char for char in text if char in "\n\t" or " " <= char <= "~" or char > "\x9f")


_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
