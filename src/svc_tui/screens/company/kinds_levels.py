"""Levels of escalation as a kind of the set-up."""

from collections.abc import Mapping, Sequence
from typing import Any

from svc_tui.bootstrap import Services
from svc_tui.domain.core.text import fold
from svc_tui.errors import N_
from svc_tui.screens.core.kind import Column, Kind, Saved
from svc_tui.services.queues.levels import FIELDS, Level, SavedLevel


def _rows(services: Services, text: str) -> Sequence[Level]:
    wanted = fold(text)
    found = services.levels.all()
    return [each for each in found if wanted in fold(f"{each.name} {each.queue or ''} {each.steps}")]


def _saved(saved: SavedLevel) -> Saved:
    return saved.level.name, saved.warnings


def _change(
    services: Services,
    key: str,
    values: Mapping[str, object],
    version: int | None,
    base: Mapping[str, Any] | None,
) -> Saved:
    return _saved(services.levels.set(key, values, version, base))


LEVELS = Kind(
    "levels",
    N_("Levels of escalation"),
    FIELDS,
    (
        Column("name", 18, 1), Column("queue", 6), Column("target", 10), Column("percent", 7), Column("after", 9),
        Column("steps", 12, 2), Column("active", 6),
    ),
    _rows,
    lambda services, key: services.levels.find(key),
    lambda services, values: _saved(services.levels.new(values)),
    _change,
    key="name",
    remove=lambda services, key: services.levels.remove(key),
)  # fmt: skip
