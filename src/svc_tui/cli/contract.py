"""`svc-tui contract`: what the terms of a contract mean. `due` asks the clock without opening a store."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from svc_tui.domain.text import show
from svc_tui.errors import N_, BadUsage, Refused, SvcError
from svc_tui.language import _

app = typer.Typer(no_args_is_help=True, help=_("Contracts and what they promise."))


@app.callback()
def _contract() -> None:
    """Keep `due` a command of its own, also while it is the only one."""


@app.command()
def due(
    more_closed: Annotated[list[str] | None, typer.Argument(metavar="[DATE]...", hidden=True)] = None,
    hours: Annotated[str | None, typer.Option(help=_("Covered hours, such as Mo-Fr 09:00-18:00."))] = None,
    zone: Annotated[str, typer.Option(help=_("Time zone of the hours, such as Europe/Rome."))] = "UTC",
    closed: Annotated[list[str] | None, typer.Option(metavar="DATE", help=_("A date without cover."))] = None,
    at: Annotated[str | None, typer.Option(metavar="INSTANT", help=_("When the call was reported."))] = None,
    budget: Annotated[str | None, typer.Option(metavar="TIME", help=_("The target: 5h, 90m, 2d."))] = None,
    pause: Annotated[
        list[str] | None, typer.Option(metavar="FROM/TO", help=_("A pause of the clock."))
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="INSTANT", help=_("Count covered time up to here."))
    ] = None,
    end: Annotated[str | None, typer.Option(metavar="DATE", help=_("The contract's last day."))] = None,
    batch: Annotated[str | None, typer.Option(metavar="FILE|-", help=_("JSON Lines of questions."))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON object."))] = False,
) -> None:
    """When a target falls due, and which hours count."""
    try:
        if batch is not None:
            raise typer.Exit(_answer_lines(_lines(batch), zone))
        if hours is None:
            raise BadUsage(N_("Say the hours with --hours, or give questions with --batch."))
        dates = [
            part
            for text in [*(closed or []), *(more_closed or [])]
            for part in text.replace(",", " ").split()
        ]
        question = {"hours": hours, "zone": zone, "closed": dates, "at": at, "budget": budget, "until": until}
        _print_one({**question, "pauses": pause or [], "end": end}, as_json=as_json)
    except SvcError as error:
        typer.echo(show(error.text(_)), err=True)
        raise typer.Exit(error.exit_code) from None


def _lines(source: str) -> Iterator[str]:
    if source == "-":
        yield from typer.get_text_stream("stdin", encoding="utf-8", errors="replace")
        return
    try:
        with Path(source).open(encoding="utf-8-sig", errors="replace") as file:
            yield from file
    except OSError as error:
        raise Refused(N_("{path} cannot be read: {why}."), path=source, why=error.strerror) from None


def _answer_lines(lines: Iterable[str], zone: str) -> int:
    """One answer a line in the order of the questions; a bad line answers with its error. The exit code."""
    from svc_tui.domain.due_report import due_report

    failed = 0
    for number, line in enumerate(lines, 1):
        text = line.strip("\ufeff \t\r\n")
        if not text:
            continue
        try:
            answer = due_report(_object(text), zone)
        except SvcError as error:
            failed = 1
            answer = {"error": error.text(_), "line": number}
        sys.stdout.write(json.dumps(answer) + "\n")
    return failed


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(N_("The line is no JSON. Write one object a line.")) from None
    if not isinstance(value, dict):
        raise Refused(N_("The line is no JSON object. Write one object a line."))
    return value


def _print_one(values: dict[str, Any], *, as_json: bool) -> None:
    from svc_tui.domain.due_report import answer, question

    asked = question(values)
    if as_json:
        typer.echo(json.dumps(answer(asked)))
        return
    from svc_tui.presentation.due import answer_page

    typer.echo("\n".join(answer_page(asked)))
