"""What the keys of the real app cost in bytes at 80x24: one session, every act of the table in turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.terminal.desk import open_desk
from tests.terminal.pty_driver import PtyProgram

REPORT = b"\x1b[6n"
"""Ends every frame on a terminal that answers."""
PROMPTS = {
    "filter": "/", "assign": "a", "move": "m", "note": "c", "pause": "z", "palette": ":", "solutions": "K",
    "sort": "o", "link": "L", "save view": "v s", "columns": "v c", "resolve": "s r", "close": "s c",
}  # fmt: skip
"""What opens a line to type on; escape closes it."""
PAGES = {"call": "enter", "customer": "' b", "explain": "d", "keys": "?", "edit form": "e", "new call": "n"}
"""What opens a screen of its own."""


@dataclass(frozen=True)
class Place:
    """Another main place: its key, what its first rows show, what opens a screen, what opens a line to type on."""

    key: str
    shows: str
    pages: Mapping[str, str]
    prompts: Mapping[str, str]
    moves: str = "jjjjjjjjjjjj"
    """Keys that move its cursor."""
    then: str = ""
    """Keys that open what is measured there."""
    before: str = ""
    """Keys that come first and are not measured."""


PLACES = {
    "equipment": Place(
        "2",
        " cards",
        {"card": "enter", "edit form": "e", "new card": "n"},
        {
            "filter": "/",
            "sort": "o",
            "serial": "g e",
            "technician": "a",
            "territory": "m",
            "add to contract": "L",
        },
    ),
    "contracts": Place(
        "3",
        " contracts",
        {"contract": "enter", "edit form": "e", "renewals": "g n"},
        {"filter": "/", "sort": "o", "template": "n", "renew": "N", "terminate": "s t", "prepaid": "b"},
    ),
    "queues": Place(
        "4",
        " open calls",
        {"call": "enter", "edit form": "e"},
        {"filter": "/", "assign": "a", "move": "m", "note": "c", "columns": "v c"},
        "jklhjklhjklh",
    ),
    "solutions": Place(
        "5",
        " solutions",
        {"solution": "enter", "edit form": "e", "new solution": "n"},
        {"filter": "/", "sort": "o", "search": "g s", "reviewer": "s r"},
    ),
    "reports": Place("6", "How long do they wait?", {"report": "W"}, {"search": "/", "copy": "D"}),
    "visits": Place(
        "gv",
        " visits",
        {"visit": "enter", "edit form": "e"},
        {"filter": "/", "sort": "o", "move": "m", "give": "a", "done": "C", "cancel": "X"},
    ),
    "sales": Place(
        "8",
        " opportunities",
        {
            "opportunity": "enter",
            "edit form": "e",
            "new opportunity": "n",
            "pipeline": "v p",
            "hints": "v h",
        },
        {
            "filter": "/",
            "sort": "o",
            "stage": "s",
            "won": "w",
            "lost": "l",
            "owner": "a",
            "expected": "d",
            "raise": "O",
            "dismiss": "X",
        },
    ),
    "billing": Place(
        "\r",
        "to be billed up to",
        {"call": "enter"},
        {"hold": "x", "until": "f", "hand over": ">", "take back": "T"},
        "jjkkjjjkkjkj",
        "A",
        "gbC10044",
    ),
    "report": Place(
        "6",
        "How long do they wait?",
        {},
        {"filter": "/", "period": "f", "group": "b", "sort": "o", "columns": "v c", "save report": "v s"},
        "jjlljjhhkkll",
        "W",
    ),
}


class Session:
    """One app in a terminal, measured."""

    def __init__(self, program: PtyProgram) -> None:
        self._program = program

    def cost(self, *keys: str) -> int:
        """Bytes of keys that are typed at once, until the screen is at rest."""
        return len(self.frames(*keys))

    def frames(self, *keys: str) -> bytes:
        """What keys that are typed at once make the app send."""
        before = len(self._program.sent)
        for key in keys:
            self._program.type(key)
        self._program.until_change(before)
        self._program.rest()
        return bytes(self._program.sent[before:])

    def shows(self, text: str) -> bool:
        """Whether the screen shows a text."""
        return text in self._program.text()


def first_frame(sent: bytes) -> int:
    """Bytes of the first frame alone: the cursor has moved, the detail has not followed yet."""
    return sent.index(REPORT) + len(REPORT)


def measure(store: Path, home: Path, colours: str, *, rows: int = 12) -> dict[str, int]:
    """Bytes of every act. The store is written to.

    Args:
        colours: `truecolor` or `16`.
        rows: How many rows the cursor passes; the middle of their costs is taken.
    """
    found: dict[str, int] = {}
    with open_desk(store, home, colours=colours) as program:
        session = Session(program)
        found["first paint"] = first_frame(bytes(program.sent))
        found["first rows"] = len(program.sent)
        moves = [session.frames("j") for _ in range(rows)]
        found["cursor key"] = _middle([first_frame(sent) for sent in moves])
        found["cursor key, detail"] = _middle([len(sent) for sent in moves])
        found["priority"] = _middle(_priorities(session))
        found["page"] = max(session.cost("pagedown"), session.cost("pagedown"), session.cost("pageup"))
        for name, keys in PAGES.items():
            found[f"{name}, open"] = session.cost(*keys.split())
            found[f"{name}, back"] = session.cost("esc")
        for name, keys in PROMPTS.items():
            found[f"{name}, open"] = session.cost(*keys.split())
            found[f"{name}, close"] = session.cost("esc")
    return found


def measure_place(name: str, store: Path, home: Path, colours: str) -> dict[str, int]:
    """Bytes of every act of another main place."""
    place, found = PLACES[name], {}
    with open_desk(store, home, colours=colours) as program:
        session = Session(program)
        for key in place.before:
            program.type(key)
            program.rest()
        before = len(program.sent)
        for key in place.key:
            program.type(key)
        program.until_text(place.shows)
        program.rest()
        found["place, open"] = len(program.sent) - before
        for key in place.then:
            session.cost(key)
        moves = [session.frames(key) for key in place.moves]
        # A detail that is read at once may come in the frame of the cursor.
        if apart := [sent for sent in moves if sent.count(REPORT) > 1]:
            found["cursor key"] = _middle([first_frame(sent) for sent in apart])
        found["cursor key, detail"] = _middle([len(sent) for sent in moves])
        found["page"] = max(session.cost("pagedown"), session.cost("pagedown"), session.cost("pageup"))
        for act, keys in place.pages.items():
            found[f"{act}, open"] = session.cost(*keys.split())
            found[f"{act}, back"] = session.cost("esc")
        for act, keys in place.prompts.items():
            found[f"{act}, open"] = session.cost(*keys.split())
            found[f"{act}, close"] = session.cost("esc")
    return found


def _priorities(session: Session) -> list[int]:
    """Costs of changes of one row that moved on; a row that has the priority already is passed over."""
    session.cost("g", "g")
    costs = []
    for level in "hlhlhlhlhl":
        cost = session.cost("p", level)
        if session.shows(": priority "):
            costs.append(cost)
    return costs


def _middle(costs: Sequence[int]) -> int:
    return int(median(costs))
