"""What the service monitor and the wall send: when they open, each minute, at rest, and when the window changes."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.perf.watching import busy_hour, cost, pass_minutes
from tests.terminal.desk import NOW, make_demo, open_desk

SCREEN, RENEWED = 3600, 1500
"""What opening a screen may cost, and what a minute may."""


@pytest.mark.slow
def test_a_minute_costs_what_moved(tmp_path: Path) -> None:
    store, clock = make_demo(tmp_path / "demo.db"), tmp_path / "clock"
    busy_hour(store)
    clock.write_text(NOW.isoformat())
    with open_desk(store, tmp_path, "--clock", str(clock)) as program:
        program.type("g")
        opened = cost(program, "w")
        assert "Came in the hour" in program.text()
        assert 0 < opened < SCREEN, opened
        renewed = pass_minutes(program, clock, 1)
        assert f"{(NOW + timedelta(minutes=61)):%H:%M}" in program.text()
        assert 0 < renewed < RENEWED, renewed
        before = len(program.sent)
        program.until_quiet(1.0, limit=1.5)
        assert len(program.sent) == before

        on_wall = cost(program, "w")
        assert "Unassigned" in program.text()
        assert 0 < on_wall < SCREEN, on_wall
        renewed = pass_minutes(program, clock, 1)
        assert 0 < renewed < RENEWED, renewed
        program.resize(120, 40)
        program.rest()
        assert "Service monitor" in program.text()
        program.type("q")
        program.until_text("bell off")
