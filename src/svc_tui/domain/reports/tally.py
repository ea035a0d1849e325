"""Figures from rows: each row is what its record has in common with others, which figures it counts for, its measures.

A row is `(group..., mask, measure...)`. Bit i of the mask says that the record fulfils condition i; a measure is None
where the record has none. Percentiles are the value at floor(p * n) of the sorted ones.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from svc_tui.domain.reports.subject import Figure, Value

Key = tuple[Value, ...]


@dataclass(slots=True)
class Group:
    """What was seen of one group."""

    masks: dict[int, int] = field(default_factory=dict)
    """How many records had which mask."""
    values: list["array[int]"] = field(default_factory=list)
    """The values of each measure."""

    @property
    def count(self) -> int:
        """How many records."""
        return sum(self.masks.values())

    def add(self, other: "Group") -> None:
        """Take the records of another group in."""
        for mask, count in other.masks.items():
            self.masks[mask] = self.masks.get(mask, 0) + count
        for mine, theirs in zip(self.values, other.values, strict=True):
            mine.extend(theirs)


@dataclass(frozen=True, slots=True)
class Number:
    """One figure of one group."""

    value: int | float | None
    """None where nothing has it: no mean of nothing, no share of nothing."""
    rows: int
    """How many records make it."""


class Tally:
    """Groups as rows come in."""

    def __init__(self, levels: int, conditions: Sequence[str], measures: Sequence[str]) -> None:
        self.levels = levels
        self.bits: Mapping[str, int] = {text: 1 << at for at, text in enumerate(conditions)}
        self.places: Mapping[str, int] = {name: at for at, name in enumerate(measures)}
        self.groups: dict[Key, Group] = {}

    def add(self, rows: Iterable[Sequence[int | str | None]]) -> None:
        """Take rows in, each a record."""
        groups, levels, count = self.groups, self.levels, len(self.places)
        for row in rows:
            key = tuple(row[:levels])
            group = groups.get(key)
            if group is None:
                group = groups[key] = self.empty()
            mask = row[levels]
            group.masks[mask] = group.masks.get(mask, 0) + 1  # type: ignore[index, arg-type]
            for at in range(count):
                value = row[levels + 1 + at]
                if value is not None:
                    group.values[at].append(value)  # type: ignore[arg-type]

    def add_counted(self, rows: Iterable[Sequence[int | str | None]]) -> None:
        """The same of rows that stand for several: `(group..., mask, count)`."""
        for row in rows:
            group = self.groups.setdefault(tuple(row[: self.levels]), self.empty())
            mask, count = row[self.levels], row[self.levels + 1]
            group.masks[mask] = group.masks.get(mask, 0) + count  # type: ignore[index, arg-type, operator]

    def renamed(self, name: "Sequence[Mapping[Value, Value] | None]") -> None:
        """Give groups their own values for those of the store; groups that become one are one."""
        old, self.groups = self.groups, {}
        for key, group in old.items():
            new = tuple(each if names is None else names.get(each, each)
                        for each, names in zip(key, name, strict=True))  # fmt: skip
            if new in self.groups:
                self.groups[new].add(group)
            else:
                self.groups[new] = group

    def empty(self) -> Group:
        """A group without a record."""
        return Group(values=[array("q") for _ in self.places])

    def total(self) -> Group:
        """All groups as one."""
        found = self.empty()
        for group in self.groups.values():
            found.add(group)
        return found

    def level(self) -> dict[Key, Group]:
        """The groups of the first level alone."""
        found: dict[Key, Group] = {}
        for key, group in self.groups.items():
            found.setdefault(key[:1], self.empty()).add(group)
        return found

    def number(self, figure: Figure, group: Group) -> Number:
        """A figure of a group."""
        if figure.kind == "count":
            count = self._counted(group, figure.filter)
            return Number(count, count)
        if figure.kind == "share":
            among = self._counted(group, figure.of)
            both = self._counted(group, figure.of, figure.filter)
            return Number(round(100 * both / among, 1) if among else None, among)
        values = group.values[self.places[figure.measure]]
        if figure.kind == "ratio":
            per = group.values[self.places[figure.per]]
            whole = sum(per)
            return Number(round(100 * sum(values) / whole, 1) if whole else None, len(per))
        found = _statistic(figure.kind, values)
        if found is not None and figure.unit == "seconds":
            found = round(found)
        if found is not None and figure.unit in ("money", "quantity"):
            found = round(found / 100, 2)
        return Number(found, len(values))

    def missing(self, figure: Figure, group: Group) -> int:
        """How many records of a group are not in the figure, though they might be."""
        if figure.kind == "share":
            return group.count - self._counted(group, figure.of)
        if figure.measure:
            return group.count - len(group.values[self.places[figure.per or figure.measure]])
        return 0

    def _counted(self, group: Group, *conditions: str) -> int:
        wanted = 0
        for condition in conditions:
            wanted |= self.bits[condition] if condition else 0
        return sum(count for mask, count in group.masks.items() if mask & wanted == wanted)


def _statistic(kind: str, values: "array[int]") -> int | float | None:
    if not values:
        return None
    if kind == "sum":
        return sum(values)
    if kind == "max":
        return max(values)
    if kind == "mean":
        mean = sum(values) / len(values)
        return round(mean, 2)
    ordered = sorted(values)
    return ordered[len(ordered) // 2 if kind == "median" else len(ordered) * 9 // 10]
