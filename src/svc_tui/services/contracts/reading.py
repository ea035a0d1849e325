"""Reading contracts: the row with what hangs on it, for a list's detail pane and for the open contract."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from svc_tui.domain.sla.coverage import Coverage
from svc_tui.domain.sla.entitlement import Entitlement
from svc_tui.errors import N_, NotFound, SvcError
from svc_tui.services.contracts.lists import ContractLists
from svc_tui.services.sla.card_covers import CardCovers
from svc_tui.services.sla.clocks import coverage_under
from svc_tui.services.sla.closed_names import closed_names
from svc_tui.storage.contracts import lists as contract_lists
from svc_tui.storage.contracts import ties as contract_ties
from svc_tui.storage.contracts.lists import ContractRow
from svc_tui.storage.contracts.terms import terms
from svc_tui.storage.contracts.ties import LineRow, Period, TargetRow, Use
from svc_tui.storage.engine import attachments
from svc_tui.storage.engine import history as histories
from svc_tui.storage.engine.attachments import AttachmentRow
from svc_tui.storage.engine.history import HistoryRow
from svc_tui.storage.equipment import lists as equipment_lists
from svc_tui.storage.sales import rows as opportunities
from svc_tui.storage.sales.rows import Raised

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

JUDGED = 200
"""So many lines are asked whether this contract would be taken for their unit."""
_DAYS = 400


@dataclass(frozen=True)
class ContractLine:
    """A unit or a group that the contract covers, and how that stands today."""

    row: LineRow
    taken: bool
    """A call about the unit would be charged to this contract now."""
    why: str
    """A reason of the entitlement, or in what this contract comes second; empty where nobody was asked."""
    contract: int | None
    """The contract that a call would be charged to."""


@dataclass(frozen=True)
class ContractPreview:
    """What the detail pane of a list shows."""

    row: ContractRow
    targets: tuple[TargetRow, ...]
    """Targets of priorities, the highest first."""
    use: Use
    coverage: Coverage | None
    """The covered hours; none where the text, zone or calendar cannot be read."""
    holidays: Mapping[date, str]
    """Closed dates near today with their names; a closed date of the company has none."""


@dataclass(frozen=True)
class ContractSheet(ContractPreview):
    """The open contract."""

    lines: tuple[ContractLine, ...]
    chain: tuple[Period, ...]
    """All periods in their order, this one among them."""
    calls: tuple[Mapping[str, Any], ...]
    """Calls under it, the newest first."""
    attachments: tuple[AttachmentRow, ...]
    history: tuple[HistoryRow, ...]
    opportunities: tuple[Raised, ...] = ()
    """What was raised from it, the newest first."""


class ContractReading(ContractLists):
    """Reads of single contracts."""

    def preview(self, number: int) -> ContractPreview:
        """What the detail pane shows. Raises NotFound."""
        with self._context.store.read() as session:
            return ContractPreview(**self._base(session, number))

    def sheet(self, number: int) -> ContractSheet:
        """The open contract. Raises NotFound."""
        with self._context.store.read() as session:
            base = self._base(session, number)
            row: ContractRow = base["row"]
            lines = contract_ties.lines_of(session=session, number=number)
            return ContractSheet(
                **base,
                lines=tuple(self._judged(session, row, lines)),
                chain=tuple(contract_ties.chain_of(session=session, number=number)),
                calls=tuple(contract_ties.calls_of(session=session, number=number)),
                attachments=tuple(attachments.rows(session=session, kind="contract", object_id=row.id)),
                history=tuple(histories.rows(session=session, kind="contract", object_id=row.id)),
                opportunities=tuple(
                    opportunities.raised_from(session=session, kind="contract", key=str(number))
                ),
            )

    def _base(self, session: "Session", number: int) -> dict[str, Any]:
        row = self._row(session, number)
        coverage = None
        found = terms(session=session, number=number)
        try:
            coverage = coverage_under(found, self._context.company, self._context.now())
        except SvcError:
            pass  # an import brought what nobody can read; the page shows the text itself
        return {
            "row": row,
            "targets": tuple(contract_ties.targets_of(session=session, number=number)),
            "use": contract_ties.use_of(session=session, numbers=[number]).get(number, Use()),
            "coverage": coverage,
            "holidays": {} if coverage is None else self._closed(row, coverage),
        }

    def _row(self, session: "Session", number: int) -> ContractRow:
        key = contract_lists.key_of(session=session, number=number)
        found = [] if key is None else contract_lists.rows(session=session, ids=[key], viewer=self._viewer())
        if not found:
            raise NotFound(N_("There is no contract K-{number}."), number=number)
        return found[0]

    def _closed(self, row: ContractRow, coverage: Coverage) -> dict[date, str]:
        names = closed_names(row.holidays, self._context.company, self._context.now())
        near = (row.today + timedelta(days=days) for days in range(-_DAYS, _DAYS))
        parts = {each.day for each in coverage.parts}
        closed = (day for day in near if day in coverage.closed or day in parts)
        return {day: names.get(day, "") for day in closed}

    def _judged(
        self, session: "Session", row: ContractRow, lines: Sequence[LineRow]
    ) -> Iterable[ContractLine]:
        answers = self._answers(session, [line.equipment for line in lines[:JUDGED] if line.equipment])
        for line in lines:
            answer = answers.get(line.equipment or 0)
            if answer is None or line.card_customer != row.customer:
                yield ContractLine(line, False, "", None)
                continue
            own = next((each for each in answer.considered if each.number == row.number), None)
            yield ContractLine(line, bool(own and own.taken), own.why if own else "", answer.contract)

    def _answers(self, session: "Session", cards: Sequence[int]) -> dict[int, Entitlement]:
        """Whether each card is covered now, by its number."""
        now = self._context.now()
        ids = contract_ties.card_ids(session=session, numbers=cards)
        units = [equipment_lists.unit_of(line) for line in equipment_lists.lines(session=session, ids=ids)]
        covers = CardCovers(self._context.company, now, now)
        try:
            found = covers.some(session, units)
        except SvcError:
            return {}
        return {unit.number: found[unit.id] for unit in units}
