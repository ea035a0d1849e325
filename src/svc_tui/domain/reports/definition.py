"""A report as data: its subject, which records, how they are parted, which figures; read from TOML, written as it.

A definition that names what does not exist says where: the field and what there is.
"""

import json
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from svc_tui.domain.core.buckets import UNITS
from svc_tui.domain.reports.load import LOADS
from svc_tui.domain.reports.subject import FLOW, STAYS, Dimension, Figure, Subject
from svc_tui.errors import N_, Refused

CHARTS = ("none", "bars", "stacked", "line", "heat", "histogram")
LEVELS = 2
FIELDS = (
    "title", "help", "subject", "filter", "date", "period", "by", "cross", "flow", "stay", "load", "figures", "columns",
    "sort", "top", "chart",
)  # fmt: skip
"""What a definition may say, in the order in which it is written."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One report."""

    name: str
    title: str
    """Message id of the standard ones."""
    subject: str
    help: str = ""
    """What it answers (message id of the standard ones)."""
    filter: str = ""
    date: str = ""
    """The key that its period is of; the subject's own first one where empty."""
    period: str = ""
    """The period unless another is asked for; all time where empty."""
    by: tuple[str, ...] = ()
    """The dimensions it is parted by, two at most."""
    cross: bool = False
    """The second one stands across."""
    flow: bool = False
    """It follows what is open over time; parted by a stretch of time alone."""
    stay: str = ""
    """It measures how long records were in each value of this group, from their history."""
    load: bool = False
    """It sets the records against the working hours of who goes; parted by them, and by stretches of time."""
    figures: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    """Without groups: the columns of the records themselves."""
    sort: str = ""
    """A figure or dimension, with - downwards."""
    top: int | None = None
    """Only so many groups or records."""
    chart: str = "bars"


@dataclass(frozen=True, slots=True)
class Checked:
    """A definition with what its words stand for."""

    definition: Definition
    subject: Subject
    date: str
    by: tuple[Dimension, ...]
    figures: tuple[Figure, ...]

    @property
    def dimensions(self) -> Sequence[Dimension]:
        """The groups that it can be parted by."""
        return self.subject.loads if self.definition.load else self.subject.dimensions


