"""Work as people read it: the amount of a line, who pays it and why, the tab of a call, the line of a preview."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from svc_tui.domain.contracts.ledger import shown_quantity
from svc_tui.domain.core.text import show_line
from svc_tui.errors import SvcError
from svc_tui.language import _, moment, ngettext, number, pgettext, time_of_day
from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.core.wrapping import paragraph


class Totals(Protocol):
    """What lines add up to."""

    @property
    def labour_s(self) -> int: ...
    @property
    def travel_s(self) -> int: ...
    @property
    def km(self) -> Decimal: ...
    @property
    def parts(self) -> Decimal: ...
    @property
    def billable_s(self) -> int: ...
    @property
    def included_s(self) -> int: ...
    @property
    def drawn(self) -> int: ...


class Amount(Protocol):
    """How much a line says."""

    @property
    def kind(self) -> str: ...
    @property
    def seconds(self) -> int: ...
    @property
    def km(self) -> object: ...
    @property
    def item(self) -> str | None: ...
    @property
    def quantity(self) -> object: ...
    @property
    def item_name(self) -> str | None: ...


class _Much(NamedTuple):
    """How much a piece of work says that is not written yet."""

    kind: str
    seconds: int
    km: object
    item: str | None
    quantity: object
    item_name: str | None = None


class WorkLine(Protocol):
    """A line of work with what it belongs to."""

    @property
    def line(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def who(self) -> str | None: ...
    @property
    def starts_at(self) -> datetime | None: ...
    @property
    def ends_at(self) -> datetime | None: ...
    @property
    def seconds(self) -> int: ...
    @property
    def km(self) -> str | None: ...
    @property
    def item(self) -> str | None: ...
    @property
    def item_name(self) -> str | None: ...
    @property
    def quantity(self) -> str | None: ...
    @property
    def serial_in(self) -> str | None: ...
    @property
    def serial_out(self) -> str | None: ...
    @property
    def note(self) -> str: ...
    @property
    def billable(self) -> bool: ...
    @property
    def why(self) -> str | None: ...
    @property
    def contract(self) -> int | None: ...
    @property
    def split_of_line(self) -> int | None: ...
    @property
    def corrects_line(self) -> int | None: ...


class Plan(Protocol):
    """What a piece of work would become."""

    @property
    def lines(self) -> Sequence[Any]: ...
    @property
    def unit_kind(self) -> str | None: ...
    @property
    def entry(self) -> Any: ...
    @property
    def contract(self) -> int | None: ...
    @property
    def drawn(self) -> int: ...
    @property
    def counted(self) -> int: ...
    @property
    def billed(self) -> int: ...
    @property
    def left(self) -> int | None: ...


class Bill(Protocol):
    """What a piece of work on many calls would come to."""

    @property
    def plans(self) -> Sequence[Any]: ...
    @property
    def refused(self) -> Sequence[SvcError]: ...
    @property
    def to_bill(self) -> int: ...
    @property
    def billed_s(self) -> int: ...
    @property
    def drawn(self) -> Mapping[tuple[int, str], tuple[int, int]]: ...


NAMED = 2
"""So many contracts are named in a preview of many calls."""


def time_words(seconds: int) -> str:
    """A time of work in hours, however many: `26h30`, `-0h15`, `45s`."""
    sign = "-" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), 60)
    if not minutes and rest:
        return f"{sign}{rest}s"
    return sign + _("{hours}h{minutes:02}").format(hours=minutes // 60, minutes=minutes % 60)


def kind_words(kind: str) -> str:
    """What a kind of work is called."""
    known = {
        "labour": pgettext("work", "labour"),
        "travel": pgettext("work", "travel"),
        "part": pgettext("work", "part"),
    }
    return known.get(kind) or show_line(kind)


def why_words(why: str | None, contract: int | None) -> str:
    """Why a line is billable or included."""
    return _(why).format(contract=contract) if why else ""


def paid_words(billable: bool) -> str:
    """Who pays."""
    return pgettext("work", "to bill") if billable else pgettext("work", "included")


_LOGGED = re.compile(r"(\d+): (labour|travel|part) (.*?)(?:, (included|billable))?(: .*)?", re.DOTALL)


def history_words(text: str) -> str:
    """A line of history about work, `2: labour 1h30, included: seal`, in the reader's words."""
    if decided := re.fullmatch(r"(\d+): (yes|no)", text):
        return f"{decided[1]}: {paid_words(decided[2] == 'yes')}"
    found = _LOGGED.fullmatch(text)
    if found is None:
        return show_line(text)
    line, kind, much, paid, note = found.groups()
    said = f"{line}: {kind_words(kind)} {much}"
    if paid:
        said += f", {paid_words(paid == 'billable')}"
    return show_line(said + (note or ""))


def plain(value: Any) -> str:
    """A decimal without needless zeros."""
    if value in (None, ""):
        return ""
    number = Decimal(str(value))
    return f"{number.normalize():f}" if number else "0"


def amount_words(line: Amount) -> str:
    """How much a line says: `1h30`, `24 km 0h40`, `2 x PMP-3 Pump`."""
    if line.kind == "part":
        name = f" {show_line(line.item_name)}" if line.item_name else ""
        return f"{plain(line.quantity)} x {show_line(line.item or '')}{name}"
    parts = []
    if line.km not in (None, "", "0"):
        parts.append(_("{km} km").format(km=plain(line.km)))
    if line.seconds or not parts:
        parts.append(time_words(line.seconds))
    return " ".join(parts)


