"""An open card: its head, whether it is covered and why not, and every section."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from svc_tui.presentation.equipment import page
from tests.presentation.rows import (
    HOSTILE,
    NOW,
    ROME,
    WIDE,
    call_of,
    card,
    entry,
    harmless,
    movement,
    reading,
    role_of,
    told,
)

CONTRACT: dict[str, Any] = {
    "number": 58, "type": "serial", "status": "approved", "start": date(2026, 1, 1), "end": date(2026, 12, 31),
    "termination": None, "description": "Two shifts",
}  # fmt: skip


def banner(**values: Any) -> list[str]:
    return told(page.banner(card(**values), now=NOW, zone=ROME))


@pytest.mark.parametrize(
    ("values", "english", "italian"),
    [
        pytest.param(
            {}, "Card 311  SN-000931  WSH-40 Washer  active", "Scheda 311  SN-000931  WSH-40 Washer  attiva", id="plain"
        ),
        pytest.param(
            {"manufacturer_serial": "M-7", "status": "in_lab"},
            "Card 311  SN-000931 / M-7  WSH-40 Washer  in repair lab",
            "Scheda 311  SN-000931 / M-7  WSH-40 Washer  in laboratorio", id="two serials",
        ),
        pytest.param(
            {"manufacturer_serial": "SN-000931", "item_name": None},
            "Card 311  SN-000931  WSH-40  active", "Scheda 311  SN-000931  WSH-40  attiva", id="one serial twice",
        ),
        pytest.param(
            {"serial": WIDE, "item_name": WIDE},
            f"Card 311  {WIDE}  WSH-40 {WIDE}  active", f"Scheda 311  {WIDE}  WSH-40 {WIDE}  attiva", id="wide",
        ),
    ],
)  # fmt: skip
def test_the_head_says_which_unit_and_how_it_stands(
    speak: Callable[[str], None], values: dict[str, Any], english: str, italian: str
) -> None:
    assert told(page.head(card(**values))) == [english]
    speak("it")
    assert told(page.head(card(**values))) == [italian]


@pytest.mark.parametrize(
    ("status", "role"),
    [
        ("active", "text strong"),
        ("loaned", "text strong"),
        ("returned", "warning"),
        ("terminated", "warning"),
    ],
)
def test_what_is_not_at_a_customer_stands_out(status: str, role: str) -> None:
    assert page.head(card(status=status))[0][-1][1] == role


@pytest.mark.parametrize(
    ("values", "english", "italian"),
    [
        pytest.param(
            {}, "Covered by K-58 (serial) to 31 Dec: parts, labour, travel.",
            "Coperta da K-58 (n. serie) al 31 dic: parti, manodopera, trasferta.", id="all is included",
        ),
        pytest.param(
            {"includes": ["parts", "labour"], "covered_until": date(2027, 3, 31)},
            "Covered by K-58 (serial) to 31 Mar 2027: parts, labour. Travel is billed.",
            "Coperta da K-58 (n. serie) al 31 mar 2027: parti, manodopera. Esclusa: trasferta.",
            id="next year, one thing is billed",
        ),
        pytest.param(
            {"includes": [], "covered_until": None, "type": "customer"},
            "Covered by K-58 (customer) to further notice: no costs. Parts, labour, travel are billed.",
            None, id="no end, all is billed",
        ),
        pytest.param(
            {"coverage_reason": "no coverage left"},
            "Covered by K-58 (serial) to 31 Dec: parts, labour, travel. "
            "The contract ends before its next covered hour.",
            None, id="covered, but for no hour",
        ),
        pytest.param(
            {"type": None, "contracts": [CONTRACT | {"type": "item_group"}]},
            "Covered by K-58 (item group) to 31 Dec: parts, labour, travel.", None, id="its type from the list",
        ),
        pytest.param(
            {"covered": False, "coverage_reason": "units exhausted"},
            "Not covered: the prepaid units of the contract are used up.",
            "Non coperta: le unità prepagate del contratto sono usate.", id="used up",
        ),
    ],
)  # fmt: skip
def test_the_banner_says_covered_or_the_one_reason(
    speak: Callable[[str], None], values: dict[str, Any], english: str, italian: str | None
) -> None:
    assert banner(**values) == [english]
    if italian is not None:
        speak("it")
        assert banner(**values) == [italian]


def test_the_banner_names_what_refuses_a_call_and_who_else_was_considered() -> None:
    considered = [
        {"contract": 58, "taken": True, "why": "covered"},
        {"contract": 60, "taken": False, "why": "draft"},
        {"contract": 61, "taken": False, "why": "due later"},
    ]
    lines = page.banner(card(status="returned", considered=considered), now=NOW, zone=ROME)
    assert told(lines)[1:] == [
        "Card 311 is returned; no call can be opened for it. Activate the card first.",
        "  not K-60: the contract is a draft",
        "  not K-61: due later",
    ]
    assert role_of(lines, "no call can be opened") == "warning"
    assert role_of(lines, "Covered") == "kept"
    assert role_of(lines, "K-60") == "accent"


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        pytest.param({}, ["Customer            C1  Lavanderia Bianchi"], id="only what says something"),
        pytest.param({"customer_name": None}, ["Customer            C1"], id="a customer without a name"),
        pytest.param(
            {"customers": ["C2", "C3"], "components": [312, 313], "warranty_end": date(2027, 9, 30), "replaces": 7},
            ["Customer            C1  Lavanderia Bianchi", "Also used by        C2, C3",
             "Warranty to         30 Sep 2027", "Stands in for card  7", "Parts of it         312, 313"],
            id="all kinds",
        ),
        pytest.param({"address": "Via Roma 1\n00100 Roma"},
                     ["Customer            C1  Lavanderia Bianchi", "Address             Via Roma 1 00100 Roma"],
                     id="two lines as one"),
    ],
)  # fmt: skip
def test_general_has_the_fields_that_say_something(values: dict[str, Any], lines: list[str]) -> None:
    assert told(page.general(card(**values))) == lines


@pytest.mark.parametrize(
    ("values", "english", "italian"),
    [
        pytest.param({}, "K-58  1 Jan 2026 – 31 Dec 2026  serial, approved  Two shifts",
                     "K-58  1 gen 2026 – 31 dic 2026  n. serie, approvato  Two shifts", id="in force"),
        pytest.param({"end": None}, "K-58  1 Jan 2026 –   serial, approved  Two shifts",
                     "K-58  1 gen 2026 –   n. serie, approvato  Two shifts", id="without an end"),
        pytest.param({"termination": date(2026, 2, 1), "status": "terminated", "type": "customer"},
                     "K-58  1 Jan 2026 – 1 Feb 2026  customer, terminated  Two shifts",
                     "K-58  1 gen 2026 – 1 feb 2026  cliente, terminato  Two shifts", id="ended early"),
        pytest.param({"start": None, "status": "on_hold", "type": "lease"},
                     "K-58   – 31 Dec 2026  lease, on hold  Two shifts",
                     "K-58   – 31 dic 2026  lease, sospeso  Two shifts", id="a type we do not know"),
    ],
)  # fmt: skip
def test_a_contract_that_names_it(
    speak: Callable[[str], None], values: dict[str, Any], english: str, italian: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        speak(language)
        assert told([page.contract(CONTRACT | values)]) == [text]


@pytest.mark.parametrize(
    ("each", "english", "italian"),
    [
        pytest.param(entry("created"), "09:00  anna  created", "09:00  anna  creata", id="no field"),
        pytest.param(
            entry("changed", "status", "active", "in_lab"),
            "09:00  anna  changed  Status: active → in repair lab",
            "09:00  anna  modificata  Stato: attiva → in laboratorio", id="a state in words",
        ),
        pytest.param(
            entry("changed", "warranty_end", None, "2027-03-31"),
            "09:00  anna  changed  Warranty to: - → 31 Mar 2027",
            "09:00  anna  modificata  Garanzia fino al: - → 31 mar 2027", id="a day that was none",
        ),
        pytest.param(
            entry("changed", "location", "Roof", None, who=None),
            "09:00  -  changed  Place: Roof → -", "09:00  -  modificata  Posizione: Roof → -", id="taken away",
        ),
        pytest.param(
            entry("painted"), "09:00  anna  painted", "09:00  anna  painted", id="an event of others"
        ),
        pytest.param(
            entry("changed", "u_colour", "red", "blue"),
            "09:00  anna  changed  u_colour: red → blue", "09:00  anna  modificata  u_colour: red → blue",
            id="a field of others",
        ),
    ],
)  # fmt: skip
def test_a_history_says_who_changed_what(
    speak: Callable[[str], None], each: Any, english: str, italian: str
) -> None:
    assert told(page.entries([each], NOW, ROME)) == [english]
    speak("it")
    assert told(page.entries([each], NOW, ROME)) == [italian]


def test_only_sections_that_say_something_stand_there() -> None:
    plain = page.sections(card(), now=NOW, zone=ROME)
    assert [title for title, _lines in plain] == ["General"]
    full = card(
        service_calls=[call_of(), call_of(status="Closed", priority="low", number="7")], open_calls=1, calls=2,
        contracts=[CONTRACT], movements=[movement("created", new="C1")], readings=[reading("1520")],
        history=[entry("created"), entry("note")],
    )  # fmt: skip
    found = {title: told(lines) for title, lines in page.sections(full, now=NOW, zone=ROME)}
    assert list(found) == ["General", "Calls (1 open of 2)", "Contracts", "Movements", "Counters", "History"]
    assert found["Calls (1 open of 2)"] == [
        " 10423  09:00  open  high  E12",
        "     7  09:00  closed  low  E12",
    ]
    assert found["History"] == ["09:00  anna  note", "09:00  anna  created"]


def test_no_field_of_a_card_acts() -> None:
    texts = dict.fromkeys(page.GENERAL, HOSTILE) | {"serial": HOSTILE, "item": HOSTILE, "status": HOSTILE}
    record = card(
        **texts, customer_name=HOSTILE, item_name=HOSTILE, covered=False, coverage_reason=HOSTILE,
        considered=[{"contract": 7, "taken": False, "why": HOSTILE}],
        service_calls=[call_of(number=HOSTILE, status=HOSTILE, priority=HOSTILE, subject=HOSTILE)],
        contracts=[CONTRACT | {"type": HOSTILE, "status": HOSTILE, "description": HOSTILE}],
        history=[entry(HOSTILE, HOSTILE, HOSTILE, HOSTILE, who=HOSTILE)],
    )  # fmt: skip
    assert harmless(page.head(record) + page.banner(record, now=NOW, zone=ROME))
    for _title, lines in page.sections(record, now=NOW, zone=ROME):
        assert harmless(lines)
