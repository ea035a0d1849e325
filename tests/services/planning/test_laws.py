"""Laws of planning in a real store: nothing overlaps unless it is forced; there and back leaves an equal store."""

import tempfile
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from svc_tui.errors import Refused
from svc_tui.services.planning.service import Plan
from tests.amounts import many
from tests.services.company.test_merging import dump
from tests.services.desk import MONDAY_9, Desk

acts = st.lists(
    st.tuples(
        st.sampled_from(["new", "force", "move", "give", "stretch", "cancel"]), st.integers(0, 5), st.integers(0, 40),
        st.sampled_from(["bruno", "carla", "bruno carla"]),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@settings(deadline=None, max_examples=many(15))
@given(acts)
def test_visits_overlap_only_where_one_was_forced_and_moving_back_leaves_an_equal_store(
    wanted: list[tuple[str, int, int, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "desk.db")
        plan, call, made = Plan(desk.context), desk.open_call(), list[int]()
        for act, which, quarters, who in wanted:
            start = MONDAY_9 + quarters * timedelta(minutes=15)
            values = {"technicians": who, "starts_at": start, "length": "1h"}
            try:
                if act == "force":
                    made.append(plan.new(call, {**values, "force": "two in one hall"}).number)
                elif act == "new" or not made:
                    made.append(plan.new(call, values).number)
                elif act == "move":
                    _there_and_back(desk, made[which % len(made)], start)
                elif act == "give":
                    plan.move([made[which % len(made)]], technicians=who.split())
                elif act == "stretch":
                    plan.move([made[which % len(made)]], longer=timedelta(minutes=15 * (quarters - 20)))
                else:
                    plan.cancel([made[which % len(made)]])
            except Refused:
                pass
        rows = plan.rows(plan.ids().ids)
        for one, other in combinations(rows, 2):
            at_once = one.starts_at < other.ends_at and other.starts_at < one.ends_at
            if at_once and set(one.technicians) & set(other.technicians):
                assert one.forced or other.forced
        desk.store.close()


def _there_and_back(desk: Desk, number: int, start: datetime) -> None:
    """Where the way there is free and the way back is too, all rows are as before, but for what is told of it."""
    plan = Plan(desk.context)
    stood, before = plan.find(number), standing(desk)
    plan.move([number], to=start)
    if start != stood.starts_at:
        assert standing(desk) != before
    plan.move([number], to=stood.starts_at)
    if not stood.forced:
        assert standing(desk) == before


def standing(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the store, but for history, stamps and what was told to people."""
    return {name: rows for name, rows in dump(desk).items() if name != "message"}
