"""All that tells of a customer's past; a noun's own stands in its folder. At one instant the last one comes first."""

from typing import Final

from svc_tui.storage.calls.timeline import OF_ACTIVITIES, OF_CALLS
from svc_tui.storage.company.timeline import Source
from svc_tui.storage.contracts.timeline import OF_CONTRACTS
from svc_tui.storage.equipment.timeline import OF_UNITS
from svc_tui.storage.planning.timeline import OF_VISITS
from svc_tui.storage.work.timeline import OF_WORK

SOURCES: Final[tuple[Source, ...]] = (OF_CONTRACTS, OF_UNITS, *OF_CALLS, OF_ACTIVITIES, OF_WORK, OF_VISITS)
