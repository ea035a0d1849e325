"""What came into each queue of the demo company and went out of it lately, told from the lives of its calls."""

from collections.abc import Iterator

from svc_tui.services.demo.story import Story

COLUMNS = ("call_id", "from_queue", "to_queue", "at")
LATELY_S = 7 * 86_400
"""Older moves than these nobody asks the demo for."""
Move = tuple[int, str | None, str | None, int]


def moves_of(story: Story, call_id: int, since: int) -> Iterator[Move]:
    """A call's moves from this instant on, as the store's follower would have written them."""
    if story.last < since:
        return
    events = sorted(story.events, key=lambda event: event[0])
    first = next(
        (old for _at, _who, event, field, old, _new in events if (event, field) == ("moved", "queue")), None
    )
    queue = first or story.row["queue"] or ""
    stands: str | None = None
    for at, _who, event, _field, _old, new in events:
        if event == "moved":
            queue = new or ""
        if event in ("created", "moved", "closed", "reopened"):
            now = None if event == "closed" else queue
            if at >= since and now != stands:
                yield call_id, stands, now, at
            stands = now
