"""Small hands for the reader tests: a file of given content, read into records and problems."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from svc_tui.interchange import reading
from svc_tui.interchange.core.files import Source
from svc_tui.interchange.core.records import Problem, Record
from svc_tui.interchange.csv import mapping

ROME = ZoneInfo("Europe/Rome")


def read(path: Path, content: bytes | str, **wanted: Any) -> tuple[list[Record], list[Problem]]:
    """Write `content` to `path`, read it, and part what came out."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if isinstance(toml := wanted.pop("toml", None), str):
        wanted["mapping"] = mapping.parse(toml, "map.toml")
    found = list(reading.read(Source(path), zone=wanted.pop("zone", ROME), **wanted))
    return [one for one in found if isinstance(one, Record)], [
        one for one in found if isinstance(one, Problem)
    ]
