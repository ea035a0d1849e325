"""Random calls in a real store, and an evaluator of filters over plain rows that shares no code with the SQL."""

import random
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from svc_tui.domain.calls.keys import CALLS
from svc_tui.domain.core.text import serial_key, serial_keys, squeezed
from svc_tui.domain.query.reader import Query, parse
from svc_tui.domain.query.tree import And, Node, Not, Number, Or, Phrase, Term, Test, Word
from svc_tui.storage.engine.store import Store

ROME = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 3, 11, 9, 30, tzinfo=UTC)
ME = "anna"
Row = dict[str, Any]

QUEUES = {"NORTH": "Nord ovest", "SOUTH": "Sud", "Group 70": "Group 70", "G7": "Group 7"}
PEOPLE = {"anna": "Anna Rossi", "bruno": "Bruno Bianchi", "carla": "Carla Verdi"}
CUSTOMERS = {
    "C1": "Lavanderia Bianchi",
    "C2": "Hotel Aurora",
    "C3": "Clinica San Marco",
    "C4": "Perché no srl",
}
ITEMS = {"WSH-40": "Washer 40", "DRY-10": "Dryer"}
STATUSES = {
    "Open": "open",
    "Pending": "waiting",
    "Awaiting vendor": "waiting",
    "Resolved": "resolved",
    "Closed": "closed",
}
WORDS = ["leak", "pump", "Stops", "perché", "door", "sensor", "warm-up", "E12", "valve", "pumps"]
SERIALS = ["SN-000931", "SN-9310", "44-A7", "2024-00017", None, None]


def make_calls(count: int, seed: int) -> list[Row]:
    """Calls with everything that may be missing missing now and then."""
    rng = random.Random(seed)

    def sometimes(value: Any) -> Any:
        return value if rng.random() < 0.7 else None

    def instant(hours: int) -> datetime:
        return NOW + timedelta(hours=rng.randrange(-hours, hours), minutes=rng.randrange(60))

    def text() -> str:
        return " ".join(rng.choice(WORDS) for _ in range(rng.randrange(4)))

    calls: list[Row] = []
    for number in range(1, count + 1):
        status = rng.choice(list(STATUSES))
        customer = rng.choice(list(CUSTOMERS))
        item = sometimes(rng.choice(list(ITEMS)))
        serial = rng.choice(SERIALS)
        due = sometimes(instant(60))
        calls.append({
            "id": number, "uid": f"u{number}", "number": str(10_000 + number), "number_order": 10_000 + number,
            "subject": text() or "none", "description": text(), "resolution": text(), "status": status,
            "status_class": STATUSES[status], "is_open": STATUSES[status] != "closed",
            "priority": rng.choice(["low", "medium", "high"]), "customer": customer,
            "customer_name": CUSTOMERS[customer],
            "contact": sometimes(rng.choice(["Mario Neri", "Lea"])), "phone": sometimes("+39 02 12-345"),
            "reference": sometimes(rng.choice(["PO 7", "X-1"])), "serial": serial,
            "serial_key": serial and serial_key(serial), "item": item, "item_name": item and ITEMS[item],
            "covered": rng.random() < 0.5, "queue": sometimes(rng.choice(list(QUEUES))),
            "assignee": sometimes(rng.choice(list(PEOPLE))), "technician": sometimes(rng.choice(list(PEOPLE))),
            "origin": sometimes(rng.choice(["Telephone", "Web"])), "tags": rng.choice(["", " vip ", " vip recall "]),
            "reported_at": instant(900) - timedelta(hours=900), "respond_by": sometimes(instant(60)),
            "responded_at": sometimes(instant(60)), "response_met": rng.choice([True, False, None]),
            "response_warn_at": sometimes(instant(60)), "response_critical_at": sometimes(instant(60)),
            "resolve_by": due, "resolved_at": None if due else sometimes(instant(60)), "next_due": due,
            "resolution_met": rng.choice([True, False, None]), "paused_since": sometimes(instant(9)),
            "resolution_budget_s": sometimes(3600), "paused_s": rng.choice([0, 600, 7200]),
            "closed_at": instant(200) if status == "Closed" else None, "reopened": rng.choice([0, 0, 1, 2]),
            "reassigned": rng.randrange(4),
        })  # fmt: skip
    return calls


