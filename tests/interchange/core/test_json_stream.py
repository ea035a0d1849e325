"""Long arrays are read element by element, with the same result as reading the whole, and the place of a fault."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.interchange.core import json_stream
from svc_tui.interchange.core.json_stream import Broken, Stream

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


class Drops(io.StringIO):
    """A text that comes a few signs at a time, however many are asked for."""

    def read(self, size: int | None = -1, /) -> str:
        return super().read(3)


def elements(text: str) -> list[object]:
    stream = Stream(Drops(text), json.JSONDecoder())
    found = list(stream.elements())
    stream.end()
    return found


@given(st.lists(VALUES, max_size=6), st.sampled_from([None, 1]))
def test_elements_are_those_of_the_whole(values: list[object], indent: int | None) -> None:
    assert elements(json.dumps(values, indent=indent)) == json.loads(json.dumps(values))


@given(st.lists(VALUES, min_size=1, max_size=4), st.data())
def test_what_breaks_off_is_broken(values: list[object], data: st.DataObject) -> None:
    whole = json.dumps(values)
    with pytest.raises(Broken):
        elements(whole[: data.draw(st.integers(0, len(whole) - 1))])


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("[1,\n 2,\n x]", 3, 2), ("[1] 2", 1, 5), ('[{"a": 1}\n {}]', 2, 2), ("[1,]", 1, 4)],
)
def test_a_fault_has_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(Broken) as caught:
        elements(text)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_lines_are_counted_across_what_was_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "CHUNK", 4)
    with pytest.raises(Broken) as caught:
        elements("[\n" + "1,\n" * 500 + "oops]")
    assert (caught.value.line, caught.value.column) == (502, 1)
