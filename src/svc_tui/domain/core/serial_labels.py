"""What stands in front of a serial and is no part of it: words of a label, the marks of a scanner, GS1's brackets.

`bare` takes off what can be nothing else. `also` says what else could be meant where a prefix may belong to the serial
itself: `SN 931` is `SN-931` or the serial 931, and only what the store holds can tell.
"""

import re

_LABEL = re.compile(
    r"""(?:
      \][a-z]\d                                                    # AIM: the kind of bar code
    | s/n(?=[\s:.\#=]) | sn(?=\s*[:\#=]) | snr(?=\s*[.:\#=]) | s\.\s?n\. | s\.\s?n(?=[\s:\#=])
    | n/s(?=[\s:.\#=])
    | ser(?:ial|iale)?\.? \s* (?:no|nr|num|number|numero|n[.°]?)? (?=\s*[.:\#=])
    | serial(?:e)? (?:\s+(?:no|nr|num|number|numero|n°?))? (?=\s)
    | serien-?(?:nr|nummer) (?=[\s.:\#=])
    | (?:numero|num\.|nr\.|n\.|no\.|n°|n)\s*(?:di\s+|de\s+)?(?:serie|seriale|matricola)(?=[\s.:\#=])
    | matr?(?=\s*[:\#=]) | matr?\.(?:\s*nr?\.)? | matricola (?:\s+(?:no|nr|num|numero|n[.°]?))? (?=[\s.:\#=])
    ) [\s:.\#=]*""",
    re.VERBOSE,
)
_LOOSE = re.compile(r"(?:s/?n|s\.n|ser|serial|mat|matr|matricola)[\s.]*(?=\w)")
"""What may be a label or the beginning of the serial itself."""
_BRACKETS = re.compile(r"\(21\)\s*([^()]+)")
_PLAIN = re.compile(r"01\d{14}21(.+)")
_FIRST = frozenset("](smn0")
"""With what a prefix can begin."""
_GS1 = re.compile(r"\](?:c1|d2|q3|e0|j1)(21.+)")
"""Bar codes whose text begins with what it means: 21 is a serial."""
_SIGN = re.compile(r"\w")


def bare(folded: str) -> str:
    """A serial without label and scanner prefixes; all of it where nothing else is there. Takes folded text."""
    text = folded.strip()
    scanned = text[:1] == "]"
    while text[:1] in _FIRST:
        if text[0] == "(" and (found := _BRACKETS.search(text)):
            rest = found[1].strip()
        elif scanned and (found := _PLAIN.fullmatch(text)):
            rest = found[1]
        elif found := _LABEL.match(text):
            rest = text[found.end() :]
        else:
            break
        if not _SIGN.search(rest):
            break
        text = rest
    return text


def also(folded: str) -> tuple[str, bool] | None:
    """What else may be meant by what was typed, and whether a scanner says so; None where nothing is in doubt."""
    text = folded.strip()
    if found := _GS1.match(text):
        return found[1][2:], True
    if found := _LOOSE.match(text):
        return text[found.end() :], False
    return None
