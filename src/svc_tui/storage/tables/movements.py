"""What happened to units: movements, meter readings; and the stock's own list of serials (B1 OSRN)."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, Instant, Row, part_of, refers_to, said


class Movement(Row, table=True):
    """A unit went somewhere, changed hands or took another unit's place."""

    __tablename__ = "movement"
    __table_args__ = (Index("movement_customer_at", "customer", "at"), said())

    equipment: int = part_of("equipment", foreign_key="equipment.number", index=True)
    """Card number."""
    at: datetime = Field(sa_type=Instant)
    """When."""
    who: str | None = None
    """Who wrote it."""
    kind: str = "moved"
    """What happened, such as delivered, to_lab or owner: `presentation.equipment.movements.WHAT` names all."""
    direction: str = ""
    """`in` to us, `out` to a customer, empty where it stays."""
    customer: str | None = refers_to("customer.code", default=None)
    """Code of the customer it went to or came from."""
    document: str | None = Field(default=None, index=True)
    """Number of the delivery note, invoice or return."""
    row: int | None = None
    """Row of the document."""
    other: int | None = None
    """Number of the other card: the unit it replaces, its parent, the old owner's card."""
    old: str | None = None
    """Where or whose it was."""
    new: str | None = None
    """Where or whose it is now."""
    note: str = ""
    """Free text."""


class MeterReading(Row, table=True):
    """What a unit's counter showed."""

    __tablename__ = "meter_reading"

    equipment: int = part_of("equipment", foreign_key="equipment.number", index=True)
    """Card number."""
    at: datetime = Field(sa_type=Instant)
    """When it was read."""
    who: str | None = None
    """Who read it."""
    meter: str = ""
    """Name of the counter; empty for the only one."""
    value: str = "0"
    """What it showed, decimal text."""
    replaced: bool = False
    """A new counter began: less than before is right."""
    note: str = ""
    """Free text."""


class SerialMaster(Editable, table=True):
    """A serial number of the stock (B1 SerialNumberDetails); the card is the installed unit."""

    __tablename__ = "serial_master"

    number: int = Field(unique=True)
    """B1's DocEntry, or our running number."""
    item: str = Field(foreign_key="item.code", index=True)
    """Item code."""
    serial: str | None = Field(default=None, index=True)
    """Own serial."""
    manufacturer_serial: str | None = None
    """The maker's serial."""
    lot: str | None = None
    """Lot number."""
    system_number: int | None = None
    """B1's running number within the item."""
    admitted_at: date | None = None
    """Day it came into stock."""
    manufactured_at: date | None = None
    """Day it was built."""
    expires_at: date | None = None
    """Last day of use."""
    warranty_start: date | None = None
    """First day of the maker's warranty."""
    warranty_end: date | None = None
    """Last day of the maker's warranty."""
    location: str | None = None
    """Where it lies."""
    details: str = ""
    """Free text."""
