"""Reading calls: by number, for the detail pane, for the open call; due dates explained and tried out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from svc_tui.domain.sla import stopwatch as sla
from svc_tui.domain.sla.coverage import Coverage
from svc_tui.domain.sla.entitlement import Considered
from svc_tui.domain.sla.explain import Explanation, explain, what_if
from svc_tui.domain.sla.stopwatch import Pause
from svc_tui.domain.sla.targets import Budget, budget_of, parse_target
from svc_tui.domain.work.totals import Totals, totals
from svc_tui.errors import N_, NotFound
from svc_tui.services.core.context import Context
from svc_tui.services.sla.clocks import Clocks, clocks_of, coverage_under, terms_for
from svc_tui.services.sla.closed_names import closed_names
from svc_tui.services.sla.cover import Cover, cover
from svc_tui.storage.calls import reads, ties
from svc_tui.storage.calls.rows import (
    ActivityRecord,
    AttachedSolution,
    CallRecord,
    LinkRow,
    PauseRecord,
    ProvenSolution,
)
from svc_tui.storage.company.rows import CustomerRecord
from svc_tui.storage.contracts.terms import Terms
from svc_tui.storage.engine import attachments, history
from svc_tui.storage.engine.attachments import AttachmentRow
from svc_tui.storage.engine.history import HistoryRow
from svc_tui.storage.equipment.rows import CardRecord
from svc_tui.storage.planning import rows as visits
from svc_tui.storage.planning.rows import VisitRow
from svc_tui.storage.sales import rows as opportunities
from svc_tui.storage.sales.rows import Raised
from svc_tui.storage.work import rows as work
from svc_tui.storage.work.rows import LineShown

if TYPE_CHECKING:
    from svc_tui.storage.session import Session


@dataclass(frozen=True)
class TargetView:
    """One target of a call as it stands at a moment."""

    name: str
    """response or resolution."""
    state: str
    """none, ok, warning, critical, overdue, paused, met or missed."""
    due: datetime | None
    """The due instant; none while paused or without a target."""
    done_at: datetime | None
    """When it was met or missed."""
    left_s: int | None
    """Covered seconds left, negative when late; none without a target or when done."""


@dataclass(frozen=True)
class Preview:
    """What the detail pane shows of a call."""

    values: CallRecord
    terms: Terms | None
    """The covering contract."""
    response: TargetView
    resolution: TargetView
    activity: ActivityRecord | None
    """The last activity."""
    solution: ProvenSolution | None
    """The item's solution that closed most calls."""
    card: CardRecord | None
    """The equipment card."""


