"""New contracts: from nothing, from a template, as a copy, as the next period of another."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from svc_tui.domain.contracts import rules
from svc_tui.domain.contracts.periods import check_months, next_period
from svc_tui.domain.core.money import amount
from svc_tui.domain.core.notes import note
from svc_tui.domain.sla.entitlement import effective_end
from svc_tui.errors import N_, Refused
from svc_tui.services.contracts import lines
from svc_tui.services.contracts.edit import ContractEdit, Numbers, known
from svc_tui.services.contracts.fields import CARRIED, CONTRACT, read_terms
from svc_tui.services.contracts.open_contract import OpenContract
from svc_tui.services.contracts.templates import named, targets_of
from svc_tui.services.core.fields import Given
from svc_tui.services.core.outcomes import Outcome, Outcomes
from svc_tui.storage.contracts import ledger as units
from svc_tui.storage.contracts import ties
from svc_tui.storage.engine import attachments

if TYPE_CHECKING:
    from svc_tui.domain.core.notes import Note
    from svc_tui.storage.contracts.templates import TemplateRow
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

CENT = Decimal("0.01")
OF_PARTIES = ("customer", "contact", "owner", "service_type", "template", "closed_dates", "price_list")
"""What a copy and a renewal take beside the terms."""


class ContractNew(ContractEdit):
    """What people write down anew."""

    def new(self, values: Mapping[str, object]) -> Outcome:
        """Write a contract down, as a draft unless a status is given (CT-01 to CT-04).

        Args:
            values: Fields of a contract; `template` names what it is copied from, `cards` and `groups` its lines.

        Raises:
            Refused: CT-01, CT-02, CT-03, CT-07, CT-08, CT-09, CT-11, CT-14.
        """
        rest = dict(values)
        cards = [word for text in _listed(rest.pop("cards", None)) for word in text.split()]
        groups = list(_listed(rest.pop("groups", None)))
        typed, targets = read_terms(CONTRACT, rest, today=self._context.today)
        status, day = typed.pop("status", None), typed.pop("termination", None)
        rules.check_one_fate(status, day)
        with self._context.write() as unit:
            source = named(unit.session, typed["template"]) if typed.get("template") else None
            if source is not None:
                rules.check_template(source.name, source.expired)
                typed = {**_from_template(source, typed), **typed, "template": source.name}
                targets = {**targets_of(source), **targets}
            if groups and "type" not in typed:
                typed["type"] = "item_group"
            contract = self._written(unit, typed)
            contract.save_targets(targets)
            for card in cards:
                lines.add_card(contract, card, {})
            for group in groups:
                lines.add_group(contract, group, {})
            if source is not None:
                _copy_files(unit, source.id, contract)
            if status not in (None, "draft") or day is not None:
                contract.to_status("terminated" if day is not None else str(status), day)
            unit.call_it(N_("Contract K-{number} written down"), number=contract.number)
        told = note(N_("Contract K-{number} written down"), number=contract.number)
        return Outcome(str(contract.number), True, told, tuple(contract.warnings))

    def new_from_template(self, template: str, values: Mapping[str, object]) -> Outcome:
        """The same with the terms, targets and files of a template (CT-10); what is typed stands over them."""
        return self.new({**values, "template": template})

    def copy(self, number: str | int, values: Mapping[str, object] | None = None) -> Outcome:
        """A new draft with the terms, targets and lines of another contract; what is typed stands over them.

        Without dates of its own it begins today and lasts as long.
        """
        typed, targets = read_terms(CONTRACT, values, today=self._context.today) if values else ({}, {})
        typed.pop("status", None)
        with self._context.write() as unit:
            source = OpenContract(unit, self._context, known(unit, str(number)))
            carried = _carried(source)
            if not {"start", "end", "duration"} & typed.keys() and source.row.start and source.row.end:
                before = source.row.start, source.row.end
                months = source.row.duration
                carried["start"] = source.today
                carried["duration"] = months
                if not months:
                    carried["end"] = source.today + (before[1] - before[0])
            contract = self._written(unit, {**carried, **typed})
            contract.save_targets({**_targets(source), **targets})
            if (contract.row.customer, contract.row.type) == (
                source.row.customer,
                source.row.type,
            ):
                lines.copy_lines(contract, source.number)
            unit.call_it(N_("Contract K-{number} copied"), number=source.number)
        told = note(
            N_("K-{number} copied as K-{other}, a draft"), number=source.number, other=contract.number
        )
        return Outcome(str(contract.number), True, told, tuple(contract.warnings))

    def renew(self, numbers: Numbers, months: int | None = None, adjust: Decimal | None = None) -> Outcomes:
        """The next period of contracts, as drafts from the day after their real end, linked both ways.

        Terms, targets and lines are carried; open calls keep the contract they had. The outcomes bear the numbers
        of the new contracts.

        Args:
            numbers: The contracts.
            months: Length of the next period; that of this one unless given.
            adjust: Percent by which fee and value rise, or fall where it is below zero.
        """
        if months is not None:
            check_months(months)
        if adjust is not None and not -100 < adjust <= 100:
            raise Refused(
                N_("{percent} % is no adjustment of a price. Write percent such as 3.5 or -2."),
                percent=adjust,
            )
        made: dict[str, str] = {}

        def act(contract: OpenContract) -> "Note":
            after = self._renewed(contract, months, adjust)
            made[str(contract.number)] = str(after.number)
            contract.warnings += after.warnings
            told, old, new = N_("K-{number} renewed as K-{other}, a draft from {start} to {end}"), None, None
            if adjust is not None:
                told = N_(
                    "K-{number} renewed as K-{other}, a draft from {start} to {end}; {old} is now {new}"
                )
                old, new = ((each.fee or each.value) for each in (contract.row, after.row))
            return note(
                told, number=contract.number, other=after.number, start=after.row.start, end=after.row.end,
                old=old, new=new,
            )  # fmt: skip

        found = self.act(numbers, N_("{contracts} renewed"), act)
        outcomes = (
            Outcome(made.get(each.number, each.number), each.done, each.note, each.warnings, each.exit_code)
            for each in found.outcomes
        )
        return Outcomes(tuple(outcomes), found.change_id)

    def _renewed(
        self, contract: OpenContract, months: int | None, adjust: Decimal | None = None
    ) -> OpenContract:
        row, session = contract.row, contract.session
        after = ties.successors(session=session, number=contract.number)
        rules.check_renewable(contract.number, row.status, after)
        if row.start is None or row.end is None:
            raise Refused(
                N_("K-{number} has no period. Set its start and end first."), number=contract.number
            )
        last = effective_end(row.end, row.termination)
        start, end = next_period(row.start, last, months or row.duration)
        values = {
            **_carried(contract),
            **_adjusted(contract, adjust),
            "units": _bought(contract),
            "start": start,
            "end": end,
            "duration": months or row.duration,
        }
        new = self._written(contract.unit, {**values, "renews": contract.number})
        new.save_targets(_targets(contract))
        lines.copy_lines(new, contract.number, until=last)
        contract.unit.stamp("contract", row.id)
        contract.unit.log("contract", row.id, "changed", field="renewed_by", new=f"K-{new.number}")
        return new

    def _written(self, unit: "UnitOfWork", columns: Given) -> OpenContract:
        contract = OpenContract(unit, self._context, unit.next_number("contract"))
        contract.write(dict(columns), {})
        return contract


def _carried(contract: OpenContract) -> dict[str, Any]:
    carried = {name: getattr(contract.row, name) for name in (*CARRIED, *OF_PARTIES)}
    return carried if contract.row.refill is None else {**carried, "units": _bought(contract)}


def _bought(contract: OpenContract) -> int | None:
    """What was prepaid at the start; what a refill granted comes anew by itself."""
    ledger = units.entries(session=contract.session, contract=contract.number)
    own = (each.quantity for each in ledger if each.kind == "bought" and each.period is None)
    return next(own, contract.row.units if not ledger else None)


def _adjusted(contract: OpenContract, percent: Decimal | None) -> dict[str, str]:
    """Fee and value of the next period, some percent higher or lower, to two decimals."""
    if percent is None:
        return {}
    row = contract.row
    found = {name: amount(getattr(row, name)) for name in ("fee", "value")}
    known = {name: old for name, old in found.items() if old is not None}
    if not known:
        message = N_(
            "K-{number} names neither fee nor value, so nothing is adjusted. Set one first, or leave it out."
        )
        raise Refused(message, number=contract.number)
    return {
        name: f"{(old * (100 + percent) / 100).quantize(CENT, ROUND_HALF_UP):f}"
        for name, old in known.items()
    }


def _targets(contract: OpenContract) -> dict[str, tuple[str | None, str | None]]:
    rows = ties.targets_of(session=contract.session, number=contract.number)
    return {row.priority: (row.response, row.resolution) for row in rows}


def _from_template(source: "TemplateRow", typed: Given) -> dict[str, Any]:
    """The template's terms; its length only where no end is typed, its reminder only with its renewal."""
    found = {name: getattr(source, name) for name in CARRIED}
    if typed.get("end") is None and typed.get("duration") is None:
        found["duration"] = source.duration
    if typed.get("renewal") is False:
        found["remind"] = None
    return found


def _copy_files(unit: "UnitOfWork", template: int, contract: OpenContract) -> None:
    """CT-10: files are copied with the terms; the bytes are kept once."""
    for file in attachments.rows(session=unit.session, kind="contract_template", object_id=template):
        values = {"sha256": file.sha256, "name": file.name, "size": file.size, "note": file.note}
        values |= {"kind": "contract", "object_id": contract.row.id, "at": unit.at, "who": unit.who}
        unit.insert("attachment", values, log=None)


def _listed(value: object) -> Sequence[str]:
    if isinstance(value, str):
        return [each.strip() for each in value.split(",") if each.strip()]
    return [str(each) for each in value] if isinstance(value, list | tuple) else ()
