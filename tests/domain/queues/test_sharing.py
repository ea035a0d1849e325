"""Who of a queue is there, and who gets what waits."""

from datetime import UTC, date, datetime, timedelta

import pytest

from svc_tui.domain.queues.sharing import (
    Known,
    Load,
    Membership,
    Wanted,
    available,
    by_knowledge,
    by_load,
    fitting,
    in_turn,
    is_absent,
    meet,
    shared_out,
)

DAY = date(2026, 3, 2)
ACTIVE = {"anna", "bruno", "carla", "dario"}
NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def days(first: int | None, last: int | None) -> tuple[date | None, date | None]:
    return (
        None if first is None else DAY + timedelta(days=first),
        None if last is None else DAY + timedelta(days=last),
    )


@pytest.mark.parametrize(
    ("first", "last", "there"),
    [(None, None, True), (0, 0, False), (-1, 1, False), (1, 3, True), (-3, -1, True), (0, None, False),
     (1, None, True), (None, 0, False), (None, -1, True)],
)  # fmt: skip
def test_an_absence_takes_its_first_and_its_last_day(
    first: int | None, last: int | None, there: bool
) -> None:
    assert is_absent(*days(first, last), DAY) is not there


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [((0, 2), (2, 4), True), ((0, 1), (2, 4), False), ((0, None), (9, 9), True), ((None, 0), (1, None), False),
     ((None, None), (0, 9), False)],
)  # fmt: skip
def test_absences_that_meet(
    one: tuple[int | None, int | None], other: tuple[int | None, int | None], together: bool
) -> None:
    assert meet(*days(*one), *days(*other)) is together
    assert meet(*days(*other), *days(*one)) is together


def names(*members: Membership, active: set[str] = ACTIVE, away: frozenset[str] = frozenset()) -> list[str]:
    return [f"{each.person}<{each.stands_in_for}" for each in available(members, DAY, active, away)]


def test_the_stand_in_is_there_for_who_is_away_and_each_is_there_once() -> None:
    away = days(0, 4)
    assert names(Membership("anna"), Membership("bruno", *away, "carla")) == ["anna<", "carla<bruno"]
    assert names(Membership("anna"), Membership("bruno", *away, "anna")) == ["anna<"]
    assert names(Membership("anna"), Membership("bruno", *away)) == ["anna<"]
    assert names(Membership("anna", *days(1, 2), "carla")) == ["anna<"]


def test_a_stand_in_who_is_gone_is_stood_in_for_and_a_ring_ends() -> None:
    away = days(0, 4)
    chain = Membership("anna", *away, "bruno"), Membership("bruno", *away, "carla")
    assert names(*chain) == ["carla<anna"]
    ring = Membership("anna", *away, "bruno"), Membership("bruno", *away, "anna")
    assert names(*ring) == []
    assert names(Membership("anna", *away, "dario"), active=ACTIVE - {"dario"}) == []
    assert names(Membership("anna", *away, "dario"), away=frozenset({"dario"})) == []


def test_who_left_the_company_is_skipped_with_his_stand_in() -> None:
    assert names(Membership("anna", None, None, "bruno"), active={"bruno"}) == []


def test_in_turn_means_longest_without() -> None:
    given = {"anna": NINE, "bruno": NINE - timedelta(hours=1), "carla": None}
    assert in_turn(["anna", "bruno", "carla", "dario"], given) == ["carla", "dario", "bruno", "anna"]


def test_the_least_loaded_of_equals_is_who_waited_longest() -> None:
    loads = [
        Load("anna", 2),
        Load("bruno", 1, given_at=NINE),
        Load("carla", 1, given_at=NINE - timedelta(days=1)),
    ]
    assert [each.person for each in by_load(loads)] == ["carla", "bruno", "anna"]


def test_knowledge_counts_skills_and_past_calls_but_no_more_than_five_of_a_kind() -> None:
    assert Known("anna", items=400).points == Known("anna", items=5).points
    assert Known("anna", items=1).points > Known("anna", groups=1).points
    loads = {"anna": Load("anna", 9), "bruno": Load("bruno", 1)}
    found = by_knowledge([Known("anna", items=1), Known("bruno", items=1), Known("carla")], loads)
    assert [each.person for each in found] == ["bruno", "anna"]


def test_skills_are_words_of_the_item_its_group_or_the_problem() -> None:
    wanted = Wanted(item="WSH-40", group="Laundry", problem="Leak", words="Washer 40 kg")
    assert fitting(["laundry", "pumps", "LEAK", "washer", "wsh-40"], wanted) == (
        "laundry",
        "LEAK",
        "washer",
        "wsh-40",
    )


def test_calls_are_shared_so_that_nobody_has_more_than_one_more_than_another() -> None:
    loads = {"anna": Load("anna", 3), "bruno": Load("bruno", 0), "carla": Load("carla", 1)}
    given = shared_out(range(8), loads, lambda _key: ())
    counts = {code: load.open + [each.person for each in given].count(code) for code, load in loads.items()}
    assert counts == {"anna": 4, "bruno": 4, "carla": 4}
    assert [each.call for each in given] == list(range(8))


def test_who_knows_the_item_gets_it_until_others_have_far_less() -> None:
    loads = {"anna": Load("anna"), "bruno": Load("bruno")}
    given = shared_out(range(6), loads, lambda _key: [Known("bruno", items=2)])
    assert [each.person for each in given] == ["bruno", "bruno", "bruno", "anna", "bruno", "anna"]


def test_nobody_there_gets_nothing() -> None:
    assert shared_out([1, 2], {}, lambda _key: ()) == []
