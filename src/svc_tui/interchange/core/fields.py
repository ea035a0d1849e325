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
    "history": "records",
}

PREPAID: Final[dict[str, Shape]] = {
    "unit_kind": "text",
    "units": "int",
    "unit_step": "text",
    "unit_minimum": "text",
    "unit_night": "text",
    "unit_night_factor": "text",
    "unit_capped": "yes",
}
"""Prepaid units of a contract or template."""

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
        "blocked": "text",
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
        "customers": "list",
        "buyer": "code",
        "contact": "text",
        "phone": "text",
        "status": "text",
        "technician": "code",
        "territory": "text",
        "address": "text",
        "location": "text",
        "warranty_start": "date",
        "warranty_end": "date",
        "delivered_at": "date",
        "delivery": "text",
        "invoice": "text",
        "manufactured_at": "date",
        "due_back": "date",
        "resolution": "text",
        "remarks": "lines",
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
        "contact": "text",
        "owner": "code",
        "template": "text",
        "start": "date",
        "end": "date",
        "duration": "int",
        "termination": "date",
        "renews": "code",
        "value": "text",
        "renewal": "yes",
        "remind": "text",
        "reminded_at": "instant",
        "response": "text",
        "resolution": "text",
        "targets": "records",
        "coverage": "text",
        "zone": "text",
        "holidays": "text",
        "closed_dates": "list",
        "includes": "list",
        **PREPAID,
        "used": "int",
        "ledger": "records",
        "remarks": "lines",
        "lines": "records",
    },
    "contract_template": {
        "name": "text",
        "description": "text",
        "type": "text",
        "expired": "yes",
        "renewal": "yes",
        "remind": "text",
        "duration": "int",
        "response": "text",
        "resolution": "text",
        "targets": "records",
        "coverage": "text",
        "zone": "text",
        "holidays": "text",
        "includes": "list",
        **PREPAID,
        "value": "text",
        "remarks": "lines",
    },
    "serial_master": {
        "number": "code",
        "item": "code",
        "serial": "text",
        "manufacturer_serial": "text",
        "lot": "text",
        "system_number": "int",
        "admitted_at": "date",
        "manufactured_at": "date",
        "expires_at": "date",
        "warranty_start": "date",
        "warranty_end": "date",
        "location": "text",
        "details": "lines",
    },
    "solution": {
        "number": "code",
        "symptom": "text",
        "cause": "text",
        "solution": "text",
        "description": "lines",
        "item": "code",
        "status": "text",
        "problem": "text",
        "language": "text",
        "owner": "code",
        "reviewer": "code",
        "reviewed_at": "instant",
        "created_at": "instant",
    },
    "activity": {
        "number": "code",
        "call": "code",
        "customer": "code",
        "kind": "text",
        "subject": "text",
        "notes": "lines",
        "who": "code",
        "starts_at": "instant",
        "ends_at": "instant",
        "closed": "yes",
        "closed_at": "instant",
        "created_at": "instant",
    },
    "status": {"name": "text", "description": "text", "class": "text", "active": "yes"},
    "origin": {"name": "text", "description": "text", "active": "yes"},
    "type": {"name": "text", "description": "text", "active": "yes"},
    "problem": {"name": "text", "description": "text", "active": "yes"},
    "subtype": {"name": "text", "description": "text", "active": "yes"},
    "solution_status": {"name": "text", "description": "text", "active": "yes"},
    "territory": {"name": "text", "description": "text", "active": "yes"},
}

LINES: Final[dict[str, Shape]] = {
    "line": "int",
    "equipment": "code",
    "serial": "text",
    "manufacturer_serial": "text",
    "item": "code",
    "item_group": "text",
    "start": "date",
    "end": "date",
    "termination": "date",
}
"""What a line of a contract says."""

KEYS: Final[dict[str, str]] = {kind: next(iter(names)) for kind, names in FIELDS.items()}
"""What a record of a kind is known by: its first field."""

MAPPED_KINDS: Final = ("call", "customer", "item", "equipment", "contract", "person", "queue", "solution")
"""Kinds a mapping file may name."""

LISTS: Final = ("status", "origin", "type", "problem", "subtype", "solution_status", "territory")
"""The six set-up lists, and the territories, which are kept as a seventh."""

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
