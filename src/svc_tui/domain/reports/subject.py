"""What reports can be about: the groups a noun can be parted by, what is measured of it, its figures in words.

A noun says it in `services/NOUN/reports.py`; the engine knows no noun. Every group and every figure is a piece of
filter text, so that what is behind a number can be opened in the noun's list.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from svc_tui.domain.core.buckets import PARTS, UNITS, bounds_of
from svc_tui.domain.query.keys import KeyTable
from svc_tui.domain.query.tree import quoted
from svc_tui.domain.query.values import EXACT
from svc_tui.errors import N_

Unit = Literal["count", "percent", "seconds", "hours", "number", "money", "quantity"]
"""Money and quantities are measured in hundredths; hours are seconds of work, told without days of twenty-four."""
Clock = Literal["", "wall", "covered"]
FigureKind = Literal["count", "share", "ratio", "mean", "median", "p90", "max", "sum", "flow", "stay", "load"]
Value = str | int | None
"""What the records of a group have in common; None where they have nothing there."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to part the records."""

    name: str
    title: str
    """Words above the column (message id)."""
    key: str = ""
    """The key of the filter language that it goes by, where it is not called so."""
    unit: str = ""
    """day, week, month, quarter, year of the report's date; or hour, weekday."""
    empty: str = N_("none")
    """What the group without a value is called (message id)."""
    terms: Callable[[Value], str] | None = None
    """The filter text of a group, where it is not one key with one value."""

    @property
    def source(self) -> str:
        """The key it goes by."""
        return self.key or self.name

    def term(self, value: Value, keys: KeyTable, date: str) -> str:
        """The filter text that finds the group.

        Args:
            value: The group's value.
            keys: What the subject can be filtered by.
            date: The key of the report's date, which days and months are parts of.
        """
        if self.terms is not None:
            return self.terms(value)
        name = date if self.unit in UNITS else self.source
        if value is None or value == "":
            return f"no:{name}"
        if self.unit in UNITS:
            first, last = bounds_of(str(value), self.unit)
            return f"{name}:{first}" if first == last else f"{name}:{first}..{last}"
        if self.unit in PARTS:
            return f"{name}:{value}"
        key = keys.key(name)
        if key is not None and key.kind == "flag":
            return f"{name}:{'yes' if value else 'no'}"
        exact = "=" if key is not None and key.kind in EXACT else ""
        return f"{name}:{exact}{quoted(str(value))}"


