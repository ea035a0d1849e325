"""JSON however it is wrapped: an envelope, a bare array, a bare object, or one object a line.

Lines are read one at a time, and so are the elements of a long array. A line that is no JSON is a rejected row, a
document that is none is an unreadable file.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from svc_tui.errors import N_, Refused
from svc_tui.interchange.files import Source
from svc_tui.interchange.json_stream import Broken, Stream
from svc_tui.interchange.records import Problem, short
from svc_tui.interchange.values import LONGEST


@dataclass(frozen=True)
class Found:
    """One object of a file: its row, itself, and the metadata that stood around or in it."""

    row: int
    value: dict[str, Any]
    metadata: str = ""


def looks_like_json(source: Source) -> bool:
    """Does the text begin as JSON does."""
    with source.open() as stream:
        return stream.read(1000).lstrip("\ufeff \r\n\t")[:1] in {"{", "["}


def objects(source: Source) -> Iterator[Found | Problem]:
    """Every object of the file, with warnings on the way.

    Raises:
        Refused: the file is no JSON, or holds a server's error instead of records.
    """
    empty = True
    for one in _lines(source) if _has_lines(source) else _document(source):
        empty = empty and isinstance(one, Problem) and one.severity != "reject"
        yield one
    if empty:
        yield Problem(
            0, "", "", N_("There is nothing to import in {name}."), {"name": source.name}, "note", "nothing"
        )


def _finite(text: str) -> float | str:
    """A number; one beyond what can be written again stays as it was written."""
    number = float(text)
    return number if math.isfinite(number) else text


_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=lambda word: None)


def _parse(text: str) -> Any:
    return _DECODER.decode(text)


def _has_lines(source: Source) -> bool:
    """JSON Lines: the first or the second line is an object of its own, and there are two."""
    lines: list[str] = []
    with source.open() as stream:
        for line in stream:
            if stripped := line.strip("\ufeff \r\n\t"):
                lines.append(stripped)
            if len(lines) == 2:
                break
    return (
        len(lines) == 2
        and all(line[0] == "{" for line in lines)
        and lines[0][-1] not in "[{,:"
        and any(_is_object(line) for line in lines)
    )


def _is_object(line: str) -> bool:
    try:
        return isinstance(_parse(line), dict)
    except (ValueError, RecursionError):
        return False


def _lines(source: Source) -> Iterator[Found | Problem]:
    with source.open() as stream:
        for row, line in enumerate(stream, 1):
            text = line.strip("\ufeff \r\n\t")
            if not text:
                continue
            try:
                value = _parse(text)
            except (ValueError, RecursionError) as error:
                at = error.colno if isinstance(error, json.JSONDecodeError) else 1
                message = N_("The line is not JSON; it goes wrong at column {at}.")
                yield Problem(row, "", short(text), message, {"at": at}, rule="json")
                continue
            yield from _unwrap(value, source.name, row)


def _document(source: Source) -> Iterator[Found | Problem]:
    try:
        with source.open() as text:
            stream = Stream(text, _DECODER)
            yield from _streamed(stream, stream.peek(), source.name)
            stream.end()
    except Broken as error:
        raise Refused(
            N_(
                "{name} is not whole JSON: it breaks off or goes wrong at line {line}, column {column}. "
                "Nothing was imported."
            ),
            name=source.name,
            line=error.line,
            column=error.column,
        ) from error
    except (ValueError, RecursionError) as error:
        raise Refused(
            N_("{name} is JSON that no record looks like: {reason}. Nothing was imported."),
            name=source.name,
            reason=short(error),
        ) from error


def _streamed(stream: Stream, first: str, name: str) -> Iterator[Found | Problem]:
    """An array element by element, alone or in an envelope that says first what it holds; all else as a whole."""
    if not first:
        raise Refused(N_("{name} is empty: there is nothing to import."), name=name)
    if first == "[":
        for number, one in enumerate(stream.elements(), 1):
            yield from _unwrap(one, name, number)
        return
    if first != "{":
        yield from _unwrap(stream.value(), name, 0)
        return
    was_streamed = False
    for key, members in stream.members(_is_streamable):
        folded = {member.casefold(): member for member in members}
        if key:
            was_streamed = True
            metadata = _metadata(members, folded)
            for number, one in enumerate(stream.elements(), 1):
                yield from _unwrap(one, name, number, metadata)
        elif was_streamed:
            yield from _page(members, folded)
        else:
            yield from _unwrap(members, name, 0)


def _is_streamable(key: str, before: dict[str, Any]) -> bool:
    """An envelope's list, if its metadata came before it and nothing else did."""
    envelope = [member.casefold().lstrip("@") for member in before]
    return (
        key.casefold() in {"value", "data"}
        and any(member in {"odata.metadata", "odata.context"} for member in envelope)
        and all(member.startswith("odata.") for member in envelope)
    )


