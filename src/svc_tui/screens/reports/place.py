"""The place of the reports: its name and the key bars of their list; that of a report stands in `commands/bars.py`."""

from typing import Any

from textual.screen import Screen

from svc_tui.errors import N_
from svc_tui.screens.core.place import Place


def _screen() -> Screen[Any]:
    from svc_tui.screens.reports.panes import ReportsScreen

    return ReportsScreen()


PLACE = Place(
    mode="reports",
    name=N_("Reports"),
    screen=_screen,
    bar=(
        ("report.late", ""), ("report.callers", ""), ("report.failing", ""), ("report.ending", ""),
        ("report.waits", ""), ("record.open", ""), ("filter.edit", N_("search")), ("help", ""),
    ),
    more=(
        ("report.new", ""), ("report.copy", ""), ("report.edit", ""), ("report.delete", N_("delete")), ("undo", ""),
        ("go.monitor", ""), ("palette", ""),
    ),
)  # fmt: skip
