"""The billing proposal: what a customer pays until a day, each line with its call, its reason and its rule.

It is made anew each time from work, contracts and prices, and writes nothing. All that is not handed over yet is in it,
however old: what was forgotten last year is proposed today. Only what is of a day before the company began to bill by
this program is not. What has no price is listed without one, never as zero.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from svc_tui.domain.billing import fees
from svc_tui.domain.billing.lines import Charged, Line, Source
from svc_tui.domain.billing.work_lines import Piece, work_lines
from svc_tui.domain.core.moments import to_utc
from svc_tui.domain.core.money import amount
from svc_tui.domain.core.notes import Note, note
from svc_tui.errors import N_, Refused
from svc_tui.services.billing.corrected_fees import corrected, terms_of
from svc_tui.services.billing.included_work import given_back
from svc_tui.services.billing.price_book import PriceBook
from svc_tui.services.core.context import Context
from svc_tui.storage.billing import handing as standing
from svc_tui.storage.billing import proposal as rows
from svc_tui.storage.billing.proposal import BillableRow
from svc_tui.storage.contracts.rows import ContractRecord
from svc_tui.storage.engine import read_models as reading

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from svc_tui.storage.session import Session


@dataclass(frozen=True)
class Proposal:
    """What is to be billed."""

    until: date
    """Last day of the period."""
    lines: tuple[Line, ...] = ()
    """By customer and day."""
    problems: tuple[Note, ...] = ()
    """What keeps something from being a line at all, with the cure; a line without a price says so itself."""
    has_prices: bool = True
    """The company has a price list at all; one without bills nothing by this program."""

    @property
    def sums(self) -> Mapping[str, Decimal]:
        """Net by currency; two are never added."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for line in self.lines:
            if line.net is not None and line.charged is not None:
                found[line.charged.currency] += line.net
        return dict(sorted(found.items()))

    @property
    def unpriced(self) -> tuple[Line, ...]:
        """Lines that no price list names."""
        return tuple(line for line in self.lines if line.net is None)

    @property
    def told(self) -> tuple[Note, ...]:
        """What is missing, each sentence once: prices, and what keeps something from being a line."""
        known = {str(each): each for each in (*self._missing, *self.problems)}
        return tuple(known.values())

    @property
    def _missing(self) -> Iterator[Note]:
        return (line.missing for line in self.lines if line.missing is not None)


