"""Hints at chances to sell: the rules that find them, each with its thresholds and its reason in a sentence.

This is the one place in which a rule is described. `storage/sales/hints` finds the records that fit, in SQL.
Days are days of the company's zone. Of a unit only active cards count; a contract counts for a unit when it names it
(itself, its item group, or all units of the customer), nobody ended it, and it lasts long enough, be it a draft.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

from svc_tui.domain.core.days import months_on
from svc_tui.domain.core.notes import Note, note
from svc_tui.errors import N_, NotFound

EQUIPMENT, CONTRACT = "equipment", "contract"
REPEAT, WARRANTY, ENDING, USED_UP, OLD, OUT_OF_HOURS = (
    "repeat", "warranty", "ending", "used_up", "old", "out_of_hours",
)  # fmt: skip
RAISED, PUT_OFF, DISMISSED = "raised", "put_off", "dismissed"
FATES = (RAISED, PUT_OFF, DISMISSED)


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a number of a rule is unless it is set up otherwise, and what it may be."""

    usual: int
    low: int
    high: int


@dataclass(frozen=True)
class Rule:
    """One way to find hints."""

    name: str
    """Its stable name."""
    title: str
    """What people call it (message id)."""
    about: str
    """What it finds, with its thresholds as `{calls}` and so on (message id)."""
    reason: str
    """Why a record was found, with the values of the hint (message id)."""
    offer: str
    """What an opportunity raised from it is called (message id)."""
    record: str
    """equipment or contract."""
    thresholds: Mapping[str, Threshold]
    fresh: str = ""
    """What counts as a new fact after its opportunity was lost: a `call`, a `draw` of units; nothing where empty."""


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.name: rule
        for rule in (
            Rule(
                REPEAT,
                N_("Fails and has no contract"),
                N_("A unit out of warranty and without a contract that had {calls} calls or more in {days} days."),
                N_("unit {unit} had {calls} calls in {days} days and no contract"),
                N_("Contract for unit {unit}"),
                EQUIPMENT,
                {"calls": Threshold(2, 2, 1000), "days": Threshold(90, 1, 3650)},
                "call",
            ),
            Rule(
                WARRANTY,
                N_("Warranty ends"),
                N_("A unit whose warranty ends within {days} days, with no contract that lasts longer."),
                N_("warranty of unit {unit} ends on {day} and no contract follows"),
                N_("Contract after the warranty of unit {unit}"),
                EQUIPMENT,
                {"days": Threshold(60, 0, 3650)},
                "call",
            ),
            Rule(
                ENDING,
                N_("Contract ends"),
                N_("A contract in force that ends within {days} days and has no next period; warranties are none."),
                N_("{contract} ends on {day} and has no next period"),
                N_("Renewal of {contract}"),
                CONTRACT,
                {"days": Threshold(60, 0, 3650)},
            ),
            Rule(
                USED_UP,
                N_("Units used up early"),
                N_("A contract of whose prepaid units {used} % or more are used with more than {left} % of its time "
                   "left; where units come anew, those of the present month or quarter and its time."),
                N_("{contract} has used {used} % of its units with {left} % of its time left"),
                N_("More units for {contract}"),
                CONTRACT,
                {"used": Threshold(90, 1, 100), "left": Threshold(25, 0, 99)},
                "draw",
            ),
            Rule(
                OLD,
                N_("Older than its life"),
                N_("A unit that has reached the life of its item, or will within {days} days; counted from its "
                   "delivery, else from the day it was built. Items without a life are passed over."),
                N_("unit {unit} is {age} months old and its item lasts {life}"),
                N_("Replacement of unit {unit}"),
                EQUIPMENT,
                {"days": Threshold(0, 0, 3650)},
                "call",
            ),
            Rule(
                OUT_OF_HOURS,
                N_("Calls outside hours"),
                N_("A contract in force with {calls} calls or more in {days} days that came outside its hours."),
                N_("{contract} had {calls} calls outside its hours in {days} days"),
                N_("Longer hours for {contract}"),
                CONTRACT,
                {"calls": Threshold(3, 2, 1000), "days": Threshold(90, 1, 3650)},
                "call",
            ),
        )
    }
)  # fmt: skip
"""All of them by name, what is dear first."""

ANEW: Mapping[str, str] = MappingProxyType(
    {
        "monthly": N_("{contract} has used {used} % of the units of this month with {left} % of it left"),
        "quarterly": N_("{contract} has used {used} % of the units of this quarter with {left} % of it left"),
    }
)
"""The reason of units used up early where they come anew."""


