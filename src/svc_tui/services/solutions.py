"""Solutions for the call at hand: look up by item and words, to attach one."""

from svc_tui.services.context import Context
from svc_tui.services.records import Choice
from svc_tui.storage import call_context as reads
from svc_tui.storage import solutions


class Solutions:
    """What is known to help."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def fitting(self, number: str, text: str = "", limit: int = 20) -> tuple[Choice, ...]:
        """Solutions that fit a call, best first; a number finds that solution."""
        words = tuple(text.split())
        with self._context.store.read() as session:
            row = reads.call_by_number(session=session, number=number) if number else None
            item = row["item"] if row else None
            found = solutions.fitting(session=session, item=item, words=words, limit=limit)
            if text.strip().isdecimal():
                named = reads.solution(session=session, number=int(text))
                found = [named, *found] if named else found
        return tuple(
            Choice(str(each["number"]), each["solution"], each["symptom"] or each["item"] or "")
            for each in found
        )
