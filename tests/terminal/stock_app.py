"""A small app of stock widgets, for the tests of frames: run as `python stock_app.py [--stock] [--look LOOK] ...`."""

import argparse
import os
import sys

from svc_tui.terminal.profile import TerminalFlags, decide

WORDS = (
    "Stops after warm-up",
    "Türsensor Fehler E12",
    "漢字テスト pump seal",
    "Perdita alla valvola",
    "한국어 leak",
    "naïve e\u0301t\u00e9",
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stock", action="store_true")
    parser.add_argument("--look")
    parser.add_argument("--ascii", action="store_true")
    parser.add_argument("--slow", action="store_true")
    parser.add_argument("--rows", type=int, default=60)
    options = parser.parse_args()
    flags = TerminalFlags(
        look=options.look, ascii=options.ascii, slow=options.slow, compare=not options.stock, mouse=False
    )
    profile = decide(os.environ, flags, encoding=sys.stderr.encoding)
    os.environ.update(profile.variables)
    from tests.terminal.stock_widgets import StockApp

    StockApp(profile, rows=options.rows).run(mouse=False)


if __name__ == "__main__":
    main()
