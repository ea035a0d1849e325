"""The real app at a fixed moment, for terminals of tests: `python -m tests.terminal.desk_app --store PATH`.

Everything but the clock is as `svc-tui` does it; `--stock` leaves the frame comparer out.
"""

import argparse
import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from svc_tui import language, launch, settings

if TYPE_CHECKING:
    from svc_tui.app import SvcApp


def main() -> int:
    """Run the app until it is left. Returns the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--now", type=datetime.fromisoformat, required=True)
    parser.add_argument("--clock", type=Path, help="a file that holds the moment, so that time can pass")
    parser.add_argument("--who", default="anna")
    parser.add_argument("--look")
    parser.add_argument("--slow", action="store_true")
    parser.add_argument("--stock", action="store_true")
    given = parser.parse_args()
    language.set_language("en")
    flags = {"store": given.store, "who": given.who, "look": given.look, "slow": given.slow or None}
    found = replace(settings.load(flags), frame_comparer=not given.stock)
    encoding = sys.stdout.encoding or "ascii"
    clock: Path | None = given.clock

    def now() -> datetime:
        moment: datetime = given.now
        return moment if clock is None else datetime.fromisoformat(clock.read_text())

    return launch.run(found, env=os.environ, encoding=encoding, now=now, made=_made)


def _made(app: "SvcApp") -> None:
    """Textual is imported only now: its variables are set. What is opened comes whole, however slow the machine is."""
    from svc_tui.terminal import frames
    from tests.terminal.answering import answer

    frames.HOLD_S = 10.0

    answer(app)


if __name__ == "__main__":
    sys.exit(main())
