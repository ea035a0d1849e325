"""One question to the clock in plain values and its answer, as `svc-tui contract due` gives it.

The names of question and answer are stable (product.md): `hours zone closed at budget pauses until` in,
`due_at elapsed_s flags spans` out. Ours beyond them: `end`, the contract's last day, in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from svc_tui.domain.sla.closures import Closed, Closure, closed_of, closures_of
from svc_tui.domain.sla.coverage import BOUND_DAYS, Coverage, Instant, Never, coverage_of, in_zone
from svc_tui.domain.sla.explain import Span, cut, due_with_pauses, elapsed_with_pauses, held_seconds
from svc_tui.domain.sla.stopwatch import Pause
from svc_tui.domain.sla.targets import Budget, Target, budget_of, parse_target
from svc_tui.errors import N_, Refused

NO_AT = N_('"at" is missing. Write when the call was reported, like 2026-03-02T09:00.')
NO_BUDGET = N_('"budget" is missing. Write it like 5h or 2d, or ask for the covered time with "until".')
_FIRST_YEAR, _LAST_YEAR = 1970, 2200
_FOREVER = date(9990, 12, 31)
_REACHED = datetime(9980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Question:
    """What is asked, read and checked."""

    coverage: Coverage
    at: datetime
    target: Target | None = None
    pauses: tuple[Pause, ...] = ()
    until: datetime | None = None
    end: date | None = None
    """The contract's last day."""


def due_report(values: Mapping[str, Any], default_zone: str = "UTC") -> dict[str, Any]:
    """Answer a question given as plain values.

    Raises:
        Refused: a value is missing or cannot be read; the sentence names it.
    """
    return answer(question(values, default_zone))


def question(values: Mapping[str, Any], default_zone: str = "UTC") -> Question:
    """Read plain values: texts, a list of dates, a list of pauses as `FROM/TO` or [from, to].

    Names that are not ours, such as a line's id, are left alone.
    """
    zone = _text(values, "zone") or default_zone
    hours = _text(values, "hours")
    if hours is None:
        raise Refused(N_('"hours" is missing. Write them like Mo-Fr 09:00-18:00.'))
    closed = _closed(values.get("closed"))
    coverage = coverage_of(hours, zone, closed.days, parts=closed.parts)
    at = _text(values, "at")
    if at is None:
        raise Refused(NO_AT)
    budget, until, end = _budget(values.get("budget")), _text(values, "until"), _text(values, "end")
    if budget is None and until is None:
        raise Refused(NO_BUDGET)
    return Question(
        coverage,
        _instant("at", at, zone),
        budget,
        tuple(_pause(item, zone) for item in _pauses(values.get("pauses"))),
        None if until is None else _instant("until", until, zone),
        None if end is None else _date("end", end),
    )


def answer(asked: Question) -> dict[str, Any]:
    """The due date with its spans, in plain values that JSON can hold."""
    coverage, at = asked.coverage, asked.at
    held = held_seconds(asked.pauses)
    flags: list[str] = []
    due = _due(asked, flags) if asked.target is not None else None
    due_at = due if isinstance(due, datetime) else None
    last = due_at or asked.until
    to = asked.until or due_at
    spans = cut(coverage, at, last, held) if last is not None else []
    return {
        "due_at": None if due_at is None else iso(due_at),
        "elapsed_s": None if to is None else elapsed_with_pauses(coverage, at, to, held),
        "flags": flags,
        "spans": [_span(span) for span in spans],
    }


def _due(asked: Question, flags: list[str]) -> Instant | None:
    coverage, at = asked.coverage, asked.at
    assert asked.target is not None
    over = None if asked.end is None else end_of(asked.end, coverage)
    if (
        over is not None
        and nothing_left(coverage, at, over)
        and not isinstance(coverage.first_covered(at), Never)
    ):
        flags.append("no_coverage_left")
        return None
    budget = budget_of(asked.target, coverage, at)
    due = due_with_pauses(coverage, at, budget, asked.pauses) if isinstance(budget, Budget) else budget
    if isinstance(due, Never):
        flags.append("never")
    elif due is None:
        flags.append("paused")
    elif over is not None and due > over:
        flags.append("after_contract_end")
    return due


def end_of(day: date, coverage: Coverage) -> datetime:
    """The instant at which a contract's last day is over, on the contract's wall clock; 9999-12-31 is for ever."""
    return in_zone(datetime.combine(min(day, _FOREVER) + timedelta(days=1), time()), coverage.zone)


