"""What every command works with: the flags, the settings, the services opened when first asked for, and its words.

Data goes to stdout, words go to stderr. Nothing here imports the store before a command needs it.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from svc_tui.cli.core import streams
from svc_tui.errors import N_, BadUsage, Conflict, NotFound, Refused, SvcError
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.domain.core.days import Meant
    from svc_tui.domain.core.notes import Note
    from svc_tui.services.core.context import Context
    from svc_tui.services.core.outcomes import Outcomes
    from svc_tui.settings import Settings


class Front:
    """One run of the command line."""

    def __init__(self, flags: Mapping[str, Any]) -> None:
        self.flags = dict(flags)
        self._services: Services | None = None

    @cached_property
    def settings(self) -> "Settings":
        """The settings in force."""
        from svc_tui import settings

        return settings.load(self.flags)

    @property
    def plain_glyphs(self) -> bool:
        """Draw with ASCII alone: asked for, or all that standard output can take."""
        return bool(self.settings.ascii) or not (sys.stdout.encoding or "").lower().startswith("utf")

    def use(self, **flags: Any) -> None:
        """Set flags before the store is open."""
        self.flags |= flags
        self.__dict__.pop("settings", None)

    @property
    def store_path(self) -> Path:
        """The store that is meant."""
        from svc_tui import locations

        return self.settings.store or locations.default_store()

    def services(self, *, make: bool = True) -> "Services":
        """The open store. With `make` false a missing one is not made: there is nothing to find in it.

        Raises:
            NotFound: the store is missing and was not to be made.
        """
        if self._services is None:
            from svc_tui.bootstrap import open_services
            from svc_tui.storage.sqlite import store_file

            path = self.store_path
            located = store_file.locate(path)
            if not make and not located.exists():
                store_file.refuse_lost(located)
                message = N_(
                    "There is no store at {path}, so nothing is found. Make one with `svc-tui init`."
                )
                raise NotFound(message, path=path)
            self._services = open_services(
                store=path, who=self.settings.who, make=make, waits=partial(tell_turn, path), at_once=False,
            )  # fmt: skip
            self._services.context.before_writing(_wake)
        return self._services

    def close(self) -> None:
        """Let go of the store."""
        if self._services is not None:
            self._services.close()
            self._services = None


def _wake(context: "Context") -> None:
    from svc_tui.services.core.waking import wake

    wake(context)


def front_of(ctx: typer.Context) -> Front:
    """The run that a command belongs to."""
    found = ctx.find_root().obj
    assert isinstance(found, Front)
    return found


def moments(services: "Services") -> Callable[[datetime], str]:
    """How instants read: short, in the viewer's zone and language."""
    from svc_tui.language import moment

    now, zone = services.now(), services.zone
    return lambda instant: moment(instant, zone, now)


def typed_day(text: str, today: date, prefer: "Meant" = "future") -> date:
    """A day that is the whole of an argument. Raises BadUsage: it is none."""
    from svc_tui.domain.core.days import read_day

    try:
        return read_day(text, today=today, prefer=prefer)
    except Refused as error:
        raise BadUsage(error.message, **error.values) from None


def say(text: str) -> None:
    """Words for a person, on stderr, with nothing in them that acts on a terminal."""
    from svc_tui.domain.core.text import show

    try:
        sys.stderr.write(show(text) + "\n")
    except OSError:  # nobody hears them; what was done is done, and the exit code says so
        streams.drop(sys.stderr)


def tell_turn(store: Path, waits: bool) -> None:
    """Say that a write waits, in a thread of its own: a terminal that stands still must not keep the turn."""
    if waits:
        from threading import Thread

        from svc_tui.presentation.core import turns
        from svc_tui.storage.engine.bursts import who

        Thread(target=lambda: say(turns.waits(who(store))), daemon=True).start()


def say_notes(notes: Iterable["Note"]) -> None:
    """Warnings, one a line."""
    for note in notes:
        say(_(note.text).format(**note.values))


