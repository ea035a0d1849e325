"""The kinds of contracts and of the templates they are copied from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svc_tui.errors import N_
from svc_tui.services.core.kinds import TO_CALL, WORK, Below, Home, RecordKind
from svc_tui.storage.query.views import ViewRow

if TYPE_CHECKING:
    from svc_tui.services.core.context import Context
    from svc_tui.services.core.listing import Listing
    from svc_tui.storage.session import Session

VIEWS = (
    ViewRow(None, N_("In force"), "is:covering sort:end", slot=1),
    ViewRow(None, N_("Mine"), "owner:@me sort:end", slot=2),
    ViewRow(None, N_("Ending soon"), "is:covering left:<=90 sort:end", slot=3),
    ViewRow(None, N_("Drafts"), "status:draft", slot=4),
    ViewRow(None, N_("On hold"), "status:on_hold", slot=5),
    ViewRow(None, N_("Over"), "is:expired sort:-end", slot=6),
    ViewRow(None, N_("All contracts"), "sort:end", slot=7),
)


def _read(_session: Session, text: str) -> int | None:
    """A contract as `K-58` or `58`."""
    from svc_tui.services.sla.question import number_of

    return number_of(text)


def _listing(context: Context, text: str) -> Listing:
    from svc_tui.services.contracts.service import Contracts

    return Contracts(context).ids(text)


def _due(context: Context) -> Sequence[int]:
    """Owners are reminded of ends to come; prepaid units come anew."""
    from svc_tui.services.contracts.refilling import refill_due
    from svc_tui.services.contracts.reminders import remind

    refill_due(context)
    return remind(context)


KINDS = (
    RecordKind(
        "contract_template", ("name",), rank=110, has_history=True,
        missing=N_("There is no contract template {number}."),
    ),
    RecordKind(
        "contract", ("number",), rank=120, numbered=True, has_history=True, has_files=True,
        below=(
            Below("lines", "contract_line", "contract", "number"),
            Below("targets", "contract_target", "contract", "number"),
            Below("ledger", "unit_entry", "contract", "number", late=True,
                  links={**TO_CALL, "work": ("work", WORK)}),
        ),
        read=_read, missing=N_("There is no contract {number}."),
        absent=N_("There is no contract {code} in the store."), listing=_listing, due=_due,
        home=Home("contracts", VIEWS),
    ),
)  # fmt: skip
