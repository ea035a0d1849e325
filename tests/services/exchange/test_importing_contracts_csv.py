"""Equipment and contracts from any CSV: every row enters or says why not, lines stand on rows, a rerun adds nothing."""

from pathlib import Path
from typing import Any

import pytest

from svc_tui.bootstrap import Services
from svc_tui.storage.exchange import incoming as rows
from tests.services.importing_hands import desk, load

CARDS = """
kind   = "equipment"
key    = ["Serial", "Item"]
dates  = ["%d/%m/%Y"]
create = ["customer", "item"]
[fields]
serial         = "Serial"
item           = "Item"
customer       = "Owner"
customers      = "Users"
status         = { column = "State", values = { "in use" = "active", repair = "in_lab", gone = "terminated" } }
warranty_start = "Sold"
warranty_end   = "Warranty"
location       = { template = "{Floor} {Room}" }
"""
CARD_ROWS = """Serial,Item,Owner,Users,State,Sold,Warranty,Floor,Room
SN-1,WSH,C1,,in use,1/2/2026,31/1/2028,Basement,left
SN-2,WSH,C1,"C2;C3",repair,1/2/2026,31/1/2028,,right
SN-3,DRY,C2,,broken,1/2/2026,31/1/2028,,
SN-4,DRY,C2,,in use,32/2/2026,31/1/2028,,
,DRY,C2,,in use,,,,
SN-6,,C2,,in use,,,,
SN-1,DRY,C2,,gone,,,,
"""
CONTRACTS = """
kind   = "contract"
key    = "No"
dates  = ["%d/%m/%Y"]
create = ["customer"]
[fields]
number      = "No"
description = "Title"
type        = { const = "serial" }
status      = { column = "State", values = { live = "approved" }, default = "draft" }
customer    = "Customer"
start       = "From"
end         = "To"
response    = "Response"
includes    = "Includes"
[lines]
equipment   = "Unit"
end         = "Unit to"
[targets]
high        = ["High response", "High resolution"]
[coverage]
"Mo-Fr"     = ["Opens", "Closes"]
Sa          = ["Sat opens", "Sat closes"]
PH          = "Holidays"
"""
HEAD = (
    "No,Title,State,Customer,From,To,Response,Includes,Unit,Unit to,High response,High resolution,Opens,Closes,"
    "Sat opens,Sat closes,Holidays\n"
)


def row(number: int, **cells: str) -> str:
    told = {
        "title": "Full", "state": "live", "customer": "C1", "from": "1/1/2026", "to": "31/12/2026", "response": "4h",
        "includes": "parts;labour", "unit": "SN-1", "unit_to": "", "high": "1h", "resolution": "4h", "opens": "8:00",
        "closes": "18:00", "sat": "", "sat_to": "", "holidays": "no", **cells,
    }  # fmt: skip
    return ",".join([str(number), *told.values()]) + "\n"


def table(services: Services, name: str, *names: str) -> list[tuple[Any, ...]]:
    with services.store.read() as session:
        return [tuple(found) for found in rows.rows_of(session=session, table_name=name, names=names)]


def test_cards_are_known_by_their_serial_and_bad_rows_say_why(tmp_path: Path) -> None:
    with desk(tmp_path) as services:
        report = load(services, tmp_path / "a.csv", CARD_ROWS, toml=CARDS)
        told = [(each.row, each.column, each.value, each.text()) for _, each in report.problems
                if each.severity == "reject"]  # fmt: skip
        assert told == [
            (4, "State", "broken", "This is none of active, returned, terminated, loaned, in_lab."),
            (5, "Sold", "32/2/2026", "This is no date in the form %d/%m/%Y."),
            (6, "Serial", "", "A card without a number needs a serial to be known by."),
            (7, "Item", "", "item is missing; the record cannot stand without it."),
        ]
        names = ("serial", "item", "customer", "status", "location")
        assert table(services, "equipment", *names) == [
            ("SN-1", "WSH", "C1", "active", "Basement left"), ("SN-2", "WSH", "C1", "in_lab", "right"),
            ("SN-1", "DRY", "C2", "terminated", None),
        ]  # fmt: skip
        assert table(services, "equipment_customer", "customer") == [("C2",), ("C3",)]
        before = table(services, "equipment", *sorted(rows.columns("equipment")))
        again = load(services, tmp_path / "a.csv", CARD_ROWS, toml=CARDS)
        assert (again.entered, again.kinds["equipment"].same) == (False, 3)
        assert table(services, "equipment", *sorted(rows.columns("equipment"))) == before


