"""The tool behind `make manual`: writes the parts of README and manual that the program itself knows best.

A part stands between `<!-- name -->` and `<!-- /name -->`; what is around it is written by hand. With `--check`
nothing is written: stale parts are named, and the exit code is 1.
"""

import contextlib
import io
import os
import re
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from svc_tui.cli.core import main as command_line
from svc_tui.commands.catalogue import COMMANDS, Command
from svc_tui.domain.activities.keys import ACTIVITIES
from svc_tui.domain.calls.keys import CALLS
from svc_tui.domain.contracts.keys import CONTRACTS
from svc_tui.domain.equipment.keys import EQUIPMENT
from svc_tui.domain.query.keys import SYNTAX, Key, KeyTable
from svc_tui.domain.solutions.keys import SOLUTIONS
from svc_tui.interchange.b1 import dtw_out as dtw_write
from svc_tui.interchange.b1 import limits as b1_limits_of
from svc_tui.keymap import parse_keys, shown_keys
from tests import completion

ROOT = Path(__file__).parents[1]
SCOPES = {
    "everywhere": "Everywhere",
    "list": "In a list",
    "calls": "On calls: the row under the cursor, the marks, or the open call",
    "inbox": "In the inbox",
    "activities": "On activities: those of the record at hand, or the open one",
    "notes": "On cards, contracts and customers: what is said and to be done",
    "activity": "On an open activity",
    "board": "On the board of queues",
    "call": "In an open call",
    "cards": "On units: the row under the cursor, the marks, or the open card",
    "equipment": "In the list of equipment",
    "card": "On an open card",
    "contracts": "On contracts: the row under the cursor, the marks, or the open contract",
    "contract": "On an open contract",
    "simulate": "When a call would be due",
    "solutions": "On solutions: the row under the cursor, the marks, or the open solution",
    "solution list": "In the list of solutions",
    "visit list": "In the list of visits",
    "solution": "On an open solution",
    "acts": "After a change",
    "jumps": "From a record to its neighbours",
    "copies": "Out of a record",
    "new call": "Where a call may begin",
    "tabs": "On the tabs of a record",
    "record": "In a record that fills the screen",
    "customer": "At a customer",
    "messages": "In the list of messages",
    "reports": "In the reports",
    "plan": "On the day board",
    "opportunities": "On opportunities: the row under the cursor, the marks, or the open one",
    "opportunity": "On an open opportunity",
    "sales": "In the list of opportunities",
    "pipeline": "On the pipeline",
    "hints": "On hints at sales",
    "raising": "From a call, a card or a contract to a sale",
    "proposal": "In a proposal of visits",
    "account": "What a customer is billed",
    "overview": "On a week, a month or a technician's day of the plan",
    "visits": "On visits: the one under the cursor, or the marks",
    "balance": "In the balance of a queue",
    "monitor": "In the service monitor",
    "wall": "On a wall",
    "setup": "In the set-up",
    "form": "In a form",
    "conflict": "Where two people changed the same record",
}
AT_FIRST = (
    "everywhere", "list", "calls", "inbox", "call", "cards", "equipment", "card", "acts", "jumps", "copies", "new call",
    "record",
)  # fmt: skip
"""What the first page shows; `docs/keys.md` has them all."""
NOUNS = {
    "activity": "activities",
    "solution": "solutions",
    "call": "calls",
    "equipment": "cards",
    "contract": "contracts",
}
KINDS = {
    "number": "number, `>` `<` `..`", "code": "exact", "ref": "code or name", "name": "name from its list",
    "text": "words", "enum": "one of its words", "instant": "date or time", "date": "date",
    "due": "time left, or a date", "integer": "whole number", "seconds": "duration", "flag": "yes or no",
    "left": "time left, or a date",
    "serial": "serial or its tail", "tags": "tag", "presence": "only after `has:` and `no:`",
}  # fmt: skip


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def keys_of(command: Command) -> str:
    """The default keys as they are typed; nine views in a row are one."""
    shown = [f"`{shown_keys(parse_keys(keys))}`" for keys in command.keys]
    return " ".join(shown) if len(shown) < 5 else f"{shown[0]}…{shown[-1]}"


