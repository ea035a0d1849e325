"""The one place that wires store, clock, person and services together; services are made when first asked for."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from svc_tui import clock, locations, settings
from svc_tui.errors import N_, NotFound, Unavailable

if TYPE_CHECKING:
    from svc_tui.services.activities.service import Activities
    from svc_tui.services.calls.service import Calls
    from svc_tui.services.calls.snippets import Macros, Snippets
    from svc_tui.services.company.customers import Customers
    from svc_tui.services.company.items import Items
    from svc_tui.services.company.lists import Lists
    from svc_tui.services.company.people import People
    from svc_tui.services.company.settings import CompanySettings
    from svc_tui.services.contracts.ledger import Units
    from svc_tui.services.contracts.service import Contracts
    from svc_tui.services.contracts.templates import Templates
    from svc_tui.services.core.context import Context
    from svc_tui.services.core.files import Files
    from svc_tui.services.core.history import History
    from svc_tui.services.core.undo import UndoService
    from svc_tui.services.core.views import Views
    from svc_tui.services.equipment.service import EquipmentCards
    from svc_tui.services.queues.service import Queues
    from svc_tui.services.solutions.service import Solutions
    from svc_tui.services.solutions.synonyms import Synonyms
    from svc_tui.services.work.handover import Handover
    from svc_tui.services.work.service import Works
    from svc_tui.storage.engine.store import Store


@dataclass(frozen=True)
class Services:
    """Everything the fronts may do."""

    context: "Context"

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

    @cached_property
    def activities(self) -> "Activities":
        from svc_tui.services.activities.service import Activities

        return Activities(self.context)

    @cached_property
    def calls(self) -> "Calls":
        from svc_tui.services.calls.service import Calls

        return Calls(self.context)

    @cached_property
    def contracts(self) -> "Contracts":
        from svc_tui.services.contracts.service import Contracts

        return Contracts(self.context)

    @cached_property
    def customers(self) -> "Customers":
        from svc_tui.services.company.customers import Customers

        return Customers(self.context)

    @cached_property
    def equipment(self) -> "EquipmentCards":
        from svc_tui.services.equipment.service import EquipmentCards

        return EquipmentCards(self.context)

    @cached_property
    def files(self) -> "Files":
        from svc_tui.services.core.files import Files

        return Files(self.context)

    @cached_property
    def handover(self) -> "Handover":
        from svc_tui.services.work.handover import Handover

        return Handover(self.context)

    @cached_property
    def history(self) -> "History":
        from svc_tui.services.core.history import History

        return History(self.context)

    @cached_property
    def items(self) -> "Items":
        from svc_tui.services.company.items import Items

        return Items(self.context)

    @cached_property
    def lists(self) -> "Lists":
        from svc_tui.services.company.lists import Lists

        return Lists(self.context)

    @cached_property
    def people(self) -> "People":
        from svc_tui.services.company.people import People

        return People(self.context)

    @cached_property
    def queues(self) -> "Queues":
        from svc_tui.services.queues.service import Queues

        return Queues(self.context)

    @cached_property
    def settings(self) -> "CompanySettings":
        from svc_tui.services.company.settings import CompanySettings

        return CompanySettings(self.context)

    @cached_property
    def snippets(self) -> "Snippets":
        from svc_tui.services.calls.snippets import Snippets

        return Snippets(self.context)

    @cached_property
    def macros(self) -> "Macros":
        from svc_tui.services.calls.snippets import Macros

        return Macros(self.context)

    @cached_property
    def solutions(self) -> "Solutions":
        from svc_tui.services.solutions.service import Solutions

        return Solutions(self.context)

    @cached_property
    def templates(self) -> "Templates":
        from svc_tui.services.contracts.templates import Templates

        return Templates(self.context)

    @cached_property
    def synonyms(self) -> "Synonyms":
        from svc_tui.services.solutions.synonyms import Synonyms

        return Synonyms(self.context)

    @cached_property
    def undo(self) -> "UndoService":
        from svc_tui.services.core.undo import UndoService

        return UndoService(self.context)

    @cached_property
    def units(self) -> "Units":
        from svc_tui.services.contracts.ledger import Units

        return Units(self.context)

    @cached_property
    def views(self) -> "Views":
        from svc_tui.services.core.views import Views

        return Views(self.context)

    @cached_property
    def work(self) -> "Works":
        from svc_tui.services.work.service import Works

        return Works(self.context)


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