def test_a_changed_row_changes_its_card_alone(tmp_path: Path) -> None:
    with desk(tmp_path) as services:
        load(services, tmp_path / "a.csv", CARD_ROWS, toml=CARDS)
        moved = CARD_ROWS.replace("Basement,left", "Roof,left")
        report = load(services, tmp_path / "a.csv", moved, toml=CARDS)
        assert (report.kinds["equipment"].changed, report.kinds["equipment"].same) == (1, 2)
        assert table(services, "equipment", "location")[0] == ("Roof left",)


@pytest.fixture
def cards(tmp_path: Path) -> str:
    return "number,serial,item,customer\n7,SN-1,WSH,C1\n8,SN-2,WSH,C1\n"


def test_rows_of_a_contract_are_its_lines(tmp_path: Path, cards: str) -> None:
    text = HEAD + row(58) + row(60, sat="9:00", sat_to="12:00", holidays="yes", unit="8", high="") + row(
        58, unit="8", unit_to="30/6/2026"
    )  # fmt: skip
    with desk(tmp_path) as services:
        load(services, tmp_path / "cards.csv", cards, kind="equipment", create=["all"])
        report = load(services, tmp_path / "a.csv", text, toml=CONTRACTS)
        assert (report.rejected, report.kinds["contract"].new) == (0, 2)
        names = (
            "number",
            "status",
            "coverage",
            "response",
            "include_parts",
            "include_labour",
            "include_travel",
        )
        assert sorted(table(services, "contract", *names)) == [
            (58, "approved", "Mo-Fr 08:00-18:00", "4h", True, True, False),
            (60, "approved", "Mo-Fr 08:00-18:00; Sa 09:00-12:00; PH on", "4h", True, True, False),
        ]
        lines = sorted(table(services, "contract_line", "contract", "line", "equipment", "end"))
        assert [(*one[:3], str(one[3])) for one in lines] == [
            (58, 0, 7, "None"), (58, 1, 8, "2026-06-30"), (60, 0, 8, "None"),
        ]  # fmt: skip
        assert sorted(table(services, "contract_target", "contract", "priority", "response", "resolution")) == [
            (58, "high", "1h", "4h"), (60, "high", None, "4h"),
        ]  # fmt: skip
        assert not load(services, tmp_path / "a.csv", text, toml=CONTRACTS).entered
        answer = services.equipment.cover("SN-1")
        assert (answer.entitlement.contract, answer.entitlement.is_accepted) == (58, True)


def test_bad_rows_of_contracts_say_why(tmp_path: Path, cards: str) -> None:
    text = (
        HEAD + row(58) + row(58, unit="SN-9") + row(58, title="Other", unit="8") + row(59, opens="", sat="9:00")
        + row(61, opens="25:00") + row(62, to="") + row(63, response="soon") + row(64, sat="9:00")
    )  # fmt: skip
    with desk(tmp_path) as services:
        load(services, tmp_path / "cards.csv", cards, kind="equipment", create=["all"])
        report = load(services, tmp_path / "a.csv", text, toml=CONTRACTS)
        told = [
            (each.row, each.column, each.value) for _, each in report.problems if each.severity == "reject"
        ]
        hours = "Opens, Closes, Sat opens, Sat closes"
        assert told == [
            (3, "Unit", "SN-9"), (4, "Title", "Other"), (5, hours, ""), (6, hours, ""), (7, "To", ""),
            (8, "Response", "soon"), (9, hours, ""),
        ]  # fmt: skip
        assert table(services, "contract", "number") == [(58,)]
        assert table(services, "contract_line", "equipment") == [(7,)]
