"""Hints: each rule at its thresholds, what was decided about them, and that SQL and a plain count agree."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from svc_tui.errors import Conflict, NotFound, Refused
from svc_tui.services.contracts.refilling import refill_due
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.sales.hint_rules import HintRules
from svc_tui.services.sales.hints import Hints
from svc_tui.services.sales.service import Opportunities
from svc_tui.services.work.service import Works
from tests.services.desk import Desk

TODAY = date(2026, 3, 2)
CARD = 316  # at C2, which has no contract


class Shop(Desk):
    """The desk with chances to sell."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.hints, self.rules = Hints(self.context), HintRules(self.context)
        self.sales = Opportunities(self.context)

    def names(self, rule: str = "") -> list[str]:
        """The hints that stand, in their order."""
        return [hint.id for hint in self.hints.found(rule)]

    def called(self, *days: int, serial: str = "SN-000936", **values: Any) -> list[str]:
        """A call so many days ago, for each."""
        now, found = self.time, []
        for ago in days:
            self.time = now - timedelta(days=ago)
            found.append(self.open_call(serial=serial, **values))
        self.time = now
        return found

    def contract(self, number: int, **values: Any) -> None:
        """A contract of C2 for all of its units."""
        usual = {
            "number": number, "type": "customer", "status": "approved", "customer": "C2",
            "start": TODAY - timedelta(days=200), "end": TODAY + timedelta(days=200),
        }  # fmt: skip
        self.add("contract", **{**usual, **values})

    def card(self, number: int = CARD, **values: Any) -> None:
        """Change a card."""
        with self.store.read() as session:
            from svc_tui.storage.engine.read_models import find_id

            row_id = find_id(session, "equipment", "number", number)
        assert row_id is not None
        self.change("equipment", row_id, **values)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    found = Shop(tmp_path / "shop.db")
    found.change("contract", 1, end=TODAY + timedelta(days=300))  # K-58 is no chance by itself
    return found


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


def of_c2(shop: Shop, **values: Any) -> Shop:
    shop.contract(60, **values)
    return shop


REPEAT = "repeat/equipment/316"


def test_a_unit_that_keeps_failing_without_a_contract(shop: Shop) -> None:
    shop.called(1, 40, 89)
    (hint,) = shop.hints.found()
    assert (hint.id, hint.calls, hint.days, hint.unit) == (REPEAT, 3, 90, "SN-000936")
    assert (hint.customer, hint.customer_name) == ("C2", "Hotel Aurora")
    assert str(hint.reason) == "unit SN-000936 had 3 calls in 90 days and no contract"
    assert shop.hints.counts()["repeat"] == 1


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        (lambda shop: None, True),
        (lambda shop: of_c2(shop), False),  # all units of the customer
        (lambda shop: of_c2(shop, end=ahead(-1)), True),
        (lambda shop: of_c2(shop, end=ahead(0)), False),
        (lambda shop: of_c2(shop, status="draft"), False),  # somebody is at it
        (lambda shop: of_c2(shop, status="terminated", termination=ahead(-9)), True),
        (lambda shop: of_c2(shop, termination=ahead(9)), True),  # its end is announced
        (lambda shop: of_c2(shop, customer="C1"), True),
        (lambda shop: (of_c2(shop, type="item_group"),
                       shop.add("contract_line", contract=60, item_group="Laundry")), False),
        (lambda shop: (of_c2(shop, type="item_group"),
                       shop.add("contract_line", contract=60, item_group="Other")), True),
        (lambda shop: (of_c2(shop, type="serial"), shop.add("contract_line", contract=60, equipment=CARD)), False),
        (lambda shop: (of_c2(shop, type="serial"), shop.add("contract_line", contract=60, equipment=312)), True),
        (lambda shop: (of_c2(shop, type="serial"),
                       shop.add("contract_line", contract=60, equipment=CARD, end=ahead(-1))), True),
        (lambda shop: (of_c2(shop, type="serial"),
                       shop.add("contract_line", contract=60, serial="SN-000936", item="WSH-40")), False),
        (lambda shop: (of_c2(shop, type="serial"),
                       shop.add("contract_line", contract=60, serial="SN-000936", item="DRY-20")), True),
        (lambda shop: shop.card(warranty_end=ahead(0)), False),
        (lambda shop: shop.card(warranty_end=ahead(-1)), True),
        (lambda shop: shop.card(status="returned"), False),
        (lambda shop: shop.rules.set("repeat", {"calls": "3"}), False),
        (lambda shop: shop.rules.set("repeat", {"active": "no"}), False),
    ],
)  # fmt: skip
def test_no_contract_means_that_none_names_the_unit(
    shop: Shop, change: Callable[[Shop], object], stands: bool
) -> None:
    shop.called(1, 2)
    change(shop)
    assert (REPEAT in shop.names()) is stands
    assert shop.hints.counts().get("repeat", 0) == int(stands)


