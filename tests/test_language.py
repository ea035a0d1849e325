"""Numbers, dates and durations follow the locale; the language comes from the flag or the environment."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from svc_tui import language

ROME = ZoneInfo("Europe/Rome")
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english_after() -> Iterator[None]:
    yield
    language.set_language("en")


@pytest.mark.parametrize(
    ("flag", "environment", "code"),
    [
        ("it", {"LANG": "en_US.UTF-8"}, "it"),
        (None, {"LANG": "it_IT.UTF-8"}, "it"),
        (None, {"LANG": "it_IT.UTF-8", "LC_ALL": "C"}, "en"),
        (None, {"LANG": "en_US.UTF-8", "LC_MESSAGES": "it_CH"}, "it"),
        (None, {"LANG": "fr_FR.UTF-8"}, "en"),
        (None, {"LANG": ""}, "en"),
        (None, {}, "en"),
    ],
)
def test_language_is_picked(flag: str | None, environment: dict[str, str], code: str) -> None:
    assert language.pick_language(flag, environment) == code


@pytest.mark.parametrize(("code", "said"), [("en", "1,234,567"), ("it", "1.234.567")])
def test_numbers_are_grouped(code: str, said: str) -> None:
    language.set_language(code)
    assert language.number(1234567) == said
    assert language.number(-214) == "-214"


@pytest.mark.parametrize(("code", "said"), [("en", ["1.5", "0.3", "2"]), ("it", ["1,5", "0,3", "2"])])
def test_measures_have_one_decimal_at_most(code: str, said: list[str]) -> None:
    language.set_language(code)
    assert [language.tenths(1.52), language.tenths(0.3), language.tenths(2.0)] == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["23 Nov", "23 Nov 2026", "Mon 12:00", "12:00", "Monday 23 November 2026"]),
        ("it", ["23 nov", "23 nov 2026", "lun 12:00", "12:00", "lunedì 23 novembre 2026"]),
    ],
)
def test_dates_are_civil_and_short(code: str, said: list[str]) -> None:
    language.set_language(code)
    assert [
        language.date_short(NOON, ROME),
        language.date_short(NOON, ROME, year=True),
        language.weekday_time(NOON, ROME),
        language.time_of_day(NOON, ROME),
        language.date_long(NOON, ROME),
    ] == said


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), "12:00"),
        (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), "Mon 12:00"),
        (datetime(2026, 11, 17, 12, 0, tzinfo=UTC), "Mon 12:00"),
        (datetime(2026, 11, 16, 12, 0, tzinfo=UTC), "23 Nov 12:00"),
        (datetime(2027, 11, 16, 12, 0, tzinfo=UTC), "23 Nov 2026 12:00"),
    ],
)
def test_a_moment_is_as_short_as_it_stays_clear(now: datetime, said: str) -> None:
    assert language.moment(NOON, ROME, now) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0h00"),
        (45 * 60 + 59, "0h45"),
        (2 * 3600 + 600, "2h10"),
        (-(2 * 3600 + 600), "-2h10"),
        (86400, "1d"),
        (26 * 3600, "1d 2h"),
        (26 * 3600 + 3599, "1d 2h"),
        (2 * 86400, "2d"),
        (-400 * 86400 - 7200, "-400d"),
    ],
)
def test_durations_have_two_units_at_most(seconds: int, said: str) -> None:
    assert language.duration_words(seconds) == said


@pytest.mark.parametrize(
    ("words", "environment", "first"),
    [
        (["--language", "it"], {"LANG": "en_US.UTF-8"}, "Uso:"),
        ([], {"LANG": "it_IT.UTF-8"}, "Uso:"),
        (["--language=en"], {"LANG": "it_IT.UTF-8"}, "Usage:"),
        ([], {"LANG": "C"}, "Usage:"),
        ([], {"SVC_TUI_LANGUAGE": "it", "LANG": "C.UTF-8"}, "Uso:"),
    ],
)
def test_the_program_speaks_it(
    words: list[str], environment: dict[str, str], first: str, tmp_path: Path
) -> None:
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "svc_tui", *words, "call", "--help"],
        env={**kept, "XDG_CONFIG_HOME": str(tmp_path), **environment},
        capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert done.stdout.split()[0] == first


def test_another_language_is_spoken_aside_and_in_this_thread_alone() -> None:
    instant = datetime(2026, 9, 1, 12, tzinfo=UTC)

    def spoken() -> tuple[str, str, str]:
        return language.language(), language._("Priority"), language.date_short(instant, UTC)

    here, other = spoken(), "it"
    assert here == ("en", "Priority", "1 Sep")
    with language.speaking(other):
        assert spoken() == ("it", "Priorità", "1 set")
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(spoken).result() == here
        with pytest.raises(ZeroDivisionError), language.speaking("en"):
            raise ZeroDivisionError
        assert spoken()[0] == "it"
    assert spoken() == here