@dataclass(frozen=True)
class Set:
    """A rule as it is set up."""

    rule: Rule
    active: bool = True
    numbers: Mapping[str, int] = field(default_factory=dict)
    """Its thresholds that somebody set, by name."""

    def __getitem__(self, name: str) -> int:
        return self.numbers.get(name, self.rule.thresholds[name].usual)

    @property
    def values(self) -> dict[str, int]:
        """All its thresholds by name."""
        return {name: self[name] for name in self.rule.thresholds}


@dataclass(frozen=True, slots=True)
class Hint:
    """A chance that a rule found."""

    rule: str
    number: int
    """Of the card or contract."""
    customer: str
    customer_name: str = ""
    unit: str = ""
    """How people name the unit: its serial, the maker's, else the number of its card."""
    item: str | None = None
    day: date | None = None
    """When the chance passes: the warranty or the contract ends."""
    worth: Decimal | None = None
    """Value of the contract, in the company's currency."""
    calls: int = 0
    days: int = 0
    """Within so many days those calls came."""
    used: int = 0
    left: int = 0
    """Percent of the prepaid units used, and of the time left."""
    every: str | None = None
    """monthly or quarterly: units and time are those of the present period."""
    age: int = 0
    life: int = 0
    """Months."""

    @property
    def record(self) -> str:
        """Kind of the record that it is about."""
        return RULES[self.rule].record

    @property
    def id(self) -> str:
        """Its stable name, `repeat/equipment/118`."""
        return f"{self.rule}/{self.record}/{self.number}"

    @property
    def reason(self) -> Note:
        """Why it was found, as a clause without a full stop."""
        return note(ANEW.get(self.every or "") or RULES[self.rule].reason, **self._values)

    @property
    def offer(self) -> Note:
        """What an opportunity raised from it is called."""
        return note(RULES[self.rule].offer, **self._values)

    @property
    def _values(self) -> dict[str, object]:
        return {
            "unit": self.unit, "contract": f"K-{self.number}", "calls": self.calls, "days": self.days,
            "day": self.day, "used": self.used, "left": self.left, "age": self.age, "life": self.life,
        }  # fmt: skip

    @property
    def order(self) -> tuple[bool, date, Decimal, int, int, int]:
        """What ends first, then what is worth most, then what had most calls."""
        worth = self.worth or Decimal(0)
        place = tuple(RULES).index(self.rule)
        return (self.day is None, self.day or date.max, -worth, -self.calls, place, self.number)


def read_id(text: str) -> tuple[Rule, int]:
    """The rule and the record's number of a hint's stable name. Raises NotFound: it is no such name."""
    name, _, rest = text.strip().partition("/")
    record, _, digits = rest.partition("/")
    rule = RULES.get(name)
    plain = digits.isascii() and digits.isdecimal() and len(digits) < 16
    if rule is None or record != rule.record or not plain:
        raise NotFound(N_("There is no hint {id}. Look with: opportunity hints"), id=text)
    return rule, int(digits)


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about a hint, and what became of the opportunity that was raised from it."""

    fate: str
    until: date | None = None
    status: str | None = None
    """open, won or lost; none: there is no such opportunity any more."""
    closed_on: date | None = None
    newest: date | None = None
    """The day of the newest fact of the sort that counts for the rule."""


def stands(decision: Decision | None, today: date) -> bool:
    """Is a hint to be shown again: never once dismissed, on its day once put off, not while what was raised is open or
    won; after a loss only for facts that came later."""
    if decision is None:
        return True
    if decision.fate == PUT_OFF:
        return decision.until is None or decision.until <= today
    if decision.fate == RAISED:
        if decision.status == "lost":
            newest, lost = decision.newest, decision.closed_on
            return newest is not None and lost is not None and newest > lost
        return decision.status is None
    return False


def is_early(start: date, end: date, today: date, left: int) -> bool:
    """Is more than `left` percent of a contract's time still to come."""
    return (end - today).days * 100 > left * ((end - start).days + 1)


def time_left(start: date, end: date, today: date) -> int:
    """Percent of a contract's days that come after today, rounded down."""
    return max(0, (end - today).days) * 100 // max(1, (end - start).days + 1)


def born_by(life: int, today: date, ahead: int) -> date:
    """The last day on which a unit can have begun its life and be through it within so many days."""
    return months_on(today + timedelta(days=ahead), -life)


def age_of(born: date, today: date) -> int:
    """Whole months since a day."""
    months = (today.year - born.year) * 12 + today.month - born.month
    return months - (today.day < born.day)
