"""One act on one or many cards: one transaction, a result for each card, one undo."""

from collections.abc import Callable, Sequence
from typing import Any

from svc_tui.domain.core.notes import Note
from svc_tui.services.core.acts import Opening, run
from svc_tui.services.core.context import Context
from svc_tui.services.core.outcomes import Outcomes, Title
from svc_tui.services.equipment.find import card_number
from svc_tui.services.equipment.open_card import OpenCard
from svc_tui.storage.engine.unit_of_work import UnitOfWork

Act = Callable[[OpenCard], Note]


def _open(unit: UnitOfWork, context: Context, text: str) -> OpenCard:
    return OpenCard(unit, context, card_number(unit.session, text, tails=False))


CARDS = Opening(_open, lambda card: str(card.number), lambda card: card.warnings)


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
        return run(self._context, numbers, CARDS, title, act, **words)
