"""Prompts about one call: its contract."""

from functools import partial
from typing import TYPE_CHECKING

from svc_tui.bootstrap import Services
from svc_tui.language import _, moment
from svc_tui.screens.core.desk import Answer, DeskScreen
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    pass

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
