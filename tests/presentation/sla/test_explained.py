"""Why a call is due when it is due, as a page that a customer could be shown."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from svc_tui.domain.sla.coverage import Never, coverage_of
from svc_tui.domain.sla.explain import Explanation, explain
from svc_tui.domain.sla.targets import Budget
from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.sla.explained import contracts, page, priority_change
from tests.presentation.rows import HOSTILE, NOW, WIDE, harmless, pause, role_of, told, value

HOURS = "Mo-Fr 09:00-18:00"
FRIDAY = datetime(2026, 2, 27, 16, tzinfo=UTC)
"""17:00 in Rome."""
NONE = value(state="none", due=None, done_at=None, left_s=None)


def counted(
    at: datetime = FRIDAY, hours: str = HOURS, budget: int = 4 * 3600, pauses: Any = (), zone: str = "Europe/Rome",
    closed: tuple[date, ...] = (), names: Any = None,
) -> Explanation:  # fmt: skip
    return explain(coverage_of(hours, zone, frozenset(closed)), at, Budget(budget), pauses, names)


def lines(
    found: Explanation | None = None,
    target: Any = NONE,
    *,
    considered: Any = (),
    changes: Any = (),
    width: int = 79,
    **values: Any,
) -> list[Line]:
    plain = {
        "reported_at": FRIDAY, "terms": value(number=58, description="Two shifts", coverage=HOURS),
        "zone": "Europe/Rome", "response": None, "resolution": found, "view": (NONE, target), "pauses": (),
    }  # fmt: skip
    return page(value(**(plain | values)), considered, changes, width, now=NOW)


def below(title: str, found: list[Line]) -> list[str]:
    """The lines of a part, up to the next one."""
    texts = [*told(found), ""]
    begin = texts.index(f" {title}") + 1
    return texts[begin : texts.index("", begin)]


def target(state: str = "ok", left_s: int | None = 3600, done_at: datetime | None = None) -> Any:
    return value(state=state, due=NOW, done_at=done_at, left_s=left_s)


def test_the_whole_page() -> None:
    assert told(lines(counted(), target())) == [
        " Reported Friday 27 February 2026, 17:00 (Europe/Rome).",
        " Contract K-58 Two shifts",
        " Covered hours: Mo-Fr 09:00-18:00",
        "",
        " Resolution",
        "   1h00 of covered time left.",
        "   Friday 27 February 2026",
        "     17:00-18:00  covered      1h00      1h00",
        "   Monday 2 March 2026",
        "     09:00-12:00  covered      3h00      4h00",
        "   Sum of the covered time: 4h00.",
        "   The target is 4h00: due Monday 2 March 2026, 12:00.",
    ]


def test_the_same_in_italian(speak: Callable[[str], None]) -> None:
    speak("it")
    found = told(lines(counted(), target()))
    assert found[0] == " Segnalata venerdì 27 febbraio 2026, 17:00 (Europe/Rome)."
    assert found[-1] == "   Il termine è 4h00: scade lunedì 2 marzo 2026, 12:00."
    assert "     17:00-18:00  coperto      1h00      1h00" in found


@pytest.mark.parametrize(
    ("values", "line"),
    [
        pytest.param({}, " Contract K-58 Two shifts", id="its contract"),
        pytest.param(
            {"terms": value(number=58, description=None, coverage=HOURS)},
            " Contract K-58",
            id="without a title",
        ),
        pytest.param(
            {"terms": None}, " No contract; the company's own targets apply.", id="the company's own"
        ),
        pytest.param(
            {"terms": None, "resolution": None}, " No contract and no target: nothing is due.", id="none"
        ),
    ],
)
def test_whose_promise_it_is(values: dict[str, Any], line: str) -> None:
    assert told(lines(counted(), **values))[1] == line


@pytest.mark.parametrize(
    ("stands", "english", "italian", "role"),
    [
        pytest.param(target(), "1h00 of covered time left.", "Restano 1h00 di tempo coperto.", "text", id="open"),
        pytest.param(target(left_s=0), "0h00 of covered time left.", None, "text", id="to the minute"),
        pytest.param(
            target("overdue", -93600), "Late by 26h00 of covered time.", "In ritardo di 26h00 di tempo coperto.",
            "urgent", id="overdue",
        ),
        pytest.param(target("paused", 5400), "Paused with 1h30 left.", "In pausa, restano 1h30.", "muted", id="paused"),
        pytest.param(
            target("met", done_at=NOW), "Done Mon 09:00: in time.", "Fatto lun 09:00: in tempo.", "kept", id="kept"
        ),
        pytest.param(
            target("missed", done_at=datetime(2025, 12, 30, 23, 30, tzinfo=UTC)), "Done 31 Dec 2025 00:30: late.",
            None, "urgent", id="missed last year, after midnight in Rome",
        ),
    ],
)  # fmt: skip
def test_how_a_target_stands(
    speak: Callable[[str], None], stands: Any, english: str, italian: str | None, role: str
) -> None:
    found = lines(counted(), stands)
    assert below("Resolution", found)[0] == f"   {english}"
    assert role_of(found, english) == role
    if italian is not None:
        speak("it")
        assert f"   {italian}" in told(lines(counted(), stands))


def test_a_target_that_says_nothing_has_its_hours_alone() -> None:
    assert below("Resolution", lines(counted(), target(left_s=None)))[0] == "   Friday 27 February 2026"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(
            counted(datetime(2026, 3, 28, 22, tzinfo=UTC), "Sa-Su 00:00-24:00", 5 * 3600),
            ["   Saturday 28 March 2026", "     23:00-24:00  covered      1h00      1h00",
             "   Sunday 29 March 2026", "     00:00-05:00  covered      4h00      5h00",
             "   Sum of the covered time: 5h00.", "   The target is 5h00: due Sunday 29 March 2026, 05:00."],
            id="summer time begins: five hours of the wall are four",
        ),
        pytest.param(
            counted(datetime(2026, 10, 24, 21, tzinfo=UTC), "Sa-Su 00:00-24:00", 5 * 3600),
            ["   Saturday 24 October 2026", "     23:00-24:00  covered      1h00      1h00",
             "   Sunday 25 October 2026", "     00:00-03:00  covered      4h00      5h00",
             "   Sum of the covered time: 5h00.", "   The target is 5h00: due Sunday 25 October 2026, 03:00."],
            id="summer time ends: three hours of the wall are four",
        ),
        pytest.param(
            counted(datetime(2025, 12, 31, 22, tzinfo=UTC), "24/7", 2 * 3600),
            ["   Wednesday 31 December 2025", "     23:00-24:00  covered      1h00      1h00",
             "   Thursday 1 January 2026", "     00:00-01:00  covered      1h00      2h00",
             "   Sum of the covered time: 2h00.", "   The target is 2h00: due Thursday 1 January 2026, 01:00."],
            id="over new year",
        ),
        pytest.param(
            counted(closed=(date(2026, 3, 2),), names={date(2026, 3, 2): "Fair"}),
            ["   Friday 27 February 2026", "     17:00-18:00  covered      1h00      1h00",
             "   Monday 2 March 2026: Fair", "   Tuesday 3 March 2026", "     09:00-12:00  covered      3h00      4h00",
             "   Sum of the covered time: 4h00.", "   The target is 4h00: due Tuesday 3 March 2026, 12:00."],
            id="over a holiday",
        ),
        pytest.param(
            counted(pauses=[(datetime(2026, 2, 27, 16, 30, tzinfo=UTC), datetime(2026, 3, 2, 9, tzinfo=UTC))],
                    budget=3600),
            ["   Friday 27 February 2026", "     17:00-17:30  covered      0h30      0h30",
             "     17:30-24:00  paused       6h30",
             "   Saturday 28 February 2026", "     00:00-24:00  paused      24h00",
             "   Sunday 1 March 2026", "     00:00-24:00  paused      24h00",
             "   Monday 2 March 2026", "     00:00-10:00  paused      10h00",
             "     10:00-10:30  covered      0h30      1h00",
             "   Sum of the covered time: 1h00.", "   The target is 1h00: due Monday 2 March 2026, 10:30."],
            id="over a pause, day by day",
        ),
        pytest.param(
            counted(pauses=[(FRIDAY, None)]), ["   Paused without an end, so there is no due date."], id="still paused"
        ),
        pytest.param(
            Explanation(Never("no covered hours"), 3600, (), ()), ["   Never due: no covered hours."], id="never"
        ),
    ],
)  # fmt: skip
def test_the_hours_are_counted_where_the_contract_counts_them(
    found: Explanation, expected: list[str]
) -> None:
    assert below("Resolution", lines(found)) == expected


def test_the_page_speaks_in_the_zone_of_the_contract() -> None:
    found = counted(datetime(2026, 2, 27, 14, tzinfo=UTC), zone="America/New_York", budget=3600)
    shown = told(lines(found, zone="America/New_York"))
    assert shown[0] == " Reported Friday 27 February 2026, 11:00 (America/New_York)."
    assert "     09:00-10:00  covered      1h00      1h00" in shown


@pytest.mark.parametrize(
    ("values", "english", "italian"),
    [
        pytest.param(
            {},
            "   Mon 09:00 to still: waiting", "   lun 09:00 - in corso: in attesa", id="still paused",
        ),
        pytest.param(
            {"start_at": FRIDAY, "end_at": NOW, "kind": "snooze", "reason": "waits for\nthe part"},
            "   Fri 17:00 to Mon 09:00: waits for the part", "   ven 17:00 - lun 09:00: waits for the part",
            id="with a reason",
        ),
        pytest.param(
            {"start_at": datetime(2025, 12, 31, 23, 30, tzinfo=UTC), "end_at": NOW, "kind": "resolved", "reason": ""},
            "   1 Jan 00:30 to Mon 09:00: resolved, then opened again", None, id="from new year",
        ),
        pytest.param(
            {"start_at": datetime(2025, 9, 30, 8, tzinfo=UTC), "end_at": NOW, "kind": "other", "reason": None},
            "   30 Sep 2025 10:00 to Mon 09:00: other", None, id="a kind that we do not know",
        ),
    ],
)  # fmt: skip
def test_pauses_have_their_reasons(
    speak: Callable[[str], None], values: dict[str, Any], english: str, italian: str | None
) -> None:
    assert below("Pauses", lines(counted(), pauses=[pause(**values)])) == [english]
    if italian is not None:
        speak("it")
        assert told(lines(counted(), pauses=[pause(**values)]))[-1] == italian


@pytest.mark.parametrize(
    ("chosen", "expected", "roles"),
    [
        (None, ["   K-58    taken", "   K-60    not taken: draft"], ["kept", "muted"]),
        (60, ["   K-58    would be taken", "   K-60    chosen by hand"], ["muted", "kept"]),
        (58, ["   K-58    chosen by hand", "   K-60    not taken: draft"], ["kept", "muted"]),
    ],
)
def test_contracts_say_why_they_were_taken_or_not(
    chosen: int | None, expected: list[str], roles: list[str]
) -> None:
    considered = [value(number=58, taken=True, why="covered"), value(number=60, taken=False, why="draft")]
    found = contracts(considered, chosen)
    assert told(found) == ["", " Contracts of the customer", *expected]
    assert [line[2][1] for line in found[2:]] == roles
    assert contracts([]) == []


@pytest.mark.parametrize(
    ("change", "english", "italian"),
    [
        pytest.param(
            (priority_change("high"), None, datetime(2026, 3, 3, 8, tzinfo=UTC), None),
            "   Priority high                resolve by Tue 09:00", None, id="another date",
        ),
        pytest.param(
            ("Resume", datetime(2027, 1, 1, 8, tzinfo=UTC), NOW, None),
            "   Resume                       respond by 1 Jan 2027 09:00",
            "   Resume                       risposta entro 1 gen 2027 09:00", id="next year; the other stays",
        ),
        pytest.param(
            ("Nothing", None, NOW, None), "   Nothing                      the same dates",
            "   Nothing                      le stesse date", id="nothing changes",
        ),
        pytest.param(
            ("Pause", None, None, 5400), "   Pause                        paused with 1h30 left", None, id="a pause"
        ),
        pytest.param(
            ("Pause", None, None, -5400), "   Pause                        paused, 1h30 late", None, id="too late"
        ),
        pytest.param((WIDE * 9, None, NOW, None), f"   {WIDE * 2}漢字テス the same dates", None, id="wide words"),
    ],
)  # fmt: skip
def test_what_would_change_it(
    speak: Callable[[str], None], change: Any, english: str, italian: str | None
) -> None:
    assert below("What would change it", lines(counted(), target(), changes=[change])) == [english]
    if italian is not None:
        speak("it")
        assert told(lines(counted(), target(), changes=[change]))[-1] == italian


@pytest.mark.parametrize("width", [30, 60, 79])
def test_sentences_fit_and_nothing_acts(width: int) -> None:
    pauses = [pause(kind=HOSTILE, reason=HOSTILE), pause(kind=HOSTILE)]
    found = lines(
        counted(closed=(date(2026, 3, 2),), names={date(2026, 3, 2): HOSTILE}), width=width,
        terms=value(number=58, description=HOSTILE, coverage=HOSTILE), pauses=pauses,
        considered=[value(number=60, taken=False, why=HOSTILE)], changes=[(HOSTILE, None, NOW, None)],
    )  # fmt: skip
    assert harmless(found)
    assert all(len(line) <= width for line in told(found)[: told(found).index("")])
