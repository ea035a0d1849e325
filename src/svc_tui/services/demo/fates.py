"""How the calls of the last weeks stand now: open or closed, late, paused, waiting for somebody to take them.

A case whose target lies in the future is mostly open, one whose target has passed mostly closed; a few of the
latter are late, paused or were paused, so that the inbox shows each in a believable share.
"""

import math
from collections.abc import Callable, Sequence
from random import Random

from svc_tui.domain.sla.coverage import DAY_S
from svc_tui.services.demo.cases import Case

OVERDUE_SHARE = 0.10
"""Of the open calls."""
LEAST_DAYS = {"waiting": 1.0, "resumed": 2.5, "reopened": 3.0}
"""How old a call is at least before it can have come so far."""


def settle(cases: Sequence[Case], now: int, rng: Random) -> None:
    """Give each case of the last weeks its fate."""
    for case in cases:
        case.fate = _fate(case, now, rng)
    for fate, share in (("fresh", 0.2), ("waiting", 0.12), ("resumed", 0.07), ("reopened", 0.03)):
        _ensure(cases, fate, share, now, rng)
    _make_late(cases, now, rng)


def _fate(case: Case, now: int, rng: Random) -> str:
    days, draw = (now - case.at) / DAY_S, rng.random()
    if case.resolve_by is None:
        if draw > 0.85 * math.exp(-days / 22):
            return "closed"
        return _open(case, now, rng, waiting=0.15)
    if case.resolve_by > now:
        passed = (now - case.at) / (case.resolve_by - case.at)
        if draw > 0.97 - 0.4 * passed:
            return "resolved" if rng.random() < 0.4 else "closed"
        return _open(case, now, rng, waiting=0.12)
    if draw < 0.16 * math.exp(-days / 30):
        return "waiting"
    if draw < 0.22 * math.exp(-days / 30):
        return "resumed"
    return "resolved" if rng.random() < 0.25 * math.exp(-days / 10) else "closed"


def _open(case: Case, now: int, rng: Random, waiting: float) -> str:
    hours = (now - case.at) / 3600
    if (case.respond_by is None or case.respond_by > now + 300) and rng.random() < max(
        0.3, 0.95 - hours / 30
    ):
        return "fresh"
    if hours > 6 and rng.random() < waiting:
        return "waiting"
    return "working"


def _ensure(cases: Sequence[Case], fate: str, share: float, now: int, rng: Random) -> None:
    """At least this share of the open calls, taken from the youngest whose clock allows it."""
    wanted = round(share * _open_count(cases)) - sum(case.fate == fate for case in cases)

    def fits(case: Case) -> bool:
        if fate == "fresh":
            return case.respond_by is None or case.respond_by > now + 300
        return case.resolve_by is not None and now - case.at > LEAST_DAYS[fate] * DAY_S

    _convert(cases, fate, wanted, rng, fits)


def _make_late(cases: Sequence[Case], now: int, rng: Random) -> None:
    """Some calls whose target has just passed were not finished in time and are not yet."""
    wanted = max(1, round(OVERDUE_SHARE * _open_count(cases) / (1 - OVERDUE_SHARE)))
    passed = [case for case in cases if case.resolve_by is not None and case.resolve_by < now - 600]
    passed.sort(key=lambda case: case.resolve_by or 0)
    _convert(passed, "late", wanted, rng, lambda _: True)


def _convert(
    cases: Sequence[Case], fate: str, wanted: int, rng: Random, fits: Callable[[Case], bool]
) -> None:
    for case in reversed(cases):
        if wanted <= 0:
            return
        if case.fate in ("closed", "working") and rng.random() < 0.45 and fits(case):
            case.fate = fate
            wanted -= 1


def _open_count(cases: Sequence[Case]) -> int:
    return sum(case.fate != "closed" for case in cases)
