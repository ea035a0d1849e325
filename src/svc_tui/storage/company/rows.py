"""Rows of the company's own records, whole; their fields are the columns of the tables, where each is explained."""

from datetime import datetime
from typing import Any, NamedTuple


class CustomerRecord(NamedTuple):
    """A customer."""

    id: int
    version: int
    change_seq: int
    updated_at: datetime | None
    extra: dict[str, Any] | None
    code: str
    code_key: str
    name: str
    kind: str
    phone: str | None
    phone_key: str | None
    email: str | None
    territory: str | None
    technician: str | None
    credit_limit: str | None
    balance: str | None
    vat_number: str | None
    active: bool
    blocked: str | None
    price_list: str | None
    discount: str | None
    vat: str | None
    merged_into: str | None
    stub: bool


class PersonRecord(NamedTuple):
    """A person."""

    id: int
    version: int
    change_seq: int
    updated_at: datetime | None
    extra: dict[str, Any] | None
    code: str
    code_key: str
    name: str
    user_id: int | None
    employee_id: int | None
    email: str | None
    phone: str | None
    roles: list[Any]
    skills: list[Any]
    hours: str | None
    country: str | None
    region: str | None
    territory: str | None
    active: bool
    stub: bool


class QueueRecord(NamedTuple):
    """A queue."""

    id: int
    version: int
    change_seq: int
    updated_at: datetime | None
    extra: dict[str, Any] | None
    code: str
    code_key: str
    name: str
    manager: str | None
    email: str | None
    inactive: bool
    position: int
    hours: str | None
    stub: bool


class ItemRecord(NamedTuple):
    """An item."""

    id: int
    version: int
    change_seq: int
    updated_at: datetime | None
    extra: dict[str, Any] | None
    code: str
    code_key: str
    name: str
    group: str | None
    kind: str
    serial_managed: bool
    warranty_template: str | None
    vat: str | None
    active: bool
    stub: bool
    life: int | None


class EntryRecord(NamedTuple):
    """A value of a list of the set-up."""

    id: int
    version: int
    change_seq: int
    updated_at: datetime | None
    extra: dict[str, Any] | None
    list: str
    number: int | None
    name: str
    name_key: str
    description: str
    locked: bool
    active: bool
    status_class: str | None
    pauses_clock: bool
    position: int
    visit_s: int | None
