"""Deliveries, invoices and returns taken in: cards by the decision table of B2.4, warranties by CT-13.

A file is one act: good rows enter, each refused row says why, and one undo takes all of it back.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.moments import to_utc
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.equipment import deliveries as rules
from svc_tui.domain.equipment import rules as cards
from svc_tui.domain.equipment.deliveries import KINDS, MOVES, Step
from svc_tui.domain.equipment.movements import Move
from svc_tui.errors import N_, BadUsage, NotFound, Refused, SvcError
from svc_tui.interchange.core.files import Source
from svc_tui.interchange.core.records import Problem, short
from svc_tui.interchange.documents import deliveries as files
from svc_tui.interchange.documents.deliveries import DeliveredUnit
from svc_tui.services.core.context import Context, trying
from svc_tui.services.deliveries import warranty
from svc_tui.services.deliveries.warranty import Paper
from svc_tui.services.equipment.open_card import OpenCard
from svc_tui.storage.calls import reads
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.equipment import deliveries as rows

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Taken:
    """What became of one unit of a document."""

    told: DeliveredUnit
    step: Step
    note: Note
    card: int | None = None
    other: int | None = None
    """The old owner's card, terminated."""
    contract: int | None = None
    """The warranty contract it joined."""
    warnings: tuple[Note, ...] = ()


@dataclass
class DeliveryReport:
    """What a file did, or would do."""

    dry_run: bool
    taken: list[Taken] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    change_id: int | None = None
    """The recorded change; none where nothing was written."""

    rejected: int = 0
    """How many rows were refused."""

    def keep(self, problem: Problem) -> bool:
        """Count a problem. Returns whether it is to be told: a file of nothing else may hold millions."""
        if problem.severity == "reject":
            self.rejected += 1
            if self.rejected > TOLD:
                return False
        self.problems.append(problem)
        return True

    def count(self, *steps: Step) -> int:
        """How many units took one of these steps."""
        return sum(each.step in steps for each in self.taken)


TOLD = 1000
"""Refused rows that are told one by one; more are counted."""


class _Abandon(Exception):
    """Leave the write scope without keeping anything."""


