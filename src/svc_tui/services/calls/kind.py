"""The kinds of calls, and of the texts and macros that are used on them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from svc_tui.errors import N_
from svc_tui.services.core.kinds import CALL, WORK, Below, Home, RecordKind
from svc_tui.storage.query.views import ViewRow

if TYPE_CHECKING:
    from svc_tui.services.core.context import Context
    from svc_tui.services.core.listing import Listing
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

VIEWS = (
    ViewRow(None, N_("All open"), "sort:left", slot=1),
    ViewRow(None, N_("Mine"), "is:mine sort:left", slot=2),
    ViewRow(None, N_("Unassigned"), "is:unassigned sort:left", slot=3),
    ViewRow(None, N_("Overdue"), "is:overdue sort:left", slot=4),
    ViewRow(None, N_("Due today"), "is:duetoday sort:left", slot=5),
    ViewRow(None, N_("Paused"), "is:paused sort:left", slot=6),
    ViewRow(None, N_("Closed lately"), "closed:>-7d sort:-closed", slot=7),
)


def _around_undo(unit: UnitOfWork, context: Context, change_id: int) -> AbstractContextManager[None]:
    """No due date that has passed is moved by taking an act back."""
    from svc_tui.services.calls.undo_clock import in_order

    return in_order(unit, context, change_id)


def _due(context: Context) -> Sequence[str]:
    """Calls wake when their snooze is over."""
    from svc_tui.services.calls.service import Calls

    return Calls(context).wake()


def _listing(context: Context, text: str) -> Listing:
    from svc_tui.services.calls.lists import CallLists

    return CallLists(context).ids(text)


KINDS = (
    RecordKind(
        CALL, ("number",), rank=150, numbered=True, has_history=True, has_files=True,
        below=(
            Below("pauses", "call_pause", "call_id"),
            Below("solution_lines", "call_solution", "call_id"),
            Below("misses", "solution_miss", "call_id"),
            Below("followers", "call_follower", "call_id", single="person"),
            Below("escalations", "escalation_step", "call_id"),
            Below("work", "work", "call_id", match="line",
                  links={"split_of": ("split_of", WORK), "corrects": ("corrects", WORK)}),
            Below("links", "call_link", "call_id", links={"other_id": ("other", CALL)}, late=True),
        ),
        missing=N_("There is no call {number}."), listing=_listing, around_undo=_around_undo, due=_due,
        home=Home("inbox", VIEWS),
    ),
    RecordKind("snippet", ("name",), rank=180),
    RecordKind("macro", ("name",), rank=190),
)  # fmt: skip
