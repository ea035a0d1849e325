"""The tabs of an open card as lines: what `card_page` has in sections, and what stands in for it, is part of it, is
attached to it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, moment
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.core.words import card_status_words, size_words
from svc_tui.presentation.equipment import page as card_page
from svc_tui.presentation.equipment.movements import movement_lines, reading_lines

TABS = (
    N_("General"),
    N_("Calls"),
    N_("Contracts"),
    N_("Moves"),
    N_("Replaced"),
    N_("Parts"),
    N_("Files"),
    N_("History"),
)
"""General, calls, contracts, movements, replacements, parts and units, attachments, history: short for 80 cells."""


class Unit(Protocol):
    """A card among its relatives."""

    @property
    def number(self) -> int: ...
    @property
    def serial(self) -> str | None: ...
    @property
    def manufacturer_serial(self) -> str | None: ...
    @property
    def item(self) -> str: ...
    @property
    def customer(self) -> str: ...
    @property
    def status(self) -> str: ...


class Part(Unit, Protocol):
    """A card in the tree of parts."""

    @property
    def depth(self) -> int: ...


class File(Protocol):
    """An attached file."""

    @property
    def name(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def at(self) -> datetime | None: ...
    @property
    def who(self) -> str | None: ...


def head(record: Mapping[str, Any], *, now: datetime, zone: ZoneInfo, most: int = 5) -> list[Line]:
    """Which unit it is, covered or not and who else was considered, and a blank line."""
    lines = [*card_page.head(record), *card_page.banner(record, now=now, zone=zone)]
    return [*(((" ", "text"), *line) for line in lines[:most]), ()]


def general(record: Mapping[str, Any]) -> list[Line]:
    """The fields of the card."""
    return margin(card_page.general(record))


def calls(record: Mapping[str, Any], *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """The calls about it, open ones first."""
    lines = [card_page.call(each, now, zone) for each in record["service_calls"]]
    return margin(lines) or _none(_("No calls yet."))


def contracts(record: Mapping[str, Any]) -> list[Line]:
    """The contracts that name it."""
    return margin([card_page.contract(each) for each in record["contracts"]]) or _none(
        _("No contract names this unit, its group or its owner.")
    )


def movements(record: Mapping[str, Any], *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """Where it went and whose it was, the newest first; then what its counters showed."""
    lines = movement_lines(record["movements"], now=now, zone=zone)
    read = reading_lines(record.get("readings", ()), now=now, zone=zone)
    if read:
        lines = [*lines, (), ((_("Counters"), "text strong"),), *read]
    return margin(lines) or _none(_("It never moved."))


def replaced(chain: Sequence[Unit], number: int) -> list[Line]:
    """The units that stood in for one another, the first one first."""
    if len(chain) < 2:
        return _none(_("No unit stands in for it, and it stands in for none."))
    return margin([_unit(each, number, "" if index == 0 else "→ ") for index, each in enumerate(chain)])


def parts(tree: Sequence[Part], number: int) -> list[Line]:
    """The whole that it belongs to, with all its parts."""
    if len(tree) < 2:
        return _none(_("It has no parts, and is a part of nothing."))
    return margin([_unit(each, number, "  " * each.depth) for each in tree])


def files(found: Sequence[File], *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """The attached files."""
    lines: list[Line] = [
        (
            (show_line(each.name), "text"),
            (f"  {size_words(each.size)}", "muted"),
            (f"  {moment(each.at, zone, now)}" if each.at else "", "muted"),
            (f"  {show_line(each.who or '')}", "muted"),
        )
        for each in found
    ]
    return margin(lines) or _none(_("No file is attached."))


def history(record: Mapping[str, Any], *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """Who changed what, the newest first."""
    return margin(card_page.entries(record["history"], now, zone)) or _none(_("Nothing was changed yet."))


def _unit(unit: Unit, number: int, lead: str) -> Line:
    here = unit.number == number
    serial = show_line(unit.serial or unit.manufacturer_serial or "-")
    spans: list[Span] = [
        (lead, "muted"),
        (f"{unit.number}", "accent strong" if here else "accent"),
        (f"  {serial}", "text strong" if here else "text"),
        (f"  {show_line(unit.item)}  {show_line(unit.customer)}", "muted"),
    ]
    if unit.status != "active":
        spans.append((f"  {card_status_words(unit.status)}", "warning"))
    if here:
        spans.append((_("  (this one)"), "muted"))
    return tuple(spans)


def margin(lines: Sequence[Line]) -> list[Line]:
    """The lines of a tab, a blank from the edge."""
    return [((" ", "text"), *line) if line else () for line in lines]


def _none(text: str) -> list[Line]:
    return [((f" {text}", "muted"),)]
