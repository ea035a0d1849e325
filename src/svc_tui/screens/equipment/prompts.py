"""Acts on one card that ask for more than a choice: lend, exchange, change of owner, parts, counters, delete.

Each is a line or two to type on; what will happen is shown before it is done, and one key takes it back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from svc_tui.domain.core.days import read_day
from svc_tui.domain.core.notes import Note
from svc_tui.errors import SvcError
from svc_tui.language import _, day_long
from svc_tui.screens.core import look_ups
from svc_tui.screens.core.acts import choices, picked_code
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.desk_app import Ref
from svc_tui.services.core.outcomes import worded
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.screens.core.acts import RecordsScreen
    from svc_tui.services.core.outcomes import Outcomes
    from svc_tui.services.equipment.owner import OwnerPlan

Then = Callable[[str], None]


def _one(screen: RecordsScreen, words: str, work: Callable[[], Outcomes]) -> None:
    """Do something to the card at hand, and say what became of it."""
    screen.act(words, lambda _cards: work(), moved_on=False, repeats=False)


def _ask_card(screen: RecordsScreen, label: str, then: Then, *, hint: str = "") -> None:
    """Ask for a card by its serial."""

    def answer(text: str) -> Answer:
        found = choices(look_ups.cards(screen.services, text))
        return Answer(found.candidates, ((hint, "muted"),) if hint else ())

    def chosen(text: str, picked: Candidate | None) -> None:
        code = picked_code(text, picked)
        then(f"#{code}" if code else "")

    screen.ask(label, chosen, chooses=True, rows=5, answer=answer)


def loan(screen: RecordsScreen, card: str) -> None:
    """Lend this unit in place of a broken one, until a day."""
    cards = screen.services.equipment

    def until(broken: str) -> None:
        def lend(text: str, _picked: Candidate | None) -> None:
            due = _day(screen, text)
            _one(screen, _("Lend"), lambda: cards.loan(f"#{card}", broken, due))

        def answer(text: str) -> Answer:
            words = _("The broken unit goes into the repair lab. Enter alone: no day is expected.")
            try:
                due = _day(screen, text)
            except SvcError as error:
                return Answer(preview=((error.text(_), "muted"),))
            said = _("Expected back on {day}.").format(day=day_long(due)) if due else words
            return Answer(preview=((said, "muted"),))

        screen.ask(_("Expected back on"), lend, rows=1, answer=answer)

    _ask_card(screen, _("Lend it in place of"), until, hint=_("The unit that is broken, by its serial."))


def loan_back(screen: RecordsScreen, card: str) -> None:
    """The lent unit comes back."""
    cards = screen.services.equipment
    question = _("Card {number} comes back from its loan?").format(number=card)
    screen.confirm(question, lambda: _one(screen, _("End the loan"), lambda: cards.loan_back([f"#{card}"])))


def exchange(screen: RecordsScreen, card: str) -> None:
    """Another unit takes the place of this one for good."""
    cards = screen.services.equipment

    def then(other: str) -> None:
        _one(screen, _("Exchange"), lambda: cards.exchange(f"#{card}", other))

    hint = _("The unit that takes its place; contracts and warranty go on with it.")
    _ask_card(screen, _("Exchange for"), then, hint=hint)


def parent(screen: RecordsScreen, card: str) -> None:
    """Make the unit a part of another, or with `-` of nothing."""
    cards = screen.services.equipment

    def then(whole: str) -> None:
        _one(screen, _("Part of"), lambda: cards.set_parent([f"#{card}"], whole or None))

    _ask_card(screen, _("Part of"), then, hint=_("The whole, by its serial; - for nothing."))


def meter(screen: RecordsScreen, card: str) -> None:
    """Write down what the counter shows; `new 0` begins a new counter."""
    cards = screen.services.equipment

    def then(text: str, _picked: Candidate | None) -> None:
        word, _space, rest = text.strip().partition(" ")
        replaced = word.casefold() in ("new", _("new").casefold()) and bool(rest)
        value = rest if replaced else text.strip()
        _one(screen, _("Counter"), lambda: cards.meter(f"#{card}", value, replaced=replaced))

    words = _("A number. After a new counter was built in: new and the number.")
    screen.ask(_("Counter shows"), then, rows=1, answer=lambda _text: Answer(preview=((words, "muted"),)))


def delete(screen: RecordsScreen, card: str) -> None:
    """Delete a card that was written down by mistake."""
    cards, desk = screen.services.equipment, screen.desk

    def gone(outcomes: Outcomes) -> None:
        on_page = screen.PLACE == "card"
        if on_page:
            desk.pop_screen()
        desk.desk_screen.say(outcomes.say(_), screen.undo_hint)
        desk.desk_screen.reload()

    question = _("Delete card {number}?").format(number=card)
    screen.confirm(question, lambda: screen.run(lambda: cards.delete([f"#{card}"]), gone))


# --- change of owner


def owner(screen: RecordsScreen, card: str) -> None:
    """Pass the unit on: to whom, then the steps, then one yes."""

    def answer(text: str) -> Answer:
        return choices(look_ups.customers(screen.services, text))

    def then(text: str, picked: Candidate | None) -> None:
        code = picked_code(text, picked) or ""
        work = partial(screen.services.equipment.owner_plan, f"#{card}", code)
        screen.run(work, partial(_show_plan, screen, card), "plan")

    screen.ask(_("New owner"), then, chooses=True, rows=5, answer=answer)


def _show_plan(screen: RecordsScreen, card: str, plan: OwnerPlan) -> None:
    """The steps in the pane of the prompt; open calls need a text of what was done."""
    steps = [f"{index}. {_words(each)}" for index, each in enumerate((*plan.steps, *plan.warnings), 1)]
    lines = [Candidate(str(index), ((text, "text"),), heading=True) for index, text in enumerate(steps)]
    calls = bool(plan.open_calls)

    def then(text: str, _picked: Candidate | None) -> None:
        if not calls and text.strip().casefold() not in ("y", _("y"), "yes", _("yes")):
            screen.say(_("Left as it was."))
            return
        resolution = text.strip() if calls else None
        cards = screen.services.equipment
        screen.run(
            partial(cards.change_owner, f"#{card}", plan.customer, resolution), partial(_passed, screen, card)
        )

    label = _("What closes the calls") if calls else _("Do this? y")
    screen.ask(label, then, rows=7, answer=lambda _text: Answer(lines), in_thread=False)


def _passed(screen: RecordsScreen, card: str, outcomes: Outcomes) -> None:
    """The unit stands on its new card now, where there is one."""
    screen.told(screen.chosen(), False, outcomes)
    number = outcomes.outcomes[0].number
    if screen.PLACE == "card" and number != card:
        screen.desk.open(Ref("equipment", number))


def _words(step: Note) -> str:
    return worded(step, _)


def _day(screen: RecordsScreen, text: str) -> date | None:
    return read_day(text, today=screen.services.today) if text.strip() else None
