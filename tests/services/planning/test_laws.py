"""Laws of planning in a real store: nothing overlaps unless it is forced; there and back leaves equal rows."""

import tempfile
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from svc_tui.errors import Refused
from svc_tui.services.planning.service import Plan
from tests.services.desk import MONDAY_9, Desk

acts = st.lists(
    st.tuples(
        st.sampled_from(["new", "move", "give", "cancel"]), st.integers(0, 5), st.integers(0, 40),
        st.sampled_from(["bruno", "carla", "bruno carla"]),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@settings(deadline=None, max_examples=12)
@given(acts)
def test_visits_of_one_technician_never_overlap_and_moving_back_restores(
    wanted: list[tuple[str, int, int, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "desk.db")
        plan, call, made = Plan(desk.context), desk.open_call(), list[int]()
        for act, which, quarters, who in wanted:
            start = MONDAY_9 + quarters * timedelta(minutes=15)
            try:
                if act == "new" or not made:
                    values = {"technicians": who, "starts_at": start, "length": "1h"}
                    made.append(plan.new(call, values).number)
                elif act == "move":
                    _there_and_back(plan, made[which % len(made)], start)
                elif act == "give":
                    plan.move([made[which % len(made)]], technicians=who.split())
                else:
                    plan.cancel([made[which % len(made)]])
            except Refused:
                pass
        rows = plan.rows(plan.ids().ids)
        for person in ("bruno", "carla"):
            own = sorted((row.starts_at, row.ends_at) for row in rows if person in row.technicians)
            assert all(end <= start for (_start, end), (start, _end) in pairwise(own))
        desk.store.close()


def _there_and_back(plan: Plan, number: int, start: datetime) -> None:
    before = plan.find(number)
    plan.move([number], to=start)
    plan.move([number], to=before.starts_at)
    after = plan.find(number)
    same = ("call", "starts_at", "ends_at", "technicians", "status", "place", "note", "forced")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
