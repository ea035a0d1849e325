"""The palette: every act by name, as candidates of the prompt over the catalogue of commands."""

import re
from collections.abc import Sequence
from dataclasses import replace

from svc_tui.commands.catalogue import (
    ACTIVITIES,
    ACTS,
    CALLS,
    CARDS,
    CONTRACTS,
    COPIES,
    CUSTOMER,
    JUMPS,
    MESSAGES,
    NEW_CALL,
    NOTES,
    PLACES,
    PLAN,
    REPORTS,
    SOLUTIONS,
    VISITS,
    Command,
    commands_of,
)
from svc_tui.commands.sales import OPPORTUNITIES, RAISING
from svc_tui.domain.core.text import begins_a_word, fold
from svc_tui.keymap import Keymap, shown_keys
from svc_tui.language import _
from svc_tui.screens.core.desk import Answer
from svc_tui.widgets.columns import cell
from svc_tui.widgets.prompt_line import Candidate

_WORD = re.compile(r"\w+")
OWN = (
    CALLS,
    CARDS,
    CONTRACTS,
    CUSTOMER,
    SOLUTIONS,
    MESSAGES,
    ACTIVITIES,
    NOTES,
    REPORTS,
    PLAN,
    VISITS,
    OPPORTUNITIES,
    RAISING,
    ACTS,
    COPIES,
    JUMPS,
    NEW_CALL,
)
"""Scopes of what is done with records."""


def fuzzy(wanted: str, text: str) -> int | None:
    """How well the letters of `wanted` stand in `text` in their order, lower is better; None when they do not.

    Every word's beginning counts for it, letters far apart against it.
    """
    low = fold(text)
    score, at = 0, -1
    for letter in fold(wanted):
        if letter == " ":
            continue
        found = low.find(letter, at + 1)
        word = low.find(" " + letter, at + 1)
        if found < 0:
            return None
        if word >= 0 and found != at + 1 and found != 0:
            found = word + 1
        score += found - at - 1
        at = found
    return score * 4 + len(text) // 8


def acts(place: str, keymap: Keymap, text: str) -> list[Command]:
    """The commands of a place that fit the text, best first; `:q` is the old way out."""
    commands = commands_of(place)
    if not text.strip():
        # What this place is for comes first, moving about last.
        own = [scope for scope in PLACES[place] if scope in OWN]
        scopes = [*own, *(scope for scope in PLACES[place] if scope not in OWN)]
        return sorted(commands, key=lambda command: scopes.index(command.scope))
    if text.strip() == "q":
        return [command for command in commands if command.id == "app.leave"]
    scored = []
    for order, command in enumerate(commands):
        exact = fold(text.strip()) == fold(_(command.words))
        by_name = -1 if exact else fuzzy(text, _(command.words))
        by_id = fuzzy(text, command.id)
        by_help = fuzzy(text, _(command.help)) if len(text) > 2 else None
        scores = [
            score
            for score in (
                by_name,
                None if by_id is None else by_id + 6,
                None if by_help is None else by_help + 60,
            )
            if score is not None
        ]
        if scores:
            scored.append((not says(text, command), min(scores), order, command))
    return [command for *_place, command in sorted(scored, key=lambda item: item[:3])]


def says(text: str, command: Command) -> bool:
    """Whether a command says what was typed: each word begins one of its own, or several one after another."""
    name = f"{_(command.words)} {command.id.replace('.', ' ')}"
    own = f"{name} {_(command.help)}"
    wanted = fold(text).split()
    if text.strip() == "q" or all(begins_a_word(own, word) for word in wanted):
        return True
    return _abbreviates("".join(wanted), _WORD.findall(fold(name)))


def _abbreviates(letters: str, words: Sequence[str]) -> bool:
    """Whether letters are beginnings of words in their order: `prihi` is `priority high`."""
    for at, word in enumerate(words):
        size = next((n for n, (one, two) in enumerate(zip(letters, word, strict=False)) if one != two), None)
        for length in range(size if size is not None else min(len(letters), len(word)), 0, -1):
            if length == len(letters) or _abbreviates(letters[length:], words[at + 1 :]):
                return True
    return False


def palette_answer(place: str, keymap: Keymap, text: str) -> Answer:
    """What the palette shows: name, keys, what it does."""
    lines = (
        (each, command_line(each, keymap, place, keys_first=False)) for each in acts(place, keymap, text)
    )
    return Answer([replace(line, near=not says(text, each)) for each, line in lines])


def command_line(command: Command, keymap: Keymap, place: str, *, keys_first: bool) -> Candidate:
    """A command as a line: name, the keys that it has in a place, what it does."""
    keys = [shown_keys(keys) for keys in keymap.keys_in(place, command.id)]
    shown = f"{keys[0]}–{keys[-1]}" if command.takes_key and len(keys) > 1 else " ".join(keys[:3])
    name, key = (cell(_(command.words), 22, False), "text"), (cell(shown, 13, False), "accent")
    help_ = (_(command.help), "muted")
    line = (
        (key, (" ", ""), name, (" ", ""), help_) if keys_first else (name, (" ", ""), key, (" ", ""), help_)
    )
    return Candidate(command.id, line)
