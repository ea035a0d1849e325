"""Opportunities: raised, followed from stage to stage, won or lost; listed, and read whole."""

from svc_tui.services.core.context import Context
from svc_tui.services.sales.lists import OpportunityLists
from svc_tui.services.sales.raising import OpportunityRaising


class Opportunities(OpportunityRaising, OpportunityLists):
    """Possible sales, by their numbers.

    Reads (`lists`): `ids`, `rows`, `sums`, `find`, `sheet`, `raised_from`.
    Acts (`edit`): `new`, `set`, `stage`, `win`, `lose`, `reopen`, `delete`, `compete`, `uncompete`.
    From other records (`raising`): `proposal`, `already`, `raise_from`.
    """

    def __init__(self, context: Context) -> None:
        OpportunityRaising.__init__(self, context)
        OpportunityLists.__init__(self, context)
