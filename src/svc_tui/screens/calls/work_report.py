"""The report of work on a page: what is printed and signed, and whether it is still what was signed."""

from svc_tui.language import _
from svc_tui.presentation.core.spans import Line
from svc_tui.screens.core.text_page import TextScreen


class WorkReportScreen(TextScreen):
    """The report of one call."""

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number

    def begin(self) -> None:
        super().begin()
        self.reload()

    def reload(self) -> None:
        """Print it again."""
        self.run(self._print, self._show, "report")

    def action_reload(self) -> None:
        self.reload()

    def _print(self) -> list[str]:
        from svc_tui.presentation.work.report import in_all_languages, report_text, signature_lines

        services = self.services
        found = services.handover.report(self.number)
        text = report_text(found, services.zone)
        lines = text.splitlines()
        if found.values.signed_hash:
            signed = services.handover.verify(self.number, in_all_languages(found, services.zone))
            lines += signature_lines(signed, services.zone)
        return lines

    def _show(self, lines: list[str]) -> None:
        head: Line = ((" ", "text"), (self.number, "accent strong"), ("  " + _("report of work"), "muted"))
        shown: list[Line] = [((" ", "text"), (line, "text")) for line in lines]
        self.show_text(head, lambda _width: shown)
