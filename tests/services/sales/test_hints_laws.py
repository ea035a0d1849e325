"""What SQL finds agrees with a plain count over the records of a store, for any store and any thresholds.

The count is written from the words of the rules alone: it reads rows and knows none of the program's own rules.
"""

import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from svc_tui.services.sales.hint_rules import HintRules
from svc_tui.services.sales.hints import Hints
from svc_tui.storage.exchange.whole import rows_of
from tests.amounts import many
from tests.services.desk import MONDAY_9, Desk, kept

TODAY = date(2026, 3, 2)
ROME = ZoneInfo("Europe/Rome")
ITEMS = ("WSH-40", "DRY-20", "OVN-1")
LIVES = (None, 24, 60)
CUSTOMERS = ("C1", "C2", "C3")

days = st.integers(-70, 70)
maybe_day = st.none() | days
rarely = st.sampled_from((None, None, None, None, None, None, -5, 20))
cards = st.fixed_dictionaries(
    {
        "customer": st.sampled_from(CUSTOMERS), "item": st.sampled_from(ITEMS), "warranty_end": maybe_day,
        "status": st.sampled_from(("active", "active", "active", "returned")),
        "delivered_at": st.none() | st.integers(-2000, -600), "manufactured_at": st.none() | st.integers(-2000, -600),
        "serial": st.none() | st.sampled_from(("S1", "S2")),
    }
)  # fmt: skip
contracts = st.fixed_dictionaries(
    {
        "customer": st.sampled_from(("C1", "C2")), "type": st.sampled_from(("serial", "item_group", "customer")),
        "status": st.sampled_from((*["approved"] * 5, "draft", "terminated")),
        "service_type": st.sampled_from(("regular", "regular", "warranty")),
        "start": st.integers(-100, 1), "end": st.integers(-9, 70),
        "termination": rarely, "renews": st.sampled_from((None, None, None, 1, 2)),
        "value": st.sampled_from((None, "100", "1470.50", "much")), "units": st.sampled_from((10, 10, 10, None, 0)),
        "used": st.integers(5, 12), "coverage": st.sampled_from(("Mo-Fr 09:00-18:00", "Mo-Fr 09:00-18:00", "24/7")),
    }
)  # fmt: skip
lines = st.fixed_dictionaries(
    {
        "contract": st.integers(1, 4), "equipment": st.none() | st.integers(1, 5),
        "serial": st.none() | st.sampled_from(("S1", "S2")), "item": st.none() | st.sampled_from(ITEMS),
        "item_group": st.none() | st.sampled_from(("Laundry", "Ovens")), "end": maybe_day,
        "termination": rarely,
    }
)  # fmt: skip
calls = st.fixed_dictionaries(
    {
        "equipment": st.sampled_from((1, 2, None)), "contract": st.sampled_from((1, 2, None)),
        "hours_ago": st.integers(0, 24 * 25), "covered": st.sampled_from((True, True, True, False)),
        "merged": st.sampled_from((False, False, False, True)),
    }
)  # fmt: skip
fates = st.fixed_dictionaries(
    {
        "rule": st.sampled_from(("repeat", "warranty", "old", "ending", "used_up", "out_of_hours")),
        "number": st.integers(1, 5), "fate": st.sampled_from(("raised", "put_off", "dismissed")),
        "until": st.integers(-1, 2), "opportunity": st.integers(1, 4),
    }
)  # fmt: skip
sales = st.fixed_dictionaries(
    {
        "status": st.sampled_from(("open", "won", "lost")), "closed_on": st.integers(-40, 0),
        "kind": st.sampled_from(("equipment", "contract", "call")), "key": st.integers(1, 5),
    }
)  # fmt: skip
thresholds = st.fixed_dictionaries(
    {
        "repeat": st.fixed_dictionaries({"calls": st.integers(2, 3), "days": st.integers(5, 45)}),
        "warranty": st.fixed_dictionaries({"days": st.integers(0, 70)}),
        "ending": st.fixed_dictionaries({"days": st.integers(0, 70)}),
        "used_up": st.fixed_dictionaries({"used": st.integers(50, 100), "left": st.integers(0, 60)}),
        "old": st.fixed_dictionaries({"days": st.integers(0, 300)}),
        "out_of_hours": st.fixed_dictionaries({"calls": st.integers(2, 3), "days": st.integers(10, 45)}),
    }
)  # fmt: skip


def _bare(desk: Desk) -> None:
    """Nothing but customers and items."""
    with desk.context.write() as unit:
        for table in ("contract_target", "contract_line", "contract", "equipment"):
            for (key,) in list(rows_of(session=unit.session, table_name=table, names=("id",))):
                unit.delete(table, key)
        unit.insert("item_group", {"name": "Ovens"})
        unit.insert("item", {"code": "DRY-20", "group": "Laundry"})
        unit.insert("item", {"code": "OVN-1", "group": "Ovens"})
        unit.update("item", 1, {"life": LIVES[0]})
        unit.update("item", 2, {"life": LIVES[1]})
        unit.update("item", 3, {"life": LIVES[2]})


