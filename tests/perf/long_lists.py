"""What a long list costs on the command line: microseconds a record and memory, by form.

`make lists` (or `python -m tests.perf.long_lists`) prints a table. The time is the processor's, the start left out by
subtracting a run that prints nothing; the memory is what the process took at most.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

LISTS = (
    "call list is:any",
    "equipment list",
    "customer list is:any",
    "contract list is:any",
    "solution list is:any",
)
FORMS = ("--json", "--csv", "--plain", "--count")
PROGRAM = (sys.executable, "-m", "svc_tui", "--as", "anna", "--store")
MIB = 1 << 20


def cost(store: Path, words: list[str]) -> tuple[float, float]:
    """Seconds of the processor and MiB at most of one command, which prints to nowhere."""
    command = subprocess.Popen([*PROGRAM, str(store), *words], stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(command.pid, 0)
    command.returncode = os.waitstatus_to_exitcode(status)
    if command.returncode:
        raise SystemExit(f"{' '.join(words)}: {command.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / MIB


def main() -> None:
    """Measure each list in each form, and print it."""
    wanted = argparse.ArgumentParser(description="What a long list costs on the command line.")
    wanted.add_argument("--calls", type=int, default=25_000)
    given = wanted.parse_args()
    with tempfile.TemporaryDirectory() as place:
        store = Path(place) / "desk.db"
        # Made by another process: what this one once took would count as its children's.
        subprocess.run([*PROGRAM, str(store), "demo", "--no-open", "--calls", str(given.calls)], check=True)
        print(
            "| list | records | form | us a record | MiB | MiB for ten |\n| --- | --- | --- | --- | --- | --- |"
        )
        for name in LISTS:
            words = name.split()
            told = subprocess.run(
                [*PROGRAM, str(store), *words, "--count"], stdout=subprocess.PIPE, check=True
            )
            count = int(told.stdout)
            for form in FORMS:
                begun = min(cost(store, [*words, form, "--limit", "1"])[0] for _ in range(3))
                taken, most = min(cost(store, [*words, form]) for _ in range(3))
                few = cost(store, [*words, form, "--limit", "10"])[1]
                each = max(0.0, taken - begun) / max(1, count) * 1e6
                print(f"| {name} | {count:,} | {form} | {each:.0f} | {most:.0f} | {few:.0f} |", flush=True)


if __name__ == "__main__":
    main()
