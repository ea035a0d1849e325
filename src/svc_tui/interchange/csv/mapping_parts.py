"""What a mapping says of a contract beyond its fields: a unit on each row, targets of priorities, hours by day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from svc_tui.domain.sla.opening import parse_week
from svc_tui.errors import N_, SvcError
from svc_tui.interchange.core.cells import unguarded
from svc_tui.interchange.core.fields import LINES
from svc_tui.interchange.core.records import BadValue
from svc_tui.interchange.core.values import yes

if TYPE_CHECKING:
    from svc_tui.interchange.csv.field import Field

TABLES = ("lines", "targets", "coverage")
PRIORITIES = ("low", "medium", "high")
DOT = "."
"""Between the parts of a column name of our own CSV: `lines.serial`, `targets.high.response`."""
Pair = tuple[str, str]


@dataclass(frozen=True)
class Parts:
    """The tables of a mapping for contracts."""

    lines: tuple["Field", ...] = ()
    """Names of a line with their columns; each row of a contract is a line."""
    targets: Mapping[str, Pair] = field(default_factory=dict)
    """Columns of response and resolution, by priority."""
    hours: Mapping[str, Pair] = field(default_factory=dict)
    """Columns of beginning and end, by days such as `Mo-Fr`."""
    holidays: str = ""
    """The column that says whether holidays are covered too."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The source columns that are read."""
        pairs = (*self.targets.values(), *self.hours.values())
        found = [name for one in self.lines for name in one.columns]
        return tuple(
            name for name in (*found, *(name for pair in pairs for name in pair), self.holidays) if name
        )

    def __bool__(self) -> bool:
        return bool(self.lines or self.targets or self.hours)

    @property
    def names(self) -> dict[str, str]:
        """Our names that the tables give, with their columns, for messages."""
        found = {}
        if self.lines:
            told = {one.name: ", ".join(one.columns) or "-" for one in self.lines}
            units = [told[name] for name in ("equipment", "serial", "manufacturer_serial") if name in told]
            found["lines"] = next(iter(units or told.values()))
        if self.targets:
            found["targets"] = ", ".join(name for pair in self.targets.values() for name in pair if name)
        if self.hours:
            found["coverage"] = ", ".join(name for pair in self.hours.values() for name in pair)
        return found


def of_header(header: Sequence[str], make: Callable[[str, str], "Field"]) -> Parts:
    """The parts of a CSV that speaks our names."""
    lines = tuple(make(name, f"lines{DOT}{name}") for name in LINES if f"lines{DOT}{name}" in header)
    targets = {}
    for priority in PRIORITIES:
        names = [f"targets{DOT}{priority}{DOT}{one}" for one in ("response", "resolution")]
        if any(name in header for name in names):
            targets[priority] = (
                names[0] if names[0] in header else "",
                names[1] if names[1] in header else "",
            )
    return Parts(lines, targets)


def is_part(name: str) -> bool:
    """Is this a column of our own CSV for a part of a contract."""
    first, _, rest = name.partition(DOT)
    return (first == "lines" and rest in LINES) or (
        first == "targets" and rest.partition(DOT)[0] in PRIORITIES
    )


class PartsReader:
    """Reads the parts out of rows."""

    def __init__(self, parts: Parts, index: Mapping[str, int], none: frozenset[str]) -> None:
        self.parts, self._index, self._none = parts, index, none

    def _cell(self, cells: Sequence[str], name: str) -> str:
        cell = unguarded(cells[self._index[name]]).strip() if name else ""
        return "" if cell in self._none else cell

    def targets(self, cells: Sequence[str]) -> list[dict[str, Any]]:
        """Targets of priorities."""
        found = []
        for priority, (response, resolution) in self.parts.targets.items():
            told = {
                "response": self._cell(cells, response) or None,
                "resolution": self._cell(cells, resolution) or None,
            }
            if any(told.values()):
                found.append({"priority": priority, **told})
        return found

    def coverage(self, cells: Sequence[str]) -> str | None:
        """Covered hours as text, from a beginning and an end for some days. Raises BadValue."""
        rules = []
        for days, (start, end) in self.parts.hours.items():
            begins, ends = self._cell(cells, start), self._cell(cells, end)
            if bool(begins) != bool(ends):
                message = N_("{days} has a beginning without an end, or an end without a beginning.")
                raise BadValue(message, days=days)
            if begins:
                rules.append(f"{days} {begins}-{ends}")
        if not rules:
            return None
        if self.parts.holidays and (told := self._cell(cells, self.parts.holidays)):
            rules.append("PH on" if yes(told) else "PH off")
        text = "; ".join(rules)
        try:
            parse_week(text)
        except SvcError as error:
            raise BadValue(error.message, **error.values) from error
        return text
