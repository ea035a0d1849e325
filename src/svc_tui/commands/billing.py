"""The commands of billing: what a customer is to be billed."""

from svc_tui.commands.command import Command
from svc_tui.errors import N_

ACCOUNT = "account"

BILLING: tuple[Command, ...] = (
    Command("account.approve", N_("Approve"), N_("Bill the line under the cursor, or the marks, as it stands."), ("a",),
            ACCOUNT, N_("approve")),
    Command("account.approve_all", N_("Approve all"), N_("Approve all that is proposed and has a price."), ("A",),
            ACCOUNT, N_("all")),
    Command("account.hold", N_("Hold"), N_("The customer disputes it: it stays out, with the reason."), ("x",), ACCOUNT,
            N_("hold")),
    Command("account.release", N_("Release"), N_("Let what is held or approved be proposed again."), ("r",), ACCOUNT,
            N_("release")),
    Command("account.hand_over", N_("Hand over"), N_("Write what is approved to a file: CSV, UBL, JSON, B1."), (">",),
            ACCOUNT, N_("hand over")),
    Command("account.reverse", N_("Take back"), N_("Take a hand-over back, with the reason: its lines come back."),
            ("T",), ACCOUNT),
    Command("account.until", N_("Up to which day"), N_("Show what is billed up to another day."), ("f",), ACCOUNT,
            N_("until")),
    Command("account.mark", N_("Mark"), N_("Mark the line and move on."), ("space",), ACCOUNT,
            over=("scroll.page.down",)),
    Command("account.open", N_("Open"), N_("Open the call or the contract that the line comes from."),
            ("enter", "l", "right"), ACCOUNT),
)  # fmt: skip
