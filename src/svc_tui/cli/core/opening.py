"""Opening the app on a terminal that can show it; everybody else gets one sentence."""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svc_tui.app import SvcApp
    from svc_tui.settings import Settings


def open_app(settings: "Settings", made: "Callable[[SvcApp], None]" = lambda _app: None) -> int:
    """Run the app. Returns the exit code. `made` sees the app before it runs."""
    from svc_tui.launch import run

    return run(settings, env=os.environ, encoding=sys.stdout.encoding or "ascii", made=made)