class Deliveries:
    """What comes from the store room and goes back there."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def run(
        self,
        path: Path,
        *,
        kind: str | None = None,
        dry_run: bool = False,
        on_each: Callable[[Taken | Problem], None] = lambda each: None,
    ) -> DeliveryReport:
        """Take a file in.

        Args:
            path: A CSV or JSON file; .gz too.
            kind: delivery, invoice or return, where the file does not say.
            dry_run: Find out what would happen, and keep nothing.
            on_each: Told of each unit and each problem as it comes.

        Raises:
            NotFound: the file is not there.
            BadUsage: `kind` is none of the three.
            Refused: the file cannot be read at all; nothing of it entered.
        """
        wanted = None if kind is None else files.kind_of(kind)
        if kind is not None and wanted is None:
            raise BadUsage(N_("--kind knows no {word}; it knows {known}."), word=kind, known=", ".join(KINDS))
        report = DeliveryReport(dry_run)
        source = Source(path)
        with (
            trying(self._context, dry_run) as context,
            suppress(_Abandon),
            context.bursts(f"{context.me}\t{source.name}", undoable=True) as bursts,
        ):
            unit = bursts.unit
            unit.call_it(N_("Deliveries of {file} taken in"), file=source.name)
            for each in self._each(unit, context, files.read(source, wanted)):
                if isinstance(each, Taken):
                    report.taken.append(each)
                elif not report.keep(each):
                    continue
                on_each(each)
                unit.rest()
            if dry_run:
                raise _Abandon
            report.change_id = unit.change_id if bursts.committed or unit.changed else None
        return report

    def _each(
        self, unit: "UnitOfWork", context: Context, found: Iterator[DeliveredUnit | Problem]
    ) -> Iterator[Taken | Problem]:
        for each in found:
            if isinstance(each, Problem):
                yield each
                continue
            try:
                with unit.attempt():
                    taken = _Row(unit, context, each).take()
            except SvcError as error:
                column = error.values.pop("_column", "serial")
                yield _refused(each, str(column), error)
            else:
                yield taken


def _refused(told: DeliveredUnit, column: str, error: SvcError) -> Problem:
    if column == "serial" and not told.serial:
        column = "manufacturer_serial"
    value = short(getattr(told, column, "") or "")
    return Problem(
        told.row, told.columns.get(column, column), value, error.message, dict(error.values), rule=column
    )


class _Row:
    """One unit of one document in an open unit of work."""

    def __init__(self, unit: "UnitOfWork", context: Context, told: DeliveredUnit) -> None:
        self.unit, self.context, self.told = unit, context, told
        self.session, self.company = unit.session, context.company
        midnight = to_utc(datetime.combine(told.day, time(0)), context.zone)
        self.paper = Paper(MOVES[told.kind], told.document, told.day, midnight)
        self.serials = {name: getattr(told, name) for name in cards.SERIALS}

    def take(self) -> Taken:
        """Do what the table says. Raises SvcError, with the column it is about."""
        with _about("customer"):
            customer = self._code("customer", self.told.customer)
        with _about("item"):
            item = self._code("item", self.told.item)
            known = reads.item(session=self.session, code=item)
            cards.check_item(item, bool(known and known.serial_managed))
        found = rows.cards_of_unit(
            session=self.session, item=item, serials=self.serials,
            compared=cards.compared_serials(self.company.card_serial) or cards.SERIALS,
        )  # fmt: skip
        card = _meant(found, customer, self._shown)
        if self._was_known([row["number"] for row in found]):
            text = N_("Card {number}: document {document} was taken in before; nothing changed")
            return self._taken(Step.KNOWN, text, card)
        if self.told.kind == "return":
            return self._return(card, customer)
        if not self.company.auto_cards:
            message = N_(
                "Cards are not made from documents here. Switch it on: svc-tui setup set auto_cards=yes."
            )
            raise Refused(message)
        return self._ship(card, customer, item, known.warranty_template if known else None)

    def _was_known(self, numbers: list[int]) -> bool:
        paper = self.paper
        return bool(numbers) and rows.is_known(
            session=self.session, cards=numbers, kind=paper.move, document=paper.number, at=paper.at
        )

    @property
    def _shown(self) -> str:
        return self.told.serial or self.told.manufacturer_serial or ""

    def _code(self, table: str, text: str) -> str:
        code = reading.code_of(self.session, table, "code", text)
        if code is None:
            raise reading.missing(self.session, table, "code", text)
        return code

    def _move(self, direction: str, other: int | None = None) -> Move:
        paper = self.paper
        return Move(
            paper.move, direction, document=paper.number, row=self.told.line, other=other, at=paper.at
        )

    def _taken(
        self, step: Step, text: str, card: dict[str, Any] | None, opened: OpenCard | None = None, **more: Any
    ) -> Taken:
        number = opened.number if opened else card["number"] if card else None
        values = {
            "number": number, "document": self.told.document, "serial": self._shown,
            "customer": opened.row.customer if opened else card["customer"] if card else "",
            "other": more.get("other"), "contract": more.get("contract"),
        }  # fmt: skip
        return Taken(self.told, step, note(text, **values), number, **more)

    # Out

    def _ship(self, card: dict[str, Any] | None, customer: str, item: str, template: str | None) -> Taken:
        number, status = (card["number"], card["status"]) if card else (None, None)
        with _about("customer"):
            step = rules.shipped(number, status, card["customer"] if card else None, customer)
        if card is not None and step is Step.NOTHING:
            return self._taken(step, _NOTHING[card["status"]], card)
        if card is not None and step is Step.ACTIVATED:
            opened = OpenCard(self.unit, self.context, card["number"])
            opened.write({"status": "active"}, self._move("out"))
            text = N_("Card {number} is active again at {customer}")
            return self._taken(step, text, None, opened, warnings=tuple(opened.warnings))
        return self._new(card if step is Step.NEW_FOR_OLD else None, customer, item, template)

    def _new(self, old: dict[str, Any] | None, customer: str, item: str, template: str | None) -> Taken:
        number = self.unit.next_number("equipment")
        warnings: list[Note] = []
        if old is not None:
            former = OpenCard(self.unit, self.context, old["number"])
            ended = Move(
                "ended", document=self.told.document, other=number, old=old["status"], new="terminated"
            )
            former.write({"status": "terminated"}, ended)
            warnings += former.warnings
        card = OpenCard(self.unit, self.context, number)
        paper = "delivery" if self.told.kind == "delivery" else "invoice"
        typed = {"customer": customer, "item": item, "delivered_at": self.told.day, paper: self.told.document}
        card.kept = {"item": item}
        card.write(typed | self.serials, self._move("out", old["number"] if old else None))
        contract = None
        if template:
            contract, missing = warranty.cover(self.unit, card, template, self.paper)
            warnings += missing
        text = N_("Card {number} made for {serial} at {customer}")
        if old is not None:
            text = N_(
                "Card {number} made for {serial} at {customer}; card {other} of the old owner terminated"
            )
        step = Step.NEW if old is None else Step.NEW_FOR_OLD
        other = old["number"] if old else None
        told = (*card.warnings, *warnings)
        return self._taken(step, text, None, card, other=other, contract=contract, warnings=told)

    # Back

    def _return(self, card: dict[str, Any] | None, customer: str) -> Taken:
        if card is None:
            message = N_("There is no card with item {item} and serial {serial}, so nothing came back.")
            raise NotFound(message, item=self.told.item, serial=self._shown)
        with _about("customer"):
            step = rules.came_back(card["number"], card["status"], card["customer"], customer)
        if step is Step.NOTHING:
            return self._taken(step, _NOT_BACK[card["status"]], card)
        opened = OpenCard(self.unit, self.context, card["number"])
        opened.write({"status": "returned"}, self._move("in"))
        text = N_("Card {number} came back from {customer}")
        return self._taken(step, text, None, opened, warnings=tuple(opened.warnings))


class _about:
    """What is refused inside is about this column."""

    def __init__(self, column: str) -> None:
        self._column = column

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, SvcError):
            error.values.setdefault("_column", self._column)


def _meant(found: list[dict[str, Any]], customer: str, shown: str) -> dict[str, Any] | None:
    """The card of the present owner; else, of terminated ones, that of the same customer first."""
    live = [row for row in found if row["status"] in cards.UNIQUE]
    if len(live) > 1:
        several = ", ".join(f"{row['number']} ({row['customer']})" for row in live)
        raise Refused(
            N_("{code} fits several cards: {several}. Name one by its number."), code=shown, several=several
        )
    same = [row for row in found if row["customer"] == customer]
    return next(iter([*live, *same, *found]), None)


_NOTHING = {
    "active": N_("Card {number} is active at {customer}; nothing changed"),
    "loaned": N_("Card {number} is lent to {customer}; nothing changed"),
    "terminated": N_("Card {number} of {customer} is terminated; nothing changed, activate it by hand"),
    "in_lab": N_("Card {number} is in the repair lab; nothing changed"),
}
_NOT_BACK = {
    "returned": N_("Card {number} is returned already; nothing changed"),
    "loaned": N_("Card {number} is lent to {customer}; its loan is ended by itself: nothing changed"),
    "terminated": N_("Card {number} of {customer} is terminated; nothing changed"),
    "in_lab": N_("Card {number} is in the repair lab; nothing changed"),
}
