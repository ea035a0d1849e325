"""Commands of sales: opportunities as a list, as a pipeline and as a page, and what other records give rise to.

A part of the catalogue (`catalogue.py`), which names them in its own.
"""

from svc_tui.commands.command import Command
from svc_tui.errors import N_

SALES = "sales"
OPPORTUNITIES = "opportunities"
OPPORTUNITY = "opportunity"
PIPELINE = "pipeline"
RAISING = "raising"
HINTS = "hints"

SALES_COMMANDS: tuple[Command, ...] = (
    # Acts on opportunities: the row under the cursor, the marks, or the open one.
    Command("opportunity.new", N_("New opportunity"), N_("Write down what may be sold to a customer."), ("n",),
            OPPORTUNITIES, N_("new")),
    Command("opportunity.edit", N_("Edit the opportunity"), N_("Open the form of the opportunity."), ("e",),
            OPPORTUNITIES, N_("edit")),
    Command("opportunity.stage", N_("Stage"), N_("Choose the stage; the one before ends today."), ("s",),
            OPPORTUNITIES, N_("stage")),
    Command("opportunity.forward", N_("To the stage after"), N_("One stage on."), ("L",), OPPORTUNITIES,
            N_("stage after")),
    Command("opportunity.backward", N_("To the stage before"), N_("One stage back."), ("H",), OPPORTUNITIES,
            N_("stage before")),
    Command("opportunity.win", N_("Won"), N_("It is won: asks why, then it is locked."), ("w",), OPPORTUNITIES,
            N_("won")),
    Command("opportunity.lose", N_("Lost"), N_("It is lost: asks why, then it is locked."), ("l",), OPPORTUNITIES,
            N_("lost"), over=("record.open",)),
    Command("opportunity.reopen", N_("Reopen"), N_("Open again what was won or lost, in the stage it was in."), ("r",),
            OPPORTUNITIES, N_("reopen")),
    Command("opportunity.owner", N_("Owner"), N_("Say who follows it."), ("a",), OPPORTUNITIES, N_("owner")),
    Command("opportunity.expected", N_("Expected day"), N_("Say when it is to be decided."), ("d",), OPPORTUNITIES,
            N_("day")),
    Command("opportunity.compete", N_("Competitor"), N_("Write down who else wants the sale, how near he is, and why."),
            ("b",), OPPORTUNITIES, N_("competitor")),
    Command("opportunity.delete", N_("Delete the opportunity"), N_("Remove an open one; undo brings it back."), (),
            OPPORTUNITIES),
    Command("opportunity.origin", N_("Jump to its origin"), N_("Open the call, card or contract it was raised from."),
            ("' o", "; o"), OPPORTUNITIES, N_("origin")),
    Command("opportunity.next", N_("Next opportunity"), N_("Open the opportunity below in the list."), ("}", "right"),
            OPPORTUNITY),
    Command("opportunity.previous", N_("Previous opportunity"), N_("Open the opportunity above in the list."),
            ("{", "left"), OPPORTUNITY),
    Command("sales.pipeline", N_("Pipeline by stage"), N_("A column for each stage, with what it comes to."), ("v p",),
            SALES, N_("pipeline")),
    Command("sales.list", N_("Opportunities as a list"), N_("The same opportunities one below the other."), ("v p",),
            PIPELINE, N_("list")),
    Command("pipeline.left", N_("Stage to the left"), N_("To the stage, or the figure, on the left."), ("left",),
            PIPELINE),
    Command("pipeline.right", N_("Stage to the right"), N_("To the stage, or the figure, on the right."),
            ("right", "tab"), PIPELINE, N_("next stage")),
    # What the program found to sell: the hint under the list, or those on their page.
    Command("sales.hints", N_("Hints at sales"), N_("All that the program found to sell, each with its reason."),
            ("v h",), SALES, N_("hints")),
    Command("strip.raise", N_("Raise from the hint"), N_("Make an opportunity of the hint below the list."), ("O",),
            SALES, N_("from hint")),
    Command("strip.dismiss", N_("Dismiss the hint"), N_("The hint below the list never comes back; asks why."), ("X",),
            SALES, N_("dismiss")),
    Command("strip.put_off", N_("Put the hint off"), N_("Let the hint below the list come back on a day."), ("z",),
            SALES, N_("put off")),
    Command("hint.raise", N_("Raise from this hint"), N_("Make an opportunity of the hint; type the amount."), ("O",),
            HINTS, N_("raise")),
    Command("hint.dismiss", N_("Dismiss hints"), N_("They never come back; asks why. Of the row or the marks."), ("X",),
            HINTS, N_("dismiss")),
    Command("hint.put_off", N_("Put hints off"), N_("Let them come back on a day. Of the row or the marks."), ("z",),
            HINTS, N_("put off")),
    Command("hint.open", N_("Open what it is about"), N_("Open the card or the contract of the hint."), ("enter", "l"),
            HINTS, N_("open it")),
    Command("hint.mark", N_("Mark the hint"), N_("Mark the hint and move on."), ("x", "space"), HINTS, N_("mark"),
            over=("scroll.page.down",)),
    # Opportunities that calls, cards and contracts give rise to.
    Command("opportunity.raise", N_("Raise an opportunity"),
            N_("From the row, the marks or the open record, with what it knows; type the amount."), ("O",), RAISING,
            N_("raise")),
    Command("jump.opportunity", N_("Jump to the opportunity"), N_("Open what was raised from this record."),
            ("' o", "; o"), RAISING, N_("opportunity")),
)  # fmt: skip
