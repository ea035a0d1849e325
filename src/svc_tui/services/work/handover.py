"""What is handed over when work is done: the report of work, the customer's signature under it, the mark he gives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean, clean_line
from svc_tui.domain.work import rules
from svc_tui.domain.work.totals import Totals, totals
from svc_tui.errors import N_, Refused
from svc_tui.services.calls.open_call import OpenCall
from svc_tui.services.calls.service import Calls
from svc_tui.services.core.context import Context
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.storage.calls.rows import CallRecord
from svc_tui.storage.work import rows
from svc_tui.storage.work.rows import LineShown


@dataclass(frozen=True)
class WorkReport:
    """What a report of work says; it holds nothing that moves by itself, so that a re-print is the same text."""

    company: str
    values: CallRecord
    lines: tuple[LineShown, ...]
    totals: Totals


@dataclass(frozen=True)
class Signature:
    """A name under a report, and whether the report still reads as it did."""

    number: str
    name: str
    at: datetime
    sha256: str
    unchanged: bool


def digest(printed: str) -> str:
    """SHA-256 of a printed text."""
    return sha256(printed.encode("utf-8")).hexdigest()


class Handover:
    """The end of the work on a call."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._calls = Calls(context)

    # The report of work

    def report(self, number: str) -> WorkReport:
        """What the report of a call says. Raises NotFound."""
        with self.context.store.read() as session:
            row = self._calls.row(number, session)
            lines = tuple(rows.of_call(session=session, call_id=row.id))
        return WorkReport(self.context.company.name, row, lines, totals(lines))

    def sign(self, number: str, name: str, printed: str) -> Outcomes:
        """Keep the name typed under a printed report, with the moment and the SHA-256 of the text."""
        who = clean_line(name)
        if not who:
            raise Refused(N_("A signature needs a name. Type the name of the person who signs."))

        def act(call: OpenCall) -> Note:
            if rows.next_line(session=call.unit.session, call_id=call.id) == 1 and not call.row.resolution:
                message = N_("{number} has neither work nor a resolution to sign for. Log the work first.")
                raise Refused(message, number=call.number)
            call.write(signed_by=who, signed_at=call.at, signed_hash=digest(printed))
            return note(N_("{number} signed by {name}"), number=call.number, name=who)

        return self._calls.act([number], N_("{calls} signed"), act)

    def verify(self, number: str, printed: Iterable[str]) -> Signature:
        """Whether the report, printed again (in any language), is the text that was signed.

        Raises:
            Refused: nobody signed it.
        """
        row = self.report(number).values
        if not row.signed_hash or row.signed_by is None or row.signed_at is None:
            raise Refused(N_("{number} is not signed. Sign its report first."), number=row.number)
        unchanged = any(digest(text) == row.signed_hash for text in printed)
        return Signature(row.number, row.signed_by, row.signed_at, row.signed_hash, unchanged)

    # Satisfaction

    def asks(self, number: str) -> bool:
        """Whether the customer's satisfaction is still to be asked: the call is done, and not by who opened it."""
        row = self.report(number).values
        done = row.status_class in ("resolved", "closed")
        return (
            done and row.satisfaction is None and rules.asks_satisfaction(row.created_by, self._solver(row))
        )

    def rate(self, numbers: Sequence[str], score: int, text: str = "") -> Outcomes:
        """Keep the customer's mark, 1 to 5, and what he said to it."""
        rules.check_score(score)
        said = clean(text).strip() or None

        def act(call: OpenCall) -> Note:
            if call.row.status_class not in ("resolved", "closed"):
                message = N_("{number} is still open. Satisfaction is asked when it is resolved or closed.")
                raise Refused(message, number=call.number)
            solver = self._solver(call.row)
            if not rules.asks_satisfaction(call.row.created_by, solver):
                message = N_("{number} was opened and solved by {person}: there is nobody to ask.")
                raise Refused(message, number=call.number, person=solver)
            call.write(satisfaction=score, satisfaction_text=said)
            return note(N_("{number}: satisfaction {score} of 5"), number=call.number, score=score)

        return self._calls.act(numbers, N_("{calls}: satisfaction"), act)

    def _solver(self, row: CallRecord) -> str:
        """Who solved it: who handles the call, else who is at work."""
        return str(row.assignee or self.context.me)
