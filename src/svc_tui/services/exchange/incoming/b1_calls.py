"""What a call of B1 says between its lines: which card it is about, and what need not be kept because it is known.

B1's interfaces do not name the card of a call; its serial, item and customer do.
"""

from typing import TYPE_CHECKING, Any

from svc_tui.interchange.b1 import enums as b1_enums
from svc_tui.interchange.core.records import BadValue, Record
from svc_tui.services.core.fields import Values
from svc_tui.services.exchange.incoming.card_index import CardIndex
from svc_tui.services.exchange.incoming.refs import Directory
from svc_tui.storage.calls.rows import CallRecord
from svc_tui.storage.exchange import incoming as rows

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

PLAIN_LINE = {"linenum", "solutionid", "parentkey"}
ACTIVITIES = "ServiceCallActivities"


class KnownActivities:
    """The activities of each call, read when a call of B1 first names some."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self._of: dict[str, list[int]] | None = None

    def say(self, number: object, lines: object) -> bool:
        """Does the store itself say this list: the same activities in the same order, lines counted from 0."""
        if self._of is None:
            self._of = {}
            for call, activity in rows.activities_of_calls(session=self.directory.unit.session):
                self._of.setdefault(call, []).append(activity)
        wanted = [
            {"LineNum": line, "ActivityCode": one} for line, one in enumerate(self._of.get(str(number), ()))
        ]
        return bool(wanted) and lines == wanted


def kept(record: Record, row: CallRecord, known: KnownActivities) -> Values:
    """The kept fields of a known call with those of a file; what the store says itself is not kept again."""
    told = dict(record.extra)
    if ACTIVITIES in told and known.say(row.number, told[ACTIVITIES]):
        del told[ACTIVITIES]
    return {**(row.extra or {}), **told}


def tidy(unit: "UnitOfWork", known: KnownActivities, calls: set[int]) -> None:
    """Let calls whose activities have come forget the list that they kept of them."""
    told: dict[int, Values | None] = {}
    for key, number, extra in rows.kept_of_calls(session=unit.session, ids=sorted(calls)):
        rest = {name: value for name, value in (extra or {}).items() if name != ACTIVITIES}
        if known.say(number, (extra or {}).get(ACTIVITIES)):
            told[key] = rest or None
    rows.keep(unit, "call", told)


def settle(record: Record, values: Values, cards: CardIndex) -> None:
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
