"""The one place that wires store, clock, person and services together; services are made when first asked for."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar
from zoneinfo import ZoneInfo

from svc_tui import clock, locations, settings
from svc_tui.errors import N_, NotFound, Unavailable

if TYPE_CHECKING:
    from svc_tui.services.activities.day import Day
    from svc_tui.services.activities.service import Activities
    from svc_tui.services.billing.handing import Billing
    from svc_tui.services.billing.price_setup import LabourRates, PriceLists, Vats
    from svc_tui.services.billing.prices import PriceRecords
    from svc_tui.services.billing.proposal import Proposals
    from svc_tui.services.calls.monitor import Monitor
    from svc_tui.services.calls.service import Calls
    from svc_tui.services.calls.snippets import Macros, Snippets
    from svc_tui.services.company.customers import Customers
    from svc_tui.services.company.items import Items
    from svc_tui.services.company.lists import Lists
    from svc_tui.services.company.merging import CustomerMerge
    from svc_tui.services.company.people import People
    from svc_tui.services.company.settings import CompanySettings
    from svc_tui.services.company.timeline import Timelines
    from svc_tui.services.contracts.ledger import Units
    from svc_tui.services.contracts.papers import ContractPapers
    from svc_tui.services.contracts.refilling import Refills
    from svc_tui.services.contracts.service import Contracts
    from svc_tui.services.contracts.templates import Templates
    from svc_tui.services.core.context import Context
    from svc_tui.services.core.files import Files
    from svc_tui.services.core.history import History
    from svc_tui.services.core.undo import UndoService
    from svc_tui.services.core.views import Views
    from svc_tui.services.equipment.service import EquipmentCards
    from svc_tui.services.messages.service import Messages
    from svc_tui.services.planning.absences import Absences
    from svc_tui.services.planning.calendars import Calendars
    from svc_tui.services.planning.plans import Plans
    from svc_tui.services.planning.service import Plan
    from svc_tui.services.planning.travel import Travel
    from svc_tui.services.queues.board import Board
    from svc_tui.services.queues.levels import Levels
    from svc_tui.services.queues.routing import Routing
    from svc_tui.services.queues.rules import RoutingRules
    from svc_tui.services.queues.service import Queues
    from svc_tui.services.reports.performance import Performances
    from svc_tui.services.reports.service import Reports
    from svc_tui.services.sales.hint_rules import HintRules
    from svc_tui.services.sales.hints import Hints
    from svc_tui.services.sales.pipeline import Pipeline
    from svc_tui.services.sales.service import Opportunities
    from svc_tui.services.sales.stages import SalesStages
    from svc_tui.services.shapes.customers import CustomerViews
    from svc_tui.services.solutions.service import Solutions
    from svc_tui.services.solutions.synonyms import Synonyms
    from svc_tui.services.work.handover import Handover
    from svc_tui.services.work.papers import CallPapers
    from svc_tui.services.work.service import Works
    from svc_tui.storage.engine.store import Store


Made = TypeVar("Made")


class Service(Generic[Made]):
    """A service, made when it is first asked for: until then its module is not imported."""

    def __init__(self, made: str) -> None:
        """`made` is its class, as `calls.service:Calls` below `services`."""
        self._module, _colon, self._class = made.partition(":")

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, services: "Services", owner: type) -> Made:
        module = import_module(f"svc_tui.services.{self._module}")
        made: Made = getattr(module, self._class)(services.context)
        vars(services)[self._name] = made
        return made


class Services:
    """Everything the fronts may do."""

    def __init__(self, context: "Context") -> None:
        self.context = context

    @property
    def store(self) -> "Store":
        """The open store."""
        return self.context.store

    @property
    def me(self) -> str:
        """Code of the person who works."""
        return self.context.me

    @property
    def zone(self) -> ZoneInfo:
        """The company's zone, which is also the viewer's."""
        return self.context.zone

    def now(self) -> datetime:
        """The present moment."""
        return self.context.now()

    @property
    def today(self) -> date:
        """The present day in the company's zone."""
        return self.context.today

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    # --- what can be done, by noun

    absences: "Service[Absences]" = Service("planning.absences:Absences")
    activities: "Service[Activities]" = Service("activities.service:Activities")
    billing: "Service[Billing]" = Service("billing.handing:Billing")
    board: "Service[Board]" = Service("queues.board:Board")
    call_papers: "Service[CallPapers]" = Service("work.papers:CallPapers")
    calls: "Service[Calls]" = Service("calls.service:Calls")
    contract_papers: "Service[ContractPapers]" = Service("contracts.papers:ContractPapers")
    contracts: "Service[Contracts]" = Service("contracts.service:Contracts")
    customers: "Service[Customers]" = Service("company.customers:Customers")
    day: "Service[Day]" = Service("activities.day:Day")
    equipment: "Service[EquipmentCards]" = Service("equipment.service:EquipmentCards")
    files: "Service[Files]" = Service("core.files:Files")
    handover: "Service[Handover]" = Service("work.handover:Handover")
    history: "Service[History]" = Service("core.history:History")
    items: "Service[Items]" = Service("company.items:Items")
    hint_rules: "Service[HintRules]" = Service("sales.hint_rules:HintRules")
    hints: "Service[Hints]" = Service("sales.hints:Hints")
    levels: "Service[Levels]" = Service("queues.levels:Levels")
    lists: "Service[Lists]" = Service("company.lists:Lists")
    monitor: "Service[Monitor]" = Service("calls.monitor:Monitor")
    messages: "Service[Messages]" = Service("messages.service:Messages")
    opportunities: "Service[Opportunities]" = Service("sales.service:Opportunities")
    people: "Service[People]" = Service("company.people:People")
    performances: "Service[Performances]" = Service("reports.performance:Performances")
    pipeline: "Service[Pipeline]" = Service("sales.pipeline:Pipeline")
    plan: "Service[Plan]" = Service("planning.service:Plan")
    plans: "Service[Plans]" = Service("planning.plans:Plans")
    calendars: "Service[Calendars]" = Service("planning.calendars:Calendars")
    labour_rates: "Service[LabourRates]" = Service("billing.price_setup:LabourRates")
    price_lists: "Service[PriceLists]" = Service("billing.price_setup:PriceLists")
    prices: "Service[PriceRecords]" = Service("billing.prices:PriceRecords")
    proposals: "Service[Proposals]" = Service("billing.proposal:Proposals")
    queues: "Service[Queues]" = Service("queues.service:Queues")
    refills: "Service[Refills]" = Service("contracts.refilling:Refills")
    reports: "Service[Reports]" = Service("reports.service:Reports")
    sales_stages: "Service[SalesStages]" = Service("sales.stages:SalesStages")
    routing: "Service[Routing]" = Service("queues.routing:Routing")
    rules: "Service[RoutingRules]" = Service("queues.rules:RoutingRules")
    settings: "Service[CompanySettings]" = Service("company.settings:CompanySettings")
    snippets: "Service[Snippets]" = Service("calls.snippets:Snippets")
    macros: "Service[Macros]" = Service("calls.snippets:Macros")
    solutions: "Service[Solutions]" = Service("solutions.service:Solutions")
    templates: "Service[Templates]" = Service("contracts.templates:Templates")
    synonyms: "Service[Synonyms]" = Service("solutions.synonyms:Synonyms")
    customer_views: "Service[CustomerViews]" = Service("shapes.customers:CustomerViews")
    merging: "Service[CustomerMerge]" = Service("company.merging:CustomerMerge")
    timelines: "Service[Timelines]" = Service("company.timeline:Timelines")
    travel: "Service[Travel]" = Service("planning.travel:Travel")
    undo: "Service[UndoService]" = Service("core.undo:UndoService")
    units: "Service[Units]" = Service("contracts.ledger:Units")
    vats: "Service[Vats]" = Service("billing.price_setup:Vats")
    views: "Service[Views]" = Service("core.views:Views")
    work: "Service[Works]" = Service("work.service:Works")


