"""Times, distances and counts inside a typed line: read whole, or refused by the word that cannot be read.

What is billed is what was typed. So whatever stands where an amount may stand and looks like one is never taken
for the beginning of a note.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from svc_tui.domain.core.money import number_of
from svc_tui.domain.core.text import fold
from svc_tui.errors import N_, Refused

PLACES = 4
"""Digits behind the point that an amount may have."""

_SECONDS = {
    604_800: "w",
    86_400: "d g",
    3600: "h hr hrs hour hours ora ore",
    60: "m min mins minute minutes minuto minuti",
    1: "s sec secs second seconds secondo secondi",
}
TIME = {word: size for size, words in _SECONDS.items() for word in words.split()}
_SORTS = (
    "km kms kilometre kilometres kilometer kilometers chilometro chilometri",
    "mi mile miles miglio miglia yd yard yards ft foot feet k metre metres meter meters metro metri mt "
    "eur euro euros usd gbp",
    "pc pcs piece pieces pz pezzo pezzi unit units qty quantity qta quantita times volte",
    "two three four five six seven eight nine ten dozen pair couple "
    "due tre quattro cinque sei sette otto nove dieci dozzina paio coppia",
)
DISTANCE, _NOT_COUNTED, _PIECES, _SOME = (frozenset(words.split()) for words in _SORTS)

NUMBER = r"[0-9]+(?:[.,'’][0-9]+)*"
_PIECE = re.compile(rf"({NUMBER})[ ]?([^\W\d_]+)\.?")
_MINUTES = re.compile(r"([0-5]?[0-9])(?!\w|[.,:'’]\d)")
_SPACED_MINUTES = re.compile(r"[ ]([0-5][0-9])(?=\s*(?:[,;:](?!\d)|$)|\.(?:\s|$))")
_HALF = re.compile(r"\s(?:e|and)\s+(?:mezz[ao]|an?\s+half|half)(?!\w)", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;]+")
_JOINED = re.compile(r"[\s,;]*(?:(?:and|ed?)\s|[+&])\s*", re.IGNORECASE)
_JOINED_ON = re.compile(r"(?:and|ed?)\s+(?=[0-9])", re.IGNORECASE)
_FRACTION = re.compile(
    r"(?:(?:and|e)\s+)?(?:(?:an?|un|one|tre|three)\s+)?(?:half|mezz[ao]|quarters?|quarto|quarti)(?!\w)",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"(?:from|dalle|da)\s+[0-9]{1,2}(?:[:.]?[0-9]{2})?\s+(?:to|alle|a)\s+[0-9]", re.IGNORECASE
)
_SPARE_MINUTES = re.compile(r"[0-5][0-9](?!\w)")
_SIGNED = re.compile(r"[-+−–]\s*[.,]?[0-9]")
_TIMES = re.compile(r"(?:[x×*]\s?[-+−–]?[.,]?[0-9]|[.,]?[0-9][0-9.,]*\s?[x×*](?!\w))", re.IGNORECASE)
_TIMES_INSIDE = re.compile(r"(?<!\w)[(]?(?:[x×*][-+−–]?[0-9]|[0-9]+[x×*](?![\w]))", re.IGNORECASE)
_SPAN = re.compile(r"[0-9]{1,2}(?:[:.]?[0-9]{2})?\s?[-–]\s?[0-9]{1,2}[:.]?[0-9]{2}(?!\w)")
_MONEY = re.compile(rf"(?:[€$£]\s?[0-9]|{NUMBER}\s?[€$£])")
_BARE = re.compile(rf"({NUMBER})(?=[\s)%,;:]|$)")
_LOOKS = re.compile(r"(?<!\S)[(]?[-+−–=x×*]?[.,]?[0-9]|[=:][-+−–]?[0-9]", re.IGNORECASE)

NO_PLACE = N_(
    '"{word}" is not read as an amount. Write times as 1h30 or 40m, distances as 24km, parts as x2, and begin the '
    "note with a word."
)
BELOW = N_('"{word}" is below zero, and nothing below zero is logged. A correction takes away.')
NO_MILES = N_(
    '"{word}" is no unit of work. Times are written as 1h30 or 40m, distances in kilometres as 24km.'
)


@dataclass(frozen=True)
class Piece:
    """One number with its unit."""

    value: Decimal
    unit: str
    """As it was typed, folded."""
    end: int
    """Where it ends in the text."""

    @property
    def size(self) -> int:
        """Seconds of its unit; 0 where it is none of time."""
        return TIME.get(self.unit, 0)

    @property
    def is_distance(self) -> bool:
        """Kilometres."""
        return self.unit in DISTANCE


def counted(text: str, word: str) -> Decimal:
    """A number of a line. Raises Refused where it is none, can be read in two ways or has too many places."""
    found = number_of(text)
    places = 0 if found is None else -int(found.as_tuple().exponent)
    if found is None or places > PLACES or found >= 10**6:
        raise Refused(NO_PLACE, word=word)
    return found


def piece_at(text: str, at: int) -> Piece | None:
    """The number and unit that stand at a place: `24km`, `40 min`."""
    found = _PIECE.match(text, at)
    unit = fold(found[2]) if found else ""
    if found is None or unit not in TIME.keys() | DISTANCE:
        return None
    if unit in TIME and (three := re.fullmatch(r"([0-9]+)[.,]([0-9]{3})", found[1])):
        return Piece(Decimal(f"{three[1]}.{three[2]}"), unit, found.end())  # no line holds a thousand hours
    return Piece(counted(found[1], word_at(text, at)), unit, found.end())


def time_at(text: str, at: int) -> tuple[int, int] | None:
    """Seconds of the time at a place and where it ends: `1h30`, `1h 30m`, `1 ora e 30 minuti`. Raises Refused."""
    seconds, smallest, end = Decimal(0), 0, at
    while (piece := piece_at(text, next_at(text, end) if smallest else at)) and piece.size:
        if smallest and piece.size >= smallest:
            raise Refused(NO_PLACE, word=word_at(text, next_at(text, end)))
        seconds += piece.value * piece.size
        smallest, end = piece.size, piece.end
        tail = _MINUTES.match(text, end) or _SPACED_MINUTES.match(text, end)
        if piece.size == 3600 and tail:
            seconds, smallest, end = seconds + int(tail[1]) * 60, 60, tail.end()
        elif piece.size == 3600 and (half := _HALF.match(text, end)):
            seconds, smallest, end = seconds + 1800, 60, half.end()
    if not smallest:
        return None
    return int(seconds.quantize(Decimal(1), ROUND_HALF_UP)), end


def next_at(text: str, at: int) -> int:
    """Where the next amount may begin: past blanks and commas, and past `and` where an amount follows it."""
    if (joined := _JOINED.match(text, at)) and _PIECE.match(text, joined.end()):
        return joined.end()
    between = _BETWEEN.match(text, at)
    return between.end() if between else at


def word_at(text: str, at: int) -> str:
    """The word at a place, with its unit where one follows."""
    found = re.compile(rf"[-+−–]?\s?{NUMBER}\s[^\W\d_]+|[x×*]\s\S+|\S+", re.IGNORECASE).match(text, at)
    return found[0] if found else text[at:].strip()


def check_note(
    text: str, *, missing: bool = False, alone: bool = False, lengths: bool = False, hour: bool = False
) -> None:
    """What is left of a line is a note, and no amount that was overlooked.

    Args:
        text: What follows the amounts that were read.
        missing: An amount is still to be filled in from elsewhere, so nothing that looks like one may stand in it.
        alone: A bare number at its beginning may be what is missing, such as `part SEAL 2`.
        lengths: Miles and metres at its beginning would be a distance.
        hour: Whole hours were read, so `30` may be minutes.

    Raises:
        Refused: it begins with an amount; the sentence names it.
    """
    begin = text.lstrip("([ ")
    joined = _JOINED_ON.match(begin)
    begin = begin[joined.end() :] if joined else begin
    if not begin:
        return
    word = word_at(begin, 0)
    if _SIGNED.match(begin):
        raise Refused(BELOW if begin[0] in "-−–" else NO_PLACE, word=word)
    piece, bare = _PIECE.match(begin), _BARE.match(begin)
    unit = fold(piece[2]) if piece else ""
    if unit in _NOT_COUNTED and lengths:
        raise Refused(NO_MILES, word=word)
    looks = any(form.match(begin) for form in (_TIMES, _SPAN, _MONEY, _FROM_TO, _FRACTION))
    looks = looks or (begin[0] in "xX×*" and begin[1:2].isnumeric())
    if looks or unit in TIME.keys() | DISTANCE | _PIECES or unicodedata.category(begin[0]) == "No":
        raise Refused(NO_PLACE, word=word)
    if bare and (alone or missing or bare.end() == len(begin) or (hour and _SPARE_MINUTES.match(begin))):
        raise Refused(NO_PLACE, word=bare[0])
    if missing:
        _check_free(text)


def _check_free(text: str) -> None:
    if looks := _LOOKS.search(text):
        raise Refused(NO_PLACE, word=word_at(text, looks.start()))
    units = {unit for unit in TIME.keys() | DISTANCE | _NOT_COUNTED if len(unit) > 1}
    for word in text.split():
        if fold(word.strip("(),.;:")) in units:
            raise Refused(NO_PLACE, word=word)


def check_follows(amount: str, note: str) -> None:
    """What follows an amount that was typed on its own does not go on with it. Raises Refused."""
    first = note.partition(" ")[0]
    if fold(first.rstrip(".")) in TIME:
        raise Refused(NO_PLACE, word=f"{amount} {first}")
    check_note(note, alone=amount.strip().lstrip("+-")[-1:].isdigit(), hour=True)


def check_count_in(text: str) -> None:
    """No count stands inside the note of parts that were given none. Raises Refused."""
    words = [fold(word.strip("(),.;:")) for word in text.split()]
    if words and words[0] in _SOME:
        raise Refused(NO_PLACE, word=words[0])
    near = pairwise(words)
    for one, two in near:
        if (one in _PIECES and two[:1].isdigit()) or (one[:1].isdigit() and two in _PIECES):
            raise Refused(NO_PLACE, word=f"{one} {two}")
    if found := _TIMES_INSIDE.search(text):
        raise Refused(NO_PLACE, word=word_at(text, found.start()))
