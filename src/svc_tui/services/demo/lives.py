"""From case and fate to a story: who took the call, when it was answered, why it waited, how it ended."""

from collections.abc import Callable
from random import Random
from typing import Any

from svc_tui.domain.sla.coverage import DAY_S, Coverage
from svc_tui.services.demo.cases import Case
from svc_tui.services.demo.content import Content, Problem
from svc_tui.services.demo.labour import Labour
from svc_tui.services.demo.story import Story
from svc_tui.services.demo.talk import Talk

HOUR = 3600
NEIGHBOURS = {"NORTH": "EAST", "SOUTH": "NORTH", "EAST": "SOUTH"}
MARGIN = 120
"""Seconds before now at which the last act lies at the latest."""


class Lives:
    """Tells stories, one after the other, from one source of chance."""

    def __init__(self, content: Content, office: Coverage, labour: Labour, now: int, rng: Random) -> None:
        own = content.company
        self._labour = labour
        self._rng, self._now, self._office = rng, now, office
        self._talk = Talk(content, own["zone"], rng)
        self._dispatchers: list[str] = own["dispatchers"]
        self._members: dict[str, list[str]] = {queue["code"]: queue["members"] for queue in own["queues"]}
        self._visits: dict[str, list[str]] = own["routes"]["visits"]
        self._part = content.listed("status", "part")
        self._planned = content.listed("status", "planned")
        self._fault = content.listed("type", "fault")
        self._fates: dict[str, Callable[[Story, str], None]] = {
            "fresh": self._fresh, "working": self._working, "late": self._late, "waiting": self._waiting,
            "resumed": self._resumed, "reopened": self._reopened, "resolved": self._resolved,
            "closed": self._closed,
        }  # fmt: skip

    def tell(self, case: Case, full: bool) -> Story:
        """The story of a case; `full` for those of the last weeks, which people read, brief for older ones."""
        rng, matter = self._rng, case.matter
        if isinstance(matter, Problem):
            type_, problem = self._fault, matter.type
        else:
            type_, problem = matter.type, matter.problem
        creator = self._dispatchers[int(rng.random() * len(self._dispatchers))]
        story = Story(case, creator, rng.randbytes(10), type_, problem)
        story.row["contact"] = case.customer.contacts[int(rng.random() * len(case.customer.contacts))]
        if full:
            self._fates[case.fate](story, creator)
        else:
            self._closed(story, creator, full=False)
        return story

    # Fates

    def _fresh(self, story: Story, creator: str) -> None:
        """Nobody has answered yet; most wait in their queue."""
        if story.case.place % 5 == 0:
            story.assign(self._before(story.case.at, self._now, 0.1, 0.7), creator, self._person(story))

    def _working(self, story: Story, creator: str) -> None:
        """Answered and in work."""
        self._begin(story, creator, self._answered(story, self._now))
        self._carry_on(story)

    def _late(self, story: Story, creator: str) -> None:
        """The target has passed; some of these were never answered."""
        case, draw = story.case, self._rng.random()
        due = min(at for at in (case.respond_by, case.resolve_by, self._now) if at is not None)
        if draw < 0.2 and case.respond_by is not None and case.respond_by < self._now:
            if draw < 0.1:
                story.assign(self._before(case.at, self._now, 0.1, 0.5), creator, self._person(story))
            return
        self._begin(story, creator, self._answered(story, due))
        self._carry_on(story)

    def _waiting(self, story: Story, creator: str) -> None:
        """Paused: a part is on its way, or the customer has to say something."""
        answered = self._answered(story, self._still_open(story, 0.5))
        self._begin(story, creator, answered)
        self._wait(
            story, self._before(answered, self._still_open(story, 0.9), 0.2, 0.95), self._rng.random() < 0.4
        )

    def _resumed(self, story: Story, creator: str) -> None:
        """Was paused for days and runs again, its due date moved."""
        answered = self._answered(story, self._still_open(story, 0.4))
        self._begin(story, creator, answered)
        start = self._before(answered, self._still_open(story, 0.6), 0.2, 0.9)
        self._wait(story, start, snooze=False)
        story.resume(self._before(max(start, self._now - 20 * HOUR), self._now, 0.3, 0.95), self._who(story))

    def _reopened(self, story: Story, creator: str) -> None:
        """Resolved with time to spare, then it came back."""
        answered = self._answered(story, self._still_open(story, 0.3))
        self._begin(story, creator, answered)
        done = self._before(answered, self._still_open(story, 0.5), 0.3, 0.95)
        self._finish(story, done)
        if self._rng.random() < 0.6:
            story.close(self._before(done, self._now, 0.05, 0.3), self._who(story))
        self._come_back(story, self._before(max(story.last, self._now - 30 * HOUR), self._now, 0.3, 0.95))

    def _resolved(self, story: Story, creator: str) -> None:
        """Done, not closed yet."""
        end = self._end(story, late=0.08)
        self._middle(story, creator, end)
        story.status(story.last, self._who(story), "Resolved", "resolved")

    def _closed(self, story: Story, creator: str, full: bool = True) -> None:
        """Done and closed; one in twenty-five came back once in between."""
        rng = self._rng
        if full:
            self._middle(story, creator, self._end(story, late=0.13))
        else:
            self._brief(story, creator, self._end(story, late=0.13))
        lag = 0 if rng.random() < 0.45 else int(rng.expovariate(1 / (14 * HOUR)))
        if lag:
            story.status(story.last, self._who(story), "Resolved", "resolved")
        end = story.last + lag + 60
        story.close(
            min(self._at_work(end, self._now) if full else end, self._cap(story.last)), self._who(story)
        )
        if rng.random() < 0.04 and self._now - story.last > 4 * DAY_S:
            back = self._at_work(story.last + int((0.3 + 2 * rng.random()) * DAY_S), self._now)
            self._come_back(story, back)
            again = min(
                self._office.add_s(back, int(HOUR * (0.5 + 5 * rng.random()))) or back, self._now - MARGIN
            )
            self._finish(story, max(again, back + 300), full)
            story.close(min(story.last + 900, self._cap(story.last)), self._who(story))

    # Parts of a life

    def _begin(self, story: Story, creator: str, answered: int) -> None:
        """Triage, a person, the first answer."""
        rng, case = self._rng, story.case
        at = self._before(case.at, answered, 0.05, 0.4)
        if rng.random() < 0.05 and case.priority != "high":
            story.prioritise(at, creator, "high" if case.priority == "medium" else "medium")
        if rng.random() < 0.06 and case.queue != "QUOTES":
            other = case.customer.queue if case.queue != case.customer.queue else NEIGHBOURS.get(case.queue)
            if other:
                story.move(at, creator, other)
        person = self._person(story)
        at = self._before(at, answered, 0.1, 0.8)
        story.assign(at, person if rng.random() < 0.5 else creator, person)
        if rng.random() < 0.5:
            visits = self._visits[story.row["queue"]]
            story.send(at, person, visits[int(rng.random() * len(visits))])
        draw = rng.random()
        if draw < 0.75:
            self._talk.phone(story, answered, person, draw < 0.6)
        elif draw < 0.9:
            self._talk.meeting(story, answered, person)
        story.respond(answered, person)

    def _middle(self, story: Story, creator: str, end: int) -> None:
        """From the report to the resolution, with a pause in between now and then."""
        rng, case = self._rng, story.case
        answered = min(self._answered(story, end), self._before(case.at, end, 0.2, 0.8))
        self._begin(story, creator, answered)
        if rng.random() < 0.16:
            end = self._pause_between(story, answered, end)
        if rng.random() < 0.45:
            self._talk.note(story, self._before(story.last, end, 0.1, 0.9), self._who(story))
        if rng.random() < 0.07:
            story.assign(self._before(story.last, end, 0.1, 0.9), self._who(story), self._person(story))
        self._finish(story, end)

    def _brief(self, story: Story, creator: str, end: int) -> None:
        """The life of a call of years ago: who had it, when it was answered; one in ten took a turn."""
        rng, case, draw = self._rng, story.case, self._rng.random()
        answered = min(self._answered(story, end), case.at + int((end - case.at) * 0.8))
        at = case.at + int((answered - case.at) * rng.random())
        if draw < 0.04 and case.priority != "high":
            story.prioritise(at, creator, "high" if case.priority == "medium" else "medium")
        elif draw < 0.07 and case.queue not in ("QUOTES", case.customer.queue):
            story.move(at, creator, case.customer.queue)
        person = self._person(story)
        story.assign(at, creator, person)
        if draw > 0.5:
            visits = self._visits[story.row["queue"]]
            story.row["technician"] = visits[int(rng.random() * len(visits))]
        if draw > 0.65:
            self._talk.phone(story, answered, person, full=False)
        story.respond(answered, person)
        if 0.07 < draw < 0.13:
            end = self._pause_between(story, answered, end)
        self._finish(story, end, full=False)

    def _pause_between(self, story: Story, answered: int, end: int) -> int:
        """A pause of some days; returns the end that leaves the consumed time as it was."""
        coverage = story.case.answer.coverage
        start = self._before(answered, end, 0.2, 0.8)
        back = start + int((0.2 + self._rng.expovariate(0.5)) * DAY_S)
        rest = coverage.elapsed_s(start, end) if coverage else end - start
        later = coverage.add_s(back, max(300, rest)) if coverage else back + rest
        if later is None or later > self._now - MARGIN:
            return end
        self._wait(story, start, snooze=False)
        story.resume(back, self._who(story))
        return later

    def _wait(self, story: Story, at: int, snooze: bool) -> None:
        who, problem = self._who(story), isinstance(story.case.matter, Problem)
        until = self._until() if snooze else None
        if problem and self._rng.random() < 0.6:
            reason = self._talk.part(story, at, who)
            story.pause(at, who, self._part, "snooze" if until else "status", reason, until)
        else:
            reason = self._talk.customer(story, at, who)
            story.pause(at, who, "Pending", "snooze" if until else "status", reason, until)

    def _until(self) -> int:
        """A full half hour of the next working days."""
        at = self._now + int((0.1 + 3 * self._rng.random()) * DAY_S)
        return -(-self._at_work(at, at + 5 * DAY_S) // 1800) * 1800

    def _carry_on(self, story: Story) -> None:
        """An open call in work: a note, a plan, a task to do."""
        rng, who = self._rng, self._who(story)
        if rng.random() < 0.5:
            self._talk.note(story, self._before(story.last, self._now, 0.2, 0.8), who)
        if rng.random() < 0.25 and story.row["technician"]:
            story.status(self._before(story.last, self._now, 0.2, 0.8), who, self._planned, "open")
        if rng.random() < 0.2:
            self._talk.task(story, self._before(story.last, self._now, 0.2, 0.8), who)

    def _finish(self, story: Story, at: int, full: bool = True) -> None:
        matter, draw = story.case.matter, self._rng.random()
        text: str = matter.resolution
        solution = matter.number if isinstance(matter, Problem) and draw < 0.7 else None
        if isinstance(matter, Problem) and draw > 0.93:
            text = self._talk.unsolved()
        if full:
            self._labour.log(story, at, self._who(story))
        story.finish(at, self._who(story), text, solution, full)

    def _come_back(self, story: Story, at: int) -> None:
        at = max(at, story.last + 60)
        self._talk.came_back(story, at, self._who(story))
        story.reopen(at, self._who(story))

    # When and who

    def _answered(self, story: Story, latest: int) -> int:
        """When the first answer came: nine times of ten within its target."""
        rng, watch, coverage = self._rng, story.response, story.case.answer.coverage
        at = story.case.at
        if watch.budget_s is not None and coverage is not None:
            share = 0.08 + 0.8 * rng.random() if rng.random() < 0.9 else 1.05 + rng.random()
            found = coverage.add_s(at, int(watch.budget_s * share))
        else:
            found = self._office.add_s(at, int(HOUR * (0.1 + 5 * rng.random())))
        if found is None or found >= latest:
            found = self._before(at, latest, 0.2, 0.7)
        return min(found, self._now - MARGIN)

    def _end(self, story: Story, late: float) -> int:
        """When the work was done: within its target, but for the share that was late."""
        rng, watch, coverage = self._rng, story.resolution, story.case.answer.coverage
        at, is_late = story.case.at, rng.random() < late
        if watch.budget_s is not None and coverage is not None:
            share = 1.03 + rng.expovariate(2.5) if is_late else 0.12 + 0.8 * rng.random()
            found = coverage.add_s(at, int(watch.budget_s * share))
        else:
            found = self._office.add_s(at, int(HOUR * (0.5 + rng.expovariate(1 / 14))))
        return self._before(at, self._now, 0.3, 0.9) if found is None or found > self._now - 900 else found

    def _still_open(self, story: Story, share: float) -> int:
        """The instant at which this share of the resolution budget is used, at the latest a bit before now."""
        watch, coverage = story.resolution, story.case.answer.coverage
        found = None
        if watch.budget_s is not None and coverage is not None:
            found = coverage.add_s(story.case.at, int(watch.budget_s * share))
        latest = self._before(story.case.at, self._now, share, share)
        return min(found, latest) if found is not None else min(latest, story.case.at + 2 * DAY_S)

    def _before(self, start: int, end: int, low: float, high: float) -> int:
        """An instant between two, never after now."""
        found = start + int(max(0, end - start) * (low + (high - low) * self._rng.random()))
        return min(self._at_work(found, end), self._cap(start))

    def _at_work(self, at: int, end: int) -> int:
        """The same instant, or one of the next working morning where that is early enough."""
        if self._office.elapsed_s(at, at + 1):
            return at
        morning = self._office.add_s(at, int(2400 * self._rng.random()))
        return morning if morning is not None and morning < end else at

    def _cap(self, start: int) -> int:
        return max(start, self._now - MARGIN)

    def _person(self, story: Story) -> str:
        members = self._members[story.row["queue"]]
        person = members[int(self._rng.random() * len(members))]
        if person == story.row["assignee"]:
            person = members[(members.index(person) + 1) % len(members)]
        return person

    @staticmethod
    def _who(story: Story) -> str:
        who: Any = story.row["assignee"] or story.row["created_by"]
        return str(who)
