"""Resolving and closing: what is missing is said at once, and asked for; what would be left behind too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from svc_tui.domain.core.notes import Note
from svc_tui.language import _
from svc_tui.screens.core.desk import Answer
from svc_tui.services.core.outcomes import Outcomes
from svc_tui.widgets.pens import Line
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.screens.calls.acts import CallActs

Finish = Callable[..., Outcomes]
"""`resolve` or `close`: numbers, resolution text, and whether to take the call first."""


@dataclass(frozen=True)
class _Needs:
    """What stands between a call and its end."""

    missing: Sequence[Note]
    """SC-20."""
    left: Sequence[Note]
    """SC-23."""
    waits_in: str
    """SC-11: the queue in which nobody has taken it; empty where somebody has."""


def finish(screen: "CallActs", words: str, work: Finish) -> None:
    """Resolve or close the chosen calls."""
    chosen = screen.chosen()
    if not chosen.ids:
        screen.say(_("No call to act on."))
    elif not chosen.one:
        _ask(screen, partial(_do, screen, words, work, False), _("One text for all of them."))
    else:
        number = chosen.one
        screen.run(lambda: _needs(screen, number), partial(_go_on, screen, words, work), "needs")


def respond(screen: "CallActs") -> None:
    """Stamp the first response; a call that waits in a queue is taken first (SC-11)."""
    work = screen.services.calls.respond
    words = _("Respond")
    number = screen.chosen().one

    def go_on(waits_in: str) -> None:
        if not waits_in:
            screen.act(words, work)
            return
        question = _("{number} waits in {queue}: take it and respond?").format(number=number, queue=waits_in)
        screen.confirm(question, lambda: screen.act(words, lambda numbers: work(numbers, take=True)))

    if number:
        screen.run(lambda: _waits_in(screen, number), go_on, "needs")
    else:
        screen.act(words, work)


def _waits_in(screen: "CallActs", number: str) -> str:
    """The queue in which nobody has taken the call; empty where somebody has."""
    values = screen.services.calls.preview(number).values
    return str(values["queue"]) if values["queue"] and not values["assignee"] else ""


def _needs(screen: "CallActs", number: str) -> _Needs:
    calls = screen.services.calls
    missing, left = calls.needs_to_close(number)
    return _Needs(missing, left, _waits_in(screen, number))


def _go_on(screen: "CallActs", words: str, work: Finish, needs: _Needs) -> None:
    told = [_said(note) for note in needs.left]
    if needs.waits_in:
        told.append(_("It waits in {queue}: you take it first.").format(queue=needs.waits_in))
    do = partial(_do, screen, words, work, bool(needs.waits_in))
    if needs.missing:
        _ask(screen, do, " ".join(_said(note) for note in needs.missing))
        if told:
            screen.say(" ".join(told), role="warning")
    elif told:
        question = _("{act} all the same?").format(act=words)
        screen.confirm(f"{' '.join(told)} {question}", partial(do, ""))
    else:
        do("")


def _ask(screen: "CallActs", do: Callable[[str], None], why: str) -> None:
    def then(text: str, _picked: Candidate | None) -> None:
        do(text.strip())

    preview: Line = ((why, "warning"),)
    screen.ask(
        _("Resolution"),
        then,
        rows=1,
        answer=lambda _text: Answer(preview=preview),
        in_thread=False,
        texts=screen.call_values(),
        lines=True,
    )


def _do(screen: "CallActs", words: str, work: Finish, take: bool, text: str) -> None:
    def job(numbers: Sequence[str]) -> Outcomes:
        outcomes = work(numbers, text or None, take=take)
        closed = work == screen.services.calls.close and len(outcomes.done) == 1
        screen.asks_satisfaction = closed and screen.services.handover.asks(outcomes.done[0].number)
        return outcomes

    screen.act(words, job, repeats=False)


def _said(note: Note) -> str:
    return _(note.text).format(**note.values)
