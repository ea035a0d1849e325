"""What a shell offers while a line for svc-tui is typed: commands, options, filter keys, fields, values of the store.

A shell asks at each press of tab, so this imports neither Typer nor the services: what there is to say stands in
`shipped/completion/commands.json`, which `make manual` writes from the commands themselves; what is in the store is
read by `storage.query.offers`.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from svc_tui.errors import N_, BadUsage, Refused, SvcError
from svc_tui.language import _

Offer = tuple[str, str]
SHELLS = ("bash", "zsh", "fish")
HERE = Path(__file__).parents[2] / "shipped" / "completion"
NAME = "svc-tui"
_BREAKS = "|;&(\n"
_SPECIAL = " \t\"'\\$`!&|;()<>*?[]{}#~"


# --- what may stand at the cursor


def answers(words: Sequence[str], store: Path) -> list[Offer]:
    """What the last word may become; the words are those after the program's name."""
    *before, typed = words
    tree = json.loads((HERE / "commands.json").read_text(encoding="utf-8"))
    node, given, waits = _walk(tree, before)
    offer = partial(_offers, store=store)
    if waits is not None:
        return offer(waits, typed, node)
    name, equals, value = typed.partition("=")
    options = {**tree["options"], **node["options"], "--help": {"help": _("Show this help.")}}
    if typed.startswith("--") and equals and "kind" in options.get(name, {}):
        return [(f"{name}={found}", said) for found, said in offer(options[name]["kind"], value, node)]
    found: list[Offer] = []
    if typed.startswith("--") or (typed == "-"):
        found = [
            (each + ("=" if "kind" in about else ""), _help(about))
            for each, about in sorted(options.items())
            if each.startswith(typed)
        ]
    if node["commands"]:
        found += [(each, _help(about)) for each, about in node["commands"].items() if each.startswith(typed)]
    elif not typed.startswith("--"):
        for kind in _kinds(node["arguments"], given):
            found += offer(kind, typed, node)
    return list(dict.fromkeys(found))


def _help(about: Mapping[str, Any]) -> str:
    said = str(about["help"])
    return _(said) if said else ""


def _walk(tree: dict[str, Any], words: Sequence[str]) -> tuple[dict[str, Any], int, str | None]:
    """The command that the words lead to, how many arguments it has, and the kind of value an option waits for."""
    node, given, waits = tree, 0, None
    for word in words:
        if waits is not None:
            waits = None
        elif word.startswith("--"):
            name, equals, _value = word.partition("=")
            about = node["options"].get(name) or tree["options"].get(name) or {}
            waits = None if equals else about.get("kind")
        elif node["commands"]:
            node = node["commands"].get(word, _NOWHERE)
        else:
            given += 1
    return node, given, waits


_NOWHERE: dict[str, Any] = {"options": {}, "arguments": [], "commands": {}, "fields": {}}


def _kinds(arguments: Sequence[Mapping[str, Any]], given: int) -> Sequence[str]:
    """What the next argument may be."""
    for argument in arguments:
        if argument["many"] or given == 0:
            return list(argument["kinds"])
        given -= 1
    return ()


def _offers(kind: str, typed: str, node: Mapping[str, Any], store: Path) -> list[Offer]:
    name, _colon, rest = kind.partition(":")
    if name == "path":
        return _paths(typed)
    if name == "choice":
        return [(each, "") for each in rest.split("|") if each.startswith(typed)]
    if name == "filter":
        return _filter(rest, typed, store)
    if name == "fields":
        return _fields(node["fields"], typed, partial(_offers, node=node, store=store))
    from svc_tui.storage.query.offers import offers

    found = offers(store, kind, typed)
    return [*_shipped_reports(typed), *found] if name == "report" else found


def _shipped_reports(typed: str) -> list[Offer]:
    """The reports that come along, with what they are called."""
    import tomllib

    found: list[Offer] = []
    for path in sorted((HERE.parent / "reports").glob("*.toml"), key=lambda each: each.stem):
        if path.stem.startswith(typed.lower()):
            report = tomllib.loads(path.read_text("utf-8"))
            title = report["title"]
            found.append((path.stem, _(title)))
    return found


