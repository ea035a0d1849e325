"""What everything is: the kinds of records in the order in which they are moved, and the rows below each.

A line of a kind holds every column of its record by name, and below it lists of the rows that belong to it. Internal
keys never leave a store: a call is named by its number, a line of work by `call/line`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

CALL, WORK = "call", "work"


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


@dataclass(frozen=True)
class Kind:
    """A kind of record."""

    name: str
    table: str
    key: tuple[str, ...]
    below: tuple[Below, ...] = ()
    links: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    unique: bool = True
    """No two records have the same key; else the first of a key is the first in the store, and so on."""
    brought: bool = False
    """A new store comes with some; in an empty one those that a file does not name are taken away."""

    @property
    def sorted(self) -> bool:
        """Written by key: a store that got them from a file has them in another order than one that made them."""
        return self.brought or self.name == "person"


def _below(name: str, table: str, column: str, by: str, **more: object) -> Below:
    return Below(name, table, column, by, **more)  # type: ignore[arg-type]


_TO_CALL = {"call_id": ("call", CALL)}

KINDS = {
    kind.name: kind
    for kind in (
        Kind("setting", "setting", ("name",), brought=True),
        Kind("closed_date", "closed_date", ("day",), brought=True),
        Kind("list_entry", "list_entry", ("list", "name"), brought=True),
        Kind("person", "person", ("code",), (
            _below("messages", "message", "person", "code", links=_TO_CALL, late=True),
            _below("stopwatches", "stopwatch", "person", "code", links=_TO_CALL, late=True),
        )),
        Kind("item_group", "item_group", ("name",)),
        Kind("item", "item", ("code",)),
        Kind("customer", "customer", ("code",), (
            _below("contacts", "contact", "customer", "code"),
            _below("addresses", "address", "customer", "code"),
        )),
        Kind("queue", "queue", ("code",), (_below("member_lines", "queue_member", "queue", "code"),)),
        Kind("serial_master", "serial_master", ("number",)),
        Kind("equipment", "equipment", ("number",), (
            _below("customers", "equipment_customer", "equipment", "number", single="customer"),
            _below("movements", "movement", "equipment", "number"),
            _below("readings", "meter_reading", "equipment", "number"),
        )),
        Kind("contract_template", "contract_template", ("name",)),
        Kind("contract", "contract", ("number",), (
            _below("lines", "contract_line", "contract", "number"),
            _below("targets", "contract_target", "contract", "number"),
            _below("ledger", "unit_entry", "contract", "number", late=True,
                   links={**_TO_CALL, "work": ("work", WORK)}),
        )),
        Kind("solution", "solution", ("number",)),
        Kind("synonym", "synonym", ("name",)),
        Kind("call", "call", ("number",), (
            _below("pauses", "call_pause", "call_id", "id"),
            _below("solution_lines", "call_solution", "call_id", "id"),
            _below("misses", "solution_miss", "call_id", "id"),
            _below("followers", "call_follower", "call_id", "id", single="person"),
            _below("work", "work", "call_id", "id", match="line",
                   links={"split_of": ("split_of", WORK), "corrects": ("corrects", WORK)}),
            _below("links", "call_link", "call_id", "id", links={"other_id": ("other", CALL)}, late=True),
        )),
        Kind("activity", "activity", ("number",), links=_TO_CALL),
        Kind("saved_view", "saved_view", ("screen", "person", "name"), unique=False),
        Kind("snippet", "snippet", ("name",)),
        Kind("macro", "macro", ("name",)),
        Kind("counter", "counter", ("name",)),
    )
}  # fmt: skip
"""Each kind after what it refers to."""

ATTACHED = frozenset({"call", "equipment", "contract", "solution", "customer", "item", "activity"})
"""Kinds whose records have files."""
FILES = Below("attachments", "attachment", "object_id")
FOLDER = "files"
"""Where attached files lie beside the lines, each under its SHA-256."""

NOT_MOVED = frozenset({"call_editor", "change", "change_row", "history", "import_step", "serial_form"})
"""Tables that are no kind: notices of open forms, the journal of undo, what is written with its record."""
HIDDEN = frozenset({"id", "change_seq", "number_order", "is_open"})
"""Columns that a store works out again."""
INCLUDES = frozenset({"contract", "contract_template"})
"""Tables whose three flags of what is included are one list on a line."""
COUNTED = frozenset({"call", "equipment", "contract", "solution", "activity"})
"""Kinds with a running number, which goes on after the highest that came."""


def below(kind: Kind) -> tuple[Below, ...]:
    """Everything below the records of a kind, its files too."""
    return (*kind.below, FILES) if kind.name in ATTACHED else kind.below
