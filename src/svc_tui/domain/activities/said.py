"""What is typed in one line about something said or to be done: its kind before a colon, its time at the end.

`phone: will call back`, `task: order the seal fri 10`, `telefonata: richiama domani 9`. A note has no time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from svc_tui.domain.activities.keys import KINDS
from svc_tui.domain.core.calendar_words import month
from svc_tui.domain.core.text import fold
from svc_tui.errors import SvcError

TYPED = ("note", "phone", "meeting", "task")
"""The kinds that a line may begin with, in the order in which a key goes through them."""
_WORDS = {fold(word): kind for kind in TYPED for word in (kind, kind[0], *KINDS[kind])}
_LONGEST = 4
"""So many words at the end may be a time."""

Moment = Callable[[str], datetime]


@dataclass(frozen=True, slots=True)
class Said:
    """A line, read."""

    kind: str
    text: str
    at: datetime | None = None
    """When it was, or is to be."""

    def over(self, now: datetime) -> bool:
        """Whether it is done: a task never is, the others unless their time is to come."""
        return self.kind != "task" and (self.at is None or self.at <= now)


def read_said(line: str, moment: Moment) -> Said:
    """The kind by the word before the first colon, the time by the last words, and the text between.

    Args:
        line: What was typed.
        moment: Reads a time; raises where it is none.
    """
    kind, text = kind_of(line)
    if kind == "note" or "\n" in text:
        return Said(kind, text)
    words = text.split()
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        tail = words[-count:]
        if _may_be_time(tail):
            try:
                at = moment(" ".join(tail))
            except SvcError:
                continue
            return Said(kind, " ".join(words[:-count]), at)
    return Said(kind, text)


def kind_of(line: str) -> tuple[str, str]:
    """The kind that a line begins with, and the rest; a note where it names none."""
    head, colon, rest = line.partition(":")
    kind = _WORDS.get(fold(head.strip())) if colon else None
    return (kind, rest.strip()) if kind is not None else ("note", line.strip())


def _may_be_time(words: list[str]) -> bool:
    """Neither a number alone nor a length is a time: `order 2 seals 14`, `tested 30m`, `waited 5 min`."""
    first = words[0]
    if not first[0].isdigit():
        return True
    if len(words) == 1:
        return any(sign in first for sign in ":/-")
    return any(sign in first for sign in "/-") or month(words[1].rstrip(".")) is not None
