"""Work as people type it on one line, in English or Italian.

`1h30 replaced pump seal`, `from 9:00 to 10:30 tightened the belt`, `9:00-10:30 ...`, `travel 24km, 40m`,
`part PMP-3 x2 in SN-77 out SN-12 old one leaked`. What cannot be read is refused by its word, never taken for a note.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from svc_tui.domain.core.amounts import (
    NO_PLACE,
    NUMBER,
    check_count_in,
    check_note,
    counted,
    next_at,
    piece_at,
    time_at,
    word_at,
)
from svc_tui.domain.core.moments import moment, to_utc
from svc_tui.domain.core.text import clean_line, fold
from svc_tui.domain.work.rules import Entry
from svc_tui.errors import N_, Refused

LABOUR = {"labour", "labor", "lavoro"}
TRAVEL = {"travel", "viaggio"}
PART = {"part", "parts", "ricambio", "pezzo"}
_FROM = {"from", "dalle", "da"}
_TO = {"to", "alle", "a"}
_IN = {"in", "montato"}
_OUT = {"out", "smontato"}
_NOW = {"now", "adesso", "ora"}
_CLOCK = re.compile(r"([01]?\d|2[0-4])(?:[:.]([0-5]\d)|([0-5]\d))?")
_DASH = re.compile(
    r"(\d{1,2}[:.]?\d{2}|\d{1,2}(?=\s?[-–]\s?\d{1,2}[:.]\d))\s?[-–]\s?(\d{1,2}[:.]?\d{2})(?!\w|[:.]\d)"
)
_TIMES = re.compile(rf"[x×*][ ]?({NUMBER})(?!\w)|({NUMBER})[ ]?[x×*](?!\w)", re.IGNORECASE)
_COUNT = re.compile(rf"({NUMBER})(?![\w])")
_STOP = re.compile(r"[.,;:)]*(?=\s|$)|[,;:)]")
_WORD = re.compile(r"\S+")

FORMS = N_(
    "Begin with the time: 1h30 replaced the seal, or from 9:00 to 10:30. Or: travel 24km 40m, or: part PMP-3 x2."
)
_BOTH = N_("Say when it began and when it ended: from 9:00 to 10:30.")


def read_entry(text: str, *, now: datetime, zone: ZoneInfo) -> Entry:
    """What a line says.

    Raises:
        Refused: it names neither a time nor a part, a time that is still to come, or an amount that cannot be read.
    """
    line = clean_line(text)
    first = _WORD.match(line)
    head = fold(first[0].rstrip(",:;")) if first else ""
    rest = line[first.end() :] if first and head in PART | TRAVEL | LABOUR else line
    if head in PART:
        return _part(rest)
    return _timed("travel" if head in TRAVEL else "labour", rest, now, zone)


def _timed(kind: str, text: str, now: datetime, zone: ZoneInfo) -> Entry:
    seconds: int | None = None
    starts = ends = None
    km: Decimal | None = None
    end = 0
    while True:
        at = next_at(text, end)
        piece = piece_at(text, at)
        if kind == "travel" and km is None and piece and piece.is_distance:
            km, end = piece.value, piece.end
        elif seconds is None and (span := _span(text, at, now, zone)):
            starts, ends, end = span
            seconds = int((ends - starts).total_seconds())
        elif seconds is None and (length := time_at(text, at)):
            seconds, end = length
        else:
            break
    if kind == "labour" and seconds is None:
        check_note(text.strip(), alone=True)
        raise Refused(FORMS)
    note = _rest(text, end)
    missing = kind == "travel" and (seconds is None or km is None)
    hour = starts is None and seconds is not None and seconds % 3600 == 0
    check_note(note, missing=missing, alone=missing, lengths=kind == "travel", hour=hour)
    return Entry(kind, seconds, starts, ends, km, note=note)


def _rest(text: str, at: int) -> str:
    """The note behind the amounts, which end with a word."""
    stop = _STOP.match(text, at)
    if at and stop is None:
        raise Refused(NO_PLACE, word=word_at(text, text.rfind(" ", 0, at) + 1))
    return text[stop.end() if stop else at :].lstrip(" ,;:").rstrip()


def _span(text: str, at: int, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime, int] | None:
    """Beginning, end, and where they end in the text."""
    if found := _DASH.match(text, at):
        start = moment(found[1], now=now, zone=zone, prefer="past")
        return *_checked(start, _end([found[2]], start, now, zone)[0], now, zone), found.end()
    places = list(_WORD.finditer(text, at))
    words = [place[0].rstrip(",;") for place in places]
    if not words or fold(words[0]) not in _FROM:
        return None
    to = next((at for at in (2, 3) if at < len(words) and fold(words[at]) in _TO), None)
    if to is None or to + 1 >= len(words):
        raise Refused(_BOTH)
    start = _begin(" ".join(words[1:to]), now, zone)
    stop, used = _end(words[to + 1 : to + 3], start, now, zone)
    last = places[to + used]
    return *_checked(start, stop, now, zone), last.start() + len(words[to + used])


def _begin(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """An instant with its time of day; a day alone has none."""
    found = moment(text, now=now, zone=zone, prefer="past", day_starts=time(1))
    if found != moment(text, now=now, zone=zone, prefer="past", day_starts=time(2)):
        raise Refused(_BOTH)
    return found


def _end(words: list[str], start: datetime, now: datetime, zone: ZoneInfo) -> tuple[datetime, int]:
    """The end as a time of the day of the beginning, or of the day after; and how many words it took."""
    plain = fold(words[0])
    if plain in _NOW:
        return now.replace(microsecond=0), 1
    found = _CLOCK.fullmatch(plain)
    if found is None:
        try:
            return _begin(" ".join(words), now, zone), len(words)
        except Refused:
            return _begin(words[0], now, zone), 1
    day = start.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    shift = timedelta(hours=int(found[1]), minutes=int(found[2] or found[3] or 0))
    end = to_utc(day + shift, zone)
    return (end if end > start else to_utc(day + timedelta(days=1) + shift, zone)), 1


def _checked(start: datetime, end: datetime, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    if end <= start:
        raise Refused(N_("The work ends before it begins. Write it as from 9:00 to 10:30."))
    if end > now:
        at = f"{end.astimezone(zone):%H:%M}"
        raise Refused(
            N_("The work would end at {at}, which is still to come. Log it when it is done."), at=at
        )
    return start, end


def _part(text: str) -> Entry:
    """Item, then in any order how many, the serial in, the serial out; what follows is the note."""
    first = _WORD.match(text.lstrip())
    if first is None:
        raise Refused(N_("Name the part by its item, such as: part PMP-3 x2."))
    item, rest = first[0].rstrip(",;"), text.lstrip()[first.end() :]
    quantity: Decimal | None = None
    serials: dict[str, str] = {}
    end = 0
    while True:
        at = next_at(rest, end)
        times = _TIMES.match(rest, at)
        words = rest[at:].split(maxsplit=2)
        head = fold(words[0]) if words else ""
        side = "serial_in" if head in _IN else "serial_out" if head in _OUT else ""
        if times and quantity is None:
            quantity, end = counted(times[1] or times[2], times[0]), times.end()
        elif side and side not in serials and len(words) > 1:
            serials[side] = words[1].rstrip(",;")
            end = rest.index(words[1], at + len(words[0])) + len(words[1])
        else:
            break
    note = _rest(rest, end)
    check_note(note, alone=quantity is None)
    if quantity is None:
        check_count_in(note)
    return Entry(
        "part", item=item, quantity=quantity if quantity is not None else Decimal(1),
        serial_in=serials.get("serial_in"), serial_out=serials.get("serial_out"), note=note,
    )  # fmt: skip


@dataclass(frozen=True)
class Taken:
    """What a correction takes away."""

    seconds: int = 0
    other: Decimal = Decimal(0)
    """Parts or kilometres."""
    why: str = ""
    """What was typed behind it."""


def read_taken(text: str, kind: str) -> Taken:
    """What a correction takes away, with or without a minus sign, and why: `15m lunch`, `-1`.

    Raises:
        Refused: it is none.
    """
    plain = re.sub(r"^[-−–]\s*", "", clean_line(text))
    if kind == "part":
        return _parts_taken(plain)
    seconds, km, end = 0, Decimal(0), 0
    while True:
        at = next_at(plain, end)
        piece = piece_at(plain, at)
        if kind == "travel" and not km and piece and piece.is_distance:
            km, end = piece.value, piece.end
        elif not seconds and (length := time_at(plain, at)):
            seconds, end = length
        else:
            break
    if not (seconds or km):
        raise Refused(N_("{text} is nothing that can be taken away. Type it as 15m or 1h30."), text=text)
    why = _rest(plain, end)
    check_note(why, lengths=kind == "travel", hour=seconds > 0 and seconds % 3600 == 0)
    return Taken(seconds, km, why)


def _parts_taken(text: str) -> Taken:
    found = _TIMES.match(text) or _COUNT.match(text)
    if found is None or (taken := counted(next(filter(None, found.groups())), found[0])) <= 0:
        raise Refused(N_("Say how many parts to take back, such as 1."))
    why = _rest(text, found.end())
    check_note(why)
    return Taken(other=taken, why=why)
