"""What the command line says by itself, help pages and wrong usage, in the user's words."""

import re
from typing import Any

from svc_tui.cli.core.front import say
from svc_tui.errors import N_
from svc_tui.language import _, language

HEADINGS = (N_("Usage:"), N_("Options:"), N_("Arguments:"), N_("Commands:"))
PHRASES = (N_("Show this message and exit."), N_("[required]"), N_("[default:"))
# How Typer puts it, and how we do; what is in the brackets goes into the sentence.
SENTENCES: tuple[tuple[str, str], ...] = (
    (r"No such command '(?P<word>.*?)'\. Did you mean (?P<near>.*)\?",
     N_("There is no command {word}. Did you mean {near}?")),
    (r"No such command '(?P<word>.*?)'\.", N_("There is no command {word}.")),
    (r"No such option: (?P<word>\S+?) \(Possible options: (?P<near>.*)\)",
     N_("There is no option {word}. Did you mean {near}?")),
    (r"No such option: (?P<word>\S+) Did you mean (?P<near>.*)\?",
     N_("There is no option {word}. Did you mean {near}?")),
    (r"No such option: (?P<word>\S+)", N_("There is no option {word}.")),
    (r"Missing (?:argument|option|parameter) '(?P<word>.*?)'\..*", N_("{word} is missing.")),
    (r"Missing command\.", N_("A command is missing.")),
    (r"Option '(?P<word>.*?)' requires .*", N_("{word} needs a value.")),
    (r"Option '(?P<word>.*?)' does not take a value\.", N_("{word} takes no value.")),
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<word>.*)\)", N_("{word} is too much.")),
    (r"Invalid value for '(?P<word>.*?)': Input should be a valid (?:integer|number).*",
     N_("{word} takes a whole number.")),
    (r"Invalid value for '(?P<word>.*?)': Input should be greater than or equal to (?P<near>\d+).*",
     N_("{word} is at least {near}.")),
    (r"Invalid value for '(?P<word>.*?)': (?P<near>.*)", N_("{word}: that value does not fit ({near}).")),
)  # fmt: skip


def speak(command: Any) -> Any:
    """Let a command, and all below it, print its help in the user's words."""
    plain = command.get_help
    command.get_help = lambda ctx: in_words(plain(ctx))
    for below in getattr(command, "commands", {}).values():
        if below is not None:
            speak(below)
    return command


def in_words(page: str) -> str:
    """A help page with its own headings and phrases in the user's language."""
    if language() == "en":
        return page
    for heading in HEADINGS:
        page = re.sub(rf"^{heading}", _(heading), page, flags=re.MULTILINE)
    for phrase in PHRASES:
        page = page.replace(phrase, _(phrase))
    return page


def complain(error: Any) -> None:
    """Say what is wrong with the words of a command, and where its help is."""
    ctx = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        say(error.message if ctx is None else ctx.get_help())
        return
    say(sentence(error.format_message()))
    if ctx is not None:
        say(_("The words it knows: {command} --help").format(command=ctx.command_path))


def sentence(message: str) -> str:
    """One of Typer's messages as we put it; one that is new to us stands as it is."""
    for pattern, ours in SENTENCES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return _(ours).format(**{name: text.replace("'", "") for name, text in found.groupdict().items()})
    return message
