"""What a merge of customers moved, in one line."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, ngettext, number


class Merged(Protocol):
    """What was moved."""

    @property
    def into(self) -> str: ...
    @property
    def codes(self) -> Sequence[str]: ...
    @property
    def moved(self) -> Mapping[str, int]: ...


def merged_words(done: Merged, *, dry_run: bool) -> str:
    """Who became whom, and what moved or would."""
    template = (
        _("{codes} would become {into}: {what}") if dry_run else _("{codes} merged into {into}: {what}")
    )
    codes = ", ".join(show_line(code) for code in done.codes)
    return template.format(codes=codes, into=show_line(done.into), what=moved_words(done.moved))


def moved_words(moved: Mapping[str, int]) -> str:
    """How much moved: calls, units, contracts, activities, and the rest as one number."""
    calls, units, contracts, activities = (
        moved.get(name, 0) for name in ("call", "equipment", "contract", "activity")
    )
    rest = sum(moved.values()) - calls - units - contracts - activities
    said = [
        (calls, ngettext("{count} call", "{count} calls", calls)),
        (units, ngettext("{count} unit", "{count} units", units)),
        (contracts, ngettext("{count} contract", "{count} contracts", contracts)),
        (activities, ngettext("{count} activity", "{count} activities", activities)),
        (rest, ngettext("{count} more", "{count} more", rest)),
    ]
    return ", ".join(words.format(count=number(count)) for count, words in said if count) or _(
        "nothing to move"
    )
