"""`svc-tui equipment deliver`: units that come from the store room and go back there, from a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svc_tui.cli.core.front import front_of, say, say_notes
from svc_tui.cli.core.output import Json, form, print_object
from svc_tui.language import _, number

if TYPE_CHECKING:
    from svc_tui.interchange.core.records import Problem
    from svc_tui.services.deliveries.service import DeliveryReport, Taken


def add_to(app: typer.Typer) -> None:
    """Register the commands with those of equipment."""
    app.command("deliver", help=_("Take deliveries, invoices and returns in: cards and warranties follow."))(
        deliver
    )


def deliver(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A CSV, or B1 documents as JSON."))],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Say what would happen and keep nothing."))
    ] = False,
    kind: Annotated[
        str | None,
        typer.Option(metavar="KIND", help=_("delivery, invoice or return, where the file does not say.")),
    ] = None,
    as_json: Json = False,
) -> None:
    """Take deliveries, invoices and returns in. Good rows enter, each refused row says why."""
    from svc_tui.interchange.core.records import Problem
    from svc_tui.services.deliveries.service import Deliveries
    from svc_tui.services.shapes.deliveries import report_record

    how = form(as_json=as_json)

    def tell(each: "Taken | Problem") -> None:
        if isinstance(each, Problem):
            _say_problem(file, each)
        elif how != "json":
            row = _("row {row}").format(row=each.told.row)
            say(f"{file.name}, {row}: {_(each.note.text).format(**each.note.values)}{_warranty(each)}")
            say_notes(each.warnings)

    services = front_of(ctx).services()
    report = Deliveries(services.context).run(file, kind=kind, dry_run=dry_run, on_each=tell)
    if how == "json":
        print_object(report_record(report, _), how, lambda: ())
    for line in _summary(report):
        say(line)
    if report.rejected:
        raise typer.Exit(1)


def _warranty(each: "Taken") -> str:
    if each.contract is None:
        return ""
    return _(", warranty K-{contract}").format(contract=each.contract)


def _say_problem(file: Path, problem: "Problem") -> None:
    parts = [file.name, problem.place(_)]
    shown = f' "{problem.value}"' if problem.value else ""
    say(f"{', '.join(part for part in parts if part)}{shown}: {problem.text(_)}")


def _summary(report: "DeliveryReport") -> list[str]:
    from svc_tui.services.deliveries.service import TOLD
    from svc_tui.services.shapes.deliveries import COUNTS

    counts = {name: number(report.count(*steps)) for name, steps in COUNTS.items()}
    text = _(
        "Cards: {new} new, {activated} active again, {returned} returned, {nothing} unchanged, {known} known; "
        "{refused} rows refused."
    )
    lines = [text.format(**counts, refused=number(report.rejected))]
    if report.rejected > TOLD:
        lines.append(
            _("Only the first {told} of them are told above; mend those first.").format(told=number(TOLD))
        )
    if report.dry_run:
        lines.append(_("Dry run: nothing was kept."))
    return lines
