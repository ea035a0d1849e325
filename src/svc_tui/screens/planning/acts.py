"""What keys do to visits: set off, arrive, leave, cancel, move, give away; on board, list and page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.moments import moment, shifted
from svc_tui.domain.core.text import show_line
from svc_tui.errors import SvcError
from svc_tui.language import _, day_time, ngettext, number
from svc_tui.screens.core.commands import Commands
from svc_tui.screens.core.desk import Answer, DeskScreen
from svc_tui.screens.core.desk_app import Ref
from svc_tui.services.core.outcomes import worded
from svc_tui.widgets.prompt_line import Candidate

if TYPE_CHECKING:
    from svc_tui.screens.planning.noun import VisitNoun
    from svc_tui.services.planning.service import Plan
    from svc_tui.services.planning.weighing import Weighed
    from svc_tui.storage.planning.rows import VisitRow


def against_words(weighed: Weighed) -> list[str]:
    """What speaks against a visit, in words; whether it is in time stands beside it anyway."""
    each_why = zip(weighed.warnings, weighed.against, strict=True)
    return [worded(each, _) for each, why in each_why if why.kind != "due"]


def against_here(plan: Plan, row: VisitRow) -> list[str]:
    """What speaks against a visit where it stands, in words. Runs in a thread."""
    return against_words(plan.preview(row.number)) if row.status == "planned" else []


def ask_why(
    screen: DeskScreen, count: int, told: Sequence[str], then: Callable[[str, Candidate | None], None]
) -> None:
    """Ask why visits that overlap are planned all the same; what speaks against them stands above the line."""
    label = ngettext(
        "{count} overlaps. Plan it all the same, because", "{count} overlap. Plan them all the same, because", count
    )  # fmt: skip
    preview = ((show_line("; ".join(dict.fromkeys(told))), "warning"),)
    screen.ask(
        label.format(count=number(count)), then, rows=1, answer=lambda _text: Answer(preview=preview), in_thread=False
    )  # fmt: skip


class VisitActs(Commands[Any]):
    """The acts on the visits that are meant."""

    noun: VisitNoun

    def action_visit_set_off(self) -> None:
        """The technician is on the way."""
        self.screen.act(_("On the way"), self.services.plan.set_off)

    def action_visit_arrive(self) -> None:
        """Check in, now."""
        self.screen.act(_("Arrived"), self.services.plan.check_in)

    def action_visit_leave(self) -> None:
        """Check out, now; what was done goes into the work log."""
        if not self.screen.chosen().ids:
            self.screen.say(self.noun.no_record())
            return
        plan = self.services.plan

        def then(text: str, _picked: Candidate | None) -> None:
            self.screen.act(_("Left"), lambda numbers: plan.check_out(numbers, told=text), repeats=False)

        self.screen.ask(_("What was done"), then)

    def action_visit_cancel(self) -> None:
        """Cancel, with the reason."""
        if not self.screen.chosen().ids:
            self.screen.say(self.noun.no_record())
            return
        plan = self.services.plan

        def then(text: str, _picked: Candidate | None) -> None:
            self.screen.act(_("Cancel"), lambda numbers: plan.cancel(numbers, text), repeats=False)

        self.screen.ask(_("Cancel, because"), then)

    def action_visit_give(self) -> None:
        """Let somebody else go."""

        def then(text: str, picked: Candidate | None) -> None:
            person = picked.value if picked else text.strip()
            words = _("Give to {people}").format(people=person)
            self._move(words, technicians=[person])

        self.screen.choose(_("Give to"), self.services.people.technicians, then, rows=3)

    def action_visit_move(self) -> None:
        """Move by so much, each of many; or to a time."""
        if not self.screen.chosen().ids:
            self.screen.say(self.noun.no_record())
            return
        services = self.services
        plan, zone, number = services.plan, services.zone, self.screen.chosen().one

        def answer(text: str) -> Answer:
            if not text.strip():
                said = _("+1d or -2h: by so much, and days keep the hour. mon 9 or 14:30: it begins then.")
                return Answer([], ((said, "muted"),))
            now = services.now()
            try:
                by, at = text.strip()[0] in "+-", now
                if by:
                    at = shifted(text, plan.find(number).starts_at if number else now, zone)
                else:
                    at = moment(text, now=now, zone=zone, prefer="future")
            except SvcError as error:
                return Answer([], ((error.text(_), "warning"),))
            if by and not number:
                return Answer([], ((_("Each is moved by so much."), "muted"),))
            told = "; ".join(against_words(plan.preview(int(number), starts_at=at))) if number else ""
            begins = _("It begins {at}.").format(at=day_time(at, zone, now))
            return Answer([], ((begins, "muted"), *((((f" {told}"), "warning"),) if told else ())))

        def then(text: str, _picked: Candidate | None) -> None:
            typed = text.strip()
            words = _("Move by {time}").format(time=typed)
            if typed.startswith(("+", "-")):
                self._move(words, by=typed)
                return
            try:
                at = moment(typed, now=services.now(), zone=zone, prefer="future")
            except SvcError as error:
                self.screen.say_error(error)
                return
            words = _("Move to {time}").format(time=day_time(at, zone, services.now()))
            self._move(words, to=at)

        self.screen.ask(_("Move to, or by"), then, rows=1, answer=answer)

    def _move(self, words: str, **how: Any) -> None:
        """Move the visits that are meant; what overlaps only with a reason."""
        screen, plan, chosen = self.screen, self.services.plan, self.screen.chosen()

        def look() -> list[Weighed]:
            numbers = chosen.numbers
            return plan.preview_moves(self.noun.numbers_of(chosen.ids) if numbers is None else numbers, **how)

        def move(force: str = "") -> None:
            screen.act(words, lambda numbers: plan.move(numbers, force=force, **how), repeats=not force)

        def show(weighed: list[Weighed]) -> None:
            overlapping = [each for each in weighed if each.overlaps]
            if overlapping:
                told = [each for one in overlapping for each in against_words(one)]
                ask_why(screen, len(overlapping), told, then)
            else:
                move()

        def then(text: str, _picked: Candidate | None) -> None:
            if not text.strip() and chosen.one:
                screen.say(_("Without a reason it stays undone."))
            else:
                move(text.strip())

        screen.run(look, show, "visit")

    def action_visit_new(self) -> None:
        """The form of a new one."""
        self.desk.new("visit")

    def action_visit_edit(self) -> None:
        """The form."""
        if number := self.screen.chosen_one():
            self.desk.form(Ref("visit", number))

    def action_visit_call(self) -> None:
        """The call that it is for."""
        self.screen.jump("call", self.noun.call_of)
