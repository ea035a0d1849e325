"""Another shape for a report: other groups, figures or columns, and what may be typed where one is asked for.

Everything here makes a definition of a definition; whether it holds is said by `definition.check`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from svc_tui.domain.core.text import fold
from svc_tui.domain.query.complete import Completion, complete
from svc_tui.domain.query.reader import parse
from svc_tui.domain.reports import definition as definitions
from svc_tui.domain.reports.definition import Checked, Definition
from svc_tui.domain.reports.load import LOADS
from svc_tui.domain.reports.periods import Period
from svc_tui.domain.reports.subject import FLOW, STAYS, Figure
from svc_tui.errors import N_, BadUsage, Refused
from svc_tui.language import _
from svc_tui.services.core.context import Context
from svc_tui.services.core.reporting import Source
from svc_tui.services.reports.sources import sources
from svc_tui.storage.query.completing import codes


@dataclass(frozen=True, slots=True)
class Asked:
    """How a report is to be run: what is None or empty stays as the report has it."""

    filter: str = ""
    period: Period | None = None
    by: tuple[str, ...] | None = None
    cross: bool | None = None
    figures: tuple[str, ...] = ()
    date: str = ""
    sort: str = ""
    top: int | None = None
    compare: bool = True
    """Work out the periods before too."""


def as_asked(found: Definition, asked: Asked) -> Definition:
    """The definition with what was asked for; an order that is gone with its figure goes too."""
    changed: dict[str, Any] = {}
    if asked.by is not None:
        changed |= {"by": asked.by, "cross": len(asked.by) == definitions.LEVELS and found.cross}
        known = {*found.figures, *asked.by}
        changed["sort"] = found.sort if not found.columns and found.sort.removeprefix("-") in known else ""
    if asked.cross is not None:
        changed["cross"] = asked.cross
    if asked.figures:
        changed["figures"] = asked.figures
        changed["columns"] = ()
        changed["sort"] = found.sort if found.sort.removeprefix("-") in (*asked.figures, *found.by) else ""
    for name in ("date", "sort", "top"):
        if getattr(asked, name):
            changed[name] = getattr(asked, name)
    return replace(found, **changed)


def checked(definition: Definition) -> Checked:
    """What the words of a definition stand for. Raises Refused."""
    return definitions.check(definition, {name: source.subject for name, source in sources().items()})


def source_of(definition: Definition) -> Source:
    """What is known of its subject. Raises Refused: there is none such."""
    return sources()[checked(definition).subject.name]


def columns_of(definition: Definition) -> Sequence[str]:
    """What a report that lists records can show of them."""
    found: Sequence[str] = import_module(f"svc_tui.services.shapes.{source_of(definition).shapes}").NAMES
    return found


def names_of(definition: Definition, *, records: bool) -> Mapping[str, Figure | None]:
    """What it can show: columns of records, else figures by their names."""
    if records:
        return dict.fromkeys(columns_of(definition))
    if definition.flow or definition.stay:
        return {each.name: each for each in (FLOW if definition.flow else STAYS)}
    if definition.load:
        return {each.name: each for each in LOADS}
    return dict(checked(definition).subject.figures)


def regrouped(definition: Definition, by: tuple[str, ...], *, cross: bool) -> Definition:
    """Parted otherwise. Raises Refused: by what is no group, or across where there is one group alone."""
    return checked(as_asked(definition, Asked(by=by, cross=cross))).definition


def with_columns(definition: Definition, names: tuple[str, ...], *, records: bool) -> Definition:
    """With other columns, or other figures. Raises Refused, BadUsage: one of them is none."""
    if not records:
        return checked(as_asked(definition, Asked(figures=names))).definition
    known = columns_of(definition)
    wrong = [name for name in names if name not in known]
    if wrong:
        message = N_("Report {name}: there is no column {column}. There are {known}.")
        raise BadUsage(message, name=definition.name, column=wrong[0], known=", ".join(known))
    return replace(definition, columns=names or definition.columns)


def of_view(kind: str, text: str, columns: Sequence[str]) -> Definition:
    """The records of a list as a report that has no name yet: its filter and its columns.

    Raises Refused: no report is about such records.
    """
    found = [name for name, source in sources().items() if source.subject.keys.kind == kind]
    if not found:
        message = N_("No report is about these records. There are reports about {known}.")
        raise Refused(message, known=", ".join(sources()))
    definition = Definition("", "", found[0], filter=text)
    known = columns_of(definition)
    return replace(definition, columns=tuple(name for name in columns if name in known))


def completions(context: Context, definition: Definition, text: str) -> list[Completion]:
    """How the filter of a report may go on at its end."""
    keys = checked(definition).subject.keys
    with context.store.read() as session:

        def values_of(name: str, typed: str) -> list[str]:
            return codes(session=session, name=name, beginning=fold(typed)) or []

        return complete(text, len(text), keys, values_of)


def warning_of(definition: Definition, text: str) -> str:
    """What is wrong with a filter for a report, with its place; empty where nothing is."""
    warnings = parse(text, checked(definition).subject.keys).warnings
    if not warnings:
        return ""
    first = warnings[0]
    return _("At sign {place}: {sentence}").format(place=first.span[0] + 1, sentence=first.text(_))