class Proposals:
    """Makes proposals."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def propose(
        self, customer: str | None = None, until: date | None = None, taken: Collection[str] | None = None
    ) -> Proposal:
        """What one customer, or everybody, is to pay.

        Args:
            customer: Code; everybody unless given.
            until: Last day of the period; today unless given.
            taken: What is approved, held or handed over already, by `Source.whole`; what stands in the store unless
                given.

        Raises:
            NotFound: there is no such customer.
        """
        last = until or self._context.today
        with self._context.store.read() as session:
            code = None if customer is None else _code(session, customer)
            stand = standing.taken(session=session, customer=code) if taken is None else taken
            before = self._midnight(last + timedelta(days=1))
            found = rows.billable(session=session, customer=code, before=before)
            book = PriceBook(self._context, session, code, _items(found))
            lines = [*self._work(found, book, stand)]
            problems: list[Note] = []
            for contract in rows.with_fees(session=session, customer=code):
                lines += self._fees(contract, book, last, stand, problems)
            lines += corrected(session, code, last, stand)
            lines += given_back(session, stand, customer=code, last=last)
        lines.sort(key=lambda line: (line.customer, line.day, line.call or "", str(line.source)))
        return Proposal(last, tuple(lines), tuple(problems), bool(book.currencies))

    def of_call(self, number: str, taken: Collection[str] | None = None) -> Proposal:
        """What the work of one call is to be billed as, whatever its day."""
        today = self._context.today
        with self._context.store.read() as session:
            found = rows.billable(session=session, call=number)
            back = [*given_back(session, taken or (), call=number)]
            if not (found or back):
                return Proposal(today, has_prices=False)
            payer = (found or back)[0].customer
            book = PriceBook(self._context, session, payer, _items(found))
            stand = standing.taken(session=session, customer=payer) if taken is None else taken
            lines = [
                *self._work(found, book, stand),
                *(each for each in back if each.source.whole not in stand),
            ]
            return Proposal(today, tuple(lines), has_prices=bool(book.currencies))

    # Work

    def _work(self, found: Sequence[BillableRow], book: PriceBook, taken: Collection[str]) -> Iterator[Line]:
        since, zone = self._context.company.bills_from, self._context.zone
        corrections: dict[int, list[BillableRow]] = defaultdict(list)
        for row in found:
            if row.corrects is not None:
                corrections[row.corrects].append(row)

        def wanted(piece: Piece) -> bool:
            return piece.day >= since and Source("work", f"{piece.call}/{piece.line}").whole not in taken

        for row in found:
            if row.corrects is None:
                piece, less = _piece(row, zone), [_piece(each, zone) for each in corrections.get(row.id, ())]
                if any(map(wanted, (piece, *less))):
                    yield from work_lines(piece, less, book, wanted)

    # Fees

    def _fees(
        self, row: ContractRecord, book: PriceBook, last: date, taken: Collection[str], problems: list[Note]
    ) -> Iterator[Line]:
        if row.status == "on_hold":
            text = N_("K-{contract} is on hold: its fees wait until it is approved again.")
            problems.append(note(text, contract=row.number))
            return
        currency, since = book.currency(row.customer, row.number), self._context.company.bills_from
        billed = _billed(row.number, taken)
        try:
            for fee in fees.fees(terms_of(row), last, currency):
                source = Source("fee", f"{row.number}/{fee.name}")
                if source.whole in taken or not fee.amount or fee.due < since:
                    continue
                if any(fee.months & each for each in billed):
                    text = N_(
                        "K-{contract}: a part of {period} was billed by other periods. Bill the rest by hand, or let "
                        "fee_every be what it was until then."
                    )
                    problems.append(note(text, contract=row.number, period=fee.name))
                    continue
                yield self._fee(row, fee, source, book, currency)
        except Refused as error:
            problems.append(Note(error.message, error.values))

    def _fee(
        self, row: ContractRecord, fee: fees.Fee, source: Source, book: PriceBook, currency: str
    ) -> Line:
        stretch = fee.stretch
        vat = book.vat.percent(book.terms_of(row.customer).vat, fee.due)
        missing = vat if isinstance(vat, Note) else None
        charged = None if isinstance(vat, Note) else Charged(fee.amount, currency, Decimal(0), vat, "")
        return Line(
            source=source, customer=row.customer, kind="fee", day=fee.due, text=row.description,
            quantity=Decimal(1), unit="period", charged=charged, net=fee.amount if charged else None,
            reason=note(N_("fee of K-{contract} from {start} to {end}"), contract=row.number,
                        start=stretch.start.isoformat(), end=stretch.end.isoformat()),
            rule=f"fee-in-{row.fee_due}", contract=row.number, missing=missing,
        )  # fmt: skip

    def _midnight(self, day: date) -> datetime:
        return to_utc(datetime.combine(day, time()), self._context.zone)


def _piece(row: BillableRow, zone: "ZoneInfo") -> Piece:
    at = row.starts_at or row.ends_at or row.reported_at
    counts = row.unit_kind == "hours" and row.kind == "labour" and (row.counted or row.accounted)
    return Piece(
        call=row.call, line=row.line, customer=row.customer, kind=row.kind, day=at.astimezone(zone).date(),
        ends_at=row.ends_at or at, starts_at=row.starts_at, seconds=row.seconds,
        km=amount(row.km) or Decimal(0), quantity=amount(row.quantity) or Decimal(0),
        item=row.item, item_name=row.item_name, note=row.note, why=row.why, contract=row.contract,
        hours=row.counted - row.accounted if counts else None,
    )  # fmt: skip


def _items(found: Sequence[BillableRow]) -> set[str]:
    """The items whose prices are asked for."""
    return {row.item for row in found if row.item}


def _billed(contract: int, taken: Collection[str]) -> list[frozenset[str]]:
    """The months of each period of a contract whose fee was billed."""
    head = f"fee:{contract}/"
    periods = [each.removeprefix(head) for each in taken if each.startswith(head)]
    return [fees.months_of(each) for each in periods if "/" not in each]  # a correction bills no period


def _code(session: "Session", typed: str) -> str:
    code = reading.code_of(session, "customer", "code", typed)
    if code is None:
        raise reading.missing(session, "customer", "code", typed)
    return code
