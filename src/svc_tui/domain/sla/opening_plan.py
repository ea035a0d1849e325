"""The rules of a coverage text put together to a `Week`: a later one replaces the days it names."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, NoReturn

from svc_tui.domain.sla.week import DAY, Season, Stretch, Week, Window, Windows, format_window
from svc_tui.errors import N_, Refused


class Rule(NamedTuple):
    """One rule as it stands in the text."""

    stretches: tuple[Stretch, ...]
    days: tuple[int, ...]
    holidays: bool
    """It names holidays."""
    windows: Windows
    """Empty: off."""
    on: bool
    """`PH on`."""
    adds: bool
    """Behind a comma: its windows come beside those of the days it names."""
    column: int


class _Part:
    """The weekdays and holidays of a stretch of the year, or of the whole of it."""

    def __init__(self, stretches: tuple[Stretch, ...], windows: Windows | None) -> None:
        self.stretches = stretches
        self.days: list[Windows | None] = [windows] * 7
        self.holidays: bool | None = None if windows is None else False
        self.holiday_hours: Windows = ()

    @property
    def is_empty(self) -> bool:
        return self.holidays is None and not any(windows is not None for windows in self.days)

    def forget(self, rule: Rule) -> None:
        """A later rule says what holds on these days."""
        for day in rule.days:
            self.days[day] = None
        if rule.holidays:
            self.holidays, self.holiday_hours = None, ()

    def put(self, rule: Rule) -> None:
        for day in rule.days:
            self.days[day] = self._beside(self.days[day], rule)
        if rule.holidays:
            if rule.adds and self.holidays:
                _overlap(rule.windows[0], (0, DAY), rule.column)
            self.holiday_hours = self._beside(self.holiday_hours, rule)
            self.holidays = rule.on

    @staticmethod
    def _beside(present: Windows | None, rule: Rule) -> Windows:
        windows = (*(present or ()), *rule.windows) if rule.adds else rule.windows
        no_overlap(windows, rule.column)
        return tuple(sorted(windows))


class Plan:
    """The whole year and its stretches, rule by rule."""

    def __init__(self) -> None:
        self._year = _Part((), ())
        self._seasons: list[_Part] = []

    def put(self, rule: Rule) -> None:
        """Let a rule hold. Raises Refused: its windows overlap those they come beside."""
        if not rule.stretches:
            self._put_all_year(rule)
            return
        if not self._seasons or self._seasons[-1].stretches != rule.stretches:
            for season in self._seasons:
                if season.stretches == rule.stretches:
                    season.forget(rule)
            self._seasons.append(_Part(rule.stretches, None))
        self._seasons[-1].put(rule)

    def _put_all_year(self, rule: Rule) -> None:
        self._year.put(rule)
        for season in self._seasons:
            if not rule.adds:
                season.forget(rule)
                continue
            named = tuple(day for day in rule.days if season.days[day] is not None)
            season.put(rule._replace(days=named, holidays=rule.holidays and season.holidays is not None))

    def week(self) -> Week:
        """What came of the rules."""
        seasons = tuple(
            Season(each.stretches, tuple(each.days), each.holidays, each.holiday_hours)
            for each in self._seasons
            if not each.is_empty
        )
        days = tuple(windows or () for windows in self._year.days)
        return Week(days, bool(self._year.holidays), self._year.holiday_hours, seasons)


def no_overlap(windows: Sequence[Window], column: int) -> None:
    """Windows of one day part each other. Raises Refused: two of them do not."""
    for before, after in pairwise(sorted(windows)):
        if after[0] < before[1]:
            _overlap(after, before, column)


def _overlap(later: Window, earlier: Window, column: int) -> NoReturn:
    raise Refused(
        N_("Coverage: {later} at column {column} overlaps {earlier}. Join the two windows or part them."),
        later=format_window(later),
        earlier=format_window(earlier),
        column=column,
    )
