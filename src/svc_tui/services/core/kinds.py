"""The kinds of records: what every service that takes records of any kind must know of each.

A kind is taught once, in `kind.py` of its noun's folder, which says `KINDS = (RecordKind(...), ...)`; here they are
found. Nothing in this folder knows a noun. Whatever a kind brings along that is heavy is imported when it is called.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Protocol

from svc_tui import services
from svc_tui.errors import N_

if TYPE_CHECKING:
    from decimal import Decimal

    from svc_tui.domain.core.notes import Note
    from svc_tui.services.core.context import Context
    from svc_tui.services.core.listing import Listing
    from svc_tui.storage.engine.unit_of_work import UnitOfWork
    from svc_tui.storage.query.views import ViewRow
    from svc_tui.storage.session import Session

CALL, WORK = "call", "work"
"""What the internal keys of other records may point to."""
TO_CALL = {"call_id": ("call", CALL)}
"""A column that holds the internal key of a call, which a line names by its number."""


@dataclass(frozen=True)
class Below:
    """Rows that belong to a record."""

    name: str
    """What a line calls them."""
    table: str
    column: str
    """The column that names the record above."""
    by: str = "id"
    """The column of the record above that stands in it."""
    single: str = ""
    """A list of this column's values instead of objects."""
    match: str = ""
    """The column that tells them apart below one record; without it they are replaced together."""
    links: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Columns that hold internal keys, with the name on the line and what they point to."""
    late: bool = False
    """They name calls or work, which are there only at the end."""
    together: tuple[str, ...] = ()
    """A list of the values of these columns with a colon between, instead of objects."""


@dataclass(frozen=True)
class Home:
    """The main place that lists the records of a kind."""

    place: str
    """Its name, as `commands.PLACES` and saved views have it."""
    views: tuple[ViewRow, ...]
    """What its keys show until somebody saves a view there; their names are messages."""


class WhenMade(Protocol):
    """What is done with a new record."""

    def __call__(
        self, context: Context, unit: UnitOfWork, number: str, chosen: Collection[str]
    ) -> Sequence[Note]:
        """Returns what is to be told. `chosen` are the fields that were typed as it was made."""
        ...


class ItemPrice(Protocol):
    """What one of an item costs a customer."""

    def __call__(
        self, context: Context, session: Session, item: str, customer: str
    ) -> tuple[Decimal, str] | None:
        """Today's price before tax, and its currency; None where none holds. `item` and `customer` are codes."""
        ...


def as_typed(_session: Session, text: str) -> str | int | None:
    """A code stands as it is typed."""
    return text


@dataclass(frozen=True)
class RecordKind:
    """One kind of record, of the table of the same name."""

    name: str
    """In tables, histories, attached files and exports."""
    key: tuple[str, ...]
    """The columns by which one is told from another."""
    rank: int
    """Where it stands when everything is moved: after what it refers to."""
    unique: bool = True
    """No two records have the same key; else the first of a key is the first in the store, and so on."""
    brought: bool = False
    """A new store comes with some; in an empty one those that a file does not name are taken away."""
    by_key: bool = False
    """Moved in the order of the key: a store that got them from a file has them in another order than its maker."""
    below: tuple[Below, ...] = ()
    """What belongs to a record and is moved with it."""
    links: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Columns that hold internal keys, with the name on a line and what they point to."""
    numbered: bool = False
    """It has a running number, which goes on after the highest that came."""
    has_history: bool = False
    """People ask for the history of one by the first column of its key."""
    has_files: bool = False
    """Files are kept with its records."""
    read: Callable[[Session, str], str | int | None] = as_typed
    """The key that people mean by what they type; None where it can be none. Raises NotFound, Refused."""
    missing: str = N_("There is no record {number}.")
    """That there is none (message id)."""
    absent: str = ""
    """The same in an import, with `{code}` and the cure, where others refer to it (message id)."""
    home: Home | None = None
    """The place that lists it, where it has one."""
    listing: Callable[[Context, str], Listing] | None = None
    """The records that a filter finds, where it takes one."""
    around_undo: Callable[[UnitOfWork, Context, int], AbstractContextManager[None]] | None = None
    """What is to be kept right while an act is taken back: unit, context and the act's key."""
    due: Callable[[Context], Sequence[object]] | None = None
    """Do what is due by itself by now; returns the numbers of the records it was done to."""

    when_made: Mapping[str, WhenMade] = field(default_factory=dict)
    """By the name of a kind: what is done when a person makes one of it, in the same unit of work."""
    before_made: Mapping[str, Callable[[Context, Session], None]] = field(default_factory=dict)
    """By the name of a kind: what of that can be read and made ready while others write."""
    item_price: ItemPrice | None = None
    """Of the kind that knows prices: what services beside it ask."""

    @property
    def table(self) -> str:
        """The table that holds its records."""
        return self.name

    @property
    def sorted(self) -> bool:
        """Written by key when everything is moved."""
        return self.brought or self.by_key


def _nouns() -> Iterator[ModuleType]:
    """The `kind.py` of every folder that has one."""
    for folder in pkgutil.iter_modules(services.__path__, f"{services.__name__}."):
        if folder.ispkg and find_spec(f"{folder.name}.kind") is not None:
            yield import_module(f"{folder.name}.kind")


@cache
def kinds() -> Mapping[str, RecordKind]:
    """Every kind by its name, each after what it refers to."""
    found: list[RecordKind] = []
    for folder in _nouns():
        found += folder.KINDS
    return MappingProxyType({kind.name: kind for kind in sorted(found, key=lambda kind: kind.rank)})


def when_made(
    context: Context, unit: UnitOfWork, name: str, number: str, chosen: Collection[str]
) -> list[Note]:
    """Let the kinds do what they do with a new record of kind `name`. Returns what is to be told of it."""
    asked = [kind.when_made[name] for kind in kinds().values() if name in kind.when_made]
    return [told for do in asked for told in do(context, unit, number, chosen)]


def before_made(context: Context, session: Session, name: str) -> None:
    """Let the kinds get ready for a new record of kind `name`, before its turn to be written comes."""
    for kind in kinds().values():
        if name in kind.before_made:
            kind.before_made[name](context, session)


def item_price(context: Context, session: Session, item: str, customer: str) -> tuple[Decimal, str] | None:
    """What one of an item costs a customer today before tax, and the currency; None where no kind knows."""
    asked = (kind.item_price for kind in kinds().values() if kind.item_price is not None)
    found = (ask(context, session, item, customer) for ask in asked)
    return next((price for price in found if price is not None), None)


@cache
def homes() -> Mapping[str, tuple[ViewRow, ...]]:
    """The views that each place begins with: of a kind, or named in HOMES of a `kind.py`."""
    found = [kind.home for kind in kinds().values() if kind.home is not None]
    for folder in _nouns():
        found += getattr(folder, "HOMES", ())
    return MappingProxyType({home.place: home.views for home in found})
