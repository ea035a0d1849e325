"""The kinds of sales: opportunities, and the stages that they go through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svc_tui.errors import N_
from svc_tui.services.core.kinds import Below, Home, RecordKind
from svc_tui.storage.query.views import ViewRow

if TYPE_CHECKING:
    from svc_tui.services.core.context import Context
    from svc_tui.services.core.listing import Listing
    from svc_tui.storage.session import Session

VIEWS = (
    ViewRow(None, N_("Open"), "is:open", slot=1),
    ViewRow(None, N_("Mine"), "owner:@me", slot=2),
    ViewRow(None, N_("To be decided this month"), "closes:<=eom", slot=3),
    ViewRow(None, N_("The largest"), "sort:-weighted", slot=4),
    ViewRow(None, N_("Raised from calls"), "origin:call", slot=5),
    ViewRow(None, N_("Renewals"), "origin:contract", slot=6),
    ViewRow(None, N_("Won"), "is:won sort:-closed", slot=7),
    ViewRow(None, N_("Lost"), "is:lost sort:-closed", slot=8),
    ViewRow(None, N_("All opportunities"), "is:any sort:-number", slot=9),
)


def _read(_session: Session, text: str) -> int | None:
    digits = text.strip().removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 16 else None


def _listing(context: Context, text: str) -> Listing:
    from svc_tui.services.sales.lists import OpportunityLists

    return OpportunityLists(context).ids(text)


KINDS = (
    RecordKind("sales_stage", ("name",), rank=47, brought=True, has_history=True),
    RecordKind(
        "opportunity", ("number",), rank=152, numbered=True, has_history=True, has_files=True,
        below=(
            Below("stages", "opportunity_stage", "opportunity", "number"),
            Below("origin", "opportunity_origin", "opportunity", "number", together=("kind", "key")),
            Below("competitors", "opportunity_competitor", "opportunity", "number"),
        ),
        read=_read, missing=N_("There is no opportunity {number}. Look with: opportunity list"), listing=_listing,
        home=Home("sales", VIEWS),
    ),
    RecordKind("hint_rule", ("rule",), rank=48),
    RecordKind("hint_fate", ("rule", "record", "number"), rank=153),
)  # fmt: skip
