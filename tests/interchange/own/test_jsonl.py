"""JSON Lines of our own names."""

import io
import json

from svc_tui.interchange.own.jsonl import write_jsonl


def test_a_line_a_record_and_how_many() -> None:
    out = io.StringIO()
    assert write_jsonl([{"number": "10001"}, {"number": "10002"}], out, "call") == 2
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [
        {"kind": "call", "number": "10001"},
        {"kind": "call", "number": "10002"},
    ]
