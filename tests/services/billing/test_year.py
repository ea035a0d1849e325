"""A year of the demo company: what is billable is proposed once, what is included never, to the cent.

Each month work is done on new and old calls, covered or not, corrected, logged late; prepaid hours come anew; at the
month's end what is proposed is taken. Then everything is exported, and the lines are compared with what the files say,
by code that knows nothing of the program.
"""

import json
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from svc_tui.domain.billing.lines import Line
from svc_tui.services.billing.price_setup import LabourRates, PriceLists, Vats
from svc_tui.services.billing.prices import PriceRecords
from svc_tui.services.billing.proposal import Proposals
from svc_tui.services.calls.service import Calls
from svc_tui.services.company.settings import CompanySettings
from svc_tui.services.contracts.refilling import refill_due
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.core.context import Context
from svc_tui.services.demo.making import Made, make
from svc_tui.services.exchange.outgoing.whole import export_all
from svc_tui.services.work.service import Works
from svc_tui.storage.engine.store import Store

FIRST = datetime(2026, 1, 1, 8, tzinfo=UTC)
OFTEN = ("monthly", "quarterly", "yearly")


class Year:
    """The company, its clock, and what was taken each month."""

    def __init__(self, folder: Path) -> None:
        make(folder / "demo.db", Made(60, 1, "en", FIRST), lambda *_: None)
        self.store = Store.open(folder / "demo.db", make=False)
        self.now = FIRST
        self.context = Context(self.store, "anna", lambda: self.now)
        self.rng = Random(7)
        self.calls, self.works = Calls(self.context), Works(self.context)
        self.taken: list[Line] = []

    def begin(self) -> None:
        """Prices that nothing lacks, and fees of every kind on the contracts in force."""
        if not PriceLists(self.context).list():
            PriceLists(self.context).new({"code": "BASE", "currency": "EUR"})
            Vats(self.context).new({"code": "STD", "rates": "22"})
            LabourRates(self.context).new({"code": "night", "hours": "Mo-Su 20:00-06:00", "factor": "1.5"})
            CompanySettings(self.context).set({"price_list": "BASE", "vat": "STD"})
            for what, price in (("labour", "80"), ("travel", "48"), ("km", "0.65")):
                PriceRecords(self.context).set("BASE", what, price)
        CompanySettings(self.context).set({"billing_from": ""})
        contracts = Contracts(self.context)
        for at, row in enumerate(contracts.all_rows("is:covering")):
            values = {"fee_every": OFTEN[at % 3], "fee_due": ("advance", "arrears")[at % 2]}
            if not row.value or at % 4 == 0:
                values["fee"] = f"{37 + at}.99"
            if at % 5 == 0 and row.unit_kind is None:
                values |= {"refill": "monthly", "refill_units": "1h", "unit_kind": "hours"}
            contracts.set([row.number], values)

    def month(self, month: int) -> None:
        """Work on ten calls, some of them old; a correction; the proposal of the month is taken."""
        self.now = datetime(2026, month, 5, 9, tzinfo=UTC)
        refill_due(self.context)
        serials = [row.serial for row in self._cards() if row.serial]
        made = [
            self.calls.new({"serial": self.rng.choice(serials), "subject": "Noise"}).outcomes[0].number
            for _ in range(6)
        ]
        for _at in range(10):
            self.now += timedelta(hours=self.rng.randrange(5, 50), minutes=self.rng.randrange(60))
            number = self.rng.choice(made)
            self.works.log(
                [number], self.rng.choice(("45m seal", "2h30 pump", "travel 31km 40m", "10m look"))
            )
            if self.rng.random() < 0.3:
                self._correct(number)
        last = date(2026, month, monthrange(2026, month)[1])
        self.now = datetime.combine(last + timedelta(days=3), FIRST.time(), UTC)  # some days late
        taken = {line.source.whole for line in self.taken}
        found = Proposals(self.context).propose(until=last, taken=taken)
        assert all(line.day <= last for line in found.lines)
        self.taken += found.lines
        again = Proposals(self.context).propose(until=last, taken={line.source.whole for line in self.taken})
        assert again.lines == ()

    def _cards(self) -> Any:
        from svc_tui.services.equipment.service import EquipmentCards

        cards = EquipmentCards(self.context)
        return [each.row for each in cards.lines(cards.ids("status:active").ids)]

    def _correct(self, number: str) -> None:
        lines = [each for each in self.works.list(number).lines if each.seconds > 600]
        if lines:
            self.works.correct(number, self.rng.choice(lines).line, "5m", "said too much")


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    found = Year(tmp_path_factory.mktemp("year"))
    found.begin()
    for month in range(1, 13):
        found.month(month)
    yield found
    found.store.close()


