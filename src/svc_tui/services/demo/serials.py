"""Serial numbers as several makers write them: irregular, with gaps, no two alike."""

import re
from datetime import date
from random import Random

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_ANY = _LETTERS + "23456789"
_SIGN = re.compile(r"[#@%]")


class Serials:
    """Gives serials; never the same one twice."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given: set[str] = set()

    def reserve(self, serial: str) -> str:
        """Keep a serial that is given by hand."""
        self._given.add(_plain(serial))
        return serial

    def make(self, pattern: str, built: date) -> str:
        """A new serial of a maker's pattern for a unit built on a day."""
        dated = pattern.format(yyyy=f"{built:%Y}", yy=f"{built:%y}", mm=f"{built:%m}")
        while True:
            serial = _SIGN.sub(self._sign, dated)
            if _plain(serial) not in self._given:
                return self.reserve(serial)

    def tag(self) -> str:
        """The company's own sticker: two styles, from two rolls of labels."""
        return self.make("TA-####" if self._rng.random() < 0.6 else "TA ####/@", date.min)

    def _sign(self, match: re.Match[str]) -> str:
        if match[0] == "#":
            return str(self._rng.randrange(10))
        return self._rng.choice(_LETTERS if match[0] == "@" else _ANY)


def _plain(serial: str) -> str:
    return re.sub(r"[\s\-/.]|(?<!\d)0+(?=\d)", "", serial).upper()
