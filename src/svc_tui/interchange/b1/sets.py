"""What a set of the Service Layer is here: its properties with our names, and how their values read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

Sort = Literal[
    "text", "lines", "code", "id", "int", "yes", "no", "priority", "status", "origin", "contract", "kind",
    "date", "number", "money", "card_status", "contract_status", "contract_type", "service_type", "activity_kind",
    "activity_priority", "opportunity_status",
]  # fmt: skip


@dataclass(frozen=True)
class EntitySet:
    """One Service Layer set that is read and written."""

    name: str
    kind: str
    key: str
    fields: dict[str, tuple[str, Sort]]
    """Property -> (our name, how its value reads)."""
    pairs: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Our instant -> (date property, time property); an empty time property: B1 keeps the day alone."""
    measures: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Our target or reminder -> (value property, unit property)."""
    place: tuple[str, ...] = ()
    """Properties that make up one line of address; they are kept as they came too."""
    place_name: str = ""
    """Our name of that line."""
    hours: bool = False
    """It has B1's covered hours of seven weekdays and what is included."""
    database: dict[str, str] = field(default_factory=dict)
    """Database column -> property, where they differ in more than case."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Spelling seen in the wild -> property."""
    known: frozenset[str] = frozenset()
    """Further properties of the metadata: kept, and not worth a line in the report."""
    children: frozenset[str] = frozenset()
    """Collections."""
    telling: tuple[str, ...] = ()
    """Properties that only this set has."""
    unwritten: frozenset[str] = frozenset()
    """Columns of the database that the interfaces do not have: read, never written."""

    @property
    def read(self) -> frozenset[str]:
        """Every property that is read into a value of ours."""
        pairs = [name for pair in (*self.pairs.values(), *self.measures.values()) for name in pair if name]
        return frozenset({*self.fields, *pairs, *self.place, *(HOURS if self.hours else ())})


def words(text: str) -> frozenset[str]:
    """The names in a text."""
    return frozenset(text.split())


DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
INCLUDES: Final = {"parts": "IncludeParts", "labour": "IncludeLabor", "travel": "IncludeTravel"}
HOURS: Final = (
    *(f"{day}{part}" for day in DAYS for part in ("Enabled", "Start", "End")),
    *INCLUDES.values(),
    "IncludeHolidays",
)
HOURS_DATABASE: Final = {
    "SunStrart": "SundayStart",
    **{f"{day[:3]}{part}": f"{day}{part}" for day in DAYS for part in ("Enabled", "Start", "End")},
    "InclParts": "IncludeParts",
    "InclWork": "IncludeLabor",
    "InclTravel": "IncludeTravel",
    "InclHldays": "IncludeHolidays",
}
"""Their columns; `SunStrart` is how the database spells it, `SunStart` is accepted too."""


def lookup(one: EntitySet) -> dict[str, str]:
    """Every spelling of this set, folded, to its property name."""
    names = [*one.read, one.key, *one.known, *one.children]
    found = {alias.casefold(): name for alias, name in {**one.database, **one.aliases}.items()}
    if one.hours:
        found |= {alias.casefold(): name for alias, name in HOURS_DATABASE.items()}
    return {**found, **{name.casefold(): name for name in names}}
