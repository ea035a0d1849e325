"""What stands still in the demo company: set-up lists, people, queues, items, solutions, saved views."""

from datetime import date, datetime, timedelta
from random import Random
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from svc_tui.services.demo.content import Content
from svc_tui.services.demo.levels import levels
from svc_tui.services.demo.routing import rules
from svc_tui.storage.company.settings import Company, Status

Records = dict[str, list[dict[str, Any]]]
"""Rows by table name."""

YEARS_BACK, YEARS_AHEAD = 7, 2


def company_of(content: Content, now: datetime) -> Company:
    """The company's settings as the clock asks for them."""
    own = content.company
    statuses = {"Open": ("open", False), "Pending": ("waiting", True), "Resolved": ("resolved", False)}
    statuses["Closed"] = ("closed", False)
    for entry in own["lists"]["status"].values():
        statuses[content.said(entry)] = (entry["class"], entry["pauses"])
    return Company(
        name=own["name"],
        zone_name=own["zone"],
        country=own["country"],
        closed_dates=frozenset(row["day"] for row in closed_rows(content, now)),
        statuses=MappingProxyType(
            {name: Status(name, kind, pauses, True) for name, (kind, pauses) in statuses.items()}
        ),
    )


def closed_rows(content: Content, now: datetime) -> list[dict[str, Any]]:
    """The company's own closed dates of some years."""
    return [
        {"day": date.fromisoformat(f"{year}-{entry['day']}"), "name": content.said(entry)}
        for year in range(now.year - YEARS_BACK, now.year + YEARS_AHEAD + 1)
        for entry in content.company["closed"]
    ]


def standing_records(content: Content, now: datetime, rng: Random) -> Records:
    """All rows that depend on neither customers nor calls."""
    own = content.company
    return {
        "setting": [{"name": name, "value": own[name]} for name in ("name", "zone", "country")],
        "closed_date": closed_rows(content, now),
        "list_entry": _lists(content),
        "person": _people(content),
        "queue": [
            {
                "code": queue["code"], "name": content.said(queue), "manager": queue["manager"],
                "email": f"{queue['code'].lower()}@{own['domain']}", "position": place,
                "hours": queue.get("hours"),
            }
            for place, queue in enumerate(own["queues"], start=1)
        ],
        "queue_member": [
            {"queue": queue["code"], "person": member, **_absence(content, now, member)}
            for queue in own["queues"]
            for member in queue["members"]
        ],
        "item_group": [
            {"number": group["number"], "name": content.said(group)} for group in content.items["groups"]
        ],
        "item": _items(content),
        "solution": _solutions(content, now, rng),
        "saved_view": _views(content),
        "routing_rule": rules(content),
        "escalation": levels(content),
    }  # fmt: skip


def _lists(content: Content) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for name, entries in content.company["lists"].items():
        offset = 10 if name == "status" else 0
        for number, entry in enumerate(entries.values(), start=1):
            rows.append(
                {
                    "list": name, "number": number, "name": content.said(entry), "position": offset + number,
                    "status_class": entry.get("class"), "pauses_clock": entry.get("pauses", False),
                }
            )  # fmt: skip
    return rows


def _people(content: Content) -> list[dict[str, Any]]:
    return [
        {
            "code": person["code"], "name": person["name"], "user_id": person.get("user"),
            "employee_id": person.get("employee"), "email": f"{person['code']}@{content.company['domain']}",
            "phone": person["phone"], "roles": person["roles"], "skills": person.get("skills", []),
        }
        for person in content.company["people"]
    ]  # fmt: skip


def _absence(content: Content, now: datetime, member: str) -> dict[str, Any]:
    """When a member is away around the day on which the company is made, and who stands in."""
    found = next((each for each in content.company["absences"] if each["person"] == member), None)
    if found is None:
        return {"absent_from": None, "absent_to": None, "stand_in": None}
    today = now.astimezone(ZoneInfo(content.company["zone"])).date()
    days = {
        name: today + timedelta(days=found[end])
        for name, end in (("absent_from", "from"), ("absent_to", "to"))
    }
    return {**days, "stand_in": found["stand_in"]}


def _items(content: Content) -> list[dict[str, Any]]:
    return [
        {
            "code": item["code"], "name": content.said(item), "group": content.group_name(item["group"]),
            "kind": item.get("kind", "item"), "serial_managed": "maker" in item,
            "warranty_template": item.get("warranty"), "life": item.get("life"),
        }
        for item in content.items["items"]
    ]  # fmt: skip


def _solutions(content: Content, now: datetime, rng: Random) -> list[dict[str, Any]]:
    authors = [
        person["code"]
        for person in content.company["people"]
        if "technician" in person["roles"] and "user" in person
    ]
    rows = []
    for problem in content.problems:
        status = rng.choices(("Publish", "Internal", "Review"), (6, 3, 1))[0]
        rows.append(
            {
                "number": problem.number, "solution": problem.solution, "symptom": problem.symptom,
                "cause": problem.cause, "description": problem.steps, "item": rng.choice(problem.items),
                "status": status, "owner": rng.choice(authors),
                "updated_at": now - timedelta(days=rng.randrange(70, 1500)),
                "problem": problem.type, "language": content.language,
            }
        )  # fmt: skip
        written = rows[-1]["updated_at"]
        read = now - timedelta(days=problem.number * 37 % 430)
        rows[-1] |= {
            "created_at": written, "reviewer": authors[problem.number % len(authors)],
            "reviewed_at": max(read, written) if status == "Publish" else None,
        }  # fmt: skip
    return rows


def _views(content: Content) -> list[dict[str, Any]]:
    queries = ("sort:left", "is:mine", "is:unassigned", "is:overdue", "is:duetoday", "is:paused")
    names = content.words["views"]
    return [
        {"slot": slot, "name": name, "query": query}
        for slot, (name, query) in enumerate(zip(names, queries, strict=True), start=1)
    ]
