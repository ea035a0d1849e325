"""What the keys of the plan cost in bytes at 80x24, on the demo company as of a fixed moment."""

from pathlib import Path
from statistics import median

import pytest

from tests.perf.limits import LIMITS
from tests.perf.sizes import Session
from tests.terminal.desk import make_demo, open_desk

MOVED = 1200
"""Bytes that a visit moved may cost: drawn, weighed and made."""


@pytest.mark.slow
@pytest.mark.parametrize("colours", ["truecolor", "16"])
def test_a_cursor_key_costs_what_it_costs_in_the_inbox_and_a_visit_moves_for_little(
    tmp_path: Path, colours: str
) -> None:
    with open_desk(make_demo(tmp_path / "demo.db"), tmp_path, colours=colours) as program:
        session = Session(program)
        program.type("7")
        program.until_text(" to plan")
        program.rest()
        sent = [session.frames(key) for key in "jjllkhjl"]
        sixteen = colours == "16"
        assert median(len(each) for each in sent) <= LIMITS["cursor key, detail"][sixteen]
        program.type("]")
        program.rest()
        session.cost("j")
        put, planned = session.cost("p"), session.cost("enter")
        drawn, made = session.cost("L"), session.cost("enter")
        costs = {"put": put, "planned": planned, "drawn": drawn, "made": made}
        assert session.shows(" moved: ")
        assert max(costs.values()) <= MOVED, costs
