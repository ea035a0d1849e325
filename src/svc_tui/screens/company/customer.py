"""A customer in full: how to reach them, who and where they are, and their open calls."""

from typing import TYPE_CHECKING, Any

from rich.cells import set_cell_size

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, moment
from svc_tui.presentation.core.words import status_words
from svc_tui.screens.core.text_page import TextScreen
from svc_tui.widgets.pens import Line

if TYPE_CHECKING:
    from svc_tui.services.company.customers import CustomerSheet

CALLS = 50


class CustomerScreen(TextScreen):
    """One customer, to read; `e` opens the form."""

    PLACE = "customer"

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code

    def on_mount(self) -> None:
        super().on_mount()
        self.reload()

    def on_screen_resume(self) -> None:
        """Back from the form."""
        self.reload()

    def reload(self) -> None:
        """Read the customer again."""
        self.run(self._read, self._show, "customer")

    def action_customer_edit(self) -> None:
        from svc_tui.screens.company.kinds import KINDS
        from svc_tui.screens.core.record_form import RecordForm

        self.desk.push_screen(RecordForm(KINDS["customers"], self.code))

    def _read(self) -> "tuple[CustomerSheet, list[Any]]":
        sheet = self.services.customers.find(self.code)
        calls = self.services.calls
        quoted = self.code.replace('"', "")
        listing = calls.ids(f'customer:"{quoted}" is:any sort:-created', first=CALLS)
        return sheet, list(calls.rows(listing.ids[:CALLS]))

    def _show(self, answer: "tuple[CustomerSheet, list[Any]]") -> None:
        sheet, calls = answer
        head = (
            (" ", "text"),
            (show_line(sheet.row.code), "accent strong"),
            (f" {show_line(sheet.row.name)}", "text strong"),
        )
        self.show_text(head, lambda width: self._lines(sheet, calls, width))

    def _lines(self, sheet: "CustomerSheet", calls: list[Any], width: int) -> list[Line]:
        row = sheet.row
        lines: list[Line] = []
        for label, value in (
            (_("Phone"), row.phone),
            (_("E-mail"), row.email),
            (_("Territory"), row.territory),
            (_("Technician"), row.technician),
            (_("Credit limit"), row.credit_limit),
            (_("Active"), _("yes") if row.active else _("no")),
        ):
            if value:
                lines.append(_pair(label, value))
        for label, texts in (
            (_("Contacts"), [_contact(each) for each in sheet.contacts if each.active]),
            (
                _("Addresses"),
                [", ".join(part for part in (each.name, each.line) if part) for each in sheet.addresses],
            ),
        ):
            if texts:
                lines += [(), ((" ", "text"), (label, "text strong"))]
                lines += [(("   ", "text"), (show_line(text), "text")) for text in texts]
        lines += [(), ((" ", "text"), (_("Calls"), "text strong"))]
        now, zone = self.services.now(), self.services.zone
        for call in calls:
            lines.append(
                (
                    ("   ", "text"),
                    (set_cell_size(show_line(call.number), 8), "accent"),
                    (set_cell_size(status_words(call.status), 10), "muted"),
                    (set_cell_size(moment(call.reported_at, zone, now), 14), "muted"),
                    (show_line(call.subject), "text" if call.is_open else "muted"),
                )
            )
        if not calls:
            lines.append((("   ", "text"), (_("None yet."), "muted")))
        return lines


def _pair(label: str, text: str) -> Line:
    return ((" ", "text"), (set_cell_size(label, 16), "muted"), (" ", "text"), (show_line(text), "text"))


def _contact(each: Any) -> str:
    return ", ".join(part for part in (each.name, each.position, each.phone, each.mobile, each.email) if part)
