"""Lookups of a form: what a typed text may mean among people, queues, items, customers, units and lists."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from svc_tui.bootstrap import Services
from svc_tui.domain.core.text import code_key, fold, show_line
from svc_tui.domain.equipment.rules import LIVE
from svc_tui.errors import N_
from svc_tui.language import _
from svc_tui.presentation.core.words import priority_words, status_words
from svc_tui.screens.core.looked import Found
from svc_tui.services.core.coded import Choice
from svc_tui.widgets.columns import cell

if TYPE_CHECKING:
    from svc_tui.services.equipment.find import Hit

Search = Callable[[Services, str], Sequence[Choice]]
PRIORITIES = ("low", "medium", "high")
LISTS = ("origin", "type", "problem", "subtype")
SHOWN = 6


def people(services: Services, text: str) -> Sequence[Choice]:
    """People who may be chosen."""
    return services.people.search(text, SHOWN)


def technicians(services: Services, text: str) -> Sequence[Choice]:
    """People who go on site (SC-13)."""
    return services.people.technicians(text, SHOWN)


def queues(services: Services, text: str) -> Sequence[Choice]:
    """Queues that may be chosen, with how many calls each holds."""
    found = services.queues.search(text, SHOWN)
    return [Choice(each.code, each.label, _("{count} open").format(count=each.hint)) for each in found]


def items(services: Services, text: str) -> Sequence[Choice]:
    """Items by code, name or group."""
    return services.items.search(text, SHOWN)


def groups(services: Services, text: str) -> Sequence[Choice]:
    """Item groups by name."""
    wanted = fold(text)
    return [Choice(each.name, "") for each in services.items.groups() if wanted in fold(each.name)][:SHOWN]


def customers(services: Services, text: str) -> Sequence[Choice]:
    """Customers by phone number, code, name or contact."""
    return services.customers.search(text, SHOWN)


def contacts(services: Services, customer: str) -> Sequence[Choice]:
    """The people of a customer."""
    if not customer:
        return ()
    sheet = services.customers.find(customer)
    return [
        Choice(each.name, each.phone or each.mobile or "", each.position or "")
        for each in sheet.contacts
        if each.active
    ]


def contracts(services: Services, number: str) -> Sequence[Choice]:
    """The contracts that a call may run under, and what was decided about each."""
    cover = services.calls.explain(number).cover
    considered = cover.entitlement.considered if cover else ()
    return [Choice(f"K-{each.number}", _(each.why)) for each in considered]


def territories(services: Services, text: str) -> Sequence[Choice]:
    """Territories of customers and units."""
    return services.equipment.territories(text, SHOWN)


def contracts_for(services: Services, text: str, card: str = "") -> Sequence[Choice]:
    """Contracts that may list units; of one card, those of its customer."""
    filter_ = f"type:serial -status:terminated {text}"
    if card:
        customer = services.equipment.find(int(card)).row.customer.replace('"', "")
        filter_ = f'customer:"{customer}" {filter_}'
    listing = services.contracts.ids(filter_, typing=True, first=SHOWN)
    return [
        Choice(f"K-{row.number}", row.description, row.customer_name)
        for row in services.contracts.rows(listing.ids)
    ]


def cards(services: Services, text: str) -> Sequence[Choice]:
    """Cards by the serial of their unit, misread or not; the live ones first."""
    if not text.strip():
        return ()
    hits = services.equipment.lookup(text, SHOWN)
    near = not is_sure(hits)
    return [
        Choice(
            str(line.row.number),
            " ".join(
                part for part in (line.row.serial or line.row.manufacturer_serial, line.item_name) if part
            ),
            line.customer_name,
            near,
        )
        for line in services.equipment.lines([hit.row.id for hit in hits])
    ]


def is_sure(hits: Sequence["Hit"]) -> bool:
    """Whether the first hit is the unit: its serial or its tail was typed, and no other live unit's as well."""
    if not hits or not hits[0].reading.is_certain:
        return False
    alike = [hit for hit in hits if hit.fits_as(hits[0])]
    live = [hit for hit in alike if hit.row.status in LIVE] or alike
    return len(live) == 1


def priorities(_services: Services, text: str) -> Sequence[Choice]:
    """The three priorities, by their words in either language."""
    wanted = fold(text)
    return [
        Choice(priority_words(name), "")
        for name in PRIORITIES
        if fold(priority_words(name)).startswith(wanted) or name.startswith(wanted)
    ]


