"""R9: two to four people edit the same record in any order; nobody's words are overwritten unseen."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from svc_tui.errors import Conflict
from svc_tui.services.company.customers import Customers
from svc_tui.services.company.items import Items
from svc_tui.services.company.people import People
from svc_tui.services.core.context import Context
from tests.services.desk import Desk

ROUNDS = 200
WHO = ("anna", "bruno", "carla", "dora")
FIELDS = {
    "call": ("subject", "description", "reference", "location"),
    "customer": ("name", "email", "territory"),
    "person": ("name", "email"),
    "item": ("name",),
}

Read = Callable[[], Mapping[str, Any]]
Save = Callable[[dict[str, object], int, Mapping[str, Any]], object]


@dataclass
class Editor:
    """Someone with a form open."""

    who: str
    seen: dict[str, Any] = field(default_factory=dict)
    """What each field said when this person last saw it."""
    version: int = 0
    typed: dict[str, str] = field(default_factory=dict)

    def open(self, record: Mapping[str, Any], names: tuple[str, ...]) -> None:
        """Take up the form."""
        self.seen = {name: record[name] for name in names}
        self.version = record["version"]


def hands(desk: Desk, kind: str, who: str, key: str) -> tuple[Read, Save]:
    """How one person reads and saves a record of a kind."""
    context = Context(desk.store, who, lambda: desk.time)
    if kind == "call":
        calls = desk.as_person(who)

        def save(values: dict[str, object], version: int, base: Mapping[str, Any]) -> object:
            return calls.set([key], values, if_version=version, base=base)

        return lambda: desk.row(key), save
    service: Any = {"customer": Customers, "person": People, "item": Items}[kind](context)

    def read() -> Mapping[str, Any]:
        found = service.find(key)
        row = getattr(found, "row", found)
        return {name: getattr(row, name) for name in (*FIELDS[kind], "version")}

    return read, lambda values, version, base: service.set(key, values, version, dict(base))


def play(desk: Desk, kind: str, key: str, chance: random.Random) -> tuple[int, int]:
    """One interleaving. Returns how many saves were kept, and how many met a conflict."""
    names = FIELDS[kind]
    editors = [Editor(who) for who in WHO[: chance.randrange(2, 5)]]
    hand = {each.who: hands(desk, kind, each.who, key) for each in editors}
    kept = conflicts = 0
    for _ in range(chance.randrange(4, 10)):
        editor = chance.choice(editors)
        read, save = hand[editor.who]
        if not editor.version or chance.random() < 0.3:
            editor.open(read(), names)
            continue
        changed = chance.sample(names, chance.randrange(1, len(names) + 1))
        typed: dict[str, object] = {name: f"{editor.who} {chance.random()} {name}" for name in changed}
        before = read()
        sides = {}
        try:
            save(typed, editor.version, editor.seen)
        except Conflict as conflict:
            sides = conflict.fields
            refused = True
        else:
            refused = False
        if refused:
            conflicts += 1
            assert read() == before, "a refused save changed something"
            assert sides, "a conflict that names no field cannot be decided"
            for name, side in sides.items():
                assert side == (editor.seen[name], before[name], typed[name])
            editor.open(before, names)  # both sides were shown
        else:
            kept += 1
            for name in changed:
                assert before[name] == editor.seen[name], f"{editor.who} overwrote an unseen {name}"
            after = read()
            assert {name: after[name] for name in changed} == typed
            assert all(after[name] == before[name] for name in names if name not in changed)
            editor.open(after, names)
    return kept, conflicts


@pytest.mark.slow
@pytest.mark.parametrize("kind", FIELDS)
def test_r9_nobody_overwrites_what_he_did_not_see(desk: Desk, kind: str) -> None:
    desk.add("person", code="dora", name="Dora", roles=["dispatcher"])
    key = (
        desk.open_call() if kind == "call" else {"customer": "C1", "person": "carla", "item": "WSH-40"}[kind]
    )
    chance = random.Random(9)
    found = [play(desk, kind, key, chance) for _ in range(ROUNDS if kind == "call" else ROUNDS // 4)]
    assert sum(kept for kept, _ in found) > len(found)
    assert sum(conflicts for _, conflicts in found) > len(found) / 4
