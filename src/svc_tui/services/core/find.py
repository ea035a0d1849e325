"""A record of any kind, found by what people call it."""

from svc_tui.errors import NotFound
from svc_tui.services.core.context import Context
from svc_tui.services.core.kinds import kinds
from svc_tui.storage.engine import read_models as reading


def id_of(context: Context, kind: str, typed: str) -> int:
    """The internal key of a record: a card by its serial too, a contract as K-58.

    Raises:
        NotFound: there is none.
        Refused: several are called so.
    """
    known = kinds()[kind]
    with context.store.read() as session:
        wanted = known.read(session, typed)
        row_id = None if wanted is None else reading.find_id(session, known.table, known.key[0], wanted)
    if row_id is None:
        raise NotFound(known.missing, number=typed)
    return row_id
