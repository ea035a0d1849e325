"""Sparklines: a row of numbers in one line, each a sign as high as the number. Zero has a sign of its own."""

from collections.abc import Sequence
from math import ceil

SIGNS = ("▁▂▃▄▅▆▇█", "_.:-=+*#")
"""From nothing to the highest; the same in ASCII, where the signs get darker."""


def sparkline(values: Sequence[float], most: float | None = None, *, ascii: bool = False) -> str:
    """One sign a value.

    Args:
        values: The values, none below zero.
        most: What the highest sign stands for; the highest of the values unless given.
        ascii: Draw with ASCII alone.
    """
    signs = SIGNS[ascii]
    top = max(values, default=0) if most is None else most
    return "".join(signs[level(value, top, len(signs) - 1)] for value in values)


def level(value: float, top: float, steps: int) -> int:
    """Which of so many steps a value reaches: none when it is zero, the first as soon as it is more."""
    if value <= 0 or top <= 0:
        return 0
    return min(steps, ceil(steps * value / top))
