"""Prompts about one call: its contract, its activities."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from svc_tui.bootstrap import Services
from svc_tui.domain.core.text import fold, show_line
from svc_tui.errors import N_
from svc_tui.language import _, moment
from svc_tui.presentation.calls.page import KINDS
from svc_tui.screens.core.desk import Answer, DeskScreen
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.storage.calls.rows import ActivityRecord

ROWS = 4


# --- contract


def contract(screen: DeskScreen, number: str) -> None:
    """Choose the contract; each shows the due date that would result."""
    services = screen.services

    def then(text: str, picked: Candidate | None) -> None:
        chosen = picked.value if picked else text.strip()
        if not chosen:
            screen.say(_("Nothing was chosen."))
            return
        value = "" if chosen == "-" else chosen
        screen.run(lambda: services.calls.set([number], {"contract": value}).say(_), screen.say_done)

    screen.ask(_("Contract"), then, chooses=True, rows=ROWS, answer=partial(_contracts, services, number))


def _contracts(services: Services, number: str, text: str) -> Answer:
    """The contracts of the call's customer: covering or why not, and the due date under each."""
    cover = services.calls.explain(number).cover
    wanted = text.strip().upper().removeprefix("K-")
    found = []
    for each in cover.entitlement.considered if cover else ():
        if not str(each.number).startswith(wanted):
            continue
        due = services.calls.what_if(number, contract=each.number).new_resolution
        said = (
            _("resolve by {due}").format(due=moment(due, services.zone, services.now()))
            if due is not None
            else _("no due date")
        )
        line = ((f"K-{each.number:<6} ", "accent"), (f"{_(each.why):<26} ", "text"), (said, "muted"))
        found.append(Candidate(f"K-{each.number}", line))
    words = (
        _("The customer has no contract.") if not found and not wanted else _("A minus sign takes it off.")
    )
    return Answer(found, ((words, "muted"),))


# --- activities


def activity_done(screen: DeskScreen, number: str) -> None:
    """Close an open task, phone call or meeting."""
    done = screen.services.activities.done
    _which_activity(screen, number, N_("Done"), partial(_do, screen, done), closed=False)


def activity_reopen(screen: DeskScreen, number: str) -> None:
    """Open a closed activity, so that it can be corrected."""
    reopen = screen.services.activities.reopen
    _which_activity(screen, number, N_("Reopen"), partial(_do, screen, reopen), closed=True)


def activity_correct(screen: DeskScreen, number: str) -> None:
    """Other words for an open activity."""
    correct = screen.services.activities.correct

    def edit(activity: "ActivityRecord") -> None:
        def then(text: str, _picked: Candidate | None) -> None:
            screen.run(lambda: correct(activity.number, text).say(_), screen.say_done)

        screen.ask(_("Correct"), then, value=activity.notes or "", lines=True)

    _which_activity(screen, number, N_("Correct"), edit, closed=False)


def _do(screen: DeskScreen, work: Callable[[int], Outcomes], activity: "ActivityRecord") -> None:
    screen.run(lambda: work(activity.number).say(_), screen.say_done)


def _which_activity(
    screen: DeskScreen,
    number: str,
    label: str,
    then: Callable[["ActivityRecord"], None],
    *,
    closed: bool,
) -> None:
    """Choose among the activities of the call that are closed, or open; a single one needs no choice."""
    calls = screen.services.calls

    def go_on(found: list["ActivityRecord"]) -> None:
        if not found:
            words = _("{number} has no closed activity.") if closed else _("{number} has no open activity.")
            screen.say(words.format(number=number))
        elif len(found) == 1:
            then(found[0])
        else:
            lines = [_activity(each) for each in found]
            by_number = {str(each.number): each for each in found}

            def take(_text: str, picked: Candidate | None) -> None:
                if picked is not None:
                    then(by_number[picked.value])

            def answer(text: str) -> Answer:
                wanted = fold(text)
                return Answer([each for each in lines if wanted in fold(each.line[1][0])])

            screen.ask(_(label), take, chooses=True, rows=ROWS, answer=answer, in_thread=False)

    screen.run(lambda: [each for each in calls.sheet(number).activities if each.closed == closed], go_on)


def _activity(each: "ActivityRecord") -> Candidate:
    kind = _(KINDS.get(each.kind, each.kind))
    words = show_line(each.subject or each.notes or "")
    return Candidate(str(each.number), ((f"{kind:<12} ", "muted"), (words, "text")))
