"""What is to be billed in words: for the page of a call, the prompt that closes it, and the page of a customer."""

from collections.abc import Mapping, Sequence
from typing import Any

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, ngettext
from svc_tui.presentation.core.spans import Line

Record = Mapping[str, Any]


def kind_words(kind: str) -> str:
    """What a line is of."""
    known = {
        "labour": _("labour"), "travel": _("travel"), "part": _("part"), "fee": _("fee"), "units": _("units"),
    }  # fmt: skip
    return known.get(kind, kind)


def sums_words(sums: Sequence[Record]) -> str:
    """What it comes to: `120.00 EUR, 30.00 CHF, 2 lines without a price`."""
    found = [f"{each['net']} {each['currency']}" for each in sums if each["currency"]]
    for each in sums:
        if each["currency"] is None:
            many = each["lines"]
            text = ngettext("{count} line without a price", "{count} lines without a price", many)
            found.append(text.format(count=many))
    return ", ".join(found)


def to_bill_words(sums: Sequence[Record]) -> str:
    """What a call will be billed as, in one sentence."""
    said = sums_words(sums)
    return _("To bill: {sums}").format(sums=said) if said else _("Nothing to bill.")


def line_words(record: Record) -> str:
    """A line on one line: what, how much, what it costs, why."""
    text = show_line(record["text"]) or kind_words(record["kind"])
    much = f"{record['quantity']} {unit_words(record['unit'])}"
    if record["net"] is None:
        return f"{text}: {much}, {_('no price')} ({show_line(record['reason'])})"
    return f"{text}: {much} x {record['price']} = {record['net']} {record['currency']} ({show_line(record['reason'])})"


def unit_words(unit: str) -> str:
    """A unit as it is read."""
    known = {"h": _("h"), "km": _("km"), "piece": _("pc"), "visit": _("visit"), "period": _("period")}
    return known.get(unit, unit)


def lines(records: Sequence[Record], sums: Sequence[Record]) -> list[Line]:
    """What a call will be billed as: the sum, then each line."""
    found: list[Line] = [((to_bill_words(sums), "text strong"),)]
    for record in records:
        role = "text" if record["net"] is not None else "warning"
        found.append(((line_words(record), role),))
        if record["missing"]:
            found.append((("  " + show_line(record["missing"]), "muted"),))
    return found
