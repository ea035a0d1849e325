"""What a kind of record needs, layer by layer: asked for every kind, and for one that is not there yet.

Each sentence says which registration is missing and in which file it belongs.
"""

from collections.abc import Collection, Iterator

from svc_tui.cli.core.completion import _TABLES as COMPLETED
from svc_tui.cli.core.main import NOUNS
from svc_tui.commands.catalogue import COMMANDS, PLACES
from svc_tui.interchange.core.fields import FIELDS
from svc_tui.screens.shell.doors import DOORS, screen_named
from svc_tui.screens.shell.places import NAMES
from svc_tui.services.core.kinds import RecordKind, kinds
from svc_tui.services.exchange.incoming.kinds import INCOMING
from svc_tui.storage.engine.read_models import CODED
from svc_tui.storage.engine.upkeep import COUNTED
from svc_tui.storage.query.offers import _STATEMENTS
from svc_tui.storage.tables import FILES, table

TABLES = frozenset(name for group in FILES.values() for name in group)

NONE = {
    "offers": set[str](),
    "counts": {"contract_template", "routing_rule"},
    "fields": {
        "hint_rule", "hint_fate",
        "escalation", "setting", "closed_date", "list_entry", "routing_rule", "synonym", "saved_view", "snippet",
        "macro", "counter", "travel_time", "hand_over", "bill_line",
    },
    "incoming": {"call"},
    "cli": {"item_group", "serial_master", "synonym", "counter", "travel_time"},
    "door": {
        "hint_fate",
        "setting", "closed_date", "list_entry", "item_group", "serial_master", "contract_template", "synonym",
        "saved_view", "snippet", "macro", "counter", "travel_time",
        "hand_over", "bill_line",
    },
}  # fmt: skip
"""Kinds that are not registered there on purpose: no word of a command line names one, a store does not count them,
others' files bring none by this name, calls come in on a way of their own, no noun of the command line and no page is
theirs."""
CALLED = {
    "hint_rule": "opportunity", "hint_fate": "opportunity",
    "setting": "setup", "closed_date": "setup", "list_entry": "setup", "contract_template": "template",
    "saved_view": "view", "snippet": "text", "routing_rule": "queue", "escalation": "queue",
    "visit": "plan", "absence": "plan", "plan_rule": "plan",
    "sales_stage": "opportunity",
    "hand_over": "billing", "bill_line": "billing",
    "price_list": "price", "vat": "price", "labour_rate": "price",
}  # fmt: skip
"""Nouns of the command line that are called otherwise than the kind."""
OFFERED = {"equipment": "card", "contract_template": "template", "routing_rule": "rule"}
"""The same for words that a shell completes."""


def lacks(kind: RecordKind, counters: Collection[str]) -> list[str]:
    """What is missing of a kind. `counters` are the running numbers that a new store has."""
    return [*_storage(kind, counters), *_services(kind), *_exchange(kind), *_fronts(kind)]


def _storage(kind: RecordKind, counters: Collection[str]) -> Iterator[str]:
    if kind.table not in TABLES:
        yield f"storage/tables: no table {kind.table}"
    else:
        columns = table(kind.table).c
        for name in kind.key:
            if name not in columns:
                yield f"storage/tables: {kind.table} has no column {name}, which is its key"
        if kind.has_history and "version" not in columns:
            yield f"storage/tables: {kind.table} has no version, so it keeps no history"
    for below in kind.below:
        if below.table not in TABLES or below.column not in table(below.table).c:
            yield f"storage/tables: no {below.table}.{below.column} below {kind.name}"
    if kind.key == ("code",) and kind.table not in CODED:
        yield f"storage/engine/read_models.py: no sentences of {kind.name} in CODED"
    if kind.numbered and kind.name not in counters:
        yield f"storage/sqlite/steps: no counter {kind.name}"
    offered = kind.name in NONE["offers"] or OFFERED.get(kind.name, kind.name) in _STATEMENTS
    if kind.has_history and not offered:
        yield f"storage/query/offers.py: a shell completes no {kind.name}"
    if kind.has_history and kind.name not in NONE["counts"] and kind.name not in COUNTED:
        yield f"storage/engine/upkeep.py: what a store holds counts no {kind.name}"


def _services(kind: RecordKind) -> Iterator[str]:
    if kinds().get(kind.name) is not kind:
        yield f"services: {kind.name} is said by no kind.py of a noun's folder"
    others = [each.name for each in kinds().values() if each.rank == kind.rank and each.name != kind.name]
    if others:
        yield f"services: {kind.name} stands at the place of {others[0]} when everything is moved"
    if kind.home is not None and not kind.home.views:
        yield f"services: the place {kind.home.place} begins with no view"
    if kind.home is not None and [each.slot for each in kind.home.views] != [
        *range(1, len(kind.home.views) + 1)
    ]:
        yield f"services: the views of {kind.home.place} do not stand on the keys 1, 2, 3 as they are listed"


def _exchange(kind: RecordKind) -> Iterator[str]:
    if kind.name not in NONE["fields"]:
        if kind.name not in FIELDS:
            yield f"interchange/core/fields.py: no fields of {kind.name}"
        elif next(iter(FIELDS[kind.name])) != kind.key[-1]:
            yield f"interchange/core/fields.py: {kind.name} does not begin with {kind.key[-1]}, its key"
        if kind.name not in NONE["incoming"] and kind.name not in INCOMING:
            yield f"services/exchange/incoming/kinds.py: no {kind.name}"


def _closed(name: str) -> Iterator[str]:
    """What a door names and nobody can import."""
    door = DOORS[name]
    for what in filter(None, (door.page, door.form, door.new)):
        try:
            screen_named(what)
        except (ImportError, AttributeError) as error:
            yield f"screens/shell/doors.py: {what} of {name} does not open: {error}"


def _fronts(kind: RecordKind) -> Iterator[str]:
    if kind.name not in NONE["cli"] and CALLED.get(kind.name, kind.name) not in NOUNS:
        yield f"cli/core/main.py: no noun {kind.name}"
    if kind.listing is not None and kind.name not in COMPLETED:
        yield f"cli/core/completion.py: a filter of {kind.name} is not completed"
    if kind.name not in NONE["door"] and kind.name not in DOORS:
        yield f"screens/shell/doors.py: no door to {kind.name}"
    elif kind.name in DOORS:
        yield from _closed(kind.name)
    if kind.home is not None:
        place = kind.home.place
        if place not in NAMES:
            yield f"screens/shell/places.py: no place {place}"
        if place not in PLACES:
            yield f"commands: no place {place} in PLACES"
        if not any(command.id == f"go.{place}" for command in COMMANDS):
            yield f"commands: no command go.{place}"
