"""What typed terms of a contract come to, below its form while they are typed."""

from collections.abc import Callable
from datetime import date

import pytest
from rich.cells import cell_len

from svc_tui.presentation.contracts.preview import hours, terms
from tests.presentation.rows import HOSTILE, harmless, role_of, told

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(
            "Mo-Fr 09:00-13:00,14:00-18:00",
            [" Mo 8h00  Tu 8h00  We 8h00  Th 8h00  Fr 8h00  Sa -  Su -", " 40h00 a week  without holidays (PH off)"],
            id="a working week",
        ),
        pytest.param(
            "24/7",
            [" Mo 24h00  Tu 24h00  We 24h00  Th 24h00  Fr 24h00  Sa 24h00  Su 24h00",
             " 168h00 a week  without holidays (PH off)"], id="always",
        ),
        pytest.param(
            "Mo 09:00-10:00; PH on",
            [" Mo 1h00  Tu -  We -  Th -  Fr -  Sa -  Su -", " 1h00 a week  holidays count as other days (PH on)"],
            id="holidays as other days",
        ),
        pytest.param(
            "Mo 09:00-10:30; PH 09:00-13:00",
            [" Mo 1h30  Tu -  We -  Th -  Fr -  Sa -  Su -", " 1h30 a week  holidays 09:00-13:00 (PH)"],
            id="hours of holidays",
        ),
        pytest.param(
            "Mo-Fr 09:00-18:00; Jul 01-Aug 31: Mo-Fr 08:00-14:00",
            [" Mo 9h00  Tu 9h00  We 9h00  Th 9h00  Fr 9h00  Sa -  Su -", " 45h00 a week  without holidays (PH off)",
             " Jul 01-Aug 31: Mo-Fr 08:00-14:00"], id="hours of a season",
        ),
        pytest.param(
            "Sa 22:00-02:00",
            [" Mo -  Tu -  We -  Th -  Fr -  Sa 2h00  Su 2h00", " 4h00 a week  without holidays (PH off)"],
            id="over midnight",
        ),
    ],
)  # fmt: skip
def test_hours_are_summed_by_day_and_week(text: str, lines: list[str]) -> None:
    assert told(hours(text)) == lines


def test_the_week_in_italian(speak: Callable[[str], None]) -> None:
    speak("it")
    assert told(hours("Mo 09:00-10:00"))[1] == " 1h00 alla settimana  senza festività (PH off)"


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_typed_shows_how_to_write_it(text: str) -> None:
    (line,) = hours(text)
    assert "Mo-Fr 09:00-13:00,14:00-18:00" in line[0][0]
    assert line[0][1] == "muted"


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        pytest.param("Mo-Fr 25:00-26:00", "25:00", id="no such hour"),
        pytest.param("Mo-Fr 09:00-18:00; Xx 09:00-12:00", "Xx", id="no such day"),
        pytest.param("漢 Mo 09:00", "漢", id="wide letters at the beginning"),
    ],
)
def test_a_slip_is_pointed_at(text: str, slip: str) -> None:
    lines = hours(text)
    typed, mark, _why = told(lines)
    assert typed == f" {text}"
    assert cell_len(mark) - 1 == cell_len(typed[: typed.index(slip)])
    assert role_of(lines[:1], slip) == "urgent"
    assert role_of(lines, "^") == "urgent"


def test_the_mark_stands_below_the_slip_behind_wide_letters() -> None:
    typed, mark, _why = told(hours('Mo 09:00-10:00 "漢字漢字" Xx 09:00'))
    slipped = typed[: [cell_len(typed[:n]) for n in range(len(typed))].index(cell_len(mark) - 1)]
    assert cell_len(slipped) == cell_len(mark) - 1


def test_a_slip_at_the_end_is_pointed_at_too() -> None:
    lines = hours("Mo-Fr 09:00-")
    assert told(lines)[1].endswith("^")
    assert harmless(hours(HOSTILE))


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        pytest.param({}, [" No target."], id="nothing yet"),
        pytest.param(
            {"start": "1/1/2026", "end": "31/12/2026", "response": "4h", "resolution": "16h"},
            [" From 1 Jan 2026 to 31 Dec 2026.", " Respond in 4h, resolve in 16h."], id="a year",
        ),
        pytest.param(
            {"start": "29/2/2024", "duration": "12"}, [" From 29 Feb 2024 to 28 Feb 2025.", " No target."],
            id="a year from the leap day",
        ),
        pytest.param({"duration": "1"}, [" From 2 Mar 2026 to 1 Apr 2026.", " No target."], id="a month from today"),
        pytest.param(
            {"end": "31/3/2027", "remind": "1m", "resolution": "2d"},
            [" From 2 Mar 2026 to 31 Mar 2027. The owner is reminded on 28 Feb 2027.", " Resolve in 2d."],
            id="a reminder in a short month",
        ),
        pytest.param({"end": "someday", "duration": ""}, [" No target."], id="a day that is none yet"),
        pytest.param(
            {"end": "31/12/2026", "duration": "99"}, [" From 2 Mar 2026 to 31 Dec 2026.", " No target."],
            id="the day counts before the months",
        ),
    ],
)  # fmt: skip
def test_terms_say_the_period_the_reminder_and_the_targets(values: dict[str, str], lines: list[str]) -> None:
    assert told(terms(values, today=TODAY)) == lines


@pytest.mark.parametrize("values", [{"duration": "9999"}, {"end": "31/12/2026", "remind": "soon"}])
def test_what_cannot_be_is_said_at_once(values: dict[str, str]) -> None:
    ((said, role),) = terms(values, today=TODAY)[0]
    assert role == "urgent"
    assert said.endswith(".")


def test_terms_in_italian(speak: Callable[[str], None]) -> None:
    speak("it")
    assert told(terms({"end": "31/12/2026", "remind": "1m"}, today=TODAY)) == [
        " Dal 2 mar 2026 al 31 dic 2026. Il responsabile è avvisato il 30 nov 2026.", " Nessun obiettivo.",
    ]  # fmt: skip
