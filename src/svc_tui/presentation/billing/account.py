"""The open lines of a customer on a page: a line each, sums by currency above, the reason of one below."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from svc_tui.domain.billing.lines import Line as BillLine
from svc_tui.domain.billing.totals import Totals
from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, day_short, ngettext
from svc_tui.language import number as counted
from svc_tui.presentation.billing.lines import money, total
from svc_tui.presentation.core.columns import ListColumn
from svc_tui.presentation.core.spans import Line, Span

COLUMNS = (
    ListColumn("status", N_("Status"), 8),
    ListColumn("day", N_("Day"), 6),
    ListColumn("source", N_("From"), 16),
    ListColumn("text", N_("What"), 14, grow=3),
    ListColumn("quantity", N_("How many"), 10, right=True),
    ListColumn("net", N_("Net"), 14, right=True),
)
STATUS = {"proposed": N_("to do"), "approved": N_("approved"), "held": N_("held")}
_MOVED = {
    "gone": N_("not owed like this any more"), "customer": N_("customer"), "day": N_("day"), "quantity": N_("quantity"),
    "unit": N_("unit"), "price": N_("price"), "currency": N_("currency"), "discount": N_("discount"),
    "vat": N_("VAT"), "net": N_("net"),
}  # fmt: skip


class Standing(Protocol):
    """A line and how it stands."""

    @property
    def line(self) -> BillLine: ...
    @property
    def status(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def moved(self) -> Sequence[str]: ...
    @property
    def source(self) -> str: ...


class Sums(Protocol):
    """What stands how in one currency."""

    @property
    def currency(self) -> str: ...
    @property
    def proposed(self) -> Totals: ...
    @property
    def approved(self) -> Totals: ...
    @property
    def held(self) -> Totals: ...


class Account(Protocol):
    """The open lines of a customer."""

    @property
    def customer(self) -> str: ...
    @property
    def until(self) -> date: ...
    @property
    def lines(self) -> Sequence[Standing]: ...
    @property
    def sums(self) -> Sequence[Sums]: ...
    @property
    def unpriced(self) -> Sequence[Standing]: ...


def cells(each: Standing, why: str, today: date) -> tuple[Span, ...]:
    """A line in its row; `why` is its reason in words."""
    line = each.line
    role = {"approved": "kept", "held": "warning"}.get(each.status, "text")
    if each.moved:
        status = (_("changed"), "urgent")
    elif line.net is None:
        status = (_("no price"), "urgent")
    else:
        status = (_(STATUS[each.status]), role)
    net = "" if line.net is None or line.charged is None else money(line.net, line.charged.currency)
    return (
        status,
        (day_short(line.day, today), "muted"),
        (show_line(each.source), "accent"),
        (show_line(line.text) or why, "text"),
        (_quantity(line.quantity, line.unit), "muted"),
        (net, "text"),
    )


def _quantity(quantity: Decimal, unit: str) -> str:
    plain = quantity.normalize()
    return f"{plain:f} {unit}"


def head(account: Account, name: str) -> list[Line]:
    """Whose account it is up to when, what stands how in each currency, and what has no price."""
    title = _("{customer}, to be billed up to {day}").format(
        customer=" ".join((show_line(account.customer), show_line(name))), day=day_short(account.until)
    )
    lines: list[Line] = [((f" {title}", "title strong"),)]
    for each in account.sums:
        told = (
            (_("to do {amount}"), each.proposed, "text"), (_("approved {amount}"), each.approved, "kept"),
            (_("held {amount}"), each.held, "warning"),
        )  # fmt: skip
        spans: list[Span] = [(f" {each.currency}  ", "muted")]
        for words, sums, role in told:
            spans.append((words.format(amount=f"{sums.net:f}"), role if sums.groups else "muted"))
            spans.append(("   ", "text"))
        if each.approved.groups:
            spans.append((_("with VAT {amount}").format(amount=f"{each.approved.total:f}"), "muted"))
        lines.append(tuple(spans))
    count = len(account.unpriced)
    if count:
        words = ngettext("{count} line has no price", "{count} lines have no price", count)
        lines.append(((f" {words.format(count=counted(count))}", "urgent"),))
    if not account.lines:
        lines.append(((" " + _("Nothing is to be billed up to this day."), "muted"),))
    return lines


def detail(each: Standing, why: str) -> list[Line]:
    """What a line is, why it is billed, by which price and rule, and how it stands."""
    line, charged = each.line, each.line.charged
    where = [f"K-{line.contract}"] if line.contract else []
    where = [_("call {number}").format(number=show_line(line.call)), *where] if line.call else where
    lines: list[Line] = [
        ((f" {show_line(line.text) or why}", "strong"), (f"  {'  '.join(where)}", "accent")),
        ((f" {why}", "text"), (f"  ({line.rule})", "muted")),
    ]
    if charged is None:
        lines.append(((" " + _("No price list names it: svc-tui price set."), "urgent"),))
    else:
        words = _("{quantity} at {price} of list {list}, VAT {vat} %").format(
            quantity=_quantity(line.quantity, line.unit), price=money(charged.price, charged.currency),
            list=show_line(charged.price_list), vat=f"{charged.vat:f}",
        )  # fmt: skip
        if charged.discount:
            words += ", " + _("less {percent} %").format(percent=f"{charged.discount:f}")
        lines.append(((f" {words}", "muted"),))
    if each.why:
        lines.append(((" " + _("Held: {why}").format(why=show_line(each.why)), "warning"),))
    if each.moved:
        changed = ", ".join(_(_MOVED[name]) for name in each.moved)
        lines.append(
            (
                (
                    " " + _("Changed since: {fields}. Release it to see it as it is.").format(fields=changed),
                    "urgent",
                ),
            )
        )
    return lines


def question(account: Account, path: str) -> str:
    """What is about to be handed over."""
    chosen = [each for each in account.lines if each.status == "approved"]
    count = len(chosen)
    sums = ", ".join(
        money(each.approved.total, each.currency) for each in account.sums if each.approved.groups
    )
    words = ngettext(
        "Hand over {count} line, {total} with VAT, to {path}?",
        "Hand over {count} lines, {total} with VAT, to {path}?", count,
    )  # fmt: skip
    return words.format(count=counted(count), total=sums, path=show_line(path))


def handed(documents: Sequence[Any], paths: Sequence[str]) -> str:
    """What was handed over."""
    told = (
        _("{number}: {total} in {path}").format(number=row.number, total=total(row), path=show_line(path))
        for row, path in zip(documents, paths, strict=True)
    )
    return _("Handed over {documents}").format(documents="; ".join(told))


def hand_over(row: Any) -> Line:
    """A hand-over among others."""
    return (
        (f"{row.number:<6}", "accent"), (f"{day_short(row.day)}  {total(row)}  ", "text"),
        (show_line(row.file_name), "muted"),
    )  # fmt: skip
