"""Records as objects of B1's sets, a page at a time, with the rows below them and what B1 has no place for.

Every form of B1, JSON and CSV, is written from these objects.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from svc_tui.interchange.b1 import json_out as b1_write
from svc_tui.interchange.b1 import limits as b1_limits
from svc_tui.interchange.b1.limits import Lost
from svc_tui.interchange.b1.names import EMPLOYEES, SETS, USERS
from svc_tui.interchange.b1.schedulings import SCHEDULINGS, Away, Scheduling
from svc_tui.interchange.b1.sets import EntitySet
from svc_tui.interchange.b1.writing import Ids, Writing
from svc_tui.interchange.core.fields import LISTS
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Given, Values
from svc_tui.storage.exchange import incoming as read
from svc_tui.storage.exchange import outgoing as rows

if TYPE_CHECKING:
    from svc_tui.storage.session import Session

Row = Values
Object = Values

IN_ORDER = (
    "ServiceCallStatus", "ServiceCallOrigins", "ServiceCallTypes", "ServiceCallProblemTypes",
    "ServiceCallProblemSubTypes", "ServiceCallSolutionStatus", "ActivityTypes", "ActivitySubjects", "Territories",
    "Users", "EmployeesInfo",
    "BusinessPartners", "ItemGroups", "Items", "SerialNumberDetails", "CustomerEquipmentCards", "ContractTemplates",
    "ServiceContracts", "Queue", "KnowledgeBaseSolutions", "ServiceCalls", "SalesStages",
    "SalesOpportunitySourcesSetup", "SalesOpportunityInterestsSetup", "SalesOpportunityReasonsSetup",
    "SalesOpportunities",
    "Activities",
)  # fmt: skip
"""Each set after what it refers to."""


def sets_of(kind: str) -> tuple[EntitySet, ...]:
    """B1's sets of a kind of record, or of all, in the order in which they are read."""
    found = {one.name: one for one in SETS if kind in {"all", one.kind}}
    return tuple(found[name] for name in IN_ORDER if name in found)


