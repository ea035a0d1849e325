"""The filter language: one line of text becomes a tree. Total: every text parses, none raises.

What cannot be read as it stands is searched as text, and a warning says so. Dates stay as typed until the query is
translated (`query_dates`), so that a saved view means the same tomorrow. Grammar:

    either = every (("OR" | "|") every)*        every = one*        one = ("-" | "NOT") one | "(" either ")" | term
    term   = key:value,value | "phrase" | #number | word | word*
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from svc_tui.domain.core.text import fold
from svc_tui.domain.query.keys import SYNTAX, Key, KeyTable
from svc_tui.domain.query.tree import And, Node, Not, Number, Or, Phrase, Span, Term, Test, Word, leaves
from svc_tui.domain.query.values import Piece, has_word, read_pieces, read_test
from svc_tui.errors import N_

MOST_TERMS = 200
MOST_VALUES = 500
DEEPEST = 40
"""Beyond these a text is no filter; what follows is left out, with a warning."""

_GAP = re.compile(r"\s*")
_KEY = re.compile(r"([^\W\d][\w.]*):")
_NUMBER = re.compile(r"#([\w./-]*\d[\w./-]*)")
_BARE = re.compile(r"[^\s()|]+")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"?')


@dataclass(frozen=True, slots=True)
class Warning:
    """What was not understood, and where: a template of the catalogue with its values."""

    message: str
    values: Mapping[str, str]
    span: Span

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, in the language of `translate`."""
        return translate(self.message).format(**self.values)


@dataclass(frozen=True, slots=True)
class Sort:
    """One `sort:` key."""

    key: str
    descending: bool = False

    def __str__(self) -> str:
        return f"sort:{'-' if self.descending else ''}{self.key}"


@dataclass(frozen=True, slots=True)
class Query:
    """A filter that was read."""

    text: str
    tree: Node
    sort: tuple[Sort, ...]
    scope: str
    """The default scope that holds beside the text, shown greyed; empty where the text lifts it."""
    warnings: tuple[Warning, ...]
    keys: KeyTable

    @property
    def words(self) -> tuple[str, ...]:
        """The searched words, to be marked in what is shown."""
        return tuple(leaf.text for leaf in leaves(self.tree) if isinstance(leaf, Word | Phrase))

    def __str__(self) -> str:
        return " ".join(part for part in (str(self.tree), *(str(key) for key in self.sort)) if part)


def parse(text: str, keys: KeyTable, *, typing: bool = False) -> Query:
    """Read a filter.

    Args:
        text: what a person typed, or the joined arguments of a command.
        keys: what the list at hand can be filtered by.
        typing: the text is still growing: its last word matches as a prefix.
    """
    reader = _Reader(text, keys, typing)
    tree = reader.read()
    scope = "" if any(_lifts_scope(leaf, keys) for leaf in leaves(tree)) else keys.default_scope
    return Query(text, tree, tuple(reader.sort), scope, tuple(reader.warnings), keys)


def _lifts_scope(leaf: Node, keys: KeyTable) -> bool:
    if isinstance(leaf, Number):
        return True
    if not isinstance(leaf, Term):
        return False
    if leaf.key == "is":
        return any((flag := keys.flag(test.text)) is not None and flag.lifts_scope for test in leaf.tests)
    names = [test.text for test in leaf.tests] if leaf.key in ("has", "no") else [leaf.key]
    return any((key := keys.key(name)) is not None and key.lifts_scope for name in names)


