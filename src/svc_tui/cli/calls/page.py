"""A call as a page of text, for `call show` on a terminal: what its screen shows in its tabs, one below the other."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.services.calls.reading import CallSheet


def page_lines(services: "Services", sheet: "CallSheet") -> Iterator[str]:
    """Head, due dates and every tab that has something to say, in the viewer's zone."""
    from svc_tui.presentation.billing import proposal as proposed
    from svc_tui.presentation.calls import page as pages
    from svc_tui.presentation.sla import explained as due_explained
    from svc_tui.presentation.work import lines as work_lines
    from svc_tui.services.shapes.proposals import line_record, sums_record

    width = min(shutil.get_terminal_size((100, 24)).columns, 120)
    now, zone = services.now(), services.zone
    tabs = (
        pages.general(sheet, width, now=now, zone=zone),
        pages.description(sheet, width) if sheet.values.description or sheet.values.resolution else [],
        pages.activities(sheet, width, now=now, zone=zone) if sheet.activities or sheet.visits else [],
        pages.solutions(sheet, width) if sheet.solutions else [],
        pages.history(sheet, width, now=now, zone=zone),
        pages.files(sheet, width, now=now, zone=zone) if sheet.attachments else [],
        work_lines.page(sheet.work, sheet.totals, width, now=now, zone=zone) if sheet.work else [],
    )
    to_bill = services.proposals.of_call(str(sheet.values.number))
    for line in (*pages.head(sheet, width), *pages.banner(sheet, now=now, zone=zone)):
        yield "".join(text for text, _role in line).rstrip()
    for title, lines in zip(pages.TABS, tabs, strict=True):
        if lines:
            yield from ("", f"-- {_(title)}")
            yield from ("".join(text for text, _role in line).rstrip() for line in lines)
    if sheet.work and to_bill.has_prices:
        yield from ("", f"-- {_('To bill')}")
        for line in proposed.lines([line_record(each) for each in to_bill.lines], sums_record(to_bill)):
            yield "".join(text for text, _role in line).rstrip()
    chosen = (sheet.values.contract or 0) if sheet.values.contract_chosen else None
    for line in due_explained.contracts(services.calls.considered(str(sheet.values.number)), chosen):
        yield "".join(text for text, _role in line).rstrip()
