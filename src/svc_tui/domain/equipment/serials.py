"""Serials as people read them off a plate: what they typed against what a card bears, and how well it fits.

What does not count (case, blanks, `-`, `/`, `.`, zeros in front of a run of digits) is in `domain.core.text`. Here are
tails, look-alikes and the one slip. `prefixes` says where an index of `index_key` has to look for what `read`
then judges.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from svc_tui.domain.core.serial_labels import also
from svc_tui.domain.core.text import fold, same_serial, serial_keys, squeezed
from svc_tui.errors import N_

SHORTEST = 3
"""A tail of fewer characters finds too much to be of use."""
SHORTEST_PART = 4
"""A beginning or middle of fewer finds too much."""
SHORTEST_SLIP = 4
"""So does one of three characters with a slip in it."""
LONGEST_SLIP = 40
"""B1 keeps 36 characters; beyond that nobody reads a plate."""

WHOLE = N_("whole serial")
TAIL = N_("tail")
BEGINNING = N_("beginning")
MIDDLE = N_("middle")
LABEL = N_("without its label")
LOOK_ALIKE = N_("look-alike")
WRONG = N_("one wrong character")
SWAPPED = N_("two swapped characters")
MISSING = N_("one missing character")
EXTRA = N_("one extra character")

_LIKE = str.maketrans("oilsbzg", "0115826")
ALPHABET = "0123456789acdefhjkmnpqrtuvwxy"
"""Characters of an index key; any other is found only where it was read right."""

# What a slip costs: the likelier, the less. One that can go wrong in one way alone (two swapped, one left out) says
# more than a wrong character, which could have been any; a plate is mostly read whole.
_LOOK_COST, _WEAK_COST, _NEAR_COST, _WRONG_COST = 0.3, 0.45, 0.9, 1.0
_SWAPPED_COST, _MISSING_COST, _MISSING_TWICE_COST = 0.6, 0.65, 0.6
_EXTRA_COST, _EXTRA_TWICE_COST, _TAIL_COST = 1.0, 0.85, 0.25
_ZERO_COST, _ZEROS_COST, _GAP_COST, _NO_GAP_COST = 0.5, 0.45, 0.35, 0.02
_MIDDLE_COST, _BEGINNING_COST, _SIGN_COST, _PART_LEAST = 0.95, 0.7, 0.2, 0.2
_CHANCE = 5  # a part of so many signs still stands somewhere by chance
_GAP = re.compile(r"[\s\-/.]+")
_NEAR = frozenset(
    frozenset(pair)
    for pair in ("0d", "0q", "0c", "dq", "1t", "17", "4a", "uv", "3e", "38", "69", "89", "mn", "vw", "vy", "5e",
                 "cg", "c6", "ef", "pr", "hn", "xk", "27", "z7", "6b", "qg", "9g")
)  # fmt: skip
"""Pairs that are taken for one another now and then, not often enough to count as the same."""


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """How what was typed fits a serial; the smaller, the better."""

    near: bool
    """It is not the serial itself or its tail, only looks like it."""
    cost: float
    why: str
    """In words, joined by commas."""

    @property
    def is_certain(self) -> bool:
        """It is the serial itself or its tail."""
        return not self.near and self.why in (WHOLE, TAIL)


def forms(serial: str) -> tuple[str, ...]:
    """A serial in every spelling that counts as the same: with its zeros, and without those that may be left out."""
    return tuple(dict.fromkeys(form for form in (squeezed(serial), *serial_keys(serial)) if form))


def look(form: str) -> str:
    """A form with look-alikes made one: 0 and O, 1, I and l, 5 and S, 8 and B, 2 and Z, 6 and G."""
    return form.translate(_LIKE)


def index_key(form: str) -> str:
    """What a form is indexed by: its look from the end, so that a tail is a prefix."""
    return look(form)[::-1]


def typed_forms(typed: str) -> tuple[str, ...]:
    """The forms of what was typed; none where it is too short to look for."""
    return forms(typed) if len(squeezed(typed)) >= SHORTEST else ()


def other_forms(typed: str) -> tuple[tuple[str, ...], bool]:
    """The forms without what may be a label, and whether it is one for certain."""
    found = also(fold(typed))
    return (typed_forms(found[0]), found[1]) if found else ((), False)


def plain_prefixes(typed: tuple[str, ...]) -> list[str]:
    """Prefixes of index keys that hold every serial that ends as typed, look-alikes included."""
    return list(dict.fromkeys(index_key(form) for form in typed))


def parts(typed: tuple[str, ...]) -> list[str]:
    """The forms by which a serial is found that begins so or has them in its middle."""
    return [form for form in typed if len(form) >= SHORTEST_PART]


def slip_prefixes(typed: str) -> list[str]:
    """Prefixes of index keys that hold every serial whose tail was typed with one slip."""
    found: dict[str, None] = {}
    for form in typed_forms(typed):
        if SHORTEST_SLIP <= len(form) <= LONGEST_SLIP:
            found |= dict.fromkeys(_slips(index_key(form)))
    return list(found)


def _slips(key: str) -> Iterator[str]:
    """The key with one character wrong, missing, extra or swapped with the next."""
    size = len(key)
    yield key[:-1]  # the first typed character may be anything
    for at in range(size - 1):
        head, char, rest = key[:at], key[at], key[at + 1 :]
        yield head + rest
        if rest and rest[0] != char:
            yield head + rest[0] + char + rest[1:]
        for other in ALPHABET:
            if other != char:
                yield head + other + rest
                yield head + other + char + rest


def read(typed: str, serial: str) -> Reading | None:
    """How a typed text fits a serial; None where it takes more than one slip."""
    return best(typed_forms(typed), forms(serial))


def best(typed: tuple[str, ...], known: tuple[str, ...]) -> Reading | None:
    """The best fit between the forms of both."""
    found = [fit for mine in typed for form in known if (fit := fits(mine, form, typed[0])) is not None]
    return min(found, default=None)


def fits(typed: str, form: str, whole: str) -> Reading | None:
    """How one typed form fits one form of a serial; `whole` is what was typed with all its zeros."""
    if typed == form:
        return Reading(False, 0.0, WHOLE)
    zeros = len(whole) - len(typed)
    if form.endswith(typed):
        if zeros and form[-len(typed) - 1].isdigit():  # 0064 is 64, but 4064 ends so by chance perhaps
            return Reading(True, _TAIL_COST + zeros * _ZERO_COST, TAIL) if len(typed) >= SHORTEST else None
        return Reading(False, _TAIL_COST + zeros * _NO_GAP_COST, TAIL)
    if len(typed) >= SHORTEST_PART and (at := form.find(typed)) >= 0:
        split = bool(zeros) and at > 0 and form[at - 1].isdigit()
        cost = _part_cost(len(typed), at > 0) + zeros * (_ZERO_COST if split else _NO_GAP_COST)
        return Reading(split, cost, MIDDLE if at else BEGINNING)
    left, at, cost = _back(typed, len(typed), form, len(form))
    if zeros:
        cost += _ZEROS_COST
    if left == 0:
        return _reading(cost, LOOK_ALIKE, at) if len(typed) >= SHORTEST else None
    if len(typed) < SHORTEST_SLIP:
        return None
    return min(_one_slip(typed, left, form, at, cost), default=None)


def _part_cost(size: int, inside: bool) -> float:
    """The longer a part, the less it stands there by chance; at the beginning there is one place for it alone."""
    cost = _MIDDLE_COST if inside else _BEGINNING_COST
    return max(_PART_LEAST, cost - max(0, size - _CHANCE) * _SIGN_COST)


def _back(typed: str, left: int, form: str, at: int) -> tuple[int, int, float]:
    """Read both from their ends while they look alike: what is left of each, and what the look-alikes cost."""
    cost = 0.0
    while left and at:
        mine, theirs = typed[left - 1], form[at - 1]
        if mine != theirs:
            if look(mine) != look(theirs):
                break
            cost += _WEAK_COST if "g" in (mine, theirs) else _LOOK_COST
        left, at = left - 1, at - 1
    return left, at, cost


def _one_slip(typed: str, left: int, form: str, at: int, cost: float) -> Iterator[Reading]:
    """Each slip that explains where both part."""
    mine, theirs = typed[left - 1], form[at - 1] if at else ""
    twice = (left > 1 and typed[left - 2] == mine) or (left < len(typed) and typed[left] == mine)
    ways = [(EXTRA, left - 1, at, _EXTRA_TWICE_COST if twice else _EXTRA_COST)]
    if at:
        near = frozenset((mine, theirs)) in _NEAR
        twice = (at > 1 and form[at - 2] == theirs) or (at < len(form) and form[at] == theirs)
        ways.append((WRONG, left - 1, at - 1, _NEAR_COST if near else _WRONG_COST))
        ways.append((MISSING, left, at - 1, _MISSING_TWICE_COST if twice else _MISSING_COST))
    if left > 1 and at > 1 and look(typed[left - 2 : left]) == look(form[at - 1] + form[at - 2]):
        ways.append((SWAPPED, left - 2, at - 2, _SWAPPED_COST))
    for why, rest, there, price in ways:
        remaining, end, more = _back(typed, rest, form, there)
        if remaining == 0:
            alike = typed[:rest] != form[end:there] or typed[left:] != form[at:]
            yield _reading(cost + price + more, f"{why}, {LOOK_ALIKE}" if alike else why, end)


def _reading(cost: float, why: str, unread: int) -> Reading:
    """With what is left of the serial in front of what was typed."""
    return Reading(True, cost + _TAIL_COST, f"{why}, {TAIL}") if unread else Reading(True, cost, why)


def apart(typed: str, serial: str) -> float:
    """What it costs that dashes, slashes, dots and blanks stand elsewhere; next to nothing where none was typed.

    They never decide whether a serial fits, but where several do, they were read off the plate too.
    """
    size = len(squeezed(typed))
    mine = _gaps(typed)
    theirs = {gap for gap in _gaps(serial) if gap < size}
    if not mine:
        return _NO_GAP_COST if theirs else 0.0
    unmet = sum(not {gap - 1, gap, gap + 1} & theirs for gap in mine)
    unmet += sum(not {gap - 1, gap, gap + 1} & mine for gap in theirs)
    return min(unmet, 2) * _GAP_COST


def _gaps(text: str) -> set[int]:
    """How many characters that count stand behind each gap."""
    return {len(squeezed(text[found.end() :])) for found in _GAP.finditer(text) if found.end() < len(text)}


_LIVE = {"active": 0, "loaned": 0, "in_lab": 1, "returned": 1, "terminated": 2}


def unlike(typed: str, serials: Iterable[str | None]) -> int:
    """How far what was typed is from the serial itself: 0 exactly so, 1 but for dashes and blanks, 2 for zeros too."""
    known = [serial for serial in serials if serial]
    if any(same_serial(typed, serial) for serial in known):
        return 0
    return 1 if squeezed(typed) in [squeezed(serial) for serial in known] else 2


def rank(
    reading: Reading, status: str, number: int, gaps: float = 0.0, unlike: int = 0
) -> tuple[bool, bool, int, bool, float, float, int]:
    """The order of hits, first the best: the exact serial, live cards, old owners last, then the newest card."""
    live = _LIVE.get(status, 1)
    cost = round(reading.cost + gaps, 2)
    if reading.is_certain:
        whole = reading.why == WHOLE
        return False, not whole, unlike if whole else 0, live == 2, float(live), cost, -number
    return True, False, 0, live == 2, cost, float(live), -number
