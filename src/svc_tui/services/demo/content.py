"""The words of the demo company, read from the packaged TOML files in one language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from svc_tui.services.core.fields import Given, Values

GROUPS = ("laundry", "ovens", "boilers", "coffee", "cold", "label", "dish", "air")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that goes wrong with some items, and the solution that the company wrote about it."""

    number: int
    """Number of the solution."""
    group: str
    """Code of the item group."""
    items: tuple[str, ...]
    type: str
    """Problem type as written in the list."""
    subtype: str
    subjects: tuple[str, ...]
    symptom: str
    cause: str
    solution: str
    steps: str
    part: str
    resolution: str


@dataclass(frozen=True, slots=True)
class Request:
    """A call that is no fault: maintenance, a quote, a move."""

    subjects: tuple[str, ...]
    groups: tuple[str, ...]
    """Codes of the groups it fits; empty: all."""
    anywhere: bool
    """Concerns the customer, not a unit."""
    description: str
    type: str
    problem: str
    subtype: str
    resolution: str


@dataclass(frozen=True)
class Content:
    """All words in one language, and the company's fixed facts."""

    language: str
    company: Given
    items: Given
    customers: tuple[Given, ...]
    contracts: Mapping[str, Given]
    prices: Given
    words: Given
    problems: tuple[Problem, ...]
    requests: tuple[Request, ...]

    def said(self, entry: Given) -> Any:
        """The entry's words in this language."""
        return entry[self.language]

    def listed(self, name: str, key: str) -> str:
        """A value of a set-up list in this language."""
        return str(self.said(self.company["lists"][name][key]))

    def group_name(self, code: str) -> str:
        """The name of an item group."""
        return str(next(self.said(group) for group in self.items["groups"] if group["code"] == code))


@lru_cache(maxsize=4)
def load(language: str) -> Content:
    """The content in `en` or `it`; any other language speaks English."""
    spoken = language if language in ("en", "it") else "en"
    company, words = _read("company"), _read("words")[spoken]
    problems: list[Problem] = []
    for name in GROUPS:
        table = _read(f"problems_{name}")
        for entry in table["problem"]:
            problems.append(_problem(len(problems) + 1, table["group"], entry, company["lists"], spoken))
    lists = company["lists"]
    requests = tuple(
        Request(
            subjects=tuple(entry["subjects"]),
            groups=tuple(entry.get("groups", ())),
            anywhere=entry.get("anywhere", False),
            description=entry["description"],
            type=lists["type"][entry["type"]][spoken],
            problem=lists["problem"][entry["problem"]][spoken],
            subtype=lists["subtype"][entry["subtype"]][spoken],
            resolution=entry["resolution"],
        )
        for entry in words["requests"]
    )
    return Content(
        language=spoken, company=company, items=_read("items"),
        customers=tuple(_read("customers")["customers"]), contracts=_read("contracts"),
        prices=_read("prices"), words=words,
        problems=tuple(problems), requests=requests,
    )  # fmt: skip


def _read(name: str) -> Values:
    text = files("svc_tui").joinpath("shipped", "demo", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _problem(number: int, group: str, entry: Given, lists: Given, language: str) -> Problem:
    words = entry[language]
    return Problem(
        number=number,
        group=group,
        items=tuple(entry["items"]),
        type=lists["problem"][entry["type"]][language],
        subtype=lists["subtype"][entry["subtype"]][language],
        subjects=tuple(words["subjects"]),
        symptom=words["symptom"],
        cause=words["cause"],
        solution=words["solution"],
        steps="\n".join(f"{place}. {step}" for place, step in enumerate(words["steps"], start=1)),
        part=words["part"],
        resolution=words["resolution"],
    )
