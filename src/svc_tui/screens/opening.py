"""What opens beyond the list: calls, forms, explanations, set-up, drafts; shared by every screen.

The screens are imported when they are first opened: the first paint does not wait for them.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from svc_tui.bootstrap import Services
from svc_tui.domain.text import show_line
from svc_tui.language import _, moment
from svc_tui.screens.desk import Answer, DeskScreen
from svc_tui.screens.jobs import run_job
from svc_tui.terminal.frames import ComparedApp
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.screens.call_acts import CallActs
    from svc_tui.terminal.drafts import Draft
    from svc_tui.terminal.form_drafts import FormDrafts


class OpeningApp(ComparedApp[None]):
    """The acts that open something."""

    drafts: "FormDrafts | None" = None
    """Where forms keep what is not saved; None where nothing may be kept."""
    last_call = ""
    """The call that was opened last."""

    @property
    def services(self) -> Services:
        """Everything the screens may do."""
        raise LookupError("the app knows its services")

    @property
    def desk_screen(self) -> DeskScreen:
        """The screen in front."""
        raise LookupError("the app knows its screen")

    def chosen_call(self) -> str:
        """The call that the screen in front is about; empty where there is none, and that is said."""
        screen = cast("CallActs", self.desk_screen)
        number = screen.chosen().one
        if not number:
            marked = screen.chosen().ids
            screen.say(screen.one_record() if marked else screen.no_record())
        return number

    # --- calls

    def open_call(self, number: str, tab: int = 0) -> None:
        """Open a call in its own screen, at one of its tabs."""
        from svc_tui.screens.call import CallScreen

        self.last_call = number
        if isinstance(self.screen, CallScreen):
            self.screen.open(number)
        else:
            self.push_screen(CallScreen(number, tab=tab))

    def action_record_open(self) -> None:
        """Open the call under the cursor."""
        if number := self.chosen_call():
            self.open_call(number)

    def action_jump_call(self) -> None:
        """Open the call that was left last."""
        if self.last_call:
            self.open_call(self.last_call)
        else:
            self.desk_screen.say(_("No call was opened yet."))

    def action_jump_customer(self) -> None:
        """Open the customer of the call."""
        if number := self.chosen_call():
            services = self.services

            def show(code: str) -> None:
                from svc_tui.screens.customer import CustomerScreen

                self.push_screen(CustomerScreen(code))

            work = partial(_customer_of, services, number)
            run_job(self.desk_screen, "jump", work, show)

    def action_jump_back(self) -> None:
        """Back to where one jumped from; at the start, to where one was when the program ended."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        elif not self.go_on():
            self.desk_screen.say(_("Nothing to jump back to."))

    def action_call_explain(self) -> None:
        """Why the call is due when it is due."""
        if number := self.chosen_call():
            from svc_tui.screens.explain import ExplainScreen

            self.push_screen(ExplainScreen(number))

    def action_call_edit(self) -> None:
        """The form with every field; what was typed before and not saved is there again."""
        if number := self.chosen_call():
            from svc_tui.screens.call_edit import CallEditScreen

            draft = self.drafts.of(CallEditScreen.FORM, number) if self.drafts else None
            self.push_screen(CallEditScreen(number, draft))

    def action_view_manage(self) -> None:
        """Rename, move and remove saved views."""
        self.show_set_up("views")

    def action_call_new(self) -> None:
        """The form of a new call."""
        from svc_tui.screens.call_new import CallNewScreen

        self.push_screen(CallNewScreen())

    # --- prompts about one call

    def action_call_attach(self) -> None:
        self._prompt("attach")

    def action_call_save_file(self) -> None:
        self._prompt("save_file")

    def action_call_contract(self) -> None:
        self._prompt("contract")

    def action_activity_done(self) -> None:
        self._prompt("activity_done")

    def action_activity_reopen(self) -> None:
        self._prompt("activity_reopen")

    def action_activity_correct(self) -> None:
        self._prompt("activity_correct")

    def _prompt(self, name: str) -> None:
        if number := self.chosen_call():
            from svc_tui.screens import call_prompts

            getattr(call_prompts, name)(self.desk_screen, number)

    # --- set-up

    def action_setup_lists(self) -> None:
        self.show_set_up("status")

    def action_setup_closed(self) -> None:
        self.show_set_up("closed")

    def action_setup_queues(self) -> None:
        self.show_set_up("queues")

    def action_setup_people(self) -> None:
        self.show_set_up("people")

    def action_setup_items(self) -> None:
        self.show_set_up("items")

    def action_setup_customers(self) -> None:
        self.show_set_up("customers")

    def action_setup_texts(self) -> None:
        self.show_set_up("texts")

    def action_setup_macros(self) -> None:
        self.show_set_up("macros")

    def action_text_insert(self) -> None:
        """Where nothing is typed there is nothing to put a text into."""
        self.desk_screen.say(_("Canned texts go into notes, resolutions and forms, while they are typed."))

    def show_set_up(self, kind: str) -> None:
        """Open the set-up at a kind of record."""
        from svc_tui.screens.setup import SetupScreen

        if isinstance(self.screen, SetupScreen):
            self.screen.show_kind(kind)
        else:
            self.push_screen(SetupScreen(kind))

    def go_on(self) -> bool:
        """Go to where one was when the program ended; whether there is such a place."""
        return False

    # --- drafts

    def hold_drafts(self, directory: Path) -> None:
        """Keep drafts in this directory."""
        from svc_tui.terminal.form_drafts import FormDrafts

        self.drafts = FormDrafts(directory, self.services.store.path, self.services.me)

    def open_draft(self, draft: "Draft") -> None:
        """Open the form that a draft belongs to, as it was typed."""
        from svc_tui.terminal.form_drafts import form_of

        form, record = form_of(draft)
        if form == "call":
            from svc_tui.screens.call_edit import CallEditScreen

            self.push_screen(CallEditScreen(record, draft))
        elif form == "new call":
            from svc_tui.screens.call_new import CallNewScreen

            self.push_screen(CallNewScreen(draft))
        else:
            from svc_tui.screens.record_form import RecordForm

            self.push_screen(RecordForm.of(form, record, draft))

    def action_draft_open(self) -> None:
        """Choose among the drafts that wait."""
        screen, drafts = self.desk_screen, self.drafts
        waiting = drafts.waiting() if drafts is not None else []
        if drafts is None or not waiting:
            screen.say(_("No draft waits."))
            return
        services = self.services
        by_key = {draft.key: draft for draft in waiting}

        def then(_text: str, picked: Candidate | None) -> None:
            if picked is not None:
                self.open_draft(by_key[picked.value])

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
            answer=lambda text: Answer([each for each in lines if text.casefold() in each.line[0][0].casefold()]),
        )  # fmt: skip


def form_words(draft: "Draft") -> str:
    """What a draft is, in words."""
    from svc_tui.terminal.form_drafts import form_of, typed

    form, record = form_of(draft)
    if form == "new call":
        subject = show_line(typed(draft).get("subject", ""))
        return _("New call “{subject}”").format(subject=subject) if subject else _("New call")
    if form == "call":
        return _("Call {number}").format(number=show_line(record))
    return _("Form {name}").format(name=show_line(f"{form} {record}".strip()))


def _customer_of(services: Services, number: str) -> str:
    return str(services.calls.preview(number).values["customer"])
