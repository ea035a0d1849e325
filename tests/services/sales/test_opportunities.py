"""Opportunities written down, followed from stage to stage, won, lost, reopened; found and summed."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from svc_tui.domain.query.tree import quoted
from svc_tui.errors import BadUsage, Conflict, NotFound, Refused
from svc_tui.services.activities.service import Activities
from svc_tui.services.company.lists import Lists
from svc_tui.services.company.settings import CompanySettings
from svc_tui.services.core.files import Files
from svc_tui.services.core.history import History
from svc_tui.services.sales.service import Opportunities
from tests.services.desk import Desk

MONDAY = date(2026, 3, 2)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk.db")


@pytest.fixture
def sales(desk: Desk) -> Opportunities:
    return Opportunities(desk.context)


def write(sales: Opportunities, **values: Any) -> int:
    return sales.new({"name": "Second boiler", "customer": "C1", "amount": "9800", **values}).number


def stages(sales: Opportunities, number: int) -> list[tuple[Any, ...]]:
    return [
        (each.stage, each.started_on, each.closed_on, each.percent, each.amount, each.status)
        for each in sales.sheet(number).stages
    ]


def told(
    sales: Opportunities, desk: Desk, number: int
) -> list[tuple[str, str | None, str | None, str | None]]:
    return [
        (each.event, each.field, each.old, each.new)
        for each in History(desk.context).of("opportunity", number)
    ]


def test_a_new_one_begins_today_in_the_first_stage_in_the_hands_of_who_writes(sales: Opportunities) -> None:
    row: Any = sales.find(write(sales, customer="c1", closes_on="15/4", item="wsh-40"))
    assert (row.number, row.customer, row.customer_name, row.item) == (
        1,
        "C1",
        "Lavanderia Bianchi",
        "WSH-40",
    )
    assert (row.stage, row.percent, row.owner, row.started_on) == ("Lead", 6, "anna", MONDAY)
    assert (row.amount, row.currency, row.weighted) == (9800, "EUR", Decimal(588))
    assert (row.status, row.closes_on, row.created_by) == ("open", date(2026, 4, 15), "anna")
    assert stages(sales, 1) == [("Lead", MONDAY, None, 6, 9800, "open")]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"amount": ""}, "must not be empty"), ({"amount": "-1"}, "not above nought"), ({"name": ""}, "must not be"),
        ({"currency": "EURO"}, "no currency"), ({"currency": "JPY", "amount": "9.5"}, "more decimals"),
        ({"closes_on": "2026-03-01"}, "before it began"), ({"started_on": "2026-03-03"}, "still to come"),
        ({"percent": "120"}, "no percentage"), ({"source": "Fair"}, "no value Fair"), ({"origin": "call"}, "nothing"),
        ({"owner": "gone"}, "not active"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_leaves_nothing(
    sales: Opportunities, values: dict[str, str], said: str
) -> None:
    with pytest.raises(Refused) as error:
        write(sales, **values)
    assert said in error.value.text()
    assert len(sales.ids("is:any").ids) == 0


def test_without_amount_name_or_customer_there_is_none(sales: Opportunities) -> None:
    for lacking in ("name", "customer", "amount"):
        values = {"name": "Boiler", "customer": "C1", "amount": "1"}
        del values[lacking]
        with pytest.raises(Refused, match="An opportunity needs"):
            sales.new(values)
    for values, error in (
        ({"customer": "C9"}, NotFound),
        ({"stage": "Dream"}, NotFound),
        ({"hue": "red"}, BadUsage),
    ):
        with pytest.raises(error):
            write(sales, **values)


def test_stages_follow_each_other_by_their_days(desk: Desk, sales: Opportunities) -> None:
    number = write(sales, started_on="2026-02-02")
    sales.stage(number, "qualified", on=date(2026, 2, 10))
    sales.stage(number, "Quoted", on=date(2026, 2, 20), percent="55", remarks="Sent by mail")
    sales.set(number, {"amount": "10500.50", "owner": "bruno"})
    assert stages(sales, number) == [
        ("Lead", date(2026, 2, 2), date(2026, 2, 10), 6, 9800, "closed"),
        ("Qualified", date(2026, 2, 10), date(2026, 2, 20), 20, 9800, "closed"),
        ("Quoted", date(2026, 2, 20), None, 55, Decimal("10500.5"), "open"),
    ]
    assert [(each.owner, each.remarks) for each in sales.sheet(number).stages][-2:] == [
        ("anna", ""), ("bruno", "Sent by mail"),
    ]  # fmt: skip
    row: Any = sales.find(number)
    assert (row.stage, row.percent, row.weighted) == ("Quoted", 55, Decimal("5775.275"))
    assert [each for each in told(sales, desk, number) if each[0] == "stage"] == [
        ("stage", "stage", "Lead", "Qualified"), ("stage", "stage", "Qualified", "Quoted"),
    ]  # fmt: skip
    for day, said in ((date(2026, 2, 19), "lies before 2026-02-20"), (date(2026, 3, 3), "still to come")):
        with pytest.raises(Refused, match=said):
            sales.stage(number, "Order", on=day)
    with pytest.raises(Refused, match="in Quoted already"):
        sales.stage(number, "Quoted")
    with pytest.raises(NotFound, match="Lead, Qualified"):
        sales.stage(number, "Dream")
    sales.stage(number, "Lead")  # back is a way too
    assert stages(sales, number)[-1] == ("Lead", MONDAY, None, 6, Decimal("10500.5"), "open")


def test_another_beginning_moves_the_first_stage(sales: Opportunities) -> None:
    number = write(sales)
    sales.set(number, {"started_on": "2026-02-01"})
    assert stages(sales, number)[0][1] == date(2026, 2, 1)
    sales.stage(number, "Quoted", on=date(2026, 2, 15))
    with pytest.raises(Refused, match="first stage ended on 2026-02-15"):
        sales.set(number, {"started_on": "2026-02-16"})


@pytest.mark.parametrize("status", ["won", "lost"])
def test_what_was_decided_is_locked_until_reopened(desk: Desk, sales: Opportunities, status: str) -> None:
    Lists(desk.context).new("opportunity_reason", {"name": "Price"})
    number = write(sales, started_on="2026-02-02")
    decide = sales.win if status == "won" else sales.lose
    decide(number, "price", date(2026, 2, 9))
    row: Any = sales.find(number)
    assert (row.status, row.reason, row.closed_on) == (status, "Price", date(2026, 2, 9))
    assert stages(sales, number) == [("Lead", date(2026, 2, 2), date(2026, 2, 9), 6, 9800, "closed")]
    acts: tuple[Callable[[], object], ...] = (
        lambda: sales.set(number, {"amount": "1"}), lambda: sales.stage(number, "Quoted"),
        lambda: sales.win(number), lambda: sales.lose(number), lambda: sales.delete(number),
        lambda: sales.compete(number, "Rossi", {}),
    )  # fmt: skip
    for act in acts:
        with pytest.raises(Refused, match=r"[Rr]eopen it first"):
            act()
    sales.set(number, {"remarks": "They will call next year."})
    sales.reopen(number)
    row = sales.find(number)
    assert (row.status, row.reason, row.closed_on, row.remarks) == (
        "open",
        None,
        None,
        "They will call next year.",
    )
    assert stages(sales, number) == [("Lead", date(2026, 2, 2), None, 6, 9800, "open")]
    with pytest.raises(Refused, match="is open"):
        sales.reopen(number)
    sales.set(number, {"amount": "1"})


def test_each_act_is_taken_back_whole(desk: Desk, sales: Opportunities) -> None:
    one, other = write(sales, started_on="2026-02-02", origin=f"call:{desk.open_call()}"), write(sales)
    sales.compete(one, "Rossi Srl", {"threat": "high"})

    def stands() -> list[object]:
        return [
            (
                sheet.row.stage,
                sheet.row.status,
                sheet.row.amount,
                sheet.row.origin,
                sheet.stages,
                sheet.competitors,
            )
            for sheet in map(sales.sheet, (one, other))
        ]

    before = stands()
    acts: tuple[Callable[[], object], ...] = (
        lambda: sales.stage([one, other], "Quoted"), lambda: sales.win([one, other]),
        lambda: sales.set([one, other], {"amount": "5", "stage": "Order"}), lambda: sales.delete([one, other]),
        lambda: sales.uncompete(one, "rossi srl"), lambda: sales.set(one, {"origin": "contract:58"}),
    )  # fmt: skip
    for act in acts:
        act()
        desk.undo.undo()
        assert stands() == before
        desk.undo.redo()
        desk.undo.undo()
        assert stands() == before


def test_a_bulk_act_has_a_result_for_each(sales: Opportunities) -> None:
    one, other = write(sales), write(sales)
    sales.lose(other)
    found = sales.stage([one, other, 99], "Quoted")
    assert [each.done for each in found.outcomes] == [True, False, False]
    assert [each.exit_code for each in found.outcomes] == [1, 1, 3]
    assert sales.find(one).stage == "Quoted"


def test_who_edits_an_older_version_is_told(sales: Opportunities) -> None:
    number = write(sales)
    version = sales.find(number).version
    sales.set(number, {"amount": "5000"}, if_version=version)
    with pytest.raises(Conflict):
        sales.set(number, {"amount": "6000"}, if_version=version)
    base = {"name": "Second boiler", "amount": Decimal(9800)}
    sales.set(number, {"name": "Third boiler"}, if_version=version, base=base)
    row: Any = sales.find(number)
    assert (row.name, row.amount) == ("Third boiler", 5000)
    assert sales.set(number, {"amount": "5000"}).outcomes[0].note.text.endswith("nothing changed")


def test_deleting_takes_what_hangs_on_it_and_leaves_activities_to_the_customer(
    desk: Desk, sales: Opportunities, tmp_path: Path
) -> None:
    number = write(sales, origin="contract:K-58")
    (tmp_path / "quote.pdf").write_bytes(b"quote")
    Files(desk.context).attach(str(number), tmp_path / "quote.pdf", kind="opportunity")
    acts = Activities(desk.context)
    said = acts.new({"subject": "Call back", "opportunity": str(number), "closed": "no"}).number
    assert [row.customer for row in acts.rows(acts.ids(f"opportunity:{number}").ids)] == ["C1"]
    with pytest.raises(Refused, match="of customer C1, not of C2"):
        acts.new({"subject": "x", "opportunity": str(number), "customer": "C2"})
    with pytest.raises(NotFound, match="no opportunity 77"):
        acts.new({"subject": "x", "opportunity": "77"})
    assert [each.number for each in sales.sheet(number).activities] == [said]
    warned = sales.win(number).warnings
    assert [str(each) for each in warned] == [f"Opportunity {number} has 1 activity that is still to do."]
    sales.reopen(number)
    sales.delete(number)
    with pytest.raises(NotFound):
        sales.find(number)
    assert Activities(desk.context).find(said).customer == "C1"
    assert sales.raised_from("contract", 58) == ()
    desk.undo.undo()
    sheet = sales.sheet(number)
    assert ([each.name for each in sheet.attachments], sheet.activities[0].number) == (["quote.pdf"], said)


def test_competitors_are_written_down_once(sales: Opportunities) -> None:
    number = write(sales)
    sales.compete(number, "Rossi Srl", {"threat": "low"})
    sales.compete(number, "rossi srl", {"threat": "high", "note": "cheaper"})
    (rival,) = sales.sheet(number).competitors
    assert (rival.name, rival.threat, rival.note, rival.won) == ("Rossi Srl", "high", "cheaper", False)
    assert sales.ids("competitor:rossi").ids.tolist() == [sales.find(number).id]
    sales.uncompete(number, "ROSSI SRL")
    assert sales.sheet(number).competitors == ()
    with pytest.raises(NotFound):
        sales.uncompete(number, "Rossi")


def test_two_currencies_are_never_added(desk: Desk, sales: Opportunities) -> None:
    write(sales, amount="100.10", percent="50")
    write(sales, amount="0.05", percent="50")
    write(sales, amount="1000", currency="jpy", percent="10")
    CompanySettings(desk.context).set({"currency": "chf"})
    write(sales, amount="20", stage="Quoted")
    assert [(each.stage, each.currency, each.count, each.amount, each.weighted) for each in sales.sums()] == [
        ("Lead", "EUR", 2, Decimal("100.15"), Decimal("50.075")),
        ("Lead", "JPY", 1, Decimal(1000), Decimal(100)),
        ("Quoted", "CHF", 1, Decimal(20), Decimal(10)),
    ]
    assert [each.count for each in sales.sums("currency:jpy")] == [1]


def test_filters(desk: Desk, sales: Opportunities) -> None:
    Lists(desk.context).new("opportunity_reason", {"name": "Price too high"})
    call = desk.open_call()
    write(
        sales,
        name="Caldaia nuova",
        amount="100",
        closes_on="2026-03-10",
        origin=f"call:{call}, equipment:311",
    )
    write(sales, customer="C2", amount="2500.50", stage="Quoted", owner="bruno", closes_on="2026-03-01",
          started_on="2026-02-01", origin="contract:58", remarks="due piani")  # fmt: skip
    write(sales, customer="C2", amount="400", currency="JPY", percent="75.5")
    write(sales, amount="70", contact="Rossi")
    sales.lose(4, "price too high")

    def found(text: str) -> list[int]:
        return sorted(row.number for row in sales.all_rows(text))

    for text, numbers in {
        "": [1, 2, 3], "is:any": [1, 2, 3, 4], "is:lost": [4], "status:lost": [4], "reason:high": [4], "is:won": [],
        "stage:quoted": [2], "-stage:quoted": [1, 3], "stage:Lead is:any": [1, 3, 4], "owner:bruno": [2],
        "is:mine": [1, 3], "owner:@me": [1, 3], "customer:aurora": [2, 3], "customer:c1": [1], "amount:>400": [2],
        "amount:>=400": [2, 3], "amount:2500.5": [2], "amount:100..400": [1, 3], "percent:75.5": [3],
        "percent:<50": [1], "weighted:1250.25": [2], "weighted:>6": [2, 3], "weighted:6..302": [1, 3],
        "currency:jpy": [3], "closes:<today": [2], "is:overdue": [2], "closes:2026-03": [1, 2], "no:closes": [3],
        "origin:call": [1], "origin:call,contract": [1, 2], f"call:{call}": [1], "equipment:311": [1],
        "equipment:>310": [1], "contract:K-58": [2], "has:origin": [1, 2], "no:origin": [3], "caldaia": [1],
        "piani": [2], "#3": [3], "aurora": [2, 3], "rossi is:any": [4], "has:reason": [4],
        "fase:quoted": [2], "started:<2026-03-01": [2], "updated:today": [1, 2, 3],
    }.items():  # fmt: skip
        assert found(text) == numbers, text
    orders = {
        "": [2, 1, 3], "sort:-amount": [2, 3, 1], "sort:weighted": [1, 3, 2], "sort:stage": [3, 1, 2],
        "sort:-stage": [2, 3, 1], "sort:customer_name": [3, 2, 1], "sort:-number": [3, 2, 1],
    }  # fmt: skip
    for text, numbers in orders.items():
        assert [row.number for row in sales.all_rows(text)] == numbers, text
    assert (
        sales.ids("stage:Quotd").query.warnings[0].text()
        == "Quotd is no value of stage:. Did you mean Quoted?"
    )
    assert [each.text for each in sales.complete("stage:q", 7)] == ["Qualified", quoted("Quoted")]


def test_what_others_wrote_moves_in_the_list(desk: Desk, sales: Opportunities) -> None:
    number = write(sales)
    seq = desk.store.change_seq()
    key = sales.find(number).id
    assert sales.changed_since(seq) == (seq, [], [])
    sales.compete(number, "Rossi", {})
    assert sales.changed_since(seq)[1:] == ([key], [])
    sales.win(number)
    assert sales.changed_since(seq)[1:] == ([], [key])


def test_the_clock_of_the_company_says_what_today_is(desk: Desk, sales: Opportunities) -> None:
    desk.time = desk.time.replace(hour=23, minute=30)  # 00:30 of the next day in Rome
    number = write(sales)
    assert sales.find(number).started_on == MONDAY + timedelta(days=1)
    sales.stage(number, "Quoted")
    assert stages(sales, number)[1][1] == MONDAY + timedelta(days=1)
