"""Keys of one's own: what no terminal sends for itself is refused with the reason, the rest works in any."""

import pytest

from svc_tui.errors import BadUsage
from svc_tui.key_names import spelled
from svc_tui.keymap import Found, Keymap
from tests.terminal.hearing import hear


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("alt+t", "alt+t"), ("Alt+T", "alt+T"), ("alt+shift+t", "alt+T"), ("shift+t", "T"), ("Ctrl+A", "ctrl+a"),
        ("Esc", "escape"), ("PgUp", "pageup"), ("shift+alt+x", "alt+X"), ("t", "t"), ("+", "+"), ("alt++", "alt++"),
        ("shift+ctrl+Up", "ctrl+shift+up"), ("alt+-", "alt+-"),
    ],
)  # fmt: skip
def test_a_key_is_known_however_it_is_written(written: str, name: str) -> None:
    assert spelled(written) == name


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("alt+[", "begin their reports"), ("alt+shift+o", "begin their reports"), ("alt+l", "begin their reports"),
        ("ctrl+i", "the same for tab"), ("ctrl+m", "the same for enter"), ("ctrl+h", "the same for backspace"),
        ("ctrl+[", "the same for escape"), ("ctrl+shift+t", "only a few"), ("ctrl+alt+t", "only a few"),
        ("super+t", "only a few"), ("ctrl+1", "only a few"), ("shift+enter", "only a few"),
        ("cmd+t", "no key has this name"), ("foo", "no key has this name"), ("f13", "no key has this name"),
        ("alt+foo", "no key has this name"), ("s alt+[", "begin their reports"),
    ],
)  # fmt: skip
def test_a_key_that_cannot_be_counted_on_is_refused_with_the_reason(key: str, reason: str) -> None:
    with pytest.raises(BadUsage, match=reason):
        Keymap({"call.take": [key]})


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        ("alt+t", "\x1bt"), ("alt+t", "\x1b[116;3u"), ("alt+shift+t", "\x1bT"), ("alt+shift+t", "\x1b[116;4u"),
        ("alt+f", "\x1bf"), ("alt+1", "\x1b1"), ("alt+-", "\x1b-"), ("alt+up", "\x1b[1;3A"), ("ctrl+g", "\x07"),
        ("f5", "\x1b[15~"), ("shift+tab", "\x1b[Z"), ("ctrl+right", "\x1b[1;5C"), ("alt+enter", "\x1b\r"),
    ],
)  # fmt: skip
def test_a_key_of_ones_own_is_what_terminals_send(key: str, sent: str) -> None:
    keymap = Keymap({"call.take": [key]})
    (heard,) = hear(sent)
    found = keymap.reader("inbox").feed(heard)
    assert isinstance(found, Found)
    assert found.command.id == "call.take"
