"""What a kind of set-up record is: its fields, the columns of its list, how it is read, saved and removed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from svc_tui.bootstrap import Services
from svc_tui.domain.core.notes import Note
from svc_tui.errors import N_
from svc_tui.language import _
from svc_tui.screens.core import look_ups
from svc_tui.screens.core.look_ups import Search
from svc_tui.screens.core.looked import Found
from svc_tui.services.core.fields import Fields
from svc_tui.widgets.pens import Line

LABELS: dict[str, str] = {
    "code": N_("Code"), "name": N_("Name"), "kind": N_("Kind"), "phone": N_("Phone"), "mobile": N_("Mobile"),
    "email": N_("E-mail"), "territory": N_("Territory"), "technician": N_("Technician"),
    "credit_limit": N_("Credit limit"), "balance": N_("Balance"), "active": N_("Active"), "user_id": N_("B1 user"),
    "vat_number": N_("VAT number"), "blocked": N_("Do not serve"),
    "employee_id": N_("B1 employee"), "roles": N_("Roles"), "group": N_("Item group"),
    "serial_managed": N_("By serial"), "warranty_template": N_("Warranty template"), "life": N_("Life in months"),
    "manager": N_("Manager"),
    "price_list": N_("Price list"), "discount": N_("Discount %"), "vat": N_("VAT"),
    "skills": N_("Skills"), "absences": N_("Absences"),
    "inactive": N_("Inactive"), "members": N_("Members"), "description": N_("Description"), "number": N_("B1 number"),
    "position": N_("Position"), "status_class": N_("Class"), "pauses_clock": N_("Stops the clock"), "day": N_("Day"),
    "hours": N_("Hours closed"),
    "slot": N_("Key v"),
    "query": N_("Filter"), "shared": N_("Shared"),
    "until": N_("Until"),
    "text": N_("Text"), "steps": N_("Steps"), "condition": N_("Condition"), "sentence": N_("What it does"),
    "queue": N_("Queue"), "target": N_("Target"), "percent": N_("Percent"), "after": N_("Beyond it"),
    "street": N_("Street"), "zip_code": N_("Postcode"), "city": N_("City"), "state": N_("State"),
    "country": N_("Country"), "building": N_("Building, floor"),
}  # fmt: skip
"""What people call the fields (message ids)."""

DEFAULTS: dict[str, str] = {
    "active": "yes",
    "inactive": "no",
    "shared": "no",
    "serial_managed": "yes",
    "target": "resolution",
    "lead": "14",
    "horizon": "365",
    "holiday": "later",
    "moving": "no",
    "priority": "low",
    "category": "S",
    "currency": "EUR",
}
SEARCHES: dict[str, Search] = {
    "person": look_ups.people,
    "group": look_ups.groups,
    "customer": look_ups.customers,
    "queue": look_ups.queues,
}
Saved = tuple[str, Sequence[Note]]
"""What the record is called, and what was passed over."""


@dataclass(frozen=True)
class Column:
    """A column of the list."""

    name: str
    width: int
    grow: int = 0


@dataclass(frozen=True)
class Kind:
    """One kind of record."""

    name: str
    title: str
    """Message id."""
    fields: Fields
    columns: tuple[Column, ...]
    rows: Callable[[Services, str], Sequence[Any]]
    """Records that hold a text."""
    find: Callable[[Services, str], Any]
    """A record by its key."""
    new: Callable[[Services, Mapping[str, object]], Saved]
    change: Callable[[Services, str, Mapping[str, object], int | None, Mapping[str, Any] | None], Saved]
    key: str = "code"
    """The field that names a record; it is set once."""
    switch: str = "active"
    """The flag that says whether it may be chosen; empty where there is none."""
    remove: Callable[[Services, str], None] | None = None
    children: tuple[str, ...] = ()
    """Kinds of what hangs on a record."""
    fixed_key: bool = True
    """The key cannot be changed later."""
    only_new: tuple[str, ...] = ()
    """Fields that are asked when a record is written down, and never again."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What a field is called here, where that differs from what others call it (message ids)."""
    shown: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    """How the values of a field are typed, where they are no plain words."""
    wide: tuple[str, ...] = ()
    """Fields of a line that take the whole width."""
    preview: Callable[[Services, Mapping[str, str], str], Sequence[Line]] | None = None
    """What would come of the values that stand in the form; gets the key of the record too."""
    completed: Callable[[Services, str, str], Sequence[Found] | None] | None = None
    """How the text of a field may go on; None where the field is looked up like others."""

    def label_of(self, name: str) -> str:
        """What people call a field."""
        return _(self.labels.get(name) or LABELS.get(name, name))

    def text_of(self, name: str, value: Any) -> str:
        """A value as it stands in the form and in the list."""
        if name in self.shown:
            return self.shown[name](value)
        if value is None:
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, list | tuple):
            return " ".join(str(getattr(each, "person", each)) for each in value)
        return str(value)

    def search_of(self, name: str) -> Search | None:
        """How a field is looked up."""
        found = self.fields[name]
        if found.kind in ("choice", "words"):
            return look_ups.words(found.choices)
        if found.kind == "flag":
            return look_ups.words((_("yes"), _("no")))
        if name == "members":
            return look_ups.people
        if name == "technician":
            return look_ups.technicians
        return SEARCHES.get(found.kind)
