"""Kinds of the company: its settings, days and lists, its people, items and customers."""

from svc_tui.errors import N_
from svc_tui.services.core.kinds import TO_CALL, Below, RecordKind

KINDS = (
    RecordKind("setting", ("name",), rank=10, brought=True),
    RecordKind("closed_date", ("day",), rank=20, brought=True),
    RecordKind("list_entry", ("list", "name"), rank=30, brought=True),
    RecordKind(
        "person", ("code",), rank=40, by_key=True, has_history=True,
        absent=N_("There is no person {code} in the store. Import people first, or add --create person."),
        below=(
            Below("preferences", "preference", "person", "code", match="name"),
            Below("messages", "message", "person", "code", links=TO_CALL, late=True),
            Below("stopwatches", "stopwatch", "person", "code", links=TO_CALL, late=True),
        ),
    ),
    RecordKind("item_group", ("name",), rank=50),
    RecordKind(
        "item", ("code",), rank=60, has_history=True, has_files=True,
        absent=N_("There is no item {code} in the store. Import items first, or add --create item."),
    ),
    RecordKind(
        "customer", ("code",), rank=70, has_history=True, has_files=True,
        absent=N_("There is no customer {code} in the store. Import customers first, or add --create customer."),
        below=(
            Below("contacts", "contact", "customer", "code"),
            Below("addresses", "address", "customer", "code"),
        ),
    ),
)  # fmt: skip
