"""Handing over what was approved: one document a currency, written as a file; once, unless it is taken back.

The file is written to its place before the act is committed and taken away again where that fails: lines are marked
only when their file stands. Two people at once take turns, and the second one finds nothing left.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from svc_tui.domain.billing import standing as rules
from svc_tui.domain.billing.bill import ORDERS, Bill, BillLine, Party
from svc_tui.domain.billing.lines import Line
from svc_tui.domain.billing.totals import Totals, totals
from svc_tui.domain.core.currency import to_minor
from svc_tui.domain.core.notes import Note
from svc_tui.domain.core.text import clean_line
from svc_tui.errors import N_, BadUsage, NotFound, Refused
from svc_tui.interchange.documents import bills
from svc_tui.language import _
from svc_tui.services.billing.price_book import PriceBook
from svc_tui.services.billing.proposal import Proposals
from svc_tui.services.billing.standing import Due, Lines
from svc_tui.services.core.context import Context
from svc_tui.services.core.outcomes import worded
from svc_tui.services.core.whole_file import whole_bytes
from svc_tui.storage.billing import handing as rows
from svc_tui.storage.billing.handing import HandOverRow, LineRow
from svc_tui.storage.company import customers, settings
from svc_tui.storage.engine.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Handed:
    """Documents that were handed over in one act."""

    documents: tuple[HandOverRow, ...]
    """One a currency."""
    paths: tuple[Path, ...]
    """Their files."""
    warnings: tuple[Note, ...] = ()
    """What a format has no place for."""


@dataclass(frozen=True)
class Sheet:
    """A hand-over with its lines."""

    row: HandOverRow
    lines: tuple[LineRow, ...]


class Billing(Lines):
    """What is billed: lines as they stand (`standing`), hand-overs, reversals, closed periods."""

    def __init__(self, context: Context, due: Due | None = None) -> None:
        Lines.__init__(self, context, due or _due)

    def hand_over(
        self,
        customer: str,
        to: Path,
        form: str,
        *,
        until: date | None = None,
        day: date | None = None,
        document: str = ORDERS,
    ) -> Handed:
        """Hand over every approved line of a customer up to a day: a file for each currency.

        Args:
            customer: Its code.
            to: The file; where there are several currencies, each has its code before the ending.
            form: csv, json, b1 or ubl.
            until: Last day of the period; today unless given.
            day: Date of the document; today unless given.
            document: For b1: Orders or Quotations.

        Raises:
            Refused: nothing is approved, a line is not what was approved any more, the period is closed, the file is
                there already or cannot be written, the format lacks something of the company or the customer.
            NotFound: there is no such customer.
        """
        bills.check_form(form)
        code, today = self.code(customer), self.context.today
        last, dated = until or today, day or today
        if dated > today:
            raise Refused(
                N_("{day} is yet to come. Date the document today or earlier."), day=dated.isoformat()
            )
        rules.check_open(dated, self.closed_until)
        written: list[Path] = []
        with _taken_away(written), self.context.write() as unit:
            copies = [
                row
                for row in rows.standing(session=unit.session, customer=code, statuses=(rules.APPROVED,))
                if row.day <= last
            ]
            if not copies:
                raise Refused(
                    N_("Nothing of {customer} up to {until} is approved. Approve first: "
                       "svc-tui billing approve --customer {customer}"),
                    customer=code, until=last.isoformat(),
                )  # fmt: skip
            taken = rows.taken(session=unit.session, customer=code)
            if moved := self.moved(code, last, copies, taken):
                raise Refused(
                    N_("Changed since they were approved: {sources}. Let them be proposed again and look: "
                       "svc-tui billing release {sources}"),
                    sources=" ".join(moved),
                )  # fmt: skip
            currencies = sorted({row.currency for row in copies})
            found: list[HandOverRow] = []
            warnings: list[Note] = []
            for currency in currencies:
                own = [row for row in copies if row.currency == currency]
                path = to if len(currencies) == 1 else to.with_name(f"{to.stem}-{currency}{to.suffix}")
                if path.exists():
                    raise Refused(N_("That file exists already. Name another than {path}."), path=path)
                row, told = self._write(unit, own, path, form, last, dated, document)
                written.append(path)
                found.append(row)
                warnings += told
            numbers = ", ".join(str(row.number) for row in found)
            unit.call_it(N_("{customer} handed over: {numbers}"), customer=code, numbers=numbers)
        return Handed(tuple(found), tuple(written), tuple(dict.fromkeys(warnings)))

    def _write(
        self,
        unit: UnitOfWork,
        copies: Sequence[LineRow],
        path: Path,
        form: str,
        until: date,
        day: date,
        document: str,
    ) -> tuple[HandOverRow, Sequence[Note]]:
        first = copies[0]
        sums = _totals(first.currency, copies)
        number = unit.next_number("hand_over")
        lines = tuple(map(_line, copies))
        if form == "ubl" and not all(each.vat for each in lines):
            lines = self._untaxed(unit, first.customer, lines)
        bill = Bill(
            number, day, day + timedelta(days=self.context.company.payment_days), until,
            *self._parties(unit, first.customer), lines, sums,
        )  # fmt: skip
        content, warnings = bills.written(bill, form, document=document)
        minor = partial(to_minor, currency=first.currency)
        row_id = unit.insert(
            "hand_over",
            {
                "number": number, "customer": first.customer, "at": unit.at, "who": self.context.me, "day": day,
                "until": until, "currency": first.currency, "format": form, "net_minor": minor(sums.net),
                "vat_minor": minor(sums.vat), "total_minor": minor(sums.total), "file_name": clean_line(path.name),
            },
        )  # fmt: skip
        assert row_id
        for row in copies:
            unit.update("bill_line", row.id, {"status": rules.HANDED_OVER, "hand_over": number})
        whole_bytes(path, content)
        made = rows.hand_over(session=unit.session, number=number)
        assert made is not None
        return made, warnings

    def _untaxed(self, unit: UnitOfWork, customer: str, lines: tuple[BillLine, ...]) -> tuple[BillLine, ...]:
        """Lines without tax say by which category and why, as their code of tax has it."""
        book = PriceBook(self.context, unit.session, customer, {each.line.item or "" for each in lines})

        def told(each: BillLine) -> BillLine:
            code = book.tax(customer, each.line.item)
            if each.vat or code is None or code.category == "S":
                return each
            return replace(each, untaxed=code.category, why_untaxed=code.name)

        return tuple(map(told, lines))

    def _parties(self, unit: UnitOfWork, code: str) -> tuple[Party, Party]:
        company = self.context.company
        seller = Party(
            company.name, company.country, street=company.address or "", vat_number=company.vat_number or "",
            email=company.email or "",
        )  # fmt: skip
        row = customers.row(session=unit.session, code=code)
        assert row is not None
        addresses = customers.addresses(session=unit.session, codes=[code])[code]
        billed = next(
            (each for each in addresses if each.kind == "bill_to"), addresses[0] if addresses else None
        )
        told = {
            name: (getattr(billed, name) or "") if billed else ""
            for name in ("country", "street", "zip_code", "city")
        }
        buyer = Party(
            row.name or row.code,
            code=row.code,
            vat_number=row.vat_number or "",
            email=row.email or "",
            **told,
        )
        return seller, buyer

    def reverse(self, number: int | str, why: str) -> HandOverRow:
        """Take a hand-over back: its lines are proposed again.

        Raises:
            BadUsage: it is not said why.
            NotFound: there is none of this number.
            Refused: it was taken back already, or lies in a closed period.
        """
        reason = clean_line(why)
        if not reason:
            raise BadUsage(N_("Say why: --because TEXT."))
        found = self.sheet(number).row
        with self.context.write() as unit:
            row = rows.hand_over(session=unit.session, number=found.number)
            assert row is not None
            if row.reversed_at is not None:
                raise Refused(
                    N_("{number} was taken back already by {who}: {why}."),
                    number=row.number, who=row.reversed_by, why=row.reversed_why,
                )  # fmt: skip
            if (closed := self.closed_until) is not None and row.day <= closed:
                raise Refused(
                    N_("{number} is of {day}, in a period that is closed up to {closed}. Write a correction of the "
                       "work instead: it is billed below zero."),
                    number=row.number, day=row.day.isoformat(), closed=closed.isoformat(),
                )  # fmt: skip
            for line in rows.handed(session=unit.session, number=row.number):
                unit.update("bill_line", line.id, {"status": rules.REVERSED})
            unit.update(
                "hand_over", row.id,
                {"reversed_at": unit.at, "reversed_by": self.context.me, "reversed_why": reason},
            )  # fmt: skip
            unit.call_it(N_("{number} taken back"), number=row.number)
        return self.sheet(number).row

    def sheet(self, number: int | str) -> Sheet:
        """A hand-over with its lines. Raises NotFound."""
        text = str(number).strip().removeprefix("#")
        with self.context.store.read() as session:
            known = text.isascii() and text.isdecimal() and len(text) < 16
            row = rows.hand_over(session=session, number=int(text)) if known else None
            if row is None:
                raise NotFound(N_("There is no hand-over {number}. Look with: billing list"), number=text)
            return Sheet(row, tuple(rows.handed(session=session, number=row.number)))

    def hand_overs(self, customer: str | None = None) -> tuple[HandOverRow, ...]:
        """Hand-overs, the newest first. Raises NotFound: there is no such customer."""
        code = None if customer is None else self.code(customer)
        with self.context.store.read() as session:
            return tuple(rows.hand_overs(session=session, customer=code))

    @property
    def closed_until(self) -> date | None:
        """The last day of the closed period."""
        told = self.context.company.billing_closed
        return None if told is None else date.fromisoformat(told)

    def close(self, day: date | None) -> None:
        """Close the periods up to a day, or with None open them all."""
        with self.context.write() as unit:
            settings.save_setting(unit, "billing_closed", None if day is None else day.isoformat())
            if day is None:
                unit.call_it(N_("All periods opened"))
            else:
                unit.call_it(N_("Periods up to {day} closed"), day=day.isoformat())


def _due(context: Context, customer: str, until: date, taken: Collection[str]) -> Sequence[Line]:
    """What the proposal says."""
    return Proposals(context).propose(customer, until, taken).lines


def _totals(currency: str, copies: Iterable[LineRow]) -> Totals:
    return totals(currency, ((line.net, line.vat) for line in map(_line, copies)))


def _line(row: LineRow) -> BillLine:
    line = row.line()
    assert line.charged is not None
    assert line.net is not None
    words = line.text.strip() or worded(line.reason, _) or line.kind
    return BillLine(line, words, line.net, line.charged.price, line.charged.discount, line.charged.vat)


@contextmanager
def _taken_away(written: Sequence[Path]) -> Iterator[None]:
    """Files of an act that fails do not stay."""
    try:
        yield
    except BaseException:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise
