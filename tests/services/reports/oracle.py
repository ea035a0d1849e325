"""The figures of reports once more, from exported JSON Lines by plain Python; it shares no code with the reports."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Call = dict[str, Any]
DAY = 86400


def calls_of(folder: Path, now: datetime, zone: str) -> list[Call]:
    """The calls of an export, instants read, with what the tests ask of them worked out."""
    found = []
    for line in (folder / "call.jsonl").read_text("utf-8").splitlines():
        call = json.loads(line)
        for name, value in call.items():
            if isinstance(value, str) and (name.endswith(("_at", "_by", "_since")) and value[:4].isdigit()):
                call[name] = datetime.fromisoformat(value)
        call["now"], call["zone"] = now, ZoneInfo(zone)
        found.append(call)
    for call in found:
        others = [each["reported_at"] for each in found if each["equipment"] == call["equipment"]]
        call["before"] = max((at for at in others if at < call["reported_at"]), default=None)
    return found


def response_state(call: Call) -> str:
    if call["responded_at"]:
        return {True: "met", False: "missed", None: "none"}[call["response_met"]]
    if call["respond_by"] is None or call["status_class"] == "closed":
        return "none"
    return "late" if call["respond_by"] < call["now"] else "running"


def resolution_state(call: Call) -> str:
    due = call["resolve_by"]
    if call["resolved_at"]:
        return {True: "met", False: "missed", None: "none"}[call["resolution_met"]]
    held = call["paused_since"] and call["resolution_budget_s"] is not None
    if held and (due is None or due >= call["now"]):
        return "paused"
    if due is None or call["status_class"] == "closed":
        return "none"
    return "late" if due < call["now"] else "running"


def _span(call: Call, name: str) -> int | None:
    return None if call[name] is None else int((call[name] - call["reported_at"]).total_seconds())


def _covered(call: Call, target: str, stamp: str) -> int | None:
    there = call[stamp] is not None and call[f"{target}_budget_s"] is not None
    return call[f"{target}_spent_s"] if there else None


def is_open(call: Call) -> bool:
    return bool(call["status_class"] != "closed")


def age(call: Call) -> int | None:
    return int((call["now"] - call["reported_at"]).total_seconds()) if is_open(call) else None


def _aged(low: int, high: int | None) -> Callable[[Call], bool]:
    def holds(call: Call) -> bool:
        old = age(call)
        return old is not None and old >= low * DAY and (high is None or old < high * DAY)

    return holds


def _took(last: str, low: int, high: int | None) -> Callable[[Call], bool]:
    """From the report to an instant in more than so many hours, and no more than so many."""

    def holds(call: Call) -> bool:
        span = _span(call, last)
        return span is not None and span > low * 3600 and (high is None or span <= high * 3600)

    return holds


def wait(call: Call) -> int | None:
    """From the report to when somebody first had it; of those that nobody had yet, to now."""
    given = [
        datetime.fromisoformat(each["at"])
        for each in call["history"]
        if each["field"] == "assignee" and each["new"]
    ]
    nobody = is_open(call) and not call["assignee"]
    end = min(given) if given else call["now"] if nobody else None
    return None if end is None else max(0, int((end - call["reported_at"]).total_seconds()))


def waiting(call: Call) -> int | None:
    """How long a call stands in a queue that nobody took it from."""
    return age(call) if not call["assignee"] and call["queue"] else None


def worked(lines: Iterable[Mapping[str, Any]], kind: str) -> int | None:
    """The seconds, or of parts the hundredths, of lines of work."""
    found = [line for line in lines if line["kind"] == kind]
    if not found:
        return None
    if kind != "part":
        return sum(int(line["seconds"]) for line in found)
    amounts = [round(Decimal(line["quantity"]) * 100) for line in found if line["quantity"]]
    return sum(amounts) if amounts else None


MEASURES: Mapping[str, Callable[[Call], int | None]] = {
    "response": lambda c: _span(c, "responded_at"),
    "response_covered": lambda c: _covered(c, "response", "responded_at"),
    "resolution": lambda c: _span(c, "resolved_at"),
    "resolution_covered": lambda c: _covered(c, "resolution", "resolved_at"),
    "closure": lambda c: _span(c, "closed_at"),
    "age": age,
    "wait": wait,
    "waiting": waiting,
    "between_faults": lambda c: (
        int((c["reported_at"] - c["before"]).total_seconds()) if c["equipment"] and c["before"] else None
    ),
    "labour": lambda c: worked(c["work"], "labour"),
    "travel": lambda c: worked(c["work"], "travel"),
    "parts": lambda c: worked(c["work"], "part"),
    "reopened": lambda c: c["reopened"] or None,
    "reassigned": lambda c: c["reassigned"] or None,
}
COUNTS: dict[str, Callable[[Call], bool]] = {
    "calls": lambda c: True,
    "open": is_open,
    "closed": lambda c: not is_open(c),
    "resolved": lambda c: c["resolved_at"] is not None,
    "unresolved": lambda c: c["resolved_at"] is None,
    "overdue": lambda c: (
        is_open(c) and c["next_due"] is not None and datetime.fromisoformat(c["next_due"]) < c["now"]
    ),
    "paused": lambda c: is_open(c) and c["paused_since"] is not None,
    "pending": lambda c: c["status_class"] == "waiting",
    "unassigned": lambda c: is_open(c) and not c["assignee"],
    "waiting": lambda c: is_open(c) and not c["assignee"] and bool(c["queue"]),
    "answered": lambda c: c["responded_at"] is not None,
    "unanswered": lambda c: is_open(c) and c["responded_at"] is None,
    "reopened": lambda c: c["reopened"] > 0,
    "handed_over": lambda c: c["reassigned"] > 0,
    "covered": lambda c: bool(c["covered"]),
    "uncovered": lambda c: not c["covered"],
    "age_to_1d": _aged(-10_000, 2),
    "age_to_3d": _aged(2, 4),
    "age_to_7d": _aged(4, 8),
    "age_to_14d": _aged(8, 15),
    "age_over_14d": _aged(15, None),
}
COUNTS |= {
    "wait_to_15m": lambda c: _took("responded_at", -(10**6), 1)(c) and (_span(c, "responded_at") or 0) <= 900,
    "wait_to_1h": lambda c: _took("responded_at", 0, 1)(c) and (_span(c, "responded_at") or 0) > 900,
    "wait_to_4h": _took("responded_at", 1, 4),
    "wait_to_1d": _took("responded_at", 4, 24),
    "wait_over_1d": _took("responded_at", 24, None),
    "wait_on": lambda c: c["responded_at"] is None,
    "took_to_4h": _took("closed_at", -(10**6), 4),
    "took_to_1d": _took("closed_at", 4, 24),
    "took_to_3d": _took("closed_at", 24, 72),
    "took_to_7d": _took("closed_at", 72, 168),
    "took_to_14d": _took("closed_at", 168, 336),
    "took_over_14d": _took("closed_at", 336, None),
}
for _target, _state in (("response", response_state), ("resolution", resolution_state)):
    for _name, _states in (
        ("met", {"met"}), ("missed", {"missed"}), ("running", {"running", "late"}), ("late", {"late"}),
        ("paused", {"paused"}), ("untargeted", {"none"}),
    ):  # fmt: skip
        COUNTS[f"{_target}_{_name}"] = lambda c, state=_state, states=_states: state(c) in states  # type: ignore[misc]
SHARES: Mapping[str, tuple[Callable[[Call], bool], Callable[[Call], bool]]] = {
    "response_kept": (COUNTS["response_met"], lambda c: response_state(c) in {"met", "missed"}),
    "resolution_kept": (COUNTS["resolution_met"], lambda c: resolution_state(c) in {"met", "missed"}),
    "first_fix": (
        lambda c: c["reopened"] == 0 and c["reassigned"] == 0 and c["resolved_at"] is not None,
        lambda c: c["resolved_at"] is not None,
    ),
    "reopen_share": (
        lambda c: c["reopened"] > 0,
        lambda c: c["reopened"] > 0 or c["resolved_at"] is not None,
    ),
}


def figure(name: str, calls: list[Call]) -> int | float | None:
    """A figure of some calls."""
    if name in COUNTS:
        return sum(COUNTS[name](call) for call in calls)
    if name in SHARES:
        part, whole = SHARES[name]
        among = [call for call in calls if whole(call)]
        return round(100 * sum(part(call) for call in among) / len(among), 1) if among else None
    stem, _, kind = name.removesuffix("_s").rpartition("_")
    values = sorted(value for call in calls if (value := MEASURES[stem](call)) is not None)
    if not values:
        return None
    if stem == "parts":  # measured in hundredths
        found = {"mean": round(sum(values) / len(values), 2), "sum": sum(values)}.get(kind)
        return round((_statistic(kind, values) if found is None else found) / 100, 2)
    if kind == "mean":
        return round(sum(values) / len(values), None if name.endswith("_s") else 2)
    return _statistic(kind, values)


def _statistic(kind: str, values: list[int]) -> int:
    return {
        "median": values[int(0.5 * len(values))],
        "p90": values[len(values) * 9 // 10], "max": values[-1], "sum": sum(values),
    }[kind]  # fmt: skip


def _local(call: Call, name: str) -> datetime | None:
    at: datetime | None = call[name]
    return None if at is None else at.astimezone(call["zone"])


def _stretch(unit: str, call: Call, key: str) -> str | None:
    at = _local(call, key)
    if at is None:
        return None
    day = at.date()
    return {
        "day": str(day), "week": str(day - timedelta(days=day.weekday())), "month": f"{day:%Y-%m}",
        "quarter": f"{day.year}-Q{(day.month - 1) // 3 + 1}", "year": f"{day.year}",
    }[unit]  # fmt: skip


def group(name: str, call: Call, key: str = "reported_at") -> Any:
    """Which group of a dimension a call is in."""
    if name in ("day", "week", "month", "quarter", "year"):
        return _stretch(name, call, key)
    if name == "hour":
        at = _local(call, "reported_at")
        return at.hour if at else None
    if name == "weekday":
        at = _local(call, "reported_at")
        return at.isoweekday() if at else None
    if name == "answered_by":
        return call["responder"] or call["assignee"] or None
    if name == "covered":
        return int(call["covered"])
    return None if call[name] in ("", None) else call[name]


def groups(
    names: Iterable[str], calls: list[Call], key: str = "reported_at"
) -> dict[tuple[Any, ...], list[Call]]:
    """The calls of each group."""
    found: dict[tuple[Any, ...], list[Call]] = defaultdict(list)
    for call in calls:
        found[tuple(group(name, call, key) for name in names)].append(call)
    return found


def open_at(calls: list[Call], end: datetime, went: str = "closed_at") -> int:
    """How many calls had come by an instant and were not gone by then."""
    return sum(
        call["reported_at"] < end and not (call[went] is not None and call[went] < end) for call in calls
    )


def ends_of(day: str, zone: str) -> tuple[datetime, datetime]:
    """When a civil day begins and ends."""
    first = date.fromisoformat(day)
    begin, end = (datetime(each.year, each.month, each.day, tzinfo=ZoneInfo(zone))
                  for each in (first, first + timedelta(days=1)))  # fmt: skip
    return begin, end


def spent(call: Call, field: str) -> dict[Any, int]:
    """The seconds of a call in each value of a field, from its report to its closing or now."""
    begin: datetime = call["reported_at"]
    end = max(begin, call["closed_at"] or call["now"])
    changes = sorted(
        (each for each in call["history"] if each["field"] == field), key=lambda each: each["at"]
    )
    found: dict[Any, int] = defaultdict(int)
    at = begin
    for change in changes:
        then = min(max(datetime.fromisoformat(change["at"]), at), end)
        found[change["old"] or None] += int((then - at).total_seconds())
        found[change["new"] or None] += 0
        at = then
    found[call[field] or None] += int((end - at).total_seconds())
    return found


def entered(call: Call, field: str) -> list[Any]:
    """What a field of a call became."""
    return [each["new"] or None for each in call["history"] if each["field"] == field]


def spent_figures(times: list[int]) -> dict[str, int | None]:
    """What is said of times."""
    times = sorted(times)
    if not times:
        return dict.fromkeys(("mean_s", "median_s", "p90_s", "max_s")) | {"records": 0, "total_s": 0}
    return {
        "records": len(times), "total_s": sum(times), "mean_s": round(sum(times) / len(times)),
        "median_s": times[len(times) // 2], "p90_s": times[len(times) * 9 // 10], "max_s": times[-1],
    }  # fmt: skip
