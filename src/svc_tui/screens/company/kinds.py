"""The records of the set-up, each kind described: lists, closed dates, queues, people, items, customers, views."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from svc_tui.bootstrap import Services
from svc_tui.domain.core.notes import Note
from svc_tui.domain.core.text import fold, show_line
from svc_tui.domain.sla.closures import closures_of_day
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.language import duration_words, ngettext
from svc_tui.screens.company.kinds_hints import HINTS
from svc_tui.screens.company.kinds_levels import LEVELS
from svc_tui.screens.company.kinds_own import OWN
from svc_tui.screens.company.kinds_planning import PLANNING
from svc_tui.screens.company.kinds_plans import PLANS
from svc_tui.screens.company.kinds_prices import PRICES
from svc_tui.screens.company.kinds_reports import REPORTS
from svc_tui.screens.company.kinds_sales import STAGES
from svc_tui.screens.core.kind import Column, Kind, Saved
from svc_tui.services.company import customers as customer_fields
from svc_tui.services.company import items as item_fields
from svc_tui.services.company import lists as list_fields
from svc_tui.services.company import people as person_fields
from svc_tui.services.core import views as view_fields
from svc_tui.services.core.fields import Field, read_fields
from svc_tui.services.core.kinds import homes
from svc_tui.services.queues import service as queue_fields
from svc_tui.services.queues.members import in_words


def _list_kind(name: str, title: str) -> Kind:
    """One of the six set-up lists."""
    fields = dict(list_fields.fields_of(name))

    def new(services: Services, values: Mapping[str, object]) -> Saved:
        saved = services.lists.new(name, values)
        return saved.record.name, saved.warnings

    def change(
        services: Services,
        key: str,
        values: Mapping[str, object],
        version: int | None,
        base: Mapping[str, Any] | None,
    ) -> Saved:
        saved = services.lists.set(name, key, values, version, base)
        return saved.record.name, saved.warnings

    own = {
        "status": (Column("status_class", 9), Column("pauses_clock", 15)), "type": (Column("visit_s", 11),),
    }  # fmt: skip
    return Kind(
        name,
        title,
        fields,
        (Column("name", 20, 1), *own.get(name, ()), Column("description", 20, 2), Column("active", 6)),
        lambda services, text: [each for each in services.lists.list(name) if fold(text) in fold(each.name)],
        lambda services, key: services.lists.find(name, key),
        new,
        change,
        key="name",
        remove=lambda services, key: services.lists.remove(name, key),
        fixed_key=False,
        labels={"visit_s": N_("Visit lasts")},
        shown={"visit_s": lambda seconds: duration_words(seconds) if seconds else ""},
    )


def _close_days(services: Services, values: Mapping[str, object]) -> Saved:
    """One day, or all from a day to another."""
    typed = read_fields(CLOSED_FIELDS, values, today=services.today)
    first, last = typed["day"], typed.get("until") or typed["day"]
    if last < first or (last - first).days > 366:
        raise Refused(N_("The last day lies before the first, or more than a year after it."))
    closures = [
        closure
        for number in range((last - first).days + 1)
        for closure in closures_of_day(first + timedelta(days=number), typed.get("hours") or "")
    ]
    moved = services.lists.close_days(closures, typed.get("name") or "")
    return first.isoformat(), _moved(moved)


def _moved(count: int) -> Sequence[Note]:
    if not count:
        return ()
    text = ngettext("{count} due date moved.", "{count} due dates moved.", count)
    return (Note(text, {"count": count}),)


def _change_day(
    services: Services,
    key: str,
    values: Mapping[str, object],
    _version: int | None,
    _base: Mapping[str, Any] | None,
) -> Saved:
    day = date.fromisoformat(key)
    hours = values["hours"] if "hours" in values else _day(services, key).hours
    name = str(values["name"] or "") if "name" in values else None
    moved = services.lists.close_days(closures_of_day(day, str(hours or "")), name)
    return key, _moved(moved)


def _day(services: Services, key: str) -> Any:
    return _one((each for each in services.lists.closed() if each.day.isoformat() == key), key)


def _one(found: Iterable[Any], key: str) -> Any:
    for each in found:
        return each
    raise NotFound(N_("{name} is gone; somebody took it away."), name=key)


def _view_rows(services: Services, text: str) -> Sequence[Any]:
    wanted = fold(text)
    return [
        each
        for screen in homes()
        for each in services.views.list(screen)
        if each.id is not None and wanted in fold(f"{each.name} {each.query}")
    ]


def _view(services: Services, key: str) -> Any:
    return _one((each for each in _view_rows(services, "") if str(each.id) == key), key)


def _new_view(services: Services, values: Mapping[str, object]) -> Saved:
    typed = read_fields(view_fields.FIELDS, values)
    saved = services.views.save(
        typed.get("name") or "",
        typed.get("query") or "",
        None,
        typed.get("slot"),
        shared=bool(typed.get("shared")),
    )
    return saved.name, ()


def _change_view(
    services: Services,
    key: str,
    values: Mapping[str, object],
    version: int | None,
    base: Mapping[str, Any] | None,
) -> Saved:
    return services.views.change(int(key), values, version, base).name, ()


CLOSED_FIELDS = {"day": Field("day", empty=False), "until": Field("day"), "hours": Field(), "name": Field()}

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        _list_kind("status", N_("Statuses")),
        _list_kind("origin", N_("Origins")),
        _list_kind("type", N_("Call types")),
        _list_kind("problem", N_("Problem types")),
        _list_kind("subtype", N_("Problem subtypes")),
        _list_kind("solution_status", N_("Solution statuses")),
        _list_kind("opportunity_reason", N_("Reasons won or lost")),
        Kind(
            "closed",
            N_("Closed dates"),
            CLOSED_FIELDS,
            (Column("day", 12), Column("hours", 12), Column("name", 30, 1)),
            lambda services, text: [
                each for each in services.lists.closed() if fold(text) in fold(f"{each.day} {each.name}")
            ],
            _day,
            _close_days,
            _change_day,
            key="day",
            switch="",
            remove=lambda services, key: _open_day(services, key),
            only_new=("until",),
        ),
        Kind(
            "queues",
            N_("Queues"),
            queue_fields.FIELDS,
            (
                Column("code", 10), Column("name", 18, 1), Column("manager", 9), Column("members", 20, 2),
                Column("inactive", 8),
            ),
            lambda services, text: [
                each for each in services.queues.list() if fold(text) in fold(f"{each.code} {each.name}")
            ],
            lambda services, key: services.queues.find(key),
            lambda services, values: _named(services.queues.new(values)),
            lambda services, key, values, version, base: _named(services.queues.set(key, values, version, base)),
            switch="inactive",
            labels={"name": N_("Description"), "position": N_("Board position"), "hours": N_("Opening hours")},
            shown={"absences": lambda found: "\n".join(map(in_words, found or ()))},
        ),
        Kind(
            "people",
            N_("People"),
            person_fields.FIELDS,
            (
                Column("code", 10), Column("name", 18, 1), Column("roles", 24, 1), Column("phone", 14),
                Column("active", 6),
            ),
            lambda services, text: services.people.list(text),
            lambda services, key: services.people.find(key),
            lambda services, values: _named(services.people.new(values)),
            lambda services, key, values, version, base: _named(services.people.set(key, values, version, base)),
            labels={
                "hours": N_("Working hours"), "country": N_("Holidays of"), "region": N_("Holiday region"),
                "territory": N_("Day begins in"),
            },
        ),
        Kind(
            "items",
            N_("Items"),
            item_fields.FIELDS,
            (Column("code", 12), Column("name", 24, 2), Column("group", 14, 1), Column("kind", 8), Column("active", 6)),
            lambda services, text: services.items.list(text, limit=500),
            lambda services, key: services.items.find(key),
            lambda services, values: _named(services.items.new(values)),
            lambda services, key, values, version, base: _named(services.items.set(key, values, version, base)),
        ),
        Kind(
            "customers",
            N_("Customers"),
            customer_fields.FIELDS,
            (
                Column("code", 10), Column("name", 24, 2), Column("phone", 16), Column("territory", 10, 1),
                Column("active", 6),
            ),
            lambda services, text: services.customers.list(text, limit=500),
            lambda services, key: services.customers.find(key).row,
            lambda services, values: _customer(services.customers.new(values)),
            lambda services, key, values, version, base: _customer(services.customers.set(key, values, version, base)),
            children=("contacts", "addresses"),
        ),
        Kind(
            "views",
            N_("Saved views"),
            view_fields.FIELDS,
            (Column("slot", 3), Column("name", 20, 1), Column("query", 30, 2)),
            _view_rows,
            _view,
            _new_view,
            _change_view,
            key="id",
            switch="",
            remove=lambda services, key: services.views.delete(int(key)),
        ),
        LEVELS,
        REPORTS,
        PLANS,
        HINTS,
        STAGES,
        *PLANNING,
        *PRICES,
        *OWN,
    )
}  # fmt: skip
TABS = tuple(name for name in KINDS if name != "views")


def _open_day(services: Services, key: str) -> None:
    services.lists.open_days([date.fromisoformat(key)])


def _named(saved: Any) -> Saved:
    return saved.record.code, saved.warnings


def _customer(saved: Any) -> Saved:
    return saved.record.row.code, saved.warnings


def child_kind(name: str, customer: str) -> Kind:
    """The contacts or the addresses of one customer, as records of their own."""
    contacts = name == "contacts"

    def rows(services: Services, text: str) -> Sequence[Any]:
        sheet = services.customers.find(customer)
        found: Sequence[Any] = sheet.contacts if contacts else sheet.addresses
        return [each for each in found if fold(text) in fold(str(each))]

    def find(services: Services, key: str) -> Any:
        return _one((each for each in rows(services, "") if str(each.id) == key), key)

    def new(services: Services, values: Mapping[str, object]) -> Saved:
        service = services.customers
        (service.add_contact if contacts else service.add_address)(customer, values)
        return str(values.get("name") or customer), ()

    def change(
        services: Services,
        key: str,
        values: Mapping[str, object],
        _version: int | None,
        base: Mapping[str, Any] | None,
    ) -> Saved:
        service = services.customers
        (service.set_contact if contacts else service.set_address)(customer, int(key), values, base)
        return str(values.get("name") or customer), ()

    def remove(services: Services, key: str) -> None:
        service = services.customers
        (service.remove_contact if contacts else service.remove_address)(customer, int(key))

    columns = (
        (Column("name", 20, 2), Column("position", 14, 1), Column("phone", 16), Column("mobile", 16))
        if contacts
        else (Column("name", 14, 1), Column("street", 22, 2), Column("zip_code", 8), Column("city", 16, 1))
    )
    fields = customer_fields.CONTACT_FIELDS if contacts else customer_fields.ADDRESS_FIELDS
    title = N_("Contacts") if contacts else N_("Addresses")
    return Kind(
        f"{name} {show_line(customer)}", title, fields, columns, rows, find, new, change, key="id",
        switch="active" if contacts else "", remove=remove,
    )  # fmt: skip


def kind_of(name: str) -> Kind:
    """A kind by its name: `items`, or `contacts C1` for those of a customer."""
    if name in KINDS:
        return KINDS[name]
    child, _space, customer = name.partition(" ")
    return child_kind(child, customer)