@pytest.fixture(scope="module")
def files(year: Year, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """The export, as its lines say it."""
    folder = tmp_path_factory.mktemp("all")
    export_all(year.context, folder / "all")
    return {
        path.stem: [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for path in (folder / "all").glob("*.jsonl")
    }


def of_work(files: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for call in files["call"]:
        for line in call.get("work") or ():
            yield f"work:{call['number']}/{line['line']}", line


def test_every_billable_line_is_proposed_once_and_an_included_one_never(
    year: Year, files: dict[str, list[dict[str, Any]]]
) -> None:
    acts = Counter(str(line.source) for line in year.taken)
    assert set(acts.values()) == {1}
    proposed = {line.source.whole for line in year.taken if line.source.kind == "work"}
    late = "2026-12-31T23:00:00Z"
    work = {name: line for name, line in of_work(files) if (line["starts_at"] or line["ends_at"]) < late}
    billable = {name for name, line in work.items() if line["billable"]}
    included = set(work) - billable
    assert len(billable) > 40
    assert len(included) > 10
    assert proposed <= billable
    silent = [work[name] for name in billable - proposed]
    assert all(line["corrects"] is not None for line in silent)  # within the minimum or the step of its work
    assert len(silent) < len(proposed) / 4


def test_each_fee_is_proposed_once_for_each_of_its_days(
    year: Year, files: dict[str, list[dict[str, Any]]]
) -> None:
    """By the calendar alone: the periods of each contract that fell due in the year, and what they come to."""
    for contract in files["contract"]:
        found = [line for line in year.taken if line.source.whole.startswith(f"fee:{contract['number']}/")]
        if not contract.get("fee_every") or contract["status"] != "approved":
            assert found == []
            continue
        start, end = date.fromisoformat(contract["start"]), date.fromisoformat(contract["end"])
        months = {"monthly": 1, "quarterly": 3, "yearly": 12}[contract["fee_every"]]
        shares = dict(periods(start, end, months))
        whole = (
            Fraction(contract["fee"])
            if contract.get("fee")
            else Fraction(contract["value"]) / sum(shares.values())
        )
        due, exact = 0, Fraction(0)
        for (first, last), share in shares.items():
            day = first if contract.get("fee_due", "advance") == "advance" else last
            if day <= date(2026, 12, 31):
                due, exact = due + 1, exact + whole * share
        assert len(found) == due
        total = sum((line.net or Decimal(0) for line in found), Decimal(0))
        assert abs(Fraction(total) - exact) <= Fraction(1, 200)


def periods(start: date, end: date, months: int) -> Iterator[tuple[tuple[date, date], Fraction]]:
    """First and last day of each period of the calendar in force, and its share, one day at a time."""
    days: dict[tuple[int, int], list[date]] = {}
    day = start
    while day <= end:
        days.setdefault((day.year, (day.month - 1) // months), []).append(day)
        day += timedelta(days=1)
    for (at, part), held in days.items():
        long = sum(monthrange(at, month)[1] for month in range(part * months + 1, part * months + months + 1))
        yield (held[0], held[-1]), Fraction(len(held), long)
