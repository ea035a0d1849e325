"""Acts on opportunities, shared by their list, the pipeline and the open opportunity."""

from __future__ import annotations

from svc_tui.domain.core.days import read_day
from svc_tui.domain.core.text import fold
from svc_tui.domain.sales.rules import THREATS
from svc_tui.errors import SvcError
from svc_tui.language import _, day_long
from svc_tui.presentation.core.words import priority_words
from svc_tui.presentation.sales.lines import competitor_line, stage_words
from svc_tui.screens.core import look_ups
from svc_tui.screens.core.acts import RecordsScreen, picked_code
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.desk_app import Ref
from svc_tui.screens.sales.noun import OpportunityNoun, stages
from svc_tui.widgets.prompt_line import Candidate

ROWS = 6
REASONS = look_ups.values_of("opportunity_reason")


def competitor_of(text: str) -> tuple[str, dict[str, str]]:
    """Who wants the sale too, and what is said of him: `Acme high: 10 % cheaper`. What is not said stays as it was."""
    named, colon, note = text.partition(":")
    words = named.split()
    levels = {fold(word): level for level in THREATS for word in (level, priority_words(level))}
    said = {"note": note.strip()} if colon else {}
    if len(words) > 1 and (threat := levels.get(fold(words[-1]))):
        return " ".join(words[:-1]), {"threat": threat, **said}
    return " ".join(words), said


