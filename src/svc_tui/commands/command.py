"""What a command is: one act of the program, declared in the catalogue or in the file of its noun."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One act of the program."""

    id: str
    """Stable name, `noun.verb`; `action_noun_verb` does it."""
    words: str
    """What the palette and the help page call it (message id)."""
    help: str
    """One line that says what happens (message id)."""
    keys: tuple[str, ...]
    """Default keys; a sequence is written with spaces: `g g`."""
    scope: str
    """Where it applies, one of the names above."""
    short: str = ""
    """The word in the key bar (message id); empty where it does not stand there."""
    over: tuple[str, ...] = ()
    """Commands of a wider scope whose keys mean this one where both apply."""
    takes_key: bool = False
    """The key that ended the sequence is part of what is meant: `v 3` is the third view."""

    @property
    def action(self) -> str:
        """Name of the method that does it."""
        return "action_" + self.id.replace(".", "_")

    @property
    def needs_row(self) -> bool:
        """Whether it may be meant for the row under the cursor; what moves the cursor waits for none."""
        return self.scope != "everywhere" and self.id.split(".")[0] not in ("cursor", "page", "half")
