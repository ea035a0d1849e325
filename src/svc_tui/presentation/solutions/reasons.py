"""A solution in lines of text: fields, steps, calls, versions with their differences, why it is suggested."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import unified_diff
from typing import Any

from svc_tui.language import _, ngettext

FIELDS = ("symptom", "cause", "solution")


def titles() -> dict[str, str]:
    """The words for the fields of a solution."""
    return {
        "number": _("No."), "symptom": _("Symptom"), "cause": _("Cause"), "solution": _("Solution"),
        "description": _("Steps"), "item": _("Item"), "status": _("Status"), "problem": _("Problem"),
        "language": _("Language"), "owner": _("Owner"), "reviewer": _("Reviewer"), "reviewed_at": _("Reviewed"),
        "used": _("Used"), "last_used_at": _("Last used"), "merged_into": _("Merged into"),
    }  # fmt: skip


def use_words(used: int) -> str:
    """How often it was used."""
    if not used:
        return _("not used yet")
    return ngettext("used once", "used {count} times", used).format(count=used)


def reason(tie: str, closed: int) -> str:
    """Why a solution is suggested: `same item, closed 12 calls`."""
    ties = {
        "item": _("same item"), "group": _("same item group"), "problem": _("same problem type"),
        "words": _("same words"),
    }  # fmt: skip
    if not closed:
        return ties[tie]
    calls = ngettext("closed {count} call", "closed {count} calls", closed).format(count=closed)
    return f"{ties[tie]}, {calls}"


def difference(before: str, after: str) -> list[str]:
    """What changed in a text, line by line: `-` went, `+` came."""
    lines = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1))[
        2:
    ]  # after the file names
    return [line for line in lines if not line.startswith("@@")]


def version_lines(versions: Sequence[Mapping[str, Any]], when: Any) -> Iterable[str]:
    """Versions, newest first, each with its differences."""
    named = titles()
    for version in reversed(versions):
        yield f"{version['version']}  {when(version['at'])}  {version['who'] or '-'}"
        for change in version["changes"]:
            yield f"  {named.get(change['field'], change['field'])}"
            yield from (f"    {line}" for line in difference(change["old"], change["new"]))
