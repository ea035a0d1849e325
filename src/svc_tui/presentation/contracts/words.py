"""What is said of a contract in a few words: its state, type, what is prepaid, what it includes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from svc_tui.domain.contracts.ledger import percent, shown_quantity
from svc_tui.domain.core.money import amount
from svc_tui.domain.core.text import show_line
from svc_tui.language import _, day_short, money, ngettext, number, pgettext
from svc_tui.presentation.core.spans import Span
from svc_tui.presentation.core.told import Own, months

Record = Mapping[str, Any]
FOREVER_DAYS = 100_000
"""More days left than these are no end: 9999-12-31."""
YEARS_FROM_DAYS = 730
"""From here days left are said as years and months."""


def status_words(name: str) -> str:
    """A status as it is read."""
    known = {
        "draft": pgettext("contract", "draft"),
        "approved": pgettext("contract", "approved"),
        "on_hold": pgettext("contract", "on hold"),
        "terminated": pgettext("contract", "terminated"),
    }
    return known.get(name) or show_line(name)


def state(record: Record) -> Span:
    """How a contract stands today: in force, not yet, no longer, or its status."""
    if record["status"] != "approved":
        return status_words(record["status"]), "warning" if record["status"] == "on_hold" else "muted"
    if record["expired"]:
        return _("expired"), "urgent"
    if not record["covering"]:
        return _("not yet started"), "warning"
    left = record["left_days"]
    return _("in force"), "kept" if left is None or left > 30 else "warning"


def type_words(name: str) -> str:
    """What a contract covers, by its type."""
    known = {
        "serial": _("serial"),
        "item_group": _("item group"),
        "customer": _("customer"),
    }
    return known.get(name) or show_line(name)


def service_words(name: str) -> str:
    """Regular or warranty."""
    return {"regular": _("regular"), "warranty": _("warranty")}.get(name) or show_line(name)


def cost_words(name: str) -> str:
    """Parts, labour or travel."""
    return {"parts": _("parts"), "labour": _("labour"), "travel": _("travel")}.get(name) or show_line(name)


def includes_words(record: Record) -> str:
    """What the customer does not pay for."""
    return ", ".join(cost_words(name) for name in record["includes"]) or _("no costs")


def billed_words(record: Record) -> str:
    """What is billed all the same; nothing where all is included."""
    billed = [name for name in ("parts", "labour", "travel") if name not in record["includes"]]
    if not billed:
        return ""
    many = 2 if "parts" in billed else len(billed)
    words = ngettext("{costs} is billed.", "{costs} are billed.", many)
    said = words.format(costs=", ".join(cost_words(name) for name in billed))
    return said[:1].upper() + said[1:]


def left_words(days: int | None) -> str:
    """How long it still runs, or since when no more."""
    if days is None:
        return ""
    if days > FOREVER_DAYS:
        return _("no end")
    if days < 0:
        return ngettext("{count} day ago", "{count} days ago", -days).format(count=number(-days))
    if days == 0:
        return _("last day")
    if days > YEARS_FROM_DAYS:
        return _("{time} left").format(time=months(days * 400 // 12175))
    return ngettext("{count} day left", "{count} days left", days).format(count=number(days))


def day(value: date | None) -> str:
    """A day with its year: `31 Dec 2027`."""
    if value is None:
        return "-"
    return day_short(value)


def period(record: Record) -> str:
    """From the first day to the last one that really counts."""
    return f"{day(record['start'])} – {day(record['effective_end'])}"


def quantity(amount: int, kind: str | None) -> str:
    """Prepaid units: `4h30`, or a number of visits."""
    if kind == "visits":
        return ngettext("{count} visit", "{count} visits", amount).format(count=number(amount))
    return shown_quantity(amount, kind) if amount else _("{hours}h").format(hours=0)


def kind_words(kind: str) -> str:
    """What prepaid units are counted in."""
    return {"hours": _("hours"), "visits": _("visits")}.get(kind, kind)


def units_words(record: Record) -> str:
    """How much of what is prepaid is used: `6h30 of 10h used, 65 %`."""
    if record["units"] is None:
        return ""
    kind = record["unit_kind"]
    used = quantity(record["used"], kind)
    return _("{used} of {units} used, {percent} %").format(
        used=used, units=quantity(record["units"], kind), percent=percent(record["used"], record["units"])
    )


def fee_words(record: Record) -> str:
    """What is billed, how often and when; nothing where the program bills nothing."""
    if not record.get("fee_every"):
        return ""
    often = {"monthly": _("monthly"), "quarterly": _("quarterly"), "yearly": _("yearly")}[record["fee_every"]]
    when = _("in advance") if record["fee_due"] == "advance" else _("in arrears")
    named = amount(record["fee"])
    much = _("share of the value") if named is None else money(named)
    return f"{much}, {often}, {when}"


def refill_words(record: Record) -> str:
    """What of prepaid units comes anew, and what becomes of the rest."""
    if not record.get("refill"):
        return ""
    often = {"monthly": _("monthly"), "quarterly": _("quarterly")}[record["refill"]]
    rest = {"no": _("the rest expires"), "yes": _("the rest is carried over")}.get(record["refill_carry"])
    if rest is None:
        rest = _("{quantity} of the rest are carried over").format(quantity=show_line(record["refill_carry"]))
    return f"{show_line(record['refill_units'] or '')} {often}; {rest}"


def units_role(record: Record) -> str:
    """How urgent that is: a warning from 75 %, urgent at the end."""
    share = percent(record["used"], record["units"] or 0)
    return "urgent" if share >= 100 else "warning" if share >= 75 else "text"


def target_words(response: str | None, resolution: str | None) -> str:
    """Both targets in a few words."""
    if response and resolution:
        return _("respond in {response}, resolve in {resolution}").format(
            response=response, resolution=resolution
        )
    if response or resolution:
        words = _("respond in {time}") if response else _("resolve in {time}")
        return words.format(time=response or resolution)
    return _("no target")


def own_words(record: Record) -> Own:
    """How a contract says its own values."""

    def prepaid(text: str) -> str:
        return quantity(int(text), record["unit_kind"]) if text.isdecimal() else text

    return {
        "status": status_words, "type": type_words, "service_type": service_words,
        "unit_kind": kind_words, "units": prepaid, "used": prepaid,
    }  # fmt: skip
