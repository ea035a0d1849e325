"""Rows of contracts, whole; their fields are the columns of the table, where each is explained."""

from datetime import date, datetime
from typing import Any, NamedTuple, TypedDict


class ContractRecord(NamedTuple):
    """A contract."""

    id: int
    version: int
    change_seq: int
    updated_at: datetime | None
    extra: dict[str, Any] | None
    number: int
    description: str
    type: str
    service_type: str
    status: str
    customer: str
    contact: str | None
    owner: str | None
    template: str | None
    start: date | None
    end: date | None
    duration: int | None
    termination: date | None
    renews: int | None
    value: str | None
    price_list: str | None
    renewal: bool
    remind: str | None
    reminded_at: datetime | None
    response: str | None
    resolution: str | None
    coverage: str
    zone: str | None
    holidays: str | None
    include_parts: bool
    include_labour: bool
    include_travel: bool
    unit_kind: str | None
    units: int | None
    used: int
    unit_step: str | None
    unit_minimum: str | None
    unit_night: str | None
    unit_night_factor: str | None
    unit_capped: bool
    fee: str | None
    fee_every: str | None
    fee_due: str
    refill: str | None
    refill_units: str | None
    refill_carry: str
    remarks: str
    closed_dates: list[Any] | None


class ContractChange(TypedDict, total=False):
    """What an act changes of a contract: any of its columns but those that the recorded path keeps."""

    extra: dict[str, Any] | None
    number: int
    description: str
    type: str
    service_type: str
    status: str
    customer: str
    contact: str | None
    owner: str | None
    template: str | None
    start: date | None
    end: date | None
    duration: int | None
    termination: date | None
    renews: int | None
    value: str | None
    price_list: str | None
    renewal: bool
    remind: str | None
    reminded_at: datetime | None
    response: str | None
    resolution: str | None
    coverage: str
    zone: str | None
    holidays: str | None
    include_parts: bool
    include_labour: bool
    include_travel: bool
    unit_kind: str | None
    units: int | None
    used: int
    unit_step: str | None
    unit_minimum: str | None
    unit_night: str | None
    unit_night_factor: str | None
    unit_capped: bool
    fee: str | None
    fee_every: str | None
    fee_due: str
    refill: str | None
    refill_units: str | None
    refill_carry: str
    remarks: str
    closed_dates: list[Any] | None
