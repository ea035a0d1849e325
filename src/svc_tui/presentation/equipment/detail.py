"""The lines about the card under the cursor: which unit and where, covered or not, whose, and its last call."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.cells import set_cell_size

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, ngettext, number
from svc_tui.presentation.core.columns import short_moment
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.core.words import card_status_words, status_words
from svc_tui.presentation.equipment.page import banner

SERIALS, COUNTED, MOMENT = 24, 18, 12
"""Cells of what stands in front: what is the same for the next card stays where it is and is not sent again."""


def detail_lines(
    record: Mapping[str, Any], call: Mapping[str, Any] | None, *, now: datetime, zone: ZoneInfo
) -> list[Line]:
    """The pane of a card; its page tells everything. `call` is the newest open one about it, else the newest."""
    covered, *others = banner(record, now=now, zone=zone)
    considered = others[:1] if not record["covered"] else []
    lines = [_unit(record), covered, *considered, _owner(record), _last(record, call, now, zone)]
    return [((" ", "text"), *line) for line in lines if line]


def _unit(record: Mapping[str, Any]) -> Line:
    serials = [show_line(each) for each in (record["serial"], record["manufacturer_serial"]) if each]
    named = set_cell_size(" / ".join(dict.fromkeys(serials)), SERIALS)
    where = show_line(f"{record['item']:<8}  {record['location'] or ''}").rstrip()
    parts: list[Span] = [(f"{record['number']:<4} ", "accent strong"), (f"{named}  {where}", "text")]
    if record["status"] != "active":
        parts.append((f"  {card_status_words(record['status'])}", "warning"))
    return tuple(parts)


def _owner(record: Mapping[str, Any]) -> Line:
    reach = [
        record["customer_name"] or record["customer"],
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
    counted = words.format(open=f"{number(record['open_calls']):>2}", all=number(record["calls"]))
    at = set_cell_size(short_moment(call["reported_at"], now=now, zone=zone), MOMENT)
    text = f"{show_line(call['number'])}  {at} {status_words(call['status'])}  {show_line(call['subject'])}"
    return ((f"{set_cell_size(counted, COUNTED)}  {text}", "text"),)