def serial_words(line: WorkLine) -> str:
    """What went in and what came out."""
    said = []
    if line.serial_in:
        said.append(_("in {serial}").format(serial=show_line(line.serial_in)))
    if line.serial_out:
        said.append(_("out {serial}").format(serial=show_line(line.serial_out)))
    return ", ".join(said)


def when_words(begin: datetime | None, end: datetime | None, *, now: datetime, zone: ZoneInfo) -> str:
    """When it was done: from and to, or when it was logged."""
    if begin and end:
        return f"{moment(begin, zone, now)}-{time_of_day(end, zone)}"
    return moment(end, zone, now) if end else ""


def totals_words(found: Totals) -> list[str]:
    """The sums, one a part of the sentence; what is nothing is left out."""
    said = []
    if found.labour_s:
        said.append(_("labour {time}").format(time=time_words(found.labour_s)))
    if found.travel_s or found.km:
        km = _("{km} km").format(km=plain(found.km))
        said.append(_("travel {km} {time}").format(km=km, time=time_words(found.travel_s)))
    if found.parts:
        said.append(_("parts {count}").format(count=plain(found.parts)))
    if found.included_s:
        said.append(_("included {time}").format(time=time_words(found.included_s)))
    if found.billable_s:
        said.append(_("to bill {time}").format(time=time_words(found.billable_s)))
    return said


def page(
    lines: Sequence[WorkLine],
    found: Totals,
    width: int,
    *,
    now: datetime,
    zone: ZoneInfo,
    key: str = "",
) -> list[Line]:
    """The tab: each line of work with who pays it and why, and the sums below."""
    shown: list[Line] = []
    for line in lines:
        role = "warning" if line.billable else "kept"
        head: Line = (
            (" ", "text"),
            (f"{line.line:>2} ", "accent"),
            (f"{when_words(line.starts_at, line.ends_at, now=now, zone=zone)}  ", "muted"),
            (f"{show_line(line.who or '-')}  ", "muted"),
            (f"{kind_words(line.kind)} {amount_words(line)}  ", "text"),
            (paid_words(line.billable), role),
        )
        shown.append(head)
        rest = "; ".join(text for text in (line.note, serial_words(line), _belongs(line)) if text)
        if rest:
            shown += paragraph(rest, width, indent=4)
        why = why_words(line.why, line.contract)
        if why:
            shown += paragraph(why, width, "muted", indent=4)
    if not shown:
        return [
            (
                (" ", "text"),
                (_("No work logged yet. {key} logs time, travel or a part.").format(key=key), "muted"),
            )
        ]
    return [
        *shown,
        (),
        ((" ", "text"), (_("Together: {sums}").format(sums=", ".join(totals_words(found))), "text strong")),
    ]


def _belongs(line: WorkLine) -> str:
    if line.corrects_line:
        return _("corrects line {line}").format(line=line.corrects_line)
    if line.split_of_line:
        return _("the rest of line {line}").format(line=line.split_of_line)
    return ""


def preview(plan: Plan, *, now: datetime, zone: ZoneInfo) -> str:
    """What a piece of work would count, draw and bill, in one line."""
    entry = plan.entry
    much = _Much(entry.kind, entry.seconds or 0, entry.km, entry.item, entry.quantity)
    said = [f"{kind_words(entry.kind)} {amount_words(much)}"]
    if entry.starts_at is not None:
        said[0] += f" ({when_words(entry.starts_at, entry.ends_at, now=now, zone=zone)})"
    kind = plan.unit_kind
    if kind == "hours" and plan.counted != (entry.seconds or 0):
        said.append(_("counts {time}").format(time=shown_quantity(plan.counted, kind)))
    if plan.drawn:
        drawn = _("{units} from K-{contract}, {left} left")
        left = shown_quantity(plan.left or 0, kind)
        said.append(drawn.format(units=_units(plan.drawn, kind), contract=plan.contract, left=left))
        if plan.billed:
            said.append(_("{units} to bill").format(units=_units(plan.billed, kind)))
    else:
        first = plan.lines[0]
        said.append(f"{paid_words(first.billable)}: {why_words(first.why, first.contract)}")
    return "; ".join(said)


def bill_words(bill: Bill) -> str:
    """What a piece of work on many calls would count, draw and bill, in one line."""
    count, to_bill = len(bill.plans), bill.to_bill
    said = [
        ngettext(
            "{count} call: {free} included, {billed} to bill",
            "{count} calls: {free} included, {billed} to bill",
            count,
        ).format(count=number(count), free=number(count - to_bill), billed=number(to_bill))
    ]
    for (contract, kind), (drawn, left) in list(bill.drawn.items())[:NAMED]:
        words = _("{units} from K-{contract}, {left} left")
        said.append(
            words.format(units=_units(drawn, kind), contract=contract, left=shown_quantity(left, kind))
        )
    if (more := len(bill.drawn) - NAMED) > 0:
        said.append(
            ngettext("{count} more contract", "{count} more contracts", more).format(count=number(more))
        )
    if bill.billed_s:
        said.append(_("{units} to bill").format(units=shown_quantity(bill.billed_s, "hours")))
    if bill.refused:
        words = ngettext("{count} refuses it: {why}", "{count} refuse it: {why}", len(bill.refused))
        said.append(words.format(count=number(len(bill.refused)), why=bill.refused[0].text(_)))
    return "; ".join(said)


def _units(quantity: int, kind: str | None) -> str:
    if kind == "visits":
        return _("{count} visits").format(count=quantity) if quantity != 1 else _("1 visit")
    return shown_quantity(quantity, kind)