def read(name: str, text: str) -> Definition:
    """A definition from TOML. Raises Refused: it is none, with the place."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(N_("Report {name}: {detail}."), name=name, detail=str(error)) from None
    return of_values(name, found)


def of_values(name: str, values: Mapping[str, Any]) -> Definition:
    """A definition from the values of its fields. Raises Refused: one is unknown or of another kind."""
    kinds: Mapping[str, type | tuple[type, ...]] = {"by": list, "figures": list, "columns": list, "cross": bool,
                                                    "flow": bool, "load": bool, "top": int}  # fmt: skip
    for field, value in values.items():
        if field not in FIELDS:
            message = N_("Report {name}: there is no field {field}. There are {known}.")
            raise Refused(message, name=name, field=field, known=", ".join(FIELDS))
        wanted = kinds.get(field, str)
        listed = wanted is not list or all(isinstance(each, str) for each in value if isinstance(value, list))
        if not isinstance(value, wanted) or not listed or (wanted is int and isinstance(value, bool)):
            message = N_("Report {name}: {field} cannot be {value}.")
            raise Refused(message, name=name, field=field, value=json.dumps(value, default=str))
    for field in ("title", "subject"):
        if not values.get(field):
            raise Refused(N_("Report {name}: {field} is missing."), name=name, field=field)
    kept: dict[str, Any] = {
        field: tuple(value) if isinstance(value, list) else value for field, value in values.items()
    }
    return Definition(name, **kept)


def as_toml(definition: Definition, translate: Callable[[str], str] = str) -> str:
    """The definition as a file, to be copied and changed; words of people in the language of `translate`."""
    lines: list[str] = []
    plain = Definition("", "", "")
    for field in FIELDS:
        value = getattr(definition, field)
        if field in ("title", "help") and value:
            value = translate(value)
        if value != getattr(plain, field) or field in ("title", "subject"):
            kept = list(value) if isinstance(value, tuple) else value
            lines.append(f"{field} = {json.dumps(kept, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


def check(definition: Definition, subjects: Mapping[str, Subject]) -> Checked:
    """What the words of a definition stand for. Raises Refused: one of them stands for nothing, with its field."""
    subject = subjects.get(definition.subject)
    if subject is None:
        raise _unknown(definition, "subject", definition.subject, subjects)
    date = definition.date or subject.dates[0]
    if date not in subject.dates:
        raise _unknown(definition, "date", date, subject.dates)
    by: list[Dimension] = []
    if definition.load and not subject.loads:
        message = N_("Report {name}: {subject} is set against no working hours.")
        raise Refused(message, name=definition.name, subject=subject.name)
    known = subject.loads if definition.load else subject.dimensions
    for name in definition.by:
        found = subject.load_dimension(name) if definition.load else subject.dimension(name)
        if found is None:
            raise _unknown(definition, "by", name, [each.name for each in known])
        by.append(found)
    if len(by) > LEVELS or len({each.name for each in by}) < len(by):
        raise Refused(N_("Report {name}: by takes two different groups at most."), name=definition.name)
    if definition.cross and len(by) < LEVELS:
        raise Refused(N_("Report {name}: a cross table needs two groups."), name=definition.name)
    if definition.flow:
        return _flow(definition, subject, date, by)
    if definition.stay:
        return _stay(definition, subject, date)
    if definition.load and date != subject.dates[0]:
        raise _unknown(definition, "date", date, subject.dates[:1])
    of = {figure.name: figure for figure in LOADS} if definition.load else subject.figures
    figures = tuple(_figure(definition, name, of) for name in definition.figures)
    if not figures:
        figures = LOADS if definition.load else tuple(subject.counts[:1])
    _check_sort(definition, [*(each.name for each in by), *(each.name for each in figures)])
    if definition.chart not in CHARTS:
        raise _unknown(definition, "chart", definition.chart, CHARTS)
    return Checked(replace(definition, by=tuple(each.name for each in by)), subject, date, tuple(by), figures)


def _flow(definition: Definition, subject: Subject, date: str, by: Sequence[Dimension]) -> Checked:
    known = {figure.name: figure for figure in FLOW}
    stretches = [each.name for each in subject.dimensions if each.unit in UNITS]
    if subject.flow is None:
        raise Refused(N_("Report {name}: {subject} has nothing that comes and goes."), name=definition.name,
                      subject=subject.name)  # fmt: skip
    if len(by) != 1 or by[0].unit not in UNITS:
        wrong = next(
            (each.name for each in by if each.unit not in UNITS), ", ".join(each.name for each in by)
        )
        raise _unknown(definition, "by", wrong, stretches)
    figures = tuple(_figure(definition, name, known) for name in definition.figures) or FLOW
    _check_sort(definition, [*(each.name for each in by), *(each.name for each in figures)])
    return Checked(definition, subject, date, tuple(by), figures)


def _stay(definition: Definition, subject: Subject, date: str) -> Checked:
    known = {figure.name: figure for figure in STAYS}
    dimension = subject.dimension(definition.stay)
    if dimension is None or dimension.name not in subject.stays:
        raise _unknown(definition, "stay", definition.stay, subject.stays)
    if definition.by:
        message = N_("Report {name}: it is parted by {stay}, and by nothing else.")
        raise Refused(message, name=definition.name, stay=dimension.name)
    figures = tuple(_figure(definition, name, known) for name in definition.figures) or STAYS
    _check_sort(definition, [dimension.name, *(each.name for each in figures)])
    return Checked(definition, subject, date, (dimension,), figures)


def _figure(definition: Definition, name: str, known: Mapping[str, Figure]) -> Figure:
    if name not in known:
        raise _unknown(definition, "figures", name, known)
    return known[name]


def _check_sort(definition: Definition, known: Sequence[str]) -> None:
    if definition.columns and not definition.by:
        return  # a list is sorted by its own keys
    name = definition.sort.removeprefix("-")
    if name and name not in known:
        raise _unknown(definition, "sort", name, known)


def _unknown(definition: Definition, field: str, value: str, known: Iterable[str]) -> Refused:
    from difflib import get_close_matches

    names = list(known)
    close = get_close_matches(value[:40], names, n=1, cutoff=0.7)
    if close:
        message = N_("Report {name}: {field} knows no {value}. Did you mean {close}?")
        return Refused(message, name=definition.name, field=field, value=value or '""', close=close[0])
    message = N_("Report {name}: {field} knows no {value}. There are {known}.")
    return Refused(message, name=definition.name, field=field, value=value or '""', known=", ".join(names))
