"""One opportunity in an open unit of work: checked and written here, with its stages and what it was raised from."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.sales import rules
from svc_tui.domain.sales.rules import Stretch
from svc_tui.errors import N_, NotFound, Refused, either
from svc_tui.services.calls.new import choose
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.core.kinds import kinds
from svc_tui.services.sales.typed import LISTS
from svc_tui.storage.calls import reads
from svc_tui.storage.engine import attachments
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.sales import rows, stages
from svc_tui.storage.sales.rows import OpportunityRow, Origin, StageLine
from svc_tui.storage.sales.stages import StageRow

if TYPE_CHECKING:
    from svc_tui.storage.session import Session


@dataclass
class OpenOpportunity:
    """An opportunity in a unit of work."""

    unit: UnitOfWork
    context: Context
    row: OpportunityRow
    warnings: list[Note] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Its number."""
        return self.row.number

    @property
    def today(self) -> date:
        """The day of the act, in the company's zone."""
        return self.unit.at.astimezone(self.context.zone).date()

    def lines(self) -> list[StageLine]:
        """Its stages as they stand."""
        return rows.lines_of(session=self.unit.session, number=self.number)

    def write(self, values: Given) -> Values:
        """Change columns; its present stage follows. Returns what really changed."""
        changed = self.unit.update("opportunity", self.row.id, values)
        self.row = replace(self.row, **changed)
        along: Values = {name: changed[name] for name in ("owner", "percent", "amount") if name in changed}
        standing = [line for line in self.lines() if line.closed_on is None]
        if along and standing:
            self.unit.update("opportunity_stage", standing[-1].id, along)
        return changed

    def begin(self, day: date) -> None:
        """The first stage begins with the opportunity."""
        lines = self.lines()
        rules.check_began(self.number, [_stretch(line) for line in lines], day, self.today)
        if lines:
            self.unit.update("opportunity_stage", lines[0].id, {"started_on": day})

    def to_stage(self, stage: StageRow, day: date | None, percent: Decimal | None, remarks: str = "") -> None:
        """Move to a stage on a day: the one before ends, and the percentage is the stage's unless it is said."""
        if stage.name == self.row.stage:
            raise Refused(
                N_("Opportunity {number} is in {stage} already."), number=self.number, stage=stage.name
            )
        on = self.close_stage(day)
        self.write({"stage": stage.name, "percent": stage.percent if percent is None else percent})
        self.open_stage(on, remarks)

    def open_stage(self, day: date, remarks: str = "") -> None:
        """Write down that it stands in its stage from a day on."""
        row, lines = self.row, self.lines()
        self.unit.insert(
            "opportunity_stage",
            {
                "opportunity": row.number, "line": max((line.line for line in lines), default=0) + 1,
                "stage": row.stage, "owner": row.owner, "started_on": day, "percent": row.percent,
                "amount": row.amount, "remarks": remarks,
            },
        )  # fmt: skip

    def close_stage(self, day: date | None) -> date:
        """The stage that it stands in ends. Returns the day."""
        on, lines = day or self.today, self.lines()
        rules.check_moves(self.number, [_stretch(line) for line in lines], on, self.today)
        for line in lines:
            if line.closed_on is None:
                self.unit.update("opportunity_stage", line.id, {"closed_on": on, "status": "closed"})
        return on

    def reopen_stage(self) -> None:
        """The stage that ended with the opportunity goes on."""
        if lines := self.lines():
            self.unit.update("opportunity_stage", lines[-1].id, {"closed_on": None, "status": "open"})

    def raise_from(self, wanted: Iterable[Origin]) -> bool:
        """Make these what it was raised from; both sides tell it. Returns whether that is something else."""
        unit, session = self.unit, self.unit.session
        known = [found_origin(session, each) for each in wanted]
        stands = rows.origin_ids(session=session, number=self.number)
        fresh = [each for each in dict.fromkeys(known) if each not in stands]
        gone = [each for each in stands if each not in known]
        for each in gone:
            unit.delete("opportunity_origin", stands[each])
            self._tell(each, old=str(each))
        for each in fresh:
            unit.insert("opportunity_origin", {"opportunity": self.number, **each._asdict()})
            self._tell(each, new=str(each))
        if fresh or gone:
            unit.stamp("opportunity", self.row.id)
            self.row = replace(self.row, origin=tuple(each for each in (*stands, *fresh) if each not in gone))
        return bool(fresh or gone)

    def _tell(self, origin: Origin, *, old: str | None = None, new: str | None = None) -> None:
        """Its history and that of the other side."""
        self.unit.log("opportunity", self.row.id, "changed", field="origin", old=old, new=new)
        known = kinds()[origin.kind]
        other = reading.find_id(self.unit.session, known.table, known.key[0], _key(origin))
        if other is not None:
            number = str(self.number)
            told = {"old": number if old else None, "new": number if new else None}
            self.unit.log(origin.kind, other, "changed", field="opportunity", **told)

    def remind_of_activities(self) -> None:
        """B1 asks to close what is still to do about it; here it is said."""
        count = rows.activities_to_do(session=self.unit.session, number=self.number)
        if count:
            text = either(
                count,
                N_("Opportunity {number} has {count} activity that is still to do."),
                N_("Opportunity {number} has {count} activities that are still to do."),
            )
            self.warnings.append(note(text, number=self.number, count=count))

    def delete(self) -> None:
        """Remove it with what hangs on it; activities stay with their customer."""
        unit, session, number = self.unit, self.unit.session, self.number
        for key in rows.activity_ids(session=session, number=number):
            unit.update("activity", key, {"opportunity": None})
        for file in attachments.rows(session=session, kind="opportunity", object_id=self.row.id):
            unit.delete("attachment", file.id)
        self.raise_from(())
        for line in self.lines():
            unit.delete("opportunity_stage", line.id)
        for each in rows.competitors_of(session=session, number=number):
            unit.delete("opportunity_competitor", each.id)
        unit.delete("opportunity", self.row.id)


