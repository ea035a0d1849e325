"""What typed terms of a contract come to, for the pane under its form: hours of the week, period, reminder."""

from collections.abc import Mapping
from datetime import date

from rich.cells import cell_len

from svc_tui.domain.contracts.periods import check_months, end_of_period, parse_notice, remind_on
from svc_tui.domain.core.days import read_day
from svc_tui.domain.core.text import show_line
from svc_tui.domain.sla.opening import parse_week
from svc_tui.domain.sla.week import Week, format_week, format_windows
from svc_tui.errors import SvcError
from svc_tui.language import _
from svc_tui.presentation.contracts import words
from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.sla.page import hours as hours_words

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
"""As the notation writes them."""


def hours(text: str) -> list[Line]:
    """The covered hours of each weekday and of the week; or where the slip is, and how to write it."""
    if not text.strip():
        words_ = _("Write hours such as Mo-Fr 09:00-13:00,14:00-18:00; Sa 09:00-12:00; PH off, or 24/7.")
        return [((f" {words_}", "muted"),)]
    try:
        week = parse_week(text)
    except SvcError as error:
        column = error.values.get("column", 1)
        at = max(0, int(str(column)) - 1)
        shown = show_line(text)
        return [
            ((" ", "text"), (shown[:at], "muted"), (shown[at:] or " ", "urgent")),
            ((" " * (cell_len(shown[:at]) + 1), "text"), ("^", "urgent")),
            ((f" {show_line(error.text(_))}", "urgent"),),
        ]
    sums = [sum(end - start for start, end in pieces) for pieces in week.pieces]
    days = "  ".join(
        f"{day} {hours_words(each) if each else '-'}" for day, each in zip(WEEKDAYS, sums, strict=True)
    )
    total = _("{hours} a week").format(hours=hours_words(sum(sums)))
    lines: list[Line] = [
        ((f" {days}", "text"),),
        ((f" {total}", "text strong"), ("  ", "text"), (_holidays(week), "muted")),
    ]
    if week.seasons:
        written = format_week(week).split("; ")
        seasons = "; ".join(rule for rule in written if ": " in rule)
        lines.append(((f" {seasons}", "text"),))
    return lines


def _holidays(week: Week) -> str:
    if week.holiday_hours:
        return _("holidays {hours} (PH)").format(hours=format_windows(week.holiday_hours))
    return _("holidays count as other days (PH on)") if week.holidays else _("without holidays (PH off)")


def terms(values: Mapping[str, str], *, today: date) -> list[Line]:
    """Period, reminder and targets as they would be."""
    lines: list[Line] = []
    start, end = (_day(values.get(name, ""), today) for name in ("start", "end"))
    months = values.get("duration", "").strip()
    try:
        if end is None and months.isdecimal():
            end = end_of_period(start or today, check_months(int(months)))
        notice = parse_notice(values["remind"]) if values.get("remind", "").strip() else None
    except SvcError as error:
        return [((f" {show_line(error.text(_))}", "urgent"),)]
    if end is not None:
        said = _("From {start} to {end}.").format(start=words.day(start or today), end=words.day(end))
        if notice is not None:
            said += " " + _("The owner is reminded on {day}.").format(day=words.day(remind_on(end, notice)))
        lines.append(((f" {said}", "text"),))
    targets = words.target_words(
        values.get("response", "").strip() or None, values.get("resolution", "").strip() or None
    )
    lines.append(((f" {targets[:1].upper()}{targets[1:]}.", "muted"),))
    return lines


def _day(text: str, today: date) -> date | None:
    try:
        return read_day(text, today=today) if text.strip() else None
    except SvcError:
        return None
