"""Rows that leave the store whole have the columns of their tables, in their order and with their types."""

from typing import Any, NamedTuple, get_type_hints

import pytest
from sqlmodel import SQLModel

from svc_tui.storage.calls.rows import ActivityRecord, CallChange, CallRecord, PauseRecord
from svc_tui.storage.company.rows import CustomerRecord, EntryRecord, ItemRecord, PersonRecord, QueueRecord
from svc_tui.storage.contracts.rows import ContractChange, ContractRecord
from svc_tui.storage.equipment.rows import CardChange, CardRecord
from svc_tui.storage.solutions.records import SolutionChange, SolutionRecord
from svc_tui.storage.tables import every, table
from svc_tui.storage.work.rows import WorkChange, WorkRecord

RECORDS: dict[str, Any] = {
    "activity": ActivityRecord, "call": CallRecord, "call_pause": PauseRecord, "contract": ContractRecord,
    "customer": CustomerRecord, "equipment": CardRecord, "item": ItemRecord, "list_entry": EntryRecord,
    "person": PersonRecord, "queue": QueueRecord, "solution": SolutionRecord, "work": WorkRecord,
}  # fmt: skip
CHANGES: dict[str, Any] = {
    "call": CallChange, "contract": ContractChange, "equipment": CardChange, "solution": SolutionChange,
    "work": WorkChange,
}  # fmt: skip
KEPT_BY_THE_PATH = {"id", "version", "change_seq", "updated_at"}


def columns(name: str) -> dict[str, Any]:
    """The columns of a table with their types; a row that is there has its key."""
    every()
    models = {str(each.local_table): each.class_ for each in SQLModel._sa_registry.mappers}
    hints = get_type_hints(models[name])
    return {column.name: hints[column.name] for column in table(name).c} | {"id": int}


@pytest.mark.parametrize("name", RECORDS)
def test_a_row_has_the_columns_of_its_table(name: str) -> None:
    record: type[NamedTuple] = RECORDS[name]
    assert list(record._fields) == list(columns(name))
    assert get_type_hints(record) == columns(name)


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_names_the_columns_of_its_table(name: str) -> None:
    wanted = {key: kind for key, kind in columns(name).items() if key not in KEPT_BY_THE_PATH}
    assert get_type_hints(CHANGES[name]) == wanted
    assert not CHANGES[name].__required_keys__
