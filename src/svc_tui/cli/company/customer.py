"""`svc-tui customer`: customers with their contacts and addresses."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Annotated, Any

import typer

from svc_tui.cli.company import performance
from svc_tui.cli.core.front import FREE, assignments, front_of, moments, say, say_notes, words_of
from svc_tui.cli.core.nouns import Noun, add_to, yes_no
from svc_tui.cli.core.output import Column, Count, Csv, Json, Limit, Plain, form, print_list, print_object
from svc_tui.errors import N_, BadUsage
from svc_tui.language import _

app = typer.Typer(no_args_is_help=True, help=_("Customers with contacts and addresses."))
NAMES = ("code", "name", "kind", "phone", "email", "addresses", "contacts", "territory", "technician", "active",
         "credit_limit", "balance", "vat_number", "blocked", "price_list", "discount", "vat",
         "merged_into", "version")  # fmt: skip
NEWEST = 10
"""Entries of the timeline that `show` prints."""


def _record(sheet: Any) -> dict[str, Any]:
    from svc_tui.services.shapes.customers import record

    return record(sheet)


def _shown(services: Any, code: str) -> tuple[dict[str, Any], Callable[[], Iterable[str]]]:
    """A customer in full, and its lines: what the page has, and the newest entries of the timeline."""
    from svc_tui.services.shapes.customers import view_record

    view = services.customer_views.view(code)
    record = view_record(view, services.customer_views.history(view.row.code))

    def lines() -> Iterable[str]:
        from svc_tui.presentation.company.page import sections

        newest = services.timelines.page(view.row.code, limit=NEWEST).entries
        for title, found in sections(record, newest, now=services.now(), zone=services.zone):
            yield from (f"-- {title}",) if title else ()
            yield from ("".join(text for text, _role in line).rstrip() for line in found)

    return record, lines


def _table() -> tuple[Column, ...]:
    return (
        Column("code", _("Code")), Column("name", _("Name")), Column("phone", _("Phone")),
        Column("email", _("E-mail")), Column("territory", _("Territory")),
        Column("active", _("Active"), yes_no("active")),
    )  # fmt: skip


add_to(
    app,
    Noun(
        "customers", NAMES, _table, _record,
        (_("List the customers of a filter."), _("Show customers with contacts and addresses."),
         _("Write a customer down; prints its code."), _("Change fields of customers.")),
        _shown,
    ),
)  # fmt: skip

Code = Annotated[str, typer.Argument(metavar="CODE", help=_("The customer."))]
Which = Annotated[
    int | None, typer.Option("--id", metavar="N", help=_("Change this one, as `show --json` names it."))
]
Remove = Annotated[bool, typer.Option("--remove", help=_("Remove it."))]
Fields = Annotated[
    list[str] | None, typer.Argument(metavar="KEY=VALUE...", help=_("Fields, such as name=TEXT."))
]


@app.command("find", help=_("Find a caller by phone number, name or code."))
def find(
    ctx: typer.Context,
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help=_("What is known."))],
) -> None:
    """Find a caller."""
    from svc_tui.cli.core.output import print_list

    found = front_of(ctx).services().customers.search(" ".join(text), 20)
    table = (Column("code", _("Code")), Column("label", _("Name")), Column("hint", _("Contact")))
    print_list(map(asdict, found), ("code", "label", "hint"), table, "table")


@app.command("contact", help=_("Add, change or remove a contact person."), context_settings=FREE)
def contact(
    ctx: typer.Context, code: Code, fields: Fields = None, which: Which = None, remove: Remove = False
) -> None:
    """Add, change or remove a contact person."""
    _child(ctx, "contact", code, fields, which, remove)


@app.command("address", help=_("Add, change or remove an address."), context_settings=FREE)
def address(
    ctx: typer.Context, code: Code, fields: Fields = None, which: Which = None, remove: Remove = False
) -> None:
    """Add, change or remove an address."""
    _child(ctx, "address", code, fields, which, remove)


TIMELINE = ("at", "kind", "event", "who", "text", "call", "equipment", "contract", "activity")


@app.command(
    "timeline", help=_("All that happened with a customer, newest first; words and options narrow it.")
)
def timeline(
    ctx: typer.Context,
    code: Code,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help=_("Words that stand in the entries."))
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND,...", help=_("Only these: call, activity, phone, closed ...")),
    ] = None,
    who: Annotated[str | None, typer.Option(metavar="PERSON", help=_("Only what this person did."))] = None,
    limit: Limit = None,
    as_json: Json = False,
    as_csv: Csv = False,
    plain: Plain = False,
    count: Count = False,
) -> None:
    """Print the line of time of a customer as it is read."""
    from svc_tui.presentation.company.timeline import event_words

    how = form(as_json=as_json, as_csv=as_csv, plain=plain, count=count)
    services = front_of(ctx).services(make=False)
    timelines = services.timelines
    found = timelines.all(code, timelines.wanted(" ".join(words or ()), tuple(kind or ()), who), limit)
    table = (
        Column("at", _("When")), Column("event", _("What"), lambda each: event_words(each["kind"], each["event"])),
        Column("who", _("Who")), Column("call", _("Call")), Column("text", _("Text")),
    )  # fmt: skip
    records = ({name: getattr(each, name) for name in TIMELINE} for each in found)
    print_list(records, TIMELINE, table, how, when=moments(services))


def _child(
    ctx: typer.Context, kind: str, code: str, fields: list[str] | None, which: int | None, remove: bool
) -> None:
    words, values = assignments(fields or ())
    if words or (not values and not remove) or (remove and which is None):
        raise BadUsage(
            N_("Write KEY=VALUE to add one, --id N KEY=VALUE to change one, --id N --remove to remove it.")
        )
    customers = front_of(ctx).services(make=False).customers
    if which is None:
        getattr(customers, f"add_{kind}")(code, values)
    elif remove:
        getattr(customers, f"remove_{kind}")(code, which)
    else:
        getattr(customers, f"set_{kind}")(code, which, values)
    say(_("{code} saved").format(code=code))


performance.add_to(app)


@app.command("merge", help=_("Let customers become another one, with everything that hangs on them."))
def merge(
    ctx: typer.Context,
    codes: Annotated[
        list[str], typer.Argument(metavar="CODE...", help=_("Those that become another; - reads them."))
    ],
    into: Annotated[str, typer.Option(metavar="CODE", help=_("The one that stays."))],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Say what would move, change nothing."))
    ] = False,
    as_json: Json = False,
) -> None:
    """Merge customers; `undo` takes it back."""
    from svc_tui.presentation.company.merging import merged_words

    done = front_of(ctx).services(make=False).merging.merge(words_of(codes), into, dry_run=dry_run)
    say_notes(done.warnings)
    if as_json:
        record = {
            "into": done.into, "merged": list(done.codes), "moved": done.moved, "doubles": done.doubles,
            "recomputed": done.recomputed, "dry_run": dry_run,
        }  # fmt: skip
        print_object(record, form(as_json=True), list)
    else:
        say(merged_words(done, dry_run=dry_run))
