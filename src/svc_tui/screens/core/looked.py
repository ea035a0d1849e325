"""What a form finds out about its values while people type: ways to go on, notes, fills, a preview."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from svc_tui.widgets.pens import Line


@dataclass(frozen=True)
class Found:
    """One thing that a typed text may mean."""

    value: str
    """What the field says when it is taken."""
    line: Line
    """What is shown."""
    hidden: Mapping[str, str] = field(default_factory=dict)
    """Values without a field of their own that come with it."""
    near: bool = False
    """It is only like what was typed: enter does not take it unless it was lit by hand."""


@dataclass(frozen=True)
class Looked:
    """What is known about the values of a form."""

    found: Sequence[Found] = ()
    """Ways to go on with the field at hand."""
    notes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """What stands beside a field."""
    fills: Mapping[str, str] = field(default_factory=dict)
    """What fields say that nobody typed into."""
    preview: Sequence[Line] = ()
    """What would come of it."""
