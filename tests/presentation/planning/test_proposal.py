"""A proposal for many calls in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from svc_tui.presentation.planning.proposal import proposal_cells, proposal_head
from tests.presentation.planning.test_board import Call, text
from tests.presentation.planning.test_grid import ROME, at


@dataclass(frozen=True)
class Proposed:
    call: Any
    person: str
    starts_at: datetime
    ends_at: datetime
    in_time: bool
    way_s: int = 900


def test_a_line_and_the_head() -> None:
    kept = Proposed(Call(), "greta", at(9), at(11), in_time=True)
    late = Proposed(Call(), "bruno", at(33), at(34), in_time=False)
    assert [words for words, _role in proposal_cells(kept, "knows such units", ROME, at(8))] == [
        "10228", "greta", "Mon 09:00", "2h00", "Centro Sportivo", "knows such units"
    ]  # fmt: skip
    assert proposal_cells(late, "", ROME, at(8))[2] == ("Tue 09:00", "urgent")
    head = [text(line) for line in proposal_head([kept, late], ["10231"])]
    assert head == [" 2 visits, 1 in time, 0h30 of way", " No time is free for 10231."]
    assert len(proposal_head([kept], [])) == 1
