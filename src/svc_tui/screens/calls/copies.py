"""Taking text out of a call: to the terminal's clipboard (OSC 52)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from svc_tui.language import _
from svc_tui.screens.core.acts import RecordsScreen
from svc_tui.screens.core.commands import Commands

if TYPE_CHECKING:
    from svc_tui.services.calls.reading import CallSheet


class CallCopies(Commands[RecordsScreen]):
    """What `y` and its letters copy."""

    def action_copy_number(self) -> None:
        self._copy(self.screen.chosen_number(), _("There is no call to copy from."))

    def action_copy_serial(self) -> None:
        self._copy_from(
            lambda sheet: sheet.values.serial or sheet.values.manufacturer_serial,
            _("The call names no serial."),
        )

    def action_copy_phone(self) -> None:
        self._copy_from(_phone, _("No phone number is known for this call."))

    def action_copy_address(self) -> None:
        self._copy_from(_address, _("No address is known for this call."))

    def action_copy_row(self) -> None:
        names = ("number", "status", "priority", "customer_name", "subject", "assignee")
        self._copy_from(lambda sheet: "\t".join(str(getattr(sheet.values, name) or "") for name in names), "")

    def _copy_from(self, part: Callable[[CallSheet], object], missing: str) -> None:
        number = self.screen.chosen_number()
        if not number:
            self._copy("", _("There is no call to copy from."))
            return
        self.screen.run(
            lambda: part(self.services.calls.sheet(number)),
            lambda text: self._copy(str(text or ""), missing),
            "copy",
        )

    def _copy(self, text: str, missing: str) -> None:
        if text:
            self.desk.copy(text)
        else:
            self.screen.say(missing)


def _phone(sheet: CallSheet) -> object:
    return sheet.values.phone or sheet.contact_phone or (sheet.customer and sheet.customer.phone)


def _address(sheet: CallSheet) -> object:
    """Where to go: the unit's place, else the call's."""
    return (sheet.card and sheet.card.location) or sheet.values.location
