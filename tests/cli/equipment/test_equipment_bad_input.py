"""Bad input about cards: the sentence of the service, with its cure, on the command line; nothing half saved."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from svc_tui.errors import SvcError
from svc_tui.services.contracts.service import Contracts
from svc_tui.services.equipment.service import EquipmentCards
from tests.cli.running import Shell
from tests.services.desk import Desk

Bad = tuple[list[str | int], Callable[[Desk], Any], str]


def cards(desk: Desk) -> EquipmentCards:
    return EquipmentCards(desk.context)


def new(desk: Desk, **values: str) -> Any:
    return cards(desk).new({"customer": "C1", "item": "WSH-40", **values})


BAD: dict[str, Bad] = {
    "two live cards": (
        ["new", "customer=C1", "item=WSH-40", "serial=sn-000931"], lambda desk: new(desk, serial="sn-000931"),
        "Use it, or terminate it first",
    ),
    "no serial": (
        ["new", "customer=C1", "item=WSH-40"], lambda desk: new(desk), "Add serial=TEXT",
    ),
    "an item that is none": (
        ["set", 311, "item=WSH-4O"], lambda desk: cards(desk).set(["311"], {"item": "WSH-4O"}), "Did you mean WSH-40",
    ),
    "a warranty that ends first": (
        ["set", 311, "warranty_start=2026-05-01", "warranty_end=2026-04-01"],
        lambda desk: cards(desk).set(["311"], {"warranty_start": "2026-05-01", "warranty_end": "2026-04-01"}),
        "Correct one of the two",
    ),
    "no date": (
        ["set", 311, "location=Roof", "delivered_at=31.2."],
        lambda desk: cards(desk).set(["311"], {"location": "Roof", "delivered_at": "31.2."}), "Type it as 2026-12-31",
    ),
    "a ring of replacements": (
        ["set", 315, "replaces=312", "location=Roof"],
        lambda desk: cards(desk).set(["315"], {"replaces": "312", "location": "Roof"}), "Name another card",
    ),
    "a ring of parts": (
        ["parent", 311, 313], lambda desk: cards(desk).set_parent(["311"], "313"), "take that one out first",
    ),
    "a second stand-in": (
        ["set", 316, "replaces=315"], lambda desk: cards(desk).set(["316"], {"replaces": "315"}),
        "Empty replaced_by of card 315 first",
    ),
    "an owner with calls": (
        ["set", 311, "customer=C2"], lambda desk: cards(desk).set(["311"], {"customer": "C2"}),
        "svc-tui equipment owner",
    ),
    "a unit in the lab": (
        ["owner", 315, "C2"], lambda desk: cards(desk).change_owner("315", "C2"), "Take it back from the lab first",
    ),
    "open calls": (
        ["owner", 311, "C2"], lambda desk: cards(desk).change_owner("311", "C2"), "Close them first",
    ),
    "a unit of another customer on a contract": (
        ["join", 58, 316], lambda desk: Contracts(desk.context).add_cards("58", ["316"]), "Name a card of C1",
    ),
    "a terminated unit on a contract": (
        ["join", 58, 314], lambda desk: Contracts(desk.context).add_cards("58", ["314"]),
        "Use the card of the present owner",
    ),
    "a terminated unit lent": (
        ["loan", 314, "--for", 311], lambda desk: cards(desk).loan("314", "311"), "Use the card of the present owner",
    ),
    "a counter that runs back": (
        ["meter", 311, "5"], lambda desk: cards(desk).meter("311", "5"), "say that the counter was replaced",
    ),
    "a card that something hangs on": (
        ["delete", 311], lambda desk: cards(desk).delete(["311"]), "Set it to terminated instead",
    ),
}  # fmt: skip


def everything(desk: Desk) -> list[Any]:
    with desk.store.read() as session:
        tables = [
            row[0] for row in session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        ]
        kept = [name for name in tables if not name.startswith("sqlite")]
        return [(name, session.execute(text(f'SELECT * FROM "{name}"')).all()) for name in kept]


@pytest.mark.parametrize("case", BAD)
def test_a_refusal_says_the_cure_in_the_same_words_and_saves_nothing(
    svc: Shell, desk: Desk, case: str
) -> None:
    words, act, cure = BAD[case]
    desk.open_call()
    cards(desk).meter("311", "10")
    cards(desk).set(["312"], {"replaces": "315"})
    cards(desk).set(["312"], {"parent": "311"})
    cards(desk).set(["313"], {"parent": "312"})
    assert svc("equipment", "show", 311).code == 0
    before = everything(desk)
    with pytest.raises(SvcError) as refused:
        act(desk)
    said = svc("equipment", *words)
    assert said.code == refused.value.exit_code
    assert said.out == ""
    assert said.err.strip() == str(refused.value)
    assert cure in said.err
    assert everything(desk) == before
