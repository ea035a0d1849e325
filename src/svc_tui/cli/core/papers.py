"""Writing pages to hand over to a file or to standard output, as text, Markdown, HTML or PDF."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svc_tui.errors import N_, BadUsage, Refused
from svc_tui.interchange.documents.papers import ENDINGS, FORMS, form_of_name
from svc_tui.language import _

if TYPE_CHECKING:
    from svc_tui.domain.core.paper import Paper

Shape = Annotated[
    str | None,
    typer.Option("--format", metavar="FORM", help=_("text, markdown, html or pdf.")),
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help=_("Write to a file; its ending says the form."))
]


def form_of(shape: str | None, out: Path | None) -> str:
    """The form that was asked for, else the one of the file's ending; asked before anything is read.

    Raises:
        BadUsage: there is no such form, or the name does not say one.
        Refused: it is a PDF and would go to a terminal; the file is a directory.
    """
    if shape is not None and shape not in FORMS:
        raise BadUsage(N_("There is no form {form}. There are {known}."), form=shape, known=", ".join(FORMS))
    if out is not None and out.is_dir():
        raise Refused(N_("{path} is a directory. Name a file."), path=out)
    found = shape or "text"
    if shape is None and out is not None:
        found = form_of_name(out.name) or ""
        if not found:
            message = N_("{name} does not say its form. End it in {known}, or give --format.")
            raise BadUsage(message, name=out.name, known=", ".join(ENDINGS))
    if found == "pdf" and out is None and sys.stdout.isatty():
        raise Refused(N_("A PDF is nothing for a terminal. Name a file with --out FILE."))
    return found


def write_papers(papers: "Sequence[Paper]", form: str, out: Path | None) -> None:
    """Write them in one file, or to standard output."""
    from svc_tui.interchange.documents.papers import written
    from svc_tui.services.core.whole_file import whole_bytes

    content = written(papers, form)
    if out is not None:
        whole_bytes(out, content)
        return
    sys.stdout.write("")  # says it where the stream is closed
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
