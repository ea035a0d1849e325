"""What every list of a filter comes as: internal keys in order, and the filter as it was read."""

from array import array
from dataclasses import dataclass

from svc_tui.domain.query.reader import Query


@dataclass(frozen=True)
class Listing:
    """The records of a filter, in order."""

    ids: "array[int]"
    """Internal keys."""
    query: Query
    """The filter as it was read: scope, sort, warnings."""
    whole: bool = True
    """False: only the first page; ask again for the rest."""
