"""Names of keys as people write them, and whether a terminal can send them at all."""

from svc_tui.errors import N_

SPELLINGS = {
    "esc": "escape", "return": "enter", "pgup": "pageup", "pgdn": "pagedown", "spacebar": "space", "del": "delete",
    "ins": "insert", "bs": "backspace",
}  # fmt: skip
NAMED = (
    "escape", "enter", "tab", "space", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown",
    "up", "down", "left", "right", *(f"f{number}" for number in range(1, 13)),
)  # fmt: skip
MOVES = ("up", "down", "left", "right", "home", "end")

SAME = {"i": "tab", "m": "enter", "j": "enter", "h": "backspace", "[": "escape"}
"""What a terminal sends for ctrl and a letter."""
_BEGINS = "[]OPX^_lL"
"""With alt before them these begin what a terminal reports."""

UNKNOWN = N_("Key {key} cannot be given to {name}: no key has this name.")
REPORTS = N_("Key {key} cannot be given to {name}: terminals begin their reports with it.")
SAME_AS = N_("Key {key} cannot be given to {name}: terminals send the same for {other}.")
FEW = N_("Key {key} cannot be given to {name}: only a few terminals tell it from other keys.")


def spelled(name: str) -> str:
    """One key by the name under which it arrives."""
    if len(name) == 1:
        return name
    *modifiers, key = name[:-1].split("+") if name.endswith("++") else name.split("+")
    key = "+" if name.endswith("++") else key
    held = {modifier.lower() for modifier in modifiers}
    key = SPELLINGS.get(key.lower(), key.lower() if len(key) > 1 else key)
    if len(key) == 1 and key.isalpha():
        if "shift" in held and held <= {"shift", "alt"}:
            held.discard("shift")
            key = key.upper()
        elif "ctrl" in held:
            key = key.lower()
    return "+".join([*sorted(held), key])


def unreachable(name: str) -> tuple[str, str] | None:
    """Why a key, spelled as it arrives, cannot be counted on: the refusal, and the other key it names."""
    *modifiers, key = name.rsplit("+", 1) if len(name) > 1 and not name.endswith("++") else [name]
    held = set(modifiers[0].split("+")) if modifiers else set()
    if name.endswith("++") and len(name) > 2:
        held, key = set(name[:-2].split("+")), "+"
    if not (key in NAMED or (len(key) == 1 and key.isprintable() and not key.isspace())):
        return UNKNOWN, ""
    if not held <= {"ctrl", "alt", "shift"}:
        return (FEW, "") if held <= {"ctrl", "alt", "shift", "super", "hyper", "meta"} else (UNKNOWN, "")
    if held == {"alt"} and key in _BEGINS:
        return REPORTS, ""
    if held == {"ctrl"} and key in SAME:
        return SAME_AS, SAME[key]
    sure = (
        not held
        or (held == {"alt"} and (len(key) == 1 or key in (*MOVES, "delete", "enter")))
        or (held == {"ctrl"} and ((key.isascii() and key.isalpha() and len(key) == 1) or key in MOVES))
        or (held == {"shift"} and key in (*MOVES, "tab", "delete", "pageup", "pagedown"))
        or (held == {"ctrl"} and key in ("delete", "pageup", "pagedown"))
        or (held == {"ctrl", "shift"} and key in MOVES)
    )
    return None if sure else (FEW, "")
