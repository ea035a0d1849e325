"""The root of the command line: help without heavy imports, languages, exit codes, no traceback, quiet pipes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from svc_tui import settings
from svc_tui.cli.core.main import NOUNS
from svc_tui.cli.core.options import split
from svc_tui.errors import BadUsage
from tests.cli.running import Shell

HEAVY = ("textual", "sqlmodel", "sqlalchemy", "rich", "babel", "holidays")
IN_FRESH = """
import sys
from svc_tui.__main__ import main
code = main({words!r})
heavy = sorted(name for name in {heavy!r} if name in sys.modules)
print("CODE", code, heavy, file=sys.stderr)
"""


def fresh(*words: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The program in an interpreter of its own, that says which heavy modules it imported."""
    source = IN_FRESH.format(words=list(words), heavy=HEAVY)
    return subprocess.run(
        [sys.executable, "-c", source],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **(env or {})},
    )


@pytest.mark.parametrize("words", [["--help"], ["call", "--help"], ["store", "--help"], ["keys"], ["where"]])
def test_help_needs_neither_the_store_nor_the_screen(words: list[str], tmp_path: Path) -> None:
    said = fresh(*words, env={"XDG_CONFIG_HOME": str(tmp_path)})
    assert said.stdout
    allowed = ["rich"] if words == ["keys"] else []
    assert said.stderr.strip().endswith(f"CODE 0 {allowed}")


def test_every_noun_has_its_help(svc: Shell) -> None:
    for noun in NOUNS:
        said = svc(noun, "--help")
        assert said.code == 0, noun
        assert said.out.startswith(f"Usage: svc-tui {noun}"), noun


def test_the_global_options_stand_anywhere() -> None:
    flags, rest = split(
        ["call", "list", "--store", "a.db", "--as=anna", "--ascii", "-who:anna", "--", "--slow"]
    )
    assert flags == {"store": "a.db", "who": "anna", "ascii": True}
    assert rest == ["call", "list", "-who:anna", "--", "--slow"]
    with pytest.raises(BadUsage):
        split(["--store"])


def test_wrong_usage_is_2_with_the_nearest_word(svc: Shell) -> None:
    said = svc("cal", "list")
    assert (said.code, said.out) == (2, "")
    assert "call" in said.err
    assert svc("call", "lst").code == 2
    assert svc("call", "show").code == 2
    assert svc("keys", "--jsn").code == 2
    assert svc("where", "--look", "pink").code == 2


def test_an_unknown_person_is_3_and_names_who_there_is(svc: Shell) -> None:
    assert svc("person", "new", "anna").code in (0, 1)
    said = svc("call", "list", who="nobody")
    assert said.code == 3
    assert "anna" in said.err


def test_a_settings_file_with_a_wrong_value_names_its_line(
    svc: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = svc.home / "xdg_config_home" / "svc-tui" / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text('# mine\nlook = "pink"\n', encoding="utf-8")
    said = svc("call", "list")
    assert said.code == 2
    assert f"{path}:2 look" in said.err
    path.write_text('[keys]\ncall.take = "F5"\n"call.note" = ["c", "C"]\n', encoding="utf-8")
    keys = settings.load({}, {}, path).keys
    assert keys == {"call.take": ("F5",), "call.note": ("c", "C")}
    assert "f5" in svc("keys").out


def test_settings_come_from_defaults_file_environment_and_flags_in_that_order(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('look = "light"\nbell = true\nstore = "/var/a.db"\n', encoding="utf-8")
    env = {"SVC_TUI_LOOK": "ansi", "SVC_TUI_SLOW": "1"}
    found = settings.load({"language": "it"}, env, path)
    assert (found.look, found.bell, found.slow, found.language) == ("ansi", True, True, "it")
    assert settings.load({"look": "mono"}, env, path).look == "mono"
    assert settings.load({}, {}, tmp_path / "none.toml") == settings.Settings()
    for text in ("bell = 3", "look = 7", "nosuch = 1", "bell", 'preset = "emacs"', "[keys]\ncall.take = 1"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(BadUsage) as caught:
            settings.load({}, {}, path)
        assert str(path) in caught.value.text()


def test_a_fault_of_the_program_is_one_calm_line_and_a_log(
    svc: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret of a customer")

    monkeypatch.setattr("svc_tui.bootstrap.open_services", broken)
    said = svc("customer", "new", "C1", "name=Bianchi")
    assert said.code == 1
    assert len(said.err.splitlines()) == 1
    assert "secret" not in said.err
    log = svc.home / "xdg_state_home" / "svc-tui" / "svc-tui.log"
    assert str(log) in said.err
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_a_reader_that_had_enough_is_no_error(svc: Shell) -> None:
    svc("call", "list")
    command = f"{sys.executable} -m svc_tui --store {svc.store} keys --json | head -c 10"
    piped = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (piped.stdout[:1], piped.stderr) == ("[", "")


def test_where_names_every_place(svc: Shell) -> None:
    told = svc("where", "--json").json
    assert told["store"] == str(svc.store)
    assert set(told) == {"store", "files", "demo", "settings", "drafts", "log", "cache"}
    assert all(str(svc.home) in path for path in told.values())


def test_keys_come_from_the_catalogue(svc: Shell) -> None:
    rows = {row["id"]: row for row in svc("keys", "--json").json}
    assert rows["call.take"]["keys"] == ["t"]
    assert "t" in svc("keys", "--plain").out


def test_init_sets_the_company_up(svc: Shell) -> None:
    said = svc(
        "init", "--company", "Lavanderie Riunite", "--zone", "Europe/Vienna", "--country", "AT", "--user", "anna",
        "--name", "Anna Rossi", who=None,
    )  # fmt: skip
    assert said.code == 0, said.err
    shown = svc("setup", "show", "--json").json
    assert (shown["name"], shown["zone"], shown["country"]) == ("Lavanderie Riunite", "Europe/Vienna", "AT")
    people = svc("person", "list", "--json").json
    assert [(row["code"], row["name"]) for row in people] == [("anna", "Anna Rossi")]
    assert "administrator" in people[0]["roles"]


def test_undo_says_what_and_nothing_left_is_refused(svc: Shell) -> None:
    svc("person", "new", "bruno")
    assert "bruno" in svc("undo").err
    assert svc("person", "show", "bruno").code == 3
    assert "bruno" in svc("redo").err
    assert svc("person", "show", "bruno").code == 0
    assert svc("redo").code == 1


def test_the_store_is_a_path_or_its_address(tmp_path: Path) -> None:
    none = tmp_path / "none.toml"
    for text in (f"{tmp_path}/a.db", f"sqlite:///{tmp_path}/a.db"):
        assert settings.load({"store": text}, {}, none).store == tmp_path / "a.db"
    for flags, env in (
        ({"store": "postgresql://host/desk"}, {}),
        ({}, {"SVC_TUI_STORE": "mysql://host/desk"}),
    ):
        with pytest.raises(BadUsage, match="Write its path"):
            settings.load(flags, env, none)
