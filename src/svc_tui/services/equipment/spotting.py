"""The card that a call is about, also where the call names none: the first known serial that stands in its text."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from svc_tui.domain.core.text import serial_keys
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.core.context import Context
from svc_tui.storage.calls import reads
from svc_tui.storage.calls import ties as call_ties
from svc_tui.storage.equipment import serial_forms

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

WORDS = 4
"""A serial is written in so many words at most: CF 0441 339 B."""
SHORTEST = 4
"""A shorter key stands in a text for anything."""
_WORD = re.compile(r"[^\s,;:!?()\"'<>\[\]]+")


class CardSpotting:
    """Units that are named in words."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def of_call(self, number: str) -> int:
        """The card of a call; where it has none, that of the first known serial in what was written about it.

        Raises:
            NotFound: no such call.
            Refused: no unit is named anywhere.
        """
        with self._context.store.read() as session:
            call = reads.call_by_number(session=session, number=number)
            if call is None:
                raise NotFound(N_("There is no call {number}."), number=number)
            if call.equipment is not None:
                return int(call.equipment)
            texts = [call.serial, call.manufacturer_serial, call.subject, call.description]
            for each in call_ties.activity_rows(session=session, call_id=call.id):
                texts += [each.subject, each.notes]
            for text in texts:
                card = _spotted(session, text or "")
                if card is not None:
                    return card
        raise Refused(
            N_("Call {number} names no unit, and no known serial stands in its text."), number=number
        )

    def spotted(self, text: str) -> int | None:
        """The card of the first known serial in a text."""
        with self._context.store.read() as session:
            return _spotted(session, text)


def _spotted(session: "Session", text: str) -> int | None:
    """Words and neighbours of words against the keys of all serials, in one query."""
    windows = list(_windows(text))
    known = serial_forms.bearers(session=session, written=sorted({key for keys in windows for key in keys}))
    for keys in windows:
        found = [card for key in keys for card in known.get(key, ())]
        if found:
            return min(found)[1]
    return None


def _windows(text: str) -> Iterator[tuple[str, ...]]:
    """What could be a serial, in the order in which it stands; of those that begin alike the longest first."""
    words = [found.group().strip(".") for found in _WORD.finditer(text)]
    for start in range(len(words)):
        for count in range(min(WORDS, len(words) - start), 0, -1):
            window = " ".join(words[start : start + count])
            keys = tuple(key for key in serial_keys(window) if len(key) >= SHORTEST)
            if keys and any(letter.isdigit() for letter in window):
                yield keys
