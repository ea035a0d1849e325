"""A visit in the list and on its page: what is late or not in time is said, what is over steps back."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from svc_tui.presentation.planning.columns import TABLE, cells
from svc_tui.presentation.planning.page import detail, general, head, history, when_words

ROME = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
H = timedelta(hours=1)


@dataclass(frozen=True)
class Visit:
    number: int = 7
    call: str = "10001"
    subject: str = "Leaks [bold]"
    priority: str = "high"
    customer: str = "C1"
    customer_name: str = "Lavanderia Bianchi"
    contact: str | None = "Mario"
    phone: str | None = "02 555"
    territory: str | None = "North"
    item_name: str | None = "Washer"
    serial: str | None = "SN-1"
    technicians: tuple[str, ...] = ("bruno", "carla")
    starts_at: datetime = NOW + H
    ends_at: datetime = NOW + 3 * H
    planned_s: int = 7200
    status: str = "planned"
    place: str | None = "Basement"
    note: str = "bring a ladder"
    forced: str | None = None
    due: datetime | None = NOW + 2 * H
    checked_in_at: datetime | None = None
    checked_out_at: datetime | None = None
    actual_s: int | None = None
    created_at: datetime | None = NOW
    updated_at: datetime | None = NOW


@dataclass(frozen=True)
class Event:
    at: datetime
    who: str | None
    event: str
    field: str | None
    old: str | None
    new: str | None


def shown(visit: Visit, *names: str) -> list[tuple[str, str]]:
    return list(cells(visit, TABLE.chosen(names), now=NOW, zone=ROME))


def text(lines: list[tuple[tuple[str, str], ...]]) -> list[str]:
    return ["".join(words for words, _role in line) for line in lines]


def test_every_column_says_something() -> None:
    for name in TABLE.columns:
        assert shown(Visit(), name)[0][0]


def test_what_is_late_is_urgent_and_what_is_over_steps_back() -> None:
    assert shown(Visit(), "starts_at", "due") == [("10:00", "text"), ("11:00", "urgent")]
    late = Visit(starts_at=NOW - 3 * H, ends_at=NOW - H, due=None)
    assert shown(late, "starts_at", "due") == [("06:00", "urgent"), ("-", "muted")]
    done = replace(late, status="done", actual_s=5400)
    assert shown(done, "starts_at", "status", "actual_s") == [
        ("06:00", "muted"), ("done", "muted"), ("1h30", "muted"),
    ]  # fmt: skip
    assert shown(Visit(), "planned_s", "technicians", "priority") == [
        ("2h00", "muted"), ("bruno, carla", "text"), ("H", "text"),
    ]  # fmt: skip


def test_the_pane_says_where_when_who_and_whether_it_is_in_time() -> None:
    assert text(detail(Visit(), ["bruno is away."], 78, now=NOW, zone=ROME)) == [
        " Visit 7  10001 Leaks [bold], Lavanderia Bianchi",
        " planned  Mon 10:00-12:00 (2h00)  bruno, carla  Due Mon 11:00: late by 1h00.",
        " Basement  Mario  02 555",
        " bruno is away.",
        " Washer  SN-1",
        " bring a ladder",
    ]


def test_what_is_done_has_no_due_date_and_the_page_its_times() -> None:
    done = Visit(
        status="done", checked_in_at=NOW, checked_out_at=NOW + H, actual_s=3600, forced="both in one hall"
    )
    assert text(head(done, now=NOW, zone=ROME))[1] == " done  Mon 10:00-12:00 (2h00)  bruno, carla"
    lines = text(general(done, (), 78, now=NOW, zone=ROME))
    assert [" ".join(line.split()) for line in lines if "1h00" in line or "hall" in line or "Arrived" in line] == [
        "Arrived 09:00", "Actual 1h00", "Forced both in one hall",
    ]  # fmt: skip
    over_night = Visit(ends_at=NOW + 20 * H)
    assert when_words(over_night, now=NOW, zone=ROME) == "Mon 10:00-Tue 05:00 (19h00)"


def test_a_history_tells_the_newest_first_in_words() -> None:
    events = (
        Event(NOW, "anna", "changed", "technicians", "bruno", "bruno, carla"),
        Event(NOW + H, "bruno", "status", "status", "planned", "on_the_way"),
    )
    lines = text(history(events, now=NOW + 2 * H, zone=ROME))
    assert lines[0].endswith("Status: planned → on the way")
    assert lines[1].endswith("Technicians: bruno → bruno, carla")
