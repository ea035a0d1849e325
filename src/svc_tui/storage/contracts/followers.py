"""What follows from the rows of contracts: the sums of their ledgers, and their versions."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from svc_tui.storage.engine.followers import Entry, Follower

if TYPE_CHECKING:
    from svc_tui.storage.engine.moved import Moved
    from svc_tui.storage.engine.unit_of_work import UnitOfWork


class Ledgers(Follower):
    """The sums of prepaid units, and a new version of a contract whose lines, targets or ledger change.

    A ledger is only added to: taking an entry back adds its opposite, unless its contract goes with it.
    """

    tables: ClassVar[Sequence[str]] = ("contract_line", "contract_target", "unit_entry")
    keeps: ClassVar[Mapping[str, frozenset[str]]] = {"contract": frozenset({"units", "used"})}

    def __init__(self) -> None:
        super().__init__()
        self._made: set[int] | None = None
        """Numbers of the contracts that the act made which is taken back."""

    def touch(self, row: "Moved") -> None:
        self.touched |= row.values("contract")

    def settle(self, unit: "UnitOfWork", *, last: bool) -> None:
        if self.touched:
            from svc_tui.storage.contracts import ledger

            ledger.settle(unit, self.taken())

    def takes_back(self, unit: "UnitOfWork", entry: Entry, journal: Sequence[Entry]) -> bool:
        if entry["table_name"] != "unit_entry" or entry["before"] is not None:
            return False
        if entry["after"]["contract"] in self._made_by(journal):
            return False
        from svc_tui.storage.contracts import ledger

        ledger.reverse(unit, entry["after"])
        return True

    def retell(self, unit: "UnitOfWork", change_id: int, journal: Sequence[Entry]) -> None:
        from svc_tui.storage.contracts import ledger

        ledger.retell(unit, change_id, self._made_by(journal))

    def _made_by(self, journal: Sequence[Entry]) -> set[int]:
        if self._made is None:
            made = (each for each in journal if each["table_name"] == "contract" and each["before"] is None)
            self._made = {each["after"]["number"] for each in made}
        return self._made
