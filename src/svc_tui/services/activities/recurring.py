"""Activities that come back: what one remembers of its series, and how the next one is made.

The next one is written when one is done or left out, so that a series never fills the list; those that follow are
shown in advance as text. Each carries the whole rule, its own slot, and what it alone does otherwise (`keeps`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from svc_tui.domain.activities import recurrence as rules
from svc_tui.domain.activities.recurrence import Recurrence
from svc_tui.domain.core.moments import to_utc

if TYPE_CHECKING:
    from svc_tui.services.core.fields import Given, Values
    from svc_tui.storage.calls.rows import ActivityRecord

CARRIED = (
    "call_id", "customer", "equipment", "contract", "kind", "type", "topic", "subject", "notes", "priority", "who",
    "contact", "phone",
)  # fmt: skip
"""What the next one has like the one before."""


MOST_S = 366 * 86400
"""Nothing lasts, or is reminded of, longer than a year before."""


@dataclass(frozen=True)
class Series:
    """What an activity says of its series."""

    rule: Recurrence
    slot: datetime
    """The civil beginning that its rule gives it, wherever it was moved."""
    length_s: int | None = None
    """How long each takes, on the clock."""
    lead_s: int | None = None
    """How long before the beginning each reminds."""
    keeps: Values = field(default_factory=dict)
    """What the series says where this one alone says otherwise."""

    def kept(self) -> Values:
        """As a store keeps it."""
        said: Values = {**self.rule.kept(), "slot": self.slot.isoformat(timespec="minutes")}
        said |= {"length_s": self.length_s} if self.length_s is not None else {}
        said |= {"lead_s": self.lead_s} if self.lead_s is not None else {}
        return said | ({"keeps": dict(self.keeps)} if self.keeps else {})


def series_of(said: Mapping[str, Any] | None, starts_at: datetime | None, zone: ZoneInfo) -> Series | None:
    """The series that an activity belongs to; None where it does not come back, or has no first time."""
    rule = rules.from_kept(dict(said)) if said else None
    if rule is None or said is None:
        return None
    try:
        slot = datetime.fromisoformat(said["slot"]).replace(tzinfo=None)
    except (KeyError, TypeError, ValueError):
        if starts_at is None:
            return None
        slot = civil(starts_at, zone)
    keeps = said.get("keeps")
    kept = {name: keeps[name] for name in CARRIED if name in keeps} if isinstance(keeps, dict) else {}
    return Series(rule, slot, _whole(said, "length_s"), _whole(said, "lead_s"), kept)


def _whole(said: Mapping[str, Any], name: str) -> int | None:
    value = said.get(name)
    return value if isinstance(value, int) and abs(value) < MOST_S else None


def way_back(said: Mapping[str, Any] | None) -> str:
    """How an activity comes back, as it may be typed again; empty where it does not."""
    rule = rules.from_kept(dict(said)) if said else None
    return "" if rule is None else rules.text_of(rule)


def civil(at: datetime, zone: ZoneInfo) -> datetime:
    """An instant on the wall's clock."""
    return at.astimezone(zone).replace(tzinfo=None)


def begun(
    rule: Recurrence,
    starts_at: datetime,
    ends_at: datetime | None,
    remind_at: datetime | None,
    zone: ZoneInfo,
) -> Series:
    """A series that begins with these times."""
    slot = civil(starts_at, zone)
    length = civil(ends_at, zone) - slot if ends_at is not None else None
    lead = starts_at - remind_at if remind_at is not None else None
    return Series(
        rule, slot, None if length is None else int(length.total_seconds()),
        None if lead is None else int(lead.total_seconds()),
    )  # fmt: skip


def upcoming(series: Series, most: int) -> list[datetime]:
    """The civil beginnings that follow this one's own."""
    return list(islice(rules.walk(series.rule, series.slot), most))


def next_of(row: ActivityRecord, series: Series, now: datetime, zone: ZoneInfo) -> Values | None:
    """The columns of the one that follows; None where the series is over. What was missed before today is left out."""
    midnight = datetime.combine(civil(now, zone).date(), time.min)
    found = rules.after(series.rule, series.slot, midnight - timedelta(microseconds=1))
    if found is None:
        return None
    slot, rule = found
    starts_at = to_utc(slot, zone)
    length, lead = series.length_s, series.lead_s
    remind_at = starts_at - timedelta(seconds=lead) if lead is not None else None
    values: Values = {name: getattr(row, name) for name in CARRIED}
    return {
        **values, **series.keeps, "starts_at": starts_at,
        "ends_at": to_utc(slot + timedelta(seconds=length), zone) if length is not None else None,
        "remind_at": remind_at if remind_at is not None and remind_at > now else None,
        "series": row.series or row.number,
        "recurrence": replace(series, rule=rule, slot=slot, keeps={}).kept(),
    }  # fmt: skip


def changed_alone(series: Series, row: Given, changes: Given) -> Series:
    """The series where this one alone is changed: it remembers what the others have."""
    keeps = {name: row[name] for name in changes if name in CARRIED}
    return replace(series, keeps={**keeps, **series.keeps})


def changed_for_all(series: Series, row: Given, changes: Given, zone: ZoneInfo) -> Series:
    """The series where this one and all later ones are changed."""
    keeps = {name: value for name, value in series.keeps.items() if name not in changes}
    found = replace(series, keeps=keeps)
    if not {"starts_at", "ends_at", "remind_at"} & changes.keys():
        return found
    now = {**row, **changes}
    starts_at = now["starts_at"]
    fresh = begun(found.rule, starts_at, now["ends_at"], now["remind_at"], zone)
    return replace(fresh, rule=rules.moved(found.rule, found.slot, fresh.slot), keeps=keeps)
