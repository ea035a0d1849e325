"""JSON however it is wrapped: an envelope, a bare array, a bare object, or one object a line.

Lines are read one at a time, and so are the elements of a long array. A line that is no JSON is a rejected row, a
document that is none is an unreadable file.
"""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from svc_tui.errors import N_, Refused
from svc_tui.interchange.core.delimited import spoilt
from svc_tui.interchange.core.files import CHUNK, LARGEST_VALUE, LONGEST_LINE, Lines, Source
from svc_tui.interchange.core.json_stream import Broken, Stream, TooLarge, check_size
from svc_tui.interchange.core.records import Problem, short, shown
from svc_tui.interchange.core.values import LONGEST


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
        if source.broken is not None and isinstance(one, Found):
            fault = first_fault(one.value, source.broken)
            if fault is not None and fault[1] == "bytes":
                yield spoilt(one.row, fault[0], "", source)
                continue
        yield one
    if empty:
        yield Problem(
            0, "", "", N_("There is nothing to import in {name}."), {"name": source.name}, "note", "nothing"
        )


def _finite(text: str) -> float | str:
    """A number; one beyond what can be written again stays as it was written."""
    number = float(text)
    return number if math.isfinite(number) else text


DEEPEST = 64
"""Levels of lists and objects in each other."""
_FIRST_LINE = LARGEST_VALUE
"""A first line longer than this is a document in one line."""
_FIRST_LINES = 1000
"""Lines in which two with something on them are looked for."""

_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=lambda word: None)


def _parse(text: str) -> Any:
    return _DECODER.decode(text)


def _has_lines(source: Source) -> bool:
    """JSON Lines: the first or the second line is an object of its own, and there are two."""
    lines: list[str] = []
    with source.open() as stream:
        for _ in range(_FIRST_LINES):
            if len(lines) == 2 or not (line := stream.readline(_FIRST_LINE)):
                break
            if stripped := line.strip("\ufeff \r\n\t"):
                lines.append(stripped)
            if len(line) == _FIRST_LINE:
                break
    return (
        len(lines) == 2
        and all(line[0] == "{" for line in lines)
        and lines[0][-1] not in "[{,:"
        and any(_is_object(line) for line in lines)
    )


def _is_object(line: str) -> bool:
    try:
        check_size(line)
        return isinstance(_parse(line), dict)
    except (ValueError, RecursionError):
        return False


def _lines(source: Source) -> Iterator[Found | Problem]:
    with source.open() as stream:
        for row, line in enumerate(Lines(stream, source), 1):
            text = line.strip("\ufeff \r\n\t")
            if not text:
                continue
            try:
                if len(text) > CHUNK:
                    check_size(text)
                value = _parse(text)
                yield from _unwrap(value, source.name, row)
            except TooLarge:
                raise source.too_long("line", LONGEST_LINE, row) from None
            except RecursionError:
                yield _too_deep(row)
            except ValueError as error:
                at = error.colno if isinstance(error, json.JSONDecodeError) else 1
                message = N_("The line is not JSON; it goes wrong at column {at}.")
                yield Problem(row, "", short(text), message, {"at": at}, rule="json")


def _too_deep(row: int) -> Problem:
    return Problem(row, "", "", _FAULTS["deep"], {"limit": DEEPEST}, rule="deep")


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
    except TooLarge as error:
        raise source.too_long(error.what, LARGEST_VALUE if error.what == "value" else LONGEST_LINE) from error
    except RecursionError:
        message = N_("{name} is nested deeper than {limit} levels; no record is. Nothing was imported.")
        raise Refused(message, name=source.name, limit=DEEPEST) from None
    except ValueError as error:
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
    if value == {}:
        return  # no more than an empty line
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


def fault_of(found: Found, longest: int = LONGEST) -> Problem | None:
    """Why the values of an object cannot be kept, whoever it is of."""
    fault = first_fault(found.value, longest=longest)
    if fault is None:
        return None
    path, sort, count = fault
    return Problem(found.row, path, "", _FAULTS[sort], {"count": count, "limit": _LIMITS[sort]}, rule=sort)


def first_fault(
    value: Any, broken: re.Pattern[str] | None = None, longest: int = LONGEST
) -> tuple[str, str, int] | None:
    """A text inside that cannot be kept, or what is nested too deep: its place, what is wrong, and how much.

    Args:
        value: Anything that JSON can say.
        broken: Finds what could not be decoded.
        longest: Signs that a text may have.
    """
    stack: list[tuple[Any, str, int]] = [({"": value}, "", 0)]
    while stack:
        one, path, depth = stack.pop()
        if depth > DEEPEST:
            return path, "deep", depth
        for key, inner in one.items() if isinstance(one, dict) else (("", each) for each in one):
            if isinstance(inner, str):
                if "\0" in inner or len(inner) > longest:
                    return _joined(path, key), "nul" if "\0" in inner else "long", len(inner)
                if broken is not None and broken.search(inner):
                    return _joined(path, key), "bytes", len(inner)
            elif isinstance(inner, dict | list):
                stack.append((inner, _joined(path, key), depth + 1))
            if broken is not None and broken.search(key):
                return _joined(path, shown(key)), "bytes", len(key)
    return None


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path and key else path or key


_FAULTS = {
    "nul": N_("There is a NUL byte in it; this is not text."),
    "long": N_("It has {count} signs, more than the {limit} that one field may hold; is a quote missing?"),
    "deep": N_("It is nested deeper than {limit} levels; no record is."),
}
_LIMITS = {"nul": 0, "long": LONGEST, "deep": DEEPEST}