def priority_of(text: str) -> str:
    """The priority that a text names, as it is stored; the text itself where it names none."""
    wanted = fold(text.strip())
    if not wanted:
        return ""
    for name in PRIORITIES:
        if name.startswith(wanted) or fold(priority_words(name)).startswith(wanted):
            return name
    return text.strip()


def statuses(services: Services, text: str) -> Sequence[Choice]:
    """The statuses that may be chosen."""
    wanted = fold(text)
    return [
        Choice(each.name, status_words(each.name), each.status_class)
        for each in services.context.company.statuses.values()
        if each.active and (wanted in fold(each.name) or wanted in fold(status_words(each.name)))
    ]


def values_of(list_name: str) -> Search:
    """The values of a set-up list that may be chosen (SC-14)."""

    def search(services: Services, text: str) -> Sequence[Choice]:
        wanted = fold(text)
        found = services.lists.list(list_name, everything=False)
        return [Choice(each.name, each.description) for each in found if wanted in fold(each.name)][:SHOWN]

    return search


def words(known: Sequence[str]) -> Search:
    """One of a few words."""

    def search(_services: Services, text: str) -> Sequence[Choice]:
        wanted = fold(text.replace(",", " ").rpartition(" ")[2])
        return [Choice(each, "") for each in known if each.startswith(wanted)]

    return search


def calls(services: Services, text: str) -> Sequence[Choice]:
    """Calls of a filter that is being typed, such as words or a number; without one those that have no visit yet."""
    lists = services.calls
    found = lists.ids(text, typing=True, first=SHOWN) if text.strip() else lists.ids("no:visit", first=SHOWN)
    return [Choice(row.number, row.subject, row.customer_name) for row in lists.rows(found.ids[:SHOWN])]


def lines(found: Sequence[Choice]) -> list[Found]:
    """Choices as they are shown under a field."""
    return [Found(each.code, choice_line(each), near=each.near) for each in found]


def choice_line(each: Choice) -> tuple[tuple[str, str], ...]:
    """Code, name and what tells it from its like."""
    return (
        (cell(show_line(each.code), 14, False), "text"),
        (" ", "text"),
        (show_line(each.label), "text"),
        ("  ", "text"),
        (show_line(each.hint), "muted"),
    )


def units(services: Services, text: str, customer: str = "") -> list[Found]:
    """Units whose serial is what was typed or ends so, else those nearest to it; the live ones first."""
    hits = services.equipment.lookup(text, SHOWN)
    named = {line.row.id: line for line in services.equipment.lines([hit.row.id for hit in hits])}
    found = []
    for hit in hits:
        row, card = hit.row, named[hit.row.id]
        serial = row.serial or row.manufacturer_serial or ""
        state: tuple[tuple[str, str], ...] = ()
        if row.status != "active":
            state = ((f"  {_(CARD_STATES.get(row.status, row.status))}", "warning"),)
        if hit.reading.near:
            why = ", ".join(_(part) for part in hit.reading.why.split(", "))
            state = (*state, (f"  {why}", "warning"))
        line = (
            (cell(show_line(serial), 15, False), "text"),
            (" ", "text"),
            (show_line(f"{row.item} {card.item_name}".strip()), "text"),
            *state,
            ("  ", "text"),
            (show_line(card.customer_name or row.customer), "muted"),
        )
        found.append(Found(serial, line, {"equipment": str(row.number)}, not is_sure(hits)))
    return found


CARD_STATES = {
    "active": N_("active"),
    "returned": N_("returned"),
    "terminated": N_("terminated"),
    "loaned": N_("loaned"),
    "in_lab": N_("in the lab"),
}


def named(search: Search, services: Services, text: str) -> tuple[str, str]:
    """The note beside a field that holds a code: whose it is, or that it is nobody's."""
    if not text.strip():
        return "", ""
    wanted = code_key(text)
    found = search(services, text.strip())
    exact: list[Any] = [each for each in found if code_key(each.code) == wanted]
    if exact:
        return show_line(exact[0].label), "muted"
    if found:
        near = found[0].near
        return _("choose one with an arrow key") if near else _("choose one with enter"), "warning"
    return _("not known"), "urgent"
