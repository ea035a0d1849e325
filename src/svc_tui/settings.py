"""A person's settings: defaults, then the TOML file, then the environment, then the flags of the command.

What the whole company shares (zone, holidays, name) lies in the store instead: `services/company/settings.py`.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from svc_tui import locations
from svc_tui.errors import N_, BadUsage

LOOKS = ("dark", "light", "ansi", "mono")
SPOKEN = ("en", "it")
KEY_PRESETS = ("letters", "arrows")


@dataclass(frozen=True)
class Settings:
    """Each field is a key of the settings file; those with a variable can be set in the environment too."""

    store: Path | None = None
    """The store to open (SVC_TUI_STORE); none means the one in the data directory."""
    who: str | None = None
    """Who works (SVC_TUI_USER, `--as`): a person's code; none means the system user."""
    look: str | None = None
    """dark, light, ansi or mono (SVC_TUI_LOOK); none lets the terminal decide."""
    ascii: bool | None = None
    """Draw with ASCII alone (SVC_TUI_ASCII); none lets the locale decide."""
    slow: bool = False
    """Spare a slow line (SVC_TUI_SLOW): 16 colours, the detail waits until the keys rest."""
    language: str | None = None
    """en or it (SVC_TUI_LANGUAGE); none lets the locale decide."""
    mouse: bool | None = None
    """Let the program have the mouse; none means not over SSH, where the terminal selects text."""
    frame_comparer: bool = True
    """Send only the cells that changed; false sends what Textual sends."""
    stay_after_action: bool = False
    """Keep the cursor on its row after an act; false moves to the next call."""
    bell: bool = False
    """Ring when a call of mine becomes urgent."""
    preset: str = "letters"
    """Keys to begin with: letters, or arrows for those who want no letters to move."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Own keys: command id and its sequences, table `[keys]` of the file."""
    file: Path | None = None
    """The file that was read, if there was one; not a key itself."""


VARIABLES = {
    "store": "SVC_TUI_STORE", "who": "SVC_TUI_USER", "look": "SVC_TUI_LOOK", "ascii": "SVC_TUI_ASCII",
    "slow": "SVC_TUI_SLOW", "language": "SVC_TUI_LANGUAGE",
}  # fmt: skip
_CHOICES = {"look": LOOKS, "language": SPOKEN, "preset": KEY_PRESETS}
_FLAGS = {"ascii", "slow", "mouse", "frame_comparer", "stay_after_action", "bell"}
_YES, _NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def load(
    flags: Mapping[str, object] | None = None,
    env: Mapping[str, str] | None = None,
    file: Path | None = None,
) -> Settings:
    """The settings in force.

    Args:
        flags: What the command line says; None means it says nothing.
        env: The environment; the process's own unless given.
        file: The settings file; the one in the configuration directory unless given.

    Raises:
        BadUsage: a value is wrong; the sentence names where it stands.
    """
    path = file or locations.settings_file()
    values = _from_file(path)
    if values:
        values["file"] = path
    values |= _from_environment(os.environ if env is None else env)
    for name, value in (flags or {}).items():
        if value is not None:
            values[name] = _checked(name, value, f"--{'as' if name == 'who' else name}")
    return replace(Settings(), **values)


def _from_file(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        detail = getattr(error, "strerror", None) or "UTF-8"
        raise BadUsage(
            N_("The settings {path} cannot be read ({detail})."), path=path, detail=detail
        ) from error
    import tomllib  # most have no settings: not before there are some

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadUsage(N_("{path} is not valid TOML: {detail}."), path=path, detail=error) from error
    return {name: _of_file(name, value, path, text) for name, value in table.items()}


def _of_file(name: str, value: object, path: Path, text: str) -> Any:
    where = f"{path}:{_line_of(name, text)} {name}"
    if name not in {each.name for each in fields(Settings)} - {"file"}:
        known = ", ".join(each.name for each in fields(Settings) if each.name != "file")
        raise BadUsage(N_("{where}: there is no such setting. Known are {known}."), where=where, known=known)
    if name == "keys":
        return _keys(value, path, text)
    return _checked(name, value, where)


def _line_of(name: str, text: str) -> int:
    """The line that sets a key; TOML's reader keeps none."""
    for number, line in enumerate(text.splitlines(), start=1):
        word = line.split("=")[0].strip().strip("[]\"'")
        if word == name:
            return number
    return 1


def _keys(value: object, path: Path, text: str) -> Mapping[str, tuple[str, ...]]:
    """The `[keys]` table; whether a command exists and keys clash is the keymap's to say."""
    if not isinstance(value, dict):
        raise BadUsage(N_("{where}: write a table [keys] with one line a command."), where=f"{path} keys")
    found: dict[str, tuple[str, ...]] = {}
    for name, keys in _flat(value).items():
        several = [keys] if isinstance(keys, str) else keys
        if not isinstance(several, list) or not all(isinstance(each, str) for each in several):
            where = f"{path}:{_line_of(name, text)} {name}"
            raise BadUsage(N_('{where}: write keys as text, such as "g i", or a list of them.'), where=where)
        found[name] = tuple(several)
    return MappingProxyType(found)


def _flat(value: dict[str, Any], before: str = "") -> dict[str, Any]:
    """`call.take = "t"` without quotes is nested tables to TOML; people mean the dotted id."""
    found: dict[str, Any] = {}
    for name, each in value.items():
        found |= _flat(each, f"{before}{name}.") if isinstance(each, dict) else {before + name: each}
    return found


def store_of(env: Mapping[str, str]) -> Path | None:
    """The store that the environment names. Raises BadUsage: it names none that can be."""
    text = env.get(VARIABLES["store"])
    return _store(text, VARIABLES["store"]) if text else None


def _from_environment(env: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: _checked(name, env[variable], variable)
        for name, variable in VARIABLES.items()
        if env.get(variable)
    }


def _checked(name: str, value: object, where: str) -> Any:
    """The value in its type, or a sentence that names the place."""
    if name in _FLAGS:
        word = str(value).strip().lower()
        if isinstance(value, bool):
            return value
        if word in _YES | _NO:
            return word in _YES
        raise BadUsage(N_("{where}: {value} is neither true nor false."), where=where, value=value)
    if not isinstance(value, str | Path) or not str(value).strip():
        raise BadUsage(N_("{where}: {value} is not text."), where=where, value=value)
    if name == "store":
        return _store(str(value), where)
    if name in _CHOICES and value not in _CHOICES[name]:
        known = ", ".join(_CHOICES[name])
        raise BadUsage(
            N_("{where}: there is no {value}. Choose from {known}."), where=where, value=value, known=known
        )
    return str(value)


def _store(text: str, where: str) -> Path:
    """A path, or SQLite's address of one; what names another kind of database would only become an odd folder."""
    path = text.removeprefix("sqlite:///")
    if "://" in path:
        message = N_("{where}: {value} is an address; the store is a file here. Write its path.")
        raise BadUsage(message, where=where, value=text)
    try:
        return Path(path).expanduser()
    except RuntimeError as error:  # nobody of that name has a home
        message = N_(
            "{where}: nobody here has the home that {value} names. Write ./{value} for a file of that name."
        )
        raise BadUsage(message, where=where, value=path) from error
