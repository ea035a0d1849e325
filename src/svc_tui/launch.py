"""Launching the screens: terminal and keys are checked before Textual is imported, which reads its variables then."""

import gc
import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from svc_tui import clock, locations
from svc_tui.bootstrap import Services, open_services
from svc_tui.errors import BadUsage
from svc_tui.keymap import Keymap
from svc_tui.language import _
from svc_tui.settings import Settings
from svc_tui.terminal.profile import TerminalFlags, check, decide
from svc_tui.terminal.session import Session, has_job_control, in_terminfo

if TYPE_CHECKING:
    from svc_tui.app import SvcApp


def run(
    settings: Settings,
    *,
    env: Mapping[str, str],
    encoding: str,
    now: Callable[[], datetime] = clock.now,
    made: Callable[["SvcApp"], None] = lambda _app: None,
) -> int:
    """Run the app until it is left. Returns the exit code. `made` sees the app before it runs.

    Raises:
        BadUsage: the terminal cannot show screens, or two keys clash; nothing was painted yet.
    """
    flags = TerminalFlags(
        look=settings.look,  # type: ignore[arg-type]  # settings.load let only these through
        ascii=settings.ascii,
        slow=settings.slow,
        mouse=settings.mouse,
        compare=settings.frame_comparer,
    )
    check(
        env,
        flags,
        stdin_is_terminal=sys.stdin.isatty(),
        stderr_is_terminal=sys.stderr.isatty(),
        encoding=encoding,
        in_terminfo=partial(in_terminfo, env=env),
    )
    profile = decide(env, flags, encoding=encoding)
    check_keys(settings)
    for name in profile.unset:
        os.environ.pop(name, None)
    os.environ.update(profile.variables)
    # What is imported stays for the whole shift: the app collects again once its first rows stand.
    gc.disable()

    from svc_tui.app import SvcApp

    opened: list[Services] = []

    def opener() -> Services:
        opened.append(open_services(store=settings.store, who=settings.who, now=now, env=env, waits=waits))
        return opened[-1]

    def waits(begins: bool) -> None:
        from svc_tui.storage.engine.bursts import who

        app.tell_turn(begins, who(opened[-1].store.path) if begins and opened else None)

    app = SvcApp(profile, settings, opener, log_file=locations.log_file(), drafts_dir=locations.drafts_dir())
    with Session(lock_in=not has_job_control()) as session:
        app.session = session
        made(app)
        app.run(mouse=profile.mouse)
    return app.return_code or 0


def check_keys(settings: Settings) -> None:
    """Tell clashes of a person's own keys in words. Raises BadUsage."""
    clashes = Keymap(settings.keys, settings.preset).clashes()
    if clashes:
        told = "\n".join(_(clash.message).format(**clash.values) for clash in clashes)
        raise BadUsage("{told}", told=told)