def _fields(fields: Mapping[str, str], typed: str, offer: Callable[[str, str], list[Offer]]) -> list[Offer]:
    name, equals, value = typed.partition("=")
    if not equals:
        return [(f"{each}=", "") for each in fields if each.startswith(typed.lower())]
    return [(f"{name}={found}", said) for found, said in offer(fields.get(name.lower(), ""), value)]


def _filter(noun: str, typed: str, store: Path) -> list[Offer]:
    """Keys and values of the filter language, as in the inbox."""
    from importlib import import_module

    from svc_tui.domain.query.complete import complete
    from svc_tui.storage.query.offers import values_of

    folder, table = _TABLES[noun]
    keys = getattr(import_module(f"svc_tui.domain.{folder}.keys"), table)
    found = complete(typed, len(typed), keys, values_of(store))
    return [(typed[: each.start] + each.text, _(each.help) if each.help else "") for each in found]


_TABLES = {
    "call": ("calls", "CALLS"),
    "equipment": ("equipment", "EQUIPMENT"),
    "contract": ("contracts", "CONTRACTS"),
    "solution": ("solutions", "SOLUTIONS"),
    "activity": ("activities", "ACTIVITIES"),
    "plan": ("planning", "VISITS"),
    "visit": ("planning", "VISITS"),
    "plan_rule": ("planning", "PLAN_RULES"),
    "opportunity": ("sales", "OPPORTUNITIES"),
    "price": ("billing", "PRICES"),
    "price_list": ("billing", "PRICE_LISTS"),
    "vat": ("billing", "VATS"),
    "labour_rate": ("billing", "LABOUR_RATES"),
    "customer": ("company", "CUSTOMERS"),
    "item": ("company", "ITEMS"),
    "person": ("company", "PEOPLE"),
    "queue": ("company", "QUEUES"),
}


def _paths(typed: str) -> list[Offer]:
    folder, name = os.path.split(typed)
    try:
        with os.scandir(os.path.expanduser(folder) or ".") as entries:
            found = sorted(
                entry.name + ("/" if entry.is_dir() else "")
                for entry in entries
                if entry.name.startswith(name)
            )
    except OSError:
        return []
    return [(os.path.join(folder, each), "") for each in found if name or not each.startswith(".")]


# --- what a shell sends and takes


def reply(shell: str, rest: Sequence[str]) -> list[str]:
    """The lines for a shell, of what it sends.

    Args:
        shell: bash, zsh or fish.
        rest: Of bash the line up to the cursor and its word breaks; else the words after the program's name.
    """
    if shell == "bash":
        line, breaks = rest[0] if rest else "", rest[1] if len(rest) > 1 else ""
        words, raw = split_line(line)
        cut = max((raw.rfind(each) for each in ":=" if each in breaks), default=-1) + 1
        quoted = raw[:1] if raw[:1] in ("'", '"') else ""
        return [_quoted(value, quoted)[0 if quoted else cut :] for value, _said in _found(words)]
    return [f"{value}\t{_plain(said)}" if said else value for value, said in _found(list(rest) or [""])]


def _found(words: list[str]) -> list[Offer]:
    from svc_tui import locations, settings
    from svc_tui.cli.core.options import split

    try:
        flags, _rest = split([word for word in words[:-1] if word != "--"])
        found = settings.load({"store": flags["store"]} if "store" in flags else {})
        return answers(words, found.store or locations.default_store())
    except SvcError:
        return answers(words, Path(os.devnull))


