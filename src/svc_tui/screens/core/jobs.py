"""Work in threads: services are called off the UI thread, and their answers come back as messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from textual.message import Message
from textual.worker import get_current_worker

from svc_tui.errors import SvcError, of_system

if TYPE_CHECKING:
    from svc_tui.screens.core.desk import DeskScreen

T = TypeVar("T")
WRITE = "write"
"""The group of jobs that change something."""


@dataclass
class Finished(Message, bubble=False):
    """A job ended: what is to be done with its answer, on the UI thread."""

    then: Callable[[], None]
    group: str = ""
    """Which kind of job it was; empty where it was refused and told."""


@dataclass
class Failed(Message, bubble=False):
    """A job was refused, or the store could not be used."""

    error: SvcError
    group: str = ""


@dataclass
class Broke(Message, bubble=False):
    """A job met a fault of the program."""

    error: Exception


def run_job(
    screen: DeskScreen,
    group: str,
    work: Callable[[], T],
    then: Callable[[T], None],
    failed: Callable[[SvcError], None] | None = None,
) -> None:
    """Call a service in a thread, then hand its answer over. A refusal goes to `failed`, else to the screen."""

    def job() -> None:
        worker = get_current_worker()
        message: Message
        try:
            answer = work()
        except SvcError as error:
            message = Finished(partial(failed, error)) if failed else Failed(error, group)
        except OSError as error:
            told = of_system(error)
            message = Failed(told) if told is not None else Broke(error)
        except Exception as error:
            message = Broke(error)
        else:
            message = Finished(partial(then, answer), group)
        if not worker.is_cancelled:
            screen.post_message(message)

    screen.making.jobs += 1
    screen.run_worker(job, thread=True, group=group, exit_on_error=False)


class Tells(Protocol):
    """A screen that says what happened and reads itself anew."""

    def say(self, text: str, hint: str = "", role: str = "text") -> None: ...

    def reload(self) -> None: ...


def revert(screen: Any, work: Callable[[], str]) -> None:
    """Take something back, or do it again: said in one line, and everything on the screen is read anew."""
    tells: Tells = screen

    def show(words: str) -> None:
        tells.say(words)
        tells.reload()

    run_job(screen, "write", work, show)


class Latest(Generic[T]):
    """One job at a time, and of those that wait only the newest: keys that are held never pile work up."""

    def __init__(self, screen: DeskScreen, group: str) -> None:
        self._screen = screen
        self._group = group
        self._busy = False
        self._unwanted = False
        """Whether nobody wants the answer that is still to come."""
        self._waiting: tuple[Callable[[], Any], Callable[[Any], None]] | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._busy

    def ask(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do this next; an older question that has not begun is forgotten."""
        if self._busy:
            self._waiting = (work, then)
            return
        self._busy = True
        run_job(self._screen, self._group, work, partial(self._answer, then), self._fail)

    def forget(self) -> None:
        """Nobody waits for what was asked until now."""
        self._waiting, self._unwanted = None, self._busy

    def _answer(self, then: Callable[[Any], None], answer: Any) -> None:
        wanted = not self._unwanted
        self._go_on()
        if wanted:
            then(answer)

    def _fail(self, error: SvcError) -> None:
        wanted = not self._unwanted
        self._go_on()
        if wanted:
            self._screen.refused(error, self._group)

    def _go_on(self) -> None:
        self._busy = self._unwanted = False
        if self._waiting is not None:
            work, then = self._waiting
            self._waiting = None
            self.ask(work, then)
