"""The pipeline: the opportunities of a filter by their stages, each stage with its sums, read in one moment.

Its list is the list of opportunities (`lists`), the stages one after the other.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, replace

from svc_tui.domain.query.reader import Sort
from svc_tui.services.core.context import Context
from svc_tui.services.core.listing import Listing
from svc_tui.services.sales.lists import OpportunityLists
from svc_tui.storage.sales import rows, stages
from svc_tui.storage.sales.rows import Sum


@dataclass(frozen=True)
class PipelineColumn:
    """A stage with its opportunities."""

    stage: str
    sums: tuple[Sum, ...]
    """What they come to, one for each currency."""
    ids: "array[int]"
    """Internal keys, in the order of the filter."""


@dataclass(frozen=True)
class PipelineListing(Listing):
    """All stages in which an opportunity of the filter stands; these one after the other are `ids`."""

    columns: tuple[PipelineColumn, ...] = ()


class Pipeline:
    """Reads for the pipeline, in the name of the context's person."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lists = OpportunityLists(context)
        self.query, self.changed_since, self.complete = (
            self._lists.query, self._lists.changed_since, self._lists.complete,
        )  # fmt: skip

    def ids(self, text: str = "", *, typing: bool = False, first: int | None = None) -> PipelineListing:
        """The pipeline of a filter, always whole.

        Args:
            text: The filter, as typed; its order is that inside each stage.
            typing: It is still being typed: the last word matches as a prefix.
            first: Where only so many are asked for, the pipeline is whole all the same.
        """
        del first
        with self._context.store.moment(), self._context.store.read() as session:
            # How the filter is read, and whether any fits; the keys come by stage.
            found = self._lists.ids(text, typing=typing, first=1)
            query, viewer = found.query, self._lists.viewer()
            sums = rows.sums(session=session, query=query, viewer=viewer)
            by_stage = replace(query, sort=(Sort("stage"), *(query.sort or (Sort("closes_on"),))))
            ordered = rows.ids(session=session, query=by_stage, viewer=viewer)
            names = [each.name for each in stages.stages(session=session)]
        columns = tuple(_columns(names, sums, ordered))
        return PipelineListing(ordered, query, columns=columns)


def _columns(names: list[str], sums: list[Sum], ordered: "array[int]") -> Iterable[PipelineColumn]:
    """Cut the keys, which stand in the order of the stages, by how many each stage has."""
    begin = 0
    for name in names:
        own = tuple(each for each in sums if each.stage == name)
        if own:
            end = begin + sum(each.count for each in own)
            yield PipelineColumn(name, own, ordered[begin:end])
            begin = end
