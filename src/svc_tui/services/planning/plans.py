"""Preventive work that comes round again: its plans, and the calls that they make."""

from svc_tui.services.core.context import Context
from svc_tui.services.planning.making import Making
from svc_tui.services.planning.recurring import PlanRules


class Plans(PlanRules, Making):
    """Plans, by their codes.

    Records (`recurring`): `matching`, `holding`, `find`, `sheet`, `of_card`, `of_contract`, `behind`; `new`, `set`,
    `stop`.
    Calls (`making`): `make`.
    """

    def __init__(self, context: Context) -> None:
        PlanRules.__init__(self, context)
