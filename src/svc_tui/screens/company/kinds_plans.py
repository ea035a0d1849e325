"""Plans that come round again as a kind of the set-up."""

from collections.abc import Mapping
from typing import Any

from svc_tui.bootstrap import Services
from svc_tui.errors import N_
from svc_tui.screens.core.kind import Column, Kind, Saved
from svc_tui.services.planning.recurring import FIELDS


def _saved(saved: Any) -> Saved:
    return saved.record.code, saved.warnings


def _change(
    services: Services,
    key: str,
    values: Mapping[str, object],
    version: int | None,
    base: Mapping[str, Any] | None,
) -> Saved:
    return _saved(services.plans.set(key, values, version, base))


PLANS = Kind(
    "plans",
    N_("Plans"),
    FIELDS,
    (
        Column("code", 10), Column("name", 18, 1), Column("every", 18, 1), Column("next_on", 10),
        Column("technician", 9), Column("active", 6),
    ),
    lambda services, text: services.plans.holding(text),
    lambda services, key: services.plans.find(key),
    lambda services, values: _saved(services.plans.new(values)),
    _change,
    labels={
        "name": N_("Subject"), "equipment": N_("Card"), "item": N_("Item"), "contract": N_("Contract"),
        "every": N_("Comes round"), "start": N_("Counted from"), "lead": N_("Days ahead"),
        "horizon": N_("At most"), "holiday": N_("On a holiday"), "moving": N_("From when done"),
        "length": N_("Visit lasts"), "priority": N_("Priority"), "type": N_("Type"),
        "checklist": N_("Checklist"), "next_on": N_("Next"),
    },
)  # fmt: skip
