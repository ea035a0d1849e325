"""From a call, a card or a contract to an opportunity: one key, the amount, enter; or the one raised before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.currency import MINOR_UNITS
from svc_tui.domain.core.money import number_of, plain
from svc_tui.domain.core.text import clean_line, show_line
from svc_tui.domain.sales.rules import amount_of
from svc_tui.errors import SvcError
from svc_tui.language import _, day_short, ngettext, number
from svc_tui.presentation.sales.lines import amount_words, raised
from svc_tui.screens.core.acts import RecordsScreen
from svc_tui.screens.core.desk import Answer, DeskScreen
from svc_tui.screens.core.desk_app import Ref
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.storage.sales.rows import Raised

ROWS = 2
ANOTHER = "+"
"""Another one is meant, although there is one."""


@dataclass(frozen=True)
class Typed:
    """What was typed: `1200`, `1200 USD`, `1200 New drum`."""

    amount: str
    currency: str = ""
    name: str = ""

    @property
    def values(self) -> dict[str, object]:
        """What was said, as fields."""
        found = {"amount": self.amount, "currency": self.currency, "name": self.name}
        return {key: value for key, value in found.items() if value}


def read(text: str) -> Typed:
    """An amount, the currency where it is another one, and what is to be sold where that is to be called otherwise.

    Raises:
        Refused: the amount can be read in two ways.
    """
    words = clean_line(text).split()
    many = next((n for n in range(len(words), 0, -1) if _is_amount(words[:n])), 0)
    amount, rest = " ".join(words[:many]), words[many:]
    if not many and words and words[0][0].isdigit():
        number_of(words[0])  # says which two ways there are
        amount, rest = words[0], words[1:]
    currency = rest[0] if many and rest and rest[0] in MINOR_UNITS else ""
    return Typed(amount, currency, " ".join(rest[1:] if currency else rest))


def _is_amount(words: Sequence[str]) -> bool:
    try:
        return number_of(" ".join(words)) is not None
    except SvcError:
        return False


def raise_from(screen: RecordsScreen) -> None:
    """Raise an opportunity from the record that is meant, or one from each mark; one that was raised is offered."""
    chosen, services = screen.chosen(), screen.services
    if not chosen.ids:
        screen.say(screen.noun.no_record())
        return
    if not chosen.one:
        _ask_many(screen, len(chosen.ids))
        return
    kind, name = screen.noun.KIND, chosen.one
    opportunities = services.opportunities

    def look() -> tuple[Raised | None, Mapping[str, Any]]:
        return opportunities.already(kind, name), opportunities.proposal(kind, name)

    def show(found: tuple[Raised | None, Mapping[str, Any]]) -> None:
        standing, proposal = found
        if standing is None:
            _ask(screen, proposal)
        else:
            _offer(screen, standing, proposal)

    screen.run(look, show, "raising")


def _offer(screen: RecordsScreen, found: Raised, proposal: Mapping[str, Any]) -> None:
    """There is one already: enter opens it, another line raises one more."""
    services = screen.services
    day = found.created_at.astimezone(services.zone).date() if found.created_at else found.started_on
    label = _("Already raised by {who} on {day}").format(
        who=show_line(found.created_by or found.owner or "?"), day=day_short(day, services.today)
    )
    lines = [
        Candidate(str(found.number), ((_("Open "), "text"), *_told(found))),
        Candidate(ANOTHER, ((_("Raise another one from it"), "text"),)),
    ]

    def then(_text: str, picked: Candidate | None) -> None:
        if picked is not None and picked.value == ANOTHER:
            _ask(screen, proposal, again=True)
        elif picked is not None:
            screen.desk.open(Ref("opportunity", picked.value))

    screen.ask(label, then, chooses=True, rows=ROWS, answer=lambda _text: Answer(lines), in_thread=False)


def _ask(screen: RecordsScreen, proposal: Mapping[str, Any], *, again: bool = False) -> None:
    ask_amount(screen, proposal, lambda values: _do(screen, values, again=again))


def ask_amount(
    screen: DeskScreen, proposal: Mapping[str, Any], then: Callable[[dict[str, object]], None]
) -> None:
    """Ask for the amount; what the opportunity will say stands beside. `then` gets what was typed, as fields.

    What is proposed in another currency than the company's has it behind the amount: what is typed is the company's
    where it says no other one, here as on the command line.
    """
    currency = screen.services.context.company.currency
    known, other = proposal.get("amount"), str(proposal.get("currency") or currency)

    def answer(text: str) -> Answer:
        try:
            typed = read(text)
            told = amount_words(
                amount_of(typed.amount, typed.currency or currency), typed.currency or currency
            )
        except SvcError as error:
            words = (
                error.text(_) if text.strip() else _("What it would bring, such as 1200 or 1200 New drum.")
            )
            return Answer(preview=((words, "muted"),))
        name = typed.name or str(proposal.get("name", ""))
        parts = (name, str(proposal.get("item") or ""), str(proposal.get("customer") or ""), told)
        return Answer(preview=(("  ".join(show_line(part) for part in parts if part), "text"),))

    def answered(text: str, _picked: Candidate | None) -> None:
        then(read(text).values)

    value = plain(known) if isinstance(known, Decimal) else ""
    if value and other != currency:
        value = f"{value} {other}"
    screen.ask(_("Opportunity, amount"), answered, value=value, rows=1, answer=answer, in_thread=False)


def _ask_many(screen: RecordsScreen, count: int) -> None:
    """Ask for the amount of each; contracts with a value keep theirs where none is typed."""
    words = ngettext(
        "For each of {count} record; empty: the value that it has itself.",
        "For each of {count} records; empty: the value that each has itself.",
        count,
    ).format(count=number(count))

    def then(text: str, _picked: Candidate | None) -> None:
        _do(screen, read(text).values)

    screen.ask(
        _("Opportunities, amount"), then, rows=1,
        answer=lambda _text: Answer(preview=((words, "muted"),)), in_thread=False,
    )  # fmt: skip


def _do(screen: RecordsScreen, values: Mapping[str, object], *, again: bool = False) -> None:
    opportunities, kind = screen.services.opportunities, screen.noun.KIND
    screen.act(
        _("Raise an opportunity"),
        lambda names: opportunities.raise_each(kind, names, values, again=again),
        moved_on=False,
        repeats=False,
    )


def open_raised(screen: RecordsScreen) -> None:
    """Open what was raised from the record that is meant; of several one is chosen."""
    name, kind = screen.chosen_one(), screen.noun.KIND
    if not name:
        return
    opportunities = screen.services.opportunities

    def show(found: Sequence[Raised]) -> None:
        if not found:
            key = screen.keymap.first_key("opportunity.raise")
            words = _("Nothing was raised from {number} yet; {key} raises an opportunity.")
            screen.say(words.format(number=name, key=key))
        elif len(found) == 1:
            screen.desk.open(Ref("opportunity", str(found[0].number)))
        else:
            _choose(screen, found)

    screen.run(lambda: opportunities.raised_from(kind, name), show, "jump")


def _choose(screen: RecordsScreen, found: Sequence[Raised]) -> None:
    lines = [Candidate(str(each.number), _told(each)) for each in found]

    def then(_text: str, picked: Candidate | None) -> None:
        if picked is not None:
            screen.desk.open(Ref("opportunity", picked.value))

    def answer(text: str) -> Answer:
        wanted = text.strip().casefold()
        return Answer(
            [each for each in lines if wanted in "".join(part for part, _r in each.line).casefold()]
        )

    screen.ask(_("Opportunity"), then, chooses=True, rows=4, answer=answer, in_thread=False)


def _told(found: Raised) -> tuple[tuple[str, str], ...]:
    names = ("number", "name", "stage", "amount", "currency", "status", "owner")
    return raised({each: getattr(found, each) for each in names})
