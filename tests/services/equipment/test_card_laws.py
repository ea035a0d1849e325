"""Laws of units under any order of acts: two sides a link, no rings, one live card a serial, an exact undo."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from svc_tui.domain.equipment.rules import UNIQUE
from svc_tui.errors import SvcError
from tests.amounts import many
from tests.services.desk import Desk
from tests.services.equipment.test_card_acts import cards, everything

CARDS = st.sampled_from([f"#{number}" for number in (311, 312, 313, 314, 315, 316)])
CUSTOMERS = st.sampled_from(["C1", "C2", "C3"])
STATUSES = st.sampled_from(["active", "returned", "terminated", "loaned", "in_lab"])
ACTS = st.one_of(
    st.tuples(
        st.just("set"), st.tuples(CARDS.map(lambda card: [card]), STATUSES.map(lambda word: {"status": word}))
    ),
    st.tuples(
        st.just("set"), st.tuples(CARDS.map(lambda card: [card]), CARDS.map(lambda card: {"replaces": card}))
    ),
    st.tuples(st.just("lab"), st.tuples(CARDS.map(lambda card: [card]))),
    st.tuples(st.just("back"), st.tuples(CARDS.map(lambda card: [card]))),
    st.tuples(st.just("take_back"), st.tuples(st.lists(CARDS, min_size=1, max_size=3))),
    st.tuples(st.just("loan"), st.tuples(CARDS, CARDS)),
    st.tuples(st.just("loan_back"), st.tuples(CARDS.map(lambda card: [card]))),
    st.tuples(st.just("exchange"), st.tuples(CARDS, CARDS)),
    st.tuples(st.just("change_owner"), st.tuples(CARDS, CUSTOMERS, st.just("Sold"))),
    st.tuples(st.just("set_parent"), st.tuples(CARDS.map(lambda card: [card]), st.one_of(st.none(), CARDS))),
    st.tuples(st.just("delete"), st.tuples(CARDS.map(lambda card: [card]))),
    st.tuples(st.just("call"), st.tuples(CARDS)),
)


def do(desk: Desk, name: str, arguments: tuple[Any, ...]) -> bool:
    """Try an act; whether it left a change to undo."""
    try:
        if name == "call":
            return desk.calls.new({"equipment": arguments[0][1:], "subject": "Stops"}).change_id is not None
        return getattr(cards(desk), name)(*arguments).change_id is not None
    except SvcError:
        return False


def check(desk: Desk) -> None:
    """What always holds."""
    rows = {row.number: row for row in cards(desk).list()}
    for number, row in rows.items():
        if row.replaces is not None and row.replaces in rows:
            assert rows[row.replaces].replaced_by == number
        if row.replaced_by is not None and row.replaced_by in rows:
            assert rows[row.replaced_by].replaces == number
        assert {row.replaces, row.replaced_by, row.parent} - {None} <= rows.keys() - {number}
        assert row.due_back is None or row.status == "loaned"
        seen, at = set[int](), row.parent
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = rows[at].parent
    live = [(row.item, row.serial) for row in rows.values() if row.status in UNIQUE]
    assert len(live) == len(set(live))


@settings(max_examples=many(6), deadline=None)
@given(st.lists(ACTS, max_size=12))
def test_any_order_of_acts_keeps_the_laws_and_undo_takes_each_back(
    acts: list[tuple[str, tuple[Any, ...]]],
) -> None:
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "desk.db")
        stages = [everything(desk)]
        for name, arguments in acts:
            desk.time += timedelta(minutes=1)
            if do(desk, name, arguments):
                stages.append(everything(desk))
            else:
                assert everything(desk) == stages[-1], "what is refused leaves nothing behind"
            check(desk)
        while len(stages) > 1:
            stages.pop()
            desk.undo.undo()
            assert everything(desk) == stages[-1]
            check(desk)
        desk.store.close()
