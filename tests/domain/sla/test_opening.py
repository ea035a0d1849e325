"""Coverage text: what is read, how it is written back, and where a typo is said to be (CT-14)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.sla.opening import parse_week
from svc_tui.domain.sla.opening_b1 import week_from_b1, week_to_b1
from svc_tui.domain.sla.week import ALWAYS, DAY, NO_HOURS, Week, format_week
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
        ("PH 09:00-13:00", "PH 09:00-13:00"),
        ("Mo-Fr 09:00-18:00; PH 9-13", "Mo-Fr 09:00-18:00; PH 09:00-13:00"),
        ("Mo-Fr,PH 09:00-18:00", "Mo-Fr,PH 09:00-18:00"),
        ("PH 09:00-13:00; PH on", "PH on"),
        ("PH on; PH 22:00-06:00", "PH 22:00-06:00"),
        ("PH 09:00-13:00; Mo 9-12; PH off", "Mo 09:00-12:00"),
        ("Mo 9-10, PH 9-10, PH 12-13", "Mo 09:00-10:00; PH 09:00-10:00,12:00-13:00"),
        (
            "Mo-Fr 09:00-18:00; Jul 01-Aug 31: Mo-Fr 08:00-14:00",
            "Mo-Fr 09:00-18:00; Jul 01-Aug 31: Mo-Fr 08:00-14:00",
        ),
        ("Mo 9-18; Jul-Aug: Mo 8-14", "Mo 09:00-18:00; Jul 01-Aug 31: Mo 08:00-14:00"),
        ("Mo 9-18; Feb: off", "Mo 09:00-18:00; Feb 01-Feb 29: off"),
        ("Mo 9-18; Jul 01-15 Mo 8-14", "Mo 09:00-18:00; Jul 01-Jul 15: Mo 08:00-14:00"),
        ("Mo 9-18; Aug 10-20,Dec 24: Mo off", "Mo 09:00-18:00; Aug 10-Aug 20,Dec 24: Mo off"),
        ("24/7; Dec 24-Jan 06: off", "24/7; Dec 24-Jan 06: off"),
        ("24/7; Dec 24 09:00-13:00", "24/7; Dec 24: Mo-Su 09:00-13:00"),
        (
            "Mo 9-18; Jul: 24/7; Jul: PH on",
            "Mo 09:00-18:00; Jul 01-Jul 31: Mo-Su 00:00-24:00; Jul 01-Jul 31: PH on",
        ),
        ("PH 9-13; Aug: PH off", "PH 09:00-13:00; Aug 01-Aug 31: PH off"),
        # A later rule replaces the days that it names, all year round or in its stretch.
        (
            "Mo-Fr 9-18; Jul: Mo-Fr 8-14; Fr 9-12",
            "Mo-Th 09:00-18:00; Fr 09:00-12:00; Jul 01-Jul 31: Mo-Th 08:00-14:00",
        ),
        ("Mo 9-18; Jul: Mo 8-14; Mo 9-12", "Mo 09:00-12:00"),
        (
            "Jul: Mo 8-14; Aug: Mo 9-10; Jul: Mo 7-8",
            "Aug 01-Aug 31: Mo 09:00-10:00; Jul 01-Jul 31: Mo 07:00-08:00",
        ),
        ("Jul: Mo 8-14; Mo 9-18; off", "off"),
        ("Jul: Mo 8-12; Mo 8-12, Mo 14-16; Mo 18-19, Tu 8-9", "Mo 18:00-19:00; Tu 08:00-09:00"),
        # Italian, in full or shortened.
        ("Lu-Ve 9-18", "Mo-Fr 09:00-18:00"),
        (
            "lun-ven 9.00-13.00,14.00-18.00; sab 9-12; dom off",
            "Mo-Fr 09:00-13:00,14:00-18:00; Sa 09:00-12:00",
        ),
        ("Lu,Ma,Me,Gi,Ve,Sa,Do 8-20", "Mo-Su 08:00-20:00"),
        ("lunedì-venerdi' 9-18; festivi 9-13; Domenica chiuso", "Mo-Fr 09:00-18:00; PH 09:00-13:00"),
        ("Lun-Mar 9-18", "Mo-Tu 09:00-18:00"),
        ("Mar-Ven 9-18", "Tu-Fr 09:00-18:00"),
        ("Mar,Gio 9-18", "Tu,Th 09:00-18:00"),
        ("Mar 9-18", "Tu 09:00-18:00"),
        ("mar 9:00-18:00", "Tu 09:00-18:00"),
        ("Mar 01-15: off", "Mar 01-Mar 15: off"),
        ("Mar-Apr: Lu 9-18", "Mar 01-Apr 30: Mo 09:00-18:00"),
        ("Lu-Ve 9-18; lug 1-ago 31: Lu-Ve 8-14", "Mo-Fr 09:00-18:00; Jul 01-Aug 31: Mo-Fr 08:00-14:00"),
        ("giugno-settembre: Lu 8-14; gen: off", "Jun 01-Sep 30: Mo 08:00-14:00; Jan 01-Jan 31: off"),
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
        ("PH 09:00", 9, "missing"),
        ("PH Mo-Fr 09:00-12:00", 4, '"Mo" at column 4 is not expected'),
        ("PH on; Mo 09:00-12:00, PH 10:00-12:00", 27, "overlaps"),
        ("Mo-Fr,PH on", 10, "not expected"),
        ("SH 09:00-12:00", 1, "no weekday"),
        ("Mo[1] 09:00-12:00", 3, "cannot be read"),
        ("Mo-Fr sunrise-18:00", 7, "not expected"),
        ("2026 Jul 01-Aug 31: 09:00-18:00", 6, "not expected"),
        ("week 10-20 Mo 09:00-12:00", 1, "no weekday"),
        ("Jul 01-Aug: Mo-Fr 09:00-12:00", 8, "a day at one end alone"),
        ("Jul 01-Agu 31: Mo-Fr 08:00-14:00", 8, '"Agu" at column 8 is no month'),
        ("Jul 00-Aug 31: Mo-Fr 08:00-14:00", 5, 'Jul has no day "00"'),
        ("Feb 30: 08:00-14:00", 5, 'Feb has no day "30"'),
        ("Jul 15-10: 08:00-14:00", 8, "not expected"),
        ("Jul 01-Aug 31", 14, "missing"),
        ("Jul 8-14", 9, "missing"),
        ("Jul 08:00-14:00", 5, "a day or an hour"),
        ("Aug 31:08-14", 5, "a day or an hour"),
        ("Jul 01-Aug 31: Mo-Th 08:00-14:00, Fr 08:00-12:00", 35, "for the stretch of the year alone"),
        ("Mo-Fr 09:00-18:00, Jul 01-Aug 31: Sa 09:00-12:00", 20, "begins a stretch"),
        ("Mar off", 1, "may be a month or a day"),
        ("Lu-Ve dalle 9 alle 18", 7, "not expected"),
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


WORDS = ("Mo", "Lu-Ve", "Mar", "Gio", "PH", "off", "on", "Jul", "lug 01", "Aug 31", "Dec 24-Jan 06", "24/7",
         "9-18", "08:00-14:00", "22:00-06:00", "15", ":", ";", ",", "-", " ", "; ", ": ")  # fmt: skip


@given(
    st.text(alphabet="MoTuWePHof 0123456789:-,;./", max_size=30)
    | st.text(max_size=20)
    | st.lists(st.sampled_from(WORDS), max_size=12).map("".join)
    | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
)
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
