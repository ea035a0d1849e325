"""The global options, read by hand: they may stand anywhere, and opening the app imports no Typer."""

from collections.abc import Sequence
from typing import Any

from svc_tui.errors import N_, BadUsage

VALUES = {"--store": "store", "--as": "who", "--look": "look", "--language": "language"}
SWITCHES = {"--ascii": "ascii", "--slow": "slow"}


def split(words: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """The global options apart from the rest, wherever they stand before a `--`.

    Raises:
        BadUsage: an option lacks its value.
    """
    flags: dict[str, Any] = {}
    rest: list[str] = []
    coming = iter(words)
    for word in coming:
        name, equals, value = word.partition("=")
        if word == "--":
            return flags, [*rest, word, *coming]
        if word in SWITCHES:
            flags[SWITCHES[word]] = True
        elif name in VALUES:
            given = value if equals else next(coming, None)
            if not given:
                raise BadUsage(N_("{option} needs a value."), option=name)
            flags[VALUES[name]] = given
        else:
            rest.append(word)
    return flags, rest