@contextmanager
def store_of(path: Path, calls: list[Row]) -> Iterator[Store]:
    """A store that holds these calls, a note on each seventh and a solution on each fifth."""
    store = Store.open(path)
    lists = [{"list": "status", "name": "Awaiting vendor", "status_class": "waiting"}]
    with store.write(who=ME, at=NOW, undoable=False) as unit:
        unit.load("person", [{"code": c, "name": n, "roles": []} for c, n in PEOPLE.items()])
        unit.load("queue", [{"code": c, "name": n} for c, n in QUEUES.items()])
        unit.load("queue_member", [{"queue": "NORTH", "person": ME}, {"queue": "G7", "person": ME}])
        unit.load("customer", [{"code": c, "name": n} for c, n in CUSTOMERS.items()])
        unit.load("item", [{"code": c, "name": n} for c, n in ITEMS.items()])
        unit.load("list_entry", lists)
        unit.load("solution", [{"number": 15, "symptom": "leak"}])
        unit.load("call", calls)
        unit.load(
            "activity", [{"number": c["id"], "call_id": c["id"], "notes": "called back"} for c in calls[::7]]
        )
        unit.load("call_solution", [{"call_id": c["id"], "solution": 15} for c in calls[::5]])
        unit.load("call_follower", [{"call_id": c["id"], "person": ME} for c in calls[::11]])
    store.index_anew()
    for place, call in enumerate(calls):
        call["notes"] = "called back" if place % 7 == 0 else ""
        call["solutions"] = [15] if place % 5 == 0 else []
        call["followed"] = place % 11 == 0
    try:
        yield store
    finally:
        store.close()


def expected(text: str, calls: list[Row]) -> set[int]:
    """The keys of the calls that a filter finds, worked out in plain Python."""
    query: Query = parse(text, CALLS)
    scope = parse(query.scope, CALLS).tree
    return {call["id"] for call in calls if holds(scope, call) and holds(query.tree, call)}


def holds(node: Node, call: Row) -> bool:
    match node:
        case And():
            return all(holds(part, call) for part in node.parts)
        case Or():
            return any(holds(part, call) for part in node.parts)
        case Not():
            return not holds(node.part, call)
        case Number():
            return str(call["number"]) == node.number
        case Phrase() | Word():
            return anywhere(node.text, call, prefix=isinstance(node, Word) and node.prefix)
        case Term():
            return any(term_holds(node.key, test, call) for test in node.tests)


def plain(text: str) -> list[str]:
    letters = unicodedata.normalize("NFD", text.lower())
    return re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c)))


def in_text(wanted: str, text: str | None, *, prefix: bool = False) -> bool:
    want, have = plain(wanted), plain(text or "")
    for start in range(len(have) - len(want) + 1):
        part = have[start : start + len(want)]
        if part == want or (prefix and part[:-1] == want[:-1] and part[-1].startswith(want[-1])):
            return True
    return False


def has_plain_part(wanted: str, serial: str | None) -> bool:
    typed = squeezed(wanted)
    return serial is not None and len(typed) >= 4 and typed in squeezed(serial)


def ends_in_serial(wanted: str, serial: str | None) -> bool:
    """A tail of three: as typed, or without zeros in front."""
    if serial is None:
        return False
    typed, mine = squeezed(wanted), serial_key(serial)
    if typed.startswith("0") and mine.endswith(typed):
        return True
    keys = serial_keys(wanted)
    return any(
        mine == key
        or (len(key) >= 3 and mine.endswith(key))
        or (len(key) < 3 and mine.endswith(key) and not mine[: -len(key)][-1:].isdigit())
        for key in keys
        if key
    )


def anywhere(wanted: str, call: Row, *, prefix: bool) -> bool:
    texts = [call[name] for name in ("number", "subject", "description", "notes", "resolution")]
    texts.append(f"{call['customer']} {call['customer_name']} {call['contact'] or ''}")
    texts.append(f"{call['serial'] or ''} {call['serial_key'] or ''}")
    key = re.sub(r"(?<!\d)0+(?=\d)", "", "".join(plain(wanted)))
    by_key = len(key) >= 3 and any(c.isdigit() for c in key) and key != wanted.lower()
    ends = len(squeezed(wanted)) >= 3 and any(c.isdecimal() for c in wanted)
    return (
        any(in_text(wanted, text, prefix=prefix) for text in texts)
        or (by_key and in_text(key, texts[-1], prefix=prefix))
        or (ends and ends_in_serial(wanted, call["serial"]))
    )


