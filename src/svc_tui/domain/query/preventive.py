"""How calls, cards and contracts are found by plans that come round again: by which plan, and by how it stands."""

from types import MappingProxyType

from svc_tui.domain.query.keys import Key
from svc_tui.errors import N_

STATES = MappingProxyType(
    {
        "due": ("da fare", "da_fare"),
        "behind": ("in ritardo", "in_ritardo", "late"),
        "done": ("fatta", "fatto", "eseguita"),
        "missed": ("mancata", "mancato", "saltata"),
    }
)
"""How preventive work stands: its call is there and not done; the same and its day is over; the last time was done;
the last time was missed."""
PLAN, PREVENTIVE = "plan", "preventive"
PLAN_KEYS = (
    Key(PLAN, "ref", N_("Plan that comes round on it, by code or name"), ("piano",), ref="plan_rule"),
    Key(
        PREVENTIVE, "enum", N_("How preventive work stands: due, behind, done or missed"),
        ("preventiva", "prevention"), words=STATES,
    ),
)  # fmt: skip
