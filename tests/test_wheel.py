"""The wheel, installed where nothing else is: it holds its data files and works in an empty home."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "svc_tui"
NOT_SHIPPED = ("__pycache__", "*.egg-info")


def pip(*words: str | Path) -> None:
    """Run the pip of the environment that runs the tests."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy: what an earlier build left behind must not get in."""
    here = tmp_path_factory.mktemp("wheel")
    shutil.copytree(PACKAGE, here / "source/src/svc_tui", ignore=shutil.ignore_patterns(*NOT_SHIPPED))
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, here / "source" / name)
    pip("wheel", "--no-deps", "--no-build-isolation", "-w", here / "dist", here / "source")
    (built,) = (here / "dist").iterdir()
    return built


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    built = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    present = {
        str(path.relative_to(PACKAGE.parent))
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".po"
    }
    assert any(name.endswith(".mo") for name in built)
    assert present - built == set()
    assert {name for name in built if not name.startswith("svc_tui/")} == set()


@pytest.mark.slow
def test_the_wheel_works_in_an_empty_home(wheel: Path, tmp_path: Path) -> None:
    fresh, home = tmp_path / "fresh", tmp_path / "home"
    home.mkdir()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", fresh], check=True)
    pip("--python", fresh / "bin/python", "install", "--no-compile", "-c", ROOT / "constraints.txt", wheel)

    def run(*words: str) -> str:
        environment = {"HOME": str(home), "PATH": os.defpath, "LANG": "C.UTF-8"}
        command = [str(fresh / "bin/svc-tui"), *words]
        done = subprocess.run(
            command, env=environment, cwd=home, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "Commands:" in run("--help")
    assert "Comandi:" in run("--language", "it", "--help")
    run("demo", "--no-open", "--calls", "20")
    (demo,) = home.rglob("demo*.db")
    assert len(json.loads(run("--store", str(demo), "call", "list", "is:any", "--json"))) == 20
    run("--store", str(demo), "call", "print", "10001", "--out", "order.pdf")
    assert (home / "order.pdf").read_bytes().startswith(b"%PDF")
    assert json.loads(run("call", "list", "--json")) == []
