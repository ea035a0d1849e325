"""Bursts: lines that come faster than a person types are a paste, also where the terminal does not say so.

The Linux console and some serial lines paste as if it were typed: each line would end in an enter, and every
letter would act. So letters that come at once are held for a blink; when they hold more than one line they are
handed on as one paste, else as the keys that they are. A single key is never held. Time comes in as an argument.
"""

from collections.abc import Iterable

from svc_tui.terminal.typed import Letter, Pasted, Token, plain_lines

AT_ONCE = 4
"""So many letters in one read, or one after the other without a pause, are no person's."""
PAUSE_S = 0.008
"""Fingers and key repeat leave more time between two letters."""
QUIET_S = 0.03
"""A burst is over when nothing came for so long."""


class Bursts:
    """Holds letters that come too fast until it is sure what they are."""

    def __init__(self) -> None:
        self._held: list[Letter] = []
        self._run, self._passed = 0, ""
        """How many letters came without a pause, and those of them that were handed on."""
        self._last = 0.0
        self.deadline: float | None = None
        """When `tick` has something to decide."""

    def take(self, tokens: Iterable[Token], now: float) -> list[Token]:
        """What came with one read; answers what may be handed on."""
        found = self.tick(now)
        given = list(tokens)
        letters = sum(_is_letter(token) for token in given)
        if letters:
            if now - self._last >= PAUSE_S:
                self._run, self._passed = 0, ""
            self._run += letters
            self._last = now
        for token in given:
            if isinstance(token, Letter) and _is_letter(token) and (self._held or self._run >= AT_ONCE):
                self._held.append(token)
            else:
                self._passed += token.char if isinstance(token, Letter) else ""
                found += [*self._decide(), token]
        self.deadline = now + QUIET_S if self._held else None
        return found

    def tick(self, now: float) -> list[Token]:
        """What is certain because nothing more came."""
        if self.deadline is None or now < self.deadline:
            return []
        return self._decide()

    def _decide(self) -> list[Token]:
        if not self._held:
            return []
        held, self._held, self.deadline = self._held, [], None
        text = "".join(letter.char for letter in held)
        lines = [line for line in plain_lines(self._passed + text).split("\n") if line.strip()]
        self._passed = ""
        return [Pasted(plain_lines(text))] if len(lines) > 1 else list(held)


def _is_letter(token: Token) -> bool:
    return (
        isinstance(token, Letter) and (token.char >= " " or token.char in "\r\n\t") and token.char != "\x7f"
    )
