"""Activities of an import, and the look-up of the call that each belongs to."""

from typing import TYPE_CHECKING, Any

from svc_tui.errors import N_
from svc_tui.interchange.core.records import BadValue, ById, Record
from svc_tui.services.exchange.incoming.refs import Directory, Resolver
from svc_tui.storage.exchange import incoming as rows

if TYPE_CHECKING:
    from svc_tui.services.exchange.incoming.cards import Below
    from svc_tui.services.exchange.incoming.masters import MasterSink


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


def activity(
    sink: "MasterSink", record: Record, values: dict[str, Any], resolver: Resolver, row_id: int | None
) -> "Below":
    """An activity's values as columns: the call it belongs to, who handles it."""
    employee = values.pop("who_employee", None)
    if employee is not None and values.get("who") is None:
        values["who"] = resolver.resolve("technician", employee)
    told = values.pop("call", None)
    call = sink.calls.naming(values["number"]) if record.source == "b1" else None
    if call is None and told is not None:
        call = sink.calls.of(told)
        if call is None and record.source != "b1":
            raise BadValue(N_("There is no call {code} in the store."), code=told, _name="call", _value=told)
        if call is None:
            sink.warn(record, "no-call", N_("An activity names a call that the store lacks ({count})."))
            record.extra.setdefault("ParentObjectId", getattr(told, "id", told))
    if "call" in record.values or call is not None:
        values["call_id"] = call
    if record.source == "b1" and call is not None:
        sink.calls.named.add(call)
    if row_id is None:
        values.setdefault("created_at", values.get("starts_at"))
    if values.get("ends_at") and values.get("starts_at") and values["ends_at"] < values["starts_at"]:
        sink.warn(record, "SC-25", N_("An activity ends before it begins ({count})."))
    return {}
