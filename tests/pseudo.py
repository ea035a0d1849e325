"""A pseudo-language for tests: every message of the catalogue in Cyrillic letters, so that Latin ones on a screen
are data, or words that bypass the catalogue.

`python -m tests.pseudo` runs command lines, one JSON array a line, and answers with code, out and err as JSON.
"""

import gettext
import io
import json
import re
import sys
from contextlib import redirect_stderr, redirect_stdout

from babel import Locale

from svc_tui import language

_PLACE = re.compile(r"(\{\{|\}\}|\{[^{}]*\})")
_LETTERS = {ord("a") + n: 0x430 + n for n in range(26)} | {ord("A") + n: 0x410 + n for n in range(26)}


def marked(message: str) -> str:
    """The message in other letters; its placeholders stay."""
    parts = _PLACE.split(message)
    return "".join(part if index % 2 else part.translate(_LETTERS) for index, part in enumerate(parts))


class Pseudo(gettext.NullTranslations):
    """A catalogue in which nothing is missing."""

    def gettext(self, message: str) -> str:
        return marked(message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        return marked(one if n == 1 else many)

    def pgettext(self, context: str, message: str) -> str:
        return marked(message)


def speak(_code: str = "") -> None:
    """Speak the pseudo-language from now on; dates are Russian."""
    language._current = "it"
    language._catalogue = Pseudo()


def install() -> None:
    """Let nothing speak another language any more in this process."""
    language.set_language = speak  # type: ignore[assignment]
    language._locale = lambda _code: Locale.parse("ru")  # type: ignore[assignment]
    speak()


def main() -> None:
    """Answer command lines."""
    install()
    from svc_tui.__main__ import main as svc_tui

    for line in sys.stdin:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = svc_tui(json.loads(line))
        sys.stdout.write(json.dumps([code, out.getvalue(), err.getvalue()]) + "\n")


if __name__ == "__main__":
    main()
