"""Work that was billed stays billed when its call is merged into another, and when the merge is undone."""

from pathlib import Path

import pytest

from svc_tui.errors import Refused
from svc_tui.services.billing.handing import Billing
from svc_tui.services.billing.proposal import Proposals
from svc_tui.services.work.service import Works
from tests.services.billing.priced import priced
from tests.services.billing.test_proposal import UNCOVERED, log, told
from tests.services.desk import Desk, kept


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk.db", kept(priced))


def proposed(desk: Desk, customer: str | None = None) -> list[str]:
    return [f"{each.source} {each.net}" for each in Proposals(desk.context).propose(customer).lines]


def test_work_that_was_handed_over_is_not_billed_again_after_a_merge(desk: Desk, tmp_path: Path) -> None:
    stays, gone = log(desk, "1h look", **UNCOVERED), log(desk, "2h seal", **UNCOVERED)
    billing = Billing(desk.context)
    billing.approve([f"work:{gone}/1"])
    billing.hand_over("C2", tmp_path / "a.csv", "csv")
    Works(desk.context).log([gone], "3h pump")
    billing.approve([f"work:{gone}/2"])
    before = proposed(desk)
    desk.calls.merge([gone], stays)
    assert proposed(desk) == before == [f"work:{stays}/1 80.00"]
    assert {each.source: each.moved for each in billing.account("C2").lines if each.status == "approved"} == {
        f"work:{stays}/3": ()
    }
    assert [each.source for each in billing.sheet(1).lines] == [f"work:{stays}/2"]
    desk.undo.undo()
    assert proposed(desk) == before
    assert [each.source for each in billing.sheet(1).lines] == [f"work:{gone}/1"]
    desk.undo.redo()
    assert proposed(desk) == before
    Works(desk.context).correct(stays, 2, "30m")
    assert proposed(desk) == [*before, f"work:{stays}/4 -40.00"]
    billing.reverse(1, "wrong")
    assert f"work:{stays}/2 160.00" in proposed(desk)


def test_a_merge_after_which_its_work_was_billed_is_not_undone(desk: Desk, tmp_path: Path) -> None:
    stays, gone = log(desk, "1h look", **UNCOVERED), log(desk, "2h seal", **UNCOVERED)
    desk.calls.merge([gone], stays)
    bruno = desk.as_person("bruno").context
    Billing(bruno).approve([f"work:{stays}/2"])
    with pytest.raises(Refused, match=f"work:{stays}/2 was approved, held or handed over since"):
        desk.undo.undo()
    Billing(bruno).release([f"work:{stays}/2"])
    desk.undo.undo()
    assert proposed(desk) == [f"work:{stays}/1 80.00", f"work:{gone}/1 160.00"]
    Billing(bruno).approve([f"work:{gone}/1"])
    with pytest.raises(Refused, match=f"work:{gone}/1 was approved"):
        desk.undo.redo()


def test_what_one_customer_was_billed_is_not_billed_to_another(desk: Desk, tmp_path: Path) -> None:
    stays = log(desk, "1h look", **{**UNCOVERED, "serial": None, "customer": "C1", "item": "WSH-40"})
    gone = log(desk, "2h seal", **UNCOVERED)
    billing = Billing(desk.context)
    billing.approve([f"work:{gone}/1"])
    billing.hand_over("C2", tmp_path / "a.csv", "csv")
    desk.calls.merge([gone], stays)
    assert told(Proposals(desk.context).propose()) == ["labour 1 h 80.00 EUR"]
    assert proposed(desk, "C1") == [f"work:{stays}/1 80.00"]
    assert proposed(desk, "C2") == []