class B1Objects:
    """The objects of one moment of a store."""

    def __init__(self, context: Context, session: "Session", lost: Lost) -> None:
        self.session, self.zone, self.lost = session, context.zone, lost
        self.ids, self.currency = ids_of(session), context.company.currency

    def of(self, entity: EntitySet, only: Sequence[int] | None = None) -> Iterator[Object]:
        """Every object of a set, or those of these keys."""
        writing = Writing(entity, self.ids, self.zone, self.lost)
        table = "list_entry" if entity.kind in LISTS else entity.kind
        for page in rows.pages(session=self.session, table_name=table, only=only):
            wanted = [row for row in page if _belongs(entity, row)]
            self._with_below(entity.kind, wanted)
            for row in wanted:
                yield b1_write.record(writing, row, _kept_for(entity, row))

    def keys_taken(self, entity: EntitySet) -> frozenset[int]:
        """B1's ids of calls: a call of ours must not get one of them for its own."""
        return rows.b1_ids(session=self.session) if entity.kind == "call" else frozenset()

    def count_tables(self) -> None:
        """Tables without a place in B1, and the history of what is no call."""
        if changes := rows.changes_of_others(session=self.session):
            self.lost.add("history-others", b1_limits.HISTORY, times=changes)
        for table, message in b1_limits.TABLES.items():
            if found := rows.count(session=self.session, table_name=table):
                self.lost.add(f"table-{table}", message, times=found)

    def _with_below(self, kind: str, page: list[Row]) -> None:
        """Put the rows below into the rows of a page, under our names."""
        below = _BELOW.get(kind)
        if below is not None and page:
            below(self, page)

    def _calls(self, page: list[Row]) -> None:
        ids = [row["id"] for row in page]
        solutions = self._below("call_solution", "call_id", ids, ("line",))
        activities = self._below("activity", "call_id", ids, ("number",))
        entries = rows.entries_of_calls(session=self.session, ids=ids)
        cards = self._cards_of([row["equipment"] for row in page])
        for row in page:
            row["solutions"] = [(one["line"], one["solution"]) for one in solutions.get(row["id"], ())]
            row["activities"] = [one["number"] for one in activities.get(row["id"], ())]
            row["entries"] = entries.get(row["id"], 0)
            self._unit(row, cards, row["customer"])
        self._visits(page)

    def _visits(self, page: list[Row]) -> None:
        """The visits of calls, with who leads each; what B1 has no place for is told."""
        found = self._below("visit", "call_id", [row["id"] for row in page], ("starts_at", "number"))
        numbers = [each["number"] for visits in found.values() for each in visits]
        goes = self._below("visit_technician", "visit", numbers, ("id",))
        for row in page:
            visits = [each for each in found.get(row["id"], ()) if each["status"] != "cancelled"]
            cancelled = len(found.get(row["id"], ())) - len(visits)
            if cancelled:
                self.lost.add("visit-cancelled", b1_limits.CANCELLED, times=cancelled)
            taken = {
                each["extra"]["LineNum"]
                for each in visits
                if (each["extra"] or {}).get("LineNum") is not None
            }
            kept = (row["extra"] or {}).get(SCHEDULINGS)
            lines_kept = [line.get("LineNum") for line in kept or () if isinstance(line, dict)]
            free = max([*taken, *(line for line in lines_kept if isinstance(line, int))], default=-1)
            lines = []
            for each in visits:
                people = [one["person"] for one in goes.get(each["number"], ())]
                if len(people) > 1 or each["forced"] or each["place"]:
                    self.lost.add("visit-more", b1_limits.VISIT)
                line = (each["extra"] or {}).get("LineNum")
                if line is None:
                    line = free = free + 1
                technician = self.ids.employees.get(people[0]) if people else None
                if people and technician is None:
                    self.lost.add("no-number", b1_limits.NO_NUMBER, "Technician", people[0])
                lines.append(
                    Scheduling(
                        line,
                        technician,
                        each["starts_at"],
                        each["ends_at"],
                        each["note"],
                        each["status"] == "done",
                        each["checked_in_at"],
                        each["checked_out_at"],
                    )
                )
            row["visits"] = lines

    def _people(self, page: list[Row]) -> None:
        absences = self._below("absence", "person", [row["code"] for row in page], ("first", "number"))
        for row in page:
            found = absences.get(row["code"], ())
            row["absences"] = [
                Away(each["first"], each["last"], each["note"] or each["reason"]) for each in found
            ]
            if any(each["hours"] or each["stand_in"] for each in found):
                self.lost.add("absence-more", b1_limits.ABSENCE)

    def _equipment(self, page: list[Row]) -> None:
        others = self._below("equipment_customer", "equipment", [row["number"] for row in page], ("id",))
        for row in page:
            row["customers"] = [one["customer"] for one in others.get(row["number"], ())]

    def _contracts(self, page: list[Row]) -> None:
        numbers = [row["number"] for row in page]
        lines = self._below("contract_line", "contract", numbers, ("line",))
        targets = self._below("contract_target", "contract", numbers, ())
        cards = self._cards_of([one["equipment"] for found in lines.values() for one in found])
        for row in page:
            row["lines"] = lines.get(row["number"], [])
            row["targets"] = targets.get(row["number"], [])
            for line in row["lines"]:
                self._unit(line, cards, row["customer"])

    def _customers(self, page: list[Row]) -> None:
        codes = [row["code"] for row in page]
        contacts = self._below("contact", "customer", codes, ("id",))
        addresses = self._below("address", "customer", codes, ("id",))
        for row in page:
            row["contacts"], row["addresses"] = contacts.get(row["code"], []), addresses.get(row["code"], [])

    def _queues(self, page: list[Row]) -> None:
        members = self._below("queue_member", "queue", [row["code"] for row in page], ("id",))
        for row in page:
            found = members.get(row["code"], [])
            row["members"] = [one["person"] for one in found]
            row["absences"] = any(one["absent_from"] or one["absent_to"] for one in found)

    def _opportunities(self, page: list[Row]) -> None:
        numbers = [row["number"] for row in page]
        stages = self._below("opportunity_stage", "opportunity", numbers, ("line",))
        origins = self._below("opportunity_origin", "opportunity", numbers, ("id",))
        rivals = self._below("opportunity_competitor", "opportunity", numbers, ("id",))
        for row in page:
            row["stages"] = stages.get(row["number"], [])
            row["origin"] = [f"{one['kind']}:{one['key']}" for one in origins.get(row["number"], ())]
            row["competitors"] = rivals.get(row["number"], [])
            row["owner_employee"], row["own_currency"] = row["owner"], self.currency

    def _activities(self, page: list[Row]) -> None:
        calls = rows.b1_calls(session=self.session, ids=[row["call_id"] for row in page if row["call_id"]])
        for row in page:
            number, b1 = calls.get(row["call_id"], ("", None))
            if b1 is not None or (number.isdecimal() and len(number) < 10):
                row["call_b1"] = b1 if b1 is not None else int(number)

    def _below(
        self, table: str, column: str, values: Sequence[Any], order: Sequence[str]
    ) -> dict[Any, list[Row]]:
        return rows.below(session=self.session, table_name=table, column=column, values=values, order=order)

    def _cards_of(self, numbers: Sequence[int | None]) -> Mapping[int, Row]:
        wanted = sorted({one for one in numbers if one is not None})
        found: dict[int, Row] = {}
        for start in range(0, len(wanted), rows.PAGE):
            part = wanted[start : start + rows.PAGE]
            others = self._below("equipment_customer", "equipment", part, ())
            for number, cards in self._below("equipment", "number", part, ()).items():
                owners = {cards[0]["customer"], *(one["customer"] for one in others.get(number, ()))}
                found[number] = {**cards[0], "owners": owners}
        return found

    def _unit(self, row: Row, cards: Mapping[int, Row], customer: str) -> None:
        """B1 knows a unit by its serials: a line or call that names the card alone gets them from it."""
        card = cards.get(row["equipment"]) if row["equipment"] is not None else None
        if card is None:
            return
        if not row["serial"] and not row["manufacturer_serial"]:
            row["serial"], row["manufacturer_serial"] = card["serial"], card["manufacturer_serial"]
            row["item"] = row["item"] or card["item"]
        told = {row["serial"], row["manufacturer_serial"]} - {None, ""}
        tells = told & {card["serial"], card["manufacturer_serial"]} and customer in card["owners"]
        if not tells or row["item"] not in (None, card["item"]):
            self.lost.add("no-card", b1_limits.NO_CARD)


