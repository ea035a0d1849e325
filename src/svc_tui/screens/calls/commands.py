"""Everything that keys do to calls, attached to their list and to the open call."""

from svc_tui.screens.activities.acts import ActivityActs
from svc_tui.screens.calls.acts import CallActs
from svc_tui.screens.calls.copies import CallCopies
from svc_tui.screens.calls.finish import CallEnds
from svc_tui.screens.calls.opens import CallOpens
from svc_tui.screens.calls.prints import CallPrints
from svc_tui.screens.calls.solutions import CallSolutions
from svc_tui.screens.calls.work import CallWork

CALL_ACTS = (CallActs, CallEnds, CallOpens, CallWork, CallSolutions, ActivityActs, CallCopies, CallPrints)