def key_table() -> str:
    """Every command of the first page that has a key, by where it applies."""
    parts = []
    for scope in AT_FIRST:
        rows = [(keys_of(each), each.words) for each in COMMANDS if each.scope == scope and each.keys]
        if rows:
            halves = rows[: (len(rows) + 1) // 2], rows[(len(rows) + 1) // 2 :]
            pairs = [(*left, *right) for left, right in zip(halves[0], [*halves[1], ("", "")], strict=False)]
            parts.append(f"**{SCOPES[scope]}**\n\n" + table(("key", "act", "key", "act"), pairs))
    return "\n\n".join(parts)


def key_pages() -> str:
    """Every command with its help and its id, by where it applies."""
    parts = []
    for scope, title in SCOPES.items():
        rows = [
            (keys_of(each) or "by name", each.words, each.help, f"`{each.id}`")
            for each in COMMANDS
            if each.scope == scope
        ]
        if rows:
            parts.append(f"### {title}\n\n" + table(("key", "act", "what happens", "id"), rows))
    return "\n\n".join(parts)


def filter_keys(keys: KeyTable = CALLS) -> str:
    """Every key of the filter language for a list."""

    def row(key: Key) -> tuple[str, ...]:
        values = ", ".join(f"`{word}`" for word in key.words if key.kind == "enum") or KINDS[key.kind]
        return f"`{key.name}`", " ".join(f"`{word}`" for word in key.also), key.help, values

    return table(("key", "also", "what it is", "values"), map(row, keys.keys))


def filter_flags(keys: KeyTable = CALLS) -> str:
    """Every word after `is:`."""
    rows = (
        (f"`is:{flag.name}`", " ".join(f"`{each}`" for each in flag.also), flag.help) for flag in keys.flags
    )
    return table(("claim", "also", f"which {NOUNS[keys.kind]}"), rows)


def filter_syntax() -> str:
    """The keys that every list has, with their other names."""
    others = {
        own: [f"`{each}:`" for each, means in SYNTAX.items() if means == own != each]
        for own in SYNTAX.values()
    }
    return table(("key", "also"), ((f"`{own}:`", " ".join(each)) for own, each in others.items()))


def helped(words: list[str]) -> str:
    """What `--help` prints, without the line that speaks of itself."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        command_line.run([*words, "--help"], {})
    lines = [line.rstrip() for line in out.getvalue().strip().splitlines()]
    return "\n".join(line for line in lines if not re.match(r"  --help +Show this", line)).replace(
        "\nOptions:\n\n", "\n"
    )


def commands() -> str:
    """The help of every command."""
    parts = [f"## svc-tui\n\n```text\n{helped([])}\n```"]
    for noun in command_line.NOUNS:
        parts += sections([noun])
    return "\n\n".join(parts)


def sections(words: list[str]) -> list[str]:
    """The help of a noun or verb and of all below it."""
    found = helped(words)
    head = "##" if len(words) == 1 else "###"
    parts = [f"{head} {' '.join(words)}\n\n```text\n{found}\n```"]
    for verb in verbs(found):
        parts += sections([*words, verb])
    return parts


def verbs(page: str) -> list[str]:
    """The verbs that a help page lists, in its order."""
    _, _, listed = page.partition("\nCommands:\n")
    return re.findall(r"^  (\w[\w-]*)", listed, flags=re.MULTILINE)


def mapping(name: str = "servicenow") -> str:
    """The mapping of a worked example."""
    return f"```toml\n{(ROOT / 'data' / f'{name}.toml').read_text(encoding='utf-8').strip()}\n```"


def b1_limits() -> str:
    """What has no place in B1, as it is told."""
    rows = [(", ".join(one.kinds), one.message) for one in b1_limits_of.LIMITS]
    rows += b1_limits_of.TABLES.items()
    rows += [
        ("any", b1_limits_of.HISTORY), ("any", b1_limits_of.NO_NUMBER), ("call, contract", b1_limits_of.NO_CARD),
        ("call", b1_limits_of.STATUS), ("contract", b1_limits_of.SEVERAL), ("contract", b1_limits_of.LATE),
        ("contract, equipment", b1_limits_of.ROUNDED), ("equipment", b1_limits_of.DOCUMENT),
        ("solution, activity", b1_limits_of.TIME_OF_DAY), ("DTW", dtw_write.SECONDS), ("DTW", dtw_write.TYPES),
        ("DTW", dtw_write.NO_KEY),
    ]  # fmt: skip
    lines = [f"| {kind} | {_uncounted(message)} |" for kind, message in rows]
    return "\n".join(["| of | what is told |", "| --- | --- |", *lines])


def _uncounted(message: str) -> str:
    plain = message.replace(", {count})", ")").replace(" ({count})", "")
    return plain.format(column="...", value="...")


PARTS: dict[str, dict[str, Callable[[], str]]] = {
    "README.md": {"keys": key_table},
    "docs/import-your-calls.md": {
        "mapping": mapping,
        "units": partial(mapping, "units"),
        "contracts": partial(mapping, "contracts"),
        "b1-limits": b1_limits,
    },
    "docs/keys.md": {"keys": key_pages},
    "docs/filter-language.md": {
        "filter-keys": filter_keys, "filter-flags": filter_flags, "filter-syntax": filter_syntax,
        "card-keys": partial(filter_keys, EQUIPMENT), "card-flags": partial(filter_flags, EQUIPMENT),
        "contract-keys": partial(filter_keys, CONTRACTS), "contract-flags": partial(filter_flags, CONTRACTS),
        "solution-keys": partial(filter_keys, SOLUTIONS), "solution-flags": partial(filter_flags, SOLUTIONS),
        "activity-keys": partial(filter_keys, ACTIVITIES), "activity-flags": partial(filter_flags, ACTIVITIES),
    },
    "docs/command-line.md": {"commands": commands},
}  # fmt: skip


def renewed(text: str, name: str, content: str) -> str:
    """The text with one part replaced."""
    begin, end = f"<!-- {name} -->\n", f"\n<!-- /{name} -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"the part {name} is not marked")
    return before + begin + content + end + after


def main(arguments: list[str]) -> int:
    """Renew the parts, or name those that are stale."""
    os.environ |= {"COLUMNS": "100", "NO_COLOR": "1", "LANGUAGE": "en"}
    stale = []
    for file, parts in PARTS.items():
        path = ROOT / file
        old = text = path.read_text(encoding="utf-8")
        for name, content in parts.items():
            text = renewed(text, name, content())
        if text != old:
            stale.append(file)
            if "--check" not in arguments:
                path.write_text(text, encoding="utf-8")
    present = completion.FILE.read_text(encoding="utf-8") if completion.FILE.exists() else ""
    if present != (wanted := completion.content()):
        stale.append(str(completion.FILE.relative_to(ROOT)))
        if "--check" not in arguments:
            completion.FILE.write_text(wanted, encoding="utf-8")
    for file in stale:
        sys.stdout.write(f"{file} {'is stale: make manual' if '--check' in arguments else 'renewed'}\n")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
