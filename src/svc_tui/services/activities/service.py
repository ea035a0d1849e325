"""What is said and done with customers: written down, planned, done, followed up; listed, and read whole."""

from svc_tui.services.activities.edit import ActivityEdit
from svc_tui.services.activities.lists import ActivityLists
from svc_tui.services.core.context import Context


class Activities(ActivityEdit, ActivityLists):
    """Notes, phone calls, meetings and tasks, by their numbers."""

    def __init__(self, context: Context) -> None:
        ActivityEdit.__init__(self, context)
        ActivityLists.__init__(self, context)
