"""Work on the calls of the last weeks: time, travel, and what it draws from prepaid units.

Like the estate it has a source of chance of its own, so that calls stay what they are.
"""

from dataclasses import dataclass, field
from random import Random

from svc_tui.domain.contracts import ledger as rules
from svc_tui.domain.sla.coverage import instant_of
from svc_tui.domain.sla.targets import Target, format_target
from svc_tui.domain.work.rules import DRAWN, SAME_VISIT, USED_UP, propose
from svc_tui.services.core.fields import Values
from svc_tui.services.demo.agreements import Agreements
from svc_tui.services.demo.story import Story

ON_SITE = 0.75
"""Share of solved calls that somebody went to."""
WORK = (
    "call_id", "line", "kind", "who", "starts_at", "ends_at", "seconds", "km", "item", "quantity", "note", "billable",
    "proposed", "why", "contract", "accounted", "counted", "version", "change_seq", "updated_at",
)  # fmt: skip
"""Columns of a line of work, in the order in which it is written."""


@dataclass
class _Prepaid:
    """What is left of a contract's units, and how work counts."""

    kind: str
    balance: int
    rounding: rules.Rounding
    visited: set[str] = field(default_factory=set)


class Labour:
    """Lines of work, and the ledgers they draw from."""

    def __init__(self, agreements: Agreements, zone: str) -> None:
        self._prepaid: dict[int, _Prepaid] = {}
        for row in agreements.records["contract"]:
            if row["unit_kind"]:
                counting = rules.rounding(
                    row["unit_step"],
                    row["unit_minimum"],
                    row["unit_night"],
                    row["unit_night_factor"],
                    zone=row["zone"] or zone,
                )
                left = row["units"] - row["used"]
                self._prepaid[row["number"]] = _Prepaid(row["unit_kind"], left, counting)

    def log(self, story: Story, at: int, who: str) -> None:
        """What was done before a call was solved at an instant."""
        row = story.row
        rng = Random(f"work {row['number']}")
        room = at - max(row["reported_at"], story.last)
        if rng.random() > ON_SITE or room < 1800:
            return
        there = row["technician"] or who
        seconds = min(room // 2, 60 * rng.choice((25, 40, 55, 70, 95, 130)))
        note = row["subject"]
        if row["technician"]:
            km, minutes = rng.randrange(6, 70), rng.randrange(15, 60)
            drive = {"seconds": min(60 * minutes, room // 2), "km": str(km), "item": "TRV-KM"}
            self._line(story, "travel", there, at - seconds, drive, "")
        self._line(story, "labour", there, at, {"seconds": seconds, "km": None, "item": "LAB-H"}, note)

    def _line(self, story: Story, kind: str, who: str, at: int, entry: Values, note: str) -> None:
        answer, row, seconds = story.case.answer, story.row, entry["seconds"]
        start, accounted, counted = at - seconds, 0, 0
        proposal = propose(kind, answer.contract, answer.terms.includes if answer.terms else ())
        prepaid = self._prepaid.get(answer.contract or 0) if kind == "labour" else None
        billable, why = proposal.billable, proposal.why
        if prepaid is not None:
            counted = prepaid.rounding.counted_s(seconds, instant_of(start), instant_of(at))
            if prepaid.kind == "visits":
                counted = 1
            if row["number"] in prepaid.visited:
                billable, why, counted = False, SAME_VISIT, 0
            elif counted <= prepaid.balance:
                billable, why, accounted = False, DRAWN[prepaid.kind], counted
                prepaid.balance -= counted
                if prepaid.kind == "visits":
                    prepaid.visited.add(row["number"])
            else:
                billable, why = True, USED_UP[prepaid.kind]
        paid = "billable" if billable else "included"
        distance = f"{entry['km']}km " if entry["km"] else ""
        told = f"{len(story.work) + 1}: {kind} {distance}{format_target(Target(seconds))}, {paid}"
        story.log(at, who, "work", "work", None, f"{told}: {note}" if note else told)
        story.work.append(
            (row["id"], len(story.work) + 1, kind, who, start, at, seconds, entry["km"], entry["item"], None, note,
             billable, billable, why, answer.contract, accounted, counted, 1, 1, at)
        )  # fmt: skip
