"""What people write on calls: phone calls, visits, notes, reasons to wait."""

from random import Random
from zoneinfo import ZoneInfo

from svc_tui.domain.sla.coverage import DAY_S, instant_of
from svc_tui.services.demo.content import Content, Problem
from svc_tui.services.demo.story import Story


class Talk:
    """Words with names, parts and days filled in."""

    def __init__(self, content: Content, zone: str, rng: Random) -> None:
        self._words, self._zone, self._rng = content.words, ZoneInfo(zone), rng

    def phone(self, story: Story, at: int, who: str, full: bool) -> None:
        """A phone call that ended; brief ones are one line."""
        notes = self._fill(story, at, "phone_notes") if full else ""
        story.say(
            "phone", at, who, self._one("phone_subjects"), notes, at + 60 + int(600 * self._rng.random())
        )

    def meeting(self, story: Story, at: int, who: str) -> None:
        """A visit on site."""
        notes = self._fill(story, at, "meeting_notes")
        story.say("meeting", at, who, self._one("meeting_subjects"), notes, at + 2700)

    def note(self, story: Story, at: int, who: str) -> None:
        """A note for the colleagues."""
        if isinstance(story.case.matter, Problem):
            notes = self._fill(story, at, "notes")
            story.say("note", at, who, self._one("note_subjects"), notes, at)
        else:
            self.phone(story, at, who, full=True)

    def task(self, story: Story, at: int, who: str) -> None:
        """Something still to be done."""
        if isinstance(story.case.matter, Problem):
            story.say("task", at, who, self._fill(story, at, "task_subjects"), "", None)

    def part(self, story: Story, at: int, who: str) -> str:
        """A part is ordered; returns the reason to wait."""
        notes = self._fill(story, at, "part_notes")
        story.say("note", at, who, self._one("part_subjects"), notes, at)
        return notes

    def customer(self, story: Story, at: int, who: str) -> str:
        """The customer has to say or open something; returns the reason to wait."""
        notes = self._fill(story, at, "customer_notes")
        story.say("note", at, who, self._one("customer_subjects"), notes, at)
        return notes

    def came_back(self, story: Story, at: int, who: str) -> None:
        """The customer phones again."""
        notes = self._fill(story, at, "reopen_notes")
        story.say("phone", at, who, self._one("reopen_subjects"), notes, at + 240)

    def unsolved(self) -> str:
        """An outcome without a cause."""
        return self._one("unsolved")

    def _one(self, name: str) -> str:
        choices: list[str] = self._words[name]
        return choices[int(self._rng.random() * len(choices))]

    def _fill(self, story: Story, at: int, name: str) -> str:
        matter = story.case.matter
        day = instant_of(at + int((1 + 3 * self._rng.random()) * DAY_S)).astimezone(self._zone)
        return self._one(name).format(
            contact=story.row["contact"],
            part=matter.part if isinstance(matter, Problem) else "",
            who=story.row["assignee"] or story.row["created_by"],
            day=f"{day:%d.%m.}",
            n=2 + int(5 * self._rng.random()),
        )
