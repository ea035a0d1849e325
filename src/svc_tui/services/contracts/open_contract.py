"""One contract in an open unit of work: its terms, its targets and its status are checked and written here.

Due dates of open calls follow a change of terms; what is refused leaves nothing behind.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from svc_tui.domain.contracts import rules
from svc_tui.domain.contracts.periods import check_day
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.sla.entitlement import effective_end
from svc_tui.errors import N_, Refused
from svc_tui.services.contracts.fields import Targets, settle_units
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.sla.clocks import recompute
from svc_tui.storage.calls import reads
from svc_tui.storage.contracts import ledger as units
from svc_tui.storage.contracts import ties
from svc_tui.storage.contracts.query import local_day
from svc_tui.storage.contracts.rows import ContractRecord
from svc_tui.storage.contracts.terms import terms
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.query.translator import Viewer

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

NEW: dict[str, Any] = {
    "type": "serial", "service_type": "regular", "status": "draft", "coverage": "Mo-Fr 09:00-18:00",
    "renewal": False, "description": "", "remarks": "",
}  # fmt: skip

SAME = {
    "draft": N_("K-{number} is a draft already."),
    "approved": N_("K-{number} is approved already."),
    "on_hold": N_("K-{number} is on hold already."),
    "terminated": N_("K-{number} is terminated already."),
}
DONE = {
    "draft": N_("K-{number} is a draft again"),
    "approved": N_("K-{number} approved"),
    "on_hold": N_("K-{number} put on hold"),
}


class OpenContract:
    """One contract in an open unit of work; without a row it is about to be written down."""

    def __init__(self, unit: "UnitOfWork", context: Context, number: int) -> None:
        self.unit, self.context, self.number = unit, context, number
        self.session = unit.session
        self._row = reads.contract(session=self.session, number=number)
        self.warnings: list[Note] = []

    @property
    def row(self) -> ContractRecord:
        """The row as it stands in the transaction; there is one once it is written down."""
        assert self._row is not None
        return self._row

    @property
    def name(self) -> str:
        """How people call it."""
        return f"K-{self.number}"

    @property
    def today(self) -> date:
        """Today in the contract's zone."""
        return local_day(Viewer(self.unit.at, self.context.zone), self._row and self._row.zone)

    def lines(self) -> list[ties.LineRow]:
        """Its lines as they stand."""
        return ties.lines_of(session=self.session, number=self.number)

    def write(self, typed: Values, targets: Targets) -> list[str]:
        """Check and write its terms. Returns the names of what changed."""
        standing = self._row
        before: Given = standing._asdict() if standing else {}
        if standing:
            rules.check_editable(self.number, standing.status)
        self._resolve(typed)
        typed |= {
            name: value
            for name, value in rules.settle_period(before, typed, self.today).items()
            if value != before.get(name)
        }
        after = {**NEW, **before, **typed}
        settle_units(before, typed, self.context.zone.key)
        self._check(standing, after, typed)
        if "remind" in typed or "renewal" in typed:
            typed["remind"] = rules.check_reminder(after["renewal"], after.get("remind"))
        changed = self.save(typed) + self.save_targets(targets)
        self.warnings += self.overlaps() if {"start", "end"} & set(changed) else []
        return changed

    def save(self, columns: Given) -> list[str]:
        """Write columns; the reminder of an end that moved is due again, and open calls are measured anew."""
        if self._row is None:
            self.unit.insert("contract", {**NEW, **columns, "number": self.number})
            self._row = reads.contract(session=self.session, number=self.number)
            self._open_ledger()
            return list(columns)
        columns = self._keep_ledger(columns)
        if self._end(self.row._replace(**columns)) != self._end(self.row) or columns.get("remind", "") != "":
            columns |= {"reminded_at": None}
        changed = self.unit.update("contract", self.row.id, columns)
        self._row = self.row._replace(**changed)
        if set(changed) & set(rules.CLOCK_FIELDS):
            self.recompute()
        return [name for name in changed if name != "reminded_at"]

    def targets(self) -> dict[str, tuple[str | None, str | None]]:
        """Response and resolution of the priorities that have their own."""
        known = ties.targets_of(session=self.session, number=self.number)
        return {row.priority: (row.response, row.resolution) for row in known}

    def save_targets(self, targets: Targets) -> list[str]:
        """Write the targets of priorities."""
        known = {row.priority: row for row in ties.targets_of(session=self.session, number=self.number)}
        changed: list[str] = []
        for priority, (response, resolution) in targets.items():
            row = known.get(priority)
            old = (row.response, row.resolution) if row else (None, None)
            if old == (response, resolution):
                continue
            values: Values = {"response": response, "resolution": resolution}
            if row is None:
                values |= {"contract": self.number, "priority": priority}
                self.unit.insert("contract_target", values, log=None)
            elif response is None and resolution is None:
                self.unit.delete("contract_target", row.id)
            else:
                self.unit.update("contract_target", row.id, values)
            self.log(priority, _pair(*old), _pair(response, resolution))
            changed.append(priority)
        if changed:
            self.recompute()
        return changed

    def log(self, field: str, old: str | None, new: str | None) -> None:
        """A line of its history."""
        self.unit.log("contract", self.row.id, "changed", field=field, old=old, new=new)

    def recompute(self) -> None:
        """Due dates of open calls anew under the terms as they are now; old and new go to the calls' history."""
        found = terms(session=self.session, number=self.number)
        if found is None:
            return
        rows = reads.open_rows(session=self.session, contract=self.number)
        moved = recompute(self.unit, rows, {self.number: found}, self.context.company)
        if moved:
            text = N_("Open calls that are due at another time now: {count}.")
            self.warnings.append(note(text, count=moved))

    def overlaps(self) -> list[Note]:
        """CT-15: what other approved contracts cover the same units."""
        if self.row.status != "approved" or self.row.type != "serial":
            return []
        lines = [line for line in self.lines() if line.equipment is not None]
        mine = [rules.span_of(self.row._asdict(), dates(line), called(line)) for line in lines]
        others = [
            rules.span_of(contract, line, unit)
            for contract, line, unit in ties.approved_lines(
                session=self.session, cards={line.equipment: called(line) for line in lines}, but=self.number
            )
        ]
        return rules.overlap_warnings([span for span in mine if span], [span for span in others if span])

    # Status

    def to_status(self, status: str, day: date | None = None) -> Note:
        """CT-04, CT-06, CT-07: move to a status, with what it asks and what it brings along."""
        if status == "terminated":
            return self.terminate(day)
        if self.row.status == status:
            raise Refused(SAME[status], number=self.number)
        if status == "approved":
            lines = self.lines()
            rules.check_complete(self.row.customer, self.row.end, self.row.resolution)
            rules.check_period(self.row.start, self.row.end)
            rules.check_approvable(self.number, self.row.type, len(lines))
            rules.check_coverage(self.row.coverage)
            for line in lines:
                if line.equipment is not None and line.card_customer is not None:
                    self.check_card(line.equipment, line.card_customer, line.card_status or "")
        self.save({"status": status, "termination": None})
        if status == "approved":
            end = self._end(self.row)
            self.warnings += rules.expired_warnings(self.number, status, end, self.today) + self.overlaps()
        return note(DONE[status], number=self.number)

    def terminate(self, day: date | None) -> Note:
        """CT-06: an early end makes it terminated, read-only, and not to be renewed."""
        if self.row.status == "terminated":
            raise Refused(SAME["terminated"], number=self.number)
        last = day or self.today
        check_day(last)
        self.save({"status": "terminated", "termination": last, "renewal": False, "remind": None})
        self.warnings += rules.future_termination(self.number, last, self.today)
        return note(N_("K-{number} terminated as of {day}"), number=self.number, day=last)

    def check_card(self, card: int, owner: str, status: str) -> None:
        """CT-08."""
        rules.check_line_card(self.number, self.row.customer, card, owner, status)

    def _resolve(self, typed: Values) -> None:
        """Codes as they are stored; only active people and customers may be chosen anew."""
        for name, where in (("customer", "customer"), ("owner", "person"), ("price_list", "price_list")):
            if typed.get(name) and typed[name] != getattr(self._row, name, None):
                typed[name] = reading.active_code(self.unit, where, "code", typed[name])

    def _check(self, before: ContractRecord | None, after: Given, typed: Given) -> None:
        if not before or any(name in typed for name in ("customer", "end", "resolution", *rules.PERIOD)):
            rules.check_complete(after.get("customer"), after.get("end"), after.get("resolution"))
        lines = self.lines() if before else []
        if before and after["template"] != before.template:
            rules.refuse_template(self.number)
        if before and after["type"] != before.type:
            rules.check_type_change(self.number, len(lines))
        if before and after["customer"] != before.customer:
            use = ties.use_of(session=self.session, numbers=[self.number]).get(self.number)
            rules.check_customer_change(self.number, len(lines), use.calls if use else 0)
        if before and (after["start"], after["end"]) != (before.start, before.end):
            for line in lines:
                own = (line.start, line.end, line.termination)
                rules.check_line_window(called(line), own, after["start"], after["end"])

    def _open_ledger(self) -> None:
        """What is prepaid at the start is bought."""
        if self.row.units:
            entry = {
                "kind": "bought",
                "quantity": self.row.units,
                "at": self.unit.at,
                "who": self.unit.who,
            }
            self.unit.insert("unit_entry", {"contract": self.number, **entry}, log=None)

    def _keep_ledger(self, columns: Given) -> dict[str, Any]:
        """The sum of a ledger is not typed over."""
        kept = dict(columns)
        if kept.get("units", self.row.units) == self.row.units:
            return kept
        if units.has_entries(session=self.session, contract=self.number):
            message = N_(
                "K-{number} keeps a ledger of its units. Buy or correct them there: svc-tui contract units."
            )
            raise Refused(message, number=self.number)
        if kept["units"]:
            entry = {
                "kind": "bought",
                "quantity": kept.pop("units"),
                "at": self.unit.at,
                "who": self.unit.who,
            }
            self.unit.insert("unit_entry", {"contract": self.number, **entry}, log=None)
        return kept

    @staticmethod
    def _end(row: ContractRecord) -> date | None:
        return None if row.end is None else effective_end(row.end, row.termination)


def _pair(response: str | None, resolution: str | None) -> str | None:
    return f"{response or '-'}/{resolution or '-'}" if response or resolution else None


def dates(line: ties.LineRow) -> dict[str, date | None]:
    """The line's own days."""
    return {"start": line.start, "end": line.end, "termination": line.termination}


def called(line: ties.LineRow) -> str:
    """How people call a line: by its serial, its group or its card."""
    return line.serial or line.manufacturer_serial or line.item_group or str(line.equipment or line.line)
