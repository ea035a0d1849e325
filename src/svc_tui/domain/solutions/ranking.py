"""How well a solution answers a search: one score from words and words like them, fields, neighbours, proven use.

All numbers that steer the ranking stand in `Tuning`, each with its reason; docs/solutions.md says what each brought.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from svc_tui.domain.solutions.likeness import rarity

FIELDS = ("symptom", "cause", "solution", "description")

Likes = Mapping[str, float]
"""Words of the index and how well each stands for a word of the search, from 0 to 1."""


@dataclass(frozen=True)
class Tuning:
    """The numbers of the ranking."""

    weights: Mapping[str, float] = field(
        default_factory=lambda: {"symptom": 3.0, "cause": 1.0, "solution": 1.0, "description": 1.0}
    )
    """People search by what they see, so a word of the symptom counts as three."""
    least_like: float = 0.15
    """Words that share less than this of a typed word are others."""
    unknown_power: float = 2.0
    """Likeness to this power is the weight of a like word, where the index does not know the typed one."""
    known_power: float = 3.0
    """The same where the index knows it: like words then only help out."""
    like_words: int = 25
    """So many like words of a typed one are looked at."""
    ending: float = 0.6
    """Weight of a typed word with another ending."""
    synonym: float = 0.8
    """Weight of a synonym."""
    saturation: float = 1.2
    """BM25's k1: how soon a word that stands there again stops counting."""
    length: float = 0.75
    """BM25's b: how much a long text has to hold more."""
    neighbours: float = 0.3
    """Two words of the search side by side add this part of what both are worth."""
    exact: float = 1.5
    """A number or model code that is there as typed counts so much more than a word."""
    same_item: float = 0.5
    """A solution of the item that is asked about gains this part of its score ..."""
    same_group: float = 0.2
    """... and one of an item of the same group this."""
    proven: float = 0.04
    """... and each doubling of the calls it closed this."""
    candidates: int = 150
    """So many solutions are taken from the index by its own order and then ranked."""
    meaning: float = 0.7
    """Weight of the likeness in meaning beside the best score, where the word vectors are installed."""


TUNING = Tuning()


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of a search."""

    word: str
    likes: Likes
    """Itself, where the index knows it, and those like it."""
    worth: float
    """How much it says: rare words say more."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A solution as the index holds it."""

    id: int
    fields: tuple[tuple[str, ...], ...]
    """The terms of each of FIELDS."""


def worth_of(likes: Likes, holders: Mapping[str, int], of: int) -> float:
    """What a word says, from how many solutions hold it or what stands for it."""
    return rarity(sum(weight * holders.get(word, 0) for word, weight in likes.items()), of)


def weighted(
    alike: Mapping[str, float], typed: str, known: bool, tuning: Tuning = TUNING
) -> dict[str, float]:
    """Weights of like words from their likeness; a known word stands for itself in full."""
    power = tuning.known_power if known else tuning.unknown_power
    found = {
        word: value**power for word, value in alike.items() if value >= tuning.least_like and word != typed
    }
    return {typed: 1.0, **found} if known else found


def scores(entries: Sequence[Entry], asked: Sequence[Asked], tuning: Tuning = TUNING) -> list[float]:
    """The score of each entry; 0 holds nothing of the search."""
    holders: dict[str, list[tuple[int, float]]] = {}
    for place, each in enumerate(asked):
        for word, weight in each.likes.items():
            holders.setdefault(word, []).append((place, weight))
    weights = [tuning.weights.get(name, 1.0) for name in FIELDS]
    lengths = [
        sum(w * len(words) for w, words in zip(weights, entry.fields, strict=True)) for entry in entries
    ]
    usual = sum(lengths) / len(lengths) if lengths else 1.0
    worths = [each.worth for each in asked]
    found = []
    for entry, length in zip(entries, lengths, strict=True):
        damp = tuning.saturation * (1 - tuning.length + tuning.length * length / (usual or 1.0))
        single, pairs = _counted(entry, holders, weights)
        score = sum(worths[place] * _saturated(count, damp, tuning) for place, count in single.items())
        score += tuning.neighbours * sum(
            (worths[place] + worths[place + 1]) * _saturated(count, damp, tuning)
            for place, count in pairs.items()
        )
        found.append(score)
    return found


def _saturated(count: float, damp: float, tuning: Tuning) -> float:
    return count * (tuning.saturation + 1) / (count + damp)


def _counted(
    entry: Entry, holders: Mapping[str, list[tuple[int, float]]], weights: Sequence[float]
) -> tuple[dict[int, float], dict[int, float]]:
    """How often each word of the search, and each with the next one beside it, stands in an entry."""
    single: dict[int, float] = {}
    pairs: dict[int, float] = {}
    for field_weight, terms in zip(weights, entry.fields, strict=True):
        before: list[tuple[int, float]] = []
        for term in terms:
            here = holders.get(term)
            if here is None:
                before = []
                continue
            for place, weight in here:
                single[place] = single.get(place, 0.0) + field_weight * weight
                for place_before, weight_before in before:
                    if place_before + 1 == place:
                        pairs[place_before] = (
                            pairs.get(place_before, 0.0) + field_weight * weight * weight_before
                        )
            before = here
    return single, pairs


def full_score(asked: Sequence[Asked], tuning: Tuning = TUNING) -> float:
    """The score of an entry of usual length whose symptom holds every word once."""
    return sum(each.worth for each in asked) * _saturated(
        tuning.weights["symptom"], tuning.saturation, tuning
    )


def boosted(score: float, *, same_item: bool, same_group: bool, used: int, tuning: Tuning = TUNING) -> float:
    """A score with what speaks for a solution besides its words."""
    gain = tuning.same_item if same_item else tuning.same_group if same_group else 0.0
    return score * (1 + gain + tuning.proven * log(1 + used, 2))
