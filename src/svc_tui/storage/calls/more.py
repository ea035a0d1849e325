"""What a list of calls says beyond its lines: long texts and solutions, in bulk by key."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from svc_tui.storage.tables import table

CHUNK = 500


@dataclass(frozen=True, slots=True)
class More:
    """The rest of a call."""

    description: str
    resolution: str
    solutions: tuple[int, ...]


def more(*, session: Session, ids: Sequence[int]) -> dict[int, More]:
    """Description, resolution and solution numbers of these calls."""
    call, attached = table("call"), table("call_solution")
    texts: dict[int, tuple[str, str]] = {}
    solutions: dict[int, list[int]] = {}
    for start in range(0, len(ids), CHUNK):
        wanted = list(ids[start : start + CHUNK])
        query = select(call.c.id, call.c.description, call.c.resolution).where(call.c.id.in_(wanted))
        for row_id, description, resolution in session.execute(query).all():
            texts[row_id] = (description, resolution)
        links = select(attached.c.call_id, attached.c.solution).where(attached.c.call_id.in_(wanted))
        for call_id, solution in session.execute(links.order_by(attached.c.line, attached.c.id)):
            solutions.setdefault(call_id, []).append(solution)
    return {row_id: More(*pair, tuple(solutions.get(row_id, ()))) for row_id, pair in texts.items()}
