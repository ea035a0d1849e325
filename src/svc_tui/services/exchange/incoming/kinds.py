"""How records of each kind come in from others' files: what they must say, their choices, what becomes of their values.

A kind that files of others bring is a row of INCOMING; its fields stand in `interchange/core/fields.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from svc_tui.domain.billing.prices_vat import CATEGORIES
from svc_tui.domain.core.money import above
from svc_tui.domain.core.text import code_key
from svc_tui.interchange.core.fields import CLASSES, LISTS
from svc_tui.interchange.core.records import Record
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.core.kinds import kinds
from svc_tui.services.exchange.incoming import (
    activities,
    cards,
    company,
    contracts,
    people,
    planning,
    prices,
    sales,
    solutions,
)
from svc_tui.services.exchange.incoming.refs import Directory
from svc_tui.services.exchange.incoming.sink import Below, Prepare, Sink


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
    find: Callable[[Sink, Given], int | None] | None = None
    """The number of the record that is meant where a file gives none. Raises BadValue."""
    prepare: Prepare | None = None
    """What becomes of its values before they are columns; returns the rows below the record, by table."""
    written: Callable[[Sink, Given, Below], None] | None = None
    """What follows from a record that was written, with the rows below it."""
    write: Callable[[Sink, Record, Values], str] | None = None
    """Writes a record in its own way, in place of all this; returns `new`, `changed` or `same`."""
    know: Callable[[Directory, Given], None] | None = None
    """What is known of a new record beside its code or number, so that those that follow may refer to it."""


def _know_person(directory: Directory, values: Given) -> None:
    for column, sort in (("user_id", "user"), ("employee_id", "employee")):
        if values.get(column) is not None:
            directory.numbers[sort][values[column]] = values["code"]


def _know_customer(directory: Directory, values: Given) -> None:
    directory.customer_names[values["code"]] = values.get("name") or ""
    if values.get("blocked") or above(values.get("balance"), values.get("credit_limit")):
        directory.stopped.add(values["code"])


def _know_item(directory: Directory, values: Given) -> None:
    directory.items[values["code"]] = (values.get("name") or "", values.get("group"))


def _know_card(directory: Directory, values: Given) -> None:
    directory.know_serials(values["number"], values.get("serial"), values.get("manufacturer_serial"))


def _know_entry(directory: Directory, values: Given) -> None:
    known = directory.lists.get(values["list"], {}).get(code_key(values["name"]), [])
    if values["name"] not in known:
        directory.know_entry(
            values["list"], values["name"], values.get("number"), values.get("status_class"),
            bool(values.get("pauses_clock")),
        )  # fmt: skip


_COVERS = ("customer", "item_group", "serial")
_UNITS = ("hours", "visits")
INCOMING: dict[str, Incoming] = {
    "customer": Incoming(
        ("code",), {"kind": ("customer", "vendor", "lead")}, prepare=company.customer, know=_know_customer,
    ),
    "item": Incoming(("code",), {"kind": ("item", "labour", "travel")}, know=_know_item),
    "item_group": Incoming(("name",), write=people.group),
    "person": Incoming(write=people.person, know=_know_person),
    "queue": Incoming(("code",), prepare=company.queue),
    "equipment": Incoming(
        ("customer", "item"), {"status": ("active", "returned", "terminated", "loaned", "in_lab")},
        own_words=True, find=cards.same, prepare=cards.card, written=cards.written, know=_know_card,
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
    "solution": Incoming(
        ("solution",), own_words=True, find=solutions.same, prepare=solutions.solution,
    ),
    "activity": Incoming(
        (), {"kind": ("phone", "meeting", "task", "note", "campaign", "other")},
        own_words=True, brings_number=True, prepare=activities.activity,
    ),
    "visit": Incoming(
        ("call", "starts_at"), {"status": ("planned", "on_the_way", "working", "done", "cancelled")},
        own_words=True, brings_number=True, prepare=planning.visit,
    ),
    "plan_rule": Incoming(
        ("code", "every"), {"holiday": ("earlier", "later"), "priority": ("low", "medium", "high")},
        own_words=True, prepare=planning.plan_rule,
    ),
    "sales_stage": Incoming(write=sales.stage),
    "opportunity": Incoming(
        ("name", "customer"), {"status": ("open", "won", "lost")},
        own_words=True, brings_number=True, prepare=sales.opportunity,
    ),
    "absence": Incoming(
        ("person", "first"), {"reason": ("vacation", "sick", "training", "appointment", "other")},
        own_words=True, brings_number=True, prepare=planning.absence,
    ),
    "vat": Incoming(("code", "rates"), {"category": CATEGORIES}, prepare=prices.set_up),
    "price_list": Incoming(("code", "currency"), prepare=prices.set_up),
    "labour_rate": Incoming(("code",), prepare=prices.set_up),
    "price": Incoming(write=prices.price),
    "list_entry": Incoming(know=_know_entry),
    **dict.fromkeys(LISTS, Incoming(("name",), write=people.list_entry)),
    "status": Incoming(("name",), {"class": CLASSES}, write=people.list_entry),
}  # fmt: skip


def know(directory: Directory, kind: str, values: Given) -> None:
    """What was written can be referred to by the records that follow."""
    if kind in directory.codes:
        code = str(values[key_of(kind)])
        directory.codes[kind][code_key(code)] = code
    if kind in directory.numbered:
        directory.numbered[kind].add(values["number"])
    then = INCOMING[kind].know if kind in INCOMING else None
    if then is not None:
        then(directory, values)


def choices_of(kind: str, name: str) -> tuple[str, ...] | None:
    """The words that a field may be; None where it may be anything."""
    return INCOMING[kind].choices.get(name) if kind in INCOMING else None


def key_of(kind: str) -> str:
    """The column by which a record of the store is known."""
    return kinds()[kind].key[-1]
