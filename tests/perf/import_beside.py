"""How long a note waits while an import of many calls runs, and what the import costs.

python -m tests.perf.import_beside [rows] [--dry-run]
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from svc_tui.bootstrap import open_services

ROWS = 20_000
MAP = """kind = "call"
create = ["customer"]
[fields]
number = "no"
subject = "text"
customer = "who"
description = "more"
"""


def main(rows: int, *more: str) -> None:
    """Print the seconds of the import, and how long notes beside it took."""
    with tempfile.TemporaryDirectory() as folder:
        store, file, mapping = (Path(folder) / name for name in ("store.db", "calls.csv", "calls.toml"))
        mapping.write_text(MAP)
        with file.open("w") as out:
            out.write("no,text,who,more\n")
            for number in range(rows):
                out.write(f"A{number},Door {number} does not close,C{number % 500},{'It hangs. ' * 20}\n")
        services = open_services(store=store, who="anna", env={})
        services.customers.new({"code": "X", "name": "X"})
        beside = services.calls.new({"customer": "X", "subject": "Beside"}).outcomes[0].number
        command = [
            sys.executable,
            "-m",
            "svc_tui",
            "--store",
            str(store),
            "--as",
            "anna",
            "import",
            str(file),
        ]
        began = time.monotonic()
        process = subprocess.Popen([*command, "--map", str(mapping), *more])
        waited = []
        while process.poll() is None:
            at = time.monotonic()
            services.calls.note([beside], "Still here")
            waited.append(time.monotonic() - at)
            time.sleep(0.02)
        seconds = time.monotonic() - began
        services.close()
        waited.sort()
        print(
            f"{rows} rows: {seconds:.1f} s; {len(waited)} notes beside it, "
            f"median {waited[len(waited) // 2] * 1000:.0f} ms, longest {waited[-1] * 1000:.0f} ms"
        )


if __name__ == "__main__":
    arguments = [word for word in sys.argv[1:] if not word.startswith("-")]
    main(int(arguments[0]) if arguments else ROWS, *(word for word in sys.argv[1:] if word.startswith("-")))
