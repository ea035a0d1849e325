"""Words of hints: why there is one, as a clause in a strip or table and as a sentence; what a rule finds."""

from collections.abc import Mapping
from datetime import date

from svc_tui.domain.core.text import show_line
from svc_tui.domain.sales.hints import DISMISSED, PUT_OFF, RAISED, RULES, Hint
from svc_tui.errors import N_
from svc_tui.language import _, day_short, money
from svc_tui.presentation.core.spans import Span
from svc_tui.presentation.core.words import cut

_FATES: Mapping[str, str] = {RAISED: N_("raised"), PUT_OFF: N_("put off"), DISMISSED: N_("dismissed")}


def reason(hint: Hint, today: date) -> str:
    """Why it was found, as a clause: `unit TA-0917 had 3 calls in 90 days and no contract`."""
    told = hint.reason
    said = {
        name: day_short(value, today) if isinstance(value, date) else value
        for name, value in told.values.items()
    }
    return _(told.text).format(**said)


def sentence(hint: Hint, today: date) -> str:
    """The same as a sentence, with the customer and what the contract is worth."""
    clause = reason(hint, today)
    said = [f"{clause[:1].upper()}{clause[1:]}.", f"{hint.customer_name or hint.customer}."]
    if hint.worth:
        said.append(_("Worth {amount}.").format(amount=money(hint.worth)))
    return " ".join(said)


def strip(count: int, first: Hint | None, today: date, cells: int) -> str:
    """All there are in one line, with the first one's reason: `Hints 7: unit TA-0917 had 3 calls ...`."""
    if first is None or count == 0:
        return ""
    return cut(_("Hints {count}: {reason}").format(count=count, reason=reason(first, today)), cells)


def line(hint: Hint, today: date, cells: int) -> str:
    """One hint in one line: the reason, and the customer as far as there is room."""
    clause = reason(hint, today)
    return cut(f"{clause}  {hint.customer_name or hint.customer}", cells)


def cells(hint: Hint, today: date) -> tuple[Span, ...]:
    """One hint in a table: the reason, the customer."""
    return (
        (show_line(reason(hint, today)), "text"),
        (show_line(hint.customer_name or hint.customer), "aside"),
    )


def title(rule: str) -> str:
    """What people call a rule; its stable name where there is none."""
    return _(RULES[rule].title) if rule in RULES else rule


def fate(word: str) -> str:
    """What became of a hint."""
    return _(_FATES[word]) if word in _FATES else word
