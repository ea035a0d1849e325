"""Coverage text: what is read, how it is written back, and where a typo is said to be (CT-14)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.opening import (
    ALWAYS,
    DAY,
    NO_HOURS,
    Week,
    format_week,
    parse_week,
    week_from_b1,
    week_to_b1,
)
from svc_tui.errors import Refused
from tests.domain.strategies import weeks

NINE_TO_SIX = (540, 1080)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (
            "Mo-Fr 09:00-13:00,14:00-18:00; Sa 09:00-12:00; PH off",
            "Mo-Fr 09:00-13:00,14:00-18:00; Sa 09:00-12:00",
        ),
        ("24/7", "24/7"),
        ("Mo-Su 00:00-24:00", "24/7"),
        ("Mo-Su 22:00-06:00", "Mo-Su 22:00-06:00"),
        ("Mo-Su 22:00-00:00", "Mo-Su 22:00-24:00"),
        ("mo-fr 9-18", "Mo-Fr 09:00-18:00"),
        ("Monday-Friday 9.00–18.00", "Mo-Fr 09:00-18:00"),
        ("09:00-18:00", "Mo-Su 09:00-18:00"),
        ("Mo-Fr 0800-1700; Sa,Su 0-2359", "Mo-Fr 08:00-17:00; Sa-Su 00:00-24:00"),
        ("Mo-Fr 00:00-23:59", "Mo-Fr 00:00-24:00"),
        ("Sa-Mo 10:00-12:00", "Mo,Sa-Su 10:00-12:00"),
        ("Mo-Fr 09:00-18:00; We 09:00-12:00", "Mo-Tu,Th-Fr 09:00-18:00; We 09:00-12:00"),
        ("Mo-Fr 09:00-12:00, We 14:00-16:00", "Mo-Tu,Th-Fr 09:00-12:00; We 09:00-12:00,14:00-16:00"),
        ("24/7; Su off", "Mo-Sa 00:00-24:00"),
        ("24/7; PH on", "24/7; PH on"),
        ("Mo-Fr 09:00-18:00; Sa,Su,PH off", "Mo-Fr 09:00-18:00"),
        ("Mo-Fr 14:00-18:00,09:00-13:00;", "Mo-Fr 09:00-13:00,14:00-18:00"),
        ("Mo 09:00-13:00,13:00-18:00", "Mo 09:00-13:00,13:00-18:00"),
        ("off", "off"),
        ("PH off", "off"),
    ],
)
def test_text_is_read_and_written_in_its_plain_form(text: str, written: str) -> None:
    assert format_week(parse_week(text)) == written


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("Mo-Fr 09:00-09:00", 13, "ends when it starts"),
        ("Mo-Fr 09:00-13:00,12:00-18:00", 19, "12:00-18:00 at column 19 overlaps 09:00-13:00"),
        ("Mo 20:00-06:00,22:00-23:00", 16, "overlaps"),
        ("Mo 09:00-12:00, Mo 11:00-13:00", 20, "overlaps"),
        ("Mo-Xx 09:00-18:00", 4, '"Xx" at column 4 is no weekday'),
        ("M 09:00-18:00", 1, "no weekday"),
        ("Mo-Fr 09:60-18:00", 7, "no time"),
        ("Mo-Fr 09:00-25:00", 13, "no time"),
        ("Mo-Fr 24:00-06:00", 7, "starts at 24:00"),
        ("Mo-Fr 09:00", 12, "missing at column 12"),
        ("Mo-Fr", 6, "missing"),
        ("Mo-Fr 09:00-18:00 Sa", 19, "not expected"),
        ("Mo-Fr 09:00_18:00", 12, "cannot be read"),
        ("PH 09:00-12:00", 4, "PH"),
        ("Mo on", 4, "not expected"),
        ("12345", 1, "cannot be read"),
        ("", 1, "no hours"),
        (" ; ", 1, "no hours"),
    ],
)
def test_ct_14_a_typo_is_refused_with_its_place(text: str, column: int, words: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_week(text)
    assert caught.value.values.get("column", 1) == column
    assert words in caught.value.text()


@given(weeks())
def test_what_is_written_reads_back(week: Week) -> None:
    assert parse_week(format_week(week)) == week
    assert format_week(parse_week(format_week(week))) == format_week(week)


@given(st.text(alphabet="MoTuWePHof 0123456789:-,;./", max_size=30) | st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        week = parse_week(text)
    except Refused:
        return
    assert parse_week(format_week(week)) == week


def test_the_tail_of_a_night_lies_on_the_next_date() -> None:
    pieces = parse_week("Su 22:00-06:00").pieces
    assert pieces[6] == ((22 * 3600, 24 * 3600),)
    assert pieces[0] == ((0, 6 * 3600),)


def test_b1_hours_both_ways() -> None:
    b1 = [(800, 1700)] * 5 + [(0, 2359)] * 2
    week = week_from_b1(b1)
    assert week.days[6] == ((0, DAY),)
    assert week_to_b1(week) == tuple(b1)
    assert week_to_b1(parse_week("Mo 9-12,13-18")) is None
    assert week_to_b1(week_from_b1([None] * 7)) == (None,) * 7
    assert week_from_b1([(900, 1800), *[None] * 6], holidays=True) == Week(((NINE_TO_SIX,), *((),) * 6), True)
    assert format_week(NO_HOURS) == "off"
    assert parse_week("24/7") == ALWAYS
