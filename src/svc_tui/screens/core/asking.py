"""Asking: the prompt of a screen, what it is about, and the text that was typed into it until it is safe.

What was typed, more than a word, survives: an act that fails gives it back on the line, and a session that ends
leaves it as a draft.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.text import show_line
from svc_tui.errors import SvcError
from svc_tui.language import _
from svc_tui.screens.core.jobs import WRITE, Latest
from svc_tui.screens.core.prompt_drafts import PromptDrafts
from svc_tui.widgets.pens import Line
from svc_tui.widgets.prompt_line import Candidate, PromptLine

if TYPE_CHECKING:
    from svc_tui.screens.core.canned import Values
    from svc_tui.screens.core.desk import DeskScreen


@dataclass(frozen=True)
class Answer:
    """What a prompt shows for what is typed: ways to go on, and what would come of it."""

    candidates: Sequence[Candidate] = ()
    preview: Line = ()


@dataclass(frozen=True)
class Question:
    """What a prompt asks. See `DeskScreen.ask`."""

    label: str
    then: Callable[[str, Candidate | None], None]
    chooses: bool
    rows: int
    answer: Callable[[str], Answer] | None
    in_thread: bool
    page: bool
    texts: "Values | None"
    lines: bool
    shown: Callable[[Any], None] | None


class Asking:
    """The prompt of one screen."""

    def __init__(self, screen: "DeskScreen") -> None:
        self._screen = screen
        self._question: Question | None = None
        self._answer = Answer()
        self._held: PromptLine.Submitted | None = None
        self._sent: tuple[Question, str] | None = None
        """What was answered, while nobody knows yet whether it was done."""
        self._look_ups: Latest[Any] = Latest(screen, "look-up")
        self.drafts = PromptDrafts(screen)

    @property
    def question(self) -> Question | None:
        """What is asked now."""
        return self._question

    def open(self, question: Question, value: str, rows: int) -> None:
        """Ask; a draft of this very question is on the line."""
        self._question = question
        self._answer, self._held = Answer(), None
        value = (not question.chooses and self.drafts.begin()) or value
        self._screen.prompt.open(
            question.label,
            value,
            chooses=question.chooses,
            rows=rows,
            page=question.page,
            lines=question.lines,
        )
        self.change(value)

    def offer_texts(self) -> bool:
        """Offer canned texts for what is being typed; whether there is anything to put one into."""
        question = self._question
        if question is None or question.texts is None:
            return False
        from svc_tui.screens.core import canned

        canned.offer(self._screen, question.texts, self._screen.prompt.insert)
        return True

    def close(self) -> None:
        """The prompt is closed: late answers are for nobody."""
        self._question = None
        self._look_ups.forget()

    def drop(self) -> None:
        """It was given up: nobody wants what was typed."""
        self.drafts.discard()

    def change(self, text: str) -> None:
        """The line says something else."""
        question = self._question
        if question is None:
            return
        if not question.chooses:
            self.drafts.typed(question.label, text)
        if question.answer is not None:
            if question.in_thread:
                self._look_ups.ask(partial(question.answer, text), partial(self._offer, question))
            else:
                self._offer(question, question.answer(text))

    def _offer(self, question: Question, answer: Answer) -> None:
        if question is not self._question:
            return
        self._answer = answer
        prompt = self._screen.prompt
        prompt.offer([replace(each, line=_visible(each.line)) for each in answer.candidates])
        prompt.show_preview(_visible(answer.preview))
        if question.shown is not None:
            question.shown(answer)
        if self._held is not None and not self._look_ups.busy:
            held, self._held = self._held, None
            self.submit(held.value, prompt.lit)

    def submit(self, value: str, choice: int | None) -> None:
        """Enter: do what the answer asks for."""
        question, screen = self._question, self._screen
        if question is None:
            return
        if question.chooses and question.in_thread and self._look_ups.busy:
            # Enter came before the names did: take it when they are here.
            self._held = PromptLine.Submitted(value, choice)
            return
        candidates = self._answer.candidates
        # The line may still offer what the answer to the last letter no longer has.
        chosen = candidates[choice] if choice is not None and choice < len(candidates) else None
        if chosen is None and question.chooses and any(each.near for each in self._answer.candidates):
            # A guess is never taken for the answer: what was typed stays, and the clerk decides.
            words = _("Nothing is just as typed. An arrow key chooses what is near, or type on.")
            screen.say(words, role="warning")
            return
        self._sent = (question, value) if len(value.split()) > 1 else None
        screen.close_prompt()
        try:
            question.then(value, chosen)
        except SvcError as error:
            self.give_back()
            screen.say_error(error)
        if self._sent is None or not self._is_under_way():
            self.done()

    def _is_under_way(self) -> bool:
        """Whether what was asked for is still to be done: confirmed, asked on, or written by a job."""
        screen = self._screen
        writes = any(job.group == WRITE and job.node is screen for job in screen.app.workers)
        return writes or screen.asks or self._question is not None

    # --- what was typed, until it is safe

    def give_back(self) -> None:
        """It was not done: what was typed stands on the line again, or waits as a draft."""
        sent, self._sent = self._sent, None
        if sent is None:
            return
        question, text = sent
        if self._question is None and self._screen.is_current:
            self._screen.ask_again(question, text)
        elif not question.chooses:
            self.drafts.keep(question.label, text)

    def done(self) -> None:
        """It was done: what was typed is safe."""
        self._sent = None
        if self._question is None:
            self.drafts.discard()

    def keep(self) -> None:
        """The session ends: what is typed is kept."""
        if self._question is not None and not self._question.chooses:
            self.drafts.keep(self._question.label, self._screen.prompt.value)
        elif self._sent is not None and not self._sent[0].chooses:
            self.drafts.keep(self._sent[0].label, self._sent[1])


def _visible(line: Line) -> Line:
    """A line whose texts may have come from people, as it may be painted."""
    return tuple((show_line(text), role) for text, role in line)
