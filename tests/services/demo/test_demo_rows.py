"""The demo company as rows: the same from the same seed, believable on any day, words that fit the units."""

import re
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from svc_tui.domain.core.text import serial_keys
from svc_tui.domain.sla.coverage import instant_of, seconds_of
from svc_tui.services.demo.arrivals import MOST_A_DAY, period_days
from svc_tui.services.demo.calls import Demo
from svc_tui.services.demo.content import Content, Problem, load
from svc_tui.services.demo.story import Story, iso

WEDNESDAY = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
DAYS = (
    WEDNESDAY,
    datetime(2026, 3, 1, 21, 40, tzinfo=UTC),  # Sunday night
    datetime(2026, 8, 17, 6, 5, tzinfo=UTC),  # Monday after the summer closing
    datetime(2026, 12, 31, 15, 0, tzinfo=UTC),
    datetime(2027, 3, 28, 1, 30, tzinfo=UTC),  # the hour of the spring change
)


@cache
def told(now: datetime, language: str = "en", seed: int = 1, calls: int = 250) -> tuple[Demo, list[Story]]:
    """A company and its calls."""
    demo = Demo(load(language), now, seed)
    return demo, list(demo.stories(calls))


def rows(now: datetime, language: str = "en", seed: int = 1) -> list[dict[str, Any]]:
    """The rows of the calls."""
    return [story.told() for story in told(now, language, seed)[1]]


def test_the_same_seed_gives_the_same_rows() -> None:
    again = Demo(load("en"), WEDNESDAY, 1)
    stories = list(again.stories(250))
    demo, before = told(WEDNESDAY)
    assert again.records == demo.records
    assert [story.told() for story in stories] == [story.told() for story in before]
    for name in ("events", "activities", "pauses", "solutions"):
        assert [getattr(story, name) for story in stories] == [getattr(story, name) for story in before]
    assert rows(WEDNESDAY, seed=2) != rows(WEDNESDAY)


def test_the_company_has_what_was_asked_for() -> None:
    records = told(WEDNESDAY)[0].records
    assert [len(records[name]) for name in ("customer", "queue", "person", "solution")] == [40, 8, 14, 80]
    assert 290 <= len(records["equipment"]) <= 320
    assert {row["code"]: row["roles"] for row in records["person"]}["anna"] == ["dispatcher"]
    assert len({row["country"] for row in records["address"]}) >= 6
    contracts = records["contract"]
    assert {row["type"] for row in contracts} == {"customer", "item_group", "serial"}
    assert {row["service_type"] for row in contracts} == {"regular", "warranty"}
    assert {row["status"] for row in contracts} == {"draft", "approved", "on_hold", "terminated"}
    assert {row["zone"] for row in contracts} >= {None, "Europe/London", "Europe/Zurich"}
    shown = next(row for row in contracts if row["number"] == 58)
    lines = [row["serial"] for row in records["contract_line"] if row["contract"] == 58]
    assert (shown["type"], shown["customer"], "SN-000931" in lines) == ("serial", "C10001", True)
    states = Counter(row["status"] for row in records["equipment"])
    assert set(states) == {"active", "loaned", "in_lab", "returned", "terminated"}
    assert states["active"] > 270


def test_numbers_begin_at_10001_and_follow_the_clock() -> None:
    found = rows(WEDNESDAY)
    assert [row["number"] for row in found] == [str(10_001 + place) for place in range(250)]
    reported = [row["reported_at"] for row in found]
    assert reported == sorted(reported)
    assert 55 * 86_400 < seconds_of(WEDNESDAY) - reported[0] < 62 * 86_400
    assert len({row["uid"] for row in found}) == 250


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_the_inbox_is_alive_on_any_day(now: datetime) -> None:
    found, at = rows(now), seconds_of(now)
    waiting = [row for row in found if row["is_open"]]
    share = 1 / len(waiting)
    assert 38 <= len(waiting) <= 80
    overdue = sum(row["next_due"] is not None and row["next_due"] < at for row in waiting)
    assert 0.05 <= overdue * share <= 0.18
    assert sum(row["paused_since"] is not None for row in waiting) >= 5
    assert any(row["paused_until"] is not None and row["paused_until"] > at for row in waiting)
    assert sum(row["assignee"] is None for row in waiting) >= 5
    assert sum(row["contract"] is None for row in waiting) >= 4
    assert any(row["reopened"] for row in waiting)
    assert sum(row["assignee"] == "anna" for row in waiting) >= 2
    assert len({row["queue"] for row in waiting}) == 8
    closed = [row for row in found if not row["is_open"]]
    kept = Counter(row["resolution_met"] for row in closed)
    assert kept[False] >= 5
    assert kept[True] > 4 * kept[False]
    assert sum(row["reopened"] > 0 for row in closed) >= 1


