"""Acts on opportunities: written down, changed, moved from stage to stage, won, lost, reopened; one undo each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean, clean_line, code_key
from svc_tui.domain.sales import rules
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.core.acts import Opening, run
from svc_tui.services.core.context import Context
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import Given, Values, read_fields
from svc_tui.services.core.kinds import kinds
from svc_tui.services.core.outcomes import Outcomes, Title
from svc_tui.services.sales import typed
from svc_tui.services.sales.lists import number_of
from svc_tui.services.sales.open_opportunity import OpenOpportunity, named, stage_beside, stage_named
from svc_tui.storage.calls import reads
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.sales import rows
from svc_tui.storage.sales.rows import OpportunityRow

Act = Callable[[OpenOpportunity], Note]
Numbers = int | str | Sequence[int | str]


@dataclass(frozen=True)
class Written:
    """An opportunity that was written down."""

    number: int
    note: Note
    warnings: tuple[Note, ...] = ()


class OpportunityEdit:
    """What is done with opportunities, in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def new(self, values: Mapping[str, object]) -> Written:
        """Write one down: it begins today in the first stage and is followed by who writes it, unless it is said.

        Raises:
            Refused: it has no name, customer or amount (OP-01), or a value does not fit.
            NotFound: what it names is not there.
        """
        given = typed.read(self._context, values)
        with self._context.write() as unit:
            one = self.write_new(unit, given)
            unit.call_it(N_("Opportunity {number} written down"), number=one.number)
        told = note(N_("Opportunity {number} written down"), number=one.number)
        return Written(one.number, told, tuple(one.warnings))

    def write_new(self, unit: UnitOfWork, given: Values) -> OpenOpportunity:
        """Write one down inside an act; values are typed already. Raises as `new`."""
        if not given.get("name"):
            raise Refused(N_("An opportunity needs its name: say in one line what is to be sold."))
        if not given.get("customer"):
            raise Refused(N_("An opportunity needs its customer: customer=CODE."))
        today = unit.at.astimezone(self._context.zone).date()
        stage = stage_named(unit, given.get("stage"))
        me = reads.person(session=unit.session, code=unit.who)
        usual: Values = {
            "currency": self._context.company.currency, "started_on": today, "percent": stage.percent,
            "owner": me.code if me and me.active else None, "remarks": "", "amount": None,
        }  # fmt: skip
        columns = {**usual, **given, "stage": stage.name}
        origin = columns.pop("origin", ())
        columns |= named(unit, columns, None)
        columns["amount"] = _amount(columns["amount"], columns["currency"])
        customer = reads.customer(session=unit.session, code=columns["customer"])
        if customer is not None:
            columns.setdefault("territory", customer.territory)
        rules.check_predicted(columns["started_on"], columns.get("closes_on"))
        number = unit.next_number("opportunity")
        stamps = {"number": number, "created_at": unit.at, "created_by": unit.who}
        one = self._opened(unit, unit.insert("opportunity", {**columns, **stamps}))
        one.begin(one.row.started_on)
        one.open_stage(one.row.started_on)
        one.raise_from(origin)
        return one

    def set(
        self,
        numbers: Numbers,
        values: Mapping[str, object],
        *,
        if_version: int | None = None,
        base: Given | None = None,
    ) -> Outcomes:
        """Change fields; another stage begins today.

        Raises:
            Conflict: someone else changed it in between.
            Refused: the only one refused it: it is locked, or a value does not fit.
        """
        given = typed.read(self._context, values)

        def act(one: OpenOpportunity) -> Note:
            rules.check_open(one.number, one.row.status, one.row.closed_on, given)
            changed = self._change(one, given, if_version, base)
            if not changed:
                return note(N_("Opportunity {number}: nothing changed"), number=one.number)
            fields = ", ".join(sorted(changed))
            return note(N_("Opportunity {number}: {fields} changed"), number=one.number, fields=fields)

        title = (N_("Opportunity {numbers} changed"), N_("Opportunities {numbers} changed"))
        return self._act(numbers, title, act)

    def _change(
        self, one: OpenOpportunity, given: Values, if_version: int | None, base: Given | None
    ) -> frozenset[str]:
        row = {name: getattr(one.row, name) for name in OpportunityRow.__slots__}
        columns = {**given, **named(one.unit, given, one.row)}
        if "currency" in columns or "amount" in columns:
            after = {**row, **columns}
            columns["amount"] = _amount(after["amount"], after["currency"])
        if "stage" in columns:
            columns["stage"] = stage_named(one.unit, columns["stage"]).name
        name = f"{one.number}"
        changes = settle(one.unit, "opportunity", row, columns, name=name, if_version=if_version, base=base)
        changes = {key: value for key, value in changes.items() if row[key] != value}
        after = {**row, **changes}
        rules.check_predicted(after["started_on"], after["closes_on"])
        if "started_on" in changes:
            one.begin(changes["started_on"])
        origin, stage = changes.pop("origin", None), changes.pop("stage", None)
        moved = frozenset(changes)
        if stage is not None:
            one.to_stage(stage_named(one.unit, stage), None, changes.pop("percent", None))
            moved |= {"stage"}
        one.write(changes)
        if origin is not None and one.raise_from(origin):
            moved |= {"origin"}
        return moved

    def stage(
        self,
        numbers: Numbers,
        stage: str,
        *,
        on: date | None = None,
        percent: str | Decimal | None = None,
        remarks: str = "",
    ) -> Outcomes:
        """Move opportunities to a stage, today or on a day that has been; the stage before ends on it.

        Raises:
            NotFound: there is no such stage.
            Refused: the only one refused it: it is locked, is in that stage, or stood in one after that day (OP-01).
        """
        wanted = None if percent is None else rules.percent_of("percent", str(percent))

        def act(one: OpenOpportunity) -> Note:
            rules.check_open(one.number, one.row.status, one.row.closed_on)
            found = stage_named(one.unit, stage)
            one.to_stage(found, on, wanted, clean(remarks).strip())
            return note(N_("Opportunity {number}: {stage}"), number=one.number, stage=found.name)

        return self._act(numbers, N_("Opportunity {numbers}: {stage}"), act, stage=clean_line(stage))

    def step(self, numbers: Numbers, by: int) -> Outcomes:
        """Move opportunities today to the active stage after theirs (1), or to the one before (-1).

        Raises:
            Refused: the only one refused it: it is locked, or stands in the last stage of that direction.
        """

        def act(one: OpenOpportunity) -> Note:
            rules.check_open(one.number, one.row.status, one.row.closed_on)
            found = stage_beside(one.unit, one.row.stage, by)
            if found is None:
                text = (
                    N_("Opportunity {number} is in the last stage, {stage}. Win it or lose it.")
                    if by > 0
                    else N_("Opportunity {number} is in the first stage, {stage}.")
                )
                raise Refused(text, number=one.number, stage=one.row.stage)
            one.to_stage(found, None, None)
            return note(N_("Opportunity {number}: {stage}"), number=one.number, stage=found.name)

        title = (N_("Opportunity {numbers} moved by a stage"), N_("Opportunities {numbers} moved by a stage"))
        return self._act(numbers, title, act)

    def win(self, numbers: Numbers, reason: str | None = None, on: date | None = None) -> Outcomes:
        """They are won: locked but for their remarks until reopened. Raises as `stage`."""
        return self._decide(numbers, "won", reason, on)

    def lose(self, numbers: Numbers, reason: str | None = None, on: date | None = None) -> Outcomes:
        """They are lost: locked but for their remarks until reopened. Raises as `stage`."""
        return self._decide(numbers, "lost", reason, on)

    def _decide(self, numbers: Numbers, status: str, reason: str | None, on: date | None) -> Outcomes:
        told = {"won": N_("Opportunity {number} won"), "lost": N_("Opportunity {number} lost")}[status]
        titles = {
            "won": (N_("Opportunity {numbers} won"), N_("Opportunities {numbers} won")),
            "lost": (N_("Opportunity {numbers} lost"), N_("Opportunities {numbers} lost")),
        }

        def act(one: OpenOpportunity) -> Note:
            rules.check_open(one.number, one.row.status, one.row.closed_on)
            given = {"reason": clean_line(reason)} if reason and reason.strip() else {}
            why = named(one.unit, given, one.row)
            day = one.close_stage(on)
            one.write({"status": status, "closed_on": day, **why})
            one.remind_of_activities()
            return note(told, number=one.number)

        return self._act(numbers, titles[status], act)

    def reopen(self, numbers: Numbers) -> Outcomes:
        """What was won or lost is open again, in the stage in which it was decided."""

        def act(one: OpenOpportunity) -> Note:
            rules.check_reopen(one.number, one.row.status)
            one.reopen_stage()
            one.write({"status": "open", "closed_on": None, "reason": None})
            return note(N_("Opportunity {number} is open again"), number=one.number)

        title = (N_("Opportunity {numbers} is open again"), N_("Opportunities {numbers} are open again"))
        return self._act(numbers, title, act)

    def delete(self, numbers: Numbers) -> Outcomes:
        """Remove open ones with all that hangs on them (OP-01); activities stay with their customer."""

        def act(one: OpenOpportunity) -> Note:
            rules.check_delete(one.number, one.row.status)
            one.delete()
            return note(N_("Opportunity {number} deleted"), number=one.number)

        title = (N_("Opportunity {numbers} deleted"), N_("Opportunities {numbers} deleted"))
        return self._act(numbers, title, act)

    def compete(self, number: int | str, name: str, values: Mapping[str, object]) -> Outcomes:
        """Write down who else wants the sale, or change what is known of him. Raises Refused: it is locked."""
        who, known = clean_line(name), read_fields(typed.COMPETITOR, values)
        if not who:
            raise Refused(N_("A competitor needs a name."))
        known |= {"note": known["note"] or ""} if "note" in known else {}

        def act(one: OpenOpportunity) -> Note:
            rules.check_open(one.number, one.row.status, one.row.closed_on)
            found = self._rival(one, who)
            if found is None:
                one.unit.insert("opportunity_competitor", {"opportunity": one.number, "name": who, **known})
            else:
                one.unit.update("opportunity_competitor", found.id, known)
            self._told(one, None, who)
            return note(N_("Opportunity {number}: competitor {name}"), number=one.number, name=who)

        return self._act(number, N_("Opportunity {numbers}: competitor {name}"), act, name=who)

    def uncompete(self, number: int | str, name: str) -> Outcomes:
        """Somebody does not want the sale any more. Raises NotFound, Refused."""
        who = clean_line(name)

        def act(one: OpenOpportunity) -> Note:
            rules.check_open(one.number, one.row.status, one.row.closed_on)
            found = self._rival(one, who)
            if found is None:
                raise NotFound(
                    N_("Opportunity {number} has no competitor {name}."), number=one.number, name=who
                )
            one.unit.delete("opportunity_competitor", found.id)
            self._told(one, found.name, None)
            return note(
                N_("Opportunity {number}: competitor {name} removed"), number=one.number, name=found.name
            )

        return self._act(number, N_("Opportunity {numbers}: competitor {name} removed"), act, name=who)

    def _rival(self, one: OpenOpportunity, name: str) -> rows.Competitor | None:
        known = rows.competitors_of(session=one.unit.session, number=one.number)
        return next((each for each in known if code_key(each.name) == code_key(name)), None)

    def _told(self, one: OpenOpportunity, old: str | None, new: str | None) -> None:
        one.unit.stamp("opportunity", one.row.id)
        one.unit.log("opportunity", one.row.id, "changed", field="competitors", old=old, new=new)

    # --- inside an act

    def _opened(self, unit: UnitOfWork, row_id: int) -> OpenOpportunity:
        (row,) = rows.rows(session=unit.session, ids=[row_id])
        return OpenOpportunity(unit, self._context, row)

    def _open(self, unit: UnitOfWork, text: str) -> OpenOpportunity:
        number = number_of(text)
        key = rows.key_of(session=unit.session, number=number)
        if key is None:
            raise NotFound(kinds()["opportunity"].missing, number=number)
        return self._opened(unit, key)

    def _act(self, numbers: Numbers, title: Title, act: Act, **words: Any) -> Outcomes:
        opening = Opening[OpenOpportunity](
            lambda unit, _context, text: self._open(unit, text),
            lambda one: str(one.number),
            lambda one: one.warnings,
        )
        listed = [numbers] if isinstance(numbers, int | str) else numbers
        return run(self._context, listed, opening, title, act, **words)


def _amount(value: object, currency: str) -> Decimal:
    """An amount, as typed or as it stands."""
    if isinstance(value, str):
        return rules.amount_of(value, currency)
    return rules.check_amount(value if isinstance(value, Decimal) else None, currency)
