"""The ledger of prepaid units as lines: sums with a bar, then the entries with the running balance."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from svc_tui.domain.contracts.ledger import Sums, shown_quantity
from svc_tui.domain.core.text import show_line
from svc_tui.language import _, moment, pgettext
from svc_tui.presentation.core.spans import Line

BAR = 20


class Entry(Protocol):
    """One entry."""

    @property
    def at(self) -> datetime: ...
    @property
    def who(self) -> str | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def quantity(self) -> int: ...
    @property
    def balance(self) -> int: ...
    @property
    def call(self) -> str | None: ...
    @property
    def line(self) -> int | None: ...
    @property
    def note(self) -> str: ...
    @property
    def period(self) -> date | None: ...


class Ledger(Protocol):
    """All that moved a contract's units."""

    @property
    def unit_kind(self) -> str | None: ...
    @property
    def entries(self) -> Sequence[Entry]: ...
    @property
    def sums(self) -> Sums: ...


def entry_words(kind: str, period: object = None) -> str:
    """What a kind of entry is called; what came by itself with a period is not bought."""
    if period is not None and kind == "bought":
        return pgettext("units", "refilled")
    known = {
        "bought": pgettext("units", "bought"),
        "used": pgettext("units", "used"),
        "corrected": pgettext("units", "corrected"),
        "expired": pgettext("units", "expired"),
    }
    return known.get(kind) or show_line(kind)


def bar(sums: Sums) -> str:
    """The share used as signs, readable without colour: `[########------------]`."""
    filled = min(BAR, sums.percent * BAR // 100)
    return f"[{'#' * filled}{'-' * (BAR - filled)}]"


def ledger_lines(ledger: Ledger, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """Sums, warning level and entries, the newest first."""
    sums, kind = ledger.sums, ledger.unit_kind
    if not ledger.entries and sums.is_empty:
        return [((" ", "text"), (_("No prepaid units."), "muted"))]
    words = _("{left} left of {granted}, {percent} % used")
    said = words.format(
        left=shown_quantity(sums.balance, kind),
        granted=shown_quantity(sums.granted, kind),
        percent=sums.percent,
    )
    role = {100: "urgent", 90: "warning", 75: "warning"}.get(sums.level, "text")
    lines: list[Line] = [((" ", "text"), (bar(sums), "muted"), (f" {said}", role)), ()]
    wide = max((len(moment(entry.at, zone, now)) for entry in ledger.entries), default=0)
    for entry in reversed(ledger.entries):
        where = _("call {number}").format(number=show_line(entry.call)) if entry.call else ""
        rest = "  ".join(text for text in (where, show_line(entry.note)) if text)
        lines.append(
            (
                (" ", "text"),
                (f"{moment(entry.at, zone, now):<{max(14, wide)}} ", "muted"),
                (f"{entry_words(entry.kind, entry.period):<10} ", "text"),
                (f"{shown_quantity(entry.quantity, kind):>8} ", "text"),
                (f"{shown_quantity(entry.balance, kind):>8}  ", "text strong"),
                (f"{show_line(entry.who or '-')}  {rest}", "muted"),
            )
        )
    return lines
