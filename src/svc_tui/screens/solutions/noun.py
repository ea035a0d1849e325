"""What the screens of solutions say and know of solutions."""

from __future__ import annotations

from collections.abc import Sequence

from svc_tui.language import _, ngettext
from svc_tui.language import number as counted
from svc_tui.screens.core.noun import Noun


class SolutionNoun(Noun):
    """Solutions."""

    KIND = "solution"

    def numbers_of(self, ids: Sequence[int]) -> Sequence[str]:
        return self.services.solutions.numbers(ids)

    def no_record(self) -> str:
        return _("No solution to act on.")

    def one_record(self) -> str:
        return _("This act takes one solution.")

    def many_records(self, act: str, count: int) -> str:
        question = ngettext("{act}: {count} solution?", "{act}: {count} solutions?", count)
        return question.format(act=act, count=counted(count))

    def many_done(self, count: int) -> str:
        return ngettext("{count} solution done", "{count} solutions done", count).format(count=counted(count))
