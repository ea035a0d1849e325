"""How long an import of 140,000 event rows takes, and how much memory, from many copies of one log.

python -m tests.perf.import_speed incident_event_log.csv
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"
ROWS = 140_000


def copies(log: Path, target: Path) -> int:
    """Write the log again and again, with other numbers each time. Returns the rows written."""
    head, *rows = log.read_text(encoding="utf-8").splitlines()
    written = 0
    with target.open("w", encoding="utf-8") as out:
        out.write(head + "\n")
        for copy in range(ROWS // len(rows) + 1):
            for row in rows:
                number, rest = row.split(",", 1)
                out.write(f"{number}-{copy},{rest}\n")
                written += 1
    return written


def main(log: Path) -> None:
    """Print rows, seconds and megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "log.csv"
        rows = copies(log, file)
        command = [sys.executable, "-m", "svc_tui", "--store", f"{folder}/store.db", "import", str(file)]
        began = time.monotonic()
        subprocess.run([*command, "--map", str(DATA / "servicenow.toml")], check=True)
        seconds = time.monotonic() - began
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{rows} rows: {seconds:.1f} s, {peak:.0f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
