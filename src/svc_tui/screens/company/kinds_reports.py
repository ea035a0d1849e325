"""Reports of one's own as a kind of the set-up: their definition, each field on a line as commands take it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from svc_tui.bootstrap import Services
from svc_tui.domain.core.text import fold
from svc_tui.domain.reports.definition import CHARTS, FIELDS, Definition
from svc_tui.errors import N_, Conflict, NotFound
from svc_tui.screens.core.kind import Column, Kind, Saved
from svc_tui.services.core.fields import Field, read_fields
from svc_tui.services.reports.own import changed

SUBJECT = "call"
LISTED = ("by", "figures", "columns")
FORM = {
    "name": Field(empty=False),
    **{name: Field() for name in FIELDS},
    "subject": Field(empty=False),
    "cross": Field("flag"), "flow": Field("flag"), "load": Field("flag"), "top": Field("int"),
    "chart": Field("choice", CHARTS), "shared": Field("flag"),
}  # fmt: skip


@dataclass(frozen=True)
class Typed:
    """A report with its fields as they are typed."""

    name: str
    title: str
    help: str
    subject: str
    filter: str
    date: str
    period: str
    by: str
    cross: bool
    flow: bool
    stay: str
    load: bool
    figures: str
    columns: str
    sort: str
    top: int | None
    chart: str
    shared: bool


def typed(made: Definition, shared: bool) -> Typed:
    """A definition as it is typed."""
    values = {name: getattr(made, name) for name in FIELDS}
    values |= {name: ", ".join(values[name]) for name in LISTED}
    return Typed(name=made.name, shared=shared, **values)


def _rows(services: Services, text: str) -> Sequence[Typed]:
    own, owners, wanted = services.reports.own.all(), services.reports.own.rows(), fold(text)
    found = (typed(made, owners[name].shared) for name, made in own.items())
    return [each for each in found if wanted in fold(f"{each.name} {each.title} {each.filter}")]


def _find(services: Services, name: str) -> Typed:
    for each in _rows(services, ""):
        if each.name == name:
            return each
    raise NotFound(N_("There is no report {name} of your own."), name=name)


def _save(
    services: Services, key: str, values: Mapping[str, object], base: Mapping[str, Any] | None = None
) -> Saved:
    read = read_fields(FORM, values)
    name = key or str(read["name"]).strip().lower()
    before = services.reports.own.find(name) if key else None
    if key and before is not None and base:
        _refuse_others(typed(before, _find(services, key).shared), base, read)
    made = before or Definition(name, name, SUBJECT)
    words = {field: _word(read[field]) for field in FIELDS if field in read}
    shared = bool(read["shared"]) if "shared" in read else None
    services.reports.save(name, changed(made, words), shared=shared)
    return name, ()


def _refuse_others(now: Typed, base: Mapping[str, Any], mine: Mapping[str, Any]) -> None:
    """Raises Conflict: somebody else changed a field of it meanwhile, which is changed here too."""
    fields = {
        name: (base[name], getattr(now, name), value)
        for name, value in mine.items()
        if name in base and getattr(now, name) not in (base[name], value)
    }
    if fields:
        raise Conflict(N_("Report {name} was changed by somebody else meanwhile."), fields, name=now.name)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


REPORTS = Kind(
    "reports",
    N_("Reports"),
    FORM,
    (Column("name", 16), Column("title", 24, 1), Column("subject", 9), Column("filter", 16, 1), Column("shared", 6)),
    _rows,
    _find,
    lambda services, values: _save(services, "", values),
    lambda services, key, values, _version, base: _save(services, key, values, base),
    key="name",
    switch="",
    remove=lambda services, key: services.reports.own.delete(key),
    labels={
        "title": N_("Title"), "help": N_("What it answers"), "subject": N_("About"), "filter": N_("Filter"),
        "date": N_("Date of the period"), "period": N_("Period"), "by": N_("Group by"),
        "cross": N_("Second one across"),
        "flow": N_("Over time"), "stay": N_("Time spent in"), "load": N_("Against working hours"),
        "figures": N_("Figures"), "columns": N_("Columns"), "sort": N_("Sort by"), "top": N_("At most"),
        "chart": N_("Chart"),
    },
)  # fmt: skip
