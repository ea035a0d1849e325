"""The kinds of solutions and of the words that mean the same in their search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svc_tui.errors import N_
from svc_tui.services.core.kinds import Home, RecordKind
from svc_tui.storage.query.views import ViewRow

if TYPE_CHECKING:
    from svc_tui.services.core.context import Context
    from svc_tui.services.core.listing import Listing
    from svc_tui.storage.session import Session

VIEWS = (
    ViewRow(None, N_("Most useful"), "", slot=1),
    ViewRow(None, N_("To review"), "is:review", slot=2),
    ViewRow(None, N_("Stale"), "is:stale", slot=3),
    ViewRow(None, N_("Mine"), "is:mine", slot=4),
    ViewRow(None, N_("Newest"), "sort:-created", slot=5),
)


def _read(_session: Session, text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() else None


def _listing(context: Context, text: str) -> Listing:
    from svc_tui.services.solutions.service import Solutions

    return Solutions(context).ids(text)


KINDS = (
    RecordKind(
        "solution", ("number",), rank=130, numbered=True, has_history=True, has_files=True,
        read=_read, missing=N_("There is no solution {number}."),
        absent=N_("There is no solution {code} in the store."), listing=_listing, home=Home("solutions", VIEWS),
    ),
    RecordKind("synonym", ("name",), rank=140),
)  # fmt: skip
