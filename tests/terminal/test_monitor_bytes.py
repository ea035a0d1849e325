"""What the service monitor and the wall send: when they open, each minute, at rest, and when the window changes."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from svc_tui.bootstrap import open_services
from tests.terminal.desk import NOW, make_demo, open_desk
from tests.terminal.pty_driver import PtyProgram

SCREEN, RENEWED = 3600, 1500
"""What opening a screen may cost, and what a minute may."""


def busy_hour(store: Path) -> None:
    """Two dozen calls in the last hour, in no order that lines of signs could share with themselves a minute later."""
    draw, at = random.Random(4), [NOW]
    services = open_services(store=store, who="anna", now=lambda: at[0], env={})
    customer = services.customers.list()[0].code
    for _call in range(24):
        at[0] = NOW - timedelta(minutes=draw.randint(0, 58))
        services.calls.new({"customer": customer, "subject": "Stops"})
    services.close()


def cost(program: PtyProgram, key: str) -> int:
    """Bytes of a key until the screen is at rest."""
    before = len(program.sent)
    program.type(key)
    program.until_change(before)
    program.rest()
    return len(program.sent) - before


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
        clock.write_text((NOW + timedelta(minutes=1)).isoformat())
        renewed = cost(program, "R")
        assert f"{(NOW + timedelta(minutes=61)):%H:%M}" in program.text()
        assert 0 < renewed < RENEWED, renewed
        before = len(program.sent)
        program.until_quiet(1.0, limit=1.5)
        assert len(program.sent) == before

        on_wall = cost(program, "w")
        assert "Unassigned" in program.text()
        assert 0 < on_wall < SCREEN, on_wall
        clock.write_text((NOW + timedelta(minutes=2)).isoformat())
        renewed = cost(program, "R")
        assert 0 < renewed < RENEWED, renewed
        program.resize(120, 40)
        program.rest()
        assert "Service monitor" in program.text()
        program.type("q")
        program.until_text("bell off")
