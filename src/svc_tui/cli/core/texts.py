"""Commands that take records and a text: one rule says where the numbers end and the words begin.

`call resolve 10423 repaired`, `call note 10423 10431 will call back`, `call pause 10423 mon 9 waits for the part`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from difflib import get_close_matches

from svc_tui.cli.core.front import numbers_of
from svc_tui.domain.core.days import NAMED_DAYS, WEEKDAYS
from svc_tui.domain.core.moments import NOW_WORDS
from svc_tui.domain.core.text import fold
from svc_tui.errors import N_, BadUsage, NotFound, Refused

Known = Callable[[str], bool]
"""Is there a call of this number?"""
LONGEST_TIME = 4
"""Words of a time, as in `at 9 on monday`."""


def numbers_and_text(
    arguments: Sequence[str] | None, given: str | None, known: Known, *, needed: bool = False
) -> tuple[list[str], str | None]:
    """Call numbers and the text for them.

    The text is the option's; else it begins with the first word that is no number of a call and goes on to the end,
    in one word or in several.

    Args:
        arguments: The words after the command.
        given: What the option says.
        known: Tells the numbers of calls.
        needed: A text must be there, so that a last word of digits is one where no call has that number.

    Raises:
        NotFound: a number before the text is none of a call.
        BadUsage: no number, or no text where one is needed.
    """
    words = list(arguments or ())
    if given is not None:
        return numbers_of(words), given
    if needed and len(words) > 1 and words[-1] == "-":
        if "-" in words[:-1]:
            raise BadUsage(N_("Standard input can hold the numbers or the words, not both."))
        return numbers_of(words[:-1]), "-"
    end = next((at for at, word in enumerate(words) if at and not _is_number(word, known)), len(words))
    numbers, text = words[:end], " ".join(words[end:])
    if text:
        for number in numbers[1:]:
            if number != "-" and not known(number.removeprefix("#")):
                message = N_(
                    "There is no call {number}. Put a text that begins with a number into quotes, or behind --text."
                )
                raise NotFound(message, number=number)
    elif needed:
        if len(numbers) < 2 or known(numbers[-1].removeprefix("#")):
            raise BadUsage(
                N_("Name the calls first, then the words for them, such as: 10423 10431 will call back.")
            )
        text = numbers.pop()
    return numbers_of(numbers), text or None


def _is_number(word: str, known: Known) -> bool:
    plain = word.removeprefix("#")
    return (
        word == "-"
        or plain.isdecimal()
        or (not any(map(str.isspace, plain)) and bool(plain) and known(plain))
    )


def time_and_reason(text: str | None, read: Callable[[str], datetime]) -> tuple[datetime | None, str]:
    """The time that a text begins with, and what follows it.

    Raises:
        Refused: it begins with what looks like a time and is none.
    """
    words = (text or "").split()
    for count in range(min(LONGEST_TIME, len(words)), 0, -1):
        try:
            return read(" ".join(words[:count])), " ".join(words[count:])
        except Refused:
            continue
    if words and _looks_like_a_time(words[0]):
        read(words[0])
    return None, " ".join(words)


def _looks_like_a_time(word: str) -> bool:
    plain = fold(word)
    days = {*NAMED_DAYS, *WEEKDAYS, *NOW_WORDS}
    return any(char.isdigit() for char in plain) or bool(get_close_matches(plain, days, 1, 0.8))
