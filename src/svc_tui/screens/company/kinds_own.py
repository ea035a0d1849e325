"""What a company writes once and uses again and again, as kinds of the set-up: rules, canned texts and macros."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from svc_tui.bootstrap import Services
from svc_tui.domain.core.notes import Note, note
from svc_tui.domain.core.text import fold
from svc_tui.errors import N_, NotFound
from svc_tui.screens.company.rules import RULES
from svc_tui.screens.company.steps import steps_of
from svc_tui.screens.core.kind import Column, Kind, Saved
from svc_tui.services.core.fields import Field, read_fields


@dataclass(frozen=True)
class Steps:
    """A macro with its steps as they are typed: one a line, `status=Pending`."""

    name: str
    steps: str


TEXT_FIELDS = {"name": Field(empty=False), "text": Field("text", empty=False)}
MACRO_FIELDS = {"name": Field(empty=False), "steps": Field("text", empty=False)}


def _texts(services: Services, text: str) -> Sequence[Any]:
    wanted = fold(text)
    return [each for each in services.snippets.list() if wanted in fold(f"{each.name} {each.text}")]


def _macros(services: Services, text: str) -> Sequence[Any]:
    wanted = fold(text)
    found = [
        Steps(each.name, "\n".join(f"{field}={value}" for field, value in each.steps))
        for each in services.macros.list()
    ]
    return [each for each in found if wanted in fold(f"{each.name} {each.steps}")]


def _one(found: Sequence[Any], key: str) -> Any:
    for each in found:
        if each.name == key:
            return each
    raise NotFound(N_("{name} is gone; somebody took it away."), name=key)


def _save_text(
    services: Services, key: str, values: Mapping[str, object], base: Mapping[str, Any] | None = None
) -> Saved:
    typed = read_fields(TEXT_FIELDS, values)
    unknown = services.snippets.save(key or typed["name"], typed["text"], base.get("text") if base else None)
    told: list[Note] = []
    if unknown:
        places = " ".join(f"{{{name}}}" for name in unknown)
        told.append(note(N_("No field of a call fits {places}; it stays as it is written."), places=places))
    return key or typed["name"], told


def _save_macro(
    services: Services, key: str, values: Mapping[str, object], base: Mapping[str, Any] | None = None
) -> Saved:
    typed = read_fields(MACRO_FIELDS, values)
    name = key or typed["name"]
    opened = steps_of(str(base["steps"])) if base and base.get("steps") else None
    services.macros.save(name, steps_of(typed["steps"]), opened)
    return name, ()


OWN: tuple[Kind, ...] = (
    RULES,
    Kind(
        "texts",
        N_("Canned texts"),
        TEXT_FIELDS,
        (Column("name", 20, 1), Column("text", 40, 3)),
        _texts,
        lambda services, key: _one(_texts(services, ""), key),
        lambda services, values: _save_text(services, "", values),
        lambda services, key, values, _version, base: _save_text(services, key, values, base),
        key="name",
        switch="",
        remove=lambda services, key: services.snippets.delete(key),
    ),
    Kind(
        "macros",
        N_("Macros"),
        MACRO_FIELDS,
        (Column("name", 20, 1), Column("steps", 40, 3)),
        _macros,
        lambda services, key: _one(_macros(services, ""), key),
        lambda services, values: _save_macro(services, "", values),
        lambda services, key, values, _version, base: _save_macro(services, key, values, base),
        key="name",
        switch="",
        remove=lambda services, key: services.macros.delete(key),
    ),
)
