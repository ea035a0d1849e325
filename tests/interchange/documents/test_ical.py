"""iCalendar out and in: read back by another reader; series, moved and cancelled ones; what cannot be."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject

from svc_tui.errors import Refused
from svc_tui.interchange.documents import ical
from svc_tui.interchange.documents.ical import Event

ROME = ZoneInfo("Europe/Rome")
FIRST, LAST = date(2026, 3, 1), date(2026, 12, 31)
AT = datetime(2026, 3, 28, 8, tzinfo=UTC)


def calendar(*events: str, head: str = "") -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:other", *filter(None, [head])]
    for event in events:
        lines += ["BEGIN:VEVENT", *event.split("|"), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def read(content: bytes) -> list[Event]:
    return list(ical.read(content, ROME, FIRST, LAST).events)


def test_another_reader_finds_the_same_events_on_the_clock_of_the_zone() -> None:
    """Both sides of a change of the clocks; commas, semicolons, lines, letters beyond Latin."""
    events = [
        Event("1@svc-tui", AT, AT + timedelta(hours=2), "Porta, ferma; «8»", "due\nrighe", "Via Roma 1, Lecco", 3),
        Event("2@svc-tui", AT + timedelta(days=1), AT + timedelta(days=1, hours=1), "日本語", sequence=1,
              cancelled=True, stamped_at=AT, people=("bruno", "carla")),
    ]  # fmt: skip
    found = vobject.readOne(ical.write(events, ROME, "svc-tui bruno").decode()).vevent_list
    assert [(each.uid.value, each.dtstart.value, each.dtend.value) for each in found] == [
        (each.uid, each.starts, each.ends) for each in events
    ]
    assert [each.dtstart.value.utcoffset() for each in found] == [timedelta(hours=1), timedelta(hours=2)]
    assert [(each.summary.value, int(each.sequence.value), each.status.value) for each in found] == [
        ("Porta, ferma; «8»", 3, "CONFIRMED"), ("日本語", 1, "CANCELLED"),
    ]  # fmt: skip
    assert (found[0].description.value, found[0].location.value) == ("due\nrighe", "Via Roma 1, Lecco")


def test_what_is_written_reads_back_and_twice_gives_the_same_bytes() -> None:
    event = Event("1@x", AT, AT + timedelta(hours=2), "Door", "a, b", "Lecco", 4)
    content = ical.write([event], ROME, "x")
    assert content == ical.write([event], ROME, "x")
    (found,) = read(content)
    assert (found.uid, found.starts, found.ends, found.summary, found.sequence) == (
        "1@x",
        AT,
        event.ends,
        "Door",
        4,
    )


def test_a_series_is_unfolded_with_what_was_moved_and_left_out() -> None:
    series = (
        "UID:w|DTSTART;TZID=Europe/Rome:20261012T090000|DURATION:PT1H|RRULE:FREQ=WEEKLY;COUNT=4|"
        "EXDATE;TZID=Europe/Rome:20261019T090000|SUMMARY:Team"
    )
    moved = (
        "UID:w|RECURRENCE-ID;TZID=Europe/Rome:20261026T090000|DTSTART;TZID=Europe/Rome:20261027T140000|"
        "DTEND;TZID=Europe/Rome:20261027T150000|SUMMARY:Team"
    )
    found = read(calendar(series, moved))
    assert [each.starts.astimezone(ROME).isoformat()[:16] for each in found if isinstance(each.starts, datetime)] == [
        "2026-10-12T09:00", "2026-10-27T14:00", "2026-11-02T09:00",
    ]  # fmt: skip
    assert [each.occurrence for each in found] == ["20261012T070000Z", "20261026T080000Z", "20261102T080000Z"]


def test_days_and_what_takes_no_time() -> None:
    found = read(
        calendar(
            "UID:d|DTSTART;VALUE=DATE:20260810|DTEND;VALUE=DATE:20260815|SUMMARY:Ferie|TRANSP:TRANSPARENT"
        )
    )
    assert [(each.starts, each.ends, each.is_days, each.free) for each in found] == [
        (date(2026, 8, 10), date(2026, 8, 15), True, True)
    ]


def test_a_cancelled_one_says_so_and_is_named() -> None:
    content = calendar("UID:c|DTSTART:20260810T090000Z|DTEND:20260810T100000Z|STATUS:CANCELLED")
    found = ical.read(content, ROME, FIRST, LAST)
    assert [each.cancelled for each in found.events] == [True]
    assert found.uids == {"c"}


WHOLE = calendar("UID:a|DTSTART:20260810T090000Z|SUMMARY:Dentist")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (WHOLE[: WHOLE.index(b"END:VEVENT")], "cut off: VEVENT begins on line 4"),
        (WHOLE.replace(b"BEGIN:VEVENT\r\n", b""), "Line 7: VEVENT ends here"),
        (b"", "no calendar"),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", "no calendar"),
        (calendar("DTSTART:20260810T090000Z|SUMMARY:Dentist"), "Event 1 .Dentist. has no UID"),
        (calendar("UID:a|SUMMARY:Dentist"), "has no beginning"),
        (calendar("UID:a|DTSTART:20260810T090000Z", "UID:b|DTSTART:20260810T090000Z|DTEND:30260810T090000Z"),
         "Event 2"),
        (calendar("UID:a|DTSTART:20260810T090000Z|DTEND:20260809T090000Z"), "ends before it begins"),
        (calendar("UID:a|DTSTART:20260810T090000Z|RRULE:FREQ=DAILY;UNTIL=30260810T090000Z"), "series of ages"),
        (calendar("UID:a|DTSTART:10260810T090000Z|RRULE:FREQ=DAILY"), "another age"),
        (calendar("UID:a|DTSTART:20260810T090000Z|RRULE:FREQ=SECONDLY"), "of each hour"),
        (calendar("UID:a|DTSTART:20260810T090000Z|RRULE:FREQ=DAILY;COUNT=99999999"), "series of ages"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_place(content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read(content)


def test_a_file_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ical, "MOST_BYTES", 100)
    with pytest.raises(Refused, match="bytes"):
        read(WHOLE)
