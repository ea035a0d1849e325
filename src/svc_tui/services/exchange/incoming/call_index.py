"""The calls of a store as activities know them: by number, by B1's id, by the activities that they name."""

from typing import TYPE_CHECKING

from svc_tui.interchange.core.records import ById
from svc_tui.services.exchange.incoming.refs import Directory
from svc_tui.storage.exchange import incoming as rows

if TYPE_CHECKING:
    pass


class CallIndex:
    """Keys of calls by what activities know them by, read when first asked for."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self._numbers: dict[str, int] | None = None
        self._b1: dict[int, int] = {}
        self._naming: dict[int, int] = {}
        self.named: set[int] = set()
        """Calls to which activities of B1 came."""

    def forget(self) -> None:
        """Calls were written."""
        self._numbers = None

    def naming(self, activity: int) -> int | None:
        """The call whose own list names this activity (B1's ServiceCallActivities)."""
        self._read()
        return self._naming.get(activity)

    def of(self, value: object) -> int | None:
        """The call of this number, or of B1's id."""
        numbers = self._read()
        if isinstance(value, ById) and value.id in self._b1:
            return self._b1[value.id]
        return numbers.get(str(value))

    def _read(self) -> dict[str, int]:
        if self._numbers is None:
            self._numbers, self._b1, self._naming = {}, {}, {}
            for key, number, b1, activities in rows.call_keys(session=self.directory.unit.session):
                self._numbers[number] = key
                if b1 is not None:
                    self._b1[b1] = key
                for line in activities or ():
                    if isinstance(line, dict) and isinstance(line.get("ActivityCode"), int):
                        self._naming[line["ActivityCode"]] = key
        return self._numbers
