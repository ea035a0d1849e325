"""A visit in words: what its status is called, how long it lasts, what its fields are called."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, duration_words, moment, pgettext
from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.core.wrapping import paragraph


class Visit(Protocol):
    """What the page of a call tells of a visit."""

    @property
    def number(self) -> int: ...
    @property
    def technicians(self) -> Sequence[str]: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def status(self) -> str: ...
    @property
    def note(self) -> str: ...


def titles() -> dict[str, str]:
    """The words for the fields of a visit."""
    return {
        "number": _("No."), "status": _("Status"), "call": _("Call"), "subject": _("Subject"),
        "customer": _("Customer"), "technicians": _("Technicians"), "starts_at": _("Begins"), "ends_at": _("Ends"),
        "place": _("Place"), "contact": _("Contact"), "phone": _("Phone"), "forced": _("Forced"),
        "checked_in_at": _("Arrived"), "checked_out_at": _("Left"), "note": _("Notes"),
    }  # fmt: skip


STATUSES = ("planned", "on_the_way", "working", "done", "cancelled")


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


def share_words(share: float | None) -> str:
    """A share of working hours, `87 %`; `-` where nobody works."""
    return "-" if share is None else f"{round(100 * share)} %"


def reason_words(reason: str) -> str:
    """What a reason to be away is called; one that came in from elsewhere as it came."""
    words = {
        "vacation": pgettext("absence", "vacation"), "sick": pgettext("absence", "sick"),
        "training": pgettext("absence", "training"), "appointment": pgettext("absence", "appointment"),
        "other": pgettext("absence", "other"),
    }  # fmt: skip
    return words.get(reason) or show_line(reason)


def visit_lines(visit: Visit, width: int, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """A visit on the page of its call: when, who, how long, its status, what to bring."""
    role = "warning" if visit.status in ("planned", "on_the_way", "working") else "muted"
    head: Line = (
        (" ", "text"), (moment(visit.starts_at, zone, now), "accent"),
        (f"  {show_line(', '.join(visit.technicians))}  ", "text"),
        (f"{_('visit')} {visit.number}, {lasts(visit.starts_at, visit.ends_at)}", "muted"),
        (f"  {status_words(visit.status)}", role),
    )  # fmt: skip
    return [head, *(paragraph(visit.note, width, indent=3) if visit.note.strip() else ())]
