"""What a shell offers: commands, options, filter keys, fields and values of the store, without waiting for imports."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from svc_tui.cli.core import completion
from svc_tui.errors import BadUsage
from tests import completion as written
from tests.cli.running import Shell
from tests.services.desk import Desk

BREAKS = "\"'><=;|&(:"


def _values(desk: Desk, *words: str) -> list[str]:
    return [value for value, _said in completion.answers(words, desk.store.path)]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("ca", ["call"]),
        ("call rep", ["report"]),
        ("call list --js", ["--json"]),
        ("call list --asc", ["--ascii"]),
        ("call list prio", ["priority:"]),
        ("call list priority:h", ["priority:high"]),
        ("call list -status:o", ["-status:Open"]),
        ("call list queue:n", ["queue:NORTH"]),
        ("call list technician:c", ["technician:carla"]),
        ("call list is:overd", ["is:overdue"]),
        ("equipment list serial:x", []),
        ("contract show ", ["K-58"]),
        ("contract show k-5", ["K-58"]),
        ("call assign 10001 b", ["bruno"]),
        ("call priority 10001 h", ["high"]),
        ("call note --kind ph", ["phone"]),
        ("call note --kind=ph", ["--kind=phone"]),
        ("call set 10001 que", ["queue="]),
        ("call set 10001 queue=s", ["queue=SOUTH"]),
        ("call set 10001 priority=h", ["priority=high"]),
        ("customer show c1", ["C1"]),
        ("customer show laVAND", ["C1"]),
        ("report run response", ["response", "response-spread"]),
        ("report show my-o", ["my-open", "my-overdue"]),
        ("call nothing ", []),
        ("--as an", ["anna"]),
    ],
)
def test_a_line_is_completed(desk: Desk, line: str, offered: list[str]) -> None:
    assert _values(desk, *line.split(" ")) == offered


def test_open_calls_are_offered_with_their_subject(desk: Desk) -> None:
    first, second = desk.open_call(), desk.open_call(subject="Leaks")
    desk.calls.close([second], "done")
    assert completion.answers(["call", "show", "1"], desk.store.path)[:2] == [
        (first, "Stops after warm-up"),
        (second, "Leaks"),
    ]


def test_files_are_offered_where_a_file_is_meant(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "orders.csv").touch()
    (tmp_path / "others").mkdir()
    assert _values(desk, "import", f"{tmp_path}/o") == [f"{tmp_path}/orders.csv", f"{tmp_path}/others/"]


def test_a_store_that_is_none_offers_no_values_and_stays_untouched(desk: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no store")
    for path in (broken, tmp_path / "missing.db", tmp_path):
        assert completion.answers(["customer", "show", ""], path) == []
    assert broken.read_bytes() == b"no store"
    assert not (tmp_path / "missing.db").exists()


@pytest.mark.parametrize(
    ("line", "words", "raw"),
    [
        ("svc-tui call list st", ["call", "list", "st"], "st"),
        ("echo x | svc-tui call ", ["call", ""], ""),
        ("A=1 /usr/bin/svc-tui call 'a b", ["call", "a b"], "'a b"),
        ("x=$(svc-tui call a\\ b", ["call", "a b"], "a\\ b"),
    ],
)
def test_the_last_command_of_a_line_is_read(line: str, words: list[str], raw: str) -> None:
    assert completion.split_line(line) == (words, raw)


def test_bash_is_told_what_follows_its_word_breaks(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVC_TUI_STORE", str(desk.store.path))
    assert completion.reply("bash", ["svc-tui call list queue:n", BREAKS]) == ["NORTH"]
    assert completion.reply("bash", ["svc-tui call list queue:n", " "]) == ["queue:NORTH"]
    assert completion.reply("bash", ["svc-tui call set 1 queue=s", BREAKS]) == ["SOUTH"]
    assert completion.reply("bash", ["svc-tui call list 'queue:n", BREAKS]) == ["'queue:NORTH'"]
    assert completion.reply("fish", ["call", "list", "queue:n"]) == ["queue:NORTH"]
    assert completion.reply("zsh", ["customer", "show", "c1"]) == ["C1\tLavanderia Bianchi"]


def test_what_a_shell_reads_is_renewed_from_the_commands() -> None:
    assert written.FILE.read_text(encoding="utf-8") == written.content(), "run `make manual`"


def test_a_tab_waits_for_no_heavy_import(desk: Desk) -> None:
    code = (
        "import sys; sys.argv = ['svc-tui', '--complete', 'bash', 'svc-tui call list queue:n', ':'];"
        "from svc_tui.__main__ import main; main();"
        "heavy = {'typer', 'sqlalchemy', 'sqlmodel', 'textual', 'pydantic', 'babel'} & set(sys.modules);"
        "sys.exit(' '.join(heavy) or 0)"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {"SVC_TUI_STORE": str(desk.store.path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (done.stdout, done.stderr, done.returncode) == ("NORTH\n", "", 0)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert spent < 0.3, f"{spent:.2f} s of processor"


def test_bash_itself_takes_the_script(desk: Desk, tmp_path: Path) -> None:
    tool = tmp_path / "svc-tui"
    tool.write_text(f'#!/bin/sh\nexec {sys.executable} -m svc_tui "$@"\n', encoding="utf-8")
    tool.chmod(0o755)
    asked = (
        'eval "$(svc-tui --show-completion bash)"; COMP_LINE="svc-tui call assign 1 b"; COMP_POINT=${#COMP_LINE};'
        'COMP_WORDS=(svc-tui call assign 1 b); _svc_tui; printf "%s" "${COMPREPLY[*]}"; complete -p svc-tui'
    )
    env = {"SVC_TUI_STORE": str(desk.store.path), "PATH": f"{tmp_path}:/usr/bin:/bin"}
    done = subprocess.run(["bash", "-c", asked], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("bruno")
    assert "-F _svc_tui svc-tui" in done.stdout


@pytest.mark.parametrize(
    ("shell", "path", "start"),
    [
        ("bash", ".local/share/bash-completion/completions/svc-tui", ".bashrc"),
        ("zsh", ".local/share/zsh/site-functions/_svc-tui", ".zshrc"),
        ("fish", ".config/fish/completions/svc-tui.fish", None),
    ],
)
def test_installing_writes_once_what_the_shell_reads(
    tmp_path: Path, shell: str, path: str, start: str | None
) -> None:
    if start:
        (tmp_path / start).write_text("own", encoding="utf-8")
    for _again in range(2):
        told = completion.install(shell, tmp_path, {})
        assert str(tmp_path / path) in told[0]
    assert (tmp_path / path).read_text(encoding="utf-8") == completion.script(shell)
    if start:
        lines = (tmp_path / start).read_text(encoding="utf-8").splitlines()
        assert lines[0] == "own"
        assert sum(str(tmp_path / path) in line for line in lines) == 1


def test_a_shell_that_is_not_known_is_named(svc: Shell) -> None:
    with pytest.raises(BadUsage, match="bash, zsh, fish"):
        completion.shell_of(None, {"SHELL": "/bin/tcsh"})
    assert completion.shell_of(None, {"SHELL": "/usr/bin/fish"}) == "fish"
    said = svc("--install-completion", "tcsh")
    assert (said.code, "There is no completion for tcsh" in said.err) == (2, True)
    assert svc("--show-completion", "zsh").out == completion.script("zsh")
