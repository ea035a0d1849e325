"""The lines about the card under the cursor: which unit and where, covered or not, whose, and its last call."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from svc_tui.domain.text import show_line
from svc_tui.language import _, moment, ngettext, number
from svc_tui.presentation.call_columns import status_words
from svc_tui.presentation.card_page import banner
from svc_tui.presentation.spans import Line, Span
from svc_tui.presentation.words import card_status_words

ROWS = 6
"""Lines at most; whoever was considered besides takes what is left over."""


def detail_lines(
    record: Mapping[str, Any], call: Mapping[str, Any] | None, *, now: datetime, zone: ZoneInfo
) -> list[Line]:
    """The pane of a card. `call` is the one about it that matters most: the newest open one, else the newest."""
    covered, *others = banner(record, now=now, zone=zone)
    lines = [_unit(record), covered, _owner(record), _last(record, call, now, zone), *others]
    return [((" ", "text"), *line) for line in lines if line][:ROWS]


def _unit(record: Mapping[str, Any]) -> Line:
    serials = [show_line(each) for each in (record["serial"], record["manufacturer_serial"]) if each]
    parts: list[Span] = [
        (str(record["number"]), "accent strong"),
        (" " + " / ".join(dict.fromkeys(serials)), "text"),
    ]
    parts.append((show_line(f"  {record['item']}  {record['location'] or ''}").rstrip(), "text"))
    if record["status"] != "active":
        parts.append((f"  {card_status_words(record['status'])}", "warning"))
    return tuple(parts)


def _owner(record: Mapping[str, Any]) -> Line:
    reach = [
        record["customer_name"] or record["customer"],
        record["address"],
        record["contact"],
        record["phone"],
    ]
    return ((", ".join(show_line(part) for part in reach if part), "text"),)


def _last(
    record: Mapping[str, Any], call: Mapping[str, Any] | None, now: datetime, zone: ZoneInfo
) -> Sequence[Span]:
    if call is None:
        return ((_("No calls yet."), "text"),)
    words = ngettext("{open} open of {all} call", "{open} open of {all} calls", record["calls"])
    counted = words.format(open=number(record["open_calls"]), all=number(record["calls"]))
    at = moment(call["reported_at"], zone, now)
    text = f": {call['number']} {at} {status_words(call['status'])}  {show_line(call['subject'])}"
    return ((counted + text, "text"),)
