"""Which keys mean which command: sequences, presets, people's own keys, and the reader that follows them.

Textual binds single keys only, so sequences (`g g`, `s o`) are read here, by a small state machine without a
screen. Clashes are found before the app starts and told in words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from svc_tui.commands.catalogue import BY_ID, COMMANDS, PLACES, Command
from svc_tui.errors import N_, BadUsage
from svc_tui.key_names import spelled, unreachable

Keys = tuple[str, ...]

# Whole sets of keys to start from; what a preset does not name keeps its default.
PRESETS: dict[str, dict[str, tuple[str, ...]]] = {
    "letters": {},
    # For people who would rather not meet h j k l: moving is arrows and page keys alone.
    "arrows": {
        "cursor.down": ("down",),
        "cursor.up": ("up",),
        "scroll.down": ("down",),
        "scroll.up": ("up",),
        "record.open": ("enter",),
        "record.back": ("q", "escape"),
        "board.left": ("left",),
        "board.right": ("right",),
    },
}

_SHOWN = {
    "escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "left": "←", "right": "→", "up": "↑", "down": "↓",
}  # fmt: skip


def key_name(key: str, character: str | None) -> str:
    """The name under which a pressed key is bound: the character it types, else its own name."""
    if character is not None and character.isprintable() and not character.isspace():
        return character
    return "enter" if key in ("return", "ctrl+m") else key


def parse_keys(text: str) -> Keys:
    """A sequence as it is written in the catalogue or the settings: keys joined by spaces."""
    return tuple(spelled(part) for part in text.split())


def shown_keys(keys: Keys) -> str:
    """A sequence as a person reads it: letters run together, named keys apart."""
    names = [_SHOWN.get(key, key) for key in keys]
    return ("" if all(len(name) == 1 for name in names) else " ").join(names)


@dataclass(slots=True)
class _Node:
    command: Command | None = None
    next: "dict[str, _Node]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """The keys so far are a command."""

    command: Command
    keys: Keys


@dataclass(frozen=True, slots=True)
class Pending:
    """The keys so far begin a sequence; `follow` says what may come: key and command."""

    keys: Keys
    follow: tuple[tuple[str, Command], ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """The keys mean nothing here."""

    keys: Keys


@dataclass(frozen=True, slots=True)
class Dropped:
    """A pending sequence was given up with escape."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two commands that cannot both be reached by their keys."""

    keys: Keys
    first: Command
    second: Command
    place: str

    @property
    def message(self) -> str:
        """Message id, to be filled with `values`."""
        return N_(
            "Key {keys} means both {first} and {second} in {place}. "
            "Give one of them another key under [keys] in the settings."
        )

    @property
    def values(self) -> dict[str, str]:
        """What fills the message."""
        return {
            "keys": shown_keys(self.keys),
            "first": self.first.id,
            "second": self.second.id,
            "place": self.place,
        }


