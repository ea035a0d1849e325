"""The program behind `own_or_stock.py`: a bar of tabs, a page and a prompt, `own`, `stock` or `bare`."""

import os
import sys

from svc_tui.terminal.profile import TerminalFlags, decide
from svc_tui.terminal.session import Session


def main() -> None:
    """Run it until it is ended."""
    way = sys.argv[1]
    profile = decide(os.environ, TerminalFlags(mouse=False), encoding=sys.stderr.encoding)
    os.environ.update(profile.variables)
    from tests.perf.own_or_stock_widgets import OwnApp, StockApp
    from tests.terminal.answering import answer

    app = OwnApp(profile) if way == "own" else StockApp(profile, bare=way == "bare")
    answer(app)
    with Session():
        app.run(mouse=False)


if __name__ == "__main__":
    main()
