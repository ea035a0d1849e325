"""Doors and places: what is named opens, and every act that a place offers is done by somebody."""

import pytest

from svc_tui.app import SvcApp
from svc_tui.commands.catalogue import COMMANDS, EVERYWHERE, PLACES, Command, commands_of
from svc_tui.screens.calls.page import CallScreen
from svc_tui.screens.company.customer import CustomerScreen
from svc_tui.screens.company.kinds import KINDS
from svc_tui.screens.company.setup import SetupScreen
from svc_tui.screens.contracts.page import ContractScreen
from svc_tui.screens.contracts.simulate import SimulateScreen
from svc_tui.screens.core.desk import DeskScreen
from svc_tui.screens.core.place import Place
from svc_tui.screens.core.record_page import RecordScreen
from svc_tui.screens.equipment.page import CardScreen
from svc_tui.screens.planning.page import VisitScreen
from svc_tui.screens.reports.monitor import MonitorScreen
from svc_tui.screens.reports.wall import WallScreen
from svc_tui.screens.sales.page import OpportunityScreen
from svc_tui.screens.shell.doors import DOORS, KEPT, RENEWALS, SET_UP, form_maker, new_maker, screen_named
from svc_tui.screens.shell.help import SCOPES
from svc_tui.screens.shell.opening import FINDS, FIRST_LIST
from svc_tui.screens.shell.places import BARS, LISTS, NAMES
from svc_tui.screens.shell.places import PLACES as FIRST
from svc_tui.screens.solutions.page import SolutionScreen
from tests import manual

MAIN = (*FIRST, *LISTS)
PAGES = (
    CallScreen, CardScreen, ContractScreen, SolutionScreen, CustomerScreen, SetupScreen, SimulateScreen, MonitorScreen,
    WallScreen, VisitScreen, OpportunityScreen,
)  # fmt: skip


@pytest.mark.parametrize("kind", DOORS)
def test_every_door_opens_a_page_or_the_set_up_and_a_form(kind: str) -> None:
    door = DOORS[kind]
    assert bool(door.form) != bool(door.set_up)
    assert door.set_up in ("", *KINDS)
    assert callable(form_maker(kind))
    assert callable(new_maker(kind))
    if door.page:
        assert issubclass(screen_named(door.page), DeskScreen)
    assert bool(door.place) == bool(door.there)


def test_a_kept_place_names_the_page_as_the_page_calls_itself() -> None:
    for place, kind in KEPT.items():
        page = screen_named(DOORS[kind].page)
        assert issubclass(page, RecordScreen)
        assert place == page.PLACE


@pytest.mark.parametrize("place", MAIN, ids=lambda place: str(place.mode))
def test_a_place_is_known_by_its_name_everywhere(place: Place) -> None:
    assert place.mode in PLACES
    assert NAMES[place.mode] == place.name
    assert {place.mode, f"{place.mode} more"} <= BARS.keys()
    assert place.bars == list_class(place.mode).BARS


def test_every_act_of_a_place_is_done_by_its_screen_or_by_the_app() -> None:
    undone = []
    screens: tuple[type[DeskScreen], ...] = (*PAGES, *(list_class(place.mode) for place in MAIN))
    for screen in screens:
        undone += [
            (screen.PLACE, command.id)
            for command in commands_of(screen.PLACE)
            if not screen.does(command.action) and not of_the_app(command)
        ]
    assert undone == []


def list_class(mode: str) -> type[DeskScreen]:
    """The screen of a main place."""
    from svc_tui.screens.calls.inbox import InboxScreen
    from svc_tui.screens.contracts.list import ContractsScreen
    from svc_tui.screens.equipment.list import EquipmentScreen
    from svc_tui.screens.planning.board import PlanScreen
    from svc_tui.screens.planning.list import VisitsScreen
    from svc_tui.screens.queues.board import BoardScreen
    from svc_tui.screens.reports.panes import ReportsScreen
    from svc_tui.screens.sales.list import SalesScreen
    from svc_tui.screens.solutions.list import SolutionsScreen

    known: tuple[type[DeskScreen], ...] = (
        InboxScreen,
        EquipmentScreen,
        ContractsScreen,
        BoardScreen,
        SolutionsScreen,
        ReportsScreen,
        PlanScreen,
        VisitsScreen,
        SalesScreen,
    )
    return next(each for each in known if mode == each.PLACE)


def of_the_app(command: Command) -> bool:
    """Whether the app does a command of any place."""
    noun, _dot, what = command.id.partition(".")
    if hasattr(SvcApp, command.action):
        return True
    if command.scope != EVERYWHERE:
        return False
    known = {"go": set(NAMES), "setup": {"lists", *KINDS}}
    return command.id in FINDS or what in known.get(noun, set())


def test_the_other_doors_are_there() -> None:
    assert set(FINDS.values()) <= set(NAMES)
    assert set(FIRST_LIST.values()) <= set(KINDS)
    assert issubclass(screen_named(RENEWALS), DeskScreen)
    assert screen_named(SET_UP) is SetupScreen


def test_every_scope_of_commands_has_its_heading_in_the_help_and_in_the_manual() -> None:
    scopes = {command.scope for command in COMMANDS}
    assert scopes <= SCOPES.keys()
    assert scopes <= manual.SCOPES.keys()