class Keymap:
    """The keys in force: defaults, then the preset, then people's own."""

    def __init__(self, keys: Mapping[str, Iterable[str]] | None = None, preset: str = "letters") -> None:
        """`keys`: command id -> sequences, which replace the command's own."""
        if preset not in PRESETS:
            raise BadUsage(
                N_("There is no key preset {preset}. Known are {known}."),
                preset=preset,
                known=", ".join(PRESETS),
            )
        own = {**PRESETS[preset], **{name: tuple(value) for name, value in (keys or {}).items()}}
        for name in own:
            if name not in BY_ID:
                raise BadUsage(
                    N_("There is no command {name} to give keys to.{hint}"), name=name, hint=_nearest(name)
                )
            _check(name, own[name])
        self._keys: dict[str, tuple[Keys, ...]] = {
            command.id: tuple(parse_keys(text) for text in own.get(command.id, command.keys) if text.split())
            for command in COMMANDS
        }
        self._roots = {place: self._root(place) for place in PLACES}

    def keys_of(self, command_id: str) -> tuple[Keys, ...]:
        """Every sequence that runs a command, the first being the one to show."""
        return self._keys[command_id]

    def first_key(self, command_id: str) -> str:
        """The sequence to show for a command, or nothing."""
        keys = self._keys[command_id]
        return shown_keys(keys[0]) if keys else ""

    def keys_in(self, place: str, command_id: str) -> tuple[Keys, ...]:
        """Its sequences as a place has them: where it applies there, without those that another command took over."""
        keys = self._keys[command_id]
        if BY_ID[command_id].scope not in PLACES[place]:
            return keys
        return tuple(each for each in keys if self._runs(place, each) == command_id)

    def _runs(self, place: str, keys: Keys) -> str | None:
        """The command that a sequence runs in a place."""
        node: _Node | None = self._roots[place]
        for key in keys:
            node = node.next.get(key) if node else None
        return node.command.id if node and node.command else None

    def reader(self, place: str) -> "KeyReader":
        """A reader of keys for one place."""
        return KeyReader(self._roots[place])

    def clashes(self) -> list[Clash]:
        """Every pair of commands whose keys hide one another, once each."""
        found: dict[tuple[str, str], Clash] = {}
        for place, scopes in PLACES.items():
            bound: dict[Keys, Command] = {}
            for command in COMMANDS:
                if command.scope not in scopes:
                    continue
                for keys in self._keys[command.id]:
                    for other_keys, other in bound.items():
                        short = min(len(keys), len(other_keys))
                        if keys == other_keys and (other.id in command.over or command.id in other.over):
                            continue
                        if other.id != command.id and keys[:short] == other_keys[:short]:
                            pair = (other.id, command.id)
                            found.setdefault(pair, Clash(keys[:short], other, command, place))
                    bound[keys] = command
        return list(found.values())

    def _root(self, place: str) -> _Node:
        root = _Node()
        for command in sorted(
            COMMANDS, key=lambda command: bool(command.over)
        ):  # they take the others' place
            if command.scope not in PLACES[place]:
                continue
            for keys in self._keys[command.id]:
                node = root
                for key in keys:
                    node = node.next.setdefault(key, _Node())
                node.command = command
        return root


class KeyReader:
    """Follows keys one by one. A begun sequence owns the next key, whatever it means alone."""

    def __init__(self, root: _Node) -> None:
        self._root = root
        self._node = root
        self._keys: Keys = ()

    @property
    def pending(self) -> bool:
        """Whether a sequence is begun."""
        return bool(self._keys)

    def drop(self) -> None:
        """Forget a begun sequence."""
        self._node, self._keys = self._root, ()

    def feed(self, key: str) -> Found | Pending | Unknown | Dropped:
        """What the keys so far mean, this one included."""
        if self._keys and key == "escape":
            self.drop()
            return Dropped()
        keys = (*self._keys, key)
        node = self._node.next.get(key)
        if node is None:
            self.drop()
            return Unknown(keys)
        if node.command is not None and not node.next:
            self.drop()
            return Found(node.command, keys)
        self._node, self._keys = node, keys
        return Pending(keys, tuple(_follow(node)))


def _follow(node: _Node) -> Iterable[tuple[str, Command]]:
    """What may come next, each command once (`v 1` to `v 9` are one)."""
    named: set[str] = set()
    for key, child in node.next.items():
        command = child.command or next((found for _, found in _follow(child)), None)
        if command is not None and command.id not in named:
            named.add(command.id)
            same = [other for other, after in node.next.items() if after.command is command]
            yield (f"{same[0]}–{same[-1]}" if len(same) > 2 else key), command


def _check(command_id: str, texts: Iterable[str]) -> None:
    """Refuse keys that a terminal does not send, or not for themselves alone. Raises BadUsage."""
    for text in texts:
        for key in parse_keys(text):
            if (found := unreachable(key)) is not None:
                message, other = found
                raise BadUsage(message, key=key, name=command_id, other=other)


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, BY_ID, 1)
    return f" ({near[0]}?)" if near else ""