def system_user(env: Mapping[str, str]) -> str:
    """The name of the account that runs the program."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return env.get("USERNAME") or env.get("USER") or "me"


def open_services(
    *,
    store: Path | None = None,
    who: str | None = None,
    now: Callable[[], datetime] = clock.now,
    make: bool = True,
    env: Mapping[str, str] = os.environ,
    waits: Callable[[bool], None] = lambda waits: None,
    at_once: bool = True,
) -> Services:
    """Open a store for a person.

    Args:
        store: The file; SVC_TUI_STORE or the one in the data directory unless given.
        who: The person's code; SVC_TUI_USER or the system user unless given.
        now: Tells the time.
        make: Make the store where it is missing.
        env: The environment.
        waits: Hears when a write waits for its turn (True), and when that is over (False); must return at once.
        at_once: A system user whom the store does not know yet is written down now, not before his first change.

    Raises:
        Unavailable: the store cannot be used.
        NotFound: there is no such person; a system user whom the store does not know yet becomes one.
    """
    from svc_tui.services.core.context import Context
    from svc_tui.storage.engine.store import Store

    path = store or settings.store_of(env) or locations.default_store()
    named = who or env.get("SVC_TUI_USER")
    opened = Store.open(path, make=make, waits=waits)
    try:
        name = named or system_user(env)
        me = _introduce(opened, name, named=bool(named), at=now(), at_once=at_once)
    except BaseException:
        opened.close()
        raise
    context = Context(opened, me, now)
    if not at_once:
        context.before_writing(lambda _: _introduce(opened, name, named=bool(named), at=now()))
    return Services(context)


class _Known(Exception):
    """Somebody of that name was written down meanwhile."""


def _introduce(store: "Store", name: str, *, named: bool, at: datetime, at_once: bool = True) -> str:
    """The code of the person. The first one of a new store, and the system user, are written down.

    Without `at_once` only the first one is: who only reads leaves the store as it is.
    """
    from svc_tui.domain.core.text import clean_line
    from svc_tui.storage.company import people

    wanted = clean_line(name)
    with store.read() as session:
        codes = people.codes(session=session)
    if (known := _code(codes, wanted)) is not None:
        return known
    missing = NotFound(
        N_("There is no person {who} in {path}. Those who work there: {known}."),
        who=wanted, path=store.path, known=", ".join(codes[:8]),
    )  # fmt: skip
    if named and codes:
        raise missing
    if codes and not at_once:
        return wanted
    try:
        with store.write(who=wanted, at=at, undoable=False) as unit:
            # Several may start at once: who is the first, and who is there already, is decided by who writes.
            codes = people.codes(session=unit.session)
            if _code(codes, wanted) is not None:
                raise _Known
            if named and codes:
                raise missing
            roles = ["technician", "dispatcher", *([] if codes else ["administrator"])]
            people.insert(unit, {"code": wanted, "name": wanted, "roles": roles})
    except _Known:
        return _code(codes, wanted) or wanted
    except Unavailable:
        return wanted  # reading is still possible; a write will say what is wrong with the store
    return wanted


def _code(codes: Sequence[str], wanted: str) -> str | None:
    """The code as it is written, where there is one."""
    from svc_tui.domain.core.text import code_key

    return next((code for code in codes if code_key(code) == code_key(wanted)), None)
