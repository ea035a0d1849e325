"""What a prompt, a bar of tabs and a page cost in bytes, by hand and with Textual's own widgets: `make widgets`.

    python -m tests.perf.own_or_stock

At 80x24 in truecolor, both through the frame comparer and on the same text. `stock` is the widget as it comes, `bare`
the same without borders, underline and scrollbar. The figures stand in the docstrings of the widgets they speak of.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.terminal.desk import ROOT, environment
from tests.terminal.pty_driver import PtyProgram

WAYS = ("own", "bare", "stock")
ACTS = {
    "open a prompt": "p",
    "type a letter": "x",
    "close it": "esc",
    "another tab": "t",
    "page down": "d",
    "page up": "u",
}
"""What is done, in this order, and its key."""
READY = "line 12 "


def measure(way: str, home: Path) -> dict[str, int]:
    """Bytes of every act until the screen is at rest: the middle of five, as a change may go out in two frames."""
    command = [sys.executable, "-m", "tests.perf.own_or_stock_app", way]
    found: dict[str, list[int]] = {act: [] for act in ACTS}
    with PtyProgram(command, env=environment(home), asks=True, cwd=str(ROOT)) as program:
        program.until_text(READY)
        program.rest()
        for _ in range(5):
            for act, key in ACTS.items():
                found[act].append(program.press(key))
    return {act: int(median(costs)) for act, costs in found.items()}


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as home:
        found = {way: measure(way, Path(home)) for way in WAYS}
    sys.stdout.write(f"{'bytes at 80x24':<16}" + "".join(f"{way:>8}" for way in WAYS) + "\n")
    for act in ACTS:
        sys.stdout.write(f"{act:<16}" + "".join(f"{found[way][act]:>8,}" for way in WAYS) + "\n")


if __name__ == "__main__":
    main()
