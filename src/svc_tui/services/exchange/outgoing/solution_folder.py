"""Solutions as a folder of Markdown files: written here, read by the import."""

from dataclasses import asdict
from pathlib import Path

from svc_tui.errors import N_, Refused
from svc_tui.interchange.own import markdown_folder
from svc_tui.services.core.whole_file import whole_file
from svc_tui.services.solutions.service import Solutions

PAGE = 500


def write(solutions: Solutions, query: str, folder: Path) -> int:
    """Write the solutions of a filter into a folder, a file each. Returns how many.

    A file that a solution has there already under an older title gives way; no other file is touched.

    Raises:
        Refused: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        present: dict[int, list[Path]] = {}
        for path in folder.iterdir():
            if (number := markdown_folder.number_of(path.name)) is not None and path.is_file():
                present.setdefault(number, []).append(path)
    except OSError as error:
        raise Refused(
            N_("{path} cannot be written: {reason}."), path=folder, reason=error.strerror
        ) from error
    ids = solutions.ids(query).ids
    for start in range(0, len(ids), PAGE):
        for row in solutions.lines(ids[start : start + PAGE]):
            path = folder / markdown_folder.file_name(row.number, row.solution)
            with whole_file(path) as out:
                out.write(markdown_folder.written(asdict(row)))
            for older in present.get(row.number, ()):
                if older.name != path.name:
                    older.unlink(missing_ok=True)
    return len(ids)
