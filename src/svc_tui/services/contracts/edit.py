"""Changing contracts, one or many: terms, status, lines; an outcome for each and one undo for all."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from svc_tui.domain.contracts.rules import check_one_fate
from svc_tui.domain.core.notes import Note, note
from svc_tui.errors import N_, BadUsage, NotFound, SvcError
from svc_tui.services.contracts import lines
from svc_tui.services.contracts.fields import CONTRACT, PRIORITIES, Targets, read_target, read_terms
from svc_tui.services.contracts.open_contract import OpenContract
from svc_tui.services.contracts.reading import ContractReading
from svc_tui.services.core.acts import Opening, run
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.core.outcomes import Outcome, Outcomes, Title
from svc_tui.services.sla.question import number_of
from svc_tui.storage.calls import reads

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

Act = Callable[[OpenContract], Note]
Numbers = Sequence[str | int]


def known(unit: "UnitOfWork", text: str) -> int:
    """The number of a contract that exists. Raises NotFound."""
    number = number_of(text)
    if number is None or reads.contract(session=unit.session, number=number) is None:
        raise NotFound(N_("There is no contract {contract}. Type its number, such as K-58."), contract=text)
    return number


CONTRACTS = Opening(
    lambda unit, context, text: OpenContract(unit, context, known(unit, text)),
    lambda contract: str(contract.number),
    lambda contract: contract.warnings,
    "contracts",
    lambda numbers: ", ".join(f"K-{number}" for number in numbers),
)


class ContractEdit(ContractReading):
    """What people write on contracts that exist."""

    def set(
        self,
        numbers: Numbers,
        values: Mapping[str, object],
        if_version: int | None = None,
        base: Given | None = None,
    ) -> Outcomes:
        """Change terms of contracts; a status or a termination among them is set after the others.

        Args:
            numbers: The contracts.
            values: Names and typed values; an empty text empties a field.
            if_version: Only where the contract still has this version.
            base: The values that the form opened with, under the names of `ContractRow`.

        Raises:
            Conflict: someone else changed it in between.
            Refused: the only contract refused it.
        """
        typed, targets = read_terms(CONTRACT, values, today=self._context.today)
        opened = None if base is None else _columns(base)

        def act(contract: OpenContract) -> Note:
            present = {
                **contract.row._asdict(),
                **dict.fromkeys(PRIORITIES, (None, None)),
                **contract.targets(),
            }
            wanted = settle(
                contract.unit, "contract", present, {**typed, **targets}, name=contract.name,
                if_version=if_version, base=opened,
            )  # fmt: skip
            aims = {name: wanted.pop(name) for name in PRIORITIES if name in wanted}
            return _change(contract, wanted, aims)

        return self.act(
            numbers, (N_("Contract {contracts} changed"), N_("Contracts {contracts} changed")), act
        )

    def approve(self, numbers: Numbers) -> Outcomes:
        """Let contracts entitle from now on (CT-04, CT-07); tells of overlaps (CT-15) and past ends (CT-16)."""
        return self.act(numbers, N_("{contracts} approved"), lambda contract: contract.to_status("approved"))

    def hold(self, numbers: Numbers) -> Outcomes:
        """Put contracts on hold: they entitle to nothing until they are approved again."""
        return self.act(
            numbers, N_("{contracts} put on hold"), lambda contract: contract.to_status("on_hold")
        )

    def draft(self, numbers: Numbers) -> Outcomes:
        """Make contracts drafts again; a termination is taken back (CT-06)."""
        return self.act(
            numbers,
            (N_("{contracts} made a draft"), N_("{contracts} made drafts")),
            lambda contract: contract.to_status("draft"),
        )

    def terminate(self, numbers: Numbers, day: date | None = None) -> Outcomes:
        """End contracts for good, as of a day or of today (CT-05, CT-06)."""
        return self.act(numbers, N_("{contracts} terminated"), lambda contract: contract.terminate(day))

    # Lines

    def add_cards(self, number: str | int, cards: Sequence[str], **days: object) -> Outcomes:
        """List units, by card number or serial (CT-08); `start`, `end`, `termination` are the lines' own days."""
        typed = lines.read_days(days, today=self._context.today)
        return self._lines(number, cards, lambda contract, card: lines.add_card(contract, card, typed))

    def add_groups(self, number: str | int, groups: Sequence[str], **days: object) -> Outcomes:
        """List item groups."""
        typed = lines.read_days(days, today=self._context.today)
        return self._lines(number, groups, lambda contract, group: lines.add_group(contract, group, typed))

    def remove_lines(self, number: str | int, named: Sequence[str]) -> Outcomes:
        """Take lines off, each named by serial, card, group or `#` and its line number."""
        return self._lines(number, named, lines.remove)

    def set_line(self, number: str | int, named: str, values: Mapping[str, object]) -> Outcomes:
        """Give a line its own days (CT-03); an empty text means the contract's."""
        if not values:
            raise BadUsage(N_("Say what to change on the line: start, end or termination."))
        typed = lines.read_days(values, today=self._context.today)
        return self._lines(number, [named], lambda contract, line: lines.set_days(contract, line, typed))

    def _lines(
        self, number: str | int, named: Sequence[str], change: Callable[[OpenContract, str], Note]
    ) -> Outcomes:
        """One act on several lines of a contract, with an outcome for each."""
        outcomes: list[Outcome] = []
        wanted = list(dict.fromkeys(each.strip() for each in named if each.strip()))
        if not wanted:
            raise BadUsage(N_("Name at least one line: a card, a serial or an item group."))
        with self._context.write() as unit:
            contract = OpenContract(unit, self._context, known(unit, str(number)))
            lines.check_open(contract)
            for each in wanted:
                try:
                    with unit.attempt(alone=len(wanted) == 1):
                        told = change(contract, each)
                except SvcError as error:
                    if len(wanted) == 1:
                        raise
                    refused = Note(error.message, error.values)
                    outcomes.append(Outcome(each, False, refused, exit_code=error.exit_code))
                else:
                    outcomes.append(Outcome(each, True, told))
            if unit.changed and outcomes:
                warnings = tuple(contract.warnings + contract.overlaps())
                last = outcomes[-1]
                outcomes[-1] = Outcome(last.number, last.done, last.note, warnings, last.exit_code)
            unit.call_it(N_("Lines of K-{number} changed"), number=contract.number)
            return Outcomes(tuple(outcomes), unit.change_id if unit.changed else None)

    def act(self, numbers: Numbers, title: Title, act: Act, **words: Any) -> Outcomes:
        """Do something to contracts; what one refuses does not stop the others, one undo takes all back.

        Args:
            numbers: The contracts, as typed.
            title: How the act is called in the undo list; `{contracts}` stands for those it was done to.
            act: What is done to one.
            words: Further values of the title.

        Raises:
            Refused: the only contract refused it.
        """
        return run(self._context, numbers, CONTRACTS, title, act, **words)


