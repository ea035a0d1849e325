"""Contract templates (modelli di contratto, B1 OCTT): what a new contract or a warranty is copied from."""

from typing import Any

from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, Json, folded


class ContractTemplate(Editable, table=True):
    """A reusable skeleton of a contract; also the warranty template of an item."""

    __tablename__ = "contract_template"

    name: str = Field(unique=True)
    """Name and key, up to 20 characters."""
    name_key: str = folded("name", unique=True)
    """The name as it is found, in any case."""
    description: str = ""
    """Title."""
    type: str = "serial"
    """customer, item_group or serial."""
    expired: bool = False
    """Can no longer be chosen (CT-09)."""
    renewal: bool = False
    """Contracts made from it are to be renewed."""
    remind: str | None = None
    """How long before the end to remind: `30d`, `2w`, `1m`."""
    duration: int | None = None
    """Length in months."""
    response: str | None = None
    """Response target: `4h` or `1d`."""
    resolution: str | None = None
    """Resolution target: `8h` or `2d`."""
    targets: dict[str, Any] | None = Field(default=None, sa_type=Json)
    """Targets of priorities: `{"high": ["1h", "4h"]}`."""
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
    """What is prepaid: `hours` or `visits`."""
    units: int | None = None
    """How much of it at the start: seconds, or visits."""
    unit_step: str | None = None
    """Work counts per started step: `15m`."""
    unit_minimum: str | None = None
    """The least that one entry counts: `30m`."""
    unit_night: str | None = None
    """Hours that count more, as opening hours."""
    unit_night_factor: str | None = None
    """How often a night hour counts, decimal text."""
    unit_capped: bool = True
    """Rounding up never draws more than the balance holds."""
    value: str | None = None
    """Price of the whole period, decimal text."""
    fee: str | None = None
    """What a whole period costs, decimal text."""
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
