"""The reports as they are chosen from: the usual questions with their keys first, then all by their titles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from svc_tui.domain.core.text import fold, show_line
from svc_tui.domain.reports.definition import Definition
from svc_tui.language import _
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.reports.sheet import title_of

QUESTIONS: Mapping[str, str] = {
    "report.late": "load",
    "report.callers": "callers",
    "report.failing": "repeat-faults",
    "report.ending": "contracts-ending",
    "report.waits": "response",
}
"""What a manager asks, by the command that answers it: the name of the report."""
OWNERS = ("", "mine", "shared")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list."""

    report: str
    """The report's name."""
    title: str
    help: str
    key: str = ""
    """The key that opens it from anywhere among the reports."""
    owner: str = ""
    """mine or shared, where people made it."""

    def cells(self, *, alone: bool) -> tuple[Span, ...]:
        """Its cells; `alone` has the screen for itself and says what each report answers."""
        title: Span = (self.title, "text")
        owner = {"mine": _("yours"), "shared": _("everybody's")}.get(self.owner, "")
        first = (self.key, "accent")
        if not alone:
            return first, title
        words = f"{owner}: {self.help}" if owner and self.help else owner or self.help
        return first, title, (words, "muted")


def entries(
    reports: Sequence[Definition], owners: Mapping[str, str], questions: Mapping[str, tuple[str, str]]
) -> list[Entry]:
    """The lines of the list.

    Args:
        reports: All of them.
        owners: mine or shared of those that people made, by name.
        questions: The words and the key of each usual question, by its report.
    """
    known = {each.name: each for each in reports}
    asked = [
        Entry(name, words, show_line(_(known[name].title)), key)
        for name, (words, key) in questions.items()
        if name in known
    ]
    others = [
        Entry(
            each.name,
            title(each),
            show_line(_(each.help)) if each.help else "",
            "",
            owners.get(each.name, ""),
        )
        for each in reports
    ]
    return asked + sorted(others, key=lambda each: (not each.owner, fold(each.title)))


def title(definition: Definition) -> str:
    """What a report is called; one that nobody named yet says so."""
    return show_line(title_of(definition))


def about_lines(definition: Definition) -> list[Line]:
    """What a report is made of, before it is run."""
    name = definition.name
    lines: list[Line] = [((f" {title(definition)}", "text strong"), (f"  {name}" if name else "", "muted"))]
    if definition.help:
        lines.append(((f" {show_line(_(definition.help))}", "text"),))
    parts = [
        (_("filter"), definition.filter),
        (_("period"), definition.period),
        (_("by"), ", ".join(definition.by or ((definition.stay,) if definition.stay else ()))),
    ]
    for words, value in parts:
        if value:
            lines.append(((f" {words} ", "muted"), (show_line(value), "text")))
    return lines