@pytest.mark.parametrize(("days", "found"), [((1,), False), ((1, 90), True), ((1, 91), False)])
def test_calls_count_within_the_days_of_the_rule(shop: Shop, days: tuple[int, ...], found: bool) -> None:
    shop.called(*days)
    assert (REPEAT in shop.names()) is found


def test_a_merged_call_is_no_call_of_its_own(shop: Shop) -> None:
    first, second = shop.called(1, 2)
    shop.calls.merge([second], first)
    assert shop.names() == []


@pytest.mark.parametrize(
    ("days", "found"), [(0, True), (60, True), (61, False), (-1, False)]
)  # fmt: skip
def test_a_warranty_that_ends(shop: Shop, days: int, found: bool) -> None:
    shop.card(warranty_end=ahead(days))
    assert shop.names() == (["warranty/equipment/316"] if found else [])


@pytest.mark.parametrize(("days", "found"), [(30, True), (31, False)])
def test_a_contract_that_outlasts_the_warranty_is_what_is_to_be_sold(
    shop: Shop, days: int, found: bool
) -> None:
    shop.card(warranty_end=ahead(30))
    shop.contract(60, end=ahead(days), service_type="warranty")
    assert ("warranty/equipment/316" in shop.names()) is found


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"end": ahead(60), "value": "1470.00"}, True),
        ({"end": ahead(61)}, False),
        ({"end": ahead(0)}, True),
        ({"end": ahead(-1)}, False),
        ({"end": ahead(30), "status": "on_hold"}, False),
        ({"end": ahead(30), "service_type": "warranty"}, False),
        ({"end": ahead(30), "start": ahead(1)}, False),
        ({"end": ahead(30), "termination": ahead(10)}, False),
    ],
)  # fmt: skip
def test_a_contract_that_ends(shop: Shop, values: dict[str, Any], found: bool) -> None:
    shop.contract(60, **values)
    assert shop.names("ending") == (["ending/contract/60"] if found else [])
    if "value" in values:
        assert shop.hints.find("ending/contract/60").worth == Decimal("1470.00")


def test_a_contract_with_its_next_period_ends_in_peace(shop: Shop) -> None:
    shop.contract(60, end=ahead(30))
    shop.contract(61, start=ahead(31), end=ahead(395), renews=60, status="draft")
    assert shop.names("ending") == []
    shop.change("contract", 3, status="terminated")
    assert shop.names("ending") == ["ending/contract/60"]


@pytest.mark.parametrize(
    ("used", "begun", "lasts", "found"),
    [
        (90, 73, 100, True),  # 26 of 100 days are left
        (90, 74, 100, False),  # 25 of 100
        (89, 50, 100, False),
        (120, 50, 100, True),
    ],
)
def test_units_used_up_early(shop: Shop, used: int, begun: int, lasts: int, found: bool) -> None:
    start = ahead(-begun)
    shop.contract(
        60, start=start, end=start + timedelta(days=lasts - 1), unit_kind="visits", units=100, used=used
    )
    assert shop.names("used_up") == (["used_up/contract/60"] if found else [])


def anew(shop: Shop, carry: str = "no") -> Works:
    """K-60 of C2: ten hours that come anew each month, all of those of the first four months used."""
    shop.contract(60, start=date(2025, 11, 1), end=date(2026, 12, 31), coverage="24/7", service_type="regular",
                  unit_kind="hours", refill="monthly", refill_units="10h", refill_carry=carry)  # fmt: skip
    works, now = Works(shop.context), shop.time
    number = shop.open_call(serial="SN-000936", customer="C2")
    for month in (date(2025, 11, 4), date(2025, 12, 4), date(2026, 1, 4), date(2026, 2, 4)):
        shop.time = datetime.combine(month, now.timetz())
        refill_due(shop.context)
        works.log([number], "10h seal")
    shop.time = now
    refill_due(shop.context)
    return works


def test_units_that_come_anew_are_those_of_the_present_period(shop: Shop) -> None:
    works = anew(shop)
    contract: Any = Contracts(shop.context).find(60)
    assert (contract.used, contract.units) == (40 * 3600, 50 * 3600)
    shop.rules.set("used_up", {"used": "80", "left": "25"})
    assert shop.names("used_up") == []  # 80 % of all, but ten hours lie ahead for this month
    number = shop.open_call(serial="SN-000936", customer="C2")
    works.log([number], "7h59 seal")
    assert shop.names("used_up") == []
    works.log([number], "1m seal")
    (hint,) = shop.hints.found("used_up")
    assert (hint.used, hint.left) == (80, 93)  # 29 of 31 days of March
    assert str(hint.reason) == "K-60 has used 80 % of the units of this month with 93 % of it left"
    shop.time = datetime(2026, 3, 24, 9, tzinfo=UTC)
    assert shop.names("used_up") == []  # 7 of 31 days
    shop.time = datetime(2026, 4, 1, 9, tzinfo=UTC)
    assert shop.names("used_up") == []  # they come with the next act
    refill_due(shop.context)
    assert shop.names("used_up") == []