def _dated(values: dict[str, Any]) -> dict[str, Any]:
    """Days from today as days."""
    dates = (
        "warranty_end",
        "delivered_at",
        "manufactured_at",
        "start",
        "end",
        "termination",
        "until",
        "closed_on",
    )
    return {
        name: TODAY + timedelta(days=value) if name in dates and value is not None else value
        for name, value in values.items()
    }


@settings(max_examples=many(15), deadline=None)
@given(
    st.lists(cards, min_size=2, max_size=5), st.lists(contracts, min_size=2, max_size=4), st.lists(lines, max_size=6),
    st.lists(calls, min_size=8, max_size=16),
    st.lists(fates, max_size=4, unique_by=lambda fate: (fate["rule"], fate["number"])),
    st.lists(sales, max_size=4), thresholds,
)  # fmt: skip
def test_what_is_found_is_what_a_plain_count_finds(
    units: Sequence[dict[str, Any]], agreed: Sequence[dict[str, Any]], named: Sequence[dict[str, Any]],
    said: Sequence[dict[str, Any]], decided: Sequence[dict[str, Any]], sold: Sequence[dict[str, Any]],
    numbers: dict[str, dict[str, int]],
) -> None:  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "desk.db", kept(_bare))
        with desk.context.write() as unit:
            for number, card in enumerate(units, 1):
                unit.insert("equipment", {"number": number, **_dated(card)})
            for number, contract in enumerate(agreed, 1):
                unit.insert("contract", {"number": number, **_dated(contract)})
            for line in named:
                if line["contract"] <= len(agreed) and (line["equipment"] or 1) <= len(units):
                    unit.insert("contract_line", _dated(line))
            for number, call in enumerate(said, 1):
                if (call["equipment"] or 1) <= len(units) and (call["contract"] or 1) <= len(agreed):
                    unit.insert("call", _call(number, call))
            for number, sale in enumerate(sold, 1):
                _sale(unit, number, _dated(sale))
            for fate in decided:
                record = "equipment" if fate["rule"] in ("repeat", "warranty", "old") else "contract"
                unit.insert("hint_fate", {"record": record, "reason": "", **_dated(fate)})
        for rule, values in numbers.items():
            HintRules(desk.context).set(rule, values)
        service = Hints(desk.context)
        found = service.found()
        assert {hint.id for hint in found} == Count(desk, numbers).ids()
        assert len(found) == service.count()
        assert [hint.order for hint in found] == sorted(hint.order for hint in found)
        assert service.found(limit=2) == found[:2]
        for hint in found:
            assert service.find(hint.id) == hint
        desk.store.close()


def _call(number: int, call: dict[str, Any]) -> dict[str, Any]:
    return {
        "uid": f"u{number}", "number": str(10000 + number), "number_order": number, "subject": "x", "status": "Open",
        "customer": "C1", "equipment": call["equipment"], "contract": call["contract"], "covered": call["covered"],
        "reported_at": MONDAY_9 - timedelta(hours=call["hours_ago"]), "merged_into": "1" if call["merged"] else None,
    }  # fmt: skip


def _sale(unit: Any, number: int, sale: dict[str, Any]) -> None:
    closed = sale["closed_on"] if sale["status"] != "open" else None
    unit.insert(
        "opportunity",
        {
            "number": number, "name": "x", "customer": "C1", "started_on": TODAY, "stage": "Lead", "amount": Decimal(1),
            "percent": Decimal(0), "status": sale["status"], "closed_on": closed, "currency": "EUR", "remarks": "",
        },
    )  # fmt: skip
    unit.insert(
        "opportunity_origin", {"opportunity": number, "kind": sale["kind"], "key": str(sale["key"])}, log=None
    )


