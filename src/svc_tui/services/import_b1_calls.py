"""What a call of B1 says between its lines: which card it is about, and what need not be kept because it is known.

B1's interfaces do not name the card of a call; its serial, item and customer do.
"""

from typing import Any

from svc_tui.interchange import b1_enums
from svc_tui.interchange.records import BadValue, Record
from svc_tui.services.import_cards import CardIndex

PLAIN_LINE = {"linenum", "solutionid", "parentkey"}


def settle(record: Record, values: dict[str, Any], cards: CardIndex) -> None:
    """Find the card, and drop from the kept fields what the store says itself."""
    extra = record.extra
    told = record.values.get("card")
    if told is not None and told in cards.directory.cards:
        values["equipment"] = told
        extra.pop("insID", None)
    elif values.get("serial") or values.get("manufacturer_serial"):
        card = cards.of(
            values.get("serial"),
            values.get("manufacturer_serial"),
            values.get("item"),
            values.get("customer"),
        )
        if card is not None:
            values["equipment"] = card
    solutions = extra.get("ServiceCallSolutions")
    if isinstance(solutions, list) and all(
        isinstance(line, dict) and {name.casefold() for name in line} <= PLAIN_LINE for line in solutions
    ):
        del extra["ServiceCallSolutions"]
    for name, known in (("EntitledforService", "contract"), ("BelongsToAQueue", "queue")):
        if known in values and name in extra and _says(extra[name], values[known] is not None):
            del extra[name]


def _says(value: Any, truth: bool) -> bool:
    try:
        return b1_enums.yes(value) is truth
    except BadValue:
        return False