def _change(contract: OpenContract, typed: Values, targets: Targets) -> Note:
    """Terms first, then the status that was asked for; the other way round where a terminated one comes back."""
    status, day = typed.pop("status", None), typed.pop("termination", None)
    check_one_fate(status, day)
    ended = contract.row.status == "terminated"
    if day is not None:
        status = "terminated"
    if status == contract.row.status:
        status = None
    told: list[Note] = []
    if ended and status not in (None, "terminated"):
        told.append(contract.to_status(str(status)))
        status = None
    if typed or targets:
        changed = contract.write(typed, targets)
        if changed:
            fields = ", ".join(changed)
            told.append(note(N_("K-{number}: {fields} changed"), number=contract.number, fields=fields))
    if status is not None:
        told.append(contract.to_status(str(status), day))
    return told[-1] if told else note(N_("K-{number}: nothing changed"), number=contract.number)


def _columns(base: Given) -> dict[str, Any]:
    """Values of a read model as columns."""
    found = {name: value for name, value in base.items() if name != "includes"}
    if "includes" in base:
        found |= {
            f"include_{name}": name in (base["includes"] or ()) for name in ("parts", "labour", "travel")
        }
    found |= {name: read_target(name, str(base[name] or "")) for name in PRIORITIES if name in base}
    return found
