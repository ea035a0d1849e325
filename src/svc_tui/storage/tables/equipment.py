"""Customer equipment cards (schede anagrafiche dell'attrezzatura cliente, B1 OINS)."""

from datetime import date

from sqlalchemy import Index, text
from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, Row, part_of, refers_to, said, silent, told_as


class Equipment(Editable, table=True):
    """One serial-numbered unit that is, or was, at a customer and can be serviced."""

    __tablename__ = "equipment"
    __table_args__ = (
        Index("equipment_warranty", "warranty_end", sqlite_where=text("warranty_end IS NOT NULL")),
        said(record="number"),
    )

    number: int = Field(unique=True)
    """Card number."""
    serial: str | None = Field(default=None, index=True)
    """Own serial."""
    serial_key: str | None = silent(default=None, index=True)
    """The serial as searched: `domain.core.text.serial_key`."""
    serial_runs_key: str | None = silent(default=None, index=True)
    """The same without the leading zeros of each run of digits, where that differs."""
    manufacturer_serial: str | None = Field(default=None, index=True)
    """The maker's serial."""
    manufacturer_serial_key: str | None = silent(default=None, index=True)
    """The maker's serial as searched."""
    manufacturer_serial_runs_key: str | None = silent(default=None, index=True)
    """The same without the leading zeros of each run of digits, where that differs."""
    item: str = Field(foreign_key="item.code", index=True)
    """Item code."""
    customer: str = Field(foreign_key="customer.code", index=True)
    """Code of the owner."""
    buyer: str | None = refers_to("customer.code", default=None)
    """Code of the party that bought it, where it differs."""
    contact: str | None = None
    """Name of the contact person."""
    phone: str | None = None
    """The contact's phone."""
    status: str = told_as("status", default="active")
    """active, returned, terminated, loaned or in_lab."""
    technician: str | None = told_as("technician", default=None, foreign_key="person.code")
    """Default technician."""
    territory: str | None = None
    """Territory."""
    address: str | None = None
    """Where the unit stands, on one line."""
    location: str | None = None
    """Place in the building: "basement, left rack"."""
    warranty_start: date | None = None
    """First day of the warranty."""
    warranty_end: date | None = None
    """Last day of the warranty."""
    delivered_at: date | None = None
    """Day of delivery."""
    delivery: str | None = None
    """Number of the delivery note."""
    invoice: str | None = None
    """Number of the invoice."""
    manufactured_at: date | None = None
    """Day it was built."""
    due_back: date | None = Field(default=None, index=True)
    """Day on which a loaned unit is expected back."""
    resolution: str | None = None
    """Resolution target of the card itself: `4h` or `2d` (B1 RequiredResolutionTime)."""
    remarks: str = ""
    """Free text."""
    replaces: int | None = None
    """Card number of the unit this one stands in for."""
    replaced_by: int | None = None
    """Card number of the unit that took this one's place."""
    parent: int | None = Field(default=None, index=True)
    """Card number of the unit that this one is a part of."""
    loan_told: date | None = silent(default=None)
    """The day of return that passed and of which somebody was reminded."""


class EquipmentCustomer(Row, table=True):
    """A further customer who may use a unit (B1 INS1)."""

    __tablename__ = "equipment_customer"

    equipment: int = part_of("equipment", foreign_key="equipment.number", index=True)
    """Card number."""
    customer: str = Field(foreign_key="customer.code")
    """Code of the customer."""


class SerialForm(Row, table=True):
    """A spelling of a card's own or maker's serial, for the lookup that forgives; written with the card."""

    __tablename__ = "serial_form"
    __table_args__ = (Index("serial_form_key", "key", "equipment_id", "form"), said(unwatched=True))

    equipment_id: int = Field(index=True)
    """Internal key of the card."""
    form: str
    """The spelling: `domain.equipment.serials.forms`."""
    key: str
    """The same from its end with look-alikes made one: `domain.equipment.serials.index_key`."""