class _Reader:
    """One pass over the text."""

    def __init__(self, text: str, keys: KeyTable, typing: bool) -> None:
        self.text = text
        self.keys = keys
        self.typing = typing
        self.at = 0
        self.terms = 0
        self.sort: list[Sort] = []
        self.warnings: list[Warning] = []

    def read(self) -> Node:
        """The whole text; a closing parenthesis without its opening one is left out."""
        parts: list[Node] = []
        while True:
            start = self.at
            node = self._either(0)
            if node is not None:
                parts.append(node)
            if self.at >= len(self.text):
                break
            self._warn(N_("This closing parenthesis closes nothing."), (self.at, self.at + 1))
            self.at = max(self.at, start) + 1
        return parts[0] if len(parts) == 1 else And(tuple(parts), (0, len(self.text)))

    def _warn(self, message: str, span: Span, **values: str) -> None:
        self.warnings.append(Warning(message, values, span))

    def _skip(self) -> str:
        """Move to the next thing and show its first character; empty at the end."""
        found = _GAP.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at : self.at + 1]

    def _operator(self) -> str:
        """The operator here, not consumed: `|`, `-`, or empty."""
        char = self._skip()
        if char in ("|", "-"):
            return char
        found = _BARE.match(self.text, self.at)
        return {"OR": "|", "NOT": "-", "AND": "&"}.get(found[0], "") if found else ""

    def _take_operator(self) -> None:
        word = "" if self.text[self.at] in "|-" else _BARE.match(self.text, self.at)
        self.at += len(word[0]) if word else 1

    def _either(self, depth: int) -> Node | None:
        start = self.at
        parts: list[Node] = []
        while True:
            part = self._every(depth)
            if part is not None:
                parts.append(part)
            if self._operator() != "|":
                break
            self._take_operator()
        if len(parts) < 2:
            return parts[0] if parts else None
        return Or(tuple(parts), (start, self.at))

    def _every(self, depth: int) -> Node | None:
        start = self.at
        parts: list[Node] = []
        while self._skip() not in ("", ")") and self._operator() != "|":
            if self._operator() == "&":
                self._take_operator()
                continue
            part = self._one(depth)
            if part is not None:
                parts.append(part)
        if len(parts) < 2:
            return parts[0] if parts else None
        return And(tuple(parts), (start, self.at))

    def _one(self, depth: int) -> Node | None:
        start, negated = self.at, False
        while self._operator() == "-":
            self._take_operator()
            negated = not negated
        char = self._skip()
        if char in ("", ")") or self._operator():
            return None
        node = self._group(depth) if char == "(" else self._term()
        if node is None or not negated:
            return node
        return node.part if isinstance(node, Not) else Not(node, (start, self.at))

    def _group(self, depth: int) -> Node | None:
        start = self.at
        self.at += 1
        if depth >= DEEPEST:
            self._warn(N_("Parentheses nested this deep are left out."), (start, start + 1))
            return None
        node = self._either(depth + 1)
        if self._skip() == ")":
            self.at += 1
        else:
            self._warn(N_("This parenthesis is not closed."), (start, start + 1))
        return node

    def _term(self) -> Node | None:
        start = self.at
        node = self._quoted() or self._keyed() or self._number() or self._word()
        self.terms += node is not None
        if node is not None and self.terms > MOST_TERMS:
            if self.terms == MOST_TERMS + 1:
                self._warn(
                    N_("Only the first {count} terms count."), (start, len(self.text)), count=str(MOST_TERMS)
                )
            return None
        return node if node != And() else None

    def _quoted(self) -> Node | None:
        found = _QUOTED.match(self.text, self.at)
        if not found:
            return None
        self.at = found.end()
        return self._phrase(found[1].replace('""', '"'), found.span())

    def _phrase(self, text: str, span: Span) -> Node:
        """Text without a letter or digit asks for nothing."""
        return Phrase(text, span) if has_word(text) else And()

    def _number(self) -> Node | None:
        found = _NUMBER.match(self.text, self.at)
        if not found or self.text[found.end() : found.end() + 1].strip() not in ("", ")", "|", "("):
            return None
        self.at = found.end()
        return Number(found[1], found.span())

    def _word(self) -> Node:
        found = _BARE.match(self.text, self.at)
        raw, start = (found[0] if found else ""), self.at
        self.at += max(1, len(raw))
        text = raw.rstrip("*")
        if not has_word(text):
            return And()
        growing = self.typing and self.at == len(self.text)
        if growing and text == raw and len(text) == 1 and text.isascii():
            return And()  # nearly every call has a word that begins so
        return Word(text, growing or text != raw, (start, self.at))

    def _keyed(self) -> Node | None:
        """`key:values`; an unknown key or a bad value is searched as text."""
        found = _KEY.match(self.text, self.at)
        if not found:
            return None
        start, name = self.at, found[1]
        own, key = SYNTAX.get(fold(name)), self.keys.key(name)
        if own is None and key is None:
            self._unknown(name, found.span(1))
            return None
        pieces, end = read_pieces(
            self.text, found.end(), splits=own is not None or bool(key and key.compares)
        )
        self.at = end
        span = (start, end)
        if not pieces:  # still being typed
            return And()
        if len(pieces) > MOST_VALUES:
            self._warn(N_("Only the first {count} values count."), span, count=str(MOST_VALUES))
            pieces = pieces[:MOST_VALUES]
        if own == "sort":
            return self._sort(pieces)
        if own == "is":
            return self._names("is", pieces, span, self._flag_name)
        if own:
            return self._names(own, pieces, span, lambda piece: self._key_name(own, piece))
        return self._tests(key, pieces, span) if key else None

    def _unknown(self, name: str, span: Span) -> None:
        if self.text.startswith("//", span[1] + 1):  # an address, not a key
            return
        close = self.keys.close_key(name)
        if close:
            self._warn(
                N_("No key {name}: searched as text. Did you mean {close}:?"), span, name=name, close=close
            )
        else:
            self._warn(N_("No key {name}: searched as text."), span, name=name)

    def _tests(self, key: Key, pieces: list[Piece], span: Span) -> Node:
        tests: list[Test] = []
        for piece in pieces:
            test = read_test(key, piece)
            if test is None:
                message = N_("{value} is no value of {name}:.")
                self._warn(message, piece.span, name=key.name, value=piece.text or piece.upper)
            else:
                tests.append(test)
        return Term(key.name, tuple(dict.fromkeys(tests)), span) if tests else self._as_text(span)

    def _names(
        self, own: str, pieces: list[Piece], span: Span, resolve: Callable[[Piece], str | None]
    ) -> Node:
        names = [name for piece in pieces if (name := resolve(piece)) is not None]
        tests = tuple(Test("=", name) for name in dict.fromkeys(names))
        return Term(own, tests, span) if tests else self._as_text(span)

    def _flag_name(self, piece: Piece) -> str | None:
        flag = self.keys.flag(piece.text)
        if flag is None:
            self._name_warning(piece, "is", self.keys.close_flag(piece.text))
        return flag.name if flag else None

    def _key_name(self, own: str, piece: Piece) -> str | None:
        key = self.keys.key(piece.text)
        if key is None:
            self._name_warning(piece, own, self.keys.close_key(piece.text))
        return key.name if key else None

    def _name_warning(self, piece: Piece, own: str, close: str | None) -> None:
        if close:
            message = N_("{value} is no value of {name}:. Did you mean {close}?")
            self._warn(message, piece.span, name=own, value=piece.text, close=close)
        else:
            self._warn(N_("{value} is no value of {name}:."), piece.span, name=own, value=piece.text)

    def _sort(self, pieces: list[Piece]) -> Node:
        for piece in pieces:
            name = piece.text.lstrip("-+")
            key = self.keys.key(name)
            if key is None or key.kind == "presence":
                self._name_warning(piece, "sort", None if key else self.keys.close_key(name))
            elif key.name not in [one.key for one in self.sort]:
                self.sort.append(Sort(key.name, piece.text.startswith("-")))
        return And()

    def _as_text(self, span: Span) -> Node:
        """The term as a phrase, colon and all: like an unknown key, it is searched as text."""
        return self._phrase(self.text[span[0] : span[1]].replace('"', ""), span)