@pytest.mark.parametrize("now", [day for day in DAYS if day.hour < 12 and day.weekday() < 5], ids=str)
def test_some_calls_are_due_today(now: datetime) -> None:
    due = [instant_of(row["next_due"]) for row in rows(now) if row["next_due"]]
    assert sum(at > now and at.date() == now.date() for at in due) >= 1


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_nothing_happens_after_now_or_out_of_order(now: datetime) -> None:
    for story in told(now)[1]:
        times = [event[0] for event in story.events]
        assert times == sorted(times), story.case.number
        assert times[-1] <= seconds_of(now), story.case.number
        assert all(start <= (end or start) for start, end, _, _ in story.pauses)


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_history_ends_at_the_present_state(now: datetime) -> None:
    instants = {"respond_by", "responded_at", "resolve_by", "resolved_at", "closed_at", "paused_until"}
    for story in told(now)[1]:
        row = story.told()
        case = story.case
        last: dict[str, str | None] = dict.fromkeys(instants | {"assignee"})
        last |= {"respond_by": iso(case.respond_by), "resolve_by": iso(case.resolve_by), "status": "Open"}
        last |= {"priority": case.priority, "queue": case.queue}
        for _, _, _, field, old, new in story.events:
            if field not in (None, "activities", "solutions", "work"):
                assert old == last.get(field), (row["number"], field)
                last[field] = new
        for field, value in last.items():
            present = row[field]
            assert value == (iso(present) if field in instants else present), (row["number"], field)
        assert story.events[0][2:] == ("created", None, None, row["number"])


@pytest.mark.parametrize("language", ["en", "it"])
def test_subjects_fit_their_units(language: str) -> None:
    content, fits = load(language), 0
    for story in told(WEDNESDAY, language)[1]:
        row, matter = story.told(), story.case.matter
        if isinstance(matter, Problem):
            assert row["item"] in matter.items
            assert row["subject"] in matter.subjects
            assert row["item_group"] == content.group_name(matter.group)
            fits += 1
        elif matter.groups:
            assert row["item_group"] in {content.group_name(group) for group in matter.groups}
    assert fits > 180


def test_serials_are_irregular_and_alone_among_live_units() -> None:
    cards = [row for row in told(WEDNESDAY)[0].records["equipment"] if row["status"] != "terminated"]
    for name in ("serial", "manufacturer_serial"):
        keys = Counter(key for card in cards for key in serial_keys(card[name]))
        assert not [key for key, count in keys.items() if count > 1]
    shapes = {re.sub(r"[A-Z]", "A", re.sub(r"\d", "9", card["manufacturer_serial"])) for card in cards}
    assert len(shapes) >= 12
    assert any(card["serial"] != card["manufacturer_serial"] for card in cards)
    assert "SN-000931" in {card["serial"] for card in cards}


def test_a_sold_unit_has_a_card_for_each_owner_and_a_lent_one_names_the_broken() -> None:
    cards = {row["number"]: row for row in told(WEDNESDAY)[0].records["equipment"]}
    for card in cards.values():
        if card["status"] == "terminated":
            live = [row for row in cards.values() if row["serial"] == card["serial"] and row is not card]
            assert [row["customer"] != card["customer"] for row in live] == [True]
        if card["replaces"]:
            broken = cards[card["replaces"]]
            assert (broken["replaced_by"], broken["status"]) == (card["number"], "in_lab")
            assert card["status"] == "loaned"


def texts(content: Content) -> set[str]:
    """What people may read of the problems."""
    return {
        text
        for problem in content.problems
        for text in (*problem.subjects, problem.symptom, problem.cause, problem.solution, problem.steps)
    }


def test_italian_is_italian() -> None:
    english, italian = load("en"), load("it")
    assert not texts(english) & texts(italian)
    assert not {row["subject"] for row in rows(WEDNESDAY, "it")} & {row["subject"] for row in rows(WEDNESDAY)}
    demo = told(WEDNESDAY, "it")[0]
    assert "Forni e lievitazione" in {row["name"] for row in demo.records["item_group"]}
    assert all(
        len(each) <= 254
        for text in (english, italian)
        for each in texts(text) - {p.steps for p in text.problems}
    )


def test_a_large_company_keeps_its_backlog_small() -> None:
    demo = Demo(load("en"), WEDNESDAY, 1)
    waiting = sum(story.row["is_open"] for story in demo.stories(20_000))
    assert 100 < waiting < 20_000 / 5
    for calls in (250, 7_600, 1_000_000, 2_000_000):
        assert calls / period_days(calls) <= MOST_A_DAY + 1
        assert MOST_A_DAY * 60 / 3 < 20_000