def test_units_without_end_are_never_used_up(shop: Shop) -> None:
    shop.contract(60, unit_kind="visits", units=None, used=500)
    assert shop.names("used_up") == []


@pytest.mark.parametrize(
    ("delivered", "life", "found"),
    [
        (date(2016, 3, 2), 120, True),
        (date(2016, 3, 3), 120, False),
        (date(2000, 1, 1), None, False),
    ],
)
def test_a_unit_older_than_the_life_of_its_item(
    shop: Shop, delivered: date, life: int | None, found: bool
) -> None:
    shop.card(delivered_at=delivered)
    shop.change("item", 1, life=life)
    assert shop.names("old") == (["old/equipment/316"] if found else [])
    if found:
        hint = shop.hints.find("old/equipment/316")
        assert (hint.age, hint.life) == (120, 120)


def test_calls_outside_the_hours_of_a_contract(shop: Shop) -> None:
    """Monday 02:00 in Rome lies outside Mo-Fr 09:00-18:00, 09:00 does not."""
    night = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    for days in (1, 7):
        shop.open_call(reported_at=night - timedelta(days=days))
    shop.open_call(reported_at=night + timedelta(hours=7))
    assert shop.names("out_of_hours") == []
    shop.open_call(reported_at=night)
    (hint,) = shop.hints.found("out_of_hours")
    assert (hint.id, hint.calls, hint.days) == ("out_of_hours/contract/58", 3, 90)
    shop.change("contract", 1, coverage="24/7")
    assert shop.names("out_of_hours") == []


def test_what_ends_first_comes_first_then_what_is_worth_most(shop: Shop) -> None:
    shop.contract(60, end=ahead(50), value="100")
    shop.contract(61, end=ahead(20), value="50", customer="C3")
    shop.contract(62, end=ahead(50), value="900", customer="C3")
    shop.card(311, warranty_end=ahead(30), customer="C3")
    shop.called(1, 2, serial="SN-000932")
    shop.card(312, status="active")
    expected = ["ending/contract/61", "ending/contract/62", "ending/contract/60", "repeat/equipment/312"]
    assert shop.names() == expected
    assert [hint.id for hint in shop.hints.found(limit=2)] == expected[:2]


# --- what was decided


def test_a_dismissed_hint_never_comes_back(shop: Shop) -> None:
    shop.called(1, 2)
    assert shop.hints.dismiss([REPEAT], " they scrap it ").done
    shop.called(0)
    shop.time += timedelta(days=20)
    assert shop.names() == []
    assert [(each.hint, each.fate, each.reason) for each in shop.hints.fates()] == [
        (REPEAT, "dismissed", "they scrap it")
    ]
    with pytest.raises(NotFound):
        shop.hints.dismiss([REPEAT], "again")
    with pytest.raises(Refused):
        shop.hints.dismiss([REPEAT], " ")


def test_undo_brings_a_dismissed_hint_back_and_recall_does_so_later(shop: Shop) -> None:
    shop.called(1, 2)
    shop.hints.dismiss([REPEAT], "no")
    shop.undo.undo()
    assert shop.names() == [REPEAT]
    shop.hints.dismiss([REPEAT], "no")
    shop.hints.recall([REPEAT])
    assert shop.names() == [REPEAT]
    with pytest.raises(NotFound):
        shop.hints.recall([REPEAT])


def test_a_hint_put_off_comes_back_on_its_day(shop: Shop) -> None:
    shop.card(warranty_end=ahead(30))
    shop.hints.put_off(["warranty/equipment/316"], ahead(2))
    shop.time += timedelta(days=1)
    assert shop.names() == []
    shop.time += timedelta(days=1)
    assert shop.names() == ["warranty/equipment/316"]
    with pytest.raises(Refused):
        shop.hints.put_off(["warranty/equipment/316"], ahead(2))


def test_a_raised_hint_is_an_opportunity_with_what_its_record_knows(shop: Shop) -> None:
    shop.contract(60, end=ahead(30), value="1470.00", contact="Eva")
    written = shop.hints.raise_("ending/contract/60")
    sheet = shop.sales.sheet(written.number)
    row = sheet.row
    assert (row.name, row.customer, row.contact, row.amount) == (
        "Renewal of K-60",
        "C2",
        "Eva",
        Decimal("1470.00"),
    )
    assert [str(each) for each in row.origin] == ["contract:60"]
    assert "K-60 ends on 2026-04-01 and has no next period." in row.remarks
    assert shop.names() == []
    shop.undo.undo()
    assert shop.names() == ["ending/contract/60"]
    assert shop.hints.fates() == []
    with pytest.raises(NotFound):
        shop.sales.find(written.number)


