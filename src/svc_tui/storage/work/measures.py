"""What was worked, worked out where the rows are: seconds of labour and travel, hundredths of parts."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Numeric, Table, cast, func, select

from svc_tui.storage.tables import table

KINDS = {"labour_s": "labour", "travel_s": "travel", "parts": "part"}
"""By the name of the measure."""


def worked(name: str, owner: Table, tie: str, key: str) -> ColumnElement[Any]:
    """The sum of the lines of one kind that name an owner; NULL where none does.

    Args:
        name: `labour_s`, `travel_s` or `parts`.
        owner: The table of whom the lines are.
        tie: Their column that names it.
        key: What it is named by.
    """
    line = table("work").c
    hundredths = cast(func.round(cast(func.nullif(line.quantity, ""), Numeric) * 100), BigInteger)
    what = hundredths if name == "parts" else line.seconds
    found = select(func.sum(what)).where(line[tie] == owner.c[key], line.kind == KINDS[name])
    return found.correlate(owner).scalar_subquery()
