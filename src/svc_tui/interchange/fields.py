"""The stable names an import may fill, kind by kind, with the shape of their values.

Names are those of "What scripts may rely on"; what a store works out by itself (coverage, time left,
states of the targets) is not here, `DERIVED` lists it so that our own files can carry it unread.
"""

from typing import Final, Literal

Shape = Literal["text", "lines", "code", "instant", "date", "int", "yes", "list", "priority", "records"]

CALL: Final[dict[str, Shape]] = {
    "number": "code",
    "subject": "text",
    "description": "lines",
    "status": "text",
    "priority": "priority",
    "customer": "code",
    "customer_name": "text",
    "contact": "text",
    "phone": "text",
    "email": "text",
    "reference": "text",
    "serial": "text",
    "manufacturer_serial": "text",
    "item": "code",
    "item_name": "text",
    "item_group": "text",
    "equipment": "code",
    "contract": "code",
    "queue": "code",
    "assignee": "code",
    "technician": "code",
    "origin": "text",
    "type": "text",
    "problem": "text",
    "subtype": "text",
    "territory": "text",
    "location": "text",
    "reported_at": "instant",
    "assigned_at": "instant",
    "respond_by": "instant",
    "responded_at": "instant",
    "resolve_by": "instant",
    "resolved_at": "instant",
    "closed_at": "instant",
    "reopened": "int",
    "reassigned": "int",
    "updated_at": "instant",
    "resolution": "lines",
    "solutions": "list",
    "tags": "list",
    "merged_into": "code",
    "history": "records",
}

FIELDS: Final[dict[str, dict[str, Shape]]] = {
    "call": CALL,
    "customer": {
        "code": "code",
        "name": "text",
        "kind": "text",
        "phone": "text",
        "email": "text",
        "addresses": "records",
        "contacts": "records",
        "territory": "text",
        "technician": "code",
        "active": "yes",
    },
    "item": {
        "code": "code",
        "name": "text",
        "group": "text",
        "kind": "text",
        "serial_managed": "yes",
        "warranty_template": "text",
        "active": "yes",
    },
    "item_group": {"name": "text", "description": "text"},
    "person": {
        "code": "code",
        "name": "text",
        "user_id": "int",
        "employee_id": "int",
        "email": "text",
        "phone": "text",
        "roles": "list",
        "active": "yes",
    },
    "queue": {
        "code": "code",
        "name": "text",
        "manager": "code",
        "members": "list",
        "email": "text",
        "inactive": "yes",
    },
    "equipment": {
        "number": "code",
        "serial": "text",
        "manufacturer_serial": "text",
        "item": "code",
        "customer": "code",
        "buyer": "code",
        "contact": "text",
        "status": "text",
        "technician": "code",
        "territory": "text",
        "address": "text",
        "location": "text",
        "warranty_start": "date",
        "warranty_end": "date",
        "delivered_at": "date",
        "replaces": "code",
        "replaced_by": "code",
        "parent": "code",
    },
    "contract": {
        "number": "code",
        "description": "text",
        "type": "text",
        "service_type": "text",
        "status": "text",
        "customer": "code",
        "owner": "code",
        "template": "text",
        "start": "date",
        "end": "date",
        "termination": "date",
        "renewal": "yes",
        "remind": "text",
        "response": "text",
        "resolution": "text",
        "coverage": "text",
        "zone": "text",
        "includes": "list",
        "holidays": "yes",
        "lines": "records",
    },
    "solution": {
        "number": "code",
        "symptom": "text",
        "cause": "text",
        "solution": "text",
        "description": "lines",
        "item": "code",
        "status": "text",
        "owner": "code",
    },
    "status": {"name": "text", "description": "text", "class": "text", "active": "yes"},
    "origin": {"name": "text", "description": "text", "active": "yes"},
    "type": {"name": "text", "description": "text", "active": "yes"},
    "problem": {"name": "text", "description": "text", "active": "yes"},
    "subtype": {"name": "text", "description": "text", "active": "yes"},
    "solution_status": {"name": "text", "description": "text", "active": "yes"},
}

KEYS: Final[dict[str, str]] = {
    "call": "number",
    "customer": "code",
    "item": "code",
    "person": "code",
    "queue": "code",
    "equipment": "number",
    "contract": "number",
    "solution": "number",
}
"""What a record of a kind is known by; every other kind is known by its name."""

MAPPED_KINDS: Final = ("call", "customer", "item", "equipment", "contract", "person", "queue", "solution")
"""Kinds a mapping file may name."""

LISTS: Final = ("status", "origin", "type", "problem", "subtype", "solution_status")
"""The six set-up lists."""

CREATABLE: Final = ("queue", "person", "customer", "item", "equipment", "contract", "solution")
"""Kinds that `create` may name: what a row refers to and the store lacks is then made as a stub."""

CLASSES: Final = ("open", "waiting", "resolved", "closed")

DERIVED: Final = frozenset(
    [
        "kind",
        "status_class",
        "covered",
        "coverage_reason",
        "response_state",
        "resolution_state",
        "left_s",
        "paused_s",
        "customer_name",
        "item_name",
        "item_group",
        "contract",
        "open_calls",
        "calls",
        "replaced_by",
        "units",
        "used",
        "left_days",
        "open",
        "unassigned",
        "overdue",
        "waiting",
        "oldest_at",
        "used",
        "last_used_at",
        "activities",
        "visits",
        "work",
        "links",
        "attachments",
    ]
)
"""What our own files may carry and a store works out again."""

STAMPS: Final = frozenset(
    name for name, shape in CALL.items() if shape == "instant" or name in {"reopened", "reassigned"}
)
"""Taken from a key's last row: many systems repeat their final values on every row of a history."""


def key_name(kind: str) -> str:
    """The name a record of this kind is known by."""
    return KEYS.get(kind, "name")