def test_a_hint_without_a_value_asks_for_the_amount_and_leaves_nothing_behind(shop: Shop) -> None:
    shop.called(1, 2)
    with pytest.raises(Refused, match="amount"):
        shop.hints.raise_(REPEAT)
    assert shop.names() == [REPEAT]
    assert shop.hints.fates() == []
    number = shop.hints.raise_(REPEAT, {"amount": "900"}).number
    assert shop.sales.find(number).amount == Decimal(900)


def test_after_a_loss_only_new_facts_bring_a_hint_back(shop: Shop) -> None:
    shop.called(1, 2)
    number = shop.hints.raise_(REPEAT, {"amount": "900"}).number
    assert shop.names() == []
    shop.sales.lose([number], None)
    shop.time += timedelta(days=3)
    assert shop.names() == []
    shop.called(0)
    assert shop.names() == [REPEAT]
    again = shop.hints.raise_(REPEAT, {"amount": "900"}).number
    shop.sales.win([again], None)
    shop.called(0)
    assert shop.names() == []
    (outcome,) = [each for each in shop.hints.outcomes() if each.rule.rule.name == "repeat"]
    assert (outcome.found, outcome.raised, outcome.won, outcome.lost) == (0, 1, 1, 0)
    assert outcome.amounts == (("EUR", Decimal(900)),)


def test_a_hint_comes_back_with_the_opportunity_deleted(shop: Shop) -> None:
    shop.called(1, 2)
    number = shop.hints.raise_(REPEAT, {"amount": "900"}).number
    shop.sales.delete([number])
    assert shop.names() == [REPEAT]


def test_nobody_is_sent_where_somebody_is_already(shop: Shop) -> None:
    """An opportunity that was raised by hand from the same card."""
    shop.called(1, 2)
    number = shop.sales.raise_from("equipment", CARD, {"amount": "900"}).number
    assert shop.names() == []
    shop.sales.lose([number], None)
    assert shop.names() == [REPEAT]


def test_an_act_on_many_says_what_became_of_each(shop: Shop) -> None:
    shop.called(1, 2)
    shop.contract(60, customer="C3", end=ahead(9))
    done = shop.hints.dismiss([REPEAT, "ending/contract/60", "ending/contract/77"], "not now")
    assert [outcome.done for outcome in done.outcomes] == [True, True, False]
    shop.undo.undo()
    assert len(shop.names()) == 2


def test_the_card_tells_that_its_hint_was_dismissed(shop: Shop) -> None:
    from svc_tui.services.core.history import History

    shop.called(1, 2)
    shop.hints.dismiss([REPEAT], "scrapped soon")
    entries = History(shop.context).of("equipment", str(CARD))
    assert ("changed", "hint", "repeat dismissed: scrapped soon") in [
        (e.event, e.field, e.new) for e in entries
    ]


# --- rules as they are set up


def test_a_rule_keeps_what_is_set_and_goes_back_to_what_it_comes_with(shop: Shop) -> None:
    assert shop.rules.find("repeat").days == 90
    assert shop.rules.set("Repeat", {"days": "30"}).changed == ("days",)
    assert "in 30 days" in shop.rules.find("repeat").about
    shop.rules.set("repeat", {"days": ""})
    assert shop.rules.find("repeat").days == 90
    shop.undo.undo()
    shop.undo.undo()
    assert (shop.rules.find("repeat").days, shop.rules.find("repeat").version) == (90, 0)


@pytest.mark.parametrize(
    ("rule", "values", "said"),
    [
        ("repeat", {"calls": "1"}, "2 to 1000"),
        ("ending", {"calls": "3"}, "has no calls"),
        ("old", {"days": "soon"}, "whole number"),
    ],
)
def test_a_number_that_no_rule_can_have_is_refused(
    shop: Shop, rule: str, values: dict[str, str], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        shop.rules.set(rule, values)
    assert shop.rules.find(rule).version == 0


def test_a_rule_that_is_none_is_not_found(shop: Shop) -> None:
    with pytest.raises(NotFound, match="Did you mean repeat"):
        shop.rules.set("repaet", {"days": "3"})
    with pytest.raises(NotFound):
        shop.hints.found("nonsense")
    with pytest.raises(NotFound):
        shop.hints.find("repeat/contract/1")


def test_two_people_set_one_rule(shop: Shop) -> None:
    shop.rules.set("repeat", {"days": "30"})
    with pytest.raises(Conflict):
        shop.rules.set("repeat", {"days": "45"}, if_version=0, base={"days": 90})
