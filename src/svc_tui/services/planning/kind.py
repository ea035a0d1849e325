"""The kinds of planning: visits, absences of people, ways between territories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svc_tui.errors import N_
from svc_tui.services.core.kinds import TO_CALL, Below, Home, RecordKind
from svc_tui.storage.query.views import ViewRow

if TYPE_CHECKING:
    from svc_tui.services.core.context import Context
    from svc_tui.services.core.listing import Listing
    from svc_tui.storage.session import Session


VIEWS = (
    ViewRow(None, N_("To make"), "", slot=1),
    ViewRow(None, N_("Today"), "is:today", slot=2),
    ViewRow(None, N_("Mine"), "is:mine", slot=3),
    ViewRow(None, N_("Late"), "is:late", slot=4),
    ViewRow(None, N_("Next seven days"), "starts:today..+7d is:open", slot=5),
    ViewRow(None, N_("Done"), "is:done sort:-starts_at", slot=6),
    ViewRow(None, N_("All visits"), "is:any sort:-starts_at", slot=7),
)


def _read(_session: Session, text: str) -> int | None:
    digits = text.strip().removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 16 else None


def _listing(context: Context, text: str) -> Listing:
    from svc_tui.services.planning.lists import VisitLists

    return VisitLists(context).ids(text)


def _due(context: Context) -> Sequence[int]:
    """Technicians are reminded of visits to come."""
    from svc_tui.services.planning.reminding import remind

    return remind(context)


KINDS = (
    RecordKind("travel_time", ("origin", "destination"), rank=45),
    RecordKind(
        "absence", ("number",), rank=46, numbered=True, has_history=True, read=_read,
        missing=N_("There is no absence {number}. Look with: plan absence"),
    ),
    RecordKind(
        "visit", ("number",), rank=165, links=TO_CALL, numbered=True, has_history=True, read=_read,
        missing=N_("There is no visit {number}. Look with: plan list"), listing=_listing,
        below=(Below("technicians", "visit_technician", "visit", "number", single="person"),),
        home=Home("visits", VIEWS), due=_due,
    ),
    RecordKind(
        "plan_rule", ("code",), rank=128, has_history=True,
        below=(Below("rows", "plan_row", "rule", "code", links=TO_CALL, late=True),),
    ),
)  # fmt: skip
