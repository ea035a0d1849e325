"""Work that was handed over and is included by now: given back, and owed again where somebody bills it after all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from svc_tui.domain.billing.lines import Line, Source
from svc_tui.domain.billing.standing import HANDED_OVER
from svc_tui.domain.core.notes import note
from svc_tui.errors import N_
from svc_tui.storage.billing import proposal as rows
from svc_tui.storage.billing.handing import LineRow

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

RULE = "work-included"
GIVEN_BACK = N_("line {line} is included now: what was billed of it is given back")
OWED_AGAIN = N_("what was given back of line {line} is owed again")


def given_back(
    session: Session,
    taken: Collection[str],
    *,
    customer: str | None = None,
    call: str | None = None,
    last: date | None = None,
) -> Iterator[Line]:
    """Lines that bring what was handed over of a work to nothing while it is included, and else to what it was.

    Each has the day and the price of the line that it takes back. What one work was billed to one customer goes back
    together, each time as an act of its own: `work:10423/3-1`. Where several were billed it in turn, each gets an act.
    """
    billed: dict[tuple[str, str], list[LineRow]] = defaultdict(list)
    for row in rows.work_billed(session=session, rule=RULE, customer=customer, call=call):
        billed[Source.read(row.source).place].append(row)
    for place, found in billed.items():
        for source, own in _acts(place, found):
            if source.whole in taken or customer not in (None, own[0].customer):
                continue
            words = OWED_AGAIN if all(map(_again, own)) else GIVEN_BACK
            parts: set[str] = set()
            for line in _turned(own):
                if last is None or line.day <= last:
                    part = line.source.part if parts else ""
                    part = part if part not in parts else str(len(parts))
                    parts.add(part)
                    reason = note(words, line=int(place[1]))
                    yield replace(line, source=replace(source, part=part), reason=reason, rule=RULE)


def _acts(place: tuple[str, str], found: Sequence[LineRow]) -> Iterator[tuple[Source, list[Line]]]:
    """The act that is due to each who was billed a work, and what was handed over to him of it.

    The number is that which his waits under already, approved or held, else the next that nobody has.
    """
    handed: dict[str, list[Line]] = defaultdict(list)
    waits: dict[str, int] = {}
    for row in found:
        line = row.line()
        if row.status == HANDED_OVER:
            handed[row.customer].append(line)
        else:
            waits[row.customer] = _again(line)
    highest = max(_again(row.line()) for row in found)
    for customer, own in handed.items():
        if any(_turned(own)):
            number = waits.get(customer) or highest + 1
            highest = max(highest, number)
            yield Source("work", f"{'/'.join(place)}-{number}"), own


def _turned(lines: Iterable[Line]) -> Iterator[Line]:
    """What takes these lines back, those of one price together."""
    alike: dict[object, list[Line]] = defaultdict(list)
    for line in lines:
        alike[line.customer, line.charged, line.unit, line.item].append(line)
    for same in alike.values():
        quantity = sum((line.quantity for line in same), Decimal(0))
        net = sum((line.net or Decimal(0) for line in same), Decimal(0))
        if quantity or net:
            yield replace(same[0], quantity=-quantity, net=-net)


def _again(line: Line) -> int:
    """How often the work was given back or owed again with this line; 0 of the work itself."""
    return int(line.source.key.rpartition("-")[2]) if line.rule == RULE else 0
