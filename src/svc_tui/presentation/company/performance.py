"""The performance page of a customer: what was promised and what was kept, how long it took, what it was about."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from svc_tui.domain.core.paper import (
    Block,
    Column,
    Figure,
    Figures,
    Pairs,
    Paper,
    Signatures,
    Signer,
    Table,
)
from svc_tui.domain.reports.periods import Period
from svc_tui.domain.reports.result import Line, Result
from svc_tui.domain.reports.subject import Value
from svc_tui.language import _, date_short, day_short, moment_in_full, ngettext, number, pgettext
from svc_tui.presentation.contracts import words as contract_words
from svc_tui.presentation.core.papers import Company, Customer, address_of, paper
from svc_tui.presentation.core.words import priority_words
from svc_tui.presentation.reports.sheet import about, heading, labels_of, shown
from svc_tui.presentation.work.lines import Totals, plain, time_words

STATES = ("met", "missed", "running", "paused", "untargeted")


class Counts(Protocol):
    """How much there is of a customer."""

    @property
    def cards(self) -> int: ...


class View(Protocol):
    """The customer."""

    @property
    def sheet(self) -> Customer: ...
    @property
    def counts(self) -> Counts: ...


class Call(Protocol):
    """A call of which a promise was missed."""

    @property
    def number(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def reported_at(self) -> datetime: ...
    @property
    def respond_by(self) -> datetime | None: ...
    @property
    def responded_at(self) -> datetime | None: ...
    @property
    def response_state(self) -> str: ...
    @property
    def resolve_by(self) -> datetime | None: ...
    @property
    def resolved_at(self) -> datetime | None: ...
    @property
    def resolution_state(self) -> str: ...


class Contract(Protocol):
    """A contract of the customer."""

    @property
    def number(self) -> int: ...
    @property
    def description(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def start(self) -> date | None: ...
    @property
    def effective_end(self) -> date | None: ...
    @property
    def includes(self) -> Sequence[str]: ...
    @property
    def unit_kind(self) -> str | None: ...
    @property
    def units(self) -> int | None: ...
    @property
    def used(self) -> int: ...


class Facts(Protocol):
    """What the page is made of."""

    @property
    def company(self) -> Company: ...
    @property
    def customer(self) -> View: ...
    @property
    def period(self) -> Period: ...
    @property
    def promises(self) -> Result: ...
    @property
    def priorities(self) -> Result: ...
    @property
    def times(self) -> Result: ...
    @property
    def flow(self) -> Result: ...
    @property
    def units(self) -> Result: ...
    @property
    def problems(self) -> Result: ...
    @property
    def missed(self) -> Sequence[Call]: ...
    @property
    def missed_count(self) -> int: ...
    @property
    def worked(self) -> Totals: ...
    @property
    def contracts(self) -> Sequence[Contract]: ...


def performance_paper(facts: Facts, *, now: datetime, zone: ZoneInfo) -> Paper:
    """The page."""
    sheet = facts.customer.sheet
    blocks: list[Block] = [
        Pairs("", [(_("Customer"), f"{sheet.row.name} ({sheet.row.code})"), (_("Address"), address_of(sheet))]),
        _first_figures(facts), _promises(facts.promises), _months(facts), _priorities(facts.priorities),
        _times(facts.times), _work(facts), _most(facts.units, _("Units with most calls")),
        _most(facts.problems, _("What it was about")), _contracts(facts.contracts), _missed(facts, zone), _signatures(),
    ]  # fmt: skip
    title = _("Service performance, {customer}").format(customer=sheet.row.name)
    return paper(facts.company, title, period_words(facts.period), blocks, now=now, zone=zone)


def period_words(period: Period) -> str:
    """From when to when."""
    if period.first and period.last:
        return _("From {first} to {last}").format(first=day_short(period.first), last=day_short(period.last))
    if period.first:
        return _("From {first} on").format(first=day_short(period.first))
    return _("Up to {last}").format(last=day_short(period.last)) if period.last else _("All time")


def _count(line: Line, name: str) -> int:
    return int(line.cells[name].value or 0)


def _share(line: Line, name: str) -> str:
    return shown(line.cells[name].value, "percent") or "-"


def _first_figures(facts: Facts) -> Figures:
    total, flow = facts.promises.total, facts.flow.total
    kept: list[Figure] = []
    for label, target in ((_("Response in time"), "response"), (_("Resolution in time"), "resolution")):
        met, missed = _count(total, f"{target}_met"), _count(total, f"{target}_missed")
        made = (
            _("{met} of {count}").format(met=number(met), count=number(met + missed)) if met + missed else ""
        )
        kept.append(Figure(label, _share(total, f"{target}_kept"), made))
    before = facts.promises.before
    against = _("before: {count}").format(count=number(_count(before, "calls"))) if before else ""
    still = _("came {came}, closed {closed}").format(
        came=number(_count(flow, "opened")), closed=number(_count(flow, "closed"))
    )
    return Figures("", [
        *kept, Figure(_("Calls"), number(_count(total, "calls")), against),
        Figure(_("Open at the end"), number(_count(flow, "open")), still),
    ])  # fmt: skip


def _promises(result: Result) -> Table:
    total = result.total
    columns = [
        Column(_("Promise"), 1.6), Column(_("Met"), right=True), Column(_("Missed"), right=True),
        Column(_("In time"), right=True), Column(_("Still running"), 1.3, right=True),
        Column(_("Paused"), right=True), Column(_("None promised"), 1.4, right=True), Column(_("Calls"), right=True),
    ]  # fmt: skip
    rows: list[list[str]] = []
    for label, target in ((_("Response"), "response"), (_("Resolution"), "resolution")):
        met, missed, *others = (number(_count(total, f"{target}_{state}")) for state in STATES)
        calls = number(_count(total, "calls"))
        rows.append([label, met, missed, _share(total, f"{target}_kept"), *others, calls])
    kept = next((each for each in result.checked.figures if each.name == "response_kept"), None)
    return Table(_("Promised against kept"), columns, rows, note=about(result.checked, kept) if kept else "")


def _months(facts: Facts) -> Table:
    """Each month: what came, what was closed, what was open at its end, what was kept."""
    flow: Mapping[tuple[Value, ...], Line] = {line.key: line for line in facts.flow.lines}
    columns = [
        Column(_("Month"), 1.2), Column(_("Calls"), right=True), Column(pgettext("calls", "Closed"), right=True),
        Column(_("Open at the end"), 1.3, right=True), Column(_("Response in time"), 1.4, right=True),
        Column(_("Resolution in time"), 1.4, right=True),
    ]  # fmt: skip

    def row(label: str, line: Line, went: Line | None) -> list[str]:
        moved = [number(_count(went, name)) if went else "" for name in ("closed", "open")]
        kept = [_share(line, "response_kept"), _share(line, "resolution_kept")]
        return [label, number(_count(line, "calls")), *moved, *kept]

    lines = list(facts.promises.lines)
    while lines and not _stirred(lines[0], flow.get(lines[0].key)):
        del lines[0]
    rows = [row(str(line.key[0]), line, flow.get(line.key)) for line in lines]
    total = row(_("all"), facts.promises.total, facts.flow.total)
    return Table(_("By month"), columns, rows if len(rows) > 1 else (), total)


def _stirred(line: Line, went: Line | None) -> bool:
    """Whether a month has anything to tell; those before the first that has are not listed."""
    return bool(line.count or (went and any(cell.value for cell in went.cells.values())))


def _priorities(result: Result) -> Table:
    columns = [
        Column(_("Priority")), Column(_("Calls"), right=True), Column(_("Response in time"), right=True),
        Column(_("Resolution in time"), right=True),
    ]  # fmt: skip
    by = {str(line.key[0]): line for line in result.lines}
    rows = [
        [priority_words(name), number(_count(by[name], "calls")), _share(by[name], "response_kept"),
         _share(by[name], "resolution_kept")]
        for name in ("high", "medium", "low") if name in by
    ]  # fmt: skip
    return Table(_("By priority"), columns, rows)


def _times(result: Result) -> Table:
    """How long it took: half within this time, nine of ten within that."""
    rows: list[list[str]] = []
    for stem in ("response", "resolution_covered", "closure"):
        cells = [result.total.cells[f"{stem}_{name}_s"] for name in ("median", "p90")]
        figure = next(each for each in result.checked.figures if each.name == f"{stem}_median_s")
        measure = result.checked.subject.measure(figure.measure)
        if cells[0].value is not None:
            rows.append(
                [_(measure.about), *(shown(cell.value, "seconds") for cell in cells), number(cells[0].rows)]
            )
    columns = [
        Column(_("Time"), 4), Column(_("Half within"), right=True), Column(_("Nine of ten within"), 1.2, right=True),
        Column(_("Calls"), 0.7, right=True),
    ]  # fmt: skip
    return Table(_("How long it took"), columns, rows)


def _work(facts: Facts) -> Pairs:
    worked = facts.worked
    travel = " ".join(
        part for part in (
            _("{km} km").format(km=plain(worked.km)) if worked.km else "",
            time_words(worked.travel_s) if worked.travel_s else "",
        ) if part
    )  # fmt: skip
    pairs = [
        (_("Labour"), time_words(worked.labour_s) if worked.labour_s else ""), (_("Travel"), travel),
        (_("Parts"), plain(worked.parts) if worked.parts else ""),
        (_("Included"), time_words(worked.included_s) if worked.included_s else ""),
        (_("To bill"), time_words(worked.billable_s) if worked.billable_s else ""),
        (_("Units"), number(facts.customer.counts.cards) if facts.customer.counts.cards else ""),
    ]  # fmt: skip
    return Pairs(_("Work on these calls, and units"), pairs)


def _most(result: Result, title: str) -> Table:
    groups = [Column(_(each.title), 2) for each in result.checked.by]
    figures = [Column(heading(result.checked, each), right=True) for each in result.checked.figures]
    rows = [
        [*labels_of(result, line), *(shown(line.cells[each.name].value, each.unit) for each in result.checked.figures)]
        for line in result.lines
    ]  # fmt: skip
    left = _("Not shown: {count} more.").format(count=number(result.left_out)) if result.left_out else ""
    return Table(title, [*groups, *figures], rows, note=left)


def _contracts(contracts: Sequence[Contract]) -> Table:
    columns = [
        Column(_("Contract")), Column(_("Description"), 2.2), Column(_("From"), 1.2), Column(_("To"), 1.2),
        Column(_("Status"), 0.9), Column(_("Included"), 1.4), Column(_("Prepaid"), 1.7),
    ]  # fmt: skip
    rows = [
        [
            f"K-{each.number}", each.description, contract_words.day(each.start),
            contract_words.day(each.effective_end), contract_words.status_words(each.status),
            ", ".join(map(contract_words.cost_words, each.includes)), _prepaid(each),
        ]
        for each in contracts
    ]  # fmt: skip
    return Table(_("Contracts"), columns, rows)


def _prepaid(each: Contract) -> str:
    if each.units is None or each.unit_kind is None:
        return ""
    return _("{used} of {units} used").format(
        used=contract_words.quantity(each.used, each.unit_kind),
        units=contract_words.quantity(each.units, each.unit_kind),
    )


def _missed(facts: Facts, zone: ZoneInfo) -> Table:
    """Every promise that was missed, a row each."""
    columns = [
        Column(_("Call"), 0.7), Column(_("Reported"), 1.1), Column(_("Subject"), 2.2), Column(_("Promise")),
        Column(_("Due"), 1.9), Column(_("Done"), 1.9),
    ]  # fmt: skip
    rows: list[list[str]] = []
    for call in facts.missed:
        targets = (
            (_("Response"), call.response_state, call.respond_by, call.responded_at),
            (_("Resolution"), call.resolution_state, call.resolve_by, call.resolved_at),
        )
        for label, state, due, done in targets:
            if state == "missed":
                at = [moment_in_full(each, zone) if each else "" for each in (due, done)]
                rows.append(
                    [call.number, date_short(call.reported_at, zone, year=True), call.subject, label, *at]
                )
    left = facts.missed_count - len(facts.missed)
    more = ngettext("{count} more call is not listed.", "{count} more calls are not listed.", left)
    return Table(_("Missed"), columns, rows, note=more.format(count=number(left)) if left else "")


def _signatures() -> Signatures:
    signers = [
        Signer(_("For the service company, place and date")),
        Signer(_("For the customer, place and date")),
    ]
    return Signatures(_("Gone through together."), signers)
