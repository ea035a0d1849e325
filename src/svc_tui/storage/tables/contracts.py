"""Service contracts (contratti di servizio, B1 OCTR, CTR1) with coverage and targets."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, Instant, Json, Priority, Row, said, silent, told_as


class Contract(Editable, table=True):
    """What a customer is entitled to: which units, which hours, how fast, which costs are included."""

    __tablename__ = "contract"
    __table_args__ = (Index("contract_customer", "customer", "type"), said(record="id"))

    number: int = Field(unique=True)
    """Contract number; shown as K-58."""
    description: str = ""
    """Title."""
    type: str = "serial"
    """customer, item_group or serial: what its lines name."""
    service_type: str = "regular"
    """regular or warranty."""
    status: str = told_as("status", default="draft")
    """draft, approved, on_hold or terminated; only approved entitles."""
    customer: str = Field(foreign_key="customer.code")
    """Code of the customer."""
    contact: str | None = None
    """Name of the contact person."""
    owner: str | None = Field(default=None, foreign_key="person.code")
    """Who looks after it and gets the reminder."""
    template: str | None = None
    """Name of the template it was copied from."""
    start: date | None = None
    """First day."""
    end: date | None = None
    """Last day."""
    duration: int | None = None
    """Length in months; the end is stored all the same (CT-02)."""
    termination: date | None = None
    """Early end; its presence means terminated."""
    renews: int | None = Field(default=None, index=True)
    """Number of the contract of the period before."""
    value: str | None = None
    """What the customer pays for the whole period, decimal text in the company's currency."""
    price_list: str | None = Field(default=None, foreign_key="price_list.code")
    """Code of the list whose prices hold for what it does not include; none means the customer's."""
    renewal: bool = False
    """To be renewed."""
    remind: str | None = None
    """How long before the end to remind: `30d`, `2w`, `1m`."""
    reminded_at: datetime | None = silent(default=None, sa_type=Instant)
    """When the owner was reminded of this end; empty again when the end moves."""
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
    unit_kind: str | None = None
    """What is prepaid: `hours` or `visits`; none where nothing is."""
    units: int | None = None
    """Prepaid and not expired, the sum of the ledger's grants: seconds of hours, or visits; none means unlimited."""
    used: int = 0
    """Used of it, the sum of the ledger's draws, in the same measure."""
    unit_step: str | None = None
    """Work counts per started step: `15m`; none counts the second."""
    unit_minimum: str | None = None
    """The least that one entry counts: `30m`."""
    unit_night: str | None = None
    """Hours that count more, as opening hours in the contract's zone: `Mo-Su 22:00-06:00`."""
    unit_night_factor: str | None = None
    """How often a night hour counts, decimal text: `2`."""
    unit_capped: bool = True
    """Rounding up never draws more than the balance holds; else the rest of the step is billed."""
    fee: str | None = None
    """What a whole period costs, decimal text; none: the share of `value` that a period has."""
    fee_every: str | None = None
    """How often it is billed: `monthly`, `quarterly` or `yearly`; none: not by the program."""
    fee_due: str = "advance"
    """When a fee falls due: `advance` or `arrears`."""
    refill: str | None = None
    """How often prepaid units come anew: `monthly` or `quarterly`; none: never."""
    refill_units: str | None = None
    """What each whole period brings: `5h`, or a number of visits."""
    refill_carry: str = "no"
    """What of the rest is carried over: `no`, `yes`, or at most so much: `5h`."""
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
