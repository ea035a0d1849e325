"""Work as people type it on one line, in English or Italian.

`1h30 replaced pump seal`, `from 9:00 to 10:30 tightened the belt`, `9:00-10:30 ...`, `travel 24km 40m`,
`part PMP-3 x2 in SN-77 out SN-12 old one leaked`.
"""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from svc_tui.domain.moments import duration_parts, moment, to_utc
from svc_tui.domain.money import amount
from svc_tui.domain.text import clean_line, fold
from svc_tui.domain.work import Entry
from svc_tui.errors import N_, Refused

DAY_S = 86_400
LABOUR = {"labour", "labor", "lavoro"}
TRAVEL = {"travel", "viaggio"}
PART = {"part", "parts", "ricambio", "pezzo"}
_FROM = {"from", "dalle", "da"}
_TO = {"to", "alle", "a"}
_IN = {"in", "montato"}
_OUT = {"out", "smontato"}
_NOW = {"now", "adesso", "ora"}
_CLOCK = re.compile(r"([01]?\d|2[0-4])(?:[:.]([0-5]\d)|([0-5]\d))?")
_DASH = re.compile(r"(\d{1,2}[:.]?\d{2})[-–](\d{1,2}[:.]?\d{2})")
_KM = re.compile(r"(\d{1,5}(?:[.,]\d{1,2})?)km")
_TIMES = re.compile(r"[x×](\d{1,6}(?:[.,]\d{1,3})?)|(\d{1,6}(?:[.,]\d{1,3})?)[x×]")
_MORE = re.compile(r"\d+(?:m|min|s)")

FORMS = N_(
    "Begin with the time: 1h30 replaced the seal, or from 9:00 to 10:30. Or: travel 24km 40m, or: part PMP-3 x2."
)


def read_entry(text: str, *, now: datetime, zone: ZoneInfo) -> Entry:
    """What a line says.

    Raises:
        Refused: it names neither a time nor a part, or a time that is still to come.
    """
    words = clean_line(text).split()
    head = fold(words[0]) if words else ""
    if head in PART:
        return _part(words[1:])
    if head in TRAVEL:
        return _timed("travel", words[1:], now, zone)
    return _timed("labour", words[1:] if head in LABOUR else words, now, zone)


def _timed(kind: str, words: list[str], now: datetime, zone: ZoneInfo) -> Entry:
    seconds: int | None = None
    starts = ends = None
    km: Decimal | None = None
    while words:
        if kind == "travel" and km is None and (found := _kilometres(words)):
            km, used = found
        elif seconds is None and (span := _span(words, now, zone)):
            starts, ends, used = span
            seconds = int((ends - starts).total_seconds())
        elif seconds is None and (length := _length(words)):
            seconds, used = length
        else:
            break
        words = words[used:]
    if kind == "labour" and seconds is None:
        raise Refused(FORMS)
    return Entry(kind, seconds, starts, ends, km, note=" ".join(words))


def _kilometres(words: list[str]) -> tuple[Decimal, int] | None:
    head = fold(words[0])
    if found := _KM.fullmatch(head):
        return Decimal(found[1].replace(",", ".")), 1
    if len(words) > 1 and fold(words[1]) == "km" and (found := _KM.fullmatch(head + "km")):
        return Decimal(found[1].replace(",", ".")), 2
    return None


def _length(words: list[str]) -> tuple[int, int] | None:
    """A duration in one word or two, `1h 30m`."""
    head = fold(words[0])
    if not head[:1].isdigit():
        return None
    if len(words) > 1 and _MORE.fullmatch(fold(words[1])):
        both = duration_parts(f"{head} {fold(words[1])}")
        if both is not None:
            return both[0] * DAY_S + both[1], 2
    one = duration_parts(head)
    return None if one is None else (one[0] * DAY_S + one[1], 1)


def _span(words: list[str], now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime, int] | None:
    """Beginning, end, and how many words they took."""
    if found := _DASH.fullmatch(words[0]):
        start = moment(found[1], now=now, zone=zone, prefer="past")
        return *_checked(start, _end(found[2], start, now, zone), now, zone), 1
    if fold(words[0]) not in _FROM:
        return None
    to = next((at for at in (2, 3) if at < len(words) and fold(words[at]) in _TO), None)
    if to is None or to + 1 >= len(words):
        raise Refused(N_("Say when it began and when it ended: from 9:00 to 10:30."))
    start = moment(" ".join(words[1:to]), now=now, zone=zone, prefer="past")
    return *_checked(start, _end(words[to + 1], start, now, zone), now, zone), to + 2


def _end(word: str, start: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    """The end as a time of the day of the beginning, or of the day after."""
    plain = fold(word)
    if plain in _NOW:
        return now.replace(microsecond=0)
    found = _CLOCK.fullmatch(plain)
    if found is None:
        return moment(word, now=now, zone=zone, prefer="past")
    day = start.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    shift = timedelta(hours=int(found[1]), minutes=int(found[2] or found[3] or 0))
    end = to_utc(day + shift, zone)
    return end if end > start else to_utc(day + timedelta(days=1) + shift, zone)


def _checked(start: datetime, end: datetime, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    if end <= start:
        raise Refused(N_("The work ends before it begins. Write it as from 9:00 to 10:30."))
    if end > now:
        at = f"{end.astimezone(zone):%H:%M}"
        raise Refused(
            N_("The work would end at {at}, which is still to come. Log it when it is done."), at=at
        )
    return start, end


def _part(words: list[str]) -> Entry:
    """Item, then in any order how many, the serial in, the serial out; what follows is the note."""
    if not words:
        raise Refused(N_("Name the part by its item, such as: part PMP-3 x2."))
    item, rest = words[0], words[1:]
    quantity: Decimal | None = None
    serials: dict[str, str] = {}
    while rest:
        head = fold(rest[0])
        times = _TIMES.fullmatch(head)
        side = "serial_in" if head in _IN else "serial_out" if head in _OUT else ""
        if times and quantity is None:
            quantity = amount((times[1] or times[2]).replace(",", "."))
            rest = rest[1:]
        elif side and side not in serials and len(rest) > 1:
            serials[side] = rest[1]
            rest = rest[2:]
        else:
            break
    return Entry(
        "part", item=item, quantity=quantity if quantity is not None else Decimal(1),
        serial_in=serials.get("serial_in"), serial_out=serials.get("serial_out"), note=" ".join(rest),
    )  # fmt: skip


def read_taken(text: str, kind: str) -> tuple[int, Decimal]:
    """What a correction takes away, with or without a minus sign: seconds, and how many parts or kilometres.

    Raises:
        Refused: it is none.
    """
    plain = clean_line(text).lstrip("-−– ").strip()
    if kind == "part":
        found = amount(plain.lstrip("x×").replace(",", "."))
        if found is None or not found.is_finite() or found <= 0:
            raise Refused(N_("Say how many parts to take back, such as 1."))
        return 0, found
    seconds, km = 0, Decimal(0)
    words = plain.split()
    while words:
        if kind == "travel" and (distance := _kilometres(words)):
            km, used = distance
        elif length := _length(words):
            seconds, used = length
        else:
            break
        words = words[used:]
    if words or not (seconds or km):
        raise Refused(N_("{text} is nothing that can be taken away. Type it as 15m or 1h30."), text=text)
    return seconds, km