def named(unit: UnitOfWork, typed: Given, row: OpportunityRow | None) -> Values:
    """Customer, person, item and list values as they are stored. Raises NotFound, Refused."""
    found: Values = {}
    for name, kind in (("customer", "customer"), ("owner", "person"), ("item", "item")):
        if typed.get(name) and typed[name] != getattr(row, name, None):
            found[name] = reading.active_code(unit, kind, "code", typed[name])
    for name, list_name in LISTS.items():
        if typed.get(name):
            present: str | None = getattr(row, name, None)
            found[name] = choose(unit.session, list_name, typed[name], present)
    return found


def stage_named(unit: UnitOfWork, name: str | None) -> StageRow:
    """A stage that may be chosen; without a name the first one.

    Raises:
        NotFound: there is none, and the sentence says which there are.
        Refused: it is not active.
    """
    known = stages.stages(session=unit.session)
    active = [each for each in known if each.active]
    if name is None:
        if not active:
            raise Refused(N_("There is no active stage. Add one: opportunity stages set NAME percent=20."))
        return active[0]
    found = stages.stage(session=unit.session, name=name)
    said = ", ".join(each.name for each in active)
    if found is None:
        raise NotFound(N_("There is no stage {name}. There are {known}."), name=name, known=said)
    if not found.active:
        raise Refused(
            N_("The stage {name} is not used any more. Choose from {known}."), name=name, known=said
        )
    return found


def stage_beside(unit: UnitOfWork, name: str, by: int) -> StageRow | None:
    """The active stage after one (1), or before it (-1); none where there is no further one."""
    known = stages.stages(session=unit.session)
    at = next((at for at, each in enumerate(known) if each.name == name), -1)
    beside = known[at + 1 :] if by > 0 else known[max(at, 0) - 1 :: -1] if at > 0 else []
    return next((each for each in beside if each.active), None)


def found_origin(session: "Session", origin: Origin) -> Origin:
    """What it was raised from, by its number as it is stored; a merged call leads to the one that stayed.

    Raises:
        NotFound: there is no such call, card or contract.
    """
    known = kinds()[origin.kind]
    if origin.kind == "call":
        call = reads.call_by_number(session=session, number=origin.key.strip().removeprefix("#"))
        while call is not None and call.merged_into:
            call = reads.call_by_number(session=session, number=call.merged_into)
        if call is not None:
            return Origin("call", call.number)
        raise NotFound(known.missing, number=origin.key)
    number = known.read(session, origin.key)
    if number is None or reading.find_id(session, known.table, known.key[0], number) is None:
        raise NotFound(known.missing, number=origin.key)
    return Origin(origin.kind, str(number))


def _key(origin: Origin) -> str | int:
    return origin.key if origin.kind == "call" else int(origin.key)


def _stretch(line: StageLine) -> Stretch:
    return Stretch(line.started_on, line.closed_on)