class OpportunityActs(Commands[RecordsScreen]):
    """What keys do to opportunities."""

    # --- its way

    def action_opportunity_stage(self) -> None:
        """Choose the stage; the one before ends today."""

        def then(text: str, picked: Candidate | None) -> None:
            stage = picked_code(text, picked) or ""
            self.screen.act(
                _("To {stage}").format(stage=stage_words(stage)),
                lambda numbers: self.services.opportunities.stage(numbers, stage),
            )

        self.screen.choose(_("Stage"), lambda text: stages(self.services, text), then, ROWS)

    def action_opportunity_forward(self) -> None:
        """To the stage after."""
        self._step(1)

    def action_opportunity_backward(self) -> None:
        """To the stage before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        words = _("To the stage after") if by > 0 else _("To the stage before")
        self.screen.act(words, lambda numbers: self.services.opportunities.step(numbers, by), moved_on=False)

    def action_opportunity_win(self) -> None:
        """Won: asks why; then it is locked."""
        self._decide(_("Won, because"), _("Won"), "win")

    def action_opportunity_lose(self) -> None:
        """Lost: asks why; then it is locked."""
        self._decide(_("Lost, because"), _("Lost"), "lose")

    def _decide(self, label: str, words: str, act: str) -> None:
        """Ask for the reason, one of the company's list; without one enter goes on."""
        if not self.screen.chosen().ids:
            self.screen.say(self.noun.no_record())
            return
        hint = ((_("Enter alone gives no reason; an arrow key or letters choose one."), "muted"),)

        def answer(text: str) -> Answer:
            found = REASONS(self.services, text)
            lines = [
                Candidate(each.code, ((each.code, "text"), (f"  {each.label}", "muted"))) for each in found
            ]
            return Answer(lines, hint)

        def then(text: str, picked: Candidate | None) -> None:
            reason = picked.value if picked is not None else text.strip()
            decide = getattr(self.services.opportunities, act)
            self.screen.act(words, lambda numbers: decide(numbers, reason or None))

        self.screen.ask(label, then, rows=ROWS, answer=answer)

    def action_opportunity_reopen(self) -> None:
        """Open again what was won or lost."""
        self.screen.act(_("Reopen"), self.services.opportunities.reopen)

    def action_opportunity_delete(self) -> None:
        """Remove what was written down by mistake; only open ones."""
        delete = self.services.opportunities.delete
        if len(self.screen.chosen().ids) != 1:
            self.screen.act(_("Delete"), delete, repeats=False)
            return
        question = _("Delete this opportunity? Undo brings it back.")
        self.screen.confirm(question, lambda: self.screen.act(_("Delete"), delete, repeats=False))

    # --- its fields

    def action_opportunity_owner(self) -> None:
        """Give it to a person."""

        def then(text: str, picked: Candidate | None) -> None:
            who = picked_code(text, picked)
            self.screen.act(
                _("To {who}").format(who=who or "-"),
                lambda numbers: self.services.opportunities.set(numbers, {"owner": who or ""}),
            )

        self.screen.choose(_("Who follows it"), lambda text: look_ups.people(self.services, text), then)

    def action_opportunity_expected(self) -> None:
        """Ask for the day on which it is to be decided; the day is shown in full."""
        if not self.screen.chosen().ids:
            self.screen.say(self.noun.no_record())
            return

        def answer(text: str) -> Answer:
            if not text.strip():
                return Answer(preview=((_("A day such as 15 jan, fri, +30d; - for none."), "muted"),))
            try:
                day = read_day(text, today=self.services.today)
            except SvcError as error:
                return Answer(preview=((error.text(_), "muted"),))
            return Answer(preview=((day_long(day), "text"),))

        def then(text: str, _picked: Candidate | None) -> None:
            day = "" if text.strip() == "-" else text.strip()
            if not text.strip():
                return
            self.screen.act(
                _("Expected {day}").format(day=text.strip()),
                lambda numbers: self.services.opportunities.set(numbers, {"closes_on": day}),
            )

        self.screen.ask(_("Expected to be decided on"), then, rows=1, answer=answer, in_thread=False)

    def action_opportunity_compete(self) -> None:
        """Write down who else wants the sale, or what is known of him now."""
        number = self.screen.chosen_one()
        if not number:
            return
        opportunities = self.services.opportunities
        words = _("Who, how near he is, and what is known of him: Acme {high}: 10 % cheaper.")
        hint = ((words.format(high=priority_words("high")), "muted"),)

        def answer(text: str) -> Answer:
            name, known = competitor_of(text)
            if not name:
                return Answer(preview=hint)
            told = competitor_line({"name": name, "threat": None, "won": False, "note": "", **known})
            return Answer(preview=((told, "text"),))

        def then(text: str, _picked: Candidate | None) -> None:
            name, known = competitor_of(text)
            self.screen.run(lambda: opportunities.compete(number, name, known).say(_), self.screen.say_done)

        self.screen.ask(_("Competitor"), then, rows=1, answer=answer, in_thread=False)

    # --- the form, a new one

    def action_record_open(self) -> None:
        if number := self.screen.chosen_one():
            self.desk.open(Ref("opportunity", number))

    def action_opportunity_new(self) -> None:
        self.desk.new("opportunity")

    def action_opportunity_edit(self) -> None:
        if number := self.screen.chosen_one():
            self.desk.form(Ref("opportunity", number))

    # --- neighbours

    def action_opportunity_origin(self) -> None:
        """Open what it was raised from."""
        noun = self.noun
        assert isinstance(noun, OpportunityNoun)
        if number := self.screen.chosen_one():

            def show(origin: tuple[str, str]) -> None:
                kind, key = origin
                self.desk.open(Ref(kind, f"K-{key}" if kind == "contract" else key))

            self.screen.run(lambda: noun.origin_of(number), show, "jump")

    # --- taking text out

    def action_copy_number(self) -> None:
        if number := self.screen.chosen_one():
            self.desk.copy(number)

    def action_copy_row(self) -> None:
        from svc_tui.services.shapes.sales import opportunity_record

        number = self.screen.chosen_one()
        if not number:
            return

        def text() -> str:
            record = opportunity_record(self.services.opportunities.find(number))
            names = ("number", "name", "customer_name", "stage", "amount", "currency", "closes_on", "owner")
            return "\t".join(str(record[name] if record[name] is not None else "") for name in names)

        self.screen.run(text, self.desk.copy, "copy")
