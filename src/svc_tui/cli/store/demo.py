"""`svc-tui demo`: make the demo company on first use, then open the app on it."""

import sys
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svc_tui import clock, language, locations
from svc_tui.cli.core.front import Front, front_of, say
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.services.demo.making import Made

CALLS, SEED, ZONE = 250, 1, "Europe/Rome"
PERSON = "anna"
STALE_DAYS = 7
REST_S, WIDTH = 0.5, 70


def demo(
    ctx: typer.Context,
    calls: Annotated[
        int | None, typer.Option(metavar="N", help=_("How many calls; 250 unless given."))
    ] = None,
    seed: Annotated[int | None, typer.Option(metavar="S", help=_("Another seed is another company."))] = None,
    now: Annotated[
        str | None, typer.Option(metavar="INSTANT", help=_("The day it is made for, if not today."))
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help=_("Make it, but do not open the app."))] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help=_("Make it anew, even where it exists."))] = False,
) -> None:
    """Make a realistic company, invented from a seed, and open the app on it."""
    from svc_tui.services.demo import making

    front = front_of(ctx)
    wanted = making.Made(
        CALLS if calls is None else calls, SEED if seed is None else seed, language.language(), _instant(now)
    )
    path = front.settings.store or default_path(wanted)
    exists = path.exists()
    if exists and fresh:
        making.discard(path)
    if exists and not fresh:
        _explain(making.check(path, wanted, calls is not None, seed is not None), wanted.at)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        progress = Progress(making.SHARES)
        making.make(path, wanted, progress)
        progress.end()
        line = _("The demo company is ready: {calls} calls in {path}.")
        say(line.format(calls=language.number(wanted.calls), path=path))
    if not no_open:
        raise typer.Exit(_open(front, path))


def default_path(wanted: "Made") -> Path:
    """Where this company lies unless a store is named: beside the others, never in the real store."""
    plain = locations.demo_store()
    marks = [str(wanted.calls)] if wanted.calls != CALLS else []
    marks += [f"seed{wanted.seed}"] if wanted.seed != SEED else []
    marks += [wanted.language] if wanted.language != "en" else []
    return plain.with_name("-".join([plain.stem, *marks]) + plain.suffix)


def _instant(text: str | None) -> datetime:
    if text is None:
        return clock.now()
    from svc_tui.domain.core import moments
    from svc_tui.domain.sla.coverage import zone_of

    return moments.moment(text, now=clock.now(), zone=zone_of(ZONE)).replace(microsecond=0)


def _explain(made: "Made", now: datetime) -> None:
    age = (now - made.at).days
    if age >= STALE_DAYS:
        line = _("This demo company was made {days} days ago; --fresh makes it anew for today.")
        say(line.format(days=age))


def _open(front: Front, path: Path) -> int:
    from svc_tui.cli.core.opening import open_app

    front.use(store=path, who=front.flags.get("who") or PERSON)
    return open_app(front.settings)


class Progress:
    """One line on stderr that says how far it is and how long it will take; silent where nobody watches."""

    def __init__(self, shares: Mapping[str, tuple[float, float]]) -> None:
        self._shares = shares
        self._watched = sys.stderr.isatty()
        self._began = time.monotonic()
        self._said = 0.0
        self._shown = False

    def __call__(self, stage: str, done: int, total: int) -> None:
        at = time.monotonic()
        if not self._watched or not 0 < done < total or at - self._said < REST_S:
            return
        self._said, self._shown = at, True
        first, last = self._shares[stage]
        share = first + (last - first) * done / total
        left = int((at - self._began) / share * (1 - share))
        line = _("{stage}: {done} of {total}, {left} left").format(
            stage=_(stage), done=language.number(done), total=language.number(total), left=_minutes(left)
        )
        sys.stderr.write(f"\r{line:<{WIDTH}}")
        sys.stderr.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r" + " " * WIDTH + "\r")


def _minutes(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
