"""Jobs of a screen: an answer that nobody waits for any more shows nothing."""

from pathlib import Path

from svc_tui.app import SvcApp
from svc_tui.screens.core.jobs import Latest
from tests.screens.running import running, settle
from tests.services.desk import Desk


async def test_what_was_forgotten_while_it_ran_answers_nobody_and_the_next_question_is_answered(
    tmp_path: Path,
) -> None:
    Desk(tmp_path / "desk.db").store.close()
    heard: list[str] = []
    async with running(tmp_path / "desk.db") as pilot:
        assert isinstance(pilot.app, SvcApp)
        asked: Latest[str] = Latest(pilot.app.desk_screen, "test")
        asked.ask(lambda: "of a row that is gone", heard.append)
        asked.forget()
        asked.ask(lambda: "of this one", heard.append)
        await settle(pilot)
    assert heard == ["of this one"]
    assert not asked.busy
