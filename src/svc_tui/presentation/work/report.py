"""The report of work that a customer signs: plain text, the same each time it is printed of the same data."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from svc_tui.domain.core.text import show, show_line
from svc_tui.language import LANGUAGES, _, date_short, language, speaking, time_of_day
from svc_tui.presentation.core.wrapping import wrapped
from svc_tui.presentation.work.lines import (
    Totals,
    WorkLine,
    amount_words,
    kind_words,
    paid_words,
    serial_words,
    totals_words,
)

WIDTH = 72


class Call(Protocol):
    """The call that was worked on."""

    @property
    def number(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def resolution(self) -> str: ...
    @property
    def customer(self) -> str: ...
    @property
    def customer_name(self) -> str: ...
    @property
    def contact(self) -> str | None: ...
    @property
    def item(self) -> str | None: ...
    @property
    def item_name(self) -> str | None: ...
    @property
    def serial(self) -> str | None: ...
    @property
    def manufacturer_serial(self) -> str | None: ...
    @property
    def location(self) -> str | None: ...
    @property
    def reported_at(self) -> datetime: ...


class Report(Protocol):
    """What a report says."""

    @property
    def company(self) -> str: ...
    @property
    def values(self) -> Call: ...
    @property
    def lines(self) -> Sequence[WorkLine]: ...
    @property
    def totals(self) -> Totals: ...


class Signed(Protocol):
    """A signature that was looked at."""

    @property
    def name(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def sha256(self) -> str: ...
    @property
    def unchanged(self) -> bool: ...


def report_text(report: Report, zone: ZoneInfo) -> str:
    """The text that is printed and signed."""
    values = report.values
    unit = [values.item, values.item_name, values.serial or values.manufacturer_serial]
    pairs = (
        (_("Customer"), values.customer_name or values.customer),
        (_("Contact"), values.contact),
        (_("Unit"), " ".join(str(part) for part in unit if part)),
        (_("Place"), values.location),
        (_("Reported"), _day(values.reported_at, zone, hour=True)),
        (_("Subject"), values.subject),
    )
    lines = [show_line(report.company)] if report.company else []
    lines += [_("Report of work, call {number}").format(number=show_line(values.number)), "=" * WIDTH]
    wide = max(cell_len(label) for label, _value in pairs)
    for label, value in pairs:
        if value:
            first, *rest = wrapped(show_line(str(value)), WIDTH - wide - 2)
            lines.append(f"{label}{' ' * (wide - cell_len(label))}  {first}")
            lines += [" " * (wide + 2) + more for more in rest]
    lines += ["-" * WIDTH]
    for line in report.lines:
        lines += _line(line, zone)
    if report.lines:
        lines += [
            "-" * WIDTH,
            *wrapped(_("Together: {sums}").format(sums=", ".join(totals_words(report.totals))), WIDTH),
        ]
    if values.resolution:
        lines += ["", _("Resolution"), *wrapped(show(values.resolution), WIDTH)]
    return "".join(line.rstrip() + "\n" for line in lines)


def printings(report: Report, zone: ZoneInfo) -> list[str]:
    """The text as it is printed, and as it was when September had four letters: what was signed then still holds."""
    text = report_text(report, zone)
    return [text, text.replace(" Sep ", " Sept ")]


def in_all_languages(report: Report, zone: ZoneInfo) -> Iterator[str]:
    """The report in each language: a customer may have signed it in another one than is spoken now."""
    spoken = language()
    for code in sorted(LANGUAGES, key=lambda code: code != spoken):
        with speaking(code):
            found = printings(report, zone)
        yield from found


def signature_lines(signed: Signed, zone: ZoneInfo) -> list[str]:
    """What stands below a signed report; not part of what was signed."""
    at = _day(signed.at, zone, hour=True)
    said = _("Unchanged since it was signed.") if signed.unchanged else _("Changed since it was signed.")
    words = _("Signed by {name}, {at}.").format(name=show_line(signed.name), at=at)
    return ["", f"{words} {said}", f"SHA-256 {signed.sha256}"]


def _line(line: WorkLine, zone: ZoneInfo) -> list[str]:
    at = line.starts_at or line.ends_at
    when = _day(at, zone) if at else ""
    if line.starts_at and line.ends_at:
        when += f" {time_of_day(line.starts_at, zone)}-{time_of_day(line.ends_at, zone)}"
    head = [when, show_line(line.who or ""), f"{kind_words(line.kind)} {amount_words(line)}"]
    said = ", ".join(part for part in (*head, paid_words(line.billable)) if part)
    rest = "; ".join(part for part in (show_line(line.note), serial_words(line)) if part)
    first, *more = [*wrapped(said, WIDTH - 4), *(wrapped(rest, WIDTH - 4) if rest else [])]
    return [f"{line.line:>2}  {first}", *(f"    {each}" for each in more)]


def _day(at: datetime, zone: ZoneInfo, *, hour: bool = False) -> str:
    return date_short(at, zone, year=True) + (f" {time_of_day(at, zone)}" if hour else "")
