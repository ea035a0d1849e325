"""The help: every key by place, on a page of its own; what is typed searches keys and words."""

from collections.abc import Sequence
from dataclasses import replace

from svc_tui.commands import catalogue as commands
from svc_tui.commands import sales
from svc_tui.commands.catalogue import BY_ID, COMMANDS, PLACES, Command
from svc_tui.domain.core.text import fold
from svc_tui.errors import N_
from svc_tui.keymap import Keymap, shown_keys
from svc_tui.language import _
from svc_tui.presentation.core.wrapping import wrapped
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.pick import PickScreen
from svc_tui.screens.shell.palette import command_line
from svc_tui.widgets.prompt_line import Candidate

Explained = Sequence[tuple[str, Sequence[str]]]
SCOPES: dict[str, str] = {
    commands.CALLS: N_("On a call: the row, the marks, or the open one"),
    commands.INBOX: N_("In the inbox"),
    commands.BOARD: N_("On the board of queues"),
    commands.CARDS: N_("On a unit: the row, the marks, or the open card"),
    commands.EQUIPMENT: N_("In the list of equipment"),
    commands.CARD: N_("On an open card"),
    commands.ACTS: N_("After a change"),
    commands.JUMPS: N_("From a record to its neighbours"),
    commands.COPIES: N_("Out of a record"),
    commands.NEW_CALL: N_("Where a call may begin"),
    commands.CONTRACTS: N_("On a contract: the row, the marks, or the open one"),
    commands.CONTRACT: N_("On an open contract"),
    commands.SOLUTIONS: N_("On a solution: the row, the marks, or the open one"),
    commands.SOLUTION_LIST: N_("In the list of solutions"),
    commands.SOLUTION: N_("On an open solution"),
    commands.SIMULATE: N_("When a call would be due"),
    commands.REPORTS: N_("In the reports"),
    commands.LIST: N_("In the list"),
    commands.CALL: N_("In an open call"),
    commands.TABS: N_("On its tabs"),
    commands.RECORD: N_("Reading a page"),
    commands.EVERYWHERE: N_("Everywhere"),
    commands.FORM: N_("In a form"),
    commands.CONFLICT: N_("Where two people changed the same call"),
    commands.CUSTOMER: N_("At a customer"),
    commands.MESSAGES: N_("In the list of messages"),
    commands.PLAN: N_("On the day board"),
    commands.PROPOSAL: N_("In a proposal of visits"),
    commands.ACCOUNT: N_("What a customer is billed"),
    commands.OVERVIEW: N_("On the pages of the plan"),
    sales.OPPORTUNITIES: N_("On an opportunity: the row, the marks, or the open one"),
    sales.SALES: N_("In the list of opportunities"),
    sales.HINTS: N_("On hints at sales"),
    sales.PIPELINE: N_("On the pipeline"),
    sales.RAISING: N_("From a call, card or contract to a sale"),
    sales.OPPORTUNITY: N_("On an open opportunity"),
    commands.VISIT_LIST: N_("In the list of visits"),
    commands.VISITS: N_("On visits: the one under the cursor, or the marks"),
    commands.NOTES: N_("What is said and to be done"),
    commands.ACTIVITIES: N_("On activities: those of the record, or the open one"),
    commands.ACTIVITY: N_("On an open activity"),
    commands.BALANCE: N_("In the balance of a queue"),
    commands.MONITOR: N_("In the service monitor"),
    commands.WALL: N_("On a wall"),
    commands.SETUP: N_("In the set-up"),
}
"""What each scope is called (message ids), those of calls first."""


class HelpScreen(PickScreen):
    """The keys: those of the place one comes from first, then the others."""

    def __init__(self, place: str, explained: Explained = ()) -> None:
        """`place` is where the help was asked for, `explained` what its screen says of itself."""
        super().__init__("?", self._answer_help, self._perform, takes=_("do it"), in_thread=False)
        self._from, self._explained = place, explained

    def _answer_help(self, text: str) -> Answer:
        found = help_answer(self._from, self.keymap, text)
        told = explained_lines(self._explained, text, self.size.width - 8)
        return replace(found, candidates=[*told, *found.candidates]) if told else found

    def _perform(self, chosen: Candidate) -> None:
        if not chosen.value:
            return  # a sentence, not a key
        desk, command = self.desk, BY_ID[chosen.value]
        if command.scope in PLACES[self._from]:
            desk.later(desk.perform(desk.desk_screen, command, key="1"))
        else:
            said = _("{act} is a key of another place: {place}.")
            desk.desk_screen.say(said.format(act=_(command.words), place=_(SCOPES[command.scope])))


def explained_lines(explained: Explained, text: str, width: int) -> list[Candidate]:
    """What a screen says of itself, as lines of a width that do nothing; of it what holds the words typed."""
    lines: list[Candidate] = []
    wanted = fold(text).split()
    for heading, sentences in explained:
        found = [each for each in sentences if all(word in fold(each) for word in wanted)]
        if found:
            lines.append(Candidate("", ((heading, "text strong"),), heading=True))
            lines += [
                Candidate("", (("  " * (nth > 0) + line, "text"),))
                for each in found
                for nth, line in enumerate(wrapped(each, width))
            ]
    return lines


def help_answer(place: str, keymap: Keymap, text: str) -> Answer:
    """The keys that fit the text, by scope, the scopes of the place first."""
    lines: list[Candidate] = []
    here = [scope for scope in SCOPES if scope in PLACES[place]]
    for scope in [*here, *(scope for scope in SCOPES if scope not in here)]:
        found = [
            command
            for command in COMMANDS
            if command.scope == scope and keymap.keys_in(place, command.id) and _fits(command, keymap, text)
        ]
        if found:
            lines.append(Candidate("", ((_(SCOPES[scope]), "text strong"),), heading=True))
            lines += [command_line(command, keymap, place, keys_first=True) for command in found]
    return Answer(lines)


def _fits(command: Command, keymap: Keymap, text: str) -> bool:
    """Whether each typed word stands in the command's words, or the text is one of its keys."""
    said = fold(f"{_(command.words)} {_(command.help)}")
    keys: Sequence[str] = [shown_keys(keys) for keys in keymap.keys_of(command.id)]
    return text.strip() in keys or all(word in said for word in fold(text).split())
