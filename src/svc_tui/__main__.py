"""The entry: `svc-tui` and `python -m svc_tui`. Opens the app at once, or hands the words to the command line.

The global options may stand anywhere; they are read by hand, so that opening the app imports no Typer and the
help is in the user's language.
"""

import atexit
import gc
import os
import sys
from collections.abc import Sequence

from svc_tui import language
from svc_tui.cli.core import streams
from svc_tui.cli.core.options import split
from svc_tui.errors import SvcError
from svc_tui.language import _

FEW = (20_000, 20, 100)
"""Objects made before Python looks for rubbish: what is imported stays, and looking through it takes a tenth."""
COMPLETION = ("--complete", "--show-completion", "--install-completion")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program. Returns the exit code; no error leaves it as a traceback."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    if arguments is None:
        gc.set_threshold(*FEW)
        atexit.register(
            gc.freeze
        )  # nor is it looked through at the end, when the system takes all of it back
    streams.settle()
    try:
        streams.check_words(words)
        if words and words[0].partition("=")[0] in COMPLETION:
            return _complete(words)
        return _run(words)
    except SvcError as error:
        return _say(error)
    except BrokenPipeError:
        # The reader had enough; what is still buffered must not raise again while Python ends.
        streams.drop()
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if (told := streams.told(error)) is None:
            return _calm(error)
        _log(error)
        return _say(told)
    except Exception as error:
        return _calm(error)


def _complete(words: list[str]) -> int:
    """What a shell asks at each press of tab; it waits for neither Typer nor the services."""
    from svc_tui.cli.core.completion import run

    language.set_language(language.pick_language(None, os.environ))
    return run(words, os.environ)


def _say(error: SvcError) -> int:
    """One sentence on stderr. Returns the exit code."""
    from svc_tui.cli.core.front import say_error

    say_error(error)
    return error.exit_code


def _run(words: list[str]) -> int:
    language.set_language(language.pick_language(None, os.environ))
    flags, rest = split(words)
    from svc_tui import settings

    found = settings.load(flags)
    spoken = language.pick_language(found.language, os.environ)
    language.set_language(spoken)
    _keep_days()
    if not rest:
        from svc_tui.cli.core.opening import open_app

        return open_app(found)
    from svc_tui.cli.core.main import run

    code = run(rest, flags)
    sys.stdout.flush()
    return code


def _keep_days() -> None:
    """Holidays that were worked out once are read from now on."""
    from svc_tui import locations
    from svc_tui.domain.sla import calendars
    from svc_tui.local.kept_days import KeptDays

    calendars.keep_with(KeptDays(locations.cache_dir()))


def _calm(error: Exception) -> int:
    """A fault of the program: its traceback goes to the log, the user reads one line."""
    from svc_tui import locations

    line = _("svc-tui stopped on a fault of its own; what happened is in {path}.")
    line = line.format(path=locations.log_file())
    if not _log(error):
        line = _("svc-tui stopped on a fault of its own, and could not write its log.")
    sys.stderr.write(line + "\n")
    return 1


def _log(error: Exception) -> bool:
    """Write a fault down for those who repair the program."""
    from svc_tui import clock, locations
    from svc_tui.faults import write_log

    return write_log(locations.log_file(), error, clock.now())


if __name__ == "__main__":
    sys.exit(main())
