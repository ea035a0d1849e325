"""Stages of opportunities as a kind of the set-up."""

from collections.abc import Mapping
from typing import Any

from svc_tui.bootstrap import Services
from svc_tui.domain.core.money import plain
from svc_tui.domain.core.text import fold
from svc_tui.errors import N_
from svc_tui.screens.core.kind import Column, Kind, Saved
from svc_tui.services.sales.stages import FIELDS


def _saved(saved: Any) -> Saved:
    return saved.record.name, saved.warnings


def _change(
    services: Services,
    key: str,
    values: Mapping[str, object],
    version: int | None,
    base: Mapping[str, Any] | None,
) -> Saved:
    return _saved(services.sales_stages.set(key, values, version, base))


STAGES = Kind(
    "stages",
    N_("Stages of opportunities"),
    FIELDS,
    (Column("position", 8), Column("name", 24, 1), Column("percent", 8), Column("active", 6)),
    lambda services, text: [each for each in services.sales_stages.list() if fold(text) in fold(each.name)],
    lambda services, key: services.sales_stages.find(key),
    lambda services, values: _saved(services.sales_stages.new(values)),
    _change,
    key="name",
    remove=lambda services, key: services.sales_stages.remove(key),
    fixed_key=False,
    shown={"percent": lambda value: "" if value is None else plain(value)},
)
