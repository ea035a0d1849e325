"""Planning: visits of technicians on calls; planned, changed, begun, ended; listed, read whole, seen by days."""

from svc_tui.services.core.context import Context
from svc_tui.services.planning.board import Boards
from svc_tui.services.planning.by_hand import ByHand
from svc_tui.services.planning.edit import VisitEdit
from svc_tui.services.planning.giving import Giving
from svc_tui.services.planning.lists import VisitLists
from svc_tui.services.planning.load import Loads
from svc_tui.services.planning.proposing import Proposals
from svc_tui.services.planning.waiting import Waiting


class Plan(VisitEdit, VisitLists, Boards, Loads, Proposals, Giving, ByHand, Waiting):
    """Visits, by their numbers.

    Acts (`edit`): `new`, `new_on`, `plan_all`, `set`, `move`, `move_all`, `cancel`, `set_off`, `check_in`, `check_out`.
    Lists (`lists`): `ids`, `rows`, `find`, `sheet`, `complete`, `changed_since`.
    Boards (`board`): `days`, `counts`, `preview`, `preview_moves`, `preview_new`, `slot`.
    Sums over days (`load`): `loads`.
    Many at once (`proposing`): `propose`, `apply`.
    A day for others (`giving`): `give_away`, `gone`, `give`.
    Both, line by line (`by_hand`): `check`, `with_person`, `at_time`.
    What waits (`waiting`): `to_plan`, `waiting`, `offers`.
    """

    def __init__(self, context: Context) -> None:
        VisitEdit.__init__(self, context)
        VisitLists.__init__(self, context)
