"""A fault of the program in the middle of work: one calm line with the log's name; nobody's words on the screen."""

import stat
from pathlib import Path

import pytest
from rich.traceback import Traceback

from svc_tui import faults
from svc_tui.local.form_drafts import FormDrafts
from svc_tui.screens.core.form import FormScreen
from svc_tui.services.core.context import Context
from tests.screens.running import press, running, said, settle, type_text
from tests.services.desk import Desk
from tests.terminal.desk import NOW, start_desk
from tests.terminal.wire import foreign

SECRET = "Diagnosis-4711"
CALM = "Something went wrong in svc-tui; what was saved is safe."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """One open call."""
    desk = Desk(tmp_path / "desk.db")
    desk.open_call()
    return desk


def test_a_fault_leaves_one_calm_line_and_a_log(desk: Desk, tmp_path: Path) -> None:
    # An instant that is none, as no part of the program writes it: whoever reads the call stumbles.
    with desk.store.engine.execution_options(write=True).connect() as connection:
        connection.exec_driver_sql("UPDATE call SET reported_at = ?", (SECRET,))
        connection.commit()
    desk.store.close()
    home = tmp_path / "home"
    with start_desk(desk.store.path, home) as program:
        program.type("enter")
        assert program.wait_exit() == 1
        program.until_quiet(0.1)
        left = bytes(program.sent).rpartition(b"\x1b[?1049l")[2]
        assert foreign(program.sent) == []
    words = " ".join(left.decode().split("\x1b[?25h")[-1].split())
    assert CALM in words
    assert "svc-tui.log" in words.replace(" ", "")
    assert "Traceback" not in words
    assert SECRET not in words
    (log,) = home.rglob("svc-tui.log")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert "Traceback" in log.read_text()


async def test_a_fault_that_textual_would_show_whole_is_calm_too(desk: Desk, tmp_path: Path) -> None:
    log = tmp_path / "log"
    async with running(desk.store.path, now=NOW, log_file=log) as pilot:
        try:
            raise ValueError(SECRET)
        except ValueError:
            pilot.app.panic(Traceback(), "twice")
            pilot.app.panic("and once more")
        (shown,) = pilot.app._exit_renderables
        assert str(shown).startswith(CALM)
        assert SECRET not in str(shown)
    assert "ValueError" in log.read_text()


def test_a_log_that_cannot_be_written_is_no_second_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not faults.write_log(tmp_path / "file" / "log", ValueError(SECRET), NOW)
    (tmp_path / "log").symlink_to(tmp_path / "victim")
    assert not faults.write_log(tmp_path / "log", ValueError(SECRET), NOW)
    assert not (tmp_path / "victim").exists()


def test_a_database_error_in_the_log_tells_no_values(desk: Desk, tmp_path: Path) -> None:
    context = Context(desk.store, "anna", lambda: NOW)
    with pytest.raises(Exception, match="parameters hidden") as caught, context.write() as unit:
        unit.insert("person", {"code": SECRET, "name": SECRET, "roles": ["technician"], "user_id": [SECRET]})
    assert faults.write_log(tmp_path / "log", caught.value, NOW)
    assert "INSERT INTO person" in (tmp_path / "log").read_text()
    assert SECRET not in (tmp_path / "log").read_text()


async def test_where_no_draft_can_be_kept_that_is_said_and_saving_works(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("a file in the way of the directory")
    async with running(desk.store.path, now=NOW) as pilot:
        pilot.app.drafts = FormDrafts(tmp_path / "drafts", desk.store.path, "anna")  # type: ignore[attr-defined]
        await press(pilot, "e")
        await type_text(pilot, " twice")
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        form._draft_now()
        await settle(pilot)
        assert said(pilot).startswith("What you type is not kept as a draft (")
        await press(pilot, "escape", "y")
        assert pilot.app.screen is form, "what cannot be kept is not left"
        assert said(pilot).startswith("What you type is not kept as a draft (")
        await press(pilot, "ctrl+s")
        assert said(pilot).startswith("10001: subject changed")
    assert desk.row("10001")["subject"] == "Stops after warm-up twice"
