"""A small app of stock widgets, for the tests of frames: run as `python stock_app.py [--stock] [--look LOOK] ...`."""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from svc_tui.local.drafts import Draft, Drafts
from svc_tui.terminal.profile import TerminalFlags, decide
from svc_tui.terminal.session import Session

WORDS = (
    "Stops after warm-up",
    "Türsensor Fehler E12",
    "漢字テスト pump seal",
    "Perdita alla valvola",
    "한국어 leak",
    "naïve e\u0301t\u00e9",
)

HOSTILE = (
    "Stops \x1b[31mred\x1b[2J", "copy \x1b]52;c;aGk=\x07", "c1 \x9b31m \x9d0;t\x9c", "\u202eevil\u202c \u2066x\u2069",
    "nul \x00 del \x7f", "so \x0e si \x0f", "\x1bc reset \x1b7", "zero\u200bwidth\ufeff", "line\nfeed\rback",
    "z" + "\u0301" * 30,
    "\x1b[6n", "\x1bP+q544e\x1b\\", "\U000e0041tag", "[/b] [@click=app.quit]x[/]", "\x85next\u2028line\u2029",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stock", action="store_true")
    parser.add_argument("--look")
    parser.add_argument("--ascii", action="store_true")
    parser.add_argument("--slow", action="store_true")
    parser.add_argument("--draft", help="directory of drafts; the field is saved there when a signal comes")
    parser.add_argument("--hostile", action="store_true", help="fill the rows with text that means harm")
    parser.add_argument("--rows", type=int, default=60)
    parser.add_argument(
        "--patient", action="store_true", help="a frame that is held waits for its release alone"
    )
    options = parser.parse_args()
    flags = TerminalFlags(
        look=options.look, ascii=options.ascii, slow=options.slow, compare=not options.stock, mouse=False
    )
    profile = decide(os.environ, flags, encoding=sys.stderr.encoding)
    os.environ.update(profile.variables)
    from svc_tui.terminal import frames
    from tests.terminal.answering import answer
    from tests.terminal.stock_widgets import StockApp

    if options.patient:
        frames.HOLD_S = 3600.0
    app = StockApp(profile, rows=options.rows, words=HOSTILE if options.hostile else WORDS)
    answer(app)
    with Session() as session:
        app.session = session
        if options.draft:
            drafts = Drafts(Path(options.draft))
            when = datetime(2026, 3, 2, tzinfo=UTC)
            session.on_leave(lambda: drafts.save(Draft("form", when, {"subject": app.typed})))
        app.run(mouse=False)


if __name__ == "__main__":
    main()
