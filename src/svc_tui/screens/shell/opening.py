"""What opens beyond the list: calls, forms, explanations, set-up, drafts; shared by every screen.

The screens are imported when they are first opened: the first paint does not wait for them.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from textual.widget import AwaitMount

from svc_tui.bootstrap import Services
from svc_tui.domain.core.text import fold, show_line
from svc_tui.language import _, moment
from svc_tui.screens.core import prompt_drafts
from svc_tui.screens.core.desk import Answer, DeskScreen
from svc_tui.screens.core.jobs import run_job
from svc_tui.screens.shell.opening_setup import SetupApp
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.app import SvcApp
    from svc_tui.local.drafts import Draft
    from svc_tui.local.form_drafts import FormDrafts
    from svc_tui.screens.calls.acts import CallActs
    from svc_tui.screens.core.acts import Acts

MOST_PLACES = 20
"""So many jumps between the places can be taken back."""


class OpeningApp(SetupApp):
    """The acts that open something."""

    drafts: "FormDrafts | None" = None
    """Where forms keep what is not saved; None where nothing may be kept."""
    last_call = ""
    """The call that was opened last."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._came_from: list[str] = []
        """The places that were left for another one."""

    @property
    def services(self) -> Services:
        """Everything the screens may do."""
        raise LookupError("the app knows its services")

    @property
    def desk_screen(self) -> DeskScreen:
        """The screen in front."""
        raise LookupError("the app knows its screen")

    # --- the main places

    def go_to_place(self, place: str) -> AwaitMount | None:
        """Go to a main place as it was left; from one of its own records, to its list.

        Returns: what can be waited for where the place is made only now.
        """
        if self.current_mode != place:
            self._came_from.append(self.current_mode)
            del self._came_from[:-MOST_PLACES]
            return self.switch_mode(place)
        self._leave_records()
        return None

    def _leave_records(self) -> None:
        """Back to the list of the place."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def _back_to_place(self) -> bool:
        """Go to the place that was left last; whether there is one."""
        if self._came_from:
            self.switch_mode(self._came_from.pop())
            return True
        return False

    # --- calls

    def chosen_one(self) -> str:
        """The record that the screen in front is about; empty where there is none, and that is said."""
        screen = cast("Acts", self.desk_screen)
        number = screen.chosen().one
        if not number:
            marked = screen.chosen().ids
            screen.say(screen.one_record() if marked else screen.no_record())
        return number

    def open_call(self, number: str, tab: int = 0) -> None:
        """Open a call in its own screen, at one of its tabs."""
        from svc_tui.screens.calls.page import CallScreen

        self.last_call = number
        if isinstance(self.screen, CallScreen):
            self.screen.open(number)
        else:
            self.push_screen(CallScreen(number, tab=tab))

    async def action_equipment_find(self) -> None:
        """The list of cards with the box for a serial open; what is typed meanwhile waits for it."""
        from svc_tui.screens.equipment.list import EquipmentScreen

        made = self.go_to_place("equipment")
        if made is not None:
            await made
        self._leave_records()
        if isinstance(self.screen, EquipmentScreen):
            self.screen.open_box()

    def open_card(self, number: str, tab: int = 0) -> None:
        """Open an equipment card in its own screen, at one of its tabs."""
        from svc_tui.screens.equipment.page import CardScreen

        if isinstance(self.screen, CardScreen):
            self.screen.open(number)
        else:
            self.push_screen(CardScreen(number, tab=tab))

    async def action_solution_find(self) -> None:
        """The list of solutions with the box to search them open; what is typed meanwhile waits for it."""
        from svc_tui.screens.solutions.list import SolutionsScreen

        made = self.go_to_place("solutions")
        if made is not None:
            await made
        self._leave_records()
        if isinstance(self.screen, SolutionsScreen):
            self.screen.open_box()

    def open_solution(self, number: str, tab: int = 0) -> None:
        """Open a solution in its own screen, at one of its tabs."""
        from svc_tui.screens.solutions.page import SolutionScreen

        if isinstance(self.screen, SolutionScreen):
            self.screen.open(number)
        else:
            self.push_screen(SolutionScreen(number, tab=tab))

    def open_solution_form(self, number: str = "", draft: "Draft | None" = None, *, call: str = "") -> None:
        """The form of a solution, or of a new one, perhaps from a call; a draft of it is there again."""
        from svc_tui.screens.solutions.form import SolutionForm

        if draft is None and number and self.drafts is not None:
            draft = self.drafts.of(SolutionForm.FORM, number)
        self.push_screen(SolutionForm(number, draft, call=call))

    def action_jump_solution(self) -> None:
        """Open the solution of the call."""
        if number := self.chosen_one():
            screen = cast("CallActs", self.desk_screen)
            run_job(screen, "jump", partial(screen.solution_of, number), self.open_solution)

    def open_record(self, kind: str, number: str, tab: int = 0) -> None:
        """Open a record that fills the screen: a call, a card, a contract, a solution."""
        if kind == "card":
            self.open_card(number, tab)
        elif kind == "solution":
            self.open_solution(number, tab)
        elif kind == "contract":
            from svc_tui.screens.contracts.page import ContractScreen

            self.push_screen(ContractScreen(number, tab=tab))
        else:
            self.open_call(number, tab)

    def open_card_form(self, number: str = "", draft: "Draft | None" = None) -> None:
        """The form of a card, or of a new one; what was typed before and not saved is there again."""
        from svc_tui.screens.equipment.form import CardForm

        if draft is None and number and self.drafts is not None:
            draft = self.drafts.of(CardForm.FORM, number)
        self.push_screen(CardForm(number, draft))

    def action_record_open(self) -> None:
        """Open the call under the cursor."""
        if number := self.chosen_one():
            self.open_call(number)

    def action_jump_call(self) -> None:
        """Open the call that was left last."""
        if self.last_call:
            self.open_call(self.last_call)
        else:
            self.desk_screen.say(_("No call was opened yet."))

    def action_jump_customer(self) -> None:
        """Open the customer of the record."""

        def show(code: str) -> None:
            from svc_tui.screens.company.customer import CustomerScreen

            self.push_screen(CustomerScreen(code))

        self._jump(lambda screen: screen.customer_of, show)

    def action_jump_equipment(self) -> None:
        """Open the card of the record's unit."""
        self._jump(lambda screen: screen.card_of, self.open_card)

    def action_jump_contract(self) -> None:
        """Open the contract of the record."""

        def show(contract: str) -> None:
            from svc_tui.screens.contracts.page import open_contract

            open_contract(self, int(contract))

        self._jump(lambda screen: screen.contract_of, show)

    def action_call_why(self) -> None:
        """Which contracts were considered for the call, and why."""
        if number := self.chosen_one():
            from svc_tui.screens.calls.why import WhyScreen

            self.push_screen(WhyScreen(number))

    def action_contract_renewals(self) -> None:
        """What ends next, and what is at stake."""
        from svc_tui.screens.contracts.renewals import RenewalsScreen

        self.push_screen(RenewalsScreen())

    def _jump(self, neighbour: "Callable[[Acts], Callable[[str], str]]", then: Callable[[str], None]) -> None:
        if number := self.chosen_one():
            screen = cast("Acts", self.desk_screen)
            run_job(screen, "jump", partial(neighbour(screen), number), then)

    def action_jump_back(self) -> None:
        """Back to where one jumped from; at the start, to where one was when the program ended."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        elif not self._back_to_place() and not self.go_on():
            self.desk_screen.say(_("Nothing to jump back to."))

    def action_call_explain(self) -> None:
        """Why the call is due when it is due."""
        if number := self.chosen_one():
            from svc_tui.screens.calls.explain import ExplainScreen

            self.push_screen(ExplainScreen(number))

    def action_call_edit(self) -> None:
        """The form with every field; what was typed before and not saved is there again."""
        if number := self.chosen_one():
            from svc_tui.screens.calls.edit import CallEditScreen

            draft = self.drafts.of(CallEditScreen.FORM, number) if self.drafts else None
            self.push_screen(CallEditScreen(number, draft))

    def action_view_manage(self) -> None:
        """Rename, move and remove saved views."""
        self.show_set_up("views")

    def action_call_new(self) -> None:
        """The form of a new call."""
        from svc_tui.screens.calls.new import CallNewScreen

        self.push_screen(CallNewScreen())

    # --- prompts about one call

    def action_call_attach(self) -> None:
        self._file_prompt("attach")

    def action_call_save_file(self) -> None:
        self._file_prompt("save_file")

    def _file_prompt(self, name: str) -> None:
        """A prompt about the files of a record of any kind."""
        if number := self.chosen_one():
            from svc_tui.screens.calls import prompts as call_prompts

            screen = cast("Acts", self.desk_screen)
            card = screen.FILES_OF == "equipment"
            getattr(call_prompts, name)(screen, f"#{number}" if card else number, screen.FILES_OF)

    def action_call_contract(self) -> None:
        self._prompt("contract")

    def action_activity_done(self) -> None:
        self._prompt("activity_done")

    def action_activity_reopen(self) -> None:
        self._prompt("activity_reopen")

    def action_activity_correct(self) -> None:
        self._prompt("activity_correct")

    def _prompt(self, name: str) -> None:
        if number := self.chosen_one():
            from svc_tui.screens.calls import prompts as call_prompts

            getattr(call_prompts, name)(self.desk_screen, number)

    def action_text_insert(self) -> None:
        """Where nothing is typed there is nothing to put a text into."""
        self.desk_screen.say(_("Canned texts go into notes, resolutions and forms, while they are typed."))

    def go_on(self) -> bool:
        """Go to where one was when the program ended; whether there is such a place."""
        return False

    # --- drafts

    def hold_drafts(self, directory: Path) -> None:
        """Keep drafts in this directory."""
        from svc_tui.local.form_drafts import FormDrafts

        self.drafts = FormDrafts(directory, self.services.store.path, self.services.me)

    def open_draft(self, draft: "Draft") -> None:
        """Open the form that a draft belongs to, as it was typed."""
        from svc_tui.local.form_drafts import form_of

        form, record = form_of(draft)
        if form == prompt_drafts.FORM:
            prompt_drafts.go_on(cast("SvcApp", self), draft)
        elif form == "call":
            from svc_tui.screens.calls.edit import CallEditScreen

            self.push_screen(CallEditScreen(record, draft))
        elif form == "new call":
            from svc_tui.screens.calls.new import CallNewScreen

            self.push_screen(CallNewScreen(draft))
        elif form == "equipment":
            self.open_card_form(record, draft)
        elif form == "solution":
            self.open_solution_form(record, draft)
        elif form == "contract":
            from svc_tui.screens.contracts.form import ContractForm

            self.push_screen(ContractForm(record, draft))
        else:
            from svc_tui.screens.core.record_form import RecordForm

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
            answer=lambda text: Answer([each for each in lines if fold(text) in fold(each.line[0][0])]),
        )  # fmt: skip


def form_words(draft: "Draft") -> str:
    """What a draft is, in words."""
    from svc_tui.local.form_drafts import form_of, typed

    form, record = form_of(draft)
    if form == prompt_drafts.FORM:
        return prompt_drafts.words(draft)
    if form == "new call":
        subject = show_line(typed(draft).get("subject", ""))
        return _("New call “{subject}”").format(subject=subject) if subject else _("New call")
    if form == "call":
        return _("Call {number}").format(number=show_line(record))
    if form == "contract":
        return _("Contract {number}").format(number=show_line(record)) if record else _("New contract")
    return _("Form {name}").format(name=show_line(f"{form} {record}".strip()))
