"""Two people edit one record: the one rule by which a save meets what somebody else saved in between."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.merging import three_way
from svc_tui.errors import N_, Conflict
from svc_tui.services.core.fields import Given
from svc_tui.storage.engine.versions import values_at

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork


def settle(
    unit: "UnitOfWork",
    table_name: str,
    row: Mapping[str, Any],
    values: Given,
    name: str,
    if_version: int | None = None,
    base: Given | None = None,
) -> dict[str, Any]:
    """The values to write over a row that others may have changed since it was read.

    Args:
        unit: The open unit of work.
        table_name: The row's table.
        row: The row as it stands, with what else the edit may change under the names of `values`.
        values: What is wanted.
        name: What the record is called in the sentence.
        if_version: The version the edit began with; None changes whatever stands.
        base: The values the edit began with. With it, what only others changed is left as they made it, and
            only fields that both changed are a conflict; without it any change in between is one. Rows that count
            no versions are compared with it alone.

    Raises:
        Conflict: someone else changed it in between.
    """
    if if_version is None and base is None:
        return dict(values)
    if "version" in row and (if_version is None or row["version"] == if_version):
        return dict(values)
    before = {key: row.get(key) for key in values}
    if base is not None:
        before |= base
    elif if_version is not None:
        before |= values_at(
            session=unit.session, table_name=table_name, row_id=row["id"], version=if_version, names=values
        )
    merged = three_way(before, row, values)
    if merged.clashes or base is None:
        fields = merged.clashes or {key: (before[key], row.get(key), value) for key, value in values.items()}
        message = N_(
            "{name} was changed by someone else in between (it is at version {version}, not {expected}); "
            "nothing was saved. Read it again, then decide."
        )
        if "version" not in row:
            message = N_(
                "{name} was changed by someone else in between; nothing was saved. Read it again, then decide."
            )
        raise Conflict(message, fields, name=name, version=row.get("version"), expected=if_version)
    return merged.values
