"""Rules of routing as a TOML file that people write: `[[rule]]` with `name`, `when` and steps, in their order.

A file is taken whole or not at all; what is wrong with it is said with its line and its key.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from svc_tui.domain.queues.routing import SEVERAL, STEPS, Rule, check_shape, named
from svc_tui.domain.queues.routing_checks import Fault
from svc_tui.errors import N_, NotFound, Refused, SvcError
from svc_tui.language import _
from svc_tui.services.queues.rules import rule_from, said

LARGEST = 1_000_000
_KEYS = ("name", "when", "active", *STEPS)
_HEAD = re.compile(r"\s*\[\[\s*rule\s*\]\]")


@dataclass(frozen=True)
class RulesText:
    """Rules as they were read, and where each stands."""

    name: str
    """Of the file."""
    rules: tuple[Rule, ...]
    lines: Sequence[Mapping[str, int]]
    """For each rule the line of each of its keys, of its head under an empty one."""

    def told(self, fault: Fault) -> str:
        """A fault with its line."""
        at = next((at for at, rule in enumerate(self.rules) if rule.name == fault.rule), None)
        sentence = _(said(fault).text).format(**said(fault).values)
        if at is None:
            return f"{self.name}: {sentence}"
        lines = self.lines[at]
        line = lines.get(fault.place, lines[""])
        return _("{file}, line {line}: {what}").format(file=self.name, line=line, what=sentence)


def load(path: Path) -> RulesText:
    """Read a file of rules. Raises NotFound, Refused: with line and key."""
    try:
        with path.open("rb") as file:
            told = file.read(LARGEST + 1)
        if len(told) > LARGEST:
            raise Refused(N_("{file} is too long for rules of routing."), file=path.name)
        text = told.decode("utf-8-sig")
    except FileNotFoundError:
        raise NotFound(N_("There is no file {file}."), file=str(path)) from None
    except (OSError, ValueError) as error:
        raise Refused(N_("{file} cannot be read as UTF-8 text."), file=path.name) from error
    return parse(text, path.name)


def parse(text: str, name: str = "rules") -> RulesText:
    """Rules from the text of a file. Raises Refused: with line and key."""
    text = text.replace("\r\n", "\n")
    try:
        given = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.rstrip().count("\n") + 1
        why = str(error).partition(" (at ")[0]
        message = N_("{file}, line {line}: it cannot be read from here on ({why}). Nothing was saved.")
        raise Refused(message, file=name, line=line, why=why) from None
    for key in given:
        if key != "rule":
            text_of = N_("{file}, line {line}: {key} is no rule. Each rule begins with [[rule]].")
            raise Refused(text_of, file=name, line=_line_of(text, key), key=key)
    tables, places = given.get("rule", []), _places(text)
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise Refused(N_("{file}: write each rule below a line [[rule]]."), file=name)
    if not tables:
        raise Refused(N_("{file} holds no rule. Each rule begins with a line [[rule]]."), file=name)
    places += [{"": 1}] * (len(tables) - len(places))
    rules = [_rule(table, places[at], name, at + 1) for at, table in enumerate(tables)]
    return RulesText(name, tuple(rules), places)


def _rule(table: Mapping[str, object], lines: Mapping[str, int], file: str, nth: int) -> Rule:
    values: dict[str, object] = {}
    for key, value in table.items():
        line = lines.get(key, lines[""])
        own = key if key in _KEYS else named(key)
        if own is None:
            near = get_close_matches(key, _KEYS, 1)
            message = N_("{file}, line {line}: a rule has no key {key}. Its keys are {known}.")
            if near:
                message = N_("{file}, line {line}: a rule has no key {key}. Did you mean {near}?")
            raise Refused(message, file=file, line=line, key=key, near="".join(near), known=", ".join(_KEYS))
        fits = isinstance(value, bool) if own == "active" else isinstance(value, str)
        if not fits and not (own in SEVERAL and _texts(value)):
            wanted = "true, false" if own == "active" else '"..."'
            message = N_("{file}, line {line}: {key} takes {wanted}.")
            raise Refused(message, file=file, line=line, key=key, wanted=wanted)
        values[own] = value
    try:
        rule = rule_from(str(values.get("name", "")), values)
        check_shape(rule)
    except SvcError as error:
        message = N_("{file}, line {line}: {what}")
        raise Refused(message, file=file, line=lines[""], what=error.text(_)) from None
    return rule


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _places(text: str) -> list[dict[str, int]]:
    """For each rule the line of its head and of its keys."""
    found: list[dict[str, int]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if _HEAD.match(line):
            found.append({"": number})
        elif found and (key := re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=", line)):
            found[-1].setdefault(key[1], number)
    return found


def _line_of(text: str, key: str) -> int:
    lines = text.split("\n")
    pattern = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}\b")
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), 1)


def as_text(rules: Sequence[Rule]) -> str:
    """Rules as a file that reads back as they are."""
    parts = []
    for rule in rules:
        lines = ["[[rule]]", f"name = {_quoted(rule.name)}"]
        if rule.condition:
            lines.append(f"when = {_quoted(rule.condition)}")
        for step in STEPS:
            values = rule.values(step) if step in SEVERAL else [each for each in [rule.value(step)] if each]
            if len(values) == 1:
                lines.append(f"{step} = {_quoted(values[0])}")
            elif values:
                lines.append(f"{step} = [{', '.join(map(_quoted, values))}]")
        if not rule.active:
            lines.append("active = false")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _quoted(text: str) -> str:
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
