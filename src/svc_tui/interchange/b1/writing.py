"""What the writers of B1's files hand from one to the other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo

from svc_tui.interchange.b1.limits import Lost
from svc_tui.interchange.b1.sets import EntitySet


@dataclass(frozen=True)
class Ids:
    """B1's numbers of what our records name; what has none cannot be told to B1 and is left empty."""

    lists: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """(list, name) -> id, for statuses, origins, types, problems, subtypes, solution statuses and territories."""
    users: Mapping[str, int] = field(default_factory=dict)
    """Person code -> user id."""
    employees: Mapping[str, int] = field(default_factory=dict)
    """Person code -> employee id."""
    groups: Mapping[str, int] = field(default_factory=dict)
    """Item group name -> number."""
    contacts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """(customer, name) -> number of the contact."""
    customers: Mapping[str, str] = field(default_factory=dict)
    """Customer code -> name."""
    items: Mapping[str, str] = field(default_factory=dict)
    """Item code -> name."""


@dataclass(frozen=True)
class Writing:
    """What goes into one file: its set, the numbers known, the company's zone, and what is lost on the way."""

    entity: EntitySet
    ids: Ids
    zone: tzinfo
    lost: Lost
