"""A solution, whole; its fields are the columns of the table, where each is explained."""

from datetime import datetime
from typing import Any, NamedTuple, TypedDict


class SolutionRecord(NamedTuple):
    """A solution."""

    id: int
    version: int
    change_seq: int
    updated_at: datetime | None
    extra: dict[str, Any] | None
    number: int
    solution: str
    symptom: str
    cause: str
    description: str
    item: str | None
    status: str
    problem: str | None
    language: str | None
    owner: str | None
    reviewer: str | None
    reviewed_at: datetime | None
    created_at: datetime | None
    merged_into: int | None
    used: int
    last_used_at: datetime | None


class SolutionChange(TypedDict, total=False):
    """What an act changes of a solution: any of its columns but those that the recorded path keeps."""

    extra: dict[str, Any] | None
    number: int
    solution: str
    symptom: str
    cause: str
    description: str
    item: str | None
    status: str
    problem: str | None
    language: str | None
    owner: str | None
    reviewer: str | None
    reviewed_at: datetime | None
    created_at: datetime | None
    merged_into: int | None
    used: int
    last_used_at: datetime | None
