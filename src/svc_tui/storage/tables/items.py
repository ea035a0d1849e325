"""Items and their groups (B1 OITM, OITB)."""

from sqlmodel import Field

from svc_tui.storage.tables.columns import Editable, folded, said, silent


class ItemGroup(Editable, table=True):
    """A group of items: contracts, solutions and queues are made for groups."""

    __tablename__ = "item_group"
    __table_args__ = said(kind="group")

    number: int | None = Field(default=None, index=True)
    """B1's number of the group."""
    name: str = Field(unique=True)
    """Name of the group."""
    name_key: str = folded("name", unique=True)
    """The name as it is found, in any case."""


class Item(Editable, table=True):
    """Something sold and serviced: a machine, a part, labour or travel."""

    __tablename__ = "item"

    code: str = Field(unique=True)
    """Item code, up to 50 characters in B1."""
    code_key: str = folded("code", unique=True)
    """The code as it is found, in any case."""
    name: str = ""
    """Description."""
    group: str | None = Field(default=None, foreign_key="item_group.name", index=True)
    """Name of the item group."""
    kind: str = "item"
    """item, labour or travel."""
    serial_managed: bool = True
    """Each unit has a serial number and may have an equipment card (EQ-02)."""
    warranty_template: str | None = None
    """Contract template from which a delivery makes a warranty contract."""
    vat: str | None = Field(default=None, foreign_key="vat.code")
    """Code of its value added tax; none means the company's."""
    active: bool = True
    """May be chosen for new records."""
    stub: bool = silent(default=False)
    """Made by an import that named it before it was known."""
    life: int | None = None
    """Months that a unit is expected to last; none where nobody said it."""
