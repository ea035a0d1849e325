"""The pipeline in a few lines: how much stands in each stage, what it comes to, what it weighs; currencies apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from rich.cells import cell_len, set_cell_size

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, ngettext, number
from svc_tui.presentation.core.columns import WIDE_FROM
from svc_tui.presentation.core.spans import Line
from svc_tui.presentation.core.words import cut
from svc_tui.presentation.sales.columns import expected_role, short_amount, short_day
from svc_tui.presentation.sales.lines import stage_words

NARROWEST = 14
"""Cells of a stage in the bar at least."""
EDGES = 3
"""Cells of the bar beside its stages: a blank in front, the sign that there are more behind."""
MOST_CURRENCIES = 2
"""So many have a line of their own in the bar; the pipeline shows all of them."""


class Sum(Protocol):
    """What a stage comes to in one currency."""

    @property
    def stage(self) -> str: ...
    @property
    def currency(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def weighted(self) -> Decimal: ...


def totals(sums: Iterable[Sum]) -> dict[str, tuple[Decimal, Decimal]]:
    """Amount and weighted amount by currency, that of most opportunities first."""
    found: dict[str, tuple[Decimal, Decimal]] = {}
    counts: dict[str, int] = {}
    for each in sums:
        amount, weighted = found.get(each.currency, (Decimal(0), Decimal(0)))
        found[each.currency] = (amount + each.amount, weighted + each.weighted)
        counts[each.currency] = counts.get(each.currency, 0) + each.count
    return dict(sorted(found.items(), key=lambda item: (-counts[item[0]], item[0])))


def with_totals(words: str, sums: Sequence[Sum], cells: int) -> str:
    """A count, and what all of them come to, each currency apart: `412,300 EUR weighted 147,900`; where there is no
    room for all of them the first, and how many more there are; else the count alone."""
    told = [
        _("{amount} weighted {weighted}").format(
            amount=rounded(amount, currency), weighted=rounded(weighted, currency).rpartition(" ")[0]
        )
        for currency, (amount, weighted) in totals(sums).items()
    ]
    some = [f"{told[0]} +{len(told) - 1}"] if len(told) > 1 else []
    for each in ["; ".join(told), *some] if told else []:
        if cell_len(words) + 2 + cell_len(each) <= cells:
            return f"{words}  {each}"
    return words


def rounded(amount: Decimal, currency: str) -> str:
    """A sum in whole units of its currency: cents say nothing of a pipeline."""
    return short_amount(amount.quantize(Decimal(1), "ROUND_HALF_UP"), currency)


def bar_lines(stages: Sequence[str], sums: Sequence[Sum], width: int) -> list[Line]:
    """A column for each stage with something in it: name and count, below it what it comes to in each currency."""
    by_stage: dict[str, dict[str, Sum]] = {name: {} for name in stages}
    for each in sums:
        by_stage.setdefault(each.stage, {})[each.currency] = each
    shown = [name for name, found in by_stage.items() if found]
    if not shown:
        return []
    currencies = list(totals(sums))
    others = f" +{len(currencies) - MOST_CURRENCIES}" if len(currencies) > MOST_CURRENCIES else ""
    room = width - EDGES - len(others)
    fit = max(1, room // NARROWEST)
    more, shown = len(shown) > fit, shown[:fit]
    cells = room // len(shown)
    lines = [_line([_named(name, by_stage[name]) for name in shown], cells, "text strong", more)]
    for currency in currencies[:MOST_CURRENCIES]:
        lines.append(_line([_summed(by_stage[name].get(currency), width) for name in shown], cells, "text"))
    if others:
        lines[-1] = (*lines[-1], (others, "muted"))
    return lines


def _named(name: str, found: Mapping[str, Sum]) -> str:
    return f"{stage_words(name)} {number(sum(each.count for each in found.values()))}"


def _summed(found: Sum | None, width: int) -> str:
    if found is None:
        return "-"
    told = rounded(found.amount, found.currency)
    if width >= WIDE_FROM:
        told += f" ({rounded(found.weighted, found.currency).rpartition(' ')[0]})"
    return told


def _line(texts: Sequence[str], cells: int, role: str, more: bool = False) -> Line:
    parts = tuple((set_cell_size(cut(text, cells - 2), cells), role) for text in texts)
    return ((" ", "text"), *parts, *((((">", "muted"),)) if more else ()))


# --- the pipeline in columns

CARD = ("number", "amount", "expected", "name")
"""What an opportunity shows: the last on a line of its own."""
WIDTHS = {"number": 4, "amount": 9, "expected": 9, "name": 24}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line of a head; with a key it is a figure on which the cursor may stand."""

    text: str
    role: str
    key: str = ""
    grows: bool = False


class Card(Protocol):
    """An opportunity on the pipeline."""

    @property
    def number(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def customer_name(self) -> str: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def currency(self) -> str: ...
    @property
    def closes_on(self) -> date | None: ...
    @property
    def status(self) -> str: ...


def card_cells(row: Card, today: date) -> tuple[tuple[str, str], ...]:
    """An opportunity on the pipeline: number, amount and day; below what is sold, and to whom."""
    expected = short_day(row.closes_on, today, WIDTHS["expected"]) if row.closes_on else "-"
    amount = number(int(row.amount.quantize(Decimal(1), "ROUND_HALF_UP")))
    return (
        (str(row.number), "strong"), (amount, "text"), (expected, expected_role(row, today)),
        (f"{show_line(row.name)}, {show_line(row.customer_name)}", "text"),
    )  # fmt: skip


def head_parts(stage: str, sums: Sequence[Sum]) -> tuple[tuple[Part, ...], ...]:
    """Stage and count; what they come to; what that weighs: of the first currency, and how many more there are."""
    count = sum(each.count for each in sums)
    (currency, (amount, weighted)), *others = totals(sums).items()
    more = f" +{len(others)}" if others else ""
    weighs = _("weighted {amount}").format(amount=rounded(weighted, currency))
    return (
        (
            Part(" " + stage_words(stage), "title strong", grows=True),
            Part(number(count), "strong", "count"),
        ),
        (Part(rounded(amount, currency) + more, "text", "amount"),),
        (Part(weighs + more, "muted", "weighted"),),
    )


def figure_lines(stage: str, sums: Sequence[Sum], *, key: str) -> list[Line]:
    """What the pane says while the cursor stands on a figure: the stage, and what it comes to in each currency."""
    shows = _("{key} lists them").format(key=key)
    lines: list[Line] = [((" ", "text"), (stage_words(stage), "title strong"), (f"  ({shows})", "muted"))]
    for each in sums:
        words = ngettext(
            "{count} opportunity: {amount}, weighted {weighted}",
            "{count} opportunities: {amount}, weighted {weighted}",
            each.count,
        )
        told = words.format(
            count=number(each.count), amount=rounded(each.amount, each.currency),
            weighted=rounded(each.weighted, each.currency),
        )  # fmt: skip
        lines.append(((" ", "text"), (told, "text")))
    return lines
