"""An activity in words: its kind, when it is, whether it is done, how it comes back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from svc_tui.domain.activities import recurrence as ways
from svc_tui.presentation.activities.lines import (
    ahead_words,
    back_words,
    done_words,
    kind_words,
    state_words,
    titles,
    when_words,
)
from tests.presentation.rows import HOSTILE, NOW, ROME, value

HOUR = timedelta(hours=1)


def row(**values: Any) -> Any:
    return value(**({
        "kind": "phone", "starts_at": None, "ends_at": None, "created_at": None, "closed": False, "closed_at": None,
        "recurrence": None,
    } | values))  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "english", "italian"),
    [
        ("phone", "phone", "telefonata"),
        ("meeting", "meeting", "riunione"),
        ("task", "task", "compito"),
        ("note", "note", "nota"),
        ("campaign", "campaign", "campagna"),
        ("other", "other", "altro"),
        ("Visit", "Visit", "Visit"),
    ],
)
def test_a_kind_has_a_word_and_a_foreign_one_its_own(
    speak: Callable[[str], None], kind: str, english: str, italian: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert kind_words(kind) == text


def test_a_foreign_kind_does_nothing_to_the_terminal() -> None:
    assert kind_words(HOSTILE).isprintable()


@pytest.mark.parametrize(
    ("values", "english", "italian"),
    [
        pytest.param({}, "open", "aperta", id="no time, so never late"),
        pytest.param({"starts_at": NOW + HOUR}, "open", "aperta", id="still to come"),
        pytest.param({"starts_at": NOW}, "open", "aperta", id="begins now"),
        pytest.param({"starts_at": NOW - HOUR}, "overdue", "scaduta", id="should have begun"),
        pytest.param({"starts_at": NOW - HOUR, "ends_at": NOW + HOUR}, "open", "aperta", id="goes on"),
        pytest.param({"starts_at": NOW - 2 * HOUR, "ends_at": NOW - HOUR}, "overdue", "scaduta", id="should be over"),
        pytest.param({"starts_at": NOW - HOUR, "closed": True}, "done", "fatta", id="late no more"),
    ],
)  # fmt: skip
def test_whether_it_is_done(
    speak: Callable[[str], None], values: dict[str, Any], english: str, italian: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert state_words(row(**values), NOW) == text


def test_what_is_told_without_a_time_is_open_or_done() -> None:
    assert (done_words(False, None, NOW), done_words(True, None, NOW)) == ("open", "done")


@pytest.mark.parametrize(
    ("values", "english", "italian"),
    [
        pytest.param({"starts_at": NOW, "created_at": NOW - HOUR}, "09:00", "09:00", id="when it begins"),
        pytest.param({"created_at": NOW - HOUR}, "08:00", "08:00", id="no time: when it was written"),
        pytest.param({"created_at": NOW - HOUR, "closed": True, "closed_at": NOW}, "09:00", "09:00",
                     id="no time, done: when it was done"),
        pytest.param({"starts_at": NOW - HOUR, "closed": True, "closed_at": NOW}, "08:00", "08:00",
                     id="done, with a time: that time"),
        pytest.param({"starts_at": NOW + timedelta(days=1)}, "Tue 09:00", "mar 09:00", id="tomorrow"),
        pytest.param({"starts_at": datetime(2025, 9, 30, 8, tzinfo=UTC)}, "30 Sep 2025 10:00", "30 set 2025 10:00",
                     id="last year"),
        pytest.param({}, "", "", id="nobody knows"),
    ],
)  # fmt: skip
def test_when_it_is(speak: Callable[[str], None], values: dict[str, Any], english: str, italian: str) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert when_words(row(**values), ROME, NOW) == text


@pytest.mark.parametrize(
    ("typed", "english", "italian"),
    [
        ("daily", "every day", "ogni giorno"),
        ("every 3 days", "every 3 days", "ogni 3 giorni"),
        ("weekly thu,mon", "every week: Mon, Thu", "ogni settimana: lun, gio"),
        ("every 2 weeks fri", "every 2 weeks: Fri", "ogni 2 settimane: ven"),
        ("monthly 31", "every month: day 31", "ogni mese: giorno 31"),
        ("every 3 months 1", "every 3 months: day 1", "ogni 3 mesi: giorno 1"),
        ("monthly 2nd tue", "every month: the second Tue", "ogni mese: secondo mar"),
        ("monthly last fri", "every month: the last Fri", "ogni mese: ultimo ven"),
        ("daily until 2026-12-31", "every day, until Thursday 31 December 2026",
         "ogni giorno, fino a giovedì 31 dicembre 2026"),
        ("daily 10 times", "every day, 9 times more", "ogni giorno, ancora 9 volte"),
        ("daily 2 times", "every day, 1 time more", "ogni giorno, ancora 1 volta"),
        ("daily 1 times", "every day, not again", "ogni giorno, non più"),
    ],
)  # fmt: skip
def test_how_it_comes_back(speak: Callable[[str], None], typed: str, english: str, italian: str) -> None:
    kept = ways.read(typed, start=datetime(2026, 3, 2, 9), today=NOW.date()).kept()  # noqa: DTZ001
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert back_words(kept) == text


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        pytest.param(None, "", id="never"),
        pytest.param({}, "", id="nothing kept"),
        pytest.param({"every": "year"}, "", id="a way of a later version"),
        pytest.param({"every": "day", "until": "soon"}, "", id="no day"),
        pytest.param({"every": "month", "nth": 9, "days": [1]}, "every month: the last Tue", id="no month has nine"),
        pytest.param({"every": "week", "interval": 2}, "every 2 weeks", id="no day of the week"),
        pytest.param({"every": "month"}, "every month", id="no day of the month"),
    ],
)  # fmt: skip
def test_what_a_store_kept_oddly_breaks_nothing(kept: dict[str, Any] | None, words: str) -> None:
    assert back_words(kept) == words


def test_the_next_ones_are_told_on_the_clock_of_the_wall() -> None:
    slots = [datetime(2026, 3, 2, 17), datetime(2026, 3, 3, 9), datetime(2026, 3, 30, 9)]  # noqa: DTZ001
    assert ahead_words(slots, ROME, NOW) == "17:00, Tue 09:00, 30 Mar 09:00"
    assert ahead_words([], ROME, NOW) == ""


def test_each_field_has_its_own_title_in_both_languages(speak: Callable[[str], None]) -> None:
    english = titles()
    speak("it")
    italian = titles()
    assert len(set(english.values())) == len(english)
    assert len(set(italian.values())) == len(italian)
    assert (english["recurrence"], italian["recurrence"]) == ("Comes back", "Si ripete")
