"""Why a write waits, in words."""

from svc_tui.language import _


def waits(importer: tuple[str, str] | None) -> str:
    """What somebody reads whose write waits for its turn.

    Args:
        importer: Who imports which files, if anybody does.
    """
    if importer is None:
        return _("Others are writing; this waits for its turn.")
    return _("{who} imports {files}; this waits for its turn.").format(who=importer[0], files=importer[1])
