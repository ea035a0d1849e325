"""The part of a solution that answers a search, with the words that were found marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from svc_tui.domain.core.text import clean, fold
from svc_tui.domain.solutions.codes import PIECE, reaches
from svc_tui.domain.solutions.words import language_of, terms

WIDE = 160
"""Characters of a passage."""
LEAST = 0.2
"""A word that stands for a typed one by less is not marked."""
READ = 6_000
"""So much of a long text is looked through."""

Span = tuple[str, bool]
"""Text, and whether it was found."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a search found something."""

    field: str
    """symptom, cause, solution or description."""
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """Without marks."""
        return "".join(text for text, _found in self.spans)


def best_passage(
    texts: Mapping[str, str], likes: Mapping[str, float], language: str | None = None, wide: int = WIDE
) -> Passage:
    """The passage that holds most of what was searched; the symptom's beginning where nothing is marked.

    Args:
        texts: The fields of a solution, in the order in which they are preferred.
        likes: Words of the index and how well each stands for a word of the search.
        language: That of the solution, where it was said.
        wide: Characters that fit.
    """
    said = language_of(" ".join(texts.values()), language)
    best: tuple[float, str, str, list[tuple[int, int]], int] | None = None
    for name, whole in texts.items():
        text = " ".join(clean(whole[:READ]).split())
        found = _found(text, likes, said)
        worth, start = _window(found, wide, len(text))
        if text and (best is None or worth > best[0] + 1e-9):
            best = (worth, name, text, [(begin, end) for begin, end, _weight in found], start)
    if best is None:
        return Passage("symptom", ())
    _worth, name, text, found_at, start = best
    return Passage(name, _spans(text, found_at, start, wide))


def _found(text: str, likes: Mapping[str, float], language: str) -> list[tuple[int, int, float]]:
    found: list[tuple[int, int, float]] = []
    at = 0
    while piece := PIECE.search(text, at):
        at = reaches(text, piece)
        weight = max(
            (likes.get(term, 0.0) for term in _forms(text[piece.start() : at], language)), default=0.0
        )
        if weight >= LEAST:
            found.append((piece.start(), at, weight))
    return found


@lru_cache(maxsize=1 << 13)
def _forms(piece: str, language: str) -> tuple[str, ...]:
    """What a piece of a text may be called in the index; stop words too, which are searched where nothing else is."""
    return (*terms(piece, language), fold(piece))


def _window(found: Sequence[tuple[int, int, float]], wide: int, length: int) -> tuple[float, int]:
    """What the best window of a text holds, and where it begins."""
    best, start = 0.0, 0
    for place, (begin, _end, _weight) in enumerate(found):
        low = max(0, min(begin - wide // 4, length - wide))
        inside = [weight for b, e, weight in found[place : place + 40] if b >= low and e <= low + wide]
        if (worth := sum(inside)) > best:
            best, start = worth, low
    return best, start


def _spans(text: str, found: Sequence[tuple[int, int]], start: int, wide: int) -> tuple[Span, ...]:
    end = min(len(text), start + wide)
    if start > 0:  # begin and end between words
        start = text.find(" ", start, end) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    spans: list[Span] = [("... ", False)] if start > 0 else []
    at = start
    for begin, stop in found:
        if begin < at or stop > end:
            continue
        if begin > at:
            spans.append((text[at:begin], False))
        spans.append((text[begin:stop], True))
        at = stop
    if at < end:
        spans.append((text[at:end], False))
    if end < len(text):
        spans.append((" ...", False))
    return tuple(spans)
