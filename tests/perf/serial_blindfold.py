"""The blindfold test of the serial lookup: misread serials against a store full of cards.

    python -m tests.perf.serial_blindfold [CARDS [MISREADINGS [SEED]]]

Serials are made by the patterns of the demo's makers, numbers widened until a thousand units of each maker stay
far apart, as they do in the field. Each misreading is the whole serial or a tail of five or more with one edit or
one look-alike. It prints how often the right card came first, and how long an answer took.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from svc_tui.domain.core.text import squeezed
from svc_tui.services.core.context import Context
from svc_tui.services.demo.content import load
from svc_tui.services.demo.serials import Serials
from svc_tui.services.equipment.find import find
from svc_tui.storage.engine.store import Store
from svc_tui.storage.exchange.incoming import add

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
LOOKS = {"0": "O", "O": "0", "1": "IL", "I": "1", "L": "1", "5": "S", "S": "5", "8": "B", "B": "8",
         "2": "Z", "Z": "2", "6": "G", "G": "6"}  # fmt: skip
ANY = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
KINDS = ("wrong", "swapped", "missing", "extra", "look-alike")


def fleet(rng: Random, count: int) -> list[str]:
    """Irregular serials, no two alike."""
    patterns = [maker["serial"] for maker in load("en").items["makers"]]
    made = Serials(rng)
    return [
        made.make(
            _wide(rng.choice(patterns), count), date(2015 + rng.randrange(11), rng.randrange(12) + 1, 1)
        )
        for _ in range(count)
    ]


def _wide(pattern: str, count: int) -> str:
    """A pattern whose numbers are long enough for so many units: a maker's series fills a hundredth of them."""
    while 10 ** pattern.count("#") * 24 ** (pattern.count("@") + pattern.count("%")) < 100 * count / 15:
        at = pattern.rindex("#")
        pattern = pattern[:at] + "#" + pattern[at:]
    return pattern


def misread(rng: Random, serial: str) -> tuple[str, str]:
    """What somebody typed for a serial, and what went wrong."""
    while True:
        kind = rng.choice(KINDS)
        text = serial if rng.random() < 0.5 else _tail(rng, serial)
        at = rng.randrange(len(text))
        typed = _edited(rng, text, at, kind)
        if typed and squeezed(typed) != squeezed(text) and len(squeezed(typed)) >= 5:
            return typed, kind


def _tail(rng: Random, serial: str) -> str:
    starts = [at for at in range(len(serial)) if len(squeezed(serial[at:])) >= 5]
    return serial[rng.choice(starts) :]


def _edited(rng: Random, text: str, at: int, kind: str) -> str | None:
    char = text[at]
    if kind == "look-alike":
        return text[:at] + rng.choice(LOOKS[char]) + text[at + 1 :] if char in LOOKS else None
    if kind == "swapped":
        return text[:at] + text[at + 1 : at + 2] + char + text[at + 2 :]
    if kind == "extra":
        return text[:at] + rng.choice(ANY) + text[at:]
    return text[:at] + ("" if kind == "missing" else rng.choice(ANY)) + text[at + 1 :]


def full_store(path: Path, serials: list[str]) -> Store:
    """A store with a card for each serial."""
    store = Store.open(path)
    context = Context(store, "anna", lambda: NOW)
    with context.write() as unit:
        unit.insert("customer", {"code": "C1", "name": "Lavanderia Bianchi"})
        unit.insert("item", {"code": "WSH-40", "name": "Washer 40 kg"})
    with context.write(undoable=False) as unit:
        rows = [
            {
                "number": number,
                "serial": serial,
                "manufacturer_serial": None,
                "item": "WSH-40",
                "customer": "C1",
            }
            for number, serial in enumerate(serials, 1)
        ]
        add(unit, "equipment", rows)
    return store


def tried(
    store: Store, serials: list[str], rng: Random, count: int
) -> Iterator[tuple[str, str, str, list[str], float]]:
    """Misreadings one by one: the serial, what was typed, the kind, the hits, the seconds it took."""
    for _ in range(count):
        serial = rng.choice(serials)
        typed, kind = misread(rng, serial)
        began = time.perf_counter()
        with store.read() as session:
            hits = find(session, typed, 5)
        took = time.perf_counter() - began
        yield serial, typed, kind, [hit.row.serial or "" for hit in hits], took


def main(cards: int = 10_000, count: int = 1_000, seed: int = 1) -> float:
    """Print the figures. Returns the share of right answers."""
    rng = Random(seed)
    serials = fleet(rng, cards)
    with tempfile.TemporaryDirectory() as home:
        store = full_store(Path(home) / "fleet.db", serials)
        results = list(tried(store, serials, rng, count))
        store.close()
    right, all_of = Counter[str](), Counter[str]()
    for serial, typed, kind, hits, _ in results:
        names = (kind, "whole" if len(squeezed(typed)) >= len(squeezed(serial)) - 1 else "tail", "all")
        all_of.update(names)
        right.update(names if hits[:1] == [serial] else ())
    times = sorted(result[-1] * 1000 for result in results)
    for name in (*KINDS, "whole", "tail", "all"):
        print(f"{name:<12}{right[name]:>6} of {all_of[name]:>5}  {right[name] / max(1, all_of[name]):.1%}")
    print(f"answered in {times[len(times) // 2]:.1f} ms (median), {times[int(len(times) * 0.95)]:.1f} ms (95 %), "
          f"{times[-1]:.1f} ms (slowest) among {cards} cards")  # fmt: skip
    return right["all"] / count


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
