"""Service contracts (contratti di servizio, B1 OCTR, CTR1) with coverage and targets."""

from datetime import date
from typing import Any

from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, Json, Priority, Row


class Contract(Editable, table=True):
    """What a customer is entitled to: which units, which hours, how fast, which costs are included."""

    __tablename__ = "contract"

    number: int = Field(unique=True)
    """Contract number; shown as K-58."""
    description: str = ""
    """Title."""
    type: str = "serial"
    """customer, item_group or serial: what its lines name."""
    service_type: str = "regular"
    """regular or warranty."""
    status: str = "draft"
    """draft, approved, on_hold or terminated; only approved entitles."""
    customer: str = Field(foreign_key="customer.code", index=True)
    """Code of the customer."""
    owner: str | None = Field(default=None, foreign_key="person.code")
    """Who looks after it."""
    template: str | None = None
    """Name of the template it was copied from."""
    start: date | None = None
    """First day."""
    end: date | None = None
    """Last day."""
    termination: date | None = None
    """Early end; its presence means terminated."""
    renewal: bool = False
    """To be renewed."""
    remind: str | None = None
    """How long before the end to remind: `30d`, `2w`, `1m`."""
    response: str | None = None
    """Response target: `4h` or `1d`."""
    resolution: str | None = None
    """Resolution target: `8h` or `2d`."""
    coverage: str = "Mo-Fr 09:00-18:00"
    """Covered hours in the notation of opening hours."""
    zone: str | None = None
    """IANA time zone of the coverage; none means the company's."""
    holidays: str | None = None
    """Holiday calendar: `IT`, `IT-BZ`; none means the company's."""
    include_parts: bool = False
    """The customer pays no parts."""
    include_labour: bool = False
    """The customer pays no labour."""
    include_travel: bool = False
    """The customer pays no travel."""
    units: int | None = None
    """Prepaid calls; none means unlimited."""
    used: int = 0
    """Prepaid calls used."""
    remarks: str = ""
    """Free text."""
    closed_dates: list[Any] | None = Field(default=None, sa_type=Json)
    """The contract's own closed dates beyond the calendar, ISO texts."""


class ContractLine(Row, table=True):
    """A unit or a group that a contract names."""

    __tablename__ = "contract_line"

    contract: int = Field(foreign_key="contract.number", index=True)
    """Contract number."""
    line: int = 0
    """Line number, kept as it came."""
    equipment: int | None = Field(default=None, foreign_key="equipment.number", index=True)
    """Card number, in serial contracts."""
    serial: str | None = None
    """Own serial of the unit."""
    manufacturer_serial: str | None = None
    """The maker's serial of the unit."""
    item: str | None = None
    """Item code of the unit."""
    item_group: str | None = None
    """Item group, in group contracts."""
    start: date | None = None
    """First day of the line; none means the contract's."""
    end: date | None = None
    """Last day of the line; none means the contract's."""
    termination: date | None = None
    """Early end of the line."""


class ContractTarget(Row, table=True):
    """A priority's own targets under a contract."""

    __tablename__ = "contract_target"

    contract: int = Field(foreign_key="contract.number", index=True)
    """Contract number."""
    priority: str = Field(sa_type=Priority)
    """low, medium or high."""
    response: str | None = None
    """Response target for this priority."""
    resolution: str | None = None
    """Resolution target for this priority."""
