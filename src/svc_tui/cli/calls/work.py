"""`svc-tui call work`, `stopwatch`, `report`, `sign` and `rate`: what was done on a call, and who pays."""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svc_tui.cli.core.front import FREE, assignments, front_of, moments, numbers_of, say, tell
from svc_tui.cli.core.output import Column, Count, Csv, Json, Plain, form, print_list, print_object
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.bootstrap import Services
    from svc_tui.domain.work.rules import Entry

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=_("The call."))]
Line = Annotated[int, typer.Argument(metavar="LINE", help=_("The line, as `call work list` numbers it."))]
Who = Annotated[str | None, typer.Option(metavar="PERSON", help=_("Who did it; you unless given."))]
Billable = Annotated[
    bool | None,
    typer.Option("--billable/--included", help=_("Who pays, whatever the contract proposes.")),
]

work = typer.Typer(no_args_is_help=True, help=_("Work on a call: time, travel, parts."))
stopwatch = typer.Typer(no_args_is_help=True, help=_("Your stopwatch; it runs on when a session ends."))


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.add_typer(work, name="work")
    app.add_typer(stopwatch, name="stopwatch")
    app.command(help=_("Print the report of work as text, or check its signature."))(report)
    app.command(help=_("Keep the name of the customer under the report of work."))(sign)
    app.command(help=_("Keep the customer's satisfaction, 1 to 5, with a text."))(rate)


@work.command(
    help=_("Log work: 1h30 TEXT, from 9:00 to 10:30 TEXT, travel 24km 40m, part ITEM x2."),
    context_settings=FREE,
)
def add(
    ctx: typer.Context,
    number: Number,
    text: Annotated[list[str], typer.Argument(metavar="WORK...", help=_("What was done, or KEY=VALUE."))],
    who: Who = None,
    billable: Billable = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would become of it."))] = False,
) -> None:
    """Log work on a call."""
    services = front_of(ctx).services(make=False)
    entry = _entry(services, text)
    entry = replace(entry, who=who or entry.who, billable=entry.billable if billable is None else billable)
    if not dry_run:
        tell(services.work.log(numbers_of([number]), entry))
        return
    from svc_tui.presentation.work.lines import preview

    for each in numbers_of([number]):
        plan = services.work.preview(each, entry)
        say(f"{each}: {preview(plan, now=services.now(), zone=services.zone)}")


def _entry(services: "Services", words: Sequence[str]) -> "Entry":
    """Words as they are typed on the screen, or fields by name."""
    from svc_tui.services.work.entry import NAMES, entry_of

    named = [word for word in words if word.partition("=")[0] in NAMES and "=" in word]
    rest = " ".join(word for word in words if word not in named)
    if not named:
        return services.work.read(rest)
    _words, values = assignments(named)
    if rest and "note" not in values and {"time", "from", "km", "item"} & values.keys():
        values["note"] = rest
    elif rest:
        typed = services.work.read(rest)
        return replace(typed, **_given(entry_of(values, now=services.now(), zone=services.zone), values))
    return entry_of(values, now=services.now(), zone=services.zone)


def _given(entry: "Entry", values: dict[str, str]) -> dict[str, Any]:
    known = ("km", "item", "quantity", "serial_in", "serial_out", "note", "who", "billable")
    return {name: getattr(entry, name) for name in known if name in values}


@work.command("list", help=_("List the work of a call; the sums go to stderr."))
def list_work(
    ctx: typer.Context,
    number: Number,
    as_json: Json = False,
    as_csv: Csv = False,
    plain: Plain = False,
    count: Count = False,
) -> None:
    """List the work of a call."""
    from svc_tui.presentation.work.lines import totals_words
    from svc_tui.services.shapes.work import WORK, work_record

    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    services = front_of(ctx).services(make=False)
    found = services.work.list(numbers_of([number])[0])
    print_list(map(work_record, found.lines), WORK, _table(), how, when=moments(services))
    if how == "table" and found.lines:
        say(_("Together: {sums}").format(sums=", ".join(totals_words(found.totals))))


@work.command(
    "set",
    help=_("Change a line: billable=yes|no, note=, who=, serial_in=, serial_out=."),
    context_settings=FREE,
)
def set_line(
    ctx: typer.Context,
    number: Number,
    line: Line,
    fields: Annotated[
        list[str], typer.Argument(metavar="KEY=VALUE...", help=_("Fields, such as billable=no."))
    ],
) -> None:
    """Change who pays a line, its note, who did it, or its serials."""
    words, values = assignments(fields)
    if words:
        raise BadUsage(N_("{word} is no field. Write KEY=VALUE, such as billable=no."), word=words[0])
    tell(front_of(ctx).services(make=False).work.set(numbers_of([number])[0], line, values))


@work.command(help=_("Remove lines; what they drew goes back."))
def remove(
    ctx: typer.Context,
    number: Number,
    line: Annotated[list[int], typer.Argument(metavar="LINE...", help=_("The lines."))],
) -> None:
    """Remove lines of work from an open call."""
    tell(front_of(ctx).services(make=False).work.remove(numbers_of([number])[0], line))


@work.command(help=_("Take time, kilometres or parts away from a line: 15m, 10km, 1."), context_settings=FREE)
def correct(
    ctx: typer.Context,
    number: Number,
    line: Line,
    what: Annotated[str, typer.Argument(metavar="AMOUNT", help=_("What to take away, such as 15m."))],
    why: Annotated[list[str] | None, typer.Argument(metavar="[WHY]...", help=_("Why."))] = None,
) -> None:
    """Take something away from a line; closed calls allow it too."""
    services = front_of(ctx).services(make=False)
    tell(services.work.correct(numbers_of([number])[0], line, " ".join([what, *(why or ())])))


