"""A delivery file's outcome under the names that scripts rely on."""

from svc_tui.domain.equipment.deliveries import Step
from svc_tui.interchange.core.records import Problem
from svc_tui.services.core.outcomes import Translate, worded
from svc_tui.services.deliveries.service import DeliveryReport, Taken
from svc_tui.services.shapes.names import Record

COUNTS = {
    "new": (Step.NEW, Step.NEW_FOR_OLD), "activated": (Step.ACTIVATED,), "returned": (Step.RETURNED,),
    "nothing": (Step.NOTHING,), "known": (Step.KNOWN,),
}  # fmt: skip


def report_record(report: DeliveryReport, translate: Translate = str) -> Record:
    """What each row did, what was refused, and how many of each."""
    counts = {name: report.count(*steps) for name, steps in COUNTS.items()}
    return {
        "dry_run": report.dry_run,
        "rows": [_taken(each, translate) for each in report.taken],
        "problems": [_problem(each, translate) for each in report.problems],
        "counts": {**counts, "refused": report.rejected},
    }


def _taken(each: Taken, translate: Translate) -> Record:
    told = each.told
    return {
        "row": told.row, "line": told.line, "kind": told.kind, "document": told.document, "date": told.day,
        "customer": told.customer, "item": told.item, "serial": told.serial,
        "manufacturer_serial": told.manufacturer_serial, "step": each.step.value, "card": each.card,
        "old_card": each.other, "contract": each.contract, "message": worded(each.note, translate),
        "warnings": [worded(one, translate) for one in each.warnings],
    }  # fmt: skip


def _problem(each: Problem, translate: Translate) -> Record:
    return {"row": each.row, "column": each.column, "value": each.value, "severity": each.severity,
            "reason": each.text(translate)}  # fmt: skip
