"""Keys: sequences own the next key, people's own keys replace the defaults, clashes are told in words."""

import pytest

from svc_tui.commands.bars import KEY_BAR_DROPS
from svc_tui.commands.catalogue import BY_ID, COMMANDS, PLACES, commands_of
from svc_tui.errors import BadUsage
from svc_tui.keymap import PRESETS, Dropped, Found, Keymap, Pending, Unknown, key_name, parse_keys, shown_keys
from svc_tui.screens.shell.places import BARS


def read(keys: str, place: str = "inbox", keymap: Keymap | None = None) -> list[str]:
    """What each key came to, in one word."""
    reader = (keymap or Keymap()).reader(place)
    said = []
    for key in parse_keys(keys):
        match reader.feed(key):
            case Found(command):
                said.append(command.id)
            case Pending():
                said.append("...")
            case Unknown():
                said.append("?")
            case Dropped():
                said.append("dropped")
    return said


@pytest.mark.parametrize(
    ("keys", "place", "said"),
    [
        ("j", "inbox", ["cursor.down"]),
        ("j", "call", ["scroll.down"]),
        ("g g", "inbox", ["...", "cursor.top"]),
        ("g i", "call", ["...", "go.inbox"]),
        ("s o s p s r s c", "inbox", ["...", "call.status.open", "...", "call.status.pending",
                                      "...", "call.status.resolved", "...", "call.status.closed"]),
        ("p l p m p h", "call", ["...", "call.priority.low", "...", "call.priority.medium",
                                 "...", "call.priority.high"]),
        ("v 1 1", "inbox", ["...", "view.load", "go.inbox"]),
        ("y y Y", "inbox", ["...", "copy.number", "copy.row"]),
        ("g x x", "inbox", ["...", "?", "mark.toggle"]),
        ("s escape j", "inbox", ["...", "dropped", "cursor.down"]),
        ("' b ; b", "inbox", ["...", "jump.customer", "...", "jump.customer"]),
        ("q h escape", "call", ["record.back", "record.back", "record.back"]),
        ("Q", "inbox", ["?"]),
    ],
)  # fmt: skip
def test_keys_read_as_commands(keys: str, place: str, said: list[str]) -> None:
    assert read(keys, place) == said


def test_pending_sequence_says_what_may_follow() -> None:
    reader = Keymap().reader("inbox")
    pending = reader.feed("v")
    assert isinstance(pending, Pending)
    assert [(key, command.id) for key, command in pending.follow] == [
        ("1–9", "view.load"),
        ("s", "view.save"),
        ("c", "view.columns"),
        ("v", "view.manage"),
    ]
    found = reader.feed("7")
    assert isinstance(found, Found)
    assert found.keys == ("v", "7")


def test_default_keys_and_presets_have_no_clash() -> None:
    for preset in PRESETS:
        assert Keymap(preset=preset).clashes() == []


def test_own_keys_replace_the_defaults() -> None:
    keymap = Keymap({"call.take": ["ctrl+t", "g t"], "mark.all": []})
    assert read("ctrl+t g t t *", keymap=keymap) == ["call.take", "...", "call.take", "?", "?"]
    assert keymap.first_key("call.take") == "ctrl+t"
    assert keymap.first_key("mark.all") == ""


@pytest.mark.parametrize(
    ("own", "pair"),
    [
        ({"call.take": ["a"]}, ("call.take", "call.assign")),
        ({"call.take": ["s"]}, ("call.take", "call.status.open")),
        ({"call.take": ["x y z"]}, ("mark.toggle", "call.take")),
    ],
)
def test_clashes_are_told_in_words(own: dict[str, list[str]], pair: tuple[str, str]) -> None:
    clashes = Keymap(own).clashes()
    assert {clash.first.id for clash in clashes} | {clash.second.id for clash in clashes} >= set(pair)
    words = clashes[0].message.format(**clashes[0].values)
    assert "settings" in words
    assert clashes[0].first.id in words


def test_same_key_in_places_that_never_meet_is_no_clash() -> None:
    assert Keymap({"tab.next": ["x"]}).clashes() == []


def test_unknown_command_and_preset_are_refused_with_the_nearest_name() -> None:
    with pytest.raises(BadUsage, match=r"call\.take"):
        Keymap({"call.tak": ["t"]})
    with pytest.raises(BadUsage, match="letters"):
        Keymap(preset="emacs")


@pytest.mark.parametrize(
    ("key", "character", "name"),
    [
        ("slash", "/", "/"),
        ("upper_g", "G", "G"),
        ("space", " ", "space"),
        ("enter", "\r", "enter"),
        ("ctrl+d", "\x04", "ctrl+d"),
        ("down", None, "down"),
        ("full_stop", ".", "."),
    ],
)
def test_a_pressed_key_is_named_by_what_it_types(key: str, character: str | None, name: str) -> None:
    assert key_name(key, character) == name


def test_shown_keys_are_short() -> None:
    assert shown_keys(("g", "g")) == "gg"
    assert shown_keys(("escape",)) == "esc"
    assert shown_keys(("ctrl+d",)) == "ctrl+d"


def test_every_act_has_an_id_words_and_help_of_its_own() -> None:
    assert len(BY_ID) == len(COMMANDS)
    for command in COMMANDS:
        assert command.words
        assert command.help.endswith(".")
    assert {name for bar in BARS.values() for name, _ in bar} | set(KEY_BAR_DROPS) <= set(BY_ID)
    for place in PLACES:
        words = [command.words for command in commands_of(place)]
        assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("place", "command", "keys"),
    [
        ("call", "call.print", [">"]),
        ("inbox", "call.print", []),
        ("inbox", "view.export", [">"]),
        ("queues", "record.back", ["q", "esc"]),
        ("inbox", "contract.print", [">"]),
    ],
)
def test_a_key_that_another_command_took_over_is_not_named(place: str, command: str, keys: list[str]) -> None:
    """Of commands of other places the keys are those that they have there."""
    assert [shown_keys(each) for each in Keymap().keys_in(place, command)] == keys
