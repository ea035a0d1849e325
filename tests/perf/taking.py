"""Many who press "take the most urgent" at once on one store: is each call taken once, and how long does one wait.

`python -m tests.perf.taking` prints a line idle and one beside two busy loops; it ends with 1 where a call was taken
twice, was lost, or somebody was told of an error.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from svc_tui.bootstrap import Services, open_services
from svc_tui.services.core.context import Context
from svc_tui.services.demo.making import Made, make
from svc_tui.services.queues.service import Queues as Queues  # imported before the first fork
from svc_tui.storage.engine.store import Store
from tests.perf.load import AT, HEAD, Result, busy

QUEUE = "RUSH"


def fill(path: Path, calls: int, people: int) -> list[str]:
    """A store with a queue in which so many calls wait, and so many members."""
    make(path, Made(200, 1, "en", AT), lambda *_: None)
    store = Store.open(path)
    with store.write(who="anna", at=AT, undoable=False) as unit:
        unit.insert("queue", {"code": QUEUE, "name": "Rush", "manager": "anna"})
        for number in range(people):
            unit.insert("person", {"code": f"p{number}", "name": f"Taker {number}"})
            unit.insert("queue_member", {"queue": QUEUE, "person": f"p{number}"})
    services = Services(_context(path))
    customer = services.customers.list()[0].code
    numbers = [
        services.calls.new({"customer": customer, "subject": f"Call {number}", "queue": QUEUE})
        .outcomes[0]
        .number
        for number in range(calls)
    ]
    services.close()
    store.close()
    return numbers


def _context(path: Path, who: str = "anna") -> Context:
    return open_services(store=path, who=who, now=lambda: AT, env={}).context


def run(path: Path, people: int, times: int) -> tuple[Result, list[str]]:
    """Everybody takes so often; the waits, and the numbers taken."""
    gate, open_gate = os.pipe()
    answers, answer = os.pipe()
    children = []
    for number in range(people):
        child = os.fork()
        if child == 0:
            os.close(open_gate)
            os.close(answers)
            _child(path, f"p{number}", times, gate, answer)
        children.append(child)
    os.close(gate)
    os.close(answer)
    heard = os.fdopen(answers)
    for _ in range(people):
        assert heard.readline() == "ready\n"
    begun = time.perf_counter()
    os.close(open_gate)
    said = [line.split(maxsplit=2) for line in heard.read().splitlines()]
    took = time.perf_counter() - begun
    for child in children:
        os.waitpid(child, 0)
    waits = [float(words[1]) for words in said if words[0] == "took"]
    errors = [" ".join(words) for words in said if words[0] != "took"]
    return Result(waits, errors, took), [words[2] for words in said if words[0] == "took"]


def _child(path: Path, who: str, times: int, gate: int, answer: int) -> None:
    def tell(text: str) -> None:
        os.write(answer, text.replace("\n", " ").encode() + b"\n")

    try:
        queues = Services(_context(path, who)).queues
        tell("ready")
        os.read(gate, 1)
        for _ in range(times):
            begun = time.perf_counter()
            number = queues.take_next().outcomes[0].number
            tell(f"took {time.perf_counter() - begun} {number}")
    except BaseException as error:
        tell(f"failed {error!r}")
    os._exit(0)


def main() -> None:
    """Run both and print them."""
    wanted = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    wanted.add_argument("--people", type=int, default=20)
    wanted.add_argument("--times", type=int, default=50)
    given = wanted.parse_args()
    print(HEAD, flush=True)
    good = True
    for loops, where in ((0, "idle"), (2, "beside 2 busy loops")):
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / "desk.db"
            waiting = fill(path, given.people * given.times, given.people)
            with busy(loops):
                found, taken = run(path, given.people, given.times)
            twice = sum(count - 1 for count in Counter(taken).values())
            lost = len(set(waiting) - set(taken))
            services = Services(_context(path))
            left = services.queues.find(QUEUE).unassigned
            services.close()
            print(found.row(f"{given.people} take {given.times} each, {where}"))
            print(
                f"  taken twice {twice}, lost {lost}, left in the queue {left}", *found.errors[:3], sep="\n  "
            )
            good = good and not (twice or lost or left or found.errors)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