REFERRED = {
    "queue": QUEUES, "assignee": PEOPLE, "technician": PEOPLE, "customer": CUSTOMERS, "item": ITEMS,
    "status": {name: name for name in STATUSES}, "origin": {name: name for name in ("Telephone", "E-mail", "Web")},
}  # fmt: skip


def term_holds(key: str, test: Test, call: Row) -> bool:
    if key == "is":
        return flag_holds(test.text, call)
    if key in ("has", "no"):
        return has(test.text, call) == (key == "has")
    if test.op == "none":
        return not has(key, call)
    if test.op == "me":
        return call[key] in ({"NORTH", "G7"} if key == "queue" else {ME})
    if key in REFERRED:
        names = REFERRED[key]
        exact = {code for code in names if code.lower() == test.text.lower()}
        return call[key] in (exact or {code for code, name in names.items() if in_text(test.text, name)})
    if key == "priority":
        order = ["low", "medium", "high"]
        return compared(
            test, order.index(call[key]), order.index(test.text), order.index(test.upper or test.text)
        )
    if key == "covered":
        return bool(call[key]) == (test.text == "yes")
    if key in ("reopened", "reassigned"):
        return compared(test, call[key], int(test.text), int(test.upper or test.text))
    if key == "solutions":
        return any(compared(test, n, int(test.text), int(test.upper or test.text)) for n in call[key])
    if key == "serial":
        mine, wanted = call["serial_key"], serial_key(test.text)
        if mine is None:
            return False
        part = (len(wanted) >= 4 and wanted in mine) or has_plain_part(test.text, call["serial"])
        return mine == wanted or (len(wanted) >= 3 and mine.endswith(wanted)) or part
    if key == "tags":
        return test.text in call["tags"].split()
    if key.endswith("_state"):
        return state(key.removesuffix("_state"), call) == test.text
    if key == "phone":
        return "".join(re.findall(r"\d", test.text)) in "".join(re.findall(r"\d", call["phone"] or ""))
    if key == "status_class":
        return bool(call[key] == test.text)
    return in_text(test.text, call[key])


def compared(test: Test, mine: int, value: int, upper: int) -> bool:
    return {
        "=": mine == value, "<": mine < value, "<=": mine <= value, ">": mine > value, ">=": mine >= value,
        "..": min(value, upper) <= mine <= max(value, upper),
    }[test.op]  # fmt: skip


def has(key: str, call: Row) -> bool:
    if key.endswith("_state"):
        return state(key.removesuffix("_state"), call) != "none"
    value = call["next_due" if key == "left" else key]
    return bool(value.strip()) if isinstance(value, str) else bool(value)


def state(name: str, call: Row) -> str:
    done, due = ("responded_at", "respond_by") if name == "response" else ("resolved_at", "resolve_by")
    if call[done]:
        return {True: "met", False: "missed", None: "none"}[call[f"{name}_met"]]
    held = name == "resolution" and call["paused_since"] and call["resolution_budget_s"]
    if held and not (call["resolve_by"] and call["resolve_by"] < NOW):
        return "paused"
    if not call[due] or not call["is_open"]:
        return "none"
    if call[due] < NOW:
        return "overdue"
    for word, mark in (("critical", f"{name}_critical_at"), ("warning", f"{name}_warn_at")):
        if call.get(mark) and call[mark] <= NOW:
            return word
    return "ok"


def flag_holds(name: str, call: Row) -> bool:
    due = call["next_due"]
    today = NOW.astimezone(ROME).date()
    return bool({
        "open": call["is_open"], "closed": not call["is_open"], "pending": call["status_class"] == "waiting",
        "resolved": call["status_class"] == "resolved", "any": True, "paused": call["paused_since"],
        "overdue": call["is_open"] and due and due < NOW,
        "duetoday": call["is_open"] and due and due.astimezone(ROME).date() == today,
        "mine": ME in (call["assignee"], call["technician"]), "unassigned": not call["assignee"],
        "covered": call["covered"], "uncovered": not call["covered"], "followed": call["followed"],
    }[name])  # fmt: skip
