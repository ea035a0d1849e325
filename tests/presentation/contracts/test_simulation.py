"""When a call would be due that never came: the question, what speaks against it, each target with its spans."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from svc_tui.domain.sla.coverage import coverage_of
from svc_tui.domain.sla.explain import explain
from svc_tui.domain.sla.targets import Budget
from svc_tui.presentation.contracts.simulation import page
from svc_tui.presentation.core.spans import Line
from tests.presentation.rows import HOSTILE, harmless, role_of, told, value

HOURS = "Mo-Fr 09:00-18:00"
AT = datetime(2026, 3, 6, 16, tzinfo=UTC)
"""Friday, 17:00 in Rome."""


def asked(at: datetime = AT, zone: str = "Europe/Rome", hours: str = HOURS, **values: Any) -> Any:
    found = explain(coverage_of(hours, zone), at, Budget(4 * 3600))
    plain = {
        "number": 58, "at": at, "priority": "high", "zone": zone, "coverage": hours, "response_target": None,
        "resolution_target": "4h", "response": None, "resolution": found, "reason": "covered", "flags": (),
    }  # fmt: skip
    return value(**(plain | values))


def shown(**values: Any) -> list[Line]:
    return page(asked(**values), 120)


def test_the_question_the_promise_and_the_spans() -> None:
    assert told(shown()) == [
        " A call with priority high reported Friday 6 March 2026, 17:00 (Europe/Rome).",
        " K-58: resolve in 4h.",
        " Covered hours: Mo-Fr 09:00-18:00",
        "",
        " Resolution",
        "   Friday 6 March 2026",
        "     17:00-18:00  covered      1h00      1h00",
        "   Monday 9 March 2026",
        "     09:00-12:00  covered      3h00      4h00",
        "   Sum of the covered time: 4h00.",
        "   The target is 4h00: due Monday 9 March 2026, 12:00.",
    ]


def test_the_same_in_italian(speak: Callable[[str], None]) -> None:
    speak("it")
    lines = told(shown())
    assert lines[0] == " Una chiamata con priorità alta segnalata venerdì 6 marzo 2026, 17:00 (Europe/Rome)."
    assert lines[-1] == "   Il termine è 4h00: scade lunedì 9 marzo 2026, 12:00."


def test_it_is_told_in_the_zone_of_the_contract() -> None:
    lines = told(shown(zone="Pacific/Auckland", hours="24/7"))
    assert lines[0] == " A call with priority high reported Saturday 7 March 2026, 05:00 (Pacific/Auckland)."


@pytest.mark.parametrize(
    ("values", "line"),
    [
        pytest.param(
            {"reason": "expired"},
            " It would not be covered: the contract has expired. The dates are those of its terms.", id="expired",
        ),
        pytest.param(
            {"reason": "units exhausted"},
            " It would not be covered: the prepaid units of the contract are used up. "
            "The dates are those of its terms.",
            id="used up",
        ),
        pytest.param(
            {"flags": ("after_contract_end",)},
            " The contract ends before this date; the promise stands.", id="beyond the end",
        ),
        pytest.param(
            {"reason": "no coverage left", "flags": ("no_coverage_left",), "resolution": None},
            " The contract ends without one more covered minute: accepted, no due date.", id="no hour is left",
        ),
    ],
)  # fmt: skip
def test_what_speaks_against_it_is_a_warning(values: dict[str, Any], line: str) -> None:
    lines = shown(**values)
    assert told(lines)[3] == line
    assert lines[3][1][1] == "warning"


def test_flags_that_say_nothing_to_people_are_left_out() -> None:
    assert told(shown(flags=("contract_chosen",))) == told(shown())


def test_without_targets_there_is_the_question_alone() -> None:
    lines = told(shown(resolution=None, resolution_target=None))
    assert lines[1:] == [" K-58: no target.", " Covered hours: Mo-Fr 09:00-18:00"]


def test_both_targets_have_their_part() -> None:
    found = asked()
    lines = page(value(**(vars(found) | {"response": found.resolution, "response_target": "4h"})))
    titles = [
        line[1][0] for line in lines if len(line) > 1 and line[1][1] == "text strong" and line[0][0] == " "
    ]
    assert titles == ["First response", "Resolution"]
    assert role_of(lines[:2], "K-58") == "text"


@pytest.mark.parametrize("width", [40, 60, 80])
def test_sentences_fit_the_width_and_nothing_acts(width: int) -> None:
    lines = page(asked(reason=HOSTILE, coverage=HOSTILE, priority=HOSTILE), width)
    assert harmless(lines)
    head = told(lines)[: told(lines).index("")]
    assert all(len(line) <= width for line in head)
