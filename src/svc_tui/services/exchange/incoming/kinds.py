"""How records of each kind come in from others' files: what they must say, their choices, what becomes of their values.

A kind that files of others bring is a row of INCOMING; its fields stand in `interchange/core/fields.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from svc_tui.interchange.core.fields import CLASSES, LISTS
from svc_tui.services.core.kinds import kinds
from svc_tui.services.exchange.incoming import activities, cards, contracts, solutions
from svc_tui.services.exchange.incoming.sink import Prepare


@dataclass(frozen=True)
class Incoming:
    """How a kind comes in."""

    mandatory: tuple[str, ...] = ()
    """Without these a record cannot stand."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Fields that are one of a few words."""
    own_words: bool = False
    """Its `status`, `contract`, `type` and `problem` are no references to the lists of calls."""
    brings_number: bool = False
    """A file must number its records: nothing else tells one from another."""
    prepare: Prepare | None = None
    """What becomes of its values before they are columns; returns the rows below the record, by table."""


_COVERS = ("customer", "item_group", "serial")
_UNITS = ("hours", "visits")
INCOMING: dict[str, Incoming] = {
    "customer": Incoming(("code",), {"kind": ("customer", "vendor", "lead")}),
    "item": Incoming(("code",), {"kind": ("item", "labour", "travel")}),
    "item_group": Incoming(("name",)),
    "person": Incoming(),
    "queue": Incoming(("code",)),
    "equipment": Incoming(
        ("customer", "item"), {"status": ("active", "returned", "terminated", "loaned", "in_lab")},
        own_words=True, prepare=cards.card,
    ),
    "serial_master": Incoming(("item",), own_words=True, brings_number=True, prepare=cards.serial_master),
    "contract": Incoming(
        ("customer", "end"),
        {
            "type": _COVERS, "service_type": ("regular", "warranty"),
            "status": ("draft", "approved", "on_hold", "terminated"), "unit_kind": _UNITS,
        },
        own_words=True, prepare=contracts.contract,
    ),
    "contract_template": Incoming(
        ("name",), {"type": _COVERS, "unit_kind": _UNITS}, own_words=True, prepare=contracts.template,
    ),
    "solution": Incoming(("solution",), own_words=True, prepare=solutions.solution),
    "activity": Incoming(
        (), {"kind": ("phone", "meeting", "task", "note", "campaign", "other")},
        own_words=True, brings_number=True, prepare=activities.activity,
    ),
    **dict.fromkeys(LISTS, Incoming(("name",))),
    "status": Incoming(("name",), {"class": CLASSES}),
}  # fmt: skip


def choices_of(kind: str, name: str) -> tuple[str, ...] | None:
    """The words that a field may be; None where it may be anything."""
    return INCOMING[kind].choices.get(name) if kind in INCOMING else None


def key_of(kind: str) -> str:
    """The column by which a record of the store is known."""
    return kinds()[kind].key[-1]