def say_error(error: SvcError) -> None:
    """A sentence; a conflict shows every field with its three sides."""
    say(error.text(_))
    if isinstance(error, Conflict):
        for name, (before, theirs, mine) in error.fields.items():
            line = _("  {field}: was {before}, is {theirs} now, you wanted {mine}")
            say(line.format(field=name, before=_plain(before), theirs=_plain(theirs), mine=_plain(mine)))


def _plain(value: object) -> str:
    from svc_tui.presentation.core.values import as_line

    return as_line(value) or "-"


def tell(outcomes: "Outcomes") -> None:
    """What became of an act: a line a call on stderr.

    Where calls refused it, the command ends with 1; with their own code where all refused for the same one.
    """
    for outcome in outcomes.outcomes:
        say(outcome.say(_))
        say_notes(outcome.warnings)
    if outcomes.refused:
        codes = {outcome.exit_code for outcome in outcomes.refused}
        raise typer.Exit(codes.pop() if len(codes) == 1 and not outcomes.done else 1)


def tell_number(outcomes: "Outcomes") -> None:
    """The same of an act that found its call by itself: the number is what a script came for."""
    tell(outcomes)
    for outcome in outcomes.outcomes:
        sys.stdout.write(outcome.number + "\n")


HEADS = ("number", "code")
"""What the column of ids is called in what a list prints."""


def words_of(arguments: Sequence[str] | None) -> list[str]:
    """Ids from the arguments; `-` stands for the words of standard input."""
    found: list[str] = []
    for word in arguments or ():
        found += _listed(streams.read_all()) if word == "-" else [word]
    return found


def _listed(text: str) -> list[str]:
    """The words of a text; of what a list printed in any form, its numbers or codes."""
    text = text.lstrip("\ufeff \t\r\n")
    if text[:1] in ("[", "{"):
        return _of_json(text)
    lines = text.splitlines()
    if lines and "," in lines[0] and lines[0].split(",")[0] in HEADS:
        import csv
        import io

        from svc_tui.domain.core.text import csv_text

        rows = list(csv.reader(io.StringIO(text)))
        return [csv_text(row[0]) for row in rows[1:] if row and row[0]]
    words = [word for line in lines for word in line.split("\t")[0].split()]
    return words[1:] if words[:1] and words[0] in HEADS else words


def _of_json(text: str) -> list[str]:
    """Of an array, or of objects one a line as `show --json` prints several."""
    import json

    try:
        found = [json.loads(line) for line in text.splitlines()] if text[0] == "{" else json.loads(text)
    except ValueError:
        raise BadUsage(N_("Standard input begins like JSON but is none. Send numbers.")) from None
    records = [one if isinstance(one, dict) else {"number": one} for one in found]
    return [str(one[head]) for one in records for head in HEADS if head in one]


def numbers_of(arguments: Sequence[str] | None) -> list[str]:
    """Call numbers, at least one."""
    found = [word.removeprefix("#") for word in words_of(arguments)]
    if not found:
        raise BadUsage(N_("Name at least one call, or - to read the numbers from standard input."))
    return found


def numbers_and_last(arguments: Sequence[str] | None, what: str | None) -> tuple[list[str], str]:
    """Call numbers and the one thing they are for: named by its option, else the last word."""
    words = list(arguments or ())
    if what is None:
        if len(words) < 2:
            raise BadUsage(N_("Name the calls first, then what they are for, such as: 10423 10431 NORTH."))
        what = words.pop()
    return numbers_of(words), what


def assignments(arguments: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Words and KEY=VALUE pairs apart; `--key value` and `--key=value` mean the same."""
    words: list[str] = []
    values: dict[str, str] = {}
    rest = iter(arguments)
    for word in rest:
        name, equals, value = word.removeprefix("--").partition("=")
        key = name.strip().lower().replace("-", "_")
        if equals and key.isidentifier():
            values[key] = value
        elif word.startswith("--") and key.isidentifier():
            following = next(rest, None)
            if following is None:
                raise BadUsage(N_("{option} needs a value."), option=word)
            values[key] = following
        else:
            words.append(word)
    return words, values


FREE: dict[str, Any] = {"ignore_unknown_options": True, "allow_extra_args": True}
"""Context settings of commands whose unknown options are their own business: filter text, field names."""
