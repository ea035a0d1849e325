"""Notes: sentences that services hand up, warnings and results, with their values still apart."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """A warning or a result in words: a template of the catalogue and its values."""

    text: str
    values: dict[str, object]

    def __str__(self) -> str:
        return self.text.format(**self.values)


def note(text: str, **values: object) -> Note:
    """A Note from a template marked with N_ and its values."""
    return Note(text, values)
