"""`svc-tui contract`: `due` says what terms mean, with the store opened only for a contract's number.

Lists and fields are `contract_list`, what is done with contracts `contract_acts`, prepaid units `contract_units`.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from svc_tui import clock
from svc_tui.cli.contracts import acts as contract_acts
from svc_tui.cli.contracts import ledger as contract_units
from svc_tui.cli.contracts import list as contract_list
from svc_tui.cli.contracts import papers as contract_papers
from svc_tui.cli.core.attachments import add_files
from svc_tui.cli.core.front import front_of
from svc_tui.domain.core.text import show
from svc_tui.errors import N_, BadUsage, Refused, SvcError
from svc_tui.language import _

app = typer.Typer(no_args_is_help=True, help=_("Contracts and what they promise."))


contract_list.add_to(app)
contract_acts.add_to(app)
contract_units.add_to(app)
contract_papers.add_to(app)
add_files(app, "contract")


@app.callback()
def _contract() -> None:
    """Keep `due` a command of its own, also while it is the only one."""


@app.command(help=_("Say when a target falls due, and which hours count."))
def due(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NUMBER]", help=_("A contract, such as K-58: its hours, holidays and target.")
        ),
    ] = None,
    hours: Annotated[str | None, typer.Option(help=_("Covered hours, such as Mo-Fr 09:00-18:00."))] = None,
    zone: Annotated[
        str | None, typer.Option(help=_("Time zone of the hours, such as Europe/Rome; UTC unless given."))
    ] = None,
    closed: Annotated[
        list[str] | None,
        typer.Option(
            metavar="DATE", help=_('A date without cover, or a part of one: "2026-12-24 13:00-24:00".')
        ),
    ] = None,
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
    from svc_tui.cli.contracts.due_typed import as_read, closed_of

    try:
        if batch is not None:
            raise typer.Exit(_answer_lines(_lines(batch), zone or "UTC"))
        more_closed = list(words or ())
        known: dict[str, Any] = {"zone": "UTC"}
        if hours is None:
            if not more_closed:
                raise BadUsage(N_("Name a contract, say the hours with --hours, or give --batch."))
            known = _of_contract(ctx, more_closed.pop(0))
        for word in more_closed:
            if word.upper().removeprefix("K-").isdecimal():
                raise BadUsage(N_("{word} is a contract: name it or say --hours, not both."), word=word)
        dates = closed_of(closed or [], more_closed)
        typed = {"hours": hours, "zone": zone, "at": at, "budget": budget, "until": until, "end": end}
        question = {**known, **{name: value for name, value in typed.items() if value is not None}}
        _whole(question)
        _print_one(as_read(question, dates, pause or []), as_json=as_json)
    except SvcError as error:
        typer.echo(show(error.text(_)), err=True)
        raise typer.Exit(error.exit_code) from None


def _whole(question: dict[str, Any]) -> None:
    """What a question needs is there; a value that cannot be read is another matter."""
    from svc_tui.domain.sla.question import NO_AT, NO_BUDGET

    if not question.get("at"):
        raise BadUsage(NO_AT)
    if question.get("budget") is None and question.get("until") is None:
        raise BadUsage(NO_BUDGET)


def _of_contract(ctx: typer.Context, text: str) -> dict[str, Any]:
    """The terms of a contract as parts of a question."""
    from svc_tui.services.sla.question import number_of, question_of

    number = number_of(text)
    if number is None:
        raise BadUsage(N_("{word} is not the number of a contract. Write it as K-58 or 58."), word=text)
    return question_of(front_of(ctx).services(make=False).context, number)


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
    from svc_tui.domain.sla.question import due_report

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
    from svc_tui.domain.sla.question import answer, question

    asked = question(values)
    if as_json:
        typer.echo(json.dumps(answer(asked)))
        return
    from svc_tui.presentation.sla.page import answer_page

    typer.echo("\n".join(answer_page(asked, clock.now())))
