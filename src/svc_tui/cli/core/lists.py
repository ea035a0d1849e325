"""What a filter found, on stdout: its warnings, then how many or the records, as every noun prints them."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from svc_tui.cli.core.front import moments, say
from svc_tui.cli.core.output import Column, Record, print_count, print_list
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.services.core.listing import Listing


def print_found(
    services: "Services",
    found: "Listing",
    records: Callable[[Sequence[int]], Iterable[Record]],
    names: Sequence[str],
    table: Callable[[], Sequence[Column]],
    how: str,
    *,
    limit: int | None = None,
    columns: str | None = None,
    others: Callable[[], Sequence[Column]] = tuple,
) -> None:
    """Print the records of a filter.

    Args:
        services: Whose zone instants are told in.
        found: What the filter found.
        records: Reads records by their internal keys, page by page; not for a count.
        names: All stable names, in their order.
        table: The columns of the table.
        how: json, csv, plain, count or table.
        limit: Print at most so many.
        columns: Names that were asked for instead.
        others: Columns that are shown where `columns` names them.
    """
    for warning in found.query.warnings:
        say(warning.text(_))
    ids = found.ids if limit is None else found.ids[:limit]
    if how == "count":
        print_count(len(ids))
        return
    print_list(records(ids), names, table(), how, columns=columns, when=moments(services), others=others())