def split_line(line: str) -> tuple[list[str], str]:
    """The words after the program's name in the last command of a line, and the last one as it was typed."""
    words: list[str] = []
    word, raw, quote = "", "", ""
    open_word = False
    letters = iter(line)
    for letter in letters:
        if quote:
            raw += letter
            if letter == quote:
                quote = ""
            else:
                word += letter
        elif letter in "'\"":
            quote, open_word, raw = letter, True, raw + letter
        elif letter == "\\":
            following = next(letters, "")
            word, raw, open_word = word + following, raw + letter + following, True
        elif letter in _BREAKS:
            words, word, raw, open_word = [], "", "", False
        elif letter in " \t":
            if open_word:
                words.append(word)
            word, raw, open_word = "", "", False
        else:
            word, raw, open_word = word + letter, raw + letter, True
    named = next((at for at, each in enumerate(words) if Path(each).name == NAME), None)
    return [*(words[named + 1 :] if named is not None else words[1:]), word], raw


def _quoted(value: str, quote: str) -> str:
    if quote:
        return f"{quote}{value}{'' if value.endswith(('/', ':', '=')) else quote}"
    return "".join(f"\\{letter}" if letter in _SPECIAL else letter for letter in value)


def _plain(text: str) -> str:
    return " ".join(text.split())[:60]


# --- installing


def script(shell: str) -> str:
    """What a shell reads to complete lines for svc-tui."""
    return (HERE / f"{NAME}.{shell}").read_text(encoding="utf-8")


def install(shell: str, home: Path, env: Mapping[str, str]) -> list[str]:
    """Write the script where the shell finds it. Returns what was done, in sentences."""
    config = Path(env.get("XDG_CONFIG_HOME") or home / ".config")
    data = Path(env.get("XDG_DATA_HOME") or home / ".local" / "share")
    if shell == "fish":
        path, start, line = config / "fish" / "completions" / f"{NAME}.fish", None, ""
    elif shell == "bash":
        path = data / "bash-completion" / "completions" / NAME
        start, line = home / ".bashrc", f"source '{path}'"
    else:
        path = data / "zsh" / "site-functions" / f"_{NAME}"
        start = Path(env.get("ZDOTDIR") or home) / ".zshrc"
        line = f"(( $+functions[compdef] )) || {{ autoload -Uz compinit && compinit }}; source '{path}'"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script(shell), encoding="utf-8")
        if start is not None:
            _add_line(start, line)
    except OSError as error:
        raise Refused(
            N_("{path} cannot be written: {why}."), path=error.filename or path, why=error.strerror
        ) from error
    told = [_("Completion for {shell} is in {path}.").format(shell=shell, path=path)]
    if start is not None:
        told.append(_("{path} reads it; open a new shell.").format(path=start))
    return told


def _add_line(path: Path, line: str) -> None:
    present = path.read_text(encoding="utf-8", errors="surrogateescape") if path.exists() else ""
    if line in present.splitlines():
        return
    gap = "" if not present or present.endswith("\n") else "\n"
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{gap}{line}\n")


def shell_of(name: str | None, env: Mapping[str, str]) -> str:
    """The shell that is named, else the person's own. Raises BadUsage: none of those that are known."""
    found = name or Path(env.get("SHELL", "")).name
    if found not in SHELLS:
        raise BadUsage(
            N_("Name the shell: {shells}. There is no completion for {shell}."),
            shells=", ".join(SHELLS), shell=found or "-",
        )  # fmt: skip
    return found


def run(words: Sequence[str], env: Mapping[str, str]) -> int:
    """`--complete`, `--show-completion` or `--install-completion`, with what follows it."""
    option, *rest = words
    if option == "--complete":
        shell, *rest = rest or [""]
        _write(reply(shell, rest) if shell in SHELLS else ())
        return 0
    name, equals, value = option.partition("=")
    shell = shell_of(value if equals else (rest[0] if rest else None), env)
    if name == "--show-completion":
        sys.stdout.write(script(shell))
        return 0
    sys.stderr.write("".join(f"{line}\n" for line in install(shell, Path.home(), env)))
    return 0


def _write(lines: Iterable[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    sys.stdout.buffer.write(text.encode("utf-8", errors="surrogateescape"))
