"""Stores that B1 holds most of: every kind with every field it has, and now and then something B1 has no place for."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from svc_tui.bootstrap import Services
from svc_tui.domain.activities.recurrence import LAST, Recurrence
from svc_tui.domain.core.phones import phone_key
from svc_tui.domain.core.text import serial_columns
from svc_tui.services.activities.recurring import begun
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.exchange import incoming as rows

ROME = ZoneInfo("Europe/Rome")
AT = datetime(2025, 3, 1, 8, 0, tzinfo=UTC)
TEXTS = (
    "Door",
    "ends in =1",
    "two words",
    "+39 02 1",
    "ünï",
    "日本",
    "a,b;c",
    'quo"te',
    "-",
    "NULLIF",
    "K-58",
    "0007",
)
LINES = (*TEXTS, "one\ntwo", "tab\there")
EXTRA: tuple[dict[str, Any], ...] = (
    {}, {"U_Floor": "2"}, {"U_Contrasenha": "geheim", "DueDate": "2024-01-01"}, {"Odd": {"deep": ["1", None]}},
)  # fmt: skip
NUMBERS: tuple[dict[str, Any], ...] = ({"U_Count": 5}, {"U_Flag": True, "U_Rate": 1.5})
"""Kept fields whose kind only JSON brings back."""
HOURS = (
    "Mo-Fr 09:00-18:00",
    "Mo-Fr,PH 09:00-18:00",
    "Mo-Fr 09:00-18:00; Jul 01-Aug 31: Mo-Fr 08:00-14:00",
    "24/7",
    "Mo-Su 08:30-24:00",
    "Sa 10:00-12:00; PH on",
    "off",
)


WAYS = (
    Recurrence("day", 3),
    Recurrence("week", 2, (0, 4)),
    Recurrence("month", 1, day=31, until=date(2027, 5, 31)),
    Recurrence("month", 2, (4,), nth=LAST, count=7),
    Recurrence("month", 1, (1,), nth=2),
    Recurrence("week", 1, (6,)),
)
"""Ways in which activities come back."""


class Maker:
    """Fills an empty store. `rare` is how often something comes that B1 cannot hold."""

    def __init__(self, unit: UnitOfWork, random: Random, rare: float, numbers: bool) -> None:
        self.unit, self.random, self.rare = unit, random, rare
        self.extras = (*EXTRA, *(NUMBERS if numbers else ()))

    def some(self, values: Any, empty: Any = None) -> Any:
        """One of these, or nothing."""
        return self.random.choice(values) if self.random.random() < 0.7 else empty

    def odd(self, value: Any, plain: Any = None) -> Any:
        """What B1 has no place for, seldom."""
        return value if self.random.random() < self.rare else plain

    def text(self, empty: Any = None) -> Any:
        """A line."""
        return self.some(TEXTS, empty)

    def day(self) -> Any:
        """A civil date."""
        return self.some([date(2024, 2, 29) + timedelta(days=97 * n) for n in range(5)])

    def instant(self) -> Any:
        """A minute: what even DTW holds."""
        return self.some([AT + timedelta(minutes=1237 * n) for n in range(5)])

    def midnight(self) -> Any:
        """The beginning of a day in Rome, else an hour that B1 does not keep."""
        plain = datetime(2025, 1, 14, 23, tzinfo=UTC)
        return self.some([self.odd(plain + timedelta(hours=5), plain)])

    def extra(self, more: dict[str, Any] | None = None) -> dict[str, Any] | None:
        """Fields of others that were kept."""
        return {**self.random.choice(self.extras), **(more or {})} or None

    def add(self, table: str, *found: dict[str, Any]) -> None:
        """Write rows, with the columns by which they are searched."""
        for row in found:
            for name in ("phone", "mobile"):
                if name in row and f"{name}_key" in rows.columns(table):
                    row[f"{name}_key"] = phone_key(row[name])
            for name in ("serial", "manufacturer_serial"):
                if name in row and f"{name}_key" in rows.columns(table):
                    row |= serial_columns(name, row[name])
        rows.add(self.unit, table, list(found))

    def everything(self) -> None:
        """All kinds, each after what it names."""
        self.lists()
        self.people()
        self.customers()
        self.items()
        self.units()
        self.agreements()
        self.queues()
        self.solutions()
        self.calls()

    def lists(self) -> None:
        entry = {"active": True, "position": 50}
        waiting = self.odd("waiting", "open")
        self.add(
            "list_entry",
            {**entry, "list": "status", "number": 1, "name": "On the way", "status_class": waiting,
             "pauses_clock": waiting == "waiting", "extra": self.extra()},
            {**entry, "list": "origin", "number": 1, "name": "Fax", "description": "Old", "extra": self.extra()},
            {**entry, "list": "type", "number": self.odd(None, 1), "name": "Repair", "active": False},
            {**entry, "list": "problem", "number": 4, "name": "Water", "extra": self.extra()},
            {**entry, "list": "subtype", "number": self.odd(None, 9), "name": "Leak"},
            {**entry, "list": "solution_status", "number": 1, "name": "Tested"},
            {**entry, "list": "activity_type", "number": 4, "name": "Visit", "extra": self.extra()},
            {**entry, "list": "activity_type", "number": self.odd(None, 5), "name": "Talk"},
            {**entry, "list": "activity_topic", "number": 9, "name": "Offer", "active": False},
            {**entry, "list": "territory", "number": 3, "name": "North", "extra": self.extra({"Parent": -2})},
            {**entry, "list": "territory", "number": self.odd(None, 4), "name": "South"},
        )  # fmt: skip

    def people(self) -> None:
        roles = self.odd(["viewer"], ["dispatcher"])
        self.add(
            "person",
            {"code": "ada", "name": "Ada Neri", "user_id": 1, "roles": roles, "email": "a@b.invalid",
             "extra": self.extra()},
            {"code": "both", "name": "Bo Th Three", "user_id": 2, "employee_id": 22, "phone": self.text(),
             "roles": ["dispatcher", "technician"], "active": self.random.random() < 0.8,
             "extra": self.extra({"JobTitle": "Fitter"})},
            {"code": "carla.riva", "name": "Carla Riva", "employee_id": 33, "roles": ["technician"],
             "skills": self.odd(["pumps"], [])},
            {"code": "own", "name": "Own One", "roles": ["dispatcher"]},
        )  # fmt: skip

    def customers(self) -> None:
        for code in ("C1", "C2", "C3"):
            self.add(
                "customer",
                {"code": code, "name": f"Firm {code}", "kind": self.random.choice(("customer", "vendor", "lead")),
                 "phone": self.text(), "email": self.text(), "territory": self.some(["North", "South"]),
                 "technician": self.some(["both", "carla.riva"]), "credit_limit": self.some(["1500", "10.25"]),
                 "active": self.random.random() < 0.8, "extra": self.extra(self.some([{"GroupCode": 100}]))},
            )  # fmt: skip
            self.add(
                "contact",
                {"customer": code, "number": 10 * int(code[1:]), "name": f"Rossi {code}", "position": self.text(),
                 "phone": self.text(), "mobile": self.text(), "email": self.text()},
                {"customer": code, "number": None, "name": "No Number", "active": False},
            )  # fmt: skip
            self.add(
                "address",
                {"customer": code, "kind": self.random.choice(("ship_to", "bill_to")), "name": "HQ",
                 "street": self.text(), "zip_code": self.text(), "city": self.text(), "country": self.some(["IT"])},
            )  # fmt: skip

    def items(self) -> None:
        self.add("item_group", {"name": "Washers", "number": 103, "extra": self.extra()},
                 {"name": "Ours", "number": self.odd(None, 104)})  # fmt: skip
        for code, group in (("W40", "Washers"), ("D10", "Ours"), ("LAB", None)):
            kind = "labour" if code == "LAB" else "item"
            self.add("item", {"code": code, "name": f"Item {code}", "group": group, "kind": kind,
                              "serial_managed": kind == "item", "warranty_template": self.some(["GOLD"]),
                              "extra": self.extra()})  # fmt: skip
        self.add("serial_master", {
            "number": 7, "item": "W40", "serial": "S-7", "manufacturer_serial": self.text(), "lot": self.text(),
            "system_number": self.some([4]), "admitted_at": self.day(), "warranty_end": self.day(),
            "location": self.text(), "details": self.some(LINES, ""), "extra": self.extra(),
        })  # fmt: skip

    def units(self) -> None:
        parts = {"Street": "Via Roma", "StreetNo": "1", "ZipCode": "20100", "City": "Milano"}
        for number in range(1, 7):
            owner = f"C{number % 3 + 1}"
            parted = self.random.random() < 0.3
            address = "Via Roma 1, 20100 Milano" if parted else self.text()
            self.add("equipment", {
                "number": number, "serial": f"SN-{number:05}", "manufacturer_serial": self.some([f"MF/{number}"]),
                "item": self.random.choice(("W40", "D10")), "customer": owner, "buyer": self.some(["C1", "C2", "C3"]),
                "contact": self.some([f"Rossi {owner}", self.odd("No Number", f"Rossi {owner}")]),
                "phone": self.text(),
                "status": self.random.choice(("active", "returned", "terminated", "loaned", "in_lab")),
                "technician": self.some(["both", "carla.riva"]), "territory": self.some(["North", "South"]),
                "address": address, "location": self.text(), "delivered_at": self.day(),
                "delivery": self.some([self.odd("DN-1", "4711")]), "invoice": self.some(["99"]),
                "resolution": self.some(["4h", "2d", self.odd("90m", "1d")]), "remarks": self.odd("note", ""),
                "warranty_end": self.odd(date(2026, 1, 1)), "parent": self.odd(1) if number > 1 else None,
                "replaces": self.some([number - 1]) if number > 1 else None, "due_back": self.odd(date(2026, 2, 2)),
                "extra": self.extra(parts if parted else None),
            })  # fmt: skip
            others = self.random.sample(
                [one for one in ("C1", "C2", "C3") if one != owner], self.random.randint(0, 2)
            )
            self.add("equipment_customer", *({"equipment": number, "customer": one} for one in others))

    def terms(self) -> dict[str, Any]:
        several = "Mo-Fr 09:00-13:00,14:00-18:00"
        return {
            "description": self.text(""), "renewal": self.random.random() < 0.5,
            "remind": self.some(["30d", "2w", "1m"]), "duration": self.some([12, 24]), "remarks": self.some(LINES, ""),
            "response": self.some(["4h", "1d"]), "resolution": self.some(["8h", "2d", self.odd("1h30", "3h")]),
            "coverage": self.odd(several, self.odd("Mo-Su 22:00-06:00", self.random.choice(HOURS))),
            "zone": self.odd("Europe/London"), "holidays": self.odd("IT-BZ"), "value": self.odd("900"),
            "include_parts": self.random.random() < 0.5, "include_travel": self.random.random() < 0.5,
            "unit_kind": self.odd("hours"),
        }  # fmt: skip

    def agreements(self) -> None:
        self.add("contract_template", {**self.terms(), "name": "GOLD", "type": "customer", "expired": True,
                                       "extra": self.extra()})  # fmt: skip
        for number in (58, 59, 60):
            sort = self.random.choice(("customer", "item_group", "serial"))
            customer = self.random.choice(("C1", "C2"))
            ends = self.some([date(2025, 5, 31)])
            self.add("contract", {
                **self.terms(), "number": number, "type": sort, "customer": customer,
                "service_type": self.random.choice(("regular", "warranty")), "owner": self.some(["ada", "both"]),
                "status": "terminated" if ends else self.random.choice(("draft", "approved", "on_hold")),
                "contact": self.some([f"Rossi {customer}"]), "template": self.some(["GOLD"]),
                "start": date(2025, 1, 1), "end": date(2025, 12, 31), "termination": ends,
                "renews": self.odd(58) if number > 58 else None, "closed_dates": self.odd(["2025-08-14"]),
                "extra": self.extra(self.some([{"TemplateRemarks": "x"}])),
            })  # fmt: skip
            if self.random.random() < self.rare:
                self.add("contract_target", {"contract": number, "priority": "high", "response": "1h"})
            lines: list[dict[str, Any]] = []
            if sort == "item_group":
                lines = [
                    {"item_group": "Washers", "start": self.day()},
                    {"item_group": self.odd("Ours", "Washers")},
                ]
            elif sort == "serial":
                lines = [dict(one) for one in self.cards_of(customer)]
            told = [
                {"contract": number, "line": 1 + 2 * at, "end": self.day(), **one}
                for at, one in enumerate(lines)
            ]
            self.add("contract_line", *told)

    def cards_of(self, customer: str) -> list[dict[str, Any]]:
        """What lines and calls copy from the cards of a customer."""
        names = ("number", "serial", "manufacturer_serial", "item", "customer")
        found = rows.rows_of(session=self.unit.session, table_name="equipment", names=names)
        return [
            {"equipment": row[0], **dict(zip(names[1:4], row[1:4], strict=True))}
            for row in found
            if row[4] == customer
        ]

    def queues(self) -> None:
        self.add("queue", {"code": "NORTH", "name": "Northern team", "manager": "ada", "email": self.text(),
                           "inactive": self.random.random() < 0.3, "extra": self.extra(),
                           "hours": self.odd("Mo-Fr 08:00-18:00", None)})  # fmt: skip
        members = ["both", *self.odd(["own"], [])]
        self.add("queue_member", *({"queue": "NORTH", "person": one} for one in members))
        if self.random.random() < self.rare:
            self.add("queue_member", {"queue": "NORTH", "person": "ada", "absent_from": date(2025, 8, 1)})

    def solutions(self) -> None:
        for number in (15, 16):
            self.add("solution", {
                "number": number, "solution": f"Do {number}", "symptom": self.text(""), "cause": self.text(""),
                "description": self.some(LINES, ""), "item": self.some(["W40"]),
                "status": self.random.choice(("Internal", "Review", "Publish", "Tested")),
                "owner": self.some(["ada"]), "created_at": self.midnight(), "problem": self.odd("Water"),
                "language": self.odd("en"), "merged_into": self.odd(15) if number == 16 else None,
                "extra": self.extra(),
            })  # fmt: skip

    def calls(self) -> None:
        for nth in range(self.random.randint(1, 4)):
            number = self.odd(f"INC{nth}", str(500 + nth))
            customer = self.random.choice(("C1", "C2", "C3"))
            cards: list[dict[str, Any]] = self.cards_of(customer) or [{}]
            card = self.some(cards) or {"item": self.some(["W40"])}
            status, sort = self.random.choice(
                [
                    ("Open", "open"),
                    ("Pending", "waiting"),
                    ("Closed", "closed"),
                    self.odd(("Resolved", "resolved"), ("Open", "open")),
                ]
            )
            key = {"ServiceCallID": 9000 + nth} if self.random.random() < 0.6 and number.isdecimal() else {}
            contract = self.some([58, 59, 60])
            row = {
                "id": nth + 1, "uid": f"uid-{nth}", "number": number, "number_order": 500 + nth, "status": status,
                "status_class": sort, "is_open": sort != "closed", "subject": f"Stops {nth}",
                "description": self.some(LINES, ""), "resolution": self.some(LINES, ""),
                "priority": self.random.choice(("low", "medium", "high")), "customer": customer,
                "customer_name": self.random.choice(("As it was then", f"Firm {customer}")),
                "contact": self.some([f"Rossi {customer}", "Somebody Else"]), "phone": self.text(),
                "email": self.text(), "reference": self.text(), **card,
                "item_name": f"Item {card['item']}" if card["item"] else None,
                "item_group": {"W40": "Washers", "D10": "Ours"}.get(str(card["item"])),
                "contract": contract, "covered": contract is not None, "queue": self.some(["NORTH"]),
                "assignee": self.some(["ada", self.odd("own", "both")]),
                "technician": self.some(["both", "carla.riva"]), "origin": self.some(["Fax", "E-mail"]),
                "type": self.some(["Repair"]), "problem": self.some(["Water"]), "subtype": self.some(["Leak"]),
                "territory": self.some(["North", "South"]), "location": self.text(), "tags": self.odd(" vip ", ""),
                "reported_at": AT, "assigned_at": self.instant(), "respond_by": self.instant(),
                "responded_at": self.instant(), "resolve_by": self.instant(), "resolved_at": self.instant(),
                "closed_at": self.instant() if sort == "closed" else None, "updated_at": AT,
                "reopened": self.odd(1, 0), "paused_s": self.odd(60, 0), "merged_into": self.odd("1"),
                "satisfaction": self.odd(5), "created_by": self.odd("ada"), "extra": self.extra(key),
            }  # fmt: skip
            self.add("call", row)
            attached = self.random.sample((15, 16), self.random.randint(0, 2))
            self.add("call_solution", *({"call_id": nth + 1, "solution": one, "line": 2 * at}
                                        for at, one in enumerate(sorted(attached))))  # fmt: skip
            self.add("activity", {
                "number": 70 + nth, "call_id": self.some([nth + 1]), "customer": customer,
                "kind": self.random.choice(("phone", "meeting", "task", "note", "campaign", "other")),
                "subject": self.text(""), "notes": self.some(LINES, ""), "who": self.some(["ada", "carla.riva"]),
                "closed": self.random.random() < 0.5, "closed_at": self.midnight(), "created_at": AT,
                "extra": self.extra(), "type": self.some(["Visit", "Talk"]), "topic": self.some(["Offer"]),
                "priority": self.random.choice(("low", "medium", "high")), "phone": self.text(),
                "follows": self.some([60, 61]), **self.times(70 + nth),
            })  # fmt: skip

    def times(self, number: int) -> dict[str, Any]:
        """When an activity is, when it reminds, and how it comes back."""
        starts_at, ends_at, remind_at = self.instant(), self.instant(), None
        if starts_at is not None and self.random.random() < 0.4:
            remind_at = starts_at - timedelta(seconds=self.random.choice((0, 45, 900, 3600, 5400, 172800)))
        found = {"starts_at": starts_at, "ends_at": ends_at, "remind_at": remind_at}
        if starts_at is not None and self.random.random() < 0.5:
            rule = self.random.choice(WAYS)
            said = begun(rule, starts_at, ends_at, remind_at, ROME).kept()
            found |= {"recurrence": said, "series": number}
        return found


def fill(services: Services, random: Random, *, rare: float = 0.0, numbers: bool = True) -> None:
    """Fill an empty store."""
    with services.context.write(undoable=False) as unit:
        Maker(unit, random, rare, numbers).everything()
        unit.raise_number("call", 600)