CALENDAR = (
    Dimension("day", N_("Day"), unit="day"),
    Dimension("week", N_("Week"), unit="week"),
    Dimension("month", N_("Month"), unit="month"),
    Dimension("quarter", N_("Quarter"), unit="quarter"),
    Dimension("year", N_("Year"), unit="year"),
)
"""The stretches of the calendar that any noun can be parted by."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A length of time or a number that a record has, under the key of the filter language of the same name."""

    name: str
    title: str
    about: str
    """What it is, in words (message id)."""
    missing: str
    """What is said of the `{count}` records that have none (message id)."""
    unit: Unit = "seconds"
    clock: Clock = ""
    of: str = ""
    """The filter text of the records that are measured, where some are not although they have one; their column
    says so too (`Source`)."""

    @property
    def stem(self) -> str:
        """What its figures begin with."""
        return self.name.removesuffix("_s")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a group. It has one definition, and this is the place."""

    name: str
    title: str
    """Words above the column (message id)."""
    about: str
    """What it is, in words (message id)."""
    kind: FigureKind = "count"
    filter: str = ""
    """Counts: of the records that this finds. Shares: those that count."""
    of: str = ""
    """Shares: among those. Statistics: of those that are measured."""
    measure: str = ""
    """Statistics: of this measure. Ratios: its sum."""
    per: str = ""
    """Ratios: of the sum of this measure."""
    unit: Unit = "count"
    clock: Clock = ""
    missing: str = ""
    """Shares: what is said of the `{count}` records outside `of`; ratios: of those without `per` (message id)."""

    @property
    def rows(self) -> str:
        """The filter text of the records that make the figure, within their group."""
        if self.kind in ("count", "load"):
            return self.filter
        return self.of if self.kind == "share" else f"{self.of} has:{self.per or self.measure}".lstrip()


_STATISTICS: Mapping[str, tuple[FigureKind, str, str]] = {
    "mean": ("mean", N_("Mean"), N_("The mean of all of them.")),
    "median": ("median", N_("Median"), N_("In order, the one at half: half of them are not greater.")),
    "p90": ("p90", N_("90 %"), N_("In order, the one at nine tenths: nine of ten are not greater.")),
    "max": ("max", N_("Max"), N_("The greatest of all of them.")),
    "sum": ("sum", N_("Sum"), N_("All of them together.")),
}


def statistics(measure: Measure) -> list[Figure]:
    """Mean, median, 90th percentile, greatest and sum of a measure: `response_mean_s`, `response_median_s` ..."""
    tail = "_s" if measure.unit == "seconds" else ""
    return [
        Figure(
            f"{measure.stem}_{name}{tail}", title, about, kind, measure=measure.name, unit=measure.unit,
            clock=measure.clock, of=measure.of,
        )
        for name, (kind, title, about) in _STATISTICS.items()
    ]  # fmt: skip


FLOW = (
    Figure("open_before", N_("Open before"), N_("Open at the beginning of the stretch."), "flow"),
    Figure("opened", N_("Came"), N_("Came within the stretch."), "flow"),
    Figure("closed", N_("Closed"), N_("Closed within it; what was reopened counts once, by its last closing."), "flow"),
    Figure(
        "open", N_("Open"),
        N_("Open at the end of the stretch: come by then and not closed by then; what was reopened counts once, by its "
           "last closing, so open before + came - closed = open."), "flow",
    ),
)  # fmt: skip
"""The figures of a report over time: what stood, came, went and stands."""


STAYS = (
    Figure("records", N_("Were there"), N_("How many were there at some time."), "stay"),
    Figure("entered", N_("Changes"), N_("How often one changed to it; of all together, how often one changed."),
           "stay"),
    Figure("total_s", N_("Time"), N_("All their time there, wall clock, from the report to the closing or now."),
           "stay", unit="seconds", clock="wall"),
    Figure("mean_s", N_("Mean"), N_("The mean time there of one, all its stays together."), "stay",
           unit="seconds", clock="wall"),
    Figure("median_s", N_("Median"), N_("In order of that time, the one at half."), "stay",
           unit="seconds", clock="wall"),
    Figure("p90_s", N_("90 %"), N_("In order of that time, the one at nine tenths."), "stay",
           unit="seconds", clock="wall"),
    Figure("max_s", N_("Max"), N_("The longest of those times."), "stay", unit="seconds", clock="wall"),
)  # fmt: skip
"""The figures of a report on time spent: of all values together, the whole life of the records."""


@dataclass(frozen=True)
class Subject:
    """What a noun says of itself for reports."""

    name: str
    """The noun, as the command line has it."""
    title: str
    """What its records are called (message id)."""
    keys: KeyTable
    dates: Sequence[str]
    """Keys that a period may be of; the first unless a report says another."""
    dimensions: Sequence[Dimension]
    measures: Sequence[Measure] = ()
    counts: Sequence[Figure] = ()
    """Its figures but for the statistics of its measures."""
    flow: tuple[str, str] | None = None
    """The keys of the instants at which a record comes and goes."""
    stays: Sequence[str] = ()
    """Groups whose history is known: how long a record was in each, found again by the key `was_GROUP`."""
    loads: Sequence[Dimension] = ()
    """Groups whose working hours are known, so that load and utilisation can be told: people first, then stretches."""
    loads_scope: str = ""
    """Filter text of the records that load somebody, if anybody goes."""
    any_scope: str = ""
    """Filter text that lifts the list's default scope."""
    _dimensions: dict[str, Dimension] = field(init=False, repr=False, compare=False)
    _figures: dict[str, Figure] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_dimensions", {each.name: each for each in self.dimensions})
        figures = [*self.counts, *(each for measure in self.measures for each in statistics(measure))]
        object.__setattr__(self, "_figures", {each.name: each for each in figures})

    @property
    def figures(self) -> Mapping[str, Figure]:
        """All figures by name."""
        return self._figures

    def dimension(self, name: str) -> Dimension | None:
        """The dimension of a name, or the one that goes by the key of which this is a name: `who` is `assignee`."""
        found = self._dimensions.get(name)
        if found is None and (key := self.keys.key(name)) is not None:
            found = self._dimensions.get(key.name)
        return found

    def load_dimension(self, name: str) -> Dimension | None:
        """The same of a report on load."""
        key = self.keys.key(name)
        names = (name, name if key is None else key.name)
        return next((each for each in self.loads if each.name in names or each.key in names), None)

    def measure(self, name: str) -> Measure:
        """The measure of a name."""
        return next(each for each in self.measures if each.name == name)
