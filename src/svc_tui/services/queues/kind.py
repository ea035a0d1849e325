"""The kinds of queues, of the rules that send calls to them, and of the levels that bring back what waits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from svc_tui.errors import N_
from svc_tui.services.core.kinds import Below, Home, RecordKind
from svc_tui.storage.query.views import ViewRow

VIEWS = (
    ViewRow(None, N_("All open"), "", slot=1),
    ViewRow(None, N_("Mine"), "is:mine", slot=2),
    ViewRow(None, N_("Unassigned"), "is:unassigned", slot=3),
    ViewRow(None, N_("Overdue"), "is:overdue", slot=4),
    ViewRow(None, N_("Due today"), "is:duetoday", slot=5),
)

if TYPE_CHECKING:
    from svc_tui.domain.core.notes import Note
    from svc_tui.services.core.context import Context
    from svc_tui.storage.engine.unit_of_work import UnitOfWork
    from svc_tui.storage.session import Session


def _learn(context: Context, session: Session) -> None:
    """The rules are read, and tried once for nothing: the first question takes ten times as long as the next."""
    from svc_tui.storage.queues.routing import rules

    def read() -> Sequence[object]:
        rows = rules(session=session, active=True)
        if rows:
            from svc_tui.services.queues.routing import rehearse

            rehearse(context, session, rows)
        return rows

    context.beside_company("routing", read)


def _route(context: Context, unit: UnitOfWork, number: str, chosen: Collection[str]) -> Sequence[Note]:
    """A new call is sent its way by the rules, where there are some."""
    from svc_tui.storage.queues.routing import rules

    rows = context.beside_company("routing", lambda: rules(session=unit.session, active=True))
    if not rows:
        return ()
    from svc_tui.services.queues.routing import on_new

    return on_new(context, unit, number, chosen)


def _escalate(context: Context) -> Sequence[str]:
    """Calls that have reached a level; those that wake by now woke before, being asked first."""
    from svc_tui.services.queues.escalating import due

    return due(context)


KINDS = (
    RecordKind(
        "queue",
        ("code",),
        rank=80,
        has_history=True,
        absent=N_("There is no queue {code} in the store. Import queues first, or add --create queue."),
        below=(Below("member_lines", "queue_member", "queue", "code"),),
        home=Home("queues", VIEWS),
    ),
    RecordKind("escalation", ("name",), rank=84, due=_escalate),
    RecordKind(
        "routing_rule",
        ("name",),
        rank=85,
        has_history=True,
        when_made={"call": _route},
        before_made={"call": _learn},
    ),
)
