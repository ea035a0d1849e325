"""Words of a solution, or of what was typed, as the search compares them: folded, codes made one, and their stems.

Pure: the index holds what `terms` gives, and a search asks with what `asked` gives.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Protocol

from svc_tui.domain.core.text import fold
from svc_tui.domain.solutions.codes import LONGEST_WORD, WORD, pieces

LONGEST_TEXT = 20_000
"""Characters of a field that are indexed; what stands further down is read, not searched."""
LONGEST_ASKED = 1_000
"""Characters of a search that are looked at."""
MOST_ASKED = 24
"""So many different words of a search are looked up."""

_SMALL = {
    "en": (
        "a about after all also am an and any are as at be been before but by can could did do does doing done for "
        "from get gets had has have having how i if in into is it its just me my no not of off on or our out should so "
        "some such than that the their them then there these they this those to too up us very was way we were what "
        "when where which while who why will with would you your"
    ),
    "it": (
        "a ad agli ai al all alla alle allo anche avere c che chi ci cio come con cosa cui d da dagli dai dal dall "
        "dalla dalle dallo de degli dei del dell della delle dello di dove e ed era erano essere fa fare fu furono gli "
        "ha hanno ho i il in io l la le lo loro ma mi ne negli nei nel nell nella nelle nello noi non o od per perche "
        "piu poi qual quale quali quando quanta quante quanti quanto quella quelle quelli quello questa queste questi "
        "questo se si sia sono stata state stati stato su sua sue sugli sui sul sull sulla sulle sullo suo suoi tra "
        "fra un una uno vi voi"
    ),
}
STOP = {language: frozenset(small.split()) for language, small in _SMALL.items()}
"""Words too common to tell one solution from another, folded, by language."""
LANGUAGES = {"en": "english", "it": "italian"}
"""Languages whose endings are known, and what the stemmer calls them."""

STEM_OF = "\N{ALMOST EQUAL TO}"
"""Between a stem and its language; no word and no run of letters has it."""

_DIGIT = re.compile(r"\d")


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


def words(text: str) -> list[str]:
    """The words of a text, folded; none is longer than any word has to be."""
    return [word[:LONGEST_WORD] for word in WORD.findall(fold(text))]


def language_of(text: str, said: str | None = None) -> str:
    """Which endings to take off: the language that was said, else the one whose small words are in the text.

    Without small words the ends of the long ones tell: nearly all Italian words end in a vowel.
    """
    if said:
        return said
    found = words(text[:LONGEST_TEXT])
    if more := _more_italian(found):
        return "it" if more > 0 else "en"
    long = [word for word in found if len(word) > 3 and word.isalpha()]
    return "it" if long and sum(word[-1] in "aeio" for word in long) > 0.8 * len(long) else "en"


def languages_of(text: str) -> tuple[str, ...]:
    """The languages that a search may be in, the likely one first; only one where its small words tell."""
    text = text[:LONGEST_ASKED]
    first = language_of(text)
    return (first,) if _more_italian(words(text)) else (first, *(each for each in LANGUAGES if each != first))


def _more_italian(found: Iterable[str]) -> int:
    """By how many the small words of Italian outnumber those of English."""
    return sum((word in _ITALIAN_ALONE) - (word in _ENGLISH_ALONE) for word in found)


_ITALIAN_ALONE = STOP["it"] - STOP["en"]
_ENGLISH_ALONE = STOP["en"] - STOP["it"]


def terms(text: str, language: str) -> list[str]:
    """What the index holds of a text, in order: its words without stop words; of codes and measures also the whole."""
    stop = STOP.get(language, frozenset())
    found: list[str] = []
    for whole, parts in pieces(fold(text[:LONGEST_TEXT])):
        if whole is not None and parts != [whole]:
            found.append(whole)
        found += [part for part in parts if part not in stop]
    return found


def asked(text: str, language: str) -> list[tuple[str, tuple[str, ...]]]:
    """The words of a search in order: each as the index may hold it, and its parts where it is a code.

    A search of stop words alone asks for them as they are.
    """
    stop = STOP.get(language, frozenset())
    every = list(pieces(fold(text[:LONGEST_ASKED])))
    found = list(_asked(every, stop)) or list(_asked(every, frozenset()))
    kept = list(dict.fromkeys(word for word, _parts in found))[:MOST_ASKED]
    return [pair for pair in found if pair[0] in set(kept)]


def _asked(
    every: Iterable[tuple[str | None, list[str]]], stop: Iterable[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for whole, parts in every:
        kept = tuple(part for part in parts if part not in stop)
        if whole is not None and has_digit(whole):
            yield whole, kept
        else:
            yield from ((each, ()) for each in kept)


def has_digit(word: str) -> bool:
    """Numbers and codes are exact: nothing is like them but themselves."""
    return _DIGIT.search(word) is not None


def marked_stems(word: str, languages: Iterable[str] | None = None) -> frozenset[str]:
    """The stems of a word, each marked with its language (all where none is named); a number or code has none."""
    if has_digit(word):
        return frozenset()
    known = (each for each in languages or LANGUAGES if each in LANGUAGES)
    return frozenset(f"{_stem(word, each)}{STEM_OF}{each}" for each in known)


def keys_of(word: str, languages: Iterable[str]) -> frozenset[str]:
    """What a word has in common with its other endings; a number or code stands for itself."""
    return marked_stems(word, languages) or frozenset((word,))


@lru_cache(maxsize=1 << 16)
def _stem(word: str, language: str) -> str:
    return fold(_stemmer(language).stemWord(word))


@lru_cache(maxsize=4)
def _stemmer(language: str) -> _Stemmer:
    import snowballstemmer  # 20 ms that only a search or a change of a solution needs

    made: _Stemmer = snowballstemmer.stemmer(LANGUAGES[language])
    return made
