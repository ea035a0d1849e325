"""Solutions: found, suggested, read, written down, reviewed, merged, and tied to calls."""

from svc_tui.services.records import Choice
from svc_tui.services.solution_find import SolutionFind


class Solutions(SolutionFind):
    """What is known to help."""

    def fitting(self, number: str, text: str = "", limit: int = 20) -> tuple[Choice, ...]:
        """Solutions that fit a call, best first; a number finds that solution."""
        return tuple(
            Choice(str(row.number), row.solution, row.symptom or row.item or "")
            for row in self.fitting_rows(number, text, limit)
        )
