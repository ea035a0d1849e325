"""Rows of calls and of what hangs on them, whole: tuples, since a page and an act read dozens.

Their fields are the columns of the tables, where each is explained; a test holds them together. A tuple is made in a
tenth of the time of a dataclass with as many fields, and its class in a fifteenth.
"""

from datetime import datetime
from typing import Any, NamedTuple, TypedDict


class CallRecord(NamedTuple):
    """A call."""

    id: int
    version: int
    change_seq: int
    updated_at: datetime | None
    extra: dict[str, Any] | None
    uid: str
    number: str
    number_key: str | None
    number_order: int
    subject: str
    description: str
    status: str
    status_class: str
    is_open: bool
    priority: str
    customer: str
    customer_name: str
    contact: str | None
    contact_number: int | None
    phone: str | None
    email: str | None
    reference: str | None
    serial: str | None
    serial_key: str | None
    serial_runs_key: str | None
    manufacturer_serial: str | None
    manufacturer_serial_key: str | None
    manufacturer_serial_runs_key: str | None
    equipment: int | None
    item: str | None
    item_name: str | None
    item_group: str | None
    contract: int | None
    covered: bool
    coverage_reason: str | None
    queue: str | None
    assignee: str | None
    technician: str | None
    origin: str | None
    type: str | None
    problem: str | None
    subtype: str | None
    territory: str | None
    location: str | None
    tags: str
    reported_at: datetime
    created_by: str | None
    assigned_at: datetime | None
    respond_by: datetime | None
    responded_at: datetime | None
    responder: str | None
    response_met: bool | None
    response_budget_s: int | None
    response_spent_s: int
    response_since: datetime | None
    response_at_opening: bool
    response_warn_at: datetime | None
    response_critical_at: datetime | None
    resolve_by: datetime | None
    resolved_at: datetime | None
    resolution_met: bool | None
    resolution_budget_s: int | None
    resolution_spent_s: int
    resolution_since: datetime | None
    resolution_at_opening: bool
    resolution_warn_at: datetime | None
    resolution_critical_at: datetime | None
    due_after_end: bool
    next_due: datetime | None
    next_left_s: int | None
    next_since: datetime | None
    paused_since: datetime | None
    paused_until: datetime | None
    paused_s: int
    closed_at: datetime | None
    reopened: int
    reassigned: int
    resolution: str
    merged_into: str | None
    contract_chosen: bool
    satisfaction: int | None
    satisfaction_text: str | None
    signed_by: str | None
    signed_at: datetime | None
    signed_hash: str | None


class CallChange(TypedDict, total=False):
    """What an act changes of a call: any of its columns but those that the recorded path keeps."""

    extra: dict[str, Any] | None
    uid: str
    number: str
    number_key: str | None
    number_order: int
    subject: str
    description: str
    status: str
    status_class: str
    is_open: bool
    priority: str
    customer: str
    customer_name: str
    contact: str | None
    contact_number: int | None
    phone: str | None
    email: str | None
    reference: str | None
    serial: str | None
    serial_key: str | None
    serial_runs_key: str | None
    manufacturer_serial: str | None
    manufacturer_serial_key: str | None
    manufacturer_serial_runs_key: str | None
    equipment: int | None
    item: str | None
    item_name: str | None
    item_group: str | None
    contract: int | None
    covered: bool
    coverage_reason: str | None
    queue: str | None
    assignee: str | None
    technician: str | None
    origin: str | None
    type: str | None
    problem: str | None
    subtype: str | None
    territory: str | None
    location: str | None
    tags: str
    reported_at: datetime
    created_by: str | None
    assigned_at: datetime | None
    respond_by: datetime | None
    responded_at: datetime | None
    responder: str | None
    response_met: bool | None
    response_budget_s: int | None
    response_spent_s: int
    response_since: datetime | None
    response_at_opening: bool
    response_warn_at: datetime | None
    response_critical_at: datetime | None
    resolve_by: datetime | None
    resolved_at: datetime | None
    resolution_met: bool | None
    resolution_budget_s: int | None
    resolution_spent_s: int
    resolution_since: datetime | None
    resolution_at_opening: bool
    resolution_warn_at: datetime | None
    resolution_critical_at: datetime | None
    due_after_end: bool
    next_due: datetime | None
    next_left_s: int | None
    next_since: datetime | None
    paused_since: datetime | None
    paused_until: datetime | None
    paused_s: int
    closed_at: datetime | None
    reopened: int
    reassigned: int
    resolution: str
    merged_into: str | None
    contract_chosen: bool
    satisfaction: int | None
    satisfaction_text: str | None
    signed_by: str | None
    signed_at: datetime | None
    signed_hash: str | None


class PauseRecord(NamedTuple):
    """A pause of a call."""

    id: int
    call_id: int
    start_at: datetime
    end_at: datetime | None
    kind: str
    reason: str | None


class ActivityRecord(NamedTuple):
    """A note, phone call, meeting or task."""

    id: int
    version: int
    change_seq: int
    updated_at: datetime | None
    extra: dict[str, Any] | None
    number: int
    call_id: int | None
    customer: str | None
    equipment: int | None
    contract: int | None
    opportunity: int | None
    kind: str
    type: str | None
    topic: str | None
    subject: str
    notes: str
    priority: str
    who: str | None
    contact: str | None
    phone: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    remind_at: datetime | None
    reminded_at: datetime | None
    follows: int | None
    recurrence: dict[str, Any] | None
    series: int | None
    closed: bool
    closed_at: datetime | None
    created_at: datetime | None


class AttachedSolution(NamedTuple):
    """A solution on a call, with its own texts."""

    id: int
    """Key of the tie."""
    number: int
    line: int
    at: datetime | None
    who: str | None
    solution: str
    symptom: str
    cause: str
    description: str


class LinkRow(NamedTuple):
    """A link of a call as read from it: the other call."""

    id: int
    kind: str
    number: str
    subject: str
    status: str
    is_open: bool
    named: bool
    """This call is the one that the other names."""


class ProvenSolution(NamedTuple):
    """The solution of an item that closed most calls."""

    number: int
    solution: str
    used: int
