"""Faults of the program: what happened goes to the log, which its owner alone may read; people read one calm line."""

import os
import traceback
from datetime import datetime
from pathlib import Path


def write_log(path: Path, error: BaseException | str, at: datetime) -> bool:
    """Add a fault to the log, without the values of variables. False where the log cannot be written."""
    told = [error] if isinstance(error, str) else traceback.format_exception(error)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{at.isoformat()}\n")
            file.writelines(told)
    except OSError:
        return False
    return True
