"""Prompts about contracts: the last day, the next period, a template, the units that are listed, prepaid units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from svc_tui.domain.contracts.periods import check_months, next_period
from svc_tui.domain.core.days import read_day
from svc_tui.domain.core.text import fold, show_line
from svc_tui.errors import N_, Refused, SvcError
from svc_tui.language import _, ngettext, number
from svc_tui.presentation.contracts import words
from svc_tui.screens.contracts.noun import named, number_named
from svc_tui.screens.core import look_ups
from svc_tui.screens.core.acts import RecordsScreen
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.jobs import run_job
from svc_tui.widgets.columns import cell
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.services.contracts.reading import ContractPreview
    from svc_tui.services.core.outcomes import Outcome, Outcomes

ROWS = 5


def _said(screen: RecordsScreen, answer: Outcome | Outcomes) -> None:
    """Something was done: say it with its warning, and show it."""
    told = answer.say(_)
    if answer.warnings:
        told += "; " + _(answer.warnings[0].text).format(**answer.warnings[0].values)
    screen.say(told, screen.undo_hint)
    screen.reload()


# --- the last day


def _day(screen: RecordsScreen, text: str) -> date | None:
    """A typed day; none where nothing was typed. Raises Refused."""
    return read_day(text, today=screen.services.today) if text.strip() else None


def terminate(screen: RecordsScreen) -> None:
    """Ask for the last day; what ends with it stands beside."""
    contracts, one = screen.services.contracts, screen.chosen().one
    if not screen.chosen().ids:
        screen.say(screen.noun.no_record())
        return

    def answer(text: str) -> Answer:
        try:
            day = _day(screen, text)
        except SvcError as error:
            return Answer(preview=((error.text(_), "muted"),))
        last = day or screen.services.now().astimezone(screen.services.zone).date()
        told = [_("Covers nothing from now on, ends {day}").format(day=words.day(last))]
        if one:
            told += _ended(contracts.preview(number_named(one)))
        return Answer(preview=(("; ".join(told) + ".", "warning"),))

    def then(text: str, _picked: Candidate | None) -> None:
        day = _day(screen, text)
        screen.act(_("Terminate"), lambda numbers: contracts.terminate(numbers, day), repeats=False)

    screen.ask(_("Terminate as of (empty: today)"), then, rows=1, answer=answer)


def _ended(found: ContractPreview) -> list[str]:
    """What a termination takes away, and what it leaves."""
    told = []
    if calls := found.use.open_calls:
        kept = ngettext("{count} open call keeps its date", "{count} open calls keep their dates", calls)
        told.append(kept.format(count=number(calls)))
    if lines := len(found.row.lines):
        told.append(ngettext("{count} line", "{count} lines", lines).format(count=number(lines)))
    return told


# --- the next period


def renew(screen: RecordsScreen) -> None:
    """Ask for the length of the next period; the period stands beside before anything is written."""
    contracts, one = screen.services.contracts, screen.chosen().one
    if not screen.chosen().ids:
        screen.say(screen.noun.no_record())
        return

    def answer(text: str) -> Answer:
        try:
            months = _months(text)
        except SvcError as error:
            return Answer(preview=((error.text(_), "warning"),))
        if not one:
            told = _("Each gets a draft from the day after its end.")
        else:
            told = _period(contracts.preview(number_named(one)), months)
        return Answer(preview=((told, "text"),))

    def then(text: str, _picked: Candidate | None) -> None:
        months = _months(text)
        screen.act(_("Renew"), lambda numbers: contracts.renew(numbers, months), repeats=False)

    screen.ask(_("Renew for months (empty: as long as before)"), then, rows=1, answer=answer)


def _months(text: str) -> int | None:
    """A typed length; none where nothing was typed. Raises Refused."""
    typed = text.strip()
    if not typed:
        return None
    if not typed.isdecimal():
        raise Refused(N_("{text} is no number of months. Write it as 12."), text=typed)
    return check_months(int(typed))


def _period(found: ContractPreview, months: int | None) -> str:
    """The next period of a contract as it would be."""
    row = found.row
    if row.start is None or row.effective_end is None:
        return _("{contract} has no period.").format(contract=named(row.number))
    if row.renewed_by is not None:
        return _("{contract} was renewed already, as {other}.").format(
            contract=named(row.number), other=named(row.renewed_by)
        )
    start, end = next_period(row.start, row.effective_end, months or row.duration)
    said = _("A draft from {start} to {end}, linked to {contract}").format(
        start=words.day(start), end=words.day(end), contract=named(row.number)
    )
    if lines := len(row.lines):
        said += ngettext(" with {count} line", " with {count} lines", lines).format(count=number(lines))
    return said + (f", {show_line(row.value)}." if row.value else ".")


# --- a new one

BLANK = "-"


def new(screen: RecordsScreen) -> None:
    """From a template, or blank: then the form."""
    services = screen.services

    def answer(text: str) -> Answer:
        wanted = fold(text)
        found = [
            Candidate(
                each.name,
                (
                    (cell(show_line(each.name), 20, False), "text"),
                    (f" {show_line(each.description)}", "text"),
                    (f"  {words.type_words(each.type)}, {show_line(each.coverage)}", "muted"),
                ),
            )
            for each in services.templates.list(everything=False)
            if wanted in fold(f"{each.name} {each.description}")
        ]
        if not wanted:
            found.insert(
                0, Candidate(BLANK, ((_("Blank"), "text"), ("  " + _("every field by hand"), "muted")))
            )
        return Answer(found)

    def then(_text: str, picked: Candidate | None) -> None:
        if picked is None:
            screen.say(_("No template has that name."), role="warning")
            return
        template = "" if picked.value == BLANK else picked.value
        screen.desk.new("contract", template=template)

    screen.ask(_("New contract from template"), then, chooses=True, rows=ROWS, answer=answer)


# --- lines


def add_lines(screen: RecordsScreen, found: ContractPreview) -> None:
    """List units by their serial, or item groups; the box stays open for the next one."""
    row, services = found.row, screen.services
    if row.type == "customer":
        words_ = _("{contract} covers all units of its customer; it lists none.")
        screen.say(words_.format(contract=named(row.number)))
        return
    by_group = row.type == "item_group"

    def answer(text: str) -> Answer:
        if by_group:
            return Answer(
                [
                    Candidate(each.code, ((show_line(each.code), "text"),))
                    for each in look_ups.groups(services, text)
                ]
            )
        hint = _("Type or scan a serial; three characters of its end are enough.")
        return Answer(_units(screen, text, row.customer), ((hint, "muted"),))

    def then(text: str, picked: Candidate | None) -> None:
        typed = picked.value if picked else text.strip()
        if not typed:
            return
        add = services.contracts.add_groups if by_group else services.contracts.add_cards

        def show(outcomes: Outcomes) -> None:
            _said(screen, outcomes)
            add_lines(screen, found)

        def failed(error: SvcError) -> None:
            screen.say_error(error)
            add_lines(screen, found)

        run_job(screen, "write", lambda: add(row.number, [typed]), show, failed)

    label = _("Add item group to {contract}") if by_group else _("Add serial to {contract}")
    screen.ask(label.format(contract=named(row.number)), then, chooses=True, rows=ROWS, answer=answer)


def _units(screen: RecordsScreen, text: str, customer: str) -> list[Candidate]:
    """Units whose serial ends as typed, those of the customer first."""
    services = screen.services
    if not text.strip():
        return []
    found = []
    sure = look_ups.is_sure(services.equipment.lookup(text, ROWS * 2))
    for row in services.equipment.by_serial(text, ROWS * 2):
        card = services.equipment.find(row.number)
        own = row.customer == customer
        line = (
            (cell(show_line(row.serial or row.manufacturer_serial or "-"), 16, False), "text"),
            (f" {show_line(row.item)} {show_line(card.names.item_name)}", "text"),
            (f"  {show_line(card.names.customer_name or row.customer)}", "muted" if own else "warning"),
        )
        found.append((not own, Candidate(str(row.number), line, near=not sure)))
    return [each for _others, each in sorted(found, key=lambda pair: pair[0])]


def remove_line(screen: RecordsScreen, found: ContractPreview) -> None:
    """Take a line off."""
    row, contracts = found.row, screen.services.contracts
    if not row.lines:
        screen.say(_("{contract} lists nothing.").format(contract=named(row.number)))
        return
    lines = [
        Candidate(
            f"#{line.line}",
            (
                (cell(f"#{line.line}", 5, False), "muted"),
                (show_line(line.serial or line.manufacturer_serial or line.item_group or "-"), "text"),
                (f"  {show_line(line.item or '')}", "muted"),
            ),
        )
        for line in row.lines
    ]

    def answer(text: str) -> Answer:
        wanted = fold(text)
        return Answer([each for each in lines if wanted in fold("".join(part for part, _role in each.line))])

    def then(text: str, picked: Candidate | None) -> None:
        typed = picked.value if picked else text.strip()
        if typed:
            screen.run(lambda: contracts.remove_lines(row.number, [typed]), partial(_said, screen))

    label = _("Remove line from {contract}").format(contract=named(row.number))
    screen.ask(label, then, chooses=True, rows=ROWS, answer=answer, in_thread=False)


# --- prepaid units


@dataclass(frozen=True)
class _Way:
    """One thing to do with prepaid units."""

    name: str
    words: str
    asks: str
    work: Callable[[Any, str, str, str], Outcome]


_WAYS = (
    _Way("buy", N_("Buy"), N_("Buy how much (10h, or visits), then a note"),
         lambda units, contract, amount, note: units.buy(contract, amount, note)),
    _Way("correct", N_("Correct"), N_("Correct by how much (2h or -2h), then the reason"),
         lambda units, contract, amount, note: units.correct(contract, amount, note)),
    _Way("expire", N_("Let expire"), N_("Expire how much (empty: all that is left), then a note"),
         lambda units, contract, amount, note: units.expire(contract, amount or None, note)),
    _Way("attach", N_("Account work"), "", lambda units, contract, _amount, _note: units.attach(contract)),
)  # fmt: skip


def prepaid(screen: RecordsScreen, name: str) -> None:
    """Buy, correct, expire, or account for work that was billed for want of units."""
    units = screen.services.units

    def answer(text: str) -> Answer:
        wanted = fold(text)
        ledger = units.ledger(name)
        waiting = sum(1 for each in units.unaccounted(name) if each.fits)
        told = _("{left} left.").format(left=ledger.shown(ledger.balance))
        if waiting:
            told += " " + ngettext(
                "{count} line of billed work fits by now.",
                "{count} lines of billed work fit by now.",
                waiting,
            ).format(count=number(waiting))
        found = [
            Candidate(way.name, ((_(way.words), "text"),)) for way in _WAYS if wanted in fold(_(way.words))
        ]
        return Answer(found, ((told, "muted"),))

    def then(_text: str, picked: Candidate | None) -> None:
        way = next((way for way in _WAYS if picked is not None and way.name == picked.value), None)
        if way is None:
            screen.say(_("Nothing was chosen."))
        elif way.asks:
            screen.ask(_(way.asks), partial(_quantity, screen, way, name))
        else:
            screen.run(lambda: way.work(units, name, "", ""), partial(_said, screen))

    screen.ask(
        _("Prepaid units of {contract}").format(contract=name), then, chooses=True, rows=ROWS, answer=answer
    )


def _quantity(screen: RecordsScreen, way: _Way, name: str, text: str, _picked: Candidate | None) -> None:
    amount, _space, note = text.strip().partition(" ")
    units = screen.services.units
    screen.run(lambda: way.work(units, name, amount, note), partial(_said, screen))
