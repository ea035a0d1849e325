"""Movements of a unit and readings of its counters as lines, the newest first; text and role names only."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, moment
from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.core.words import card_status_words

Record = Mapping[str, Any]

WHAT: dict[str, str] = {
    "created": N_("written down"),
    "delivered": N_("delivered"),
    "invoiced": N_("invoiced"),
    "returned": N_("came back"),
    "to_lab": N_("into the lab"),
    "from_lab": N_("back from the lab"),
    "loaned_out": N_("lent"),
    "loaned_in": N_("loan came back"),
    "exchanged": N_("exchanged"),
    "owner": N_("changed hands"),
    "moved": N_("moved"),
    "joined": N_("became a part"),
    "left": N_("is no longer a part"),
    "linked": N_("linked"),
    "unlinked": N_("link ended"),
    "activated": N_("active again"),
    "ended": N_("terminated"),
}
"""What happened, by kind (message ids)."""
DIRECTION: dict[str, str] = {"in": N_("in"), "out": N_("out")}
BY_STATUS = frozenset({"returned", "to_lab", "from_lab", "loaned_out", "loaned_in", "activated", "ended"})


def movement_lines(movements: Sequence[Record], *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """One line each: when, what, direction, document, from and to, other card."""
    return [_movement(each, now, zone) for each in reversed(movements)]


def _movement(each: Record, now: datetime, zone: ZoneInfo) -> Line:
    kind, direction = each["kind"], each["direction"]
    what = (
        card_status_words("terminated")
        if kind == "ended"
        else _(WHAT[kind])
        if kind in WHAT
        else show_line(kind)
    )
    told = [_(DIRECTION[direction])] if direction in DIRECTION else []
    if each["document"]:
        told.append(_("document {number}").format(number=show_line(each["document"])))
    if kind not in ("linked", "unlinked") and (each["old"] or each["new"]):
        sides = ("old", "new") if each["old"] else ("new",)
        told.append(" → ".join(_place(kind, each[side]) for side in sides))
    elif direction and each["customer"]:
        told.append(show_line(each["customer"]))
    if each["other"]:
        told.append(_other(each))
    if each["note"]:
        told.append(show_line(each["note"]))
    return ((f"{moment(each['at'], zone, now)}  ", "accent"), (f"{show_line(each['who'] or '-')}  ", "text"),
            (f"{what}  ", "muted"), (", ".join(told), "text"))  # fmt: skip


def _place(kind: str, text: str | None) -> str:
    return card_status_words(text) if text and kind in BY_STATUS else show_line(text or "-")


def _other(each: Record) -> str:
    sides = {
        "replaces": N_("for card {number}"),
        "replaced_by": N_("card {number} in its place"),
    }
    words = sides.get(each["old"] or "") if each["kind"] in ("linked", "unlinked") else None
    if each["kind"] in ("loaned_out", "loaned_in"):
        words = sides["replaces"]
    return _(words or N_("card {number}")).format(number=each["other"])


def reading_lines(readings: Sequence[Record], *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """One line each: when, who, which counter, what it showed."""
    lines: list[Line] = []
    for each in reversed(readings):
        told = [_("new counter")] if each["replaced"] else []
        told += [show_line(each["note"])] if each["note"] else []
        named = f"{show_line(each['meter'])}  " if each["meter"] else ""
        lines.append(((f"{moment(each['at'], zone, now)}  ", "accent"), (f"{show_line(each['who'] or '-')}  ", "text"),
                      (named, "muted"), (show_line(each["value"]), "text strong"),
                      (f"  {', '.join(told)}".rstrip(), "muted")))  # fmt: skip
    return lines
