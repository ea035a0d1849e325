"""What several properties of a B1 activity say together: its reminder, and how it comes back.

B1 counts a reminder back from the beginning, and writes a series as a pattern with its days and its end. What is kept
of an import is written again as it came while it still says the same.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from svc_tui.domain.activities.recurrence import LAST, Recurrence, from_kept
from svc_tui.errors import N_
from svc_tui.interchange.b1 import enums as b1_enums
from svc_tui.interchange.b1.values import Telling
from svc_tui.interchange.core.records import BadValue

SECONDS: Final = {
    "du_seconds": 1, "s": 1, "du_minuts": 60, "m": 60, "du_hours": 3600, "h": 3600, "du_days": 86400, "d": 86400,
}  # fmt: skip
REMINDER: Final = ("Reminder", "ReminderPeriod", "ReminderType")
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SERIES: Final = (
    "RecurrencePattern", "Interval", *DAYS, "RepeatOption", "RecurrenceDayInMonth", "RecurrenceSequenceSpecifier",
    "RecurrenceDayOfWeek", "EndType", "MaxOccurrence", "SeriesEndDate",
)  # fmt: skip
_PATTERNS: Final = {
    "rpdaily": "day",
    "rpweekly": "week",
    "rpmonthly": "month",
    "d": "day",
    "w": "week",
    "m": "month",
}
_MEMBERS: Final = {"day": "rpDaily", "week": "rpWeekly", "month": "rpMonthly"}
_NTH: Final = {"rsfirst": 1, "rssecond": 2, "rsthird": 3, "rsfourth": 4, "rslast": LAST}
_NTH_MEMBERS: Final = {1: "rsFirst", 2: "rsSecond", 3: "rsThird", 4: "rsFourth", LAST: "rsLast"}
_WEEKDAYS: Final = ("rdowMon", "rdowTue", "rdowWed", "rdowThu", "rdowFri", "rdowSat", "rdowSun")


def read(given: dict[str, Any], extra: dict[str, Any], telling: Telling) -> None:
    """Work out what a record says together. What we would write just so leaves `extra`; the rest stays there."""
    before = _lead(extra)
    if "Reminder" in extra and given.get("starts_at") is not None:
        at = given["starts_at"] - timedelta(seconds=before) if before is not None else None
        given["remind_at"] = at
        _forget(extra, REMINDER, _reminder(before))
    rule = _rule(extra, given.get("starts_at"))
    if rule is not None:
        given["recurrence"] = rule.kept()
        _forget(extra, SERIES, _series(rule))
    elif "RecurrencePattern" in extra:
        if _word(extra, "RecurrencePattern") not in ("", "rpnone", "n", "none"):
            message = N_(
                "{column} says how an activity comes back in a way that is not known here; it is kept ({count})."
            )
            telling.warn("RecurrencePattern", "recurrence", message, extra["RecurrencePattern"])
        given["recurrence"] = None


def write(given: Mapping[str, Any], kept: dict[str, Any], out: dict[str, Any]) -> tuple[str, ...]:
    """Put B1's properties into `out`, unless those that were kept say the same. Returns what B1 has no place for."""
    lost = []
    starts_at, remind_at = given.get("starts_at"), given.get("remind_at")
    lead = int((starts_at - remind_at).total_seconds()) if starts_at and remind_at else None
    if remind_at is not None and (lead is None or lead < 0):
        lead = None
        lost.append("reminder")
    if lead != _lead(kept) or (lead is not None and "Reminder" not in kept):
        for name in REMINDER:
            kept.pop(name, None)
        out |= _reminder(lead)
    said = given.get("recurrence")
    rule = from_kept(dict(said)) if said else None
    if (
        rule is None
        and _word(kept, "RecurrencePattern") not in ("", "rpnone", "n", "none")
        and _rule(kept, None) is None
    ):
        return tuple(lost)  # a way to come back that only B1 knows
    if rule != _rule(kept, starts_at):
        for name in SERIES:
            kept.pop(name, None)
        out |= _series(rule) if rule is not None else {"RecurrencePattern": "rpNone"}
    return tuple(lost)


