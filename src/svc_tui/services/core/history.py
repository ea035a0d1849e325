"""The history of any record."""

from svc_tui.errors import N_, BadUsage, NotFound
from svc_tui.services.core.context import Context
from svc_tui.services.core.kinds import kinds
from svc_tui.storage.engine import history
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.engine.history import HistoryRow


class History:
    """Who did what to a record."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def of(self, kind: str, code: str | int, limit: int | None = None) -> tuple[HistoryRow, ...]:
        """The history of a record, oldest first. Raises NotFound: there is no such record."""
        known = {each.name: each for each in kinds().values() if each.has_history}
        if kind not in known:
            message = N_("{kind} has no history. Known are {known}.")
            raise BadUsage(message, kind=kind, known=", ".join(known))
        with self._context.store.read() as session:
            row_id = reading.find_id(session, kind, known[kind].key[0], code)
            if row_id is None:
                raise NotFound(N_("There is no record {code}."), code=code)
            return tuple(history.rows(session=session, kind=kind, object_id=row_id, limit=limit))
