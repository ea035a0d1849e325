"""The key that writes down what was said: a note, a phone call, a meeting, a task; on calls and on all other records.

One line: tab puts the next kind before it, a time at the end says when it was or is to be. What it will be is shown
while it is typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from svc_tui.domain.activities.said import TYPED, Said, kind_of, read_said
from svc_tui.domain.core.moments import moment as read_moment
from svc_tui.language import _, day_time
from svc_tui.presentation.activities.lines import kind_words
from svc_tui.screens.core.acts import RecordsScreen
from svc_tui.screens.core.desk import Answer, DeskScreen
from svc_tui.widgets.pens import Line
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.screens.core.canned import Values
    from svc_tui.services.core.outcomes import Outcomes


def say(screen: RecordsScreen, texts: Values | None = None) -> None:
    """Ask for it and write it down on the chosen records."""

    def then(text: str, _picked: Candidate | None) -> None:
        said = read(screen.services, text)
        if said.text:
            screen.act(_("Note"), partial(_write, screen, said), moved_on=False)
        else:
            screen.say(_("Nothing was written."))

    screen.ask(
        _("Note"),
        then,
        rows=1,
        answer=partial(answer, screen.services),
        in_thread=False,
        texts=texts,
        lines=True,
    )


def _write(screen: RecordsScreen, said: Said, numbers: Sequence[str]) -> Outcomes:
    return screen.services.activities.say_on(screen.noun.KIND, numbers, said)


def read(services: Services, text: str) -> Said:
    """What was typed."""
    return read_said(text, partial(read_moment, now=services.now(), zone=services.zone))


def follow_up(screen: DeskScreen, number: int) -> None:
    """Ask what follows from an activity, and write it down."""

    def then(text: str, _picked: Candidate | None) -> None:
        said = read(screen.services, text)

        def job() -> str:
            written = screen.services.activities.follow_up(number, planned(screen.services, said))
            told = (written.note, *written.warnings)
            return "; ".join(_(each.text).format(**each.values) for each in told)

        screen.run(job, screen.say_done)

    screen.ask(
        _("Follow-up"), then, value=f"{kind_words('task')}: ", rows=1,
        answer=partial(answer, screen.services), in_thread=False, lines=True,
    )  # fmt: skip


def planned(services: Services, said: Said) -> dict[str, object]:
    """The fields of an activity that was typed in one line."""
    over = said.over(services.now())
    values: dict[str, object] = {"kind": said.kind, "closed": over}
    if said.text:
        values |= {"subject": said.text.split("\n", 1)[0][:254], "notes": said.text}
    if said.at is not None:
        values |= {"starts_at": said.at} | ({"remind_at": said.at} if said.at > services.now() else {})
    return values


def answer(services: Services, text: str) -> Answer:
    """What it will be, and the other kinds for the key that goes through them."""
    kind, rest = kind_of(text)
    at = TYPED.index(kind)
    others = (*TYPED[at + 1 :], *TYPED[:at])
    found = [
        Candidate(_line(other, rest), (), said=_preview(services, _line(other, rest))) for other in others
    ]
    return Answer(found, preview=_preview(services, text))


def _line(kind: str, rest: str) -> str:
    return rest if kind == "note" else f"{kind_words(kind)}: {rest}"


def _preview(services: Services, text: str) -> Line:
    said, now, zone = read(services, text), services.now(), services.zone
    when = day_time(said.at, zone, now) if said.at is not None else ""
    if said.kind == "note":
        words = _("A note. tab makes it a phone call, a meeting or a task.")
    elif said.over(now):
        words = _("{kind}, done {when}.").format(
            kind=kind_words(said.kind).capitalize(), when=when or _("now")
        )
        if not when:
            words += " " + _("A time at its end, such as fri 10, makes it one to do.")
    elif when:
        words = _("{kind} to do, {when}, with a reminder.").format(
            kind=kind_words(said.kind).capitalize(), when=when
        )
    else:
        words = _("{kind} to do. A time at its end, such as fri 10, reminds of it.").format(
            kind=kind_words(said.kind).capitalize()
        )
    return ((words, "muted"),)
