"""The fields of a call as a form has them: how each is shown, looked up and read back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from svc_tui.bootstrap import Services
from svc_tui.domain.core.moments import moment as read_moment
from svc_tui.domain.core.text import fold
from svc_tui.errors import SvcError
from svc_tui.language import _, date_short, weekday_time
from svc_tui.presentation.calls.page import LABELS
from svc_tui.presentation.core.words import priority_words
from svc_tui.screens.core import look_ups
from svc_tui.screens.core.look_ups import LISTS, Search
from svc_tui.widgets.form_rows import FieldRow

SEARCHES: dict[str, Search] = {
    "customer": look_ups.customers,
    "item": look_ups.items,
    "assignee": look_ups.people,
    "technician": look_ups.technicians,
    "queue": look_ups.queues,
    "status": look_ups.statuses,
    **{name: look_ups.values_of(name) for name in LISTS},
}
MOMENTS = ("reported_at", "responded_at", "closed_at")
TEXTS = ("description", "resolution")
WIDE = ("subject", "location")
LOOKED_UP = (*SEARCHES, "priority", "serial", "contact", "contract")


def row(name: str) -> FieldRow:
    """A field's line in a form."""
    kind = "text" if name in TEXTS else "line"
    return FieldRow(name, _(LABELS[name]), kind, wide=name in WIDE, looks_up=name in LOOKED_UP)


def text_of(name: str, value: Any, zone: ZoneInfo) -> str:
    """A stored value as it stands in the field."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M}"
    if name == "contract":
        return f"K-{value}"
    if name == "priority":
        return priority_words(value)
    return str(value).strip() if name != "description" else str(value)


def value_of(name: str, text: str, services: Services) -> Any:
    """What a field says, as the service takes it.

    Raises:
        Refused: a time that is none.
    """
    if name in TEXTS or name == "subject":
        return text
    text = text.strip()
    if name in MOMENTS:
        if not text:
            return None
        return read_moment(text, now=services.now(), zone=services.zone, prefer="past")
    if name == "priority":
        return look_ups.priority_of(text)
    if name == "contract":
        digits = text.upper().removeprefix("K-").removeprefix("K")
        return int(digits) if digits.isdecimal() else (text or None)
    return text or None


def stored_of(name: str, text: str, services: Services) -> Any:
    """What the store holds where the field says this: the other way round of `text_of`."""
    if name == "tags":
        return f" {text.strip()} " if text.strip() else ""
    if name == "resolution":
        return text.strip()
    return value_of(name, text, services)


def note(
    name: str, text: str, values: Mapping[str, str], services: Services, *, touched: bool
) -> tuple[str, str] | None:
    """What stands beside a field."""
    if name == "subject":
        return (_("needed"), "urgent") if touched and not text.strip() else None
    if not text.strip():
        return None
    if name in MOMENTS:
        return _moment_note(text, services)
    if name == "priority":
        known = look_ups.priority_of(text) in look_ups.PRIORITIES
        return None if known else (_("low, medium or high"), "urgent")
    if name in SEARCHES:
        found = look_ups.named(SEARCHES[name], services, text)
        return found if found[0] else None
    return None


def _moment_note(text: str, services: Services) -> tuple[str, str]:
    try:
        found = read_moment(text, now=services.now(), zone=services.zone, prefer="past")
    except SvcError:
        return _("930, 9:30, -2h, fri 14, 30/11 9"), "urgent"
    if found > services.now():
        return _("lies in the future"), "urgent"
    zone = services.zone
    return f"{weekday_time(found, zone)}, {date_short(found, zone, year=True)}", "muted"


def found_for(name: str, text: str, values: Mapping[str, str], record: str, services: Services) -> list[Any]:
    """Ways to go on with the field at hand."""
    text = text.strip()
    if name == "serial":
        return look_ups.units(services, text)
    if name == "priority":
        return look_ups.lines(look_ups.priorities(services, text))
    if name == "contact":
        return look_ups.lines(_fitting(look_ups.contacts(services, values.get("customer", "")), text))
    if name == "contract" and record:
        return look_ups.lines(_fitting(look_ups.contracts(services, record), text))
    if name in SEARCHES:
        if name in ("customer", "item") and not text:
            return []
        return look_ups.lines(SEARCHES[name](services, text))
    return []


def _fitting(found: Any, text: str) -> list[Any]:
    wanted = fold(text)
    return [each for each in found if wanted in fold(each.code)]
