"""Messages are no kind of their own, they belong to a person; their list has a place and views."""

from svc_tui.errors import N_
from svc_tui.services.core.kinds import Home, RecordKind
from svc_tui.storage.query.views import ViewRow

KINDS: tuple[RecordKind, ...] = ()
HOMES = (
    Home(
        "messages",
        (
            ViewRow(None, N_("Waiting"), "", slot=1),
            ViewRow(None, N_("Unread"), "is:unread", slot=2),
            ViewRow(None, N_("Snoozed"), "is:snoozed sort:shown_from", slot=3),
            ViewRow(None, N_("Done"), "is:done", slot=4),
            ViewRow(None, N_("All messages"), "is:any", slot=5),
        ),
    ),
)
