"""Figures of preventive work, the same for whatever plans name: cards, contracts."""

from svc_tui.domain.reports.subject import Figure
from svc_tui.errors import N_

PREVENTIVE = (
    Figure("preventive", N_("With plans"), N_("Preventive work comes round on it."), filter="has:plan"),
    Figure("preventive_due", N_("To do"), N_("The call of a plan is there and not done."), filter="preventive:due"),
    Figure("preventive_behind", N_("Behind"), N_("The call of a plan is not done, and its day is over."),
           filter="preventive:behind"),
    Figure("preventive_missed", N_("Missed"), N_("The last time of a plan was missed."), filter="preventive:missed"),
    Figure("preventive_done", N_("Done"), N_("The last time of a plan was done."), filter="preventive:done"),
)  # fmt: skip