def _forget(extra: dict[str, Any], names: tuple[str, ...], made: Mapping[str, Any]) -> None:
    """Drop these properties where all of them stand as they would be written anyway."""
    said = {name: extra[name] for name in names if name in extra}
    same = all(str(value) == str(made.get(name)) for name, value in said.items() if name != "SeriesEndDate")
    if same and said.keys() == made.keys():
        for name in said:
            del extra[name]


def _word(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return "" if b1_enums.is_nothing(value) else str(value).strip().casefold()


def _comes_back(values: Mapping[str, Any]) -> bool:
    return _word(values, "RecurrencePattern") not in ("", "rpnone", "n", "none")


def _yes(values: Mapping[str, Any], name: str) -> bool:
    return _word(values, name) in ("tyes", "y", "1", "yes", "true")


def _lead(values: Mapping[str, Any]) -> int | None:
    """Seconds from the reminder to the beginning; None where nothing reminds."""
    if not _yes(values, "Reminder"):
        return None
    try:
        period = float(str(values.get("ReminderPeriod") or 0).replace(",", "."))
    except ValueError:
        return None
    return int(period * SECONDS.get(_word(values, "ReminderType"), 60))


def _reminder(lead: int | None) -> dict[str, Any]:
    if lead is None:
        return {"Reminder": "tNO"}
    for member, size in (("du_Days", 86400), ("du_Hours", 3600), ("du_Minuts", 60)):
        if lead and lead % size == 0:
            return {"Reminder": "tYES", "ReminderPeriod": lead // size, "ReminderType": member}
    member, size = ("du_Minuts", 60) if lead % 60 == 0 else ("du_Seconds", 1)
    return {"Reminder": "tYES", "ReminderPeriod": lead // size, "ReminderType": member}


def _rule(values: Mapping[str, Any], starts_at: datetime | None) -> Recurrence | None:
    every = _PATTERNS.get(_word(values, "RecurrencePattern"))
    if every is None:
        return None
    interval = b1_enums.number(values.get("Interval")) or 1
    days: tuple[int, ...] = ()
    day = nth = None
    if every == "week":
        days = tuple(place for place, name in enumerate(DAYS) if _yes(values, name))
    elif every == "month":
        if _word(values, "RepeatOption") == "robyweekday":
            nth = _NTH.get(_word(values, "RecurrenceSequenceSpecifier"))
            named = [
                at
                for at, word in enumerate(_WEEKDAYS)
                if word.casefold() == _word(values, "RecurrenceDayOfWeek")
            ]
            if nth is None or not named:
                return None  # "the second weekday", "the last weekend day": B1's own
            days = tuple(named)
        else:
            day = b1_enums.number(values.get("RecurrenceDayInMonth"))
            day = day if day and 1 <= day <= 31 else None
    until, count = _end(values)
    return from_kept(Recurrence(every, max(1, interval), days, day, nth, until, count).kept())  # type: ignore[arg-type]


def _end(values: Mapping[str, Any]) -> tuple[date | None, int | None]:
    kind = _word(values, "EndType")
    if kind == "etbydate" and not b1_enums.is_no_day(values.get("SeriesEndDate")):
        try:
            return b1_enums.day(values["SeriesEndDate"]).date(), None
        except (BadValue, AttributeError):
            return None, None
    count = b1_enums.number(values.get("MaxOccurrence")) if kind == "etbycounter" else None
    return None, count if count and count > 0 else None


def _series(rule: Recurrence) -> dict[str, Any]:
    out: dict[str, Any] = {"RecurrencePattern": _MEMBERS[rule.every], "Interval": rule.interval}
    if rule.every == "week":
        out |= {name: b1_enums.yes_no(place in rule.days) for place, name in enumerate(DAYS)}
    elif rule.nth is not None and rule.days:
        out |= {
            "RepeatOption": "roByWeekDay", "RecurrenceSequenceSpecifier": _NTH_MEMBERS.get(rule.nth, "rsLast"),
            "RecurrenceDayOfWeek": _WEEKDAYS[rule.days[0]],
        }  # fmt: skip
    elif rule.every == "month":
        out |= {"RepeatOption": "roByDate", "RecurrenceDayInMonth": rule.day}
    if rule.until is not None:
        return out | {"EndType": "etByDate", "SeriesEndDate": b1_enums.date_text(rule.until)}
    if rule.count is not None:
        return out | {"EndType": "etByCounter", "MaxOccurrence": rule.count}
    return out | {"EndType": "etNoEndDate"}
