"""Values of a history and of pages as people read them, in both languages."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from svc_tui.language import said_instant, set_language, tell_time
from svc_tui.presentation.core.told import FLAGS, days, months, told
from svc_tui.storage.engine.journal import as_text
from svc_tui.storage.tables import every

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
ROME = ZoneInfo("Europe/Rome")


@pytest.fixture
def italian() -> Iterator[None]:
    set_language("it")
    yield
    set_language("en")


def said(field: str, text: str | None) -> str:
    return told(field, text, {}, now=NOW, zone=ROME)


@pytest.mark.usefixtures("italian")
def test_values_are_told_in_the_language() -> None:
    assert said("renewal", "yes") == "sì"
    assert said("include_parts", "no") == "no"
    assert (
        said("closed_dates", "2026-12-24 13:00-24:00, 2026-12-28") == "24 dic 2026 13:00-24:00, 28 dic 2026"
    )
    assert said("warranty_end", "2027-03-31") == "31 mar 2027"
    assert said("reported_at", "2026-11-20T08:00:00Z") == "20 nov 09:00"
    assert said("duration", "68") == "5 anni 8 mesi"


def test_a_persons_own_words_stay_as_they_are() -> None:
    assert said("subject", "yes") == "yes"
    assert said("remarks", "2027-03-31") == "2027-03-31"
    assert said("reference", "yes") == "yes"
    assert said("serial", "2027-03-31-7") == "2027-03-31-7"
    assert said("renewal", None) == ""


def test_every_flag_of_a_table_is_known() -> None:
    told_elsewhere = {"is_open", "covered", "stub", "closed", "undone", "undoable"}
    flags = {
        column.name
        for table in every().tables.values()
        if "version" in table.c
        for column in table.c
        if str(column.type) == "BOOLEAN"
    }
    unknown = {
        name for name in flags - FLAGS - told_elsewhere if not name.startswith(("response", "resolution"))
    }
    assert unknown <= {"due_after_end", "contract_chosen"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (["2026-12-24 13:00-24:00", "2026-12-28"], "2026-12-24 13:00-24:00, 2026-12-28"),
        ({"high": ["2h", "8h"], "low": [None, "2d"]}, "high=2h/8h, low=-/2d"),
        ([], None),
        (True, "yes"),
    ],
)
def test_lists_and_objects_are_kept_as_they_are_typed(value: object, text: str | None) -> None:
    assert as_text(value) == text


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 month"),
        (11, "11 months"),
        (12, "1 year"),
        (13, "1 year 1 month"),
        (68, "5 years 8 months"),
        (120, "10 years"),
    ],
)
def test_months_are_said_in_years(count: int, words: str) -> None:
    assert months(count) == words


def test_days_that_no_calendar_has_stay() -> None:
    assert days("2026-02-30, 2026-12-25") == "2026-02-30, 25 Dec 2026"


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ("2026-11-27T15:00:00", "Fri 15:00"),
        ("2026-12-01T09:00:00", "Tue 09:00"),
        ("2026-12-24T09:00:00", "24 Dec 09:00"),
        ("2028-02-29T09:00:00", "29 Feb 2028 09:00"),
    ],
)
def test_an_instant_of_a_message_has_its_year_where_it_is_not_this_one(instant: str, words: str) -> None:
    tell_time(lambda: NOW)
    try:
        assert said_instant(datetime.fromisoformat(instant).replace(tzinfo=ROME)) == words
    finally:
        tell_time(None)
    assert "2026" in said_instant(datetime(2026, 3, 1, 9, tzinfo=ROME))
