"""One act on one or many cards: one transaction, a result for each card, one undo."""

from collections.abc import Callable, Sequence
from typing import Any

from svc_tui.domain.core.notes import Note
from svc_tui.errors import Conflict, SvcError
from svc_tui.services.core.context import Context
from svc_tui.services.core.outcomes import Outcome, Outcomes, Title, title_for
from svc_tui.services.equipment.find import card_number
from svc_tui.services.equipment.open_card import OpenCard

Act = Callable[[OpenCard], Note]


class CardActs:
    """What acts on cards have in common."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def act(self, numbers: Sequence[str], title: Title, act: Act, **words: Any) -> Outcomes:
        """Do something to cards; what one refuses does not stop the others, and one undo takes all back.

        Args:
            numbers: The cards, by number or by serial in full.
            title: How the act is called in the undo list; `{numbers}` stands for those it was done to.
            act: What is done to one; returns what happened.
            words: Further values of the title.

        Raises:
            Conflict: someone else changed a card in between.
            SvcError: the only card refused it.
        """
        outcomes: list[Outcome] = []
        named = list(dict.fromkeys(str(number).strip() for number in numbers))
        with self._context.write() as unit:
            for number in named:
                try:
                    with unit.attempt(alone=len(named) == 1):
                        card = OpenCard(unit, self._context, card_number(unit.session, number, tails=False))
                        told = act(card)
                except Conflict:
                    raise
                except SvcError as error:
                    if len(named) == 1:
                        raise
                    refused = Note(error.message, error.values)
                    outcomes.append(Outcome(number, False, refused, exit_code=error.exit_code))
                else:
                    outcomes.append(Outcome(str(card.number), True, told, tuple(card.warnings)))
            done = ", ".join(outcome.number for outcome in outcomes if outcome.done)
            unit.call_it(
                title_for(title, sum(outcome.done for outcome in outcomes)), **{"numbers": done, **words}
            )
            return Outcomes(tuple(outcomes), unit.change_id if unit.changed else None)
