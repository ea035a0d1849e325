"""All followers of the store, in the order in which they settle; a noun's own stand in its folder."""

from typing import Final

from svc_tui.storage.calls.followers import CallStamps, CallText
from svc_tui.storage.contracts.followers import Ledgers
from svc_tui.storage.engine.followers import Follower
from svc_tui.storage.equipment.followers import SerialForms
from svc_tui.storage.queues.followers import QueueMoves
from svc_tui.storage.solutions.followers import SolutionText, SolutionUse

FOLLOWERS: Final[tuple[type[Follower], ...]] = (
    QueueMoves,
    CallStamps,
    CallText,
    Ledgers,
    SerialForms,
    SolutionUse,
    SolutionText,
)