@stopwatch.command(help=_("Start your stopwatch on a call."))
def start(
    ctx: typer.Context,
    number: Number,
    travel: Annotated[bool, typer.Option("--travel", help=_("It times the way there."))] = False,
) -> None:
    """Start your stopwatch on a call."""
    works = front_of(ctx).services(make=False).work
    tell(works.start(numbers_of([number])[0], "travel" if travel else "labour"))


@stopwatch.command(help=_("Stop your stopwatch and log its time."))
def stop(
    ctx: typer.Context,
    text: Annotated[list[str] | None, typer.Argument(metavar="[TEXT]...", help=_("What was done."))] = None,
    drop: Annotated[bool, typer.Option("--drop", help=_("Log nothing."))] = False,
) -> None:
    """Stop your stopwatch and log its time on its call."""
    tell(front_of(ctx).services(make=False).work.stop(" ".join(text or ()), log=not drop))


@stopwatch.command(help=_("Show your stopwatch."))
def show(ctx: typer.Context, as_json: Json = False) -> None:
    """Show your stopwatch, where one runs."""
    from svc_tui.presentation.work.lines import time_words
    from svc_tui.services.shapes.work import running_record

    services = front_of(ctx).services(make=False)
    how = form(as_json=as_json)
    running = services.work.running()
    if running is None:
        say(_("No stopwatch of yours runs."))
        if how == "json":
            sys.stdout.write(json.dumps(None) + "\n")
        return
    since = moments(services)(running.since)
    line = _("{number} {subject}: since {since}, {time}")
    words = {
        "number": running.call,
        "subject": running.subject,
        "since": since,
        "time": time_words(running.seconds),
    }
    print_object(running_record(running), how, lambda: [line.format(**words)])


def report(
    ctx: typer.Context,
    number: Number,
    verify: Annotated[
        bool, typer.Option("--verify", help=_("Say whether it reads as it did when it was signed."))
    ] = False,
    as_json: Json = False,
) -> None:
    """Print the report of work; with --verify compare it with what was signed. Changed ends with 1."""
    from svc_tui.presentation.work.report import in_all_languages, report_text, signature_lines
    from svc_tui.services.shapes.work import signature_record, totals_record, work_record

    services = front_of(ctx).services(make=False)
    how = form(as_json=as_json)
    each = numbers_of([number])[0]
    found = services.handover.report(each)
    text = report_text(found, services.zone)
    if verify:
        signed = services.handover.verify(each, in_all_languages(found, services.zone))
        print_object(signature_record(signed), how, lambda: signature_lines(signed, services.zone)[1:])
        if not signed.unchanged:
            raise typer.Exit(1)
        return
    if how == "json":
        record = {"number": each, "text": text, "work": [work_record(line) for line in found.lines],
                  "totals": totals_record(found.totals), "signed_by": found.values.signed_by,
                  "signed_at": found.values.signed_at}  # fmt: skip
        print_object(record, how, lambda: ())
        return
    sys.stdout.write(text)
    if found.values.signed_hash:
        signed = services.handover.verify(each, in_all_languages(found, services.zone))
        sys.stdout.write("".join(line + "\n" for line in signature_lines(signed, services.zone)))


def sign(
    ctx: typer.Context,
    number: Number,
    name: Annotated[list[str], typer.Argument(metavar="NAME", help=_("Who signs, as typed by that person."))],
) -> None:
    """Keep the customer's name under the report as `call report` prints it."""
    from svc_tui.presentation.work.report import report_text

    services = front_of(ctx).services(make=False)
    each = numbers_of([number])[0]
    printed = report_text(services.handover.report(each), services.zone)
    tell(services.handover.sign(each, " ".join(name), printed))


def rate(
    ctx: typer.Context,
    number: Number,
    score: Annotated[int, typer.Argument(metavar="SCORE", help=_("1 (bad) to 5 (very good)."))],
    text: Annotated[list[str] | None, typer.Argument(metavar="[TEXT]...", help=_("What was said."))] = None,
) -> None:
    """Keep the customer's satisfaction with a resolved or closed call."""
    tell(front_of(ctx).services(make=False).handover.rate(numbers_of([number]), score, " ".join(text or ())))


def _table() -> tuple[Column, ...]:
    from svc_tui.domain.sla.targets import Target, format_target
    from svc_tui.presentation.work.lines import kind_words, paid_words, plain, time_words

    def much(record: Any) -> str:
        if record["kind"] == "part":
            return f"{plain(record['quantity'])} x {record['item']}"
        km = _("{km} km").format(km=plain(record["km"])) if record["km"] else ""
        return " ".join(
            part for part in (km, time_words(record["time_s"]) if record["time_s"] else "") if part
        )

    def drawn(record: Any) -> str:
        if record["drawn_s"]:
            sign = "-" if record["drawn_s"] < 0 else ""
            return sign + format_target(Target(abs(record["drawn_s"])))
        return str(record["drawn_visits"] or "")

    return (
        Column("line", _("Line"), right=True), Column("kind", _("Kind"), lambda each: kind_words(each["kind"])),
        Column("who", _("Who")), Column("ends_at", _("At")), Column("time_s", _("Amount"), much, right=True),
        Column("billable", _("Pays"), lambda each: paid_words(each["billable"])),
        Column("drawn_s", _("Drawn"), drawn, right=True), Column("note", _("Note")),
    )  # fmt: skip
