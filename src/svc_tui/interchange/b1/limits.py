"""What SAP Business One has no place for: one table of rules, each told once with a count when something is written.

What goes is never dropped in silence; what is only rounded or renumbered is told too.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from svc_tui.errors import N_
from svc_tui.interchange.b1 import terms as b1_terms
from svc_tui.interchange.core.records import Problem, Tally, short

Values = Mapping[str, Any]


class Lost:
    """Counts what could not be told to B1."""

    def __init__(self) -> None:
        self._tally = Tally()

    def add(self, rule: str, message: str, column: str = "", value: object = "", times: int = 1) -> None:
        """Once more, or `times`."""
        problem = Problem(0, column, short(value), message, {}, "warn", rule)
        for _ in range(times):
            self._tally.add(problem)

    def problems(self) -> Iterable[Problem]:
        """One sentence each, with its count."""
        return self._tally.problems()


@dataclass(frozen=True)
class Limit:
    """Something of ours that B1 cannot hold."""

    rule: str
    kinds: tuple[str, ...]
    found: Callable[[Values], object]
    """Does a record have it."""
    message: str


def _any(*names: str) -> Callable[[Values], bool]:
    return lambda values: any(values.get(name) for name in names)


def _long(name: str, limit: int) -> Callable[[Values], bool]:
    return lambda values: len(str(values.get(name) or "")) > limit


def _other_number(values: Values) -> bool:
    number = str(values.get("number") or "")
    return not (number.isascii() and number.isdecimal() and number[0] != "0" and len(number) < 10)


TERMS: Final = ("contract", "contract_template")
LIMITS: Final = (
    Limit("tags", ("call",), lambda values: str(values.get("tags") or "").strip(),
          N_("B1 has no tags: those of calls are left out ({count}).")),
    Limit("pauses", ("call",), _any("paused_s", "paused_since", "paused_until"),
          N_("B1 has no pauses: the due dates of paused calls go as they are ({count}).")),
    Limit("counters", ("call",), _any("reopened", "reassigned"),
          N_("B1 does not count how often a call was reopened or given away: left out ({count}).")),
    Limit("merged", ("call", "solution"), _any("merged_into"),
          N_("B1 does not know what was merged into what: left out ({count}).")),
    Limit("satisfaction", ("call",), _any("satisfaction", "satisfaction_text", "signed_by"),
          N_("B1 has no marks and signatures of customers: left out ({count}).")),
    Limit("people-of-call", ("call",), _any("created_by", "responder"),
          N_("Who opened a call and who answered it first does not go to B1: left out ({count}).")),
    Limit("call-number", ("call",), _other_number,
          N_("B1 takes plain numbers up to nine digits for calls; others are written as they are ({count}).")),
    Limit("history", ("call",), lambda values: values.get("entries", 0) > 1,
          N_("B1 writes its own history: that of calls is left out ({count}).")),
    Limit("card-warranty", ("equipment",), _any("warranty_start", "warranty_end", "manufactured_at"),
          N_("B1's interfaces have no warranty and building dates of cards: left out ({count}).")),
    Limit("card-parent", ("equipment",), _any("parent"),
          N_("B1 has no parts of units: which card a card is a part of is left out ({count}).")),
    Limit("card-notes", ("equipment",), _any("remarks", "due_back"),
          N_("B1 has no remarks on cards and no day a loan is due back: left out ({count}).")),
    Limit("zone", TERMS, _any("zone"),
          N_("B1 has no time zone of a contract: its hours are read in the company's zone ({count}).")),
    Limit("holidays", TERMS, _any("holidays", "closed_dates"),
          N_("B1 has no holidays of a contract's own: left out ({count}).")),
    Limit("seasons", TERMS, lambda values: b1_terms.has_seasons(values.get("coverage")),
          N_("B1 has one week for the whole year: other hours in a stretch of the year are left out ({count}).")),
    Limit("holiday-hours", TERMS, lambda values: b1_terms.has_holiday_hours(values.get("coverage")),
          N_("B1 has no hours of holidays: they go as days without cover ({count}).")),
    Limit("targets", TERMS, _any("targets"),
          N_("B1 has no targets of priorities: left out ({count}).")),
    Limit("prepaid", TERMS, _any("unit_kind", "units", "used", "unit_step", "unit_minimum", "unit_night", "ledger"),
          N_("B1 has no prepaid units: left out with their rules and ledger ({count}).")),
    Limit("value", TERMS, _any("value"),
          N_("B1 has no price of a contract's period: left out ({count}).")),
    Limit("renews", ("contract",), _any("renews", "reminded_at"),
          N_("B1 does not know which contract renews which, or who was reminded: left out ({count}).")),
    Limit("solution-extras", ("solution",), _any("problem", "language", "reviewer", "reviewed_at"),
          N_("B1 has no problem type, language and review of a solution: left out ({count}).")),
    Limit("competitors", ("opportunity",), _any("competitors"),
          N_("B1 keeps competitors by numbers of a list of its own: left out ({count}).")),
    Limit("currency", ("opportunity",), lambda values: values.get("currency") != values.get("own_currency"),
          N_("B1 keeps opportunities in the company's currency: amounts in another go as they are ({count}).")),
    Limit("opportunity-item", ("opportunity",), _any("item"),
          N_("B1 has no item of an opportunity: left out ({count}).")),
    Limit("activity-about", ("activity",), _any("equipment", "contract"),
          N_("B1 has no card and contract of an activity: left out ({count}).")),
    Limit("list-words", ("activity_type", "activity_topic"), _any("description"),
          N_("B1 has no description of an activity's types and subjects: left out ({count}).")),
    Limit("queue-extras", ("queue",), _any("hours", "position"),
          N_("B1 has no hours and no place of a queue: left out ({count}).")),
    Limit("skills", ("person",), _any("skills"),
          N_("B1 does not know what a person knows: skills are left out ({count}).")),
    Limit("hours-of-person", ("person",), _any("hours", "country", "region", "territory"),
          N_("B1 has no working hours, holidays and territory of a person: left out ({count}).")),
    Limit("absence", ("queue",), _any("absences"),
          N_("B1 has no absences of a queue's members: left out ({count}).")),
    Limit("queue-hours", ("queue",), _any("hours", "position"),
          N_("B1 has no opening hours of a queue, and no place on a board: left out ({count}).")),
    Limit("skills", ("person",), _any("skills"),
          N_("B1's interfaces do not hold what people know: their skills are left out ({count}).")),
    Limit("code-of-employee", ("person",),
          lambda values: values.get("employee_id") is not None and values.get("user_id") is None,
          N_("B1 has no short name of an employee who is no user: left out ({count}).")),
    Limit("roles", ("person",), lambda values: sorted(values.get("roles") or ()) != _b1_roles(values),
          N_("B1's interfaces do not hold roles: users come back as dispatchers, employees as technicians ({count}).")),
    Limit("status-class", ("status",),
          lambda values: (values.get("status_class") or "open") != "open" and not values.get("locked"),
          N_("B1 has no classes of statuses: a company's own come back as open ({count}).")),
    Limit("longer", ("customer",), _long("code", 15), N_("B1 takes 15 signs for a customer's code ({count}).")),
    Limit("longer", ("item",), _long("code", 50), N_("B1 takes 50 signs for an item's code ({count}).")),
    Limit("longer", ("queue",), _long("code", 20), N_("B1 takes 20 signs for a queue's code ({count}).")),
    Limit("longer", ("contract_template",), _long("name", 20),
          N_("B1 takes 20 signs for a template's name ({count}).")),
)  # fmt: skip
"""Everything of ours without a place in B1, by kind."""

TABLES: Final = {
    "setting": N_("B1's interfaces give no access to the company's settings: left out ({count})."),
    "message": N_("Messages between people do not go to B1: left out ({count})."),
    "routing_rule": N_("B1 has no rules that route calls: left out ({count})."),
    "escalation": N_("B1 has no levels of escalation: left out ({count})."),
    "preference": N_("What people prefer on their screens does not go to B1: left out ({count})."),
    "stopwatch": N_("B1 has no stopwatches: those that run are left out ({count})."),
    "work": N_("B1's interfaces take no lines of work on calls: left out ({count})."),
    "call_link": N_("B1 has no links between calls: left out ({count})."),
    "call_follower": N_("B1 has no followers of calls: left out ({count})."),
    "attachment": N_("Files are not part of B1's JSON and CSV: left out ({count})."),
    "movement": N_("B1 derives movements of units from its documents: left out ({count})."),
    "meter_reading": N_("B1 has no meter readings: left out ({count})."),
    "closed_date": N_("B1's interfaces give no access to the company's closed dates: left out ({count})."),
    "solution_miss": N_("B1 does not know which solution did not help: left out ({count})."),
    "travel_time": N_("B1 has no ways between territories: left out ({count})."),
    "synonym": N_("B1 has no synonyms for searching: left out ({count})."),
    "saved_view": N_("B1 has no saved views of ours: left out ({count})."),
    "snippet": N_("B1 has no canned texts: left out ({count})."),
    "macro": N_("B1 has no macros: left out ({count})."),
}
"""Whole tables without a place in B1."""
CANCELLED: Final = N_("B1 has no cancelled schedulings: cancelled visits are left out ({count}).")
VISIT: Final = N_(
    "B1 has one technician of a scheduling, and its place is the call's: the rest is left out ({count})."
)
ABSENCE: Final = N_(
    "B1 has whole days of absence and nobody who stands in: hours and stand-ins are left out ({count})."
)
REMINDER: Final = N_(
    "B1 counts a reminder back from the beginning of an activity: others are left out ({column}, {count})."
)
HISTORY: Final = N_("B1 writes its own history: that of other records is left out ({count}).")
ORIGIN: Final = N_("B1 has no link from an opportunity to a call, card or contract: it goes in the field "
                   "{column}, which has to be made there ({count}).")  # fmt: skip
NO_CARD: Final = N_(
    "B1 knows a unit by serial, item and customer: a card that these do not tell is left out ({count})."
)
NO_NUMBER: Final = N_("{column}: {value} has no number of B1, so the reference is left empty ({count}).")
STATUS: Final = N_(
    "A status without a number of B1 is written as Open, Pending or Closed, by its class ({count})."
)
SEVERAL: Final = N_("B1 has one window a day: on {column} the hours go from the first opening to the last closing "
                    "({count}).")  # fmt: skip
LATE: Final = N_(
    "B1 has no hours past midnight: on {column} the end is written before the beginning ({count})."
)
ROUNDED: Final = N_("B1 has whole hours and days: {column} {value} is rounded up ({count}).")
DOCUMENT: Final = N_("{column} of B1 is a number, {value} is not: left out ({count}).")
TIME_OF_DAY: Final = N_("B1 keeps only the day of {column}: the time of day is left out ({count}).")


def _b1_roles(values: Values) -> list[str]:
    user, employee = values.get("user_id") is not None, values.get("employee_id") is not None
    if user or not employee:
        return ["dispatcher", "technician"] if employee else ["dispatcher"]
    return ["technician"]


def check(kind: str, values: Values, lost: Lost) -> None:
    """Count what one record has that B1 has no place for."""
    for limit in LIMITS:
        if kind in limit.kinds and limit.found(values):
            lost.add(limit.rule, limit.message, kind if limit.rule == "longer" else "")
