"""`svc-tui plan ics`: visits as an iCalendar file, absences and appointments from one."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from svc_tui.cli.core.front import front_of, say
from svc_tui.errors import N_, BadUsage, NotFound
from svc_tui.language import _

Who = Annotated[
    str | None, typer.Option("--who", metavar="PERSON", help=_("Whose visits; with --read, whose calendar."))
]
OfQueue = Annotated[
    str | None, typer.Option("--queue", metavar="QUEUE", help=_("The visits of calls in this queue."))
]
OfContract = Annotated[
    str | None,
    typer.Option("--contract", metavar="CONTRACT", help=_("The visits of calls under this contract.")),
]
To = Annotated[
    str, typer.Option("--to", metavar="FILE", help=_("Write it there; - writes to standard output."))
]
Read = Annotated[
    str | None,
    typer.Option(
        "--read",
        metavar="FILE",
        help=_("Take absences and appointments from this file; - is standard input."),
    ),
]


def ics(
    ctx: typer.Context,
    who: Who = None,
    queue: OfQueue = None,
    contract: OfContract = None,
    start: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help=_("The first day; a month back unless it is said.")),
    ] = None,
    days: Annotated[int | None, typer.Option("--days", metavar="N", help=_("So many days."))] = None,
    to: To = "-",
    read: Read = None,
    whole: Annotated[
        bool, typer.Option("--whole", help=_("With --read: what is not in the file any more goes."))
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("With --read: only say what would happen."))
    ] = False,
) -> None:
    """Calendars out and in."""
    services = front_of(ctx).services(make=False)
    if read is not None:
        if not who:
            raise BadUsage(N_("Say whose calendar it is: --who PERSON."))
        found = services.calendars.read(_content(read), who, whole=whole, dry_run=dry_run)
        from svc_tui.services.core.outcomes import worded

        say(worded(found.note, _))
        return
    first = _day(start, services.today) if start else None
    content = services.calendars.write(
        person=who or "", queue=queue or "", contract=contract or "", first=first, days=days
    )
    if to == "-":
        sys.stdout.write(
            content.decode("utf-8").replace("\r\n", "\n") if sys.stdout.isatty() else content.decode("utf-8")
        )
        return
    from svc_tui.services.core.whole_file import whole_bytes

    whole_bytes(Path(to), content)


def _day(text: str, today: date) -> date:
    from svc_tui.domain.core.days import read_day

    return read_day(text, today=today, prefer="past")


def _content(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise NotFound(N_("{path} cannot be read: {what}"), path=path, what=error.strerror or "") from None
