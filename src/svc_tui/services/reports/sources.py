"""The nouns that reports can be about, found by what each says in its folder, and the reports that come along."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING

from svc_tui import services
from svc_tui.domain.reports import definition
from svc_tui.domain.reports.definition import Definition

if TYPE_CHECKING:
    from svc_tui.services.core.reporting import Source


@cache
def sources() -> Mapping[str, Source]:
    """Every noun that reports can be about, by its name."""
    found: list[Source] = []
    for folder in pkgutil.iter_modules(services.__path__, f"{services.__name__}."):
        name = f"{folder.name}.reports"
        if folder.ispkg and folder.name != "svc_tui.services.reports" and find_spec(name) is not None:
            found += import_module(name).SOURCES
    return MappingProxyType({source.subject.name: source for source in found})


@cache
def standard() -> Mapping[str, Definition]:
    """The reports that come with the program, by name."""
    folder = files("svc_tui") / "shipped" / "reports"
    found = {
        each.name.removesuffix(".toml"): each.read_text("utf-8")
        for each in folder.iterdir()
        if each.name.endswith(".toml")
    }
    return MappingProxyType({name: definition.read(name, found[name]) for name in sorted(found)})
