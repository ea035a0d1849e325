"""Taking back what was done with lines: a hand-over is out of the house, and no line comes to stand twice."""

from collections.abc import Iterator
from contextlib import contextmanager

from svc_tui.errors import N_
from svc_tui.services.core.context import Context
from svc_tui.services.core.undo import InTheWay
from svc_tui.storage.billing import handing as rows
from svc_tui.storage.engine.unit_of_work import UnitOfWork


@contextmanager
def may_go_back(unit: UnitOfWork, _context: Context, change_id: int) -> Iterator[None]:
    """Raises InTheWay: it may not be taken back; `undo --skip` passes over it."""
    made = rows.made_by(session=unit.session, change_id=change_id)
    if made is not None:
        raise InTheWay(
            N_("{number} was handed over: a file of it is out of the house. Take it back by a reversal: "
               "svc-tui billing reverse {number} --because TEXT"),
            {}, number=made.number,
        )  # fmt: skip
    back = rows.coming_back(session=unit.session, change_id=change_id)
    own = {row_id for row_id, _act in back}
    for act in dict.fromkeys(act for _row_id, act in back):
        if any(row.id not in own for row in rows.stands(session=unit.session, act=act)):
            raise InTheWay(
                N_("{source} was approved or held again since. Release that first: svc-tui billing release {source}"),
                {}, source=act,
            )  # fmt: skip
    since = rows.built_on(session=unit.session, change_id=change_id)
    if since is not None:
        raise InTheWay(
            N_("{source} was approved, held or handed over since. Release it, or take the hand-over back, first."),
            {}, source=since,
        )  # fmt: skip
    yield
