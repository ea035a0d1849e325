"""B1's seven pairs of hours, Monday first, as a `Week` and back."""

from collections.abc import Sequence

from svc_tui.domain.sla.opening import parse_week
from svc_tui.domain.sla.week import DAY, DAYS, Week, Window


def week_from_b1(days: Sequence[tuple[int, int] | None], *, holidays: bool = False) -> Week:
    """A week from B1's seven (start, end) pairs such as (800, 1700), Monday first; None: the day is off."""
    rules = [f"{DAYS[day]} {hours[0]:04}-{hours[1]:04}" for day, hours in enumerate(days) if hours]
    return parse_week("; ".join([*rules, "PH on" if holidays else "PH off"]))


def week_to_b1(week: Week) -> tuple[tuple[int, int] | None, ...] | None:
    """B1's seven (start, end) pairs, 2359 for the end of the day; None when a day has several windows."""
    if any(len(windows) > 1 for windows in week.days):
        return None
    return tuple(_b1_pair(windows[0]) if windows else None for windows in week.days)


def _b1_pair(window: Window) -> tuple[int, int]:
    start, end = window
    end = DAY - 1 if end == DAY else end % DAY
    return start // 60 * 100 + start % 60, end // 60 * 100 + end % 60
