"""What becomes of a line that is proposed: approved or held, handed over, taken back. Which step may follow which,
and whether a line is still what was approved.
"""

from collections.abc import Mapping
from datetime import date

from svc_tui.domain.billing.lines import Line
from svc_tui.errors import N_, Refused

PROPOSED, APPROVED, HELD, HANDED_OVER, REVERSED = "proposed", "approved", "held", "handed_over", "reversed"
STATUSES = (APPROVED, HELD, HANDED_OVER, REVERSED)
"""Of a line that was copied; one that nobody touched is proposed, and one that was reversed is proposed anew."""

MAY_APPROVE = (PROPOSED,)
MAY_HOLD = (PROPOSED, APPROVED)
MAY_RELEASE = (APPROVED, HELD)
_REFUSED = {
    (APPROVED, APPROVED): N_("{source} is approved already."),
    (APPROVED, HELD): N_("{source} is held: {why}. Release it first: svc-tui billing release {source}"),
    (HELD, HELD): N_("{source} is held already: {why}."),
    (PROPOSED, PROPOSED): N_("{source} is neither approved nor held."),
}
_HANDED = N_(
    "{source} was handed over with {number}. Take that back first: svc-tui billing reverse {number} --because TEXT"
)
GONE = "gone"
COMPARED = ("customer", "day", "quantity", "unit", "price", "currency", "discount", "vat", "net")
"""What a customer would notice: a line whose text alone was mended is the same."""


def refusal(wanted: str, status: str, source: str, why: str | None, hand_over: int | None) -> Refused:
    """Why a line of this status cannot become `wanted`."""
    if status == HANDED_OVER:
        return Refused(_HANDED, source=source, number=hand_over)
    return Refused(_REFUSED[wanted, status], source=source, why=why or "-")


def moved(approved: Line, now: Line) -> tuple[str, ...]:
    """The names of what is otherwise than when the line was approved."""
    return tuple(name for name in COMPARED if _value(approved, name) != _value(now, name))


def changed(then: Mapping[str, Line], now: Mapping[str, Line]) -> tuple[str, ...]:
    """The same of all lines of one act, by their sources; `gone` where one is not owed any more, or one more is."""
    if then.keys() != now.keys():
        return (GONE,)
    return tuple(dict.fromkeys(name for source, line in then.items() for name in moved(line, now[source])))


def _value(line: Line, name: str) -> object:
    return getattr(line.charged if name in ("price", "currency", "discount", "vat") else line, name, None)


def check_open(day: date, closed: date | None) -> None:
    """Raise where a document of this day would lie in a closed period."""
    if closed is not None and day <= closed:
        raise Refused(
            N_("{day} lies in a period that is closed up to {closed}. Date it later, or open the period: "
               "svc-tui billing close DAY"),
            day=day.isoformat(), closed=closed.isoformat(),
        )  # fmt: skip
