"""Replay the reassignments of a whole ServiceNow event log through the services, and compare with its import.

    python -m tests.perf.replay incident_event_log.csv

Ends with an error at the first event at which a call's queue or person is another than in the imported store.
"""

import sys
import tempfile
import time
from pathlib import Path

from tests.services.exchange.test_replay import compare


def main() -> None:
    """Compare, and print how much was compared."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        found = compare(Path(place), Path(sys.argv[1]))
    words = ", ".join(f"{count} {name}" for name, count in found.items())
    print(f"{words}: equal at each of them, {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
