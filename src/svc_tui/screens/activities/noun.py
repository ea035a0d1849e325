"""What the page of an activity says and knows of activities."""

from __future__ import annotations

from svc_tui.language import _, ngettext
from svc_tui.language import number as counted
from svc_tui.screens.core.noun import Noun


class ActivityNoun(Noun):
    """Activities."""

    KIND = "activity"

    def no_record(self) -> str:
        return _("No activity to act on.")

    def one_record(self) -> str:
        return _("This act takes one activity.")

    def many_records(self, act: str, count: int) -> str:
        question = ngettext("{act}: {count} activity?", "{act}: {count} activities?", count)
        return question.format(act=act, count=counted(count))

    def many_done(self, count: int) -> str:
        return ngettext("{count} activity done", "{count} activities done", count).format(
            count=counted(count)
        )
