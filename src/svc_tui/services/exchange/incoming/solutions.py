"""Solutions of an import: the status is a value of its own list, and long headlines are told of."""

from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.text import code_key
from svc_tui.errors import N_
from svc_tui.interchange.core.records import ById, Record
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.exchange.incoming.cards import whole
from svc_tui.services.exchange.incoming.refs import Directory, Resolver
from svc_tui.services.exchange.incoming.sink import Sink
from svc_tui.storage.solutions import rows

if TYPE_CHECKING:
    from svc_tui.services.exchange.incoming.sink import Below

LONGEST = 254


def solution(sink: Sink, record: Record, values: Values, resolver: Resolver, row_id: int | None) -> "Below":
    """A solution's values as columns."""
    if values.get("status") is not None:
        values["status"] = _status(sink.directory, values["status"])
    if values.get("merged_into") is not None:
        values["merged_into"] = whole("merged_into", values["merged_into"])
    if any(len(str(values.get(name) or "")) > LONGEST for name in ("solution", "symptom", "cause")):
        message = N_("A solution has a symptom, cause or solution of more than {limit} signs ({count}).")
        sink.warn(record, "KB-01", message, limit=LONGEST)
    return {}


def same(sink: Sink, values: Given) -> int | None:
    """The number of the solution that a file does not number: that with the same symptom, cause and solution."""
    named = {name: str(values.get(name) or "") for name in ("solution", "symptom", "cause")}
    return rows.with_texts(session=sink.unit.session, texts=named)


def _status(directory: Directory, value: Any) -> str:
    """The status by B1's number or by its name; an unknown one joins the list."""
    if isinstance(value, ById):
        known = directory.list_numbers.get(("solution_status", value.id))
        return known or directory.add_entry("solution_status", str(value.id), value.id)
    found = directory.lists.get("solution_status", {}).get(code_key(str(value)), [])
    return found[0] if found else directory.add_entry("solution_status", str(value))
