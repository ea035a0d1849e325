"""Lines from work: what a correction takes away, minimum charges and steps included, adds up to what is left."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from svc_tui.domain.billing.lines import Charged, Line, Source, whole_of
from svc_tui.domain.billing.prices import KM, LABOUR, TRAVEL, NoPrice, Price, Priced, What
from svc_tui.domain.billing.prices_charges import Charge, charged_quantity, item_charge, travel_charges
from svc_tui.domain.billing.work_lines import Piece, work_lines
from svc_tui.domain.core.notes import note
from svc_tui.domain.work.rules import NO_CONTRACT, USED_UP

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAY = date(2026, 3, 2)


class Prices:
    """Half an hour at least, in quarters; a kilometre 0.75, parts 9.99; X has no price."""

    def labour(
        self, customer: str, contract: int | None, seconds: int, start: datetime | None, end: datetime,
        item: str | None = None,
    ) -> list[Charge]:  # fmt: skip
        found = charged_quantity(Decimal(seconds), Decimal(1800), Decimal(900)) / 3600
        return [Charge(LABOUR, found, "h", priced("80"))] if seconds else []

    def travel(
        self, customer: str, contract: int | None, day: date, seconds: int, km: Decimal | None,
        item: str | None = None,
    ) -> list[Charge]:  # fmt: skip
        prices = {TRAVEL: priced("60"), KM: priced("0.75", "km")}
        return travel_charges(seconds, km, item, lambda wanted: prices[wanted[0][0]])

    def part(self, customer: str, contract: int | None, day: date, item: str, quantity: Decimal) -> Charge:
        found = NoPrice(note("X has no price")) if item == "X" else priced("9.99", "piece")
        return item_charge(item, quantity, lambda _wanted: found)


def priced(price: str, unit: str = "h") -> Priced:
    charged = Charged(Decimal(price), "EUR", Decimal(10), Decimal(22), "BASE")
    return Priced(charged, Price(1, "BASE", What("labour"), Decimal(price), unit=unit), note("list"))


def piece(line: int = 1, **values: object) -> Piece:
    told: dict[str, object] = {
        "kind": "labour",
        "seconds": 3600,
        "why": NO_CONTRACT,
        "starts_at": AT,
        **values,
    }
    return Piece(call="10001", line=line, customer="C1", day=DAY, ends_at=AT + timedelta(hours=1), **told)  # type: ignore[arg-type]


def made(first: Piece, *less: Piece) -> list[Line]:
    return work_lines(first, less, Prices(), lambda _piece: True)


def test_a_line_says_its_call_its_reason_and_its_rule() -> None:
    (line,) = made(piece(note="seal"))
    assert (str(line.source), line.rule, line.quantity, line.net) == (
        "work:10001/1", "no-contract", Decimal(1), Decimal("72.00")
    )  # fmt: skip
    assert (line.text, line.call, str(line.reason)) == ("seal", "10001", NO_CONTRACT)


def test_time_and_distance_of_a_journey_are_two_lines_of_one_act() -> None:
    found = made(piece(kind="travel", seconds=1800, km=Decimal(24)))
    assert [(str(each.source), each.net) for each in found] == [
        ("work:10001/1", Decimal("27.00")), ("work:10001/1:km", Decimal("16.20")),
    ]  # fmt: skip
    assert {whole_of(str(each.source)) for each in found} == {"work:10001/1"}


def test_what_has_no_price_is_listed_and_is_not_zero() -> None:
    (line,) = made(piece(kind="part", item="X", quantity=Decimal(2), seconds=0))
    assert (line.net, line.quantity, str(line.missing)) == (None, Decimal(2), "X has no price")


def test_the_rest_beyond_prepaid_hours_is_billed_as_the_contract_counts() -> None:
    (line,) = made(piece(seconds=1500, hours=2700, contract=58, why=USED_UP["hours"]))
    assert (line.kind, line.rule, line.quantity) == ("units", "beyond-prepaid", Decimal("0.75"))


def test_a_correction_down_to_less_than_the_minimum_gives_back_no_more_than_was_charged() -> None:
    first, *less = made(piece(seconds=2400), piece(2, seconds=-1500), piece(3, seconds=-900))
    assert (first.quantity, [each.quantity for each in less]) == (
        Decimal("0.75"), [Decimal("-0.25"), Decimal("-0.5")]
    )  # fmt: skip
    assert [each.rule for each in less] == ["correction", "correction"]


@given(st.integers(60, 6 * 3600), st.lists(st.integers(1, 3600), max_size=5))
def test_work_and_its_corrections_cost_what_the_work_that_is_left_costs(whole: int, taken: list[int]) -> None:
    less, left = [], whole
    for at, seconds in enumerate(taken):
        gone = min(seconds, left)
        if gone:
            less.append(piece(at + 2, seconds=-gone))
            left -= gone
    found = made(piece(seconds=whole), *less)
    alone = made(piece(seconds=left)) if left else []
    assert sum(each.quantity for each in found) == sum(each.quantity for each in alone)
    assert all(each.quantity < 0 for each in found[1:])


@given(st.text(min_size=1), st.integers(1, 999), st.text())
def test_a_source_names_its_act_whatever_the_number_of_the_call(call: str, line: int, part: str) -> None:
    source = Source("work", f"{call}/{line}")
    assert whole_of(f"{source}:{part}" if part else str(source)) == source.whole or "/" in part
    assert whole_of(str(Source("fee", "58/2026-Q3"))) == "fee:58/2026-Q3"
