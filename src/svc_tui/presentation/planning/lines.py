"""A visit in words: what its status is called, how long it lasts, what its fields are called."""

from datetime import datetime

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, duration_words, pgettext


def titles() -> dict[str, str]:
    """The words for the fields of a visit."""
    return {
        "number": _("No."), "status": _("Status"), "call": _("Call"), "subject": _("Subject"),
        "customer": _("Customer"), "technicians": _("Technicians"), "starts_at": _("Begins"), "ends_at": _("Ends"),
        "place": _("Place"), "contact": _("Contact"), "phone": _("Phone"), "forced": _("Forced"),
        "checked_in_at": _("Arrived"), "checked_out_at": _("Left"), "note": _("Notes"),
    }  # fmt: skip


def status_words(status: str) -> str:
    """What a status is called; one that came in from elsewhere as it came."""
    words = {
        "planned": pgettext("visit", "planned"), "on_the_way": pgettext("visit", "on the way"),
        "working": pgettext("visit", "working"), "done": pgettext("visit", "done"),
        "cancelled": pgettext("visit", "cancelled"),
    }  # fmt: skip
    return words.get(status) or show_line(status)


def lasts(start: datetime, end: datetime) -> str:
    """How long it lasts, `1h30`."""
    return duration_words(round((end - start).total_seconds()))


def reason_words(reason: str) -> str:
    """What a reason to be away is called; one that came in from elsewhere as it came."""
    words = {
        "vacation": pgettext("absence", "vacation"), "sick": pgettext("absence", "sick"),
        "training": pgettext("absence", "training"), "appointment": pgettext("absence", "appointment"),
        "other": pgettext("absence", "other"),
    }  # fmt: skip
    return words.get(reason) or show_line(reason)
