"""Changes of contracts: two people at once, open calls that follow, many at once, history, what imports left."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from svc_tui.domain.core.notes import Note
from svc_tui.errors import Conflict, Refused
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.core.outcomes import Outcome
from tests.services.desk import Desk

TERMS = {"customer": "C1", "start": "2026-03-01", "end": "2027-02-28", "resolution": "8h"}


@pytest.fixture
def contracts(desk: Desk) -> Contracts:
    with desk.context.write(undoable=False) as unit:
        unit.raise_number("contract", 100)
    return Contracts(desk.context)


def add(contracts: Contracts, **values: Any) -> int:
    return int(contracts.new({**TERMS, **values}).number)


def said(notes: Sequence[Note]) -> list[str]:
    return [str(note) for note in notes]


def change(contracts: Contracts, number: int, **values: object) -> Outcome:
    return contracts.set([number], values).outcomes[0]


def test_another_persons_change_is_a_conflict_and_other_fields_go_together(
    desk: Desk, contracts: Contracts
) -> None:
    before = contracts.find(58)
    change(contracts, 58, description="Theirs")
    with pytest.raises(Conflict) as clash:
        contracts.set([58], {"description": "Mine"}, before.version)
    assert clash.value.fields["description"] == ("", "Theirs", "Mine")
    base = {"owner": None, "includes": ("parts", "labour")}
    contracts.set([58], {"owner": "anna", "includes": "parts"}, before.version, base)
    now = contracts.find(58)
    assert (now.description, now.owner, now.includes) == ("Theirs", "anna", ("parts",))


def test_terms_move_the_due_dates_of_open_calls_with_old_and_new_in_history(
    desk: Desk, contracts: Contracts
) -> None:
    call = desk.open_call()
    assert desk.row(call)["resolve_by"] == datetime(2026, 3, 3, 15, 0, tzinfo=UTC)
    outcome = change(contracts, 58, resolution="8h")
    assert said(outcome.warnings) == ["Open calls that are due at another time now: 1."]
    assert desk.row(call)["resolve_by"] == datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
    assert ("resolution due", "2026-03-03T15:00:00Z", "2026-03-02T16:00:00Z") in desk.events(call)
    change(contracts, 58, low="1h/2h")
    assert desk.row(call)["resolve_by"] == datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    desk.undo.undo()
    assert desk.row(call)["resolve_by"] == datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
    contracts.terminate([58])
    assert desk.row(call)["resolve_by"] == datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
    assert desk.row(call)["contract"] == 58


def test_targets_of_a_priority_change_go_and_move_what_is_open(desk: Desk, contracts: Contracts) -> None:
    call = desk.open_call(priority="high")
    for typed, kept, due in (
        ("1h/3h", [("high", "1h", "3h")], 11),
        ("1h/", [("high", "1h", None)], None),
        ("", [], 15),
    ):
        change(contracts, 58, high=typed)
        targets = contracts.sheet(58).targets
        assert [(each.priority, each.response, each.resolution) for each in targets] == kept
        if due is not None:
            day = 2 if due == 11 else 3
            assert desk.row(call)["resolve_by"] == datetime(2026, 3, day, due, 0, tzinfo=UTC)


def test_targets_of_two_people_meet_as_other_fields_do(desk: Desk, contracts: Contracts) -> None:
    before = contracts.find(58)
    base = {"owner": None, "high": "2h/4h", "low": ""}
    change(contracts, 58, high="1h/3h")
    contracts.set([58], {"owner": "anna", "low": "8h/24h"}, before.version, base)
    kept = [(each.priority, each.response, each.resolution) for each in contracts.sheet(58).targets]
    assert sorted(kept) == [("high", "1h", "3h"), ("low", "8h", "24h")]
    with pytest.raises(Conflict) as clash:
        contracts.set([58], {"high": "30m/2h"}, before.version, base)
    assert list(clash.value.fields) == ["high"]


def test_many_at_once_have_an_outcome_each_and_one_undo(desk: Desk, contracts: Contracts) -> None:
    good, empty = add(contracts, cards="312"), add(contracts)
    outcomes = contracts.approve([good, empty, "K-9999", 58])
    assert [outcome.done for outcome in outcomes.outcomes] == [True, False, False, False]
    assert [contracts.find(number).status for number in (good, empty)] == ["approved", "draft"]
    desk.undo.undo()
    assert contracts.find(good).status == "draft"


def test_the_history_keeps_lines_targets_and_their_undo(desk: Desk, contracts: Contracts) -> None:
    def told() -> list[tuple[str | None, str | None, str | None]]:
        return [(each.field, each.old, each.new) for each in contracts.sheet(58).history[1:]]

    contracts.add_cards(58, ["312"], start="2026-04-01")
    change(contracts, 58, high="1h/4h", owner="anna")
    added = [("lines", None, "SN-000932 2026-04-01.."), ("owner", None, "anna"), ("high", "2h/4h", "1h/4h")]
    assert told() == added
    desk.undo.undo()
    assert told()[3:] == [("owner", "anna", None), ("high", "1h/4h", "2h/4h")]
    desk.undo.undo()
    assert told()[5:] == [("lines", "SN-000932 2026-04-01..", None)]
    desk.undo.redo()
    assert told()[6:] == [("lines", None, "SN-000932 2026-04-01..")]
    contracts.renew([58])
    desk.undo.undo()
    assert told()[-2:] == [("renewed_by", None, "K-101"), ("renewed_by", "K-101", None)]


def test_what_an_import_left_behind_does_not_stand_in_the_way(desk: Desk, contracts: Contracts) -> None:
    desk.change(
        "contract",
        1,
        start=None,
        end=None,
        resolution=None,
        units=5,
        used=2,
        coverage="whenever",
        zone="Mars/X",
    )
    assert change(contracts, 58, contact="Rossi").done
    assert contracts.find(58).contact == "Rossi"
    with pytest.raises(Refused, match="needs an end"):
        change(contracts, 58, resolution="8h")
    with pytest.raises(Refused, match="needs a resolution target"):
        change(contracts, 58, start="2026-01-01", end="2026-12-31")
    assert contracts.sheet(58).coverage is None
    terms = {"end": "2026-12-31", "resolution": "8h", "coverage": "24/7", "zone": "", "unit_kind": "visits"}
    assert change(contracts, 58, start="2026-01-01", **terms).done
    assert contracts.find(58).is_covering


def test_terms_and_status_of_one_change_go_in_the_order_that_lets_both_through(
    desk: Desk, contracts: Contracts
) -> None:
    contracts.terminate([58])
    assert change(contracts, 58, status="approved", contact="Rossi").done, "back first, then the terms"
    now = contracts.find(58)
    assert (now.status, now.contact) == ("approved", "Rossi")
    assert change(contracts, 58, status="terminated", contact="Verdi").done, "the terms first, then the end"
    now = contracts.find(58)
    assert (now.status, now.contact) == ("terminated", "Verdi")
    with pytest.raises(Refused, match="terminated"):
        change(contracts, 58, contact="Neri")
