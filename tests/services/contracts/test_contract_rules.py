"""Rules of contracts and templates: CT-01 to CT-16 by what a person does and is told, each with its undo."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from svc_tui.domain.contracts import rules
from svc_tui.domain.core.notes import Note
from svc_tui.errors import NotFound, Refused
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.contracts.templates import Templates
from svc_tui.services.core.files import Files
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


def count(desk: Desk) -> int:
    return len(Contracts(desk.context).ids().ids)


@pytest.mark.parametrize(
    ("values", "cure"),
    [
        ({"customer": ""}, "customer must not be empty"),
        ({"end": ""}, "needs an end. Add end="),
        ({"resolution": ""}, "needs a resolution target. Add resolution="),
    ],
)
def test_ct_01_customer_end_and_resolution_are_mandatory(
    desk: Desk, contracts: Contracts, values: dict[str, str], cure: str
) -> None:
    with pytest.raises(Refused, match=cure):
        add(contracts, **values)
    assert count(desk) == 1
    with pytest.raises(Refused, match=cure.split("Add")[0].strip()):
        change(contracts, 58, **values)


def test_ct_02_the_duration_gives_the_end(contracts: Contracts) -> None:
    made = contracts.find(add(contracts, start="2024-02-29", end="", duration="12"))
    assert (made.end, made.duration) == (date(2025, 2, 28), 12)
    moved = change(contracts, made.number, start="2026-01-01")
    assert "end" in str(moved.note)
    assert contracts.find(made.number).end == date(2026, 12, 31)
    change(contracts, made.number, end="2026-06-30")
    assert contracts.find(made.number).duration == 6
    with pytest.raises(Refused, match="12 months from 2026-01-01 end on 2026-12-31, not on 2026-11-30"):
        change(contracts, made.number, duration="12", end="2026-11-30")


def test_ct_02_without_a_start_it_begins_today(contracts: Contracts) -> None:
    made = contracts.find(add(contracts, start="", end="", duration="1"))
    assert (made.start, made.end) == (date(2026, 3, 2), date(2026, 4, 1))


def test_ct_03_the_end_is_not_before_the_start(contracts: Contracts) -> None:
    with pytest.raises(Refused, match="2025-01-01 lies before the start 2026-03-01"):
        add(contracts, end="2025-01-01")
    with pytest.raises(Refused, match="lies before the start"):
        change(contracts, 58, end="2025-12-31")
    assert contracts.find(58).end == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ({"start": "2025-12-31"}, "starts on 2025-12-31, outside the contract"),
        ({"end": "2027-01-01"}, "ends on 2027-01-01, outside the contract"),
        ({"start": "2026-05-01", "end": "2026-04-01"}, "lies before the start"),
        ({"termination": "2025-06-01"}, "before the contract starts"),
    ],
)
def test_ct_03_each_line_lies_inside_the_contract(
    contracts: Contracts, days: dict[str, str], told: str
) -> None:
    with pytest.raises(Refused, match=told):
        contracts.add_cards(58, ["312"], **days)
    with pytest.raises(Refused, match=told):
        contracts.set_line(58, "SN-000931", days)
    assert len(contracts.find(58).lines) == 1


def test_ct_03_the_contract_does_not_shrink_away_from_its_lines(contracts: Contracts) -> None:
    contracts.set_line(58, "311", {"end": "2026-12-01"})
    with pytest.raises(Refused, match="SN-000931 ends on 2026-12-01, outside the contract"):
        change(contracts, 58, end="2026-11-30")
    change(contracts, 58, end="2026-12-01")


def test_ct_04_a_new_contract_is_a_draft_and_only_an_approved_one_entitles(
    desk: Desk, contracts: Contracts
) -> None:
    number = add(contracts, cards="312")
    assert contracts.find(number).status == "draft"
    call = desk.open_call(serial="SN-000932")
    assert (desk.row(call)["contract"], desk.row(call)["coverage_reason"]) == (None, "draft")
    contracts.approve([number])
    call = desk.open_call(serial="SN-000932")
    assert (desk.row(call)["contract"], desk.row(call)["coverage_reason"]) == (number, "covered")
    contracts.hold([f"K-{number}"])
    call = desk.open_call(serial="SN-000932")
    assert desk.row(call)["coverage_reason"] == "on hold"
    with pytest.raises(Refused, match="on hold already"):
        contracts.hold([number])


def test_ct_05_a_contract_is_never_deleted(contracts: Contracts) -> None:
    assert not [name for name in dir(contracts) if "delete" in name]
    with pytest.raises(Refused, match="svc-tui contract terminate K-58"):
        rules.check_never_deleted(58)


def test_ct_06_a_termination_date_terminates(desk: Desk, contracts: Contracts) -> None:
    change(contracts, 58, renewal="yes", remind="1m")
    change(contracts, 58, termination="2026-03-02")
    ended = contracts.find(58)
    assert (ended.status, ended.termination, ended.renewal, ended.remind) == (
        "terminated",
        date(2026, 3, 2),
        False,
        None,
    )
    with pytest.raises(Refused, match="terminated and can no longer be changed"):
        change(contracts, 58, description="New name")
    with pytest.raises(Refused, match="can no longer be changed"):
        contracts.add_cards(58, ["312"])
    with pytest.raises(Refused, match="cannot be renewed"):
        contracts.renew([58])
    contracts.approve([58])
    back = contracts.find(58)
    assert (back.status, back.termination) == ("approved", None)
    desk.undo.undo()
    desk.undo.undo()
    again = contracts.find(58)
    assert (again.status, again.termination, again.renewal, again.remind) == ("approved", None, True, "1m")


def test_ct_06_a_termination_to_come_takes_the_cover_away_and_says_so(
    desk: Desk, contracts: Contracts
) -> None:
    outcome = contracts.terminate([58], date(2026, 6, 1)).outcomes[0]
    assert said(outcome.warnings)[-1].endswith("set end=2026-05-31 instead.")
    assert desk.row(desk.open_call())["coverage_reason"] == "terminated"


def test_ct_06_a_termination_date_goes_with_no_other_status(contracts: Contracts) -> None:
    values = {"status": "approved", "termination": "2026-05-01"}
    with pytest.raises(Refused, match="Give one of the two"):
        add(contracts, type="customer", **values)
    with pytest.raises(Refused, match="Give one of the two"):
        change(contracts, 58, **values)
    change(contracts, 58, status="terminated", termination="2026-02-01")
    assert contracts.find(58).termination == date(2026, 2, 1)


def test_ct_07_lines_as_the_type_says(contracts: Contracts) -> None:
    number = add(contracts)
    with pytest.raises(Refused, match="lists nothing yet"):
        contracts.approve([number])
    with pytest.raises(Refused, match="Name cards or serials, not item groups"):
        contracts.add_groups(number, ["Laundry"])
    whole = add(contracts, type="customer")
    with pytest.raises(Refused, match="lists none"):
        contracts.add_cards(whole, ["311"])
    contracts.approve([whole])
    groups = add(contracts, groups="laundry")
    assert contracts.find(groups).lines[0].item_group == "Laundry"
    with pytest.raises(Refused, match="Name groups, not cards"):
        contracts.add_cards(groups, ["311"])
    with pytest.raises(Refused, match=r"1 line of its present type. Take it off before you change the type"):
        change(contracts, groups, type="customer")
    with pytest.raises(Refused, match="is all that K-58 covers"):
        contracts.remove_lines(58, ["311"])


def test_ct_08_a_line_names_a_live_card_of_this_customer(desk: Desk, contracts: Contracts) -> None:
    with pytest.raises(Refused, match="Card 316 belongs to C2, K-58 to C1"):
        contracts.add_cards(58, ["SN-000936"])
    with pytest.raises(Refused, match="Card 314 is terminated"):
        contracts.add_cards(58, ["314"])
    with pytest.raises(NotFound, match="no equipment card"):
        contracts.add_cards(58, ["NOPE-1"])
    several = contracts.add_cards(58, ["312", "316", "311"])
    assert [outcome.done for outcome in several.outcomes] == [True, False, False]
    assert "is on K-58 already" in str(several.outcomes[2].note)
    assert [line.equipment for line in contracts.find(58).lines] == [311, 312]
    desk.undo.undo()
    assert [line.equipment for line in contracts.find(58).lines] == [311]


def test_ct_08_a_card_that_left_its_customer_stops_the_approval(desk: Desk, contracts: Contracts) -> None:
    number = add(contracts, cards="312")
    desk.change("equipment", 2, status="terminated")
    with pytest.raises(Refused, match="Card 312 is terminated"):
        contracts.approve([number])


def test_ct_09_an_expired_template_cannot_be_chosen(desk: Desk, contracts: Contracts) -> None:
    templates = Templates(desk.context)
    templates.new({"name": "GOLD", "resolution": "8h", "duration": "12"})
    templates.expire("gold")
    with pytest.raises(Refused, match="Template GOLD is expired"):
        contracts.new_from_template("GOLD", {"customer": "C1"})
    assert [row.name for row in templates.list(everything=False)] == []
    assert not [name for name in dir(templates) if "delete" in name]
    templates.expire("GOLD", on=False)
    assert contracts.new_from_template("gold", {"customer": "C1"}).done


def test_ct_10_a_template_is_copied_with_its_files_and_has_no_back_effect(
    desk: Desk, contracts: Contracts, tmp_path: Path
) -> None:
    templates, paper = Templates(desk.context), tmp_path / "terms.txt"
    paper.write_text("terms")
    row = templates.new({
        "name": "GOLD", "description": "Gold", "response": "4h", "resolution": "2d", "duration": "12",
        "coverage": "24/7", "high": "1h/4h", "includes": "parts travel", "units": "10h", "unit_step": "15m",
        "renewal": "yes", "remind": "1m", "value": "1200,50", "holidays": "it-bz", "zone": "Europe/Rome",
    }).record  # fmt: skip
    with desk.context.write() as unit:
        unit.insert(
            "attachment",
            {"kind": "contract_template", "object_id": row.id, "sha256": "0" * 64, "name": "a.pdf"},
        )
    number = int(contracts.new_from_template("GOLD", {"customer": "C1", "description": "Mine"}).number)
    made = contracts.sheet(number)
    assert (made.row.description, made.row.response, made.row.resolution, made.row.coverage) == (
        "Mine",
        "4h",
        "2d",
        "24/7",
    )
    assert (made.row.includes, made.row.value, made.row.holidays) == (("parts", "travel"), "1200.50", "IT-BZ")
    assert (made.row.unit_kind, made.row.units, made.row.unit_step) == ("hours", 36000, "15m")
    assert (made.row.start, made.row.end, made.row.remind) == (date(2026, 3, 2), date(2027, 3, 1), "1m")
    assert [(each.priority, each.response, each.resolution) for each in made.targets] == [
        ("high", "1h", "4h")
    ]
    assert [file.name for file in made.attachments] == ["a.pdf"]
    with pytest.raises(Refused, match="keeps the template it was made from"):
        change(contracts, number, template="SILVER")
    templates.set("GOLD", {"response": "8h", "high": "", "coverage": "Mo 09:00-10:00"})
    after = contracts.sheet(number)
    assert (after.row.response, after.row.coverage, len(after.targets)) == ("4h", "24/7", 1)
    assert Files(desk.context).list(str(number), kind="contract")[0].name == "a.pdf"


@pytest.mark.parametrize(
    ("start", "end", "duration", "until"),
    [
        ("2025-01-01", "2025-01-31", None, "2026-04-01"),
        ("2025-01-15", "2025-01-30", None, "2026-03-17"),
        ("2025-01-01", None, "12", "2027-03-01"),
    ],
)
def test_a_copy_begins_today_and_lasts_as_long(
    contracts: Contracts, start: str, end: str | None, duration: str | None, until: str
) -> None:
    lasts = {"end": end} if end else {"duration": duration}
    old = contracts.new(
        {"type": "customer", "customer": "C2", "resolution": "8h", "start": start, **lasts}
    ).number
    made = contracts.find(int(contracts.copy(old).number))
    assert (str(made.start), str(made.end), made.status) == ("2026-03-02", until, "draft")
    own = contracts.find(int(contracts.copy(old, {"end": "2026-12-31"}).number))
    assert str(own.end) == "2026-12-31"


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"remind": "30d"}, "renewal"),
        ({"unit_night": "whenever"}, "whenever"),
    ],
)
def test_a_template_is_checked_like_a_contract(desk: Desk, values: dict[str, str], why: str) -> None:
    templates = Templates(desk.context)
    with pytest.raises(Refused, match=why):
        templates.new({"name": "GOLD", **values})
    assert templates.list() == ()


def test_ct_11_a_reminder_needs_a_renewal(contracts: Contracts) -> None:
    with pytest.raises(Refused, match="Add renewal=yes"):
        add(contracts, remind="30d")
    number = add(contracts, renewal="yes", remind="30d")
    with pytest.raises(Refused, match="A reminder needs a renewal"):
        change(contracts, number, renewal="no")
    change(contracts, number, renewal="no", remind="")


def test_ct_14_coverage_is_refused_with_the_place(contracts: Contracts) -> None:
    for text, told in (
        ("Mo-Fr 09:00-09:00", "ends when it starts"),
        ("Mo 09:00-12:00,11:00-14:00", "overlaps"),
        ("Mo-Fr 09:00-18:0x", "column"),
        ("Xx 09:00-18:00", '"Xx" at column 1'),
        ("off", "holds no hour"),
        ("", "holds no hour. Write some, such as Mo-Fr 09:00-18:00"),
    ):
        with pytest.raises(Refused, match=told):
            add(contracts, coverage=text)
        with pytest.raises(Refused, match=told):
            change(contracts, 58, coverage=text)
    change(contracts, 58, coverage="Mo-Su 22:00-06:00")
    assert contracts.find(58).coverage == "Mo-Su 22:00-06:00"


BAD: tuple[tuple[dict[str, str], str], ...] = (
    ({"zone": "Europe/Atlantis"}, "Europe/Atlantis"),
    ({"holidays": "XX"}, "XX"),
    ({"holidays": "IT-ZZ"}, "ZZ"),
    ({"units": "-5", "unit_kind": "visits"}, "below zero"),
    ({"units": "-5h"}, "-5h is below zero"),
    ({"value": "-3.50"}, "-3.50 is below zero"),
    ({"value": "dear"}, "is no amount"),
    ({"resolution": "soon"}, "no length of time"),
    ({"high": "4h"}, "write response and resolution as 2h/8h"),
    ({"unit_night_factor": "12", "unit_night": "Mo-Su 22:00-06:00"}, "no factor"),
    ({"closed_dates": "Christmas"}, "Christmas is no day"),
    ({"closed_dates": "2026-12-24 13:00-12:00"}, "column 12 ends before it begins"),
    ({"closed_dates": "13:00-24:00"}, "column 1 has no date before it"),
    ({"type": "blanket"}, "Choose from serial, item_group, customer"),
    ({"owner": "gone"}, "not active"),
)
"""What cannot be, and a word of the sentence that says so."""


def test_what_cannot_be_is_refused_and_nothing_is_half_saved(desk: Desk, contracts: Contracts) -> None:
    before = contracts.find(58)
    for values, told in BAD:
        with pytest.raises(Refused, match=told):
            add(contracts, **values)
        with pytest.raises(Refused, match=told):
            change(contracts, 58, description="Half", **values)
    assert (count(desk), contracts.find(58)) == (1, before)


def test_ct_15_two_approved_contracts_over_one_serial_warn(contracts: Contracts) -> None:
    number = add(contracts, cards="311 312")
    assert said(contracts.approve([number]).warnings) == [
        f"K-58 covers SN-000931 in the same period as K-{number}."
    ]
    later = add(contracts, start="2027-03-01", end="2028-02-28", cards="311")
    assert contracts.approve([later]).warnings == ()
    assert said(change(contracts, later, start="2027-01-01", end="2027-12-31").warnings) == [
        f"K-{number} covers SN-000931 in the same period as K-{later}."
    ]


def test_ct_16_an_approved_contract_past_its_end_warns(contracts: Contracts) -> None:
    number = add(contracts, start="2025-01-01", end="2025-12-31", cards="312")
    assert said(contracts.approve([number]).warnings) == [
        f"K-{number} expired on 2025-12-31. Renew it, or choose another contract."
    ]