def _unwrap(value: Any, name: str, row: int, metadata: str = "") -> Iterator[Found | Problem]:
    """Take the envelope off; `row` is that of the line, or 0 where elements are counted."""
    if isinstance(value, list):
        for number, one in enumerate(value, 1):
            yield from _unwrap(one, name, row or number, metadata)
        return
    if not isinstance(value, dict):
        if value not in (None, ""):
            yield Problem(row or 1, "", short(value), N_("This is no record but a bare value."), rule="json")
        return
    if isinstance(value.get("whole"), str):  # a line of ours: what its fields are called says nothing
        yield Found(row or 1, value, metadata)
        return
    folded = {key.casefold(): key for key in value}
    metadata = _metadata(value, folded) or metadata
    _refuse_error(value, folded, name)
    inner = next(
        (folded[key] for key in ("value", "data") if key in folded and _is_envelope(value, folded[key])), None
    )
    if inner is None:
        yield Found(row or 1, value, metadata)
        return
    yield from _page(value, folded)
    yield from _unwrap(value[inner], name, row, metadata)


def _is_envelope(value: dict[str, Any], inner: str) -> bool:
    rest = [key for key in value if key != inner and not key.lstrip("@").startswith("odata.")]
    return isinstance(value[inner], list) or (isinstance(value[inner], dict | str) and not rest)


def _metadata(value: dict[str, Any], folded: dict[str, str]) -> str:
    for key in ("odata.metadata", "@odata.context"):
        if isinstance(found := value.get(folded.get(key, "")), str):
            return found
    return ""


def _page(value: dict[str, Any], folded: dict[str, str]) -> Iterator[Problem]:
    for key in ("odata.nextlink", "@odata.nextlink"):
        if key in folded:
            yield Problem(
                0,
                folded[key],
                short(value[folded[key]]),
                N_(
                    "This file is one page of several: the server names a next page. Fetch it and import it too."
                ),
                severity="warn",
                rule="page",
            )


def _refuse_error(value: dict[str, Any], folded: dict[str, str], name: str) -> None:
    """A server's error in place of records: its own words, and nothing else."""
    error = value.get(folded.get("error", ""))
    if not isinstance(error, dict) or not {key.casefold() for key in error} & {"code", "message"}:
        return
    words = error.get("message")
    if isinstance(words, dict):
        words = words.get("value")
    raise Refused(
        N_('{name} holds no records but an error of the server: "{words}" ({code}). Nothing was imported.'),
        name=name,
        words=short(words, 200),
        code=error.get("code"),
    )


def first_fault(value: Any, path: str = "") -> tuple[str, str, int] | None:
    """The first text inside that cannot be kept: its place, `nul` or `long`, and its length."""
    if isinstance(value, str):
        if "\0" in value:
            return path, "nul", len(value)
        return (path, "long", len(value)) if len(value) > LONGEST else None
    if isinstance(value, dict):
        pairs = [(f"{path}.{key}" if path else key, one) for key, one in value.items()]
    elif isinstance(value, list):
        pairs = [(path, one) for one in value]
    else:
        return None
    return next((fault for place, one in pairs if (fault := first_fault(one, place))), None)
