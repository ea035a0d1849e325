"""What the ear of the terminal hears, in words: for tests of its grammar, and the reports that terminals make."""

from collections.abc import Iterable

from textual import events
from textual.message import Message

from svc_tui.terminal.driver import Ear

REPORTS = (
    "\x1b[8;24;80t", "\x1b[48;24;80;480;640t", "\x1b[48;0;0;0;0t", "\x1b[3;10;10t", "\x1b[?64;1;2c", "\x1b[?1;2c",
    "\x1b[>0;276;0c", "\x1b[>41;354;0c", "\x1b[?997;1n", "\x1b[0n", "\x1b[3n", "\x1b[?2026;0$y", "\x1b[?2048;2$y",
    "\x1b[?1u", "\x1b[?7u", "\x1b[=1;1u", "\x1b[4;1$y", "\x1b[1;2;3*y", "\x1b[?1;0;256S", "\x1b[1;1;1;1;1#|",
    "\x1b]11;rgb:1010/1414/1818\x1b\\", "\x1b]11;rgb:1010/1414/1818\x07", "\x1b]10;rgb:d7d7/dddd/e3e3\x07",
    "\x1b]4;1;rgb:aaaa/0000/0000\x1b\\", "\x1b]l take the call\x1b\\", "\x1b]Licon\x1b\\", "\x1bl take the call\x1b\\",
    "\x1b]52;c;dGFrZSBpdA==\x1b\\", "\x1b]52;c;dGFrZSBpdA==\x07", "\x1b]\x1b\\", "\x1b]0;title\x9c",
    "\x1bP1$r0m\x1b\\", "\x1bP0$r\x1b\\", "\x1bP>|XTerm(370)\x1b\\", "\x1bP1+r544e=787465726d\x1b\\",
    "\x1bP!|7E565445\x1b\\", "\x1b_Gi=31;OK\x1b\\", "\x1b^private take\x1b\\", "\x1bXstring t a\x1b\\",
    "\x9b8;24;80t", "\x9d11;rgb:0/0/0\x9c", "\x90>|tmux 3.4\x9c",
    "\x1b[M !!", "\x1b[<0;5;5M", "\x1b[32;5;5M", "\x1b[9999999u", "\x1b[106;2:3u", "\x1b[106;5:3u", "\x1b[57441;2u",
    "\x1b[999999999999999999999;1u", "\x1b[55296u", "\x1b[1114112u", "\x1b[201~", "\x1b[27;5;106~", "\x1b[?1;3y",
    "\x1b[" + "1;" * 400 + "m", "\x1b]" + "t" * 5000 + "\x07", "\x1b[8;24\x1b[8;24;80t", "\x1b[1;99999999R",
)  # fmt: skip
"""What terminals say of themselves, late or unasked, and what nobody should say; none of it is a key."""
SHIFTS = ("\x1b(B", "\x1b)0", "\x1b#8", "\x1b%G", "\x1b F")
"""What programs tell terminals, and no terminal a program: in pieces they might be alt and a sign."""


def words_of(messages: Iterable[Message]) -> list[str]:
    """Keys by name, pastes in quotes, other messages by their kind."""
    return [
        each.key
        if isinstance(each, events.Key)
        else repr(each.text)
        if isinstance(each, events.Paste)
        else f"({type(each).__name__})"
        for each in messages
    ]


def hear(*pieces: str, gap: float = 0.2, mouse: bool = False) -> list[str]:
    """What is heard when these pieces come, so many seconds apart; afterwards nothing for a while."""
    ear, now, heard = Ear(mouse=mouse), 100.0, list[Message]()
    for piece in pieces:
        heard += ear.feed(piece, now)
        now += gap
        heard += ear.tick(now)
    for _ in range(3):
        now += 10
        heard += ear.tick(now)
    return words_of(heard)


def keys(heard: Iterable[str]) -> list[str]:
    """Without reports."""
    return [word for word in heard if not word.startswith("(")]
