"""The service monitor in words: its figures, the alarm that is a word, the last hour in signs."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from svc_tui.domain.calls.watch import Wishes
from svc_tui.presentation.reports.monitor import FIGURES, figures, hour_lines, record, text_lines

ROME = ZoneInfo("Europe/Rome")


@dataclass(frozen=True)
class Seen:
    """A monitor with 1,214 open calls."""

    at: datetime = datetime(2026, 3, 2, 8, 30, 40, tzinfo=UTC)
    filter: str = "queue:north"
    figures: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(FIGURES, 7) | {"open": 1214, "lapsed": 0}
    )
    opened: tuple[int, ...] = (1, *[0] * 57, 2, 4)
    lapsed: tuple[int, ...] = (0,) * 60
    wishes: Wishes = field(default_factory=Wishes)


@pytest.mark.parametrize(
    ("wishes", "figure", "words", "alarm"),
    [
        (Wishes(), "open", "not closed", False),
        (Wishes(open=1213), "open", "ALARM: more than 1,213", True),
        (Wishes(open=1214), "open", "not closed; the limit is 1,214", False),
        (Wishes(overdue=0), "overdue", "ALARM: more than 0", True),
        (Wishes(overdue=0), "paused", "the clock stands", False),
    ],
)
def test_an_alarm_is_a_word(wishes: Wishes, figure: str, words: str, alarm: bool) -> None:
    told = {each.name: each for each in figures(Seen(wishes=wishes))}[figure]
    assert (told.words, told.alarm) == (words, alarm)


def test_every_figure_reads_in_both_languages(speak: Callable[[str], None]) -> None:
    english = [(each.title, each.words, each.count) for each in figures(Seen())]
    speak("it")
    italian = [(each.title, each.words, each.count) for each in figures(Seen())]
    assert all(one[0] != other[0] and one[1] != other[1] for one, other in zip(english, italian, strict=True))
    assert (english[0][2], italian[0][2]) == ("1,214", "1.214")


def test_the_hour_has_a_sign_a_minute_and_its_times_below() -> None:
    lines = ["".join(text for text, _role in line) for line in hour_lines(Seen(), ROME)]
    assert lines == [
        f"  Came in the hour 7{' ' * 24}at most 4 a minute",
        "  ▃" + "▁" * 57 + "▅█",
        f"  Became overdue 0{' ' * 40}none",
        "  " + "▁" * 60,
        "  08:31                         09:01                    09:30",
    ]
    assert [line[-1][1] for line in hour_lines(Seen(), ROME)][1::2] == ["text", "muted"]
    late = replace(Seen(), lapsed=(0,) * 59 + (1,))
    assert [line[-1][1] for line in hour_lines(late, ROME)][1::2] == ["text", "urgent"]


def test_the_hour_is_drawn_in_ascii_and_wider() -> None:
    lines = ["".join(text for text, _role in line) for line in hour_lines(Seen(), ROME, ascii=True, step=2)]
    assert all(line.isascii() and len(line) <= 122 for line in lines)
    assert lines[1] == "  ::" + "__" * 57 + "==" + "##"
    assert lines[4].endswith("09:30")


def test_the_page_marks_what_alarms() -> None:
    lines = text_lines(Seen(wishes=Wishes(open=5)), ROME)
    assert lines[:4] == [
        "Service monitor, 09:30", "/ queue:north", "", "! Open              1,214  ALARM: more than 5",
    ]  # fmt: skip
    assert lines[4] == "  Overdue               7  past the next target"
    assert text_lines(replace(Seen(), filter=""), ROME)[1] == "/"


def test_scripts_get_counts_filters_and_minutes() -> None:
    found = record(Seen(wishes=Wishes(open=5)), dict.fromkeys(FIGURES, "is:open"), ("open",))
    assert found["open"] == {"count": 1214, "filter": "is:open", "limit": 5}
    assert found["alarms"] == ["open"]
    assert found["opened_per_minute"] == list(Seen().opened)
    assert set(FIGURES) < set(found)
