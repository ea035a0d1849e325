"""One act on one record or on many: one transaction, a result for each, one undo. The one way of every noun."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from svc_tui.domain.core.notes import Note
from svc_tui.errors import Conflict, SvcError
from svc_tui.services.core.context import Context
from svc_tui.services.core.outcomes import Outcome, Outcomes, Title, title_for

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

T = TypeVar("T")


@dataclass(frozen=True)
class Opening(Generic[T]):
    """How a noun's records are opened for an act, and what is told of them afterwards."""

    open: Callable[[UnitOfWork, Context, str], T]
    """By what was typed. Raises NotFound, Refused."""
    number: Callable[[T], str]
    """What its outcome is called by."""
    warnings: Callable[[T], Iterable[Note]]
    """Rules of kind W that were passed over."""
    place: str = "numbers"
    """The place in a title that stands for the records it was done to."""
    listed: Callable[[Sequence[str]], str] = ", ".join
    """These records in a title."""
    tables: tuple[str, ...] = ()
    """Tables that most acts on them write or read."""


def run(
    context: Context,
    numbers: Iterable[object],
    opening: Opening[T],
    title: Title,
    act: Callable[[T], Note],
    **words: Any,
) -> Outcomes:
    """Do something to records; what one refuses does not stop the others, and one undo takes all of it back.

    Args:
        context: Who acts, and when.
        numbers: The records, as typed; each once.
        opening: How they are opened.
        title: How the act is called in the undo list.
        act: What is done to one; returns what happened.
        words: Further values of the title.

    Raises:
        Conflict: someone else changed one in between; nothing is done.
        SvcError: the only record refused it.
    """
    named = list(dict.fromkeys(str(number).strip() for number in numbers))
    alone = len(named) == 1
    outcomes: list[Outcome] = []
    with context.write(ahead=opening.tables) as unit:
        for text in named:
            try:
                with unit.attempt(alone=alone):
                    record = opening.open(unit, context, text)
                    told = act(record)
            except Conflict:
                raise
            except SvcError as error:
                if alone:
                    raise
                refused = Note(error.message, error.values)
                outcomes.append(Outcome(text, False, refused, exit_code=error.exit_code))
            else:
                warnings = tuple(opening.warnings(record))
                outcomes.append(Outcome(opening.number(record), True, told, warnings))
        done = [outcome.number for outcome in outcomes if outcome.done]
        unit.call_it(title_for(title, len(done)), **{opening.place: opening.listed(done), **words})
        return Outcomes(tuple(outcomes), unit.change_id if unit.changed else None, unit.touched)
