"""What follows from the rows of equipment: the index of serials."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from svc_tui.storage.engine.followers import Index

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from svc_tui.storage.engine.moved import Moved
    from svc_tui.storage.engine.unit_of_work import UnitOfWork


class SerialForms(Index):
    """Every spelling of every card's serials."""

    tables: ClassVar[Sequence[str]] = ("equipment",)

    def __init__(self) -> None:
        super().__init__()
        self.above: int | None = None
        """Cards came in at once: those with higher keys."""

    def touch(self, row: "Moved") -> None:
        self.touched.add(row.id)

    def loading(self, unit: "UnitOfWork", table_name: str) -> None:
        if self.above is None:
            self.above = unit.highest(table_name)

    def settle(self, unit: "UnitOfWork", *, last: bool) -> None:
        if self.above is not None:
            self.touched.update(unit.ids_above("equipment", self.above))
            self.above = None
        super().settle(unit, last=last)

    def write(self, session: "Session", ids: Sequence[int]) -> None:
        from svc_tui.storage.equipment import serial_forms

        serial_forms.write(session, ids)

    def rebuild(self, session: "Session") -> None:
        from svc_tui.storage.equipment import serial_forms

        serial_forms.write(session, None)
