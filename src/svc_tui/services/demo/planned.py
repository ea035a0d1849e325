"""What the demo company said and planned beside its calls: talks, follow-ups, reminders, work that comes back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from svc_tui.domain.activities import recurrence
from svc_tui.domain.core.moments import to_utc
from svc_tui.services.demo.content import Content
from svc_tui.storage.exchange.incoming import add

if TYPE_CHECKING:
    from svc_tui.services.demo.company import Records
    from svc_tui.storage.engine.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class _Plan:
    """One of them: its words stand in the content under its name."""

    name: str
    kind: str
    who: str
    day: int
    """Days from today; the next working day from there."""
    at: time
    minutes: int | None = None
    lead: int | None = None
    """Minutes from the reminder to the beginning."""
    about: str = ""
    """customer, contract or equipment; which one follows from its place in the list."""
    type: str = ""
    topic: str = ""
    every: str = ""
    """How it comes back, as it is typed."""
    follows: str = ""
    done: bool = False


PLANS = (
    _Plan("week", "meeting", "anna", 1, time(8, 30), 30, 15, every="weekly mon", type="talk"),
    _Plan("care", "phone", "greta", 2, time(11), 15, 0, "customer", type="care", every="monthly last fri"),
    _Plan("asked", "phone", "anna", -1, time(15, 20), 10, None, "customer", "care", "offer", done=True),
    _Plan("offer", "task", "anna", 1, time(10), None, 15, "customer", "care", "offer", follows="asked"),
    _Plan("renewal", "task", "elena", 3, time(9, 30), None, 0, "contract", "talk", "renewal"),
    _Plan("porter", "note", "bruno", -4, time(16, 5), None, None, "equipment", done=True),
    _Plan("late", "task", "anna", -2, time(9), 30, None, "customer", topic="payment"),
    _Plan(
        "counters", "task", "marta", 5, time(14), 60, 60, "customer", every="every 3 months on the first wed"
    ),
    _Plan("visit", "meeting", "bruno", 4, time(9), 90, 60, "contract", "visit"),
)


def write(unit: "UnitOfWork", content: Content, records: "Records", at: datetime) -> None:
    """Add them after the activities of calls."""
    add(unit, "activity", list(_rows(unit, content, records, at)))


def _rows(
    unit: "UnitOfWork", content: Content, records: "Records", at: datetime
) -> Iterator[Mapping[str, Any]]:
    zone = ZoneInfo(content.company["zone"])
    words, today = content.words["planned"], at.astimezone(zone).date()
    numbers: dict[str, int] = {}
    for place, plan in enumerate(PLANS):
        numbers[plan.name] = number = unit.next_number("activity")
        slot = datetime.combine(_working(today + timedelta(days=plan.day), plan.day), plan.at)
        rule = recurrence.read(plan.every, start=slot, today=today) if plan.every else None
        if rule is not None:
            slot = next(recurrence.walk(rule, slot - timedelta(days=1)))
        starts_at = to_utc(slot, zone)
        ends_at = to_utc(slot + timedelta(minutes=plan.minutes), zone) if plan.minutes else None
        kept: dict[str, Any] = {"slot": slot.isoformat(timespec="minutes")}
        kept |= {"length_s": 60 * plan.minutes} if plan.minutes else {}
        kept |= {"lead_s": 60 * plan.lead} if plan.lead is not None else {}
        yield {
            "number": number, "kind": plan.kind, "subject": words[plan.name][0], "notes": words[plan.name][1],
            "who": plan.who, "starts_at": starts_at, "ends_at": ends_at,
            "remind_at": starts_at - timedelta(minutes=plan.lead) if plan.lead is not None else None,
            "type": content.listed("activity_type", plan.type) if plan.type else None,
            "topic": content.listed("activity_topic", plan.topic) if plan.topic else None,
            "follows": numbers.get(plan.follows), "closed": plan.done, "closed_at": starts_at if plan.done else None,
            "created_at": min(starts_at, at), "recurrence": {**rule.kept(), **kept} if rule else None,
            "series": number if rule else None, **_about(records, plan, place),
        }  # fmt: skip


def _about(records: "Records", plan: _Plan, place: int) -> dict[str, Any]:
    if not plan.about:
        return {}
    if plan.follows:
        place -= 1
    if plan.about == "customer":
        return {"customer": records["customer"][place]["code"]}
    found = records[plan.about][place]
    return {plan.about: found["number"], "customer": found["customer"]}


def _working(day: date, way: int) -> date:
    """The day itself or the next one that is no weekend, in the direction of the plan."""
    while day.weekday() >= 5:
        day += timedelta(days=1 if way > 0 else -1)
    return day
