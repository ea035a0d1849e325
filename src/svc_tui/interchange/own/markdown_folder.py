"""A solution as a Markdown file with front matter, so that a team can keep its articles in version control.

The front matter is the plain part of YAML: `name: value` lines between two `---`, values bare or in quotes.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from svc_tui.errors import N_
from svc_tui.interchange.core.files import Source
from svc_tui.interchange.core.json_files import Found
from svc_tui.interchange.core.records import Problem, short

SUFFIXES: Final = (".md", ".markdown")
NAMES: Final = (
    "number", "solution", "symptom", "cause", "item", "status", "problem", "language", "owner", "reviewer",
    "reviewed_at", "created_at",
)  # fmt: skip
"""What the front matter tells, in this order; the text below it is the description."""
FENCE: Final = "---"

_LINE = re.compile(r"([A-Za-z_]\w*):(?:[ \t]+(.*))?$")
_PLAIN = re.compile(r"[^\W_][^\x00-\x1f\x7f-\x9f\u2028\u2029]*")
_UNSAFE = re.compile(r": |:$| #|^(?:true|false|yes|no|on|off|null|none|~)$", re.IGNORECASE)


def is_markdown(source: Source) -> bool:
    """Does a file say by its name that it is Markdown."""
    return source.path.suffix.casefold() in SUFFIXES


def objects(source: Source) -> Iterator[Found | Problem]:
    """The solution of a file under our names; lines of its front matter that cannot be read are told of."""
    text = re.sub(r"\r\n?", "\n", source.read().removeprefix("\ufeff"))
    first, _, rest = text.partition("\n")
    if first.rstrip() != FENCE:
        yield Problem(
            1,
            "",
            "",
            N_("A solution begins with front matter: --- on a line, solution: TEXT, and --- again."),
        )
        return
    head, fence, body = f"\n{rest}".partition(f"\n{FENCE}\n")
    if not fence:
        head, fence, body = f"\n{rest}".rstrip().partition(f"\n{FENCE}")
        if not fence or body:
            yield Problem(
                1, "", "", N_("The front matter has no end: write --- on a line of its own below it.")
            )
            return
    values: dict[str, Any] = {}
    for row, line in enumerate(head.removeprefix("\n").split("\n"), 2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line.rstrip())
        if match is None:
            yield Problem(row, "", short(line), N_("This is no line of front matter. Write NAME: VALUE."))
            return
        values[match[1].casefold()] = _value(match[2] or "")
    yield Found(1, {**values, "description": body.strip("\n") or None})


def _value(text: str) -> str | None:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        try:
            return str(json.loads(text)) or None
        except ValueError:
            return text[1:-1] or None
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'") or None
    return text.partition(" #")[0].rstrip() or None


def written(record: Mapping[str, Any]) -> str:
    """A solution as the text of its file."""
    lines = [f"{name}: {_scalar(record.get(name))}".rstrip() for name in NAMES]
    body = str(record.get("description") or "").strip("\n")
    return "\n".join([FENCE, *lines, FENCE, "", *([body] if body else []), ""])


def _scalar(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    text = str(value)
    if _PLAIN.fullmatch(text) and not _UNSAFE.search(text) and text == text.strip():
        return text
    return json.dumps(text, ensure_ascii=not text.isprintable())


def file_name(number: int, solution: str) -> str:
    """What the file of a solution is called: `0015-replace-door-sensor.md`."""
    plain = unicodedata.normalize("NFKD", solution).encode("ascii", "ignore").decode().casefold()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:60].rstrip("-")
    return f"{number:04}-{slug}.md" if slug else f"{number:04}.md"


def number_of(name: str) -> int | None:
    """The number of a solution from the name of its file."""
    match = re.match(r"(\d+)(?:-[a-z0-9-]*)?\.md$", name)
    return int(match[1]) if match else None
