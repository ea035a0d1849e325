"""An activity in words: what its kind is called, when it is, whether it is done, how it comes back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from svc_tui.domain.activities import recurrence as ways
from svc_tui.domain.activities.recurrence import LAST, Recurrence
from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, day_long, moment, ngettext, pgettext, weekday_short

NTH = {1: N_("first"), 2: N_("second"), 3: N_("third"), 4: N_("fourth"), LAST: N_("last")}


class Activity(Protocol):
    """What is told of an activity."""

    @property
    def kind(self) -> str: ...
    @property
    def starts_at(self) -> datetime | None: ...
    @property
    def ends_at(self) -> datetime | None: ...
    @property
    def created_at(self) -> datetime | None: ...
    @property
    def closed(self) -> bool: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def recurrence(self) -> Mapping[str, Any] | None: ...


def titles() -> dict[str, str]:
    """The words for the fields of an activity."""
    return {
        "number": _("No."), "kind": _("Kind"), "state": _("Status"), "subject": _("Subject"), "call": _("Call"),
        "customer": _("Customer"), "equipment": _("Card"), "contract": _("Contract"), "opportunity": _("Opportunity"),
        "type": _("Activity type"),
        "topic": _("Topic"), "priority": _("Priority"), "who": _("Who"), "contact": _("Contact"),
        "phone": _("Phone"), "starts_at": _("Begins"), "ends_at": _("Ends"), "remind_at": _("Reminder"),
        "follows": _("Follows"), "recurrence": _("Comes back"), "ahead": _("Then"), "notes": _("Notes"),
        "closed_at": pgettext("activity", "Done"), "created_at": _("Written"),
    }  # fmt: skip


def kind_words(kind: str) -> str:
    """What a kind is called; one that came in from elsewhere as it came."""
    words = {
        "phone": pgettext("activity", "phone"), "meeting": pgettext("activity", "meeting"),
        "task": pgettext("activity", "task"), "note": pgettext("activity", "note"),
        "campaign": pgettext("activity", "campaign"), "other": pgettext("activity", "other"),
    }  # fmt: skip
    return words.get(kind) or show_line(kind)


def done_words(closed: bool, over: datetime | None, now: datetime) -> str:
    """done, open or overdue; `over` is when it ends, or begins."""
    if closed:
        return pgettext("activity", "done")
    late = over is not None and over < now
    return pgettext("activity", "overdue") if late else pgettext("activity", "open")


def state_words(row: Activity, now: datetime) -> str:
    """The same of an activity."""
    return done_words(row.closed, row.ends_at or row.starts_at, now)


def when_words(row: Activity, zone: ZoneInfo, now: datetime) -> str:
    """When it is or was; one that is done without a time when it was done."""
    at = row.starts_at or (row.closed_at if row.closed else row.created_at)
    return moment(at, zone, now) if at is not None else ""


def back_words(said: Mapping[str, Any] | None) -> str:
    """How it comes back, in words; empty where it does not."""
    rule = ways.from_kept(dict(said)) if said else None
    if rule is None:
        return ""
    words = [_each(rule)]
    if rule.until is not None:
        words.append(_("until {day}").format(day=day_long(rule.until)))
    if rule.count is not None:
        more = rule.count - 1
        again = ngettext("{count} time more", "{count} times more", more).format(count=more)
        words.append(again if more else _("not again"))
    return ", ".join(words)


def _each(rule: Recurrence) -> str:
    if rule.every == "day":
        return ngettext("every day", "every {count} days", rule.interval).format(count=rule.interval)
    if rule.every == "week":
        each = ngettext("every week", "every {count} weeks", rule.interval).format(count=rule.interval)
        return f"{each}: {', '.join(map(weekday_short, rule.days))}" if rule.days else each
    each = ngettext("every month", "every {count} months", rule.interval).format(count=rule.interval)
    if rule.nth is not None and rule.days:
        nth = _(NTH.get(rule.nth, NTH[LAST]))
        return _("{each}: the {nth} {day}").format(each=each, nth=nth, day=weekday_short(rule.days[0]))
    return _("{each}: day {day}").format(each=each, day=rule.day) if rule.day else each


def ahead_words(slots: Sequence[datetime], zone: ZoneInfo, now: datetime) -> str:
    """When the next ones begin."""
    return ", ".join(moment(slot.replace(tzinfo=zone), zone, now) for slot in slots)
