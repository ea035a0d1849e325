"""The doors: for each kind of record the page that shows it and the forms that write it.

Screens are named, not imported, so that each is imported when it is first opened: the start does not wait for them.
A new kind of record is a row of DOORS.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any

from textual.screen import Screen

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _


@dataclass(frozen=True)
class Door:
    """What opens for a kind of record. Screens are named as `folder.file:Class` below `screens`."""

    page: str = ""
    """Made with the name of the record; empty where a record has no screen of its own."""
    form: str = ""
    """Made with the name of the record, empty for a new one, and its draft or None."""
    new: str = ""
    """The form of a new record, made with its draft or None, where it is another one."""
    set_up: str = ""
    """Its name in the set-up, whose form writes it, where it has no form of its own."""
    place: str = ""
    """What a kept place calls its page, where one comes back to it at the next start."""
    there: str = ""
    """That one is on its page, with `{number}` (message id)."""
    draft: str = ""
    """What a draft of its form is called, with `{number}` (message id)."""
    new_draft: str = ""
    """The same of a record that is new."""
    new_draft_about: str = ""
    """The same with `{subject}`, where one was typed."""


DOORS: dict[str, Door] = {
    "call": Door(
        page="calls.page:CallScreen", form="calls.edit:CallEditScreen", new="calls.new:CallNewScreen",
        place="call", there=N_("call {number}"), draft=N_("Call {number}"), new_draft=N_("New call"),
        new_draft_about=N_("New call “{subject}”"),
    ),
    "equipment": Door(
        page="equipment.page:CardScreen", form="equipment.form:CardForm", place="card", there=N_("card {number}"),
    ),
    "contract": Door(
        page="contracts.page:ContractScreen", form="contracts.form:ContractForm", place="contract",
        there=N_("contract {number}"), draft=N_("Contract {number}"), new_draft=N_("New contract"),
    ),
    "solution": Door(page="solutions.page:SolutionScreen", form="solutions.form:SolutionForm"),
    "visit": Door(
        page="planning.page:VisitScreen", form="planning.form:VisitForm", place="visit", there=N_("visit {number}"),
        draft=N_("Visit {number}"), new_draft=N_("New visit"),
    ),
    "activity": Door(
        page="activities.page:ActivityScreen", form="activities.form:ActivityForm",
        draft=N_("Activity {number}"), new_draft=N_("New activity"), new_draft_about=N_("New activity “{subject}”"),
    ),
    "opportunity": Door(
        page="sales.page:OpportunityScreen", form="sales.form:OpportunityForm", place="opportunity",
        there=N_("opportunity {number}"), draft=N_("Opportunity {number}"), new_draft=N_("New opportunity"),
    ),
    "customer": Door(
        page="company.customer:CustomerScreen", set_up="customers", place="customer", there=N_("customer {number}"),
    ),
    "item": Door(set_up="items"),
    "person": Door(set_up="people"),
    "queue": Door(set_up="queues"),
    "routing_rule": Door(set_up="rules"),
    "plan_rule": Door(set_up="plans"),
    "absence": Door(set_up="absences"),
    "price": Door(set_up="prices"),
    "price_list": Door(set_up="price_lists"),
    "vat": Door(set_up="vats"),
    "labour_rate": Door(set_up="labour_rates"),
    "escalation": Door(set_up="levels"),
    "sales_stage": Door(set_up="stages"),
    "hint_rule": Door(set_up="hints"),
}  # fmt: skip
"""By the names that the services have for kinds."""
KEPT = {door.place: kind for kind, door in DOORS.items() if door.place}
"""The kinds whose page a kept place names, by that name."""
DAY = "shell.day:DayScreen"
MESSAGES = "messages.list:MessagesScreen"
BALANCE = "queues.balance:BalanceScreen"
PROPOSAL = "planning.proposal:ProposalScreen"
ACCOUNT = "billing.account:AccountScreen"
MONITOR = "reports.monitor:MonitorScreen"
WALL = "reports.wall:WallScreen"
RENEWALS = "contracts.renewals:RenewalsScreen"
RAISING, RAISED = "sales.raising:raise_from", "sales.raising:open_raised"
"""What raises an opportunity from the records of a screen, and what opens those that were."""
SET_UP = "company.setup:SetupScreen"
SET_UP_FORM = "company.setup:record_form"
"""Makes the form of any kind that the set-up holds."""


def screen_named(name: str) -> Any:
    """A class of the screens, or what makes one, by its name; imported now."""
    module, _colon, what = name.partition(":")
    return getattr(import_module(f"svc_tui.screens.{module}"), what)


def form_maker(kind: str) -> Callable[..., Screen[None]]:
    """What makes the form of a record, from its name and its draft or None."""
    door = DOORS.get(kind, Door(set_up=kind))
    made: Callable[..., Screen[None]] = (
        screen_named(door.form) if door.form else partial(screen_named(SET_UP_FORM), door.set_up)
    )
    return made


def new_maker(kind: str) -> Callable[..., Screen[None]]:
    """What makes the form of a new record, from a draft or None."""
    door = DOORS.get(kind, Door(set_up=kind))
    made: Callable[..., Screen[None]] = screen_named(door.new) if door.new else partial(form_maker(kind), "")
    return made


def draft_words(kind: str, name: str, subject: str = "") -> str:
    """What a draft of a form is called; the texts are painted as they are."""
    door = DOORS.get(kind, Door())
    if not name and subject and door.new_draft_about:
        return _(door.new_draft_about).format(subject=show_line(subject))
    if not name and door.new_draft:
        return _(door.new_draft)
    if door.draft:
        return _(door.draft).format(number=show_line(name))
    return _("Form {name}").format(name=show_line(f"{kind} {name}".strip()))
