"""The kind of an activity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from svc_tui.errors import N_
from svc_tui.services.core.kinds import TO_CALL, RecordKind

if TYPE_CHECKING:
    from svc_tui.services.core.context import Context
    from svc_tui.services.core.listing import Listing
    from svc_tui.storage.session import Session


def _read(_session: Session, text: str) -> int | None:
    digits = text.strip().removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 16 else None


def _listing(context: Context, text: str) -> Listing:
    from svc_tui.services.activities.service import Activities

    return Activities(context).ids(text)


def _due(context: Context) -> Sequence[int]:
    """People are reminded of what they have to do."""
    from svc_tui.services.activities.reminding import remind

    return remind(context)


KINDS = (
    RecordKind(
        "activity", ("number",), rank=160, links=TO_CALL, numbered=True, has_history=True, has_files=True,
        read=_read, missing=N_("There is no activity {number}. Look with: activity list"), listing=_listing,
        due=_due,
    ),
)  # fmt: skip