class Count:
    """The rules once more, over plain rows."""

    def __init__(self, desk: Desk, numbers: dict[str, dict[str, int]]) -> None:
        self.numbers = numbers
        with desk.store.read() as session:

            def rows(name: str, names: str) -> list[dict[str, Any]]:
                wanted = tuple(names.split())
                found = rows_of(session=session, table_name=name, names=wanted)
                return [dict(zip(wanted, row, strict=True)) for row in found]

            self.cards = rows(
                "equipment", "number customer item status serial warranty_end delivered_at manufactured_at"
            )
            self.contracts = rows(
                "contract",
                "number customer type status service_type start end termination renews units used coverage",
            )
            self.lines = rows("contract_line", "contract equipment serial item item_group end termination")
            self.calls = rows("call", "equipment contract reported_at covered merged_into")
            self.items = {row["code"]: row for row in rows("item", "code group life")}
            self.fates = rows("hint_fate", "rule record number fate until opportunity")
            self.sales = {row["number"]: row for row in rows("opportunity", "number status closed_on")}
            self.origins = rows("opportunity_origin", "opportunity kind key")

    def ids(self) -> set[str]:
        found = [("equipment", rule, number) for rule, number in self._of_cards()]
        found += [("contract", rule, number) for rule, number in self._of_contracts()]
        return {
            f"{rule}/{record}/{number}" for record, rule, number in found if self._shown(rule, record, number)
        }

    def _of_cards(self) -> list[tuple[str, int]]:
        found = []
        for card in (card for card in self.cards if card["status"] == "active"):
            number, end = card["number"], card["warranty_end"]
            repeat = self.numbers["repeat"]
            mine = [call for call in self.calls if call["equipment"] == number and not call["merged_into"]]
            recent = [call for call in mine if self._ago(call) <= repeat["days"]]
            if len(recent) >= repeat["calls"] and (end is None or end < TODAY) and not self._has(card, TODAY):
                found.append(("repeat", number))
            near = end is not None and 0 <= (end - TODAY).days <= self.numbers["warranty"]["days"]
            if near and not self._has(card, end + timedelta(days=1)):
                found.append(("warranty", number))
            life, born = self.items[card["item"]]["life"], card["delivered_at"] or card["manufactured_at"]
            if life and born:
                until = TODAY + timedelta(days=self.numbers["old"]["days"])
                months = 12 * (until.year - born.year) + until.month - born.month
                if (months, until.day) >= (life, born.day if months == life else 0):
                    found.append(("old", number))
        return found

    def _ago(self, call: dict[str, Any]) -> int:
        return int((TODAY - call["reported_at"].astimezone(ROME).date()).days)

    def _has(self, card: dict[str, Any], day: date) -> bool:
        """Does a contract that nobody ended name the unit on that day or later."""
        for contract in self.contracts:
            if contract["customer"] != card["customer"] or contract["status"] == "terminated":
                continue
            if contract["termination"] or contract["end"] < day:
                continue
            if contract["type"] == "customer":
                return True
            for line in self.lines:
                if line["contract"] != contract["number"] or line["termination"]:
                    continue
                if line["end"] and line["end"] < day:
                    continue
                if contract["type"] == "item_group":
                    if line["item_group"] == self.items[card["item"]]["group"]:
                        return True
                elif line["equipment"]:
                    if line["equipment"] == card["number"]:
                        return True
                elif (
                    line["serial"]
                    and line["serial"] == card["serial"]
                    and line["item"] in (None, card["item"])
                ):
                    return True
        return False

    def _of_contracts(self) -> list[tuple[str, int]]:
        found = []
        followed = {row["renews"] for row in self.contracts if row["status"] != "terminated"}
        for row in self.contracts:
            if row["status"] != "approved" or row["termination"] or not row["start"] <= TODAY <= row["end"]:
                continue
            number, left = row["number"], (row["end"] - TODAY).days
            late, early = self.numbers["out_of_hours"], self.numbers["used_up"]
            if row["service_type"] != "warranty":
                if left <= self.numbers["ending"]["days"] and number not in followed:
                    found.append(("ending", number))
                lasts = (row["end"] - row["start"]).days + 1
                much = row["units"] and row["used"] * 100 >= early["used"] * row["units"]
                if much and left * 100 > early["left"] * lasts:
                    found.append(("used_up", number))
            outside = [
                call
                for call in self.calls
                if call["contract"] == number and call["covered"] and not call["merged_into"]
                and self._ago(call) <= late["days"] and not _inside(row["coverage"], call["reported_at"])
            ]  # fmt: skip
            if len(outside) >= late["calls"]:
                found.append(("out_of_hours", number))
        return found

    def _shown(self, rule: str, record: str, number: int) -> bool:
        for origin in self.origins:
            same = (origin["kind"], origin["key"]) == (record, str(number))
            if same and self.sales[origin["opportunity"]]["status"] == "open":
                return False
        for fate in self.fates:
            if (fate["rule"], fate["record"], fate["number"]) != (rule, record, number):
                continue
            if fate["fate"] == "dismissed":
                return False
            if fate["fate"] == "put_off":
                return bool(fate["until"] <= TODAY)
            sale = self.sales.get(fate["opportunity"])
            if sale is None:
                return True
            return sale["status"] == "lost" and self._news(rule, record, number, sale["closed_on"])
        return True

    def _news(self, rule: str, record: str, number: int, since: date) -> bool:
        if rule in ("ending", "used_up"):  # no draws are written here
            return False
        news = [call for call in self.calls if call[record] == number and not call["merged_into"]]
        return any(call["reported_at"].astimezone(ROME).date() > since for call in news)


def _inside(coverage: str, at: datetime) -> bool:
    local = at.astimezone(ROME)
    return coverage == "24/7" or (local.weekday() < 5 and 9 <= local.hour < 18)


def test_the_clock_of_the_count_is_that_of_the_desk() -> None:
    assert MONDAY_9.astimezone(ROME).date() == TODAY
    assert MONDAY_9.tzinfo is UTC
