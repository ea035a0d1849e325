"""Lines of a customer as they stand: proposed, approved, held; approving, holding, releasing them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from svc_tui.domain.billing import standing as rules
from svc_tui.domain.billing.lines import Line, Source, whole_of
from svc_tui.domain.billing.totals import Totals, totals
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import clean_line
from svc_tui.errors import N_, BadUsage, NotFound, Refused
from svc_tui.services.core.acts import Opening, run
from svc_tui.services.core.context import Context
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.storage.billing import handing as rows
from svc_tui.storage.billing.handing import LineRow
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.engine.unit_of_work import UnitOfWork

Due = Callable[[Context, str, date, Collection[str]], Sequence[Line]]
"""The lines that a customer owes up to a day, by the rules as they are now, but for what was taken (`Source.whole`)."""


@dataclass(frozen=True)
class Standing:
    """A line and what became of it."""

    line: Line
    status: str
    """proposed, approved or held."""
    why: str = ""
    """Why it is held."""
    moved: tuple[str, ...] = ()
    """What is otherwise than when it was approved; `gone` where it is not owed any more."""

    @property
    def source(self) -> str:
        """Where it comes from, as people name it."""
        return str(self.line.source)


@dataclass(frozen=True)
class Sums:
    """What a customer owes in one currency, and how far it has come."""

    currency: str
    proposed: Totals
    approved: Totals
    held: Totals


@dataclass(frozen=True)
class Account:
    """The open lines of a customer up to a day."""

    customer: str
    until: date
    lines: tuple[Standing, ...]
    """By day and source."""

    @property
    def sums(self) -> tuple[Sums, ...]:
        """By currency; what has no price is in none."""
        priced = [each for each in self.lines if each.line.charged is not None]
        codes = sorted({each.line.charged.currency for each in priced if each.line.charged})
        return tuple(
            Sums(
                code, *(_sum(priced, code, status) for status in (rules.PROPOSED, rules.APPROVED, rules.HELD))
            )
            for code in codes
        )

    @property
    def unpriced(self) -> tuple[Standing, ...]:
        """Lines that no price list names."""
        return tuple(each for each in self.lines if each.line.net is None)


def _sum(lines: Iterable[Standing], currency: str, status: str) -> Totals:
    chosen = [
        (each.line.net, each.line.charged.vat)
        for each in lines
        if each.status == status and each.line.charged and each.line.charged.currency == currency
    ]
    return totals(currency, [(net, vat) for net, vat in chosen if net is not None])


@dataclass
class _Open:
    """Lines of one act inside another: they go together."""

    unit: UnitOfWork
    whole: str
    """What they come from, as people name it."""
    lines: Sequence[Line]
    """As they are owed now."""
    rows: Sequence[LineRow]
    """Their copies, where they stand."""

    def check(self, wanted: str, may: Sequence[str]) -> None:
        """Raises Refused: from where the lines stand they cannot become `wanted`."""
        status = self.rows[0].status if self.rows else rules.PROPOSED
        if status not in may:
            why, number = (self.rows[0].why, self.rows[0].hand_over) if self.rows else (None, None)
            raise rules.refusal(wanted, status, self.whole, why, number)

    def copy(self, status: str, why: str | None = None) -> None:
        """Keep the lines as they are owed now. Raises Refused: one has no price."""
        for line in self.lines:
            if line.charged is None or line.net is None:
                raise Refused(
                    N_("{source} has no price. Give it one (svc-tui price set) and try again."),
                    source=line.source,
                )
        for line in self.lines:
            columns = {**rows.columns(line), "status": status, "why": why}
            self.unit.insert("bill_line", {"number": self.unit.next_number("bill_line"), **columns})


@dataclass
class Owed:
    """Lines as they are owed, asked once a customer within an act."""

    due: Due
    context: Context
    until: date
    known: dict[str, tuple[Line, ...]] = field(default_factory=dict)

    def of(self, customer: str, unit: UnitOfWork) -> tuple[Line, ...]:
        """All of a customer that was not taken as the act began, in order."""
        if customer not in self.known:
            taken = rows.taken(session=unit.session, customer=customer)
            self.known[customer] = tuple(self.due(self.context, customer, self.until, taken))
        return self.known[customer]


class Lines:
    """Lines of proposals, in the name of the context's person."""

    def __init__(self, context: Context, due: Due) -> None:
        self.context = context
        self.due = due

    def account(self, customer: str, until: date | None = None) -> Account:
        """The open lines of a customer. Raises NotFound."""
        code, last = self.code(customer), until or self.context.today
        with self.context.store.moment():
            with self.context.store.read() as session:
                taken = rows.taken(session=session, customer=code)
                copies = [row for row in rows.standing(session=session, customer=code) if row.day <= last]
            found = [Standing(line, rules.PROPOSED) for line in self.due(self.context, code, last, taken)]
            moved = self.moved(code, last, copies, taken)
        found += [Standing(row.line(), row.status, row.why or "", moved.get(row.act, ())) for row in copies]
        return Account(code, last, tuple(sorted(found, key=lambda each: (each.line.day, each.source))))

    def moved(
        self, customer: str, until: date, copies: Sequence[LineRow], taken: Collection[str]
    ) -> dict[str, tuple[str, ...]]:
        """What of copied lines is otherwise than when they were copied, by what they come from; `gone` where nothing
        is owed any more.

        Each is looked at as if it alone had not been taken; most are as they were with all of them left out at once.
        """
        then: dict[str, dict[str, Line]] = {}
        for row in copies:
            then.setdefault(row.act, {})[row.source] = row.line()
        if not then:
            return {}
        at_once = _by_whole(self.due(self.context, customer, until, set(taken) - then.keys()))
        found: dict[str, tuple[str, ...]] = {}
        for whole, lines in then.items():
            if not rules.changed(lines, at_once.get(whole, {})):
                continue
            alone = _by_whole(self.due(self.context, customer, until, set(taken) - {whole}))
            if told := rules.changed(lines, alone.get(whole, {})):
                found[whole] = told
        return found

    def code(self, customer: str) -> str:
        """A customer's code as it is stored. Raises NotFound."""
        with self.context.store.read() as session:
            found = reading.code_of(session, "customer", "code", clean_line(customer))
            if found is None:
                raise reading.missing(session, "customer", "code", clean_line(customer))
        return found

    def approve(self, sources: Iterable[str], until: date | None = None) -> Outcomes:
        """Approve lines as they are owed now; what they cost stays as it is from then on.

        Raises:
            Refused: the only line has no price, is approved, held or handed over.
            NotFound: it is not owed.
        """

        def act(one: _Open) -> Note:
            one.check(rules.APPROVED, rules.MAY_APPROVE)
            one.copy(rules.APPROVED)
            return note(N_("{source} approved"), source=one.whole)

        return self._act(sources, until, N_("{sources} approved"), act)

    def approve_all(self, customer: str, until: date | None = None) -> Outcomes:
        """Approve every proposed line of a customer that has a price. Raises Refused: there is none."""
        account = self.account(customer, until)
        unpriced = {each.line.source.whole for each in account.unpriced}
        chosen = [
            each.line.source.whole
            for each in account.lines
            if each.status == rules.PROPOSED and each.line.source.whole not in unpriced
        ]
        if not chosen:
            raise Refused(
                N_("Nothing of {customer} up to {until} waits to be approved."),
                customer=account.customer, until=account.until.isoformat(),
            )  # fmt: skip
        return self.approve(chosen, account.until)

    def hold(self, sources: Iterable[str], why: str, until: date | None = None) -> Outcomes:
        """Take lines out of the proposal until they are released: the customer disputes them. Raises as `approve`."""
        reason = clean_line(why)
        if not reason:
            raise BadUsage(N_("Say why: --because TEXT."))

        def act(one: _Open) -> Note:
            one.check(rules.HELD, rules.MAY_HOLD)
            for row in one.rows:
                one.unit.update("bill_line", row.id, {"status": rules.HELD, "why": reason})
            if not one.rows:
                one.copy(rules.HELD, reason)
            return note(N_("{source} held: {why}"), source=one.whole, why=reason)

        return self._act(sources, until, N_("{sources} held"), act)

    def release(self, sources: Iterable[str]) -> Outcomes:
        """Let lines be proposed again, as they are owed by then; approved ones too. Raises as `approve`."""

        def act(one: _Open) -> Note:
            one.check(rules.PROPOSED, rules.MAY_RELEASE)
            for row in one.rows:
                one.unit.delete("bill_line", row.id)
            return note(N_("{source} released"), source=one.whole)

        return self._act(sources, None, N_("{sources} released"), act)

    def _act(
        self, sources: Iterable[str], until: date | None, title: str, act: Callable[[_Open], Note]
    ) -> Outcomes:
        owed = Owed(self.due, self.context, until or self.context.today)
        named = dict.fromkeys(_whole(text) for text in sources)
        opening = Opening[_Open](
            lambda unit, _context, text: _open(unit, text, owed),
            lambda one: one.whole,
            lambda _one: (),
            "sources",
            _listed,
        )
        return run(self.context, named, opening, title, act)


def _listed(names: Sequence[str]) -> str:
    """The lines in a title: the first ones, and how many more."""
    return ", ".join(names) if len(names) < 4 else f"{names[0]} + {len(names) - 1}"


def _whole(text: str) -> str:
    """A source without its part; what names none is refused where its turn comes."""
    return whole_of(clean_line(text))


def _open(unit: UnitOfWork, text: str, owed: Owed) -> _Open:
    source = Source.read(text)
    found = rows.stands(session=unit.session, act=source.whole)
    payers = [] if found else rows.payers(session=unit.session, source=source)
    lines = (line for customer in payers for line in owed.of(customer, unit))
    chosen = [line for line in lines if line.source.whole == source.whole]
    if not found and not chosen:
        raise NotFound(
            N_("{source} is nothing that is billed up to {until}. Look with: svc-tui billing propose"),
            source=source.whole, until=owed.until.isoformat(),
        )  # fmt: skip
    return _Open(unit, source.whole, chosen, found)


def _by_whole(lines: Iterable[Line]) -> dict[str, dict[str, Line]]:
    found: dict[str, dict[str, Line]] = {}
    for line in lines:
        found.setdefault(line.source.whole, {})[str(line.source)] = line
    return found
