"""A key held on a thin line: the screen follows, because frames wait for the terminal."""

import pytest

from tests.terminal.conftest import Start
from tests.terminal.thin_line import ThinLine


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "rate", "round_trip", "most"),
    [(("--slow",), 2000, 0.2, 2.0), ((), 8000, 0.3, 1.6)],
)
def test_a_held_key_does_not_lag(
    start: Start, options: tuple[str, ...], rate: int, round_trip: float, most: float
) -> None:
    with start(*options, answers=False) as app:
        line = ThinLine(app, bytes_per_second=rate, round_trip=round_trip)
        app.answer_now()
        line.until_idle()
        assert line.hold("down", 40, 15) < most
        app.until_text("10040")
