"""Drafts that wait: which they are in words, how each is taken up, and the choice among them."""

from typing import TYPE_CHECKING

from svc_tui.domain.core.text import fold
from svc_tui.language import _, moment
from svc_tui.screens.core import prompt_drafts
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.desk_app import DeskApp, Ref
from svc_tui.screens.shell.doors import draft_words
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.local.drafts import Draft

NEW = "new "
"""What the form of a new record begins with, where it is another form than that of a record."""


def ref_of(draft: "Draft") -> Ref:
    """The record that a draft belongs to."""
    from svc_tui.local.form_drafts import form_of

    form, record = form_of(draft)
    return Ref(form.removeprefix(NEW), "" if form.startswith(NEW) else record)


def form_words(draft: "Draft") -> str:
    """What a draft is, in words."""
    from svc_tui.local.form_drafts import typed

    ref = ref_of(draft)
    if ref.kind == prompt_drafts.FORM:
        return prompt_drafts.words(draft)
    return draft_words(ref.kind, ref.name, typed(draft).get("subject", ""))


def open_draft(desk: DeskApp, draft: "Draft") -> None:
    """Open the form that a draft belongs to, as it was typed."""
    ref = ref_of(draft)
    if ref.kind == prompt_drafts.FORM:
        prompt_drafts.go_on(desk, draft)
    else:
        desk.form(ref, draft)


def choose(desk: DeskApp) -> None:
    """Choose among the drafts that wait."""
    screen, drafts, services = desk.desk_screen, desk.drafts, desk.services
    waiting = drafts.waiting() if drafts is not None else []
    if not waiting:
        screen.say(_("No draft waits."))
        return
    by_key = {draft.key: draft for draft in waiting}

    def then(_text: str, picked: Candidate | None) -> None:
        if picked is not None:
            open_draft(desk, by_key[picked.value])

    lines = [
        Candidate(
            draft.key,
            (
                (form_words(draft), "text"),
                (f"  {moment(draft.saved_at, services.zone, services.now())}", "muted"),
            ),
        )
        for draft in waiting
    ]
    screen.ask(
        _("Draft"), then, chooses=True, rows=5, in_thread=False,
        answer=lambda text: Answer([each for each in lines if fold(text) in fold(each.line[0][0])]),
    )  # fmt: skip
