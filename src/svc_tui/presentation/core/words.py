"""Words of the store that people read: events of a history, built-in values of the set-up lists.

The store keeps them in English, as scripts see them; what a company named itself stands as it is.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from rich.cells import cell_len, set_cell_size

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, day_short, pgettext, tenths


def event_words() -> dict[str, str]:
    """What each event of a call's history is called."""
    return {
        "activity deleted": pgettext("event", "activity deleted"),
        "activity done": pgettext("event", "activity done"),
        "activity reopened": pgettext("event", "activity reopened"),
        "assigned": pgettext("event", "assigned"),
        "attached": pgettext("event", "attached"),
        "campaign": pgettext("event", "campaign"),
        "changed": pgettext("event", "changed"),
        "closed": pgettext("event", "closed"),
        "contract": pgettext("event", "contract"),
        "created": pgettext("event", "created"),
        "deleted": pgettext("event", "deleted"),
        "detached": pgettext("event", "detached"),
        "escalated": pgettext("event", "escalated"),
        "linked": pgettext("event", "linked"),
        "meeting": pgettext("event", "meeting"),
        "merged": pgettext("event", "merged"),
        "moved": pgettext("event", "moved"),
        "note": pgettext("event", "note"),
        "phone": pgettext("event", "phone"),
        "priority": pgettext("event", "priority"),
        "reminded": pgettext("event", "reminded"),
        "reopened": pgettext("event", "reopened"),
        "resolution due": pgettext("event", "resolution due"),
        "resolved": pgettext("event", "resolved"),
        "responded": pgettext("event", "responded"),
        "response due": pgettext("event", "response due"),
        "restored": pgettext("event", "restored"),
        "routed": pgettext("event", "routed"),
        "snoozed": pgettext("event", "snoozed"),
        "solution added": pgettext("event", "solution added"),
        "solution removed": pgettext("event", "solution removed"),
        "status": pgettext("event", "status"),
        "task": pgettext("event", "task"),
        "technician": pgettext("event", "technician"),
        "units": pgettext("event", "units"),
        "woke": pgettext("event", "woke"),
        "work": pgettext("event", "work"),
    }


def origin_words(name: str) -> str:
    """An origin as it is read."""
    built_in = {
        "E-mail": pgettext("origin", "E-mail"),
        "Telephone": pgettext("origin", "Telephone"),
        "Web": pgettext("origin", "Web"),
    }
    return built_in.get(name) or show_line(name)


def card_status_words(name: str) -> str:
    """The status of an equipment card as it is read."""
    known = {
        "active": pgettext("card", "active"),
        "in_lab": pgettext("card", "in repair lab"),
        "loaned": pgettext("card", "loaned"),
        "returned": pgettext("card", "returned"),
        "terminated": pgettext("card", "terminated"),
    }
    return known.get(name) or show_line(name)


def cut(text: str, cells: int) -> str:
    """Text in at most so many cells, with a sign where it was cut."""
    return text if cell_len(text) <= cells else set_cell_size(text, cells - 1).rstrip(" ,") + "…"


REASONS = {
    "no contract": N_("no contract"),
    "not yet started": N_("the contract has not yet started"),
    "expired": N_("the contract has expired"),
    "on hold": N_("the contract is on hold"),
    "draft": N_("the contract is a draft"),
    "terminated": N_("the contract was terminated"),
    "not listed": N_("the contract does not list this unit"),
    "units exhausted": N_("the prepaid units of the contract are used up"),
    "no coverage left": N_("the contract ends before its next covered hour"),
}


TYPES = {"serial": N_("serial"), "item_group": N_("item group"), "customer": N_("customer")}


COSTS = {"parts": N_("parts"), "labour": N_("labour"), "travel": N_("travel")}


def day_words(day: date | None, now: datetime, zone: ZoneInfo) -> str:
    """A last day; without one it goes on."""
    if day is None:
        return _("further notice")
    return day_short(day, now.astimezone(zone).date())


def priority_words(priority: str) -> str:
    """The priority in a word."""
    return {"high": _("high"), "medium": _("medium"), "low": _("low")}.get(priority) or show_line(priority)


def status_words(name: str) -> str:
    """A status as it is read: built-in ones are translated, the company's own stand as they are."""
    built_in = {
        "Open": pgettext("status", "open"),
        "Pending": pgettext("status", "pending"),
        "Resolved": pgettext("status", "resolved"),
        "Closed": pgettext("status", "closed"),
    }
    return built_in.get(name) or show_line(name)


def size_words(size: int) -> str:
    """Bytes as people say them."""
    if size < 1000:
        return _("{size} B").format(size=size)
    if size < 1_000_000:
        return _("{size} kB").format(size=round(size / 1000))
    return _("{size} MB").format(size=tenths(size / 1_000_000))
