"""When contracts end: renewals and reminders (K5, CT-12), the calendar (K10), and one answer for all who ask (K11)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from svc_tui.domain.sla.entitlement import effective_end
from svc_tui.errors import NotFound, Refused
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.sla.card_covers import CardCovers
from svc_tui.services.sla.question import question_of
from svc_tui.storage.equipment import lists as equipment_lists
from tests.services.desk import Desk

TERMS = {"type": "customer", "customer": "C2", "resolution": "8h", "coverage": "24/7; PH on"}


@pytest.fixture
def contracts(desk: Desk) -> Contracts:
    with desk.context.write(undoable=False) as unit:
        unit.raise_number("contract", 100)
    return Contracts(desk.context)


def add(contracts: Contracts, **values: Any) -> int:
    return int(contracts.new({**TERMS, **values}).number)


def messages(desk: Desk) -> list[tuple[str, int]]:
    from sqlalchemy import select

    from svc_tui.storage.tables import table

    t = table("message").c
    with desk.store.read() as session:
        return [(row[0], row[1]) for row in session.execute(select(t.person, t.contract).order_by(t.id))]


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2026-01-01", "2026-12-31", "2027-01-01", "2027-12-31"),
        ("2024-02-29", "2025-02-28", "2025-03-01", "2026-02-28"),
        ("2023-03-01", "2024-02-29", "2024-03-01", "2025-02-28"),
        ("2025-12-01", "2026-02-28", "2026-03-01", "2026-05-31"),
    ],
)
def test_k5_a_renewal_is_a_linked_draft_from_the_next_day(
    contracts: Contracts, start: str, end: str, first: str, last: str
) -> None:
    old = add(
        contracts,
        start=start,
        end=end,
        status="approved",
        owner="anna",
        high="1h/4h",
        renewal="yes",
        remind="1m",
    )
    new = int(contracts.renew([old]).outcomes[0].number)
    made = contracts.sheet(new)
    assert (str(made.row.start), str(made.row.end), made.row.status) == (first, last, "draft")
    assert (made.row.renews, contracts.find(old).renewed_by) == (old, new)
    assert (made.row.owner, made.row.remind, made.row.reminded_at) == ("anna", "1m", None)
    assert [(each.priority, each.response) for each in made.targets] == [("high", "1h")]
    assert [period.number for period in contracts.sheet(old).chain] == [old, new]
    assert [period.number for period in made.chain] == [old, new]


def test_k5_units_are_carried_and_open_calls_keep_their_contract(desk: Desk, contracts: Contracts) -> None:
    contracts.add_cards(58, ["312"], start="2026-02-01")
    contracts.add_cards(58, ["315"], end="2026-06-30")
    call = desk.open_call()
    due = desk.row(call)["resolve_by"]
    new = int(contracts.renew(["K-58"], 6).outcomes[0].number)
    made = contracts.find(new)
    assert (str(made.start), str(made.end)) == ("2027-01-01", "2027-06-30")
    assert [(line.equipment, line.start) for line in made.lines] == [(311, None), (312, None)]
    contracts.approve([new])
    assert (desk.row(call)["contract"], desk.row(call)["resolve_by"]) == (58, due)
    with pytest.raises(Refused, match=f"renewed already, as K-{new}"):
        contracts.renew([58])
    contracts.terminate([new])
    again = int(contracts.renew([58]).outcomes[0].number)
    assert contracts.find(58).renewed_by == again


def test_k5_a_unit_that_left_stays_behind_with_a_word(desk: Desk, contracts: Contracts) -> None:
    contracts.add_cards(58, ["312"])
    desk.change("equipment", 2, status="terminated")
    outcome = contracts.renew([58]).outcomes[0]
    assert [str(warning) for warning in outcome.warnings] == ["SN-000932 is no longer C1's and was left out."]
    assert [line.equipment for line in contracts.find(int(outcome.number)).lines] == [311]


def test_k5_drafts_and_terminated_contracts_are_not_renewed(contracts: Contracts) -> None:
    draft = add(contracts, start="2026-01-01", duration="12")
    with pytest.raises(Refused, match="Approve it before"):
        contracts.renew([draft])
    with pytest.raises(Refused, match="Give 1 to 1200"):
        contracts.renew([58], 0)
    with pytest.raises(NotFound, match="such as K-58"):
        contracts.renew(["K-999"])


def test_a_renewal_is_undone_whole(desk: Desk, contracts: Contracts) -> None:
    new = int(contracts.renew([58]).outcomes[0].number)
    desk.undo.undo()
    assert contracts.find(58).renewed_by is None
    with pytest.raises(NotFound):
        contracts.find(new)
    assert contracts.renew([58]).outcomes[0].done


@pytest.mark.parametrize(
    ("end", "notice", "on"),
    [
        ("2026-12-31", "30d", "2026-12-01"),
        ("2026-12-31", "2w", "2026-12-17"),
        ("2026-12-31", "1m", "2026-11-30"),
        ("2028-02-29", "1m", "2028-01-29"),
        ("2027-03-31", "1m", "2027-02-28"),
    ],
)
def test_ct_12_the_owner_is_reminded_once_for_each_end(
    desk: Desk, contracts: Contracts, end: str, notice: str, on: str
) -> None:
    number = add(
        contracts, start="2026-01-01", end=end, status="approved", owner="bruno", renewal="yes", remind=notice
    )
    day = datetime.fromisoformat(f"{on}T09:00+01:00")
    desk.time = day - timedelta(days=1)
    assert contracts.remind() == []
    desk.time = day
    assert contracts.remind() == [number]
    assert contracts.remind() == []
    assert messages(desk) == [("bruno", number)]
    assert contracts.find(number).reminded_at == day
    moved = date.fromisoformat(end) + timedelta(days=365)
    contracts.set([number], {"end": moved})
    assert contracts.find(number).reminded_at is None
    assert contracts.remind() == []
    desk.time = day + timedelta(days=366)
    assert contracts.remind() == [number]


def test_ct_12_a_contract_far_in_the_west_ends_later(desk: Desk, contracts: Contracts) -> None:
    number = add(contracts, start="2026-01-01", end="2026-12-31", status="approved", owner="bruno",
                 renewal="yes", remind="1d", zone="Pacific/Honolulu")  # fmt: skip
    desk.time = datetime(2027, 1, 1, 1, tzinfo=UTC)  # three in the afternoon of the 31st over there
    assert contracts.remind() == [number]


def test_ct_12_nobody_is_reminded_of_what_needs_no_renewal(desk: Desk, contracts: Contracts) -> None:
    terms = {"start": "2026-01-01", "end": "2026-03-20", "owner": "bruno", "renewal": "yes", "remind": "30d"}
    add(contracts, **terms)
    add(contracts, **{**terms, "owner": ""}, status="approved")
    add(contracts, **{**terms, "renewal": "no", "remind": ""}, status="approved")
    contracts.hold([add(contracts, **terms, status="approved")])
    contracts.renew([add(contracts, **terms, status="approved")])
    assert contracts.remind() == []
    desk.time = datetime(2026, 3, 21, 12, tzinfo=UTC)
    add(contracts, **terms, status="approved")
    assert contracts.remind() == []


def test_k10_the_calendar_says_what_ends_and_what_is_at_stake(desk: Desk, contracts: Contracts) -> None:
    near = add(contracts, start="2026-01-01", end="2026-03-31", value="100.50", status="approved")
    middle = add(
        contracts,
        start="2026-01-01",
        end="2026-05-01",
        value="1000",
        status="approved",
        units="10",
        unit_kind="visits",
    )
    add(contracts, start="2026-01-01", end="2026-08-01", value="7", status="approved")
    add(contracts, start="2026-01-01", end="2026-03-31", value="9")
    desk.change("contract", 3, used=4)
    found = contracts.ending(90)
    assert [(each.row.number, each.within, each.percent) for each in found.endings] == [
        (near, 30, None),
        (middle, 60, 40),
    ]
    assert found.at_stake == Decimal("1100.50")
    assert found.within(60).at_stake == Decimal(1000)
    contracts.renew([middle])
    assert contracts.ending(90).at_stake == Decimal("100.50")
    assert [each.row.number for each in contracts.ending(90, "customer:C1").endings] == []
    with pytest.raises(Refused, match="in the past"):
        contracts.ending(-1)


def test_k11_list_alert_coverage_and_calendar_agree_about_the_real_end(
    desk: Desk, contracts: Contracts
) -> None:
    """Every status, early ends, zones far east and west, asked around the midnights of all of them."""
    with desk.context.write() as unit:
        unit.insert("customer", {"code": "C9", "name": "Alone"})
        days = [date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)]
        number = 1000
        for status, start, end, stop, zone in product(
            ("draft", "approved", "on_hold", "terminated"), (date(2026, 1, 1), days[1]), days, (None, *days[1:]),
            (None, "Pacific/Kiritimati", "Pacific/Honolulu"),
        ):  # fmt: skip
            if start <= end:
                number += 1
                unit.insert("contract", {
                    "number": number, "type": "customer", "status": status, "customer": "C9", "start": start,
                    "end": end, "termination": stop, "zone": zone, "resolution": "8h", "coverage": "24/7; PH on",
                    "owner": "anna", "renewal": True, "remind": "1d",
                }, log=None)  # fmt: skip
    for hour in range(0, 72, 6):
        desk.time = datetime(2026, 3, 1, 0, 30, tzinfo=UTC) + timedelta(hours=hour)
        rows = contracts.rows(contracts.ids("customer:C9").ids)
        covering = {each.number for each in contracts.rows(contracts.ids("customer:C9 is:covering").ids)}
        expired = {each.number for each in contracts.rows(contracts.ids("customer:C9 is:expired").ids)}
        left = {each.number for each in contracts.rows(contracts.ids("customer:C9 left_days:>=0").ids)}
        ending = {each.row.number for each in contracts.ending(30, "customer:C9").endings}
        assert covering == ending == {each.number for each in rows if each.is_covering}
        assert expired == {each.number for each in rows if each.is_expired}
        assert left == {each.number for each in rows if each.left_days is not None and each.left_days >= 0}
        for each in rows:
            assert each.end is not None
            assert each.effective_end == effective_end(each.end, each.termination)
            reason = contracts.simulate(each.number).reason
            assert (reason == "covered") is each.is_covering, each
            if each.is_expired and each.status == "approved":
                assert reason in ("expired", "terminated")
    reminded = set(contracts.remind())
    rows = contracts.rows(contracts.ids("customer:C9").ids)
    assert reminded == {each.number for each in rows if each.is_covering and each.left_days in (0, 1)}


def test_k11_the_real_end_of_a_line_is_the_last_covered_day_of_its_unit(
    desk: Desk, contracts: Contracts
) -> None:
    contracts.set_line(58, "311", {"end": "2026-10-31"})
    desk.change("contract", 1, termination=date(2026, 9, 1))
    with desk.store.read() as session:
        unit = equipment_lists.unit_of(equipment_lists.lines(session=session, ids=[1])[0])
        answer = CardCovers(desk.context.company, desk.time, desk.time).some(session, [unit])[1]
    assert answer.last_day == date(2026, 8, 31) == contracts.find(58).effective_end
    assert question_of(desk.context, 58)["end"] == "2026-08-31"
    call = desk.open_call()
    terms = desk.calls.preview(call).terms
    assert terms is not None
    assert terms.effective_end == date(2026, 8, 31)


def test_a_contract_without_a_period_is_not_simulated(desk: Desk, contracts: Contracts) -> None:
    for missing in ({"start": None}, {"start": date(2026, 1, 1), "end": None}):
        desk.change("contract", 1, **missing)
        with pytest.raises(Refused, match="K-58 has no period"):
            contracts.simulate(58)
    with pytest.raises(NotFound, match="K-58"):
        contracts.simulate("K-999")


def test_a_simulated_call_is_due_as_a_real_one_would_be(desk: Desk, contracts: Contracts) -> None:
    at = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)
    found = contracts.simulate("K-58", at)
    desk.time = at
    call = desk.row(desk.open_call())
    assert found.response is not None
    assert found.resolution is not None
    assert (found.response.due, found.resolution.due) == (call["respond_by"], call["resolve_by"])
    assert found.resolution.consumed_s == found.resolution.budget_s == 16 * 3600
    assert (found.reason, found.flags) == ("covered", ())
    high = contracts.simulate(58, at, "high")
    assert (high.response_target, high.resolution_target) == ("2h", "4h")
    with pytest.raises(Refused):
        contracts.simulate(58, at, "urgent")


@pytest.mark.parametrize(
    ("at", "flags"),
    [
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), ("after_contract_end",)),
        (datetime(2026, 12, 31, 18, 0, tzinfo=UTC), ("no_coverage_left",)),
        (datetime(2027, 1, 4, 9, 0, tzinfo=UTC), ("expired", "after_contract_end")),
        (datetime(2025, 12, 1, 9, 0, tzinfo=UTC), ("not_yet_started",)),
    ],
)
def test_a_simulation_says_what_is_wrong(contracts: Contracts, at: datetime, flags: tuple[str, ...]) -> None:
    assert contracts.simulate(58, at).flags == flags


def test_a_contract_without_an_end_is_quick_and_cannot_be_renewed(desk: Desk, contracts: Contracts) -> None:
    contracts.set([58], {"end": "9999-12-31"})
    assert contracts.find(58).is_covering
    row = desk.row(desk.open_call())
    assert (row["coverage_reason"], row["resolve_by"]) == ("covered", datetime(2026, 3, 3, 15, 0, tzinfo=UTC))
    assert contracts.simulate(58).flags == ()
    with pytest.raises(Refused, match="goes on for ever"):
        contracts.renew([58])


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"start": "0206-01-01"}, "too far back"),
        ({"termination": "0001-01-01"}, "too far back"),
        ({"start": "9999-12-01", "duration": "12"}, "beyond the calendar"),
    ],
)
def test_days_that_no_contract_has_are_refused(
    contracts: Contracts, values: dict[str, str], told: str
) -> None:
    with pytest.raises(Refused, match=told):
        contracts.set([58], values)


def test_a_termination_on_the_first_day_of_all_breaks_no_list(desk: Desk, contracts: Contracts) -> None:
    desk.change("contract", 1, termination=date.min)
    assert contracts.rows(contracts.ids("is:expired").ids)[0].effective_end == date.min
    assert contracts.ids("is:covering").ids.tolist() == []