@dataclass(frozen=True)
class CallSheet(Preview):
    """What the call screen shows: the preview and everything that hangs on the call."""

    customer: CustomerRecord | None = None
    contact_phone: str | None = None
    activities: tuple[ActivityRecord, ...] = ()
    visits: tuple[VisitRow, ...] = ()
    """By their beginning, cancelled ones too."""
    opportunities: tuple[Raised, ...] = ()
    """What was raised from it, the newest first."""
    solutions: tuple[AttachedSolution, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    links: tuple[LinkRow, ...] = ()
    attachments: tuple[AttachmentRow, ...] = ()
    pauses: tuple[PauseRecord, ...] = ()
    followers: tuple[str, ...] = ()
    work: tuple[LineShown, ...] = ()
    """Time, travel and parts."""
    totals: Totals = field(default_factory=Totals)
    """What the work adds up to."""


@dataclass(frozen=True)
class Due:
    """A call's due dates taken apart."""

    number: str
    reported_at: datetime
    terms: Terms | None
    zone: str
    response: Explanation | None
    resolution: Explanation | None
    view: tuple[TargetView, TargetView]
    pauses: tuple[PauseRecord, ...] = ()
    cover: Cover | None = field(default=None)
    """Which contracts were looked at, and why each was or was not taken."""


@dataclass(frozen=True)
class WhatIf:
    """Due dates as they are and as they would be; nothing is saved."""

    response: datetime | None
    resolution: datetime | None
    new_response: datetime | None
    new_resolution: datetime | None
    rests_s: int | None = None
    """Covered seconds that would remain to resolve it, where the clock rests and so no due date results."""


class CallReading:
    """Reads of calls in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def row(self, number: str, session: "Session") -> CallRecord:
        """The call's row by what was typed: a number, with or without `#`. Raises NotFound."""
        typed = str(number).strip().removeprefix("#")
        row = reads.call_by_number(session=session, number=typed)
        if row is None:
            raise NotFound(
                N_("There is no call {number}. Search it with / or look at the number again."), number=number
            )
        return row

    def find(self, number: str) -> str:
        """The number as it is written in the store. Raises NotFound."""
        with self.context.store.read() as session:
            return str(self.row(number, session).number)

    def _clocks(self, row: CallRecord, session: "Session") -> tuple[Clocks, Terms | None]:
        found = terms_for(row.contract, self.context.company, session)
        under = None if row.coverage_reason == "no coverage left" else found
        coverage = coverage_under(under, self.context.company, self.context.now())
        had = row.paused_s or row.paused_since is not None
        pauses = reads.pauses_of(session=session, ids=[row.id]) if had else {}
        return clocks_of(row, coverage, pauses.get(row.id, ())), found

    def preview(self, number: str) -> Preview:
        """What the detail pane shows."""
        with self.context.store.read() as session:
            return self._preview(self.row(number, session), session)

    def _preview(self, row: CallRecord, session: "Session") -> Preview:
        clocks, found = self._clocks(row, session)
        response, resolution = views(row, clocks, self.context.now())
        return Preview(
            values=row,
            terms=found if row.contract is not None else None,
            response=response,
            resolution=resolution,
            activity=ties.last_activity(session=session, call_id=row.id),
            solution=ties.proven_solution(session=session, item=row.item),
            card=reads.card(session=session, number=row.equipment) if row.equipment else None,
        )

    def sheet(self, number: str) -> CallSheet:
        """What the call screen and `call show` show."""
        with self.context.store.read() as session:
            row = self.row(number, session)
            base = self._preview(row, session)
            lines = tuple(work.of_call(session=session, call_id=row.id))
            return CallSheet(
                **vars(base),
                customer=reads.customer(session=session, code=row.customer),
                activities=tuple(ties.activity_rows(session=session, call_id=row.id)),
                visits=tuple(visits.of_calls(session=session, calls=[row.id])),
                opportunities=tuple(opportunities.raised_from(session=session, kind="call", key=row.number)),
                solutions=tuple(reads.solutions_of(session=session, call_id=row.id)),
                history=tuple(history.rows(session=session, kind="call", object_id=row.id)),
                links=tuple(ties.link_rows(session=session, call_id=row.id)),
                attachments=tuple(attachments.rows(session=session, kind="call", object_id=row.id)),
                pauses=tuple(reads.pauses(session=session, call_id=row.id)),
                followers=tuple(ties.followers(session=session, call_id=row.id)),
                work=lines,
                totals=totals(lines),
            )

    def explain(self, number: str) -> Due:
        """Why the call is due when it is due: spans, pauses, holidays, sum; and why this contract."""
        now, company = self.context.now(), self.context.company
        with self.context.store.read() as session:
            row = self.row(number, session)
            clocks, found = self._clocks(row, session)
            pauses = reads.pauses(session=session, call_id=row.id)
            card = reads.card(session=session, number=row.equipment) if row.equipment else None
            considered = cover(
                session=session, company=company, customer=row.customer, card=card, item=row.item,
                item_group=row.item_group, at=row.reported_at, priority=row.priority, now=now,
            )  # fmt: skip
        names = closed_names(found.holidays if found else None, company, now)
        held: list[Pause] = [(pause.start_at, pause.end_at) for pause in pauses]
        coverage = clocks.coverage
        return Due(
            number=row.number,
            reported_at=row.reported_at,
            terms=found if found and found.number else None,
            zone=coverage.zone if coverage else company.zone.key,
            response=_explained(row.reported_at, clocks.response, coverage, (), names),
            resolution=_explained(row.reported_at, clocks.resolution, coverage, held, names),
            view=views(row, clocks, now),
            pauses=tuple(pauses),
            cover=considered,
        )

    def considered(self, number: str) -> tuple[Considered, ...]:
        """Every contract of the call's customer, and why it would or would not cover the call (B3.4).

        What a person chose instead stands in the call itself.
        """
        found = self.explain(number).cover
        return () if found is None else found.entitlement.considered

    def offered_contract(self, number: str) -> int | None:
        """SC-27: a contract that covers the unit and was made after the call, while nobody has answered yet."""
        company = self.context.company
        with self.context.store.read() as session:
            row = self.row(number, session)
            if row.contract is not None or row.responded_at is not None or not row.is_open:
                return None
            card = reads.card(session=session, number=row.equipment) if row.equipment else None
            found = cover(
                session=session, company=company, customer=row.customer, card=card, item=row.item,
                item_group=row.item_group, at=row.reported_at, priority=row.priority,
                now=self.context.now(),
            )  # fmt: skip
        return found.entitlement.contract

    def what_if(
        self,
        number: str,
        *,
        pause_until: datetime | None = None,
        priority: str | None = None,
        contract: int | None = None,
    ) -> WhatIf:
        """The due dates after a pause from now until an instant, another priority or another contract."""
        now, company = self.context.now(), self.context.company
        with self.context.store.read() as session:
            row = self.row(number, session)
            clocks, found = self._clocks(row, session)
            other = terms_for(contract, company, session) if contract is not None else found
        coverage = coverage_under(other, company, now)
        budgets: dict[str, Budget | None] = {"response": None, "resolution": None}
        if (priority is not None or contract is not None) and other is not None and coverage is not None:
            for name, text in zip(budgets, other.target(priority or row.priority), strict=True):
                budget = budget_of(parse_target(text), coverage, row.reported_at) if text else None
                budgets[name] = budget if isinstance(budget, Budget) else None
        watches = {"response": clocks.response, "resolution": clocks.resolution}
        after = {
            name: what_if(
                watch, clocks.coverage, now, pause_until=pause_until, budget=budgets[name], other=coverage
            )
            for name, watch in watches.items()
        }
        new = {name: due if isinstance(due, datetime) else None for name, due in after.items()}
        rests = None
        if row.paused_since is not None and pause_until is None and clocks.resolution.budget_s is not None:
            budget = budgets["resolution"]
            watch = clocks.resolution.rebudget(budget) if budget is not None else clocks.resolution
            rests = watch.left(now, coverage or clocks.coverage)
        return WhatIf(row.respond_by, row.resolve_by, new["response"], new["resolution"], rests)


def views(row: CallRecord, clocks: Clocks, now: datetime) -> tuple[TargetView, TargetView]:
    """Both targets of a call as they stand at `now`."""
    return (
        TargetView("response", *_view(response_of(row), clocks.response, clocks.coverage, now)),
        TargetView("resolution", *_view(resolution_of(row), clocks.resolution, clocks.coverage, now)),
    )


class Standing(NamedTuple):
    """What the columns of a call say of one target."""

    due: datetime | None
    done_at: datetime | None
    met: bool | None
    warn_at: datetime | None
    critical_at: datetime | None
    is_open: bool
    held: bool
    """Its clock rests while the call is paused."""


def response_of(row: CallRecord) -> Standing:
    """The first response."""
    return Standing(
        row.respond_by, row.responded_at, row.response_met, row.response_warn_at, row.response_critical_at,
        row.is_open, held=False,
    )  # fmt: skip


def resolution_of(row: CallRecord) -> Standing:
    """The resolution."""
    held = row.paused_since is not None and row.resolution_budget_s is not None
    return Standing(
        row.resolve_by, row.resolved_at, row.resolution_met, row.resolution_warn_at, row.resolution_critical_at,
        row.is_open, held,
    )  # fmt: skip


def _view(
    target: Standing, watch: sla.Stopwatch, coverage: Coverage | None, now: datetime
) -> tuple[str, datetime | None, datetime | None, int | None]:
    """State, due instant, when it was done, covered seconds left."""
    state, due = target_state(target, now), target.due
    left = None
    if state not in ("none", "met", "missed"):
        left = watch.left(now, coverage) if watch.budget_s is not None else None
        if left is None and due is not None:
            left = coverage.due_in(now, due) if coverage else int((due - now).total_seconds())
    return state, due, target.done_at, left


def target_state(target: Standing, now: datetime) -> str:
    """State of a target from the columns of the row alone; SQL filters by the same columns."""
    if target.done_at is not None:
        return "none" if target.met is None else ("met" if target.met else "missed")
    late = target.due is not None and now > target.due
    if target.held and not late:
        return "paused"
    if target.due is None or not target.is_open:
        return "none"
    if late:
        return "overdue"
    for state, at in (("critical", target.critical_at), ("warning", target.warn_at)):
        if at is not None and now >= at:
            return state
    return "ok"


def _explained(
    reported_at: datetime,
    watch: sla.Stopwatch,
    coverage: Coverage | None,
    pauses: "tuple[Pause, ...] | list[Pause]",
    names: Mapping[date, str],
) -> Explanation | None:
    if watch.budget_s is None or coverage is None:
        return None
    return explain(coverage, reported_at, Budget(watch.budget_s, watch.at_opening), pauses, names)
