"""One field of a mapping: where one of our names comes from."""

import string
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Field:
    """Where one of our names comes from: a column, a template over columns, or a constant."""

    name: str
    column: str = ""
    template: str = ""
    const: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    default: str | None = None
    only: tuple[str, ...] = ()
    """The only cells that may stand there; any other rejects its row."""
    join: str | None = None
    """What stands between the cells of a column that stands several times; None takes no such column."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The source columns this field reads."""
        if self.template:
            return tuple(
                name for _, name, _, _ in string.Formatter().parse(self.template) if name is not None
            )
        return (self.column,) if self.column else ()