_BELOW = {
    "call": B1Objects._calls, "equipment": B1Objects._equipment, "contract": B1Objects._contracts,
    "customer": B1Objects._customers, "queue": B1Objects._queues, "person": B1Objects._people,
    "activity": B1Objects._activities, "opportunity": B1Objects._opportunities,
}  # fmt: skip


def _belongs(entity: EntitySet, row: Row) -> bool:
    """People are two sets, lists are several; what is ours alone in a list is in none."""
    if entity is USERS:
        return row["user_id"] is not None or row["employee_id"] is None
    if entity is EMPLOYEES:
        return row["employee_id"] is not None
    if entity.kind in LISTS:
        return bool(row["list"] == entity.kind and not (row["locked"] and row["number"] is None))
    return True


def _kept_for(entity: EntitySet, row: Row) -> Given | None:
    """What was kept of a record; someone who is user and employee has the fields of both in one."""
    extra = row["extra"]
    if not extra or entity.kind != "person" or row["user_id"] is None or row["employee_id"] is None:
        return dict(extra) if extra else None
    theirs = {*EMPLOYEES.known, *EMPLOYEES.children}
    return {name: value for name, value in extra.items() if (name in theirs) is (entity is EMPLOYEES)}


def ids_of(session: "Session") -> Ids:
    """B1's numbers of everything that a record may name."""
    entries = read.rows_of(session=session, table_name="list_entry", names=("list", "name", "number"))
    people = list(
        read.rows_of(session=session, table_name="person", names=("code", "user_id", "employee_id"))
    )
    contacts = read.rows_of(session=session, table_name="contact", names=("customer", "name", "number"))
    groups = read.pairs(session=session, table_name="item_group", key="name", value="number")
    stages = read.pairs(session=session, table_name="sales_stage", key="name", value="number")
    entries = [*entries, *(("sales_stage", name, number) for name, number in stages.items())]
    return Ids(
        lists={(kind, name): number for kind, name, number in entries if number is not None},
        users={code: user for code, user, _ in people if user is not None},
        employees={code: employee for code, _, employee in people if employee is not None},
        groups={name: number for name, number in groups.items() if number is not None},
        contacts={(customer, name): number for customer, name, number in contacts if number is not None},
        customers=read.pairs(session=session, table_name="customer", key="code", value="name"),
        items=read.pairs(session=session, table_name="item", key="code", value="name"),
    )
