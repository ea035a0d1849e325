"""Rules of hints as a kind of the set-up: they come with the program, and are switched and set here."""

from collections.abc import Mapping, Sequence
from typing import Any

from svc_tui.bootstrap import Services
from svc_tui.domain.core.text import fold
from svc_tui.errors import N_, Refused
from svc_tui.screens.core.kind import Column, Kind, Saved
from svc_tui.services.core.fields import Field
from svc_tui.services.sales.hint_rules import FIELDS, RuleSheet


def _rows(services: Services, text: str) -> Sequence[RuleSheet]:
    wanted = fold(text)
    return [
        each for each in services.hint_rules.all() if wanted in fold(f"{each.rule} {each.title} {each.about}")
    ]


def _new(_services: Services, _values: Mapping[str, object]) -> Saved:
    raise Refused(N_("Rules of hints come with the program. Open one to switch it or to set its numbers."))


def _change(
    services: Services,
    key: str,
    values: Mapping[str, object],
    version: int | None,
    base: Mapping[str, Any] | None,
) -> Saved:
    return services.hint_rules.set(key, values, version, base).sheet.rule, ()


HINTS = Kind(
    "hints",
    N_("Rules of hints"),
    {"rule": Field(empty=False), **FIELDS},
    (
        Column("title", 24, 1), Column("calls", 5), Column("days", 5), Column("used", 6), Column("left", 11),
        Column("active", 6),
    ),
    _rows,
    lambda services, key: services.hint_rules.find(key),
    _new,
    _change,
    key="rule",
    labels={
        "rule": N_("Rule"), "title": N_("Finds"), "calls": N_("Calls"), "days": N_("Days"), "used": N_("Used %"),
        "left": N_("Time left %"),
    },
)  # fmt: skip
