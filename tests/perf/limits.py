"""The table of what to reach, in bytes at 80x24: truecolor and 16 colours."""

LIMITS = {
    "first paint": (3600, 3599),
    "first rows": (6000, 3000),
    "cursor key": (273, 213),
    "cursor key, detail": (650, 504),
    "page": (1496, 1368),
    "priority": (800, 540),
    "screen": (3600, 2600),
    "prompt": (1800, 1200),
}
"""What no act may cost; in 16 colours there is room for a slow machine that sends one frame as two."""
ASKED = LIMITS | {
    "first paint": (3600, 3600),
    "cursor key": (250, 200),
    "cursor key, detail": (560, 450),
    "page": (1250, 1100),
    "priority": (1000, 520),
}
"""What was asked for; where it is not reached, the limit is what was, and 5 % more."""
SCREENS = (
    "call",
    "customer",
    "explain",
    "keys",
    "edit form",
    "new call",
    "place",
    "contract",
    "renewals",
    "card",
    "new card",
    "solution",
    "new solution",
    "report",
    "visit",
    "opportunity",
    "new opportunity",
    "pipeline",
    "hints",
)
"""What opens a screen of its own; the rest are prompts."""


def limit_of(name: str, colours: str) -> int:
    """The most bytes of an act; `call, open` and its kin fall under the screen, the rest under the prompt."""
    return LIMITS[kind_of(name)][colours == "16"]


def kind_of(name: str) -> str:
    """The row of the table that an act belongs to."""
    if name in LIMITS:
        return name
    act, _, way = name.partition(", ")
    return "screen" if way == "back" or act in SCREENS else "prompt"