def nothing_left(coverage: Coverage, at: datetime, over: datetime) -> bool:
    """Whether not one covered second remains before the contract is over; no farther than a search ever looks."""
    reach = at + timedelta(days=BOUND_DAYS) if at < _REACHED else over
    return coverage.elapsed(at, min(over, reach)) == 0


def iso(instant: datetime) -> str:
    """ISO 8601 UTC with Z, to the second."""
    return instant.astimezone(UTC).isoformat()[:19] + "Z"


def _span(span: Span) -> dict[str, Any]:
    return {"start": iso(span.start), "end": iso(span.end), "seconds": span.seconds, "kind": span.kind.value}


def _text(values: Mapping[str, Any], name: str) -> str | None:
    value = values.get(name)
    if value is None or (isinstance(value, str) and not value.strip() and name != "hours"):
        return None
    if not isinstance(value, str):
        raise Refused(
            N_('"{name}" is no text: {value}. Put it into quotes.'), name=name, value=str(value)[:40]
        )
    return value.strip()


def _budget(value: object) -> Target | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return parse_target(value)
    if value == 0 and not isinstance(value, bool):
        return Target()
    raise Refused(N_('"budget" has no unit: {value}. Write it like 5h, 90m or 2d.'), value=str(value)[:40])


def _closed(value: object) -> Closed:
    if value is None:
        return Closed(frozenset(), frozenset())
    if isinstance(value, str):
        return closed_of(_closures(value))
    if not isinstance(value, Iterable):
        raise Refused(
            N_('"closed" is no list of dates: {value}. Write ["2026-05-01"].'), value=str(value)[:40]
        )
    return closed_of(closure for item in value for closure in _closures(item))


def _closures(value: object) -> tuple[Closure, ...]:
    if not isinstance(value, str):
        raise _no_date("closed", value)
    return _read_closures(value)


@lru_cache(maxsize=4096)
def _read_closures(text: str) -> tuple[Closure, ...]:
    def read(word: str) -> list[date]:
        return [_date("closed", word)]

    return tuple(closures_of(text, read))


@lru_cache(maxsize=4096)
def _day(text: str) -> date:
    return date.fromisoformat(text.strip())


def _date(name: str, value: object) -> date:
    try:
        if not isinstance(value, str):
            raise ValueError
        return _day(value)
    except ValueError:
        raise _no_date(name, value) from None


def _no_date(name: str, value: object) -> Refused:
    return Refused(
        N_('"{name}": {value} is no date. Write it like 2026-05-01.'), name=name, value=str(value)[:40]
    )


def _instant(name: str, text: str, zone: str) -> datetime:
    try:
        read = datetime.fromisoformat(text.strip())
        if not _FIRST_YEAR <= read.year <= _LAST_YEAR:
            raise ValueError
        return (in_zone(read, zone) if read.tzinfo is None else read.astimezone(UTC)).replace(microsecond=0)
    except (ValueError, OverflowError):
        raise Refused(
            N_(
                '"{name}": {value} is no instant between 1970 and 2200. Write it like 2026-03-02T09:00 or with Z.'
            ),
            name=name,
            value=text[:40],
        ) from None


def _pauses(value: object) -> list[object]:
    if value is None:
        return []
    if isinstance(value, str):
        return [value] if value.strip() else []
    if not isinstance(value, (list, tuple)):
        raise Refused(N_('"pauses" is no list: {value}. Write ["FROM/TO"].'), value=str(value)[:40])
    # One pause written as a bare pair of instants means the same as a list of one.
    if len(value) == 2 and all(isinstance(part, str) and "/" not in part for part in value):
        return [list(value)]
    return list(value)


def _pause(item: object, zone: str) -> Pause:
    parts: list[object] = []
    if isinstance(item, str):
        parts = [part.strip() for part in item.split("/")]
    elif isinstance(item, (list, tuple)):
        parts = list(item)
    elif isinstance(item, Mapping):
        parts = [item.get("from", item.get("start")), item.get("to", item.get("end"))]
    if len(parts) != 2 or not isinstance(parts[0], str) or not isinstance(parts[1] or "", str):
        raise Refused(N_("{value} is no pause. Write it as FROM/TO, two instants."), value=str(item)[:60])
    begin = _instant("pauses", parts[0], zone)
    end = _instant("pauses", str(parts[1]), zone) if parts[1] else None
    if end is not None and end < begin:
        raise Refused(
            N_("The pause {value} ends before it begins. Write it as FROM/TO."), value=str(item)[:60]
        )
    return begin, end
