"""The tool behind `make picture`: the inbox of the demo company, at 80x24 in the dark look, as an SVG.

Seed and moment are fixed, so the picture changes only with the program. `--keys "j j d"` photographs what those
keys lead to; `--size 100x30`, `--look light`, `--language it` and `--ascii` do what they say.
"""

import argparse
import asyncio
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from svc_tui import language
from svc_tui.services.demo import making
from tests.screens.running import NOW, press, profile, running

SEED, CALLS = 1, 250
CELL = 12.2
"""Width of a cell in the picture."""
TEXT = re.compile(
    r'<text (class="[^"]*") x="([\d.]+)" (y="[^"]*") textLength="([\d.]+)"([^>]*)>([^<]*)</text>'
)
BLANK = "&#160;"
FONT = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


async def picture(store: Path, size: tuple[int, int], keys: list[str], look: str, ascii: bool) -> str:
    """The SVG of what these keys lead to; the viewer's own monospaced font, nothing is fetched."""
    async with running(store, size=size, look=profile(look=look, ascii=ascii or None)) as pilot:
        await press(pilot, *keys)
        svg = pilot.app.export_screenshot(title="svc-tui")
    return TEXT.sub(without_outer_blanks, FONT.sub("", svg))


def without_outer_blanks(found: re.Match[str]) -> str:
    """A piece of text placed where its first letter is: some viewers drop the blanks before it."""
    kind, x, y, width, rest, text = found.groups()
    before = len(text) - len(text := remove(text, str.removeprefix))
    after = len(text) - len(text := remove(text, str.removesuffix))
    if not text:
        return ""
    start = float(x) + before / len(BLANK) * CELL
    length = float(width) - (before + after) / len(BLANK) * CELL
    return f'<text {kind} x="{start:.1f}" {y} textLength="{length:.1f}"{rest}>{text}</text>'


def remove(text: str, once: Callable[[str, str], str]) -> str:
    """The text without the blanks at one end."""
    while (shorter := once(text, BLANK)) != text:
        text = shorter
    return text


def main(arguments: list[str]) -> int:
    """Make the demo company, run the app on it, write the picture."""
    parser = argparse.ArgumentParser(prog="picture")
    parser.add_argument("path", type=Path)
    parser.add_argument("--keys", default="")
    parser.add_argument("--size", default="80x24")
    parser.add_argument("--look", default="dark")
    parser.add_argument("--language", default="en")
    parser.add_argument("--ascii", action="store_true")
    given = parser.parse_args(arguments)
    width, height = map(int, given.size.split("x"))
    language.set_language(given.language)
    with tempfile.TemporaryDirectory() as directory:
        store = Path(directory) / "demo.db"
        making.make(store, making.Made(CALLS, SEED, given.language, NOW), lambda *_: None)
        svg = asyncio.run(picture(store, (width, height), given.keys.split(), given.look, given.ascii))
    given.path.write_text(svg + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
